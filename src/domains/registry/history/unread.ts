/** Rows of a register that could not be taken: they are no sign that their units have ended, or are new. */
import type { TerritorialKind, UnitVersion } from '../model.ts';
import { foldName } from '../text.ts';
import { keyOf, kindOfRodz } from './observe.ts';

type Named = Pick<UnitVersion, 'terc' | 'name' | 'powiatTerc'>;

/** A row under a code that no known unit bears: a new unit, or a known one under a new code. */
export interface Stray {
  /** Up to 7 places; `?` stands for a digit that could not be read. */
  readonly terc: string;
  /** Null where it could not be read. */
  readonly name: string | null;
  /** Null where RODZ could not be read: any kind of gmina. */
  readonly kind: TerritorialKind | null;
}

export class UnreadRows {
  readonly #rows: readonly UnreadRow[];

  /** Each as `code:name`, or as the text of a row that could not be taken apart, which mostly begins with a code. */
  constructor(texts: Iterable<string>) {
    this.#rows = [...new Set(texts)].map(unreadRow);
  }

  /** Whether one of them may be the row of this unit, under the code that it is given here. */
  concern(unit: Named): boolean {
    return this.#rows.some((row) => concerns(row, unit));
  }

  /** Those that are not the row of a unit that is known under its code; `missing` are units that are not listed. */
  strays(isInUse: (key: string) => boolean, missing: readonly Named[]): Stray[] {
    return this.#rows.filter(isStray).filter((row) => {
      return isIncomplete(row.terc) ? !missing.some((unit) => concerns(row, unit)) : !isInUse(strayKey(row));
    });
  }
}

/** The lasting part of its code, as of a unit that is listed. */
export function strayKey({ terc, kind }: Stray): string {
  return keyOf(terc, kind ?? 'RURAL_GMINA');
}

/** Without RODZ a code still states the gmina. */
const isIncomplete = (terc: string): boolean => terc.slice(0, 6).includes('?');

interface UnreadRow extends Stray {
  /** Of a row that could not be taken apart: its words, in which a name may stand. */
  readonly words: string;
}

/** Cities stand a second time as a gmina, by which they are known. */
function isStray({ terc }: UnreadRow): boolean {
  return terc.length === 7 || (terc.length === 4 && terc.slice(2) < '61');
}

const families: Readonly<Record<string, string>> = { '4': '4', '5': '5', '8': '8', '9': '9' };
const familyOf = (terc: string): string => families[terc.charAt(6)] ?? 'gmina';

function unreadRow(text: string): UnreadRow {
  const [, code, name] = /^([\d?]{2,7}):(.*)$/s.exec(text) ?? [];
  if (code !== undefined) {
    const terc = code.length === 6 ? `${code}?` : code;
    return { terc, name: name ? foldName(name) : null, kind: kindOf(terc), words: '' };
  }
  const words = wordsOf(text);
  const digits = /^[\d ]*(?= )/.exec(words)?.[0].replaceAll(' ', '') ?? '';
  return { terc: digits.length < 6 ? '' : digits.slice(0, 6), name: null, kind: null, words };
}

function kindOf(terc: string): TerritorialKind | null {
  return terc.length === 4 ? 'POWIAT' : (kindOfRodz[terc.charAt(6)] ?? null);
}

function concerns(row: UnreadRow, unit: Named): boolean {
  const { terc } = row;
  if (row.words !== '') return isAboutGmina(terc, unit.terc) || row.words.includes(wordsOf(unit.name));
  if (!isIncomplete(terc)) {
    return terc.length < 6 ? terc === unit.terc || terc === unit.powiatTerc : isAboutGmina(terc, unit.terc);
  }
  // Too little of the code is known to recognise the unit by it alone.
  if (!fitsCode(terc, unit.terc)) return false;
  const isSameFamily = terc.endsWith('?') || familyOf(terc) === familyOf(unit.terc);
  return isSameFamily && (row.name === null || row.name === foldName(unit.name));
}

/** Whether a code of which digits are missing may be this one; RODZ changes while a unit stays. */
export function fitsCode(incomplete: string, terc: string): boolean {
  if (incomplete.length !== terc.length) return false;
  return [...incomplete.slice(0, 6)].every((digit, at) => digit === '?' || digit === terc.charAt(at));
}

/** A row speaks of a gmina and of its parts, whatever kind it names. */
function isAboutGmina(row: string, terc: string): boolean {
  return row.length >= 6 && terc.slice(0, 6) === row.slice(0, 6);
}

/** A text by its words alone, whatever stands between them, with a blank on either side of each. */
function wordsOf(text: string): string {
  return ` ${foldName(text)
    .replace(/[^\p{L}\p{N}-]+/gu, ' ')
    .trim()} `;
}
