/** Takes what one file says of assessments into the hub; what it does not mention stays. */
import { isDeepStrictEqual } from 'node:util';
import type { ClientBase } from 'pg';
import type { Assessment, Certification, ImprovementAction, Score } from './model.ts';
import { readAssessments, writeAssessments } from './store.ts';

type Stated<T> = Omit<T, 'sourceId' | 'changedIn'>;

/** One row of the file. An assessment comes in as many rows as it has scores. */
export type StatedRow =
  | { readonly kind: 'score'; readonly assessment: Stated<Omit<Assessment, 'scores'>>; readonly score: Score }
  | { readonly kind: 'action'; readonly action: Stated<ImprovementAction> }
  | { readonly kind: 'certification'; readonly certification: Stated<Certification> };

export interface MergeCounts {
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
}

export async function mergeAssessments(
  client: ClientBase,
  rows: readonly StatedRow[],
  sourceId: string,
  release: number,
): Promise<MergeCounts> {
  const known = await readAssessments(client);
  const from = { sourceId, changedIn: release };
  const assessments = new Changes(known.assessments);
  const actions = new Changes(known.actions);
  const certifications = new Changes(known.certifications);
  for (const row of rows) {
    if (row.kind === 'action') actions.take({ ...row.action, ...from });
    else if (row.kind === 'certification') certifications.take({ ...row.certification, ...from });
    else
      assessments.take({
        ...row.assessment,
        ...from,
        scores: scoresWith(assessments.get(row.assessment.id), row.score),
      });
  }
  await writeAssessments(client, {
    assessments: assessments.written,
    actions: actions.written,
    certifications: certifications.written,
  });
  const all = [assessments, actions, certifications];
  const sum = (count: (changes: (typeof all)[number]) => number): number =>
    all.reduce((total, one) => total + count(one), 0);
  return {
    created: sum(({ created }) => created),
    changed: sum(({ changed }) => changed),
    unchanged: sum(({ unchanged }) => unchanged),
  };
}

function scoresWith(assessment: Assessment | undefined, score: Score): Score[] {
  const others = (assessment?.scores ?? []).filter(({ criterion }) => criterion !== score.criterion);
  return [...others, score];
}

interface Kept {
  readonly id: string;
  readonly sourceId: string;
  readonly changedIn: number;
}

/** Counts rows: a row that adds a score to an assessment is created, one that alters it changed. */
class Changes<T extends Kept> {
  readonly #known: Map<string, T>;
  readonly #written = new Map<string, T>();
  created = 0;
  changed = 0;
  unchanged = 0;

  constructor(known: readonly T[]) {
    this.#known = new Map(known.map((entry) => [entry.id, entry]));
  }

  get(id: string): T | undefined {
    return this.#known.get(id);
  }

  get written(): T[] {
    return [...this.#written.values()];
  }

  take(entry: T): void {
    const before = this.#known.get(entry.id);
    if (before !== undefined && isDeepStrictEqual(plain(before), plain(entry))) {
      this.unchanged += 1;
      return;
    }
    if (before === undefined || sizeOf(entry) > sizeOf(before)) this.created += 1;
    else this.changed += 1;
    this.#known.set(entry.id, entry);
    this.#written.set(entry.id, entry);
  }
}

function sizeOf(entry: object): number {
  return 'scores' in entry && Array.isArray(entry.scores) ? entry.scores.length : 0;
}

/** Without where and when it was said; scores by criterion. */
function plain(entry: Kept): unknown {
  const { sourceId: _source, changedIn: _release, ...rest } = entry;
  if (!('scores' in rest) || !Array.isArray(rest.scores)) return rest;
  return { ...rest, scores: new Map((rest.scores as Score[]).map((score) => [score.criterion, score])) };
}
