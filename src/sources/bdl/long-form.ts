/** CREL: a row for each value, with its labels, period, unit of measure and attribute in columns. */
import { codeOfLabel, isTotal, type MetricDefinition, parsePeriod, type SourceRow, type Statement } from '#metrics';
import { notANumber, readCell, usualMissing } from '../tables/cell-value.ts';
import { endsBefore, LastRow, type Table, type TableRow, tooShort } from '../tables/table.ts';
import { marked } from './attributes.ts';
import { CityValues } from './cities.ts';
import type { BdlExport, ExportHints } from './export.ts';
import { groupInFileName, readUnit } from './header.ts';
import { knownGroups, unknownMetric } from './known-metrics.ts';

interface Layout {
  readonly year: number;
  /** A column with the quarter, month or half-year. */
  readonly part: number | null;
  readonly value: number;
  readonly unit: number | null;
  readonly mark: number | null;
  readonly dimensions: readonly { readonly index: number; readonly code: string; readonly name: string }[];
}

const unnamedUnit = 'nie podano';

export function isLongForm(header: TableRow): boolean {
  return header.cells.some((cell) => /^warto(sc|ść)$/i.test(cell.trim()));
}

export function readLongForm(table: Table, header: TableRow, hints: ExportHints): BdlExport {
  const layout = layoutOf(header);
  const group = groupInFileName(hints.fileName);
  const facetCode = `bdl-${codeOfLabel(group ?? hints.fileName.replace(/\.[^.]*$/, '')).slice(0, 60)}`;
  const survey = surveyOf(table, header, layout);
  const metrics = metricsOf(group, facetCode, layout, survey);
  return {
    format: `BDL long form, ${table.format}`,
    facetCode,
    facetName: `Bank Danych Lokalnych, ${group ?? hints.fileName}`,
    metrics: [...new Set(metrics.values())],
    latestPeriod: survey.latest,
    statements: () => statementsOf(table, header, layout, metrics),
  };
}

function layoutOf(header: TableRow): Layout {
  const names = header.cells.map((cell) => cell.trim());
  const find = (pattern: RegExp): number | null => {
    const index = names.findIndex((name) => pattern.test(name));
    return index === -1 ? null : index;
  };
  const year = find(/^rok$/i) ?? -1;
  const value = find(/^warto(sc|ść)$/i) ?? -1;
  const part = find(/^(kwartał|kwartały|miesiąc|miesiące|półrocze|półrocza|okres|okresy)$/i);
  const unit = find(/^jednostka miary$/i);
  const mark = find(/^atrybut$/i);
  const taken = new Set([0, 1, year, value, part, unit, mark]);
  const dimensions = names.flatMap((name, index) =>
    name === '' || taken.has(index) ? [] : [{ index, name, code: codeOfLabel(name) }],
  );
  return { year, part, value, unit, mark, dimensions };
}

interface Survey {
  readonly units: ReadonlySet<string>;
  readonly latest: number | null;
  readonly cityLevels: 'ONE' | 'TWO';
}

function surveyOf(table: Table, header: TableRow, layout: Layout): Survey {
  const units = new Set<string>();
  const cities = new CityValues();
  let latest: number | null = null;
  const last = new LastRow(table);
  for (const row of dataRows(table, header)) {
    units.add(unitOf(row, layout).unit);
    const period = periodOf(row, layout);
    if (period !== null && (latest === null || period > latest)) latest = period;
    const what = layout.dimensions.map(({ index }) => row.cells[index]).join('|');
    cities.see(row.cells[0]?.trim() ?? '', `${period} ${what}`, row.cells[layout.value] ?? '');
    last.see(row);
  }
  last.refuseIfCut();
  return { units, latest, cityLevels: cities.levels };
}

/** Values in different units of measure are different metrics. */
function metricsOf(
  group: string | null,
  code: string,
  { dimensions }: Layout,
  survey: Survey,
): Map<string, MetricDefinition> {
  const known = group === null ? undefined : knownGroups[group]?.metric;
  const named = dimensions.map(({ code: dimension, name }) => ({
    code: dimension,
    namePl: name,
    nameEn: null,
    values: [],
  }));
  const metrics = new Map<string, MetricDefinition>();
  for (const unit of survey.units) {
    const suffix = survey.units.size > 1 ? `-${codeOfLabel(unit) || 'x'}` : '';
    const name = `Bank Danych Lokalnych ${group ?? code}`;
    const isKnown = known !== undefined && (survey.units.size === 1 || known.unitPl === unit);
    const definition = isKnown
      ? known
      : { ...unknownMetric(`${code}${suffix}`, name, unit), cityLevels: survey.cityLevels };
    metrics.set(unit, { ...definition, dimensions: named });
  }
  return metrics;
}

function unitOf(row: TableRow, { unit }: Layout) {
  return readUnit((unit === null ? '' : (row.cells[unit]?.trim() ?? '')) || unnamedUnit, unnamedUnit);
}

function periodOf(row: TableRow, { year, part }: Layout): number | null {
  const text = row.cells[year] ?? '';
  const within = part === null ? '' : (row.cells[part] ?? '');
  return within === '' || isTotal(within) || /rok/i.test(within) ? parsePeriod(text) : parsePeriod(`${within} ${text}`);
}

function* dataRows(table: Table, header: TableRow): Generator<TableRow> {
  for (const row of table.rows()) if (row.number > header.number) yield row;
}

function* statementsOf(
  table: Table,
  header: TableRow,
  layout: Layout,
  metrics: ReadonlyMap<string, MetricDefinition>,
): Generator<Statement> {
  for (const row of dataRows(table, header)) {
    const { unit, factor } = unitOf(row, layout);
    const metric = metrics.get(unit);
    const source: SourceRow = { number: row.number, text: row.text };
    if (endsBefore(table, row, layout.value))
      yield { kind: 'reject', column: 'Wartosc', reason: tooShort(row), source };
    else if (metric !== undefined) yield statementOf(row, source, layout, metric.code, factor);
  }
}

function statementOf(row: TableRow, source: SourceRow, layout: Layout, metric: string, factor: number): Statement {
  const at = (index: number | null): string => (index === null ? '' : (row.cells[index]?.trim() ?? ''));
  const period = periodOf(row, layout);
  if (period === null)
    return { kind: 'reject', column: 'Rok', reason: `"${at(layout.year)}" is no year. Mend it.`, source };
  const verbatim = at(layout.value);
  const reading = { missing: usualMissing, factor };
  const read = readCell(verbatim, reading);
  if (read === null) return { kind: 'reject', column: 'Wartosc', reason: notANumber(verbatim, reading), source };
  const dimensions = Object.fromEntries(layout.dimensions.map(({ index, code }) => [code, at(index)]));
  const place = { row: row.number, column: 'Wartosc', metric, code: at(0), level: null, period, dimensions };
  return { kind: 'value', source, value: { ...place, ...marked(read, at(layout.mark)), verbatim, name: at(1) } };
}
