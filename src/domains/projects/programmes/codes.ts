/** The cells that name programmes, priorities, measures and sub-measures, taken apart into code and name. */
import { comparable } from '../identity.ts';

export interface NodeLabel {
  /** As written: `POKL.05.01.01`, `5.1.1`, `V`. */
  readonly code: string | null;
  /** The letters of the programme in front of the numbers: `POKL`. */
  readonly letters: string | null;
  /** What the same node has in every file: the numbers without zeros that only fill (`5.1.1`). */
  readonly codeKey: string | null;
  readonly name: string | null;
  readonly nameKey: string | null;
}

const levelWords =
  /^(o[śs] priorytetowa|priorytet|priority( axis)?|działanie|poddziałanie|(sub-?)?measure)\s+(?=[\dIVX])/i;
const codePattern =
  /^(?:(?<letters>[A-ZĄĆĘŁŃÓŚŹŻ]{2,8})[.\s]?(?=\d))?(?<numbers>\d{1,2}[A-Za-z]?(?:\.\d{1,2}[A-Za-z]?){0,3}|[IVX]{1,5})(?![\p{L}\d])\.?/u;

export function labelOf(cell: string): NodeLabel {
  const text = cell.normalize('NFKC').replace(/\s+/g, ' ').trim();
  const bare = text.replace(levelWords, '');
  const match = codePattern.exec(bare);
  if (match?.groups === undefined) return named(text);
  const rest = bare.slice(match[0].length).replace(/^[\s:.–—-]+/, '');
  const name = rest === '' ? null : rest;
  return {
    code: match[0].replace(/\.$/, ''),
    letters: match.groups['letters'] ?? null,
    codeKey: numbersKey(match.groups['numbers'] ?? ''),
    name,
    nameKey: name === null ? null : comparable(name),
  };
}

function named(text: string): NodeLabel {
  return { code: null, letters: null, codeKey: null, name: text, nameKey: comparable(text) };
}

/** `05.01.00` → `5.1`, `V` → `5`. */
function numbersKey(numbers: string): string {
  if (/^[IVX]+$/.test(numbers)) return String(romanNumber(numbers));
  const parts = numbers.split('.').map((part) => part.replace(/^0+(?=\d)/, '').toUpperCase());
  while (parts.length > 1 && parts.at(-1) === '0') parts.pop();
  return parts.join('.');
}

function romanNumber(text: string): number {
  const values: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10 };
  const digits = [...text].map((letter) => values[letter] ?? 0);
  return digits.reduce((sum, digit, index) => sum + (digit < (digits[index + 1] ?? 0) ? -digit : digit), 0);
}

/** `Program Operacyjny Kapitał Ludzki 2007-2013` and `PO Kapitał Ludzki` are one: the words that all programmes share go. */
export function programmeNameKey(name: string): string {
  return comparable(name)
    .replace(/\b(20\d\d) (20\d\d)\b/g, '')
    .replace(/\bna lata\b/g, '')
    .replace(/^(regionalny )?program operacyjny\b|^po\b/, (words) => (words.startsWith('regionalny') ? 'rpo' : ''))
    .replace(/^rpo (wojewodztwa|dla wojewodztwa)\b/, 'rpo')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The letters with which contract numbers begin (`RPMP.01.02.01-12-0010/16`), which are those of the programme. */
export function lettersOfContract(contractKey: string): string | null {
  return /^([A-Z]{4})[.\d-]/.exec(contractKey)?.[1] ?? null;
}
