/** Names at most two typing errors away from a given one. */

/** Shorter names have too many neighbours: Barcin, Marcin, Karcin. */
const usualLengths = { oneTypo: 6, twoTypos: 10 };

interface KnownName {
  readonly name: string;
  /** One bit a letter; two names differ in at most two bits for each typing error. */
  readonly letters: number;
}

export class SimilarNames {
  readonly #byLength = new Map<number, KnownName[]>();

  readonly #lengths: typeof usualLengths;

  constructor(names: Iterable<string>, lengths = usualLengths) {
    this.#lengths = lengths;
    for (const name of names) {
      const known = { name, letters: lettersOf(name) };
      const sameLength = this.#byLength.get(name.length);
      if (sameLength === undefined) this.#byLength.set(name.length, [known]);
      else sameLength.push(known);
    }
  }

  /** The nearest known names with the number of errors; none when the name is short or nothing is near. */
  near(name: string): ReadonlyMap<string, number> {
    const { oneTypo, twoTypos } = this.#lengths;
    const limit = name.length < oneTypo ? 0 : name.length < twoTypos ? 1 : 2;
    let best = limit;
    const found = new Map<string, number>();
    for (const candidate of this.#candidates(name, limit)) {
      const errors = editDistance(name, candidate, best);
      if (errors > best || errors === 0) continue;
      if (errors < best) found.clear();
      best = errors;
      found.set(candidate, errors);
    }
    return found;
  }

  *#candidates(name: string, limit: number): Iterable<string> {
    if (limit === 0) return;
    const letters = lettersOf(name);
    for (let length = name.length - limit; length <= name.length + limit; length++) {
      for (const known of this.#byLength.get(length) ?? []) {
        if (countBits(known.letters ^ letters) <= 2 * limit) yield known.name;
      }
    }
  }
}

function lettersOf(name: string): number {
  let letters = 0;
  for (let index = 0; index < name.length; index++) letters |= 1 << (name.charCodeAt(index) % 32);
  return letters;
}

function countBits(value: number): number {
  let count = 0;
  for (let rest = value; rest !== 0; rest &= rest - 1) count++;
  return count;
}

/** Insertions, deletions, substitutions and swaps of neighbours; anything above the limit is limit + 1. */
function editDistance(a: string, b: string, limit: number): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) row.push(cell(a, b, i, j, row, last, beforeLast));
    if (Math.min(...row) > limit) return limit + 1;
    [beforeLast, last] = [last, row];
  }
  return Math.min(last[b.length] as number, limit + 1);
}

function cell(
  a: string,
  b: string,
  i: number,
  j: number,
  row: readonly number[],
  last: readonly number[],
  beforeLast: readonly number[],
): number {
  const same = a[i - 1] === b[j - 1];
  const substituted = (last[j - 1] as number) + (same ? 0 : 1);
  const best = Math.min(substituted, (last[j] as number) + 1, (row[j - 1] as number) + 1);
  const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
  return swapped ? Math.min(best, (beforeLast[j - 2] as number) + 1) : best;
}
