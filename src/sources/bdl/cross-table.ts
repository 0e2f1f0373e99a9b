/** CTAB: a row for a unit, a column for each combination of labels and period. */

import { endsBefore, LastRow, type TextRow, type TextTable, tooShort } from '#formats/text-table.ts';
import {
  codeOfLabel,
  formatPeriod,
  isPartOfYear,
  type MetricDefinition,
  parsePeriod,
  periodFault,
  type SourceRow,
  type Statement,
} from '#metrics';
import { RefusedFileError } from '#platform/errors.ts';
import { defaultMissing, notANumber, type Reading, readCell } from '../metrics/cell-value.ts';
import { marked } from './attributes.ts';
import { CityValues } from './cities.ts';
import {
  type BdlExport,
  type ExportHints,
  namesBeside,
  refuseGroupedDigits,
  refuseShifted,
  sameForAll,
} from './export.ts';
import {
  groupInFileName,
  joinerOf,
  noUnit,
  periodInFileName,
  readUnit,
  readValueHeading,
  saysMeasure,
  type UnitOfMeasure,
  unclear,
  unitInWords,
  type ValueColumn,
} from './header.ts';
import { knownGroups, metricName, unitOfGroup, unknownMetric } from './known-metrics.ts';

interface Column extends ValueColumn {
  readonly period: number;
  readonly metric: MetricDefinition;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly reading: Reading;
  /** The column that holds the mark of the values, if any. */
  readonly markIndex: number | null;
}

