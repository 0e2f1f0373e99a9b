/** What the rows of a mapped file state, cell by cell. */
import { type Level, parsePeriod, periodFault, type SourceRow, type Statement } from '#metrics';
import { RefusedFileError } from '#platform/errors.ts';
import { notANumber, type Reading, readCell } from '../tables/cell-value.ts';
import { DecimalMark } from '../tables/numbers.ts';
import { endsBefore, LastRow, type Table, type TableRow, tooShort } from '../tables/table.ts';
import { Columns } from './columns.ts';
import type { CodeRule, DimensionRule, Mapping, ValueRule } from './mapping.ts';

type Placed<T> = T & { readonly index: number };

interface ReadValueRule extends ValueRule {
  readonly index: number;
  readonly reading: Reading;
}

export class MappedTable {
  readonly #table: Table;
  readonly #mapping: Mapping;
  readonly #code: readonly Placed<CodeRule>[];
  readonly #levelColumn: number | null;
  readonly #periodColumn: number | null;
  readonly #fixedPeriod: number | null;
  readonly #dimensions: readonly Placed<DimensionRule>[];
  readonly #values: readonly ReadValueRule[];
  readonly #skip: readonly { readonly index: number; readonly test: (text: string) => boolean }[];
  readonly #periods = new Map<string, number | null>();
  /** The latest period that the file speaks of; null when no row has a readable one. */
  latestPeriod: number | null = null;

