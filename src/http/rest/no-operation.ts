/** A name that no operation has, as a problem that lists those there are. */
import { SimilarNames } from '#platform/similar-names.ts';
import { HttpProblem } from '../problem.ts';

export class OperationNames {
  readonly all: readonly string[];
  readonly #byLowerCase: ReadonlyMap<string, string>;
  readonly #similar: SimilarNames;

  constructor(names: readonly string[]) {
    this.all = names.toSorted();
    this.#byLowerCase = new Map(names.map((name) => [lettersOf(name), name]));
    this.#similar = new SimilarNames(this.#byLowerCase.keys());
  }

  /** Other letters in capitals, hyphens, or a typing error or two. */
  near(name: string): string[] {
    const wanted = lettersOf(name.slice(0, 80));
    const near = this.#byLowerCase.has(wanted) ? [wanted] : [...this.#similar.near(wanted).keys()];
    return near.flatMap((found) => this.#byLowerCase.get(found) ?? []);
  }
}

const lettersOf = (name: string): string => name.replaceAll(/[^\p{L}\d]/gu, '').toLowerCase();

export function noOperation(name: string, names: OperationNames): HttpProblem {
  const shown = name.slice(0, 80);
  const near = names.near(name).join(', ');
  const all = names.all.join(', ');
  const [hint, polishHint] =
    near === ''
      ? [`There are ${all}; see /openapi.json.`, `Są: ${all}; zob. /openapi.json.`]
      : [`Did you mean ${near}? See /openapi.json.`, `Czy chodziło o ${near}? Zob. /openapi.json.`];
  return new HttpProblem(404, 'NOT_FOUND', `There is no operation "${shown}".`, hint, {
    polish: `Nie ma operacji "${shown}". ${polishHint}`,
    members: { operations: names.all },
  });
}
