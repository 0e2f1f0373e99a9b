/** What the rows of a mapped file state, cell by cell. */

import { DecimalMark } from '#formats/numbers.ts';
import { endsBefore, LastRow, type TextRow, type TextTable, tooShort } from '#formats/text-table.ts';
import { type Level, periodFault, type SourceRow, type StatedValue, type Statement } from '#metrics';
import { notANumber, type Reading, readCell } from './cell-value.ts';
import { Columns } from './columns.ts';
import { DistrictSums } from './districts.ts';
import type { CodeRule, ColumnName, DimensionRule, Mapping, ValueRule } from './mapping.ts';
import { type NameColumns, nameColumns, namesOf } from './name-columns.ts';
import { Periods, periodOfColumn } from './periods.ts';

type Placed<T> = T & { readonly index: number };

interface ReadValueRule extends Placed<ValueRule> {
  readonly reading: Reading;
}

export class MappedTable {
  readonly #table: TextTable;
  readonly #mapping: Mapping;
  readonly #code: readonly Placed<CodeRule>[];
  readonly #names: NameColumns | null;
  readonly #levelColumn: number | null;
  readonly #periods: Periods;
  readonly #dimensions: readonly Placed<DimensionRule>[];
  readonly #values: readonly ReadValueRule[];
  readonly #skip: readonly { readonly index: number; readonly test: (text: string) => boolean }[];
  /** The latest period that the file speaks of; null when no row has a readable one. */
  latestPeriod: number | null = null;