  constructor(table: Table, mapping: Mapping, fileName: string) {
    const { layout, period, level } = mapping;
    const before = rowsBefore(table, layout.firstRow);
    const [first, last] = layout.header ?? [0, 0];
    const columns = new Columns(before.filter(({ ordinal }) => ordinal >= first && ordinal <= last));
    this.#table = table;
    this.#mapping = mapping;
    this.#code = mapping.code.map((rule) => ({ ...rule, index: columns.indexOf(rule.column) }));
    this.#levelColumn = level === null || level.column === null ? null : columns.indexOf(level.column);
    this.#periodColumn = period.type === 'COLUMN' ? columns.indexOf(period.column) : null;
    this.#fixedPeriod = period.type === 'COLUMN' ? null : fixedPeriod(mapping, before, fileName);
    this.#dimensions = mapping.dimensions.map((rule) => ({ ...rule, index: columns.indexOf(rule.column) }));
    this.#skip = mapping.skip.map((rule) => ({ ...rule, index: columns.indexOf(rule.column) }));
    const values = mapping.values.map((rule) => ({ ...rule, index: columns.indexOf(rule.column) }));
    const marks = this.#survey(values);
    this.#values = values.map((rule, index) => {
      const decimal = layout.decimal ?? marks[index]?.mark;
      return { ...rule, reading: { missing: mapping.missing, decimal, factor: rule.factor } };
    });
  }

  /** Looks at all rows before any is taken: is the file whole, what is its latest period, how does it write numbers? */
  #survey(values: readonly Placed<ValueRule>[]): DecimalMark[] {
    const marks = values.map(() => new DecimalMark());
    let latest = this.#fixedPeriod;
    const last = new LastRow(this.#table);
    for (const row of this.#dataRows()) {
      const period = this.#periodOf(row);
      if (period !== null && (latest === null || period > latest)) latest = period;
      for (const [index, rule] of values.entries()) marks[index]?.see(row.cells[rule.index] ?? '');
      last.see(row);
    }
    last.refuseIfCut();
    this.latestPeriod = latest;
    return marks;
  }

  *statements(): Generator<Statement> {
    for (const row of this.#dataRows()) yield* this.#statementsOf(row);
  }

  *#dataRows(): Generator<TableRow> {
    for (const row of this.#table.rows()) {
      if (row.ordinal < this.#mapping.layout.firstRow) continue;
      if (this.#skip.some(({ index, test }) => test(cell(row, index)))) continue;
      yield row;
    }
  }

  *#statementsOf(row: TableRow): Generator<Statement> {
    const source: SourceRow = { number: row.number, text: row.text };
    const code = this.#code.map((rule) => codePart(cell(row, rule.index), rule.digits)).join('');
    const period = this.#periodOf(row);
    const level = this.#levelOf(row);
    const dimensions = this.#dimensionsOf(row);
    const fault = this.#fault(row, period, level);
    for (const rule of this.#values) {
      const verbatim = cell(row, rule.index);
      const column = String(rule.column);
      const read = readCell(verbatim, rule.reading);
      if (fault !== null) yield { kind: 'reject', ...fault, source };
      else if (endsBefore(this.#table, row, rule.index))
        yield { kind: 'reject', column, reason: tooShort(row), source };
      else if (read === null) yield { kind: 'reject', column, reason: notANumber(verbatim, rule.reading), source };
      else {
        const stated = {
          row: row.number,
          column,
          metric: rule.metric,
          code,
          level: level ?? null,
          verbatim,
          mark: null,
        };
        const all = { ...dimensions, ...rule.dimensions };
        yield { kind: 'value', value: { ...stated, ...read, period: period ?? 0, dimensions: all }, source };
      }
    }
  }

  #fault(row: TableRow, period: number | null, level: Level | null | undefined) {
    if (period === null) {
      return { column: 'period', reason: periodFault(cell(row, this.#periodColumn ?? 0)) };
    }
    if (level !== undefined) return null;
    const text = cell(row, this.#levelColumn ?? 0).slice(0, 40);
    return {
      column: 'level',
      reason: `The mapping gives no level for "${text}". Add it under "level", or skip the row.`,
    };
  }

  #periodOf(row: TableRow): number | null {
    if (this.#periodColumn === null) return this.#fixedPeriod;
    const text = cell(row, this.#periodColumn);
    let period = this.#periods.get(text);
    if (period === undefined) {
      period = parsePeriod(text);
      this.#periods.set(text, period);
    }
    return period;
  }

  /** Undefined where the mapping does not know the text. */
  #levelOf(row: TableRow): Level | null | undefined {
    const rule = this.#mapping.level;
    if (rule === null) return null;
    return rule.levels.get(this.#levelColumn === null ? '' : cell(row, this.#levelColumn));
  }

  #dimensionsOf(row: TableRow): Record<string, string> {
    const dimensions: Record<string, string> = {};
    for (const { code, index, values } of this.#dimensions) {
      const text = cell(row, index);
      dimensions[code] = values.get(text) ?? text;
    }
    return dimensions;
  }
}

function rowsBefore(table: Table, firstRow: number): TableRow[] {
  const before: TableRow[] = [];
  for (const row of table.rows()) {
    if (row.ordinal >= firstRow) break;
    before.push(row);
  }
  return before;
}

function cell({ cells }: TableRow, index: number): string {
  return cells[index]?.trim() ?? '';
}

/** `-` fills the place of a digit group that a unit of a higher level has not. */
function codePart(text: string, digits: number | null): string {
  if (text === '-') return '';
  return digits !== null && /^\d+$/.test(text) ? text.padStart(digits, '0') : text;
}

function fixedPeriod({ period }: Mapping, before: readonly TableRow[], fileName: string): number {
  const texts = period.type === 'SEARCH' ? [...before.flatMap(({ cells }) => cells), fileName] : [];
  const found =
    period.type === 'SEARCH' ? firstGroup(period.pattern, texts) : period.type === 'FIXED' ? period.text : '';
  const parsed = parsePeriod(found ?? '');
  if (parsed !== null) return parsed;
  throw new RefusedFileError(
    'NO_AS_OF_DATE',
    'The period of the values is not found where the mapping says.',
    'Mend "period" in the mapping: a period such as 2019, a column, or a search that finds one.',
  );
}

function firstGroup(pattern: RegExp, texts: readonly string[]): string | undefined {
  for (const text of texts) {
    const match = pattern.exec(text);
    if (match !== null) return match[1] ?? match[0];
  }
  return undefined;
}
