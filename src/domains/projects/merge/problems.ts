/** What was not joined for certain, once for each text: a place that 500 rows name is one problem and not 500. */
import type { Problem, ProblemKind } from '#platform/problems/model.ts';

interface Found extends Problem {
  readonly kind: ProblemKind;
}

/** A damaged file must not fill the database with problems. */
const maxProblems = 100_000;

export class ProblemList {
  readonly #found = new Map<string, { problem: Found; rows: number }>();

  add(problem: Found): void {
    const key = [problem.kind, problem.column, problem.original].join('\u001f');
    const known = this.#found.get(key);
    if (known !== undefined) known.rows += 1;
    else if (this.#found.size < maxProblems) this.#found.set(key, { problem, rows: 1 });
  }

  get all(): Problem[] {
    return [...this.#found.values()].map(({ problem, rows }) =>
      rows === 1 ? problem : { ...problem, reason: `${problem.reason} (In ${rows} rows, of which this is the first.)` },
    );
  }
}