  constructor(table: TextTable, mapping: Mapping, fileName: string) {
    const { layout, level } = mapping;
    const before = rowsBefore(table, layout.firstRow);
    const columns = columnsOf(table, mapping, before);
    const placed = <T extends { readonly column: ColumnName }>(rules: readonly T[]): Placed<T>[] =>
      rules.map((rule) => ({ ...rule, index: columns.indexOf(rule.column) }));
    this.#table = table;
    this.#mapping = mapping;
    this.#code = placed(mapping.code);
    this.#names = nameColumns(mapping, columns);
    this.#levelColumn = level === null || level.column === null ? null : columns.indexOf(level.column);
    this.#dimensions = placed(mapping.dimensions);
    this.#skip = placed(mapping.skip);
    const values = placed(mapping.values).map((rule) => {
      const period = periodOfColumn(rule, mapping.period, columns.headingOf(rule.index));
      return { ...rule, period };
    });
    this.#periods = new Periods({ ...mapping, values }, columns, before, fileName);
    const marks = this.#survey(values);
    this.#values = values.map((rule, index) => {
      const decimal = layout.decimal ?? marks[index]?.mark;
      return { ...rule, reading: { missing: mapping.missing, decimal, factor: rule.factor } };
    });
  }

  /** Looks at all rows before any is taken: is the file whole, what is its latest period, how does it write numbers? */
  #survey(values: readonly Placed<ValueRule>[]): DecimalMark[] {
    const marks = values.map(() => new DecimalMark());
    let latest: number | null = null;
    const own = values.map((rule) => rule.period);
    const last = new LastRow(this.#table);
    for (const row of this.#dataRows()) {
      for (const period of new Set(own)) {
        const stated = period ?? this.#periods.ofRow(row);
        if (stated !== null && (latest === null || stated > latest)) latest = stated;
      }
      for (const [index, rule] of values.entries()) marks[index]?.see(row.cells[rule.index] ?? '');
      last.see(row);
    }
    last.refuseIfCut();
    this.latestPeriod = latest;
    return marks;
  }

  *statements(): Generator<Statement> {
    if (this.#mapping.districts === 'KEEP') return yield* this.#allStatements();
    const sums = new DistrictSums();
    for (const statement of this.#allStatements()) if (!sums.take(statement)) yield statement;
    yield* sums.statements();
  }

  *#allStatements(): Generator<Statement> {
    for (const row of this.#dataRows()) yield* this.#statementsOf(row);
  }

  *#dataRows(): Generator<TextRow> {
    for (const row of this.#table.rows()) {
      if (row.ordinal < this.#mapping.layout.firstRow) continue;
      if (this.#skip.some(({ index, test }) => test(cell(row, index)))) continue;
      yield row;
    }
  }

  *#statementsOf(row: TextRow): Generator<Statement> {
    const source: SourceRow = { number: row.number, text: row.text };
    const code = this.#code.map((rule) => codePart(cell(row, rule.index), rule.digits)).join('');
    const level = this.#levelOf(row);
    const ofRow = { code, level: level ?? null, names: namesOf(row, this.#names), dimensions: this.#dimensionsOf(row) };
    const periodOfRow = this.#periods.ofRow(row);
    const fault = level === undefined ? this.#levelFault(row) : null;
    for (const rule of this.#values) {
      const period = rule.period ?? periodOfRow;
      const rejected = fault ?? (period === null ? this.#periodFault(row) : null);
      if (rejected !== null) yield { kind: 'reject', ...rejected, source };
      else yield this.#statementOf(row, source, rule, { ...ofRow, period: period ?? 0 });
    }
  }

  #statementOf(row: TextRow, source: SourceRow, rule: ReadValueRule, ofRow: RowFacts): Statement {
    const verbatim = cell(row, rule.index);
    const column = String(rule.column);
    if (endsBefore(this.#table, row, rule.index)) return { kind: 'reject', column, reason: tooShort(row), source };
    const read = readCell(verbatim, rule.reading);
    if (read === null) return { kind: 'reject', column, reason: notANumber(verbatim, rule.reading), source };
    const dimensions = { ...ofRow.dimensions, ...rule.dimensions };
    const stated = { row: row.number, column, metric: rule.metric, verbatim, mark: null };
    return { kind: 'value', value: { ...stated, ...ofRow, ...read, dimensions }, source };
  }

  #periodFault(row: TextRow) {
    return { column: 'period', reason: periodFault(cell(row, this.#periods.column ?? 0)) };
  }

  #levelFault(row: TextRow) {
    const text = cell(row, this.#levelColumn ?? 0).slice(0, 40);
    return {
      column: 'level',
      reason: `The mapping gives no level for "${text}". Add it under "level", or skip the row.`,
    };
  }

  /** Undefined where the mapping does not know the text. */
  #levelOf(row: TextRow): Level | null | undefined {
    const rule = this.#mapping.level;
    if (rule === null) return null;
    return rule.levels.get(this.#levelColumn === null ? '' : cell(row, this.#levelColumn));
  }

  #dimensionsOf(row: TextRow): Record<string, string> {
    const dimensions: Record<string, string> = {};
    for (const { code, index, values } of this.#dimensions) {
      const text = cell(row, index);
      dimensions[code] = values.get(text) ?? text;
    }
    return dimensions;
  }
}

type RowFacts = Pick<StatedValue, 'code' | 'level' | 'names' | 'dimensions' | 'period'>;

/** Enough rows to see how wide the data are: a cell without a heading may stand in any of them. */
const surveyedRows = 1_000;

function columnsOf(table: TextTable, { layout }: Mapping, before: readonly TextRow[]): Columns {
  const [first, last] = layout.header ?? [0, 0];
  let width = 0;
  for (const { ordinal, cells } of table.rows()) {
    if (ordinal >= layout.firstRow + surveyedRows) break;
    if (ordinal >= layout.firstRow) width = Math.max(width, cells.length);
  }
  return new Columns(
    before.filter(({ ordinal }) => ordinal >= first && ordinal <= last),
    width,
  );
}

function rowsBefore(table: TextTable, firstRow: number): TextRow[] {
  const before: TextRow[] = [];
  for (const row of table.rows()) {
    if (row.ordinal >= firstRow) break;
    before.push(row);
  }
  return before;
}

function cell({ cells }: TextRow, index: number): string {
  return cells[index]?.trim() ?? '';
}

/** `-` fills the place of a digit group that a unit of a higher level has not. */
function codePart(text: string, digits: number | null): string {
  if (text === '-') return '';
  return digits !== null && /^\d+$/.test(text) ? text.padStart(digits, '0') : text;
}
