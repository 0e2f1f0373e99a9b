/** What the headings of Local Data Bank exports say. */
import { parsePeriod } from '#metrics';

export interface ValueColumn {
  readonly index: number;
  readonly heading: string;
  /** Null where the heading does not say it. */
  readonly period: number | null;
  /** Names of dimension values, in order; totals among them. */
  readonly labels: readonly string[];
  readonly unit: string | null;
}

/** The heading of a cross-table's column: labels, period and unit, joined by `;` (`ogółem;2019;[tys. zł]`). */
export function readValueHeading(heading: string, index: number): ValueColumn {
  const parts = heading
    .split(/[;\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const unitPart = parts.find((part) => /^\[.*\]$/.test(part));
  const periodPart = parts.find((part) => parsePeriod(part) !== null);
  const quarter =
    periodPart === undefined ? undefined : parts.find((part) => parsePeriod(`${part} ${periodPart}`) !== null);
  const labels = parts.filter((part) => part !== unitPart && part !== periodPart && part !== quarter);
  const period = parsePeriod(quarter === undefined ? (periodPart ?? '') : `${quarter} ${periodPart}`);
  return { index, heading, period, labels, unit: unitPart?.slice(1, -1).trim() || null };
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

export interface UnitOfMeasure {
  readonly unit: string;
  /** By what a stated number is multiplied to count single units. */
  readonly factor: number;
}

const multiples: readonly (readonly [RegExp, number])[] = [
  [/^(?:w\s+)?(?:tys\.?|tysiąc\w*)\s*/i, 1_000],
  [/^(?:w\s+)?(?:mln\.?|milion\w*)\s*/i, 1_000_000],
  [/^(?:w\s+)?(?:mld\.?|miliard\w*)\s*/i, 1_000_000_000],
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
