/** Finds names in texts by their digests alone: whoever reads what is kept of a name does not learn it. */
import { comparable, digestOf } from '../identity.ts';

export const redactedText = '[usunięto]';

export interface NameRedaction {
  readonly key: string;
  /** How many words the name has. */
  readonly words: number;
  /** 16 bits of its longest word. */
  readonly hint: number;
}

/** The order of a name's words does not matter: `Kowalski Jan` is `Jan Kowalski`. */
export function nameRedactionOf(name: string): NameRedaction {
  const words = comparable(name)
    .split(' ')
    .filter((word) => word !== '');
  const longest = words.toSorted((a, b) => b.length - a.length || (a < b ? -1 : 1))[0] ?? '';
  return { key: keyOf(words), words: words.length, hint: hintOf(longest) };
}

function keyOf(words: readonly string[]): string {
  return digestOf(['name', ...words.toSorted()]);
}

interface Span {
  readonly start: number;
  readonly end: number;
}

export class NameFinder {
  readonly #keys: ReadonlySet<string>;
  readonly #hints: ReadonlySet<number>;
  readonly #lengths: readonly number[];

  constructor(names: readonly NameRedaction[]) {
    this.#keys = new Set(names.map(({ key }) => key));
    this.#hints = new Set(names.map(({ hint }) => hint));
    this.#lengths = [...new Set(names.map(({ words }) => words))].toSorted((a, b) => b - a);
  }

  get isEmpty(): boolean {
    return this.#keys.size === 0;
  }

  holds(text: string): boolean {
    return this.#mayHold(text) && this.#spans(text.normalize('NFC')).length > 0;
  }

  /** The text without the names in it. */
  strip(text: string): string {
    if (!this.#mayHold(text)) return text;
    const composed = text.normalize('NFC');
    const spans = this.#spans(composed);
    if (spans.length === 0) return text;
    let result = '';
    let at = 0;
    for (const { start, end } of spans) {
      if (start < at) continue;
      result += composed.slice(at, start) + redactedText;
      at = end;
    }
    return result + composed.slice(at);
  }

  /** In their order; of those that begin at one word the longest first. */
  #spans(text: string): Span[] {
    const words = [...text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)];
    const folded = words.map(([word]) => comparable(word));
    return words.flatMap((first, index) =>
      this.#lengths.flatMap((length) => {
        const last = words[index + length - 1];
        if (last === undefined || !this.#keys.has(keyOf(folded.slice(index, index + length)))) return [];
        return [{ start: first.index, end: last.index + last[0].length }];
      }),
    );
  }

  /** A digest of each word of each text would cost more than all the rest of an import. */
  #mayHold(text: string): boolean {
    if (this.isEmpty) return false;
    const folded = comparable(text);
    let start = 0;
    while (start < folded.length) {
      const space = folded.indexOf(' ', start);
      const end = space === -1 ? folded.length : space;
      if (this.#hints.has(hintOf(folded, start, end))) return true;
      start = end + 1;
    }
    return false;
  }
}

/** FNV-1a, folded to 16 bits: some thousand words share each value. */
function hintOf(text: string, start = 0, end = text.length): number {
  let hash = 0x811c9dc5;
  for (let index = start; index < end; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return ((hash >>> 16) ^ hash) & 0xffff;
}

/** A text without a name as it is written there; inside another word it is another word. */
export function withoutLiteral(text: string, name: string): string {
  const pattern = name
    .trim()
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/\s+/g, '\\s+');
  if (pattern === '') return text;
  return text.replace(new RegExp(`(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}])`, 'giu'), redactedText);
}
