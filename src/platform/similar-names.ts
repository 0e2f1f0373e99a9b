/** Names at most two typing errors away from a given one. */

/** Shorter names have too many neighbours: Barcin, Marcin, Karcin. */
const defaultLengths = { oneTypo: 6, twoTypos: 10 };

/** The names of one length, one behind the other in one text, with their letters beside them: most are passed over by these. */
interface SameLength {
  readonly text: string;
  /** One bit a letter; two names differ in at most two bits for each typing error. */
  readonly letters: Uint32Array;
}

const noNames: SameLength = { text: '', letters: new Uint32Array() };

export class SimilarNames {
  readonly #byLength = new Map<number, SameLength>();
  readonly #lengths: typeof defaultLengths;

  constructor(names: Iterable<string>, lengths = defaultLengths) {
    this.#lengths = lengths;
    this.add(names);
  }

  add(names: Iterable<string>): void {
    for (const [length, added] of Map.groupBy(names, (name) => name.length)) {
      const known = this.#byLength.get(length) ?? noNames;
      const letters = new Uint32Array(known.letters.length + added.length);
      letters.set(known.letters);
      letters.set(added.map(lettersOf), known.letters.length);
      this.#byLength.set(length, { text: known.text + added.join(''), letters });
    }
  }

  /** The nearest known names with the number of errors; none when the name is short or nothing is near. */
  near(name: string): ReadonlyMap<string, number> {
    const { oneTypo, twoTypos } = this.#lengths;
    const limit = name.length < oneTypo ? 0 : name.length < twoTypos ? 1 : 2;
    const found = new Map<string, number>();
    if (limit === 0) return found;
    let best = limit;
    for (const candidate of this.#candidates(name, limit)) {
      const errors = editDistance(name, candidate, best);
      if (errors > best || errors === 0) continue;
      if (errors < best) found.clear();
      best = errors;
      found.set(candidate, errors);
    }
    return found;
  }

  #candidates(name: string, limit: number): string[] {
    const wanted = lettersOf(name);
    const candidates: string[] = [];
    for (let length = name.length - limit; length <= name.length + limit; length++) {
      const same = this.#byLength.get(length);
      if (same === undefined) continue;
      const { text, letters } = same;
      for (let index = 0; index < letters.length; index++) {
        if (countBits((letters[index] as number) ^ wanted) > 2 * limit) continue;
        candidates.push(text.slice(index * length, (index + 1) * length));
      }
    }
    return candidates;
  }
}

function lettersOf(name: string): number {
  let letters = 0;
  for (let index = 0; index < name.length; index++) letters |= 1 << (name.charCodeAt(index) % 32);
  return letters;
}

/** Without a loop: it runs for every known name. */
function countBits(value: number): number {
  const pairs = value - ((value >>> 1) & 0x55555555);
  const quads = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((quads + (quads >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Names are at most some hundred characters; rows of the table are used again, since there are thousands of names. */
const longestRow = 256;
const rows = [0, 1, 2].map(() => new Uint8Array(longestRow)) as [Uint8Array, Uint8Array, Uint8Array];

/** Insertions, deletions, substitutions and swaps of neighbours; anything above the limit is limit + 1. */
function editDistance(a: string, b: string, limit: number): number {
  const beyond = limit + 1;
  if (b.length + 1 > longestRow || a.length + 1 > longestRow) return beyond;
  let [beforeLast, last, row] = rows;
  for (let j = 0; j <= b.length; j++) last[j] = Math.min(j, beyond);
  for (let i = 1; i <= a.length; i++) {
    // Cells further from the diagonal than the limit cannot lead to a distance within it.
    const [from, to] = [Math.max(1, i - limit), Math.min(b.length, i + limit)];
    row[from - 1] = from === 1 ? Math.min(i, beyond) : beyond;
    if (i + limit <= b.length) last[i + limit] = beyond;
    let min = row[from - 1] as number;
    for (let j = from; j <= to; j++) {
      const cost = cell(a, b, i, j, row, last, beforeLast, beyond);
      row[j] = cost;
      if (cost < min) min = cost;
    }
    if (min > limit) return beyond;
    [beforeLast, last, row] = [last, row, beforeLast];
  }
  return Math.min(last[b.length] as number, beyond);
}

function cell(
  a: string,
  b: string,
  i: number,
  j: number,
  row: Uint8Array,
  last: Uint8Array,
  beforeLast: Uint8Array,
  beyond: number,
): number {
  const isSame = a.charCodeAt(i - 1) === b.charCodeAt(j - 1);
  let best = (last[j - 1] as number) + (isSame ? 0 : 1);
  best = Math.min(best, (last[j] as number) + 1, (row[j - 1] as number) + 1, beyond);
  const isSwapped =
    i > 1 && j > 1 && a.charCodeAt(i - 1) === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === b.charCodeAt(j - 1);
  return isSwapped ? Math.min(best, (beforeLast[j - 2] as number) + 1) : best;
}
