/** Phone numbers as people write them: with area codes, extensions, ranges and several in a cell. Never another number. */
import { isMobilePhone } from './personal-data.ts';

export interface PhoneCells {
  readonly number: string;
  /** The area code of a column beside, which local numbers of 7 digits are completed with. */
  readonly area?: string | null;
  readonly extension?: string | null;
}

/** `+48 32 239 11 65`, with `wew. 12` for an extension; null unless the first number is certain, or when it is a mobile phone's. */
export function phoneOf(cells: PhoneCells): string | null {
  const { digits, extension } = readPhone(cells);
  if (digits === null || isMobilePhone(digits)) return null;
  const grouped = `+48 ${digits.slice(0, 2)} ${digits.slice(2, 5)} ${digits.slice(5, 7)} ${digits.slice(7)}`;
  return extension === null ? grouped : `${grouped} wew. ${extension}`;
}

/** Whether one of the numbers in a cell is a mobile phone's, which somebody carries. */
export function hasMobilePhone({ number, area }: PhoneCells): boolean {
  const parts = number.split(/[,;/\n]|\blub\b|\boraz\b|\bi\b/i);
  return [number, ...parts].some((part) => {
    const { digits } = readPhone({ number: part, area: area ?? null });
    return digits !== null && isMobilePhone(digits);
  });
}

interface ReadPhone {
  readonly digits: string | null;
  readonly extension: string | null;
}

function readPhone({ number, area = null, extension = null }: PhoneCells): ReadPhone {
  const plain = number
    .normalize('NFKC')
    .replaceAll(/[\u2010-\u2015\u2212]/g, '-')
    .replaceAll(/\s+/g, ' ')
    .replace(/^\D*?(?:tel(?:efon)?|centrala|sekretariat)\b[.:\s]*/i, '')
    .trim();
  const [, before = plain, inner = null, after = ''] = extensionIn.exec(plain) ?? [];
  const code = (area ?? '').replace(/\D/g, '').replace(/^0(?=\d\d$)/, '');
  const digits = firstNumber(before.trim(), code);
  const stated = inner ?? (extension === null ? null : extension.replaceAll(/\s+/g, ' ').trim());
  // What follows an extension is another one, or another number: the first number stands all the same.
  return { digits: after.trim() === '' || separator.test(after) ? digits : null, extension: stated || null };
}

const extensionIn = /^(.*?\d)[\s,;(]*\b(?:wewn\w*|wew|w|ext|ew)[.:]?\s*(\d{1,5}(?:\s*[,/-]\s*\d{1,5})*)\)?(.*)$/i;
/** What may stand behind a number: a range (`-05`, `do 05`) or further numbers. */
const separator = /^\s*(?:[,;/|]|-|\bdo\b|\blub\b|\boraz\b|\bi\b|\()/i;

/** The 9 digits of the first number; null when its digits can be read in two ways or are too few. */
function firstNumber(text: string, area: string): string | null {
  const groups = groupsOf(text);
  if (groups === null) return null;
  const readings = new Set<string>();
  if (!/^\+|^\W*00/.test(text)) {
    if (area.length === 2) addReading(readings, groups, 7, area);
    addReading(readings, groups, 9, '', area);
    if (groups[0]?.digits === '0') addReading(readings, groups.slice(1), 9, '');
    else if (/^0\d/.test(groups[0]?.digits ?? '')) addReading(readings, withoutPrefix(groups, 1), 9, '');
  }
  if (/^(\+|00)?48/.test(groups.map(({ digits }) => digits).join(''))) addInternational(readings, groups, text);
  const [only] = readings;
  return readings.size === 1 ? (only as string) : null;
}

interface Group {
  readonly digits: string;
  /** What stands before it. */
  readonly before: string;
}

/** The runs of digits and what parts them; null for a text that is more than numbers. */
function groupsOf(text: string): Group[] | null {
  const groups = [...text.matchAll(/([^\d]*)(\d+)/g)].map(([, before = '', digits = '']) => ({ before, digits }));
  const known = /^[\s().+,;/|-]*$|\b(?:do|lub|oraz|i|fax|faks)\b/i;
  return groups.length > 0 && groups.every(({ before }) => known.test(before.trim())) ? groups : null;
}

/** Takes groups until they have so many digits; what follows has to be parted from them in another way than they are. */
function addReading(
  readings: Set<string>,
  groups: readonly Group[],
  length: number,
  area: string,
  expected = '',
): void {
  let digits = '';
  const parted = new Set<string>();
  for (const [index, group] of groups.entries()) {
    if (index > 0) parted.add(group.before.trim());
    digits += group.digits;
    if (digits.length < length) continue;
    if (digits.length > length || digits.startsWith('0')) return;
    const next = groups[index + 1];
    if (next !== undefined && !isParted(next, parted, groups.length - index - 1)) return;
    // A local number and the end of its range have 9 digits together.
    if (expected.length === 2 && !digits.startsWith(expected) && !/^(?:80|70)/.test(digits) && !isMobilePhone(digits))
      return;
    readings.add(area + digits);
    return;
  }
}

function isParted({ before, digits }: Group, parted: ReadonlySet<string>, rest: number): boolean {
  if (!separator.test(before)) return false;
  const isUnlike = !parted.has(before.trim());
  return isUnlike || (rest === 1 && digits.length <= 3 && before.trim() === '-' && parted.size > 1);
}

/** `+48 32 …`, `0048 32 …`, `48 32 …`; without a plus only where the rest is grouped like a whole number. */
function addInternational(readings: Set<string>, groups: readonly Group[], text: string): void {
  const all = groups.map(({ digits }) => digits).join('');
  const prefix = all.startsWith('0048') ? 4 : 2;
  if (!text.startsWith('+') && prefix === 2 && all.length < 11) return;
  const rest = withoutPrefix(groups, prefix);
  const isCertain = text.startsWith('+') || prefix === 4;
  const first = rest[0]?.digits.length ?? 0;
  if (!isCertain && first !== 2 && first !== 9 && !rest.slice(0, 3).every(({ digits }) => digits.length === 3)) return;
  if (!isCertain) readings.clear();
  addReading(readings, rest, 9, '');
}

/** The groups without so many digits at their beginning. */
function withoutPrefix(groups: readonly Group[], length: number): Group[] {
  let left = length;
  return groups.flatMap((group) => {
    const digits = group.digits.slice(left);
    left = Math.max(0, left - group.digits.length);
    return digits === '' ? [] : [{ ...group, digits }];
  });
}
