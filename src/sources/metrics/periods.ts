/** Where a mapped file states the periods of its values: for the file, in a column, or in the headings of values. */

import type { TextRow } from '#formats/text-table.ts';
import { parsePeriod, periodFault } from '#metrics';
import { RefusedFileError } from '#platform/errors.ts';
import type { Columns } from './columns.ts';
import type { Mapping, PeriodRule, ValueRule } from './mapping.ts';

export class Periods {
  /** The column of periods; null where there is none. */
  readonly column: number | null;
  readonly #fixed: number | null;
  readonly #read = new Map<string, number | null>();

  constructor({ period, values }: Mapping, columns: Columns, before: readonly TextRow[], fileName: string) {
    this.column = period?.type === 'COLUMN' ? columns.indexOf(period.column) : null;
    const isNeeded = values.some((rule) => rule.period === null);
    this.#fixed = isNeeded ? fixedPeriod(period, before, fileName) : null;
  }

  /** Null where neither the file nor the row states one. */
  ofRow({ cells }: TextRow): number | null {
    if (this.column === null) return this.#fixed;
    const text = cells[this.column]?.trim() ?? '';
    let period = this.#read.get(text);
    if (period === undefined) {
      period = parsePeriod(text);
      this.#read.set(text, period);
    }
    return period;
  }
}

/** The period that a column of values has by itself. */
export function periodOfColumn(rule: ValueRule, period: PeriodRule | null, heading: string): number | null {
  if (rule.period !== null || period?.type !== 'HEADING') return rule.period;
  const found = parsePeriod(firstGroup(period.pattern, [heading]) ?? '');
  if (found !== null) return found;
  throw new RefusedFileError(
    'NO_AS_OF_DATE',
    `The heading "${heading}" of the column "${rule.column}" states no period where the mapping looks for it.`,
    'Fix "period" in the mapping, or give that column a "period" of its own.',
  );
}

function fixedPeriod(period: PeriodRule | null, before: readonly TextRow[], fileName: string): number | null {
  if (period === null || period.type === 'COLUMN' || period.type === 'HEADING') return null;
  const texts = [...before.flatMap(({ cells }) => cells), fileName];
  const found = period.type === 'SEARCH' ? firstGroup(period.pattern, texts) : period.text;
  const parsed = parsePeriod(found ?? '');
  if (parsed !== null) return parsed;
  throw new RefusedFileError(
    'NO_AS_OF_DATE',
    'The period of the values is not found where the mapping says.',
    found === undefined
      ? 'Fix "period" in the mapping: a period such as 2019, a column, or a search that finds one.'
      : periodFault(found),
  );
}

function firstGroup(pattern: RegExp, texts: readonly string[]): string | undefined {
  for (const text of texts) {
    const match = pattern.exec(text);
    if (match !== null) return match[1] ?? match[0];
  }
  return undefined;
}
