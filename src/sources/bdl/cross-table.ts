/** CTAB: a row for a unit, a column for each combination of labels and period. */
import { codeOfLabel, formatPeriod, type MetricDefinition, type SourceRow, type Statement } from '#metrics';
import { RefusedFileError } from '#platform/errors.ts';
import { notANumber, type Reading, readCell, usualMissing } from '../tables/cell-value.ts';
import { endsBefore, LastRow, type Table, type TableRow, tooShort } from '../tables/table.ts';
import { marked } from './attributes.ts';
import { CityValues } from './cities.ts';
import { type BdlExport, type ExportHints, sameForAll } from './export.ts';
import {
  groupInFileName,
  periodInFileName,
  readUnit,
  readValueHeading,
  type UnitOfMeasure,
  unitInWords,
  type ValueColumn,
} from './header.ts';
import { knownGroups, unknownMetric } from './known-metrics.ts';

interface Column extends ValueColumn {
  readonly period: number;
  readonly metric: MetricDefinition;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly reading: Reading;
  /** The column that holds the mark of the values, if any. */
  readonly markIndex: number | null;
}

const unnamedUnit = 'nie podano';

export function readCrossTable(table: Table, header: TableRow, hints: ExportHints): BdlExport {
  const group = groupInFileName(hints.fileName);
  const facetCode = `bdl-${codeOfLabel(group ?? hints.fileName.replace(/\.[^.]*$/, '')).slice(0, 60)}`;
  const columns = columnsOf(table, header, { group, code: facetCode, hints });
  return {
    format: `BDL cross-table, ${table.format}`,
    facetCode,
    facetName: `Bank Danych Lokalnych, ${group ?? hints.fileName}`,
    metrics: [...new Map(columns.map(({ metric }) => [metric.code, metric])).values()],
    latestPeriod: Math.max(...columns.map(({ period }) => period)),
    statements: () => statementsOf(table, header, columns),
  };
}

interface Named {
  readonly group: string | null;
  readonly code: string;
  readonly hints: ExportHints;
}

function columnsOf(table: Table, header: TableRow, named: Named): Column[] {
  const headings = header.cells.slice(2).map((text, index) => readValueHeading(text, index + 2));
  const values = headings.filter(({ heading }) => heading.trim() !== '' && !isMark(heading));
  if (values.length === 0)
    throw new RefusedFileError('EMPTY', 'The cross-table has no column of values.', 'Export it again.');
  const periods = values.map((column) => periodFor(column, named.hints));
  const places = dimensionPlaces(values);
  const units = values.map(({ labels, unit }) =>
    unit === null
      ? (unitInWords(labels, unnamedUnit) ?? { unit: unnamedUnit, factor: 1 })
      : readUnit(unit, unnamedUnit),
  );
  const levels = cityLevelsOf(table, header, values);
  const unitNames = [...new Set(units.map(({ unit }) => unit))];
  return values.map((column, index) => {
    const measured = units[index] as UnitOfMeasure;
    const known = knownMetric(named.group, column.labels);
    const suffix = unitNames.length > 1 ? `-${codeOfLabel(measured.unit)}` : '';
    const name = fixedLabels(column.labels, places).join(', ') || `Bank Danych Lokalnych ${named.group ?? named.code}`;
    const metric = known ?? { ...unknownMetric(`${named.code}${suffix}`, name, measured.unit), cityLevels: levels };
    return {
      ...column,
      metric,
      period: periods[index] as number,
      dimensions: known === null ? dimensionsOf(column.labels, places) : {},
      reading: { missing: usualMissing, factor: measured.factor },
      markIndex: isMark(header.cells[column.index + 1] ?? '') ? column.index + 1 : null,
    };
  });
}

function isMark(heading: string): boolean {
  return /(^|;)\s*atr(ybut)?\.?\s*$/i.test(heading);
}

function knownMetric(group: string | null, labels: readonly string[]): MetricDefinition | null {
  const known = group === null ? undefined : knownGroups[group];
  if (known === undefined || known.heading === null) return null;
  return labels.some((label) => known.heading?.test(label)) ? known.metric : null;
}

function periodFor({ period, heading }: ValueColumn, { fileName, period: given }: ExportHints): number {
  const found = period ?? given ?? periodInFileName(fileName);
  if (found !== null) return found;
  throw new RefusedFileError(
    'NO_AS_OF_DATE',
    `Neither the column "${heading}" nor the name of the file says a year.`,
    'Give the last day of the year with --as-of, such as 2023-12-31.',
  );
}

/** A label that is alike in all columns names the metric; one that differs is a value of a dimension. */
function dimensionPlaces(columns: readonly ValueColumn[]): readonly number[] | null {
  const lengths = new Set(columns.map(({ labels }) => labels.length));
  if (lengths.size > 1) return null;
  const places = columns[0]?.labels.map((_, place) => place) ?? [];
  return places.filter((place) => !sameForAll(columns.map(({ labels }) => labels[place] ?? '')));
}

function fixedLabels(labels: readonly string[], places: readonly number[] | null): string[] {
  return places === null ? [] : labels.filter((_, place) => !places.includes(place));
}

function dimensionsOf(labels: readonly string[], places: readonly number[] | null): Record<string, string> {
  if (places === null) return { label: labels.join(', ') };
  return Object.fromEntries(places.map((place, index) => [`dimension-${index + 1}`, labels[place] ?? '']));
}

function cityLevelsOf(table: Table, header: TableRow, columns: readonly ValueColumn[]): 'ONE' | 'TWO' {
  const cities = new CityValues();
  const last = new LastRow(table);
  for (const row of table.rows()) {
    if (row.number <= header.number) continue;
    const { cells } = row;
    for (const { index } of columns) cities.see(cells[0]?.trim() ?? '', String(index), cells[index]?.trim() ?? '');
    last.see(row);
  }
  last.refuseIfCut();
  return cities.levels;
}

function* statementsOf(table: Table, header: TableRow, columns: readonly Column[]): Generator<Statement> {
  for (const row of table.rows()) {
    if (row.number <= header.number) continue;
    const source: SourceRow = { number: row.number, text: row.text };
    for (const column of columns) {
      if (!endsBefore(table, row, column.index)) yield statementOf(row, source, column);
      else yield { kind: 'reject', column: column.heading, reason: tooShort(row), source };
    }
  }
}

function statementOf(row: TableRow, source: SourceRow, column: Column): Statement {
  const { metric, dimensions, period, reading, markIndex } = column;
  const verbatim = row.cells[column.index]?.trim() ?? '';
  const name = `${column.heading.replaceAll(/\s*\n\s*/g, ' ')} ${formatPeriod(period)}`.trim();
  const read = readCell(verbatim, reading);
  if (read === null) return { kind: 'reject', column: name, reason: notANumber(verbatim, reading), source };
  const mark = markIndex === null ? '' : (row.cells[markIndex] ?? '');
  const place = { row: row.number, column: name, metric: metric.code, code: row.cells[0]?.trim() ?? '', level: null };
  const value = { ...place, ...marked(read, mark), period, dimensions, verbatim, name: row.cells[1]?.trim() };
  return { kind: 'value', value, source };
}