export function readCrossTable(table: TextTable, header: TextRow, hints: ExportHints): BdlExport {
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

interface DatedColumn extends ValueColumn {
  readonly period: number;
}

function columnsOf(table: TextTable, header: TextRow, named: Named): Column[] {
  const columns = valueColumns(header).map((column) => dated(column, named.hints));
  const isMeasure = measurePlace(columns);
  const groups = Map.groupBy(columns, ({ labels }) => (isMeasure === null ? '' : (labels[isMeasure] ?? '')));
  const levels = cityLevelsOf(table, header, columns);
  const read = new Map([...groups].flatMap(([measure, group]) => measuredColumns(group, measure, named, levels)));
  return columns.map((column) => {
    const { index } = column;
    const markIndex = isMark(header.cells[index + 1] ?? '') ? index + 1 : null;
    return { ...column, ...(read.get(index) as Measured), markIndex };
  });
}

function valueColumns(header: TextRow): ValueColumn[] {
  const headings = header.cells.slice(2);
  const joiner = joinerOf(headings.filter((heading) => !isMark(heading)));
  const columns = headings.flatMap((heading, index) =>
    heading.trim() === '' || isMark(heading) ? [] : [readValueHeading(heading, index + 2, joiner)],
  );
  if (columns.length === 0)
    throw new RefusedFileError('EMPTY', 'The cross-table has no column of values.', 'Export it again.');
  const bare = columns.find(({ labels }) => labels.length === 0);
  if (bare !== undefined) throw unclear(bare.heading, 'it has no label');
  const odd = columns.find(({ labels }) => labels.length !== columns[0]?.labels.length);
  if (joiner === ',' && odd !== undefined) throw unclear(odd.heading, 'it has other parts than the first column');
  return columns;
}

type Measured = Pick<Column, 'metric' | 'dimensions' | 'reading'>;

/** The columns of one measure; values in different units of measure are different metrics. */
function measuredColumns(
  columns: readonly DatedColumn[],
  measure: string,
  { group, code }: Named,
  cityLevels: MetricDefinition['cityLevels'],
): [index: number, measured: Measured][] {
  const places = dimensionPlaces(columns);
  const known = columns.map(({ labels }) => knownMetric(group, labels));
  const units = columns.map((column, index) => unitOf(column, group, known[index] ?? null));
  const hasUnits = new Set(units.map(({ unit }) => unit)).size > 1;
  return columns.map((column, index) => {
    const { unit, factor } = units[index] as UnitOfMeasure;
    const name = metricName(fixedLabels(column.labels, places), group ?? code);
    const own = [code, codeOfLabel(measure).slice(0, 60), hasUnits ? codeOfLabel(unit) : ''];
    const unknown = unknownMetric(own.filter((part) => part !== '').join('-'), name, unit);
    const metric = known[index] ?? { ...unknown, cityLevels, dimensions: namedDimensions(places) };
    const dimensions = known[index] == null ? dimensionsOf(column.labels, places) : {};
    return [column.index, { metric, dimensions, reading: { missing: defaultMissing, factor } }];
  });
}

function unitOf({ heading, labels, unit }: ValueColumn, group: string | null, known: MetricDefinition | null) {
  const otherwise = known?.unitPl ?? unitOfGroup(group);
  const read = unit === null ? unitInWords(labels, otherwise ?? '') : readUnit(unit, otherwise ?? '');
  if (read !== null && read.unit !== '') return read;
  if (otherwise !== null) return { unit: otherwise, factor: read?.factor ?? 1 };
  throw noUnit(`The column "${heading}"`);
}

function isMark(heading: string): boolean {
  return /(^|[;,|\t])\s*atr(ybut)?\.?\s*$/i.test(heading);
}

function knownMetric(group: string | null, labels: readonly string[]): MetricDefinition | null {
  const known = group === null ? undefined : knownGroups[group];
  if (known === undefined || known.heading === null) return null;
  return labels.some((label) => known.heading?.test(label)) ? known.metric : null;
}

function formatYear(period: number | null): string {
  return period === null ? '' : formatPeriod(period);
}

/** A heading without a year is of the year that the operator states, or the name of the file. */
function dated(column: ValueColumn, { fileName, period: given }: ExportHints): DatedColumn {
  const several = column.labels.find((label) => /(^|\s)(kwartał|kw\.)/i.test(label) && !isPartOfYear(label));
  if (several !== undefined) throw unclear(column.heading, periodFault(`${several} ${formatYear(column.period)}`));
  if (column.period !== null) return { ...column, period: column.period };
  const year = given ?? periodInFileName(fileName);
  const part = column.labels.find((label) => isPartOfYear(label));
  if (year !== null) {
    const period = part === undefined ? year : parsePeriod(`${part} ${formatPeriod(year)}`);
    if (period !== null) return { ...column, period, labels: column.labels.filter((label) => label !== part) };
  }
  throw new RefusedFileError(
    'NO_AS_OF_DATE',
    `Neither the column "${column.heading}" nor the name of the file says a year.${part === undefined ? '' : ' A quarter, month or half-year needs its year.'}`,
    'Give the last day of the year with --as-of, such as 2023-12-31.',
  );
}

/** Which of the labels names the measure; null where all columns are of one. */
function measurePlace(columns: readonly ValueColumn[]): number | null {
  const [place] = (dimensionPlaces(columns) ?? []).filter((at) =>
    columns.some(({ labels }) => saysMeasure(labels[at] ?? '')),
  );
  return place ?? null;
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

/** The file says what the values are, and nowhere what they are values of. */
function namedDimensions(places: readonly number[] | null): MetricDefinition['dimensions'] {
  if (places === null) return [{ code: 'label', namePl: 'Wyszczególnienie', nameEn: 'Breakdown', values: [] }];
  return places.map((_, index) => ({
    code: `dimension-${index + 1}`,
    namePl: `Wymiar ${index + 1}`,
    nameEn: `Dimension ${index + 1}`,
    values: [],
  }));
}

function cityLevelsOf(table: TextTable, header: TextRow, columns: readonly ValueColumn[]): 'ONE' | 'TWO' {
  const cities = new CityValues();
  const last = new LastRow(table);
  for (const row of table.rows()) {
    if (row.number <= header.number) continue;
    const { cells } = row;
    refuseShifted(row, header);
    for (const { index } of columns) {
      const cell = cells[index]?.trim() ?? '';
      refuseGroupedDigits(row, cell);
      cities.see(cells[0]?.trim() ?? '', String(index), cell);
    }
    last.see(row);
  }
  last.refuseIfCut();
  return cities.levels;
}

function* statementsOf(table: TextTable, header: TextRow, columns: readonly Column[]): Generator<Statement> {
  for (const row of table.rows()) {
    if (row.number <= header.number) continue;
    const source: SourceRow = { number: row.number, text: row.text };
    for (const column of columns) {
      if (!endsBefore(table, row, column.index)) yield statementOf(row, source, column);
      else yield { kind: 'reject', column: column.heading, reason: tooShort(row), source };
    }
  }
}

function statementOf(row: TextRow, source: SourceRow, column: Column): Statement {
  const { metric, dimensions, period, reading, markIndex } = column;
  const verbatim = row.cells[column.index]?.trim() ?? '';
  const name = `${column.heading.replaceAll(/\s*\n\s*/g, ' ')} ${formatPeriod(period)}`.trim();
  const read = readCell(verbatim, reading);
  if (read === null) return { kind: 'reject', column: name, reason: notANumber(verbatim, reading), source };
  const mark = markIndex === null ? '' : (row.cells[markIndex] ?? '');
  const code = row.cells[0]?.trim() ?? '';
  const unitName = row.cells[1]?.trim();
  const place = {
    row: row.number,
    column: name,
    metric: metric.code,
    code,
    level: null,
    ...namesBeside(code, unitName),
  };
  const value = { ...place, ...marked(read, mark), period, dimensions, verbatim, name: unitName };
  return { kind: 'value', value, source };
}
