/** What the headings of Local Data Bank exports say. */
import { parsePeriod } from '#metrics';
import { RefusedFileError } from '#platform/errors.ts';

export interface ValueColumn {
  readonly index: number;
  readonly heading: string;
  /** Null where the heading does not say it. */
  readonly period: number | null;
  /** Names of dimension values, in order; totals among them. */
  readonly labels: readonly string[];
  readonly unit: string | null;
}

/** What joins the parts of headings: exports in other formats than the default one join them by their own delimiter. */
export type Joiner = ';' | ',' | '|' | '\t';

/** The character before the unit or the period at the end of headings; `;` where no heading has one. */
export function joinerOf(headings: readonly string[]): Joiner {
  const counts = new Map<Joiner, number>();
  for (const heading of headings) {
    const [, joiner] = /([;,|\t])[^\S\t]*(?:\[[^\][]*\]|(?:19|20)\d\d)\s*$/.exec(heading) ?? [];
    if (joiner !== undefined) counts.set(joiner as Joiner, (counts.get(joiner as Joiner) ?? 0) + 1);
  }
  return [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? ';';
}

/** The heading of a cross-table's column: labels, period and unit in one text (`ogółem;2019;[tys. zł]`). */
export function readValueHeading(heading: string, index: number, joiner: Joiner = ';'): ValueColumn {
  const parts = partsOf(heading, joiner);
  const unitPart = parts.find((part) => /^\[.*\]$/.test(part));
  const periodPart = parts.find((part) => parsePeriod(part) !== null);
  const quarter =
    periodPart === undefined ? undefined : parts.find((part) => parsePeriod(`${part} ${periodPart}`) !== null);
  const labels = parts.filter((part) => part !== unitPart && part !== periodPart && part !== quarter);
  refuseUnclear(heading, labels);
  const period = parsePeriod(quarter === undefined ? (periodPart ?? '') : `${quarter} ${periodPart}`);
  return { index, heading, period, labels, unit: unitPart?.slice(1, -1).trim() || null };
}

/** A comma before a blank or inside brackets belongs to a label or unit; joined parts follow without a blank. */
function partsOf(heading: string, joiner: Joiner): string[] {
  const separator = { ';': /[;\n]/, '|': /[|\n]/, '\t': /[\t\n]/, ',': /\n|,(?!\s)(?![^[]*\])/ }[joiner];
  const parts = heading.split(separator).map((part) => part.trim());
  if (joiner === ',') refuseSplitNumbers(heading, parts);
  return parts.filter((part) => part !== '');
}

/** `od 1,5 do 2` is one label, and `0-4,5-9` two: nothing says which. */
function refuseSplitNumbers(heading: string, parts: readonly string[]): void {
  for (const [index, part] of parts.entries()) {
    const before = parts[index - 1] ?? '';
    if (!/\d$/.test(before) || !/^\d/.test(part) || parsePeriod(part) !== null || parsePeriod(before) !== null)
      continue;
    throw unclear(heading, 'a comma stands between two digits');
  }
}

/** A label that still holds a unit, or a year between delimiters, was not taken apart as it was put together. */
function refuseUnclear(heading: string, labels: readonly string[]): void {
  const whole = labels.find((label) => /\[[^\]]*\]$/.test(label) || /[;,|\t](?:19|20)\d\d(?:$|[;,|\t])/.test(label));
  if (whole !== undefined) throw unclear(heading, `"${whole.slice(0, 80)}" holds several parts`);
}

export function unclear(heading: string, why: string): RefusedFileError {
  return new RefusedFileError(
    'UNKNOWN_FORMAT',
    `The parts of the column "${heading.slice(0, 120)}" cannot be distinguished: ${why}.`,
    'Export it as csv with semicolons, or load it as "metrics" with a mapping.',
  );
}

/** A period in the name of a file: `…_20241028202819_2023.csv`. A longer run of digits is the time of the export. */
export function periodInFileName(name: string): number | null {
  const years = name.match(/(?<!\d)(?:19|20)\d\d(?!\d)/g);
  return years === null ? null : parsePeriod(years.at(-1) ?? '');
}

/** The group that was exported: `LUDN_2425_CTAB_…` → `LUDN_2425`. */
export function groupInFileName(name: string): string | null {
  return /(?:^|_)([A-Z]{3,5}_\d{3,5})(?:_|\.|$)/.exec(name)?.[1] ?? null;
}

const measureWords =
  /\bna\s+(?:\d|osobę|mieszkańca|km)|wskaźnik|współczynnik|przeciętn|średni[ao](?:\s|$)|gęstość|dynamika|udział|stopa\b|%|\bw\s+(?:tys|mln|mld|tysiąc|milion|miliard)|zmiana\s/i;

/** Whether a label says what is measured: numbers under such labels do not add up, and are metrics of their own. */
export function saysMeasure(label: string): boolean {
  return measureWords.test(label);
}

export interface UnitOfMeasure {
  readonly unit: string;
  /** By what a stated number is multiplied to count single units. */
  readonly factor: number;
}

const multiples: readonly (readonly [RegExp, number])[] = [
  [/^(?:w\s+)?(?:tysiąc\p{L}*|tys\.?)\s*/iu, 1_000],
  [/^(?:w\s+)?(?:milion\p{L}*|mln\.?)\s*/iu, 1_000_000],
  [/^(?:w\s+)?(?:miliard\p{L}*|mld\.?)\s*/iu, 1_000_000_000],
];

/** `tys. zł` → zł × 1,000; nothing but the multiple itself leaves the unit to be named otherwise. */
export function readUnit(text: string, otherwise: string): UnitOfMeasure {
  for (const [pattern, factor] of multiples) {
    if (pattern.test(text)) return { unit: text.replace(pattern, '').trim() || otherwise, factor };
  }
  return { unit: text, factor: 1 };
}

/** Headings say thousands in words, too: `ludność w tysiącach`, `dochody w tys. zł`. */
export function unitInWords(labels: readonly string[], otherwise: string): UnitOfMeasure | null {
  for (const label of labels) {
    const found = /\bw\s+(?:tys|mln|mld|tysiąc|milion|miliard)[\p{L}.]*(?:\s+\S+)?\s*$/iu.exec(label)?.[0];
    if (found !== undefined) return readUnit(found.trim(), otherwise);
  }
  return null;
}

export function noUnit(what: string): RefusedFileError {
  return new RefusedFileError(
    'UNKNOWN_FORMAT',
    `${what} says no unit of measure.`,
    'Export it again with units of measure, or load it as "metrics" with a mapping that states them.',
  );
}
