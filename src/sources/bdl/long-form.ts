/** CREL: a row for each value, with its labels, period, unit of measure and attribute in columns. */

import { endsBefore, LastRow, type TextRow, type TextTable, tooShort } from '#formats/text-table.ts';
import {
  codeOfLabel,
  isTotal,
  type MetricDefinition,
  parsePeriod,
  periodFault,
  type SourceRow,
  type Statement,
} from '#metrics';
import { defaultMissing, notANumber, readCell } from '../metrics/cell-value.ts';
import { marked } from './attributes.ts';
import { CityValues } from './cities.ts';
import { type BdlExport, type ExportHints, namesBeside, refuseGroupedDigits, refuseShifted } from './export.ts';
import { groupInFileName, noUnit, readUnit, saysMeasure, unclear } from './header.ts';
import { knownGroups, metricName, unitOfGroup, unknownMetric } from './known-metrics.ts';

interface Layout {
  readonly year: number;
  /** A column with the quarter, month or half-year. */
  readonly part: number | null;
  readonly value: number;
  readonly unit: number | null;
  readonly mark: number | null;
  readonly dimensions: readonly { readonly index: number; readonly code: string; readonly name: string }[];
}

export function isLongForm(header: TextRow): boolean {
  return header.cells.some((cell) => /^warto(sc|ść)$/i.test(cell.trim()));
}

export function readLongForm(table: TextTable, header: TextRow, hints: ExportHints): BdlExport {
  const layout = layoutOf(header);
  const group = groupInFileName(hints.fileName);
  const facetCode = `bdl-${codeOfLabel(group ?? hints.fileName.replace(/\.[^.]*$/, '')).slice(0, 60)}`;
  const survey = surveyOf(table, header, layout, group);
  const metrics = metricsOf(group, facetCode, layout, survey);
  return {
    format: `BDL long form, ${table.format}`,
    facetCode,
    facetName: `Bank Danych Lokalnych, ${group ?? hints.fileName}`,
    metrics: [...new Set(metrics.values())],
    latestPeriod: survey.latest,
    statements: () => statementsOf(table, header, { layout, group, metrics, measureColumn: survey.measureColumn }),
  };
}

function layoutOf(header: TextRow): Layout {
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
  /** What is measured and in which unit, by the key of both. */
  readonly measures: ReadonlyMap<string, Measure>;
  /** The column whose labels say what is measured. */
  readonly measureColumn: number | null;
  readonly latest: number | null;
  readonly cityLevels: 'ONE' | 'TWO';
}

interface Measure {
  readonly label: string;
  readonly unit: string;
}

function surveyOf(table: TextTable, header: TextRow, layout: Layout, group: string | null): Survey {
  const measureColumn = measureColumnOf(table, header, layout);
  const measures = new Map<string, Measure>();
  const cities = new CityValues();
  let latest: number | null = null;
  const last = new LastRow(table);
  for (const row of dataRows(table, header)) {
    refuseShifted(row, header);
    refuseGroupedDigits(row, row.cells[layout.value]?.trim() ?? '');
    const measure = checkedMeasure(row, layout, group, measureColumn);
    measures.set(keyOf(measure), measure);
    const period = periodOf(row, layout);
    if (period !== null && (latest === null || period > latest)) latest = period;
    const what = layout.dimensions.map(({ index }) => row.cells[index]).join('|');
    cities.see(row.cells[0]?.trim() ?? '', `${period} ${what}`, row.cells[layout.value] ?? '');
    last.see(row);
  }
  last.refuseIfCut();
  return { measures, measureColumn, latest, cityLevels: cities.levels };
}

function measureColumnOf(table: TextTable, header: TextRow, { dimensions }: Layout): number | null {
  const seen = new Set<string>();
  for (const row of dataRows(table, header)) {
    for (const { index } of dimensions) {
      const label = row.cells[index]?.trim() ?? '';
      const key = `${index} ${label}`;
      if (seen.has(key)) continue;
      seen.add(key);
      if (saysMeasure(label)) return index;
    }
  }
  return null;
}

function checkedMeasure(row: TextRow, layout: Layout, group: string | null, measureColumn: number | null): Measure {
  const measure = measureOf(row, layout, group, measureColumn);
  if (measure.unit === '') throw noUnit(`Row ${row.number}`);
  if (!/^[\d\s.,]+$/.test(measure.unit)) return measure;
  throw unclear('Jednostka miary', `in row ${row.number} it is the number ${measure.unit}`);
}

function measureOf(row: TextRow, layout: Layout, group: string | null, measureColumn: number | null): Measure {
  const label = measureColumn === null ? '' : (row.cells[measureColumn]?.trim() ?? '');
  return { label, unit: unitOf(row, layout, group).unit };
}

function keyOf({ label, unit }: Measure): string {
  return `${label}\0${unit}`;
}

/** Different measures, and values in different units of measure, are different metrics. */
function metricsOf(
  group: string | null,
  code: string,
  { dimensions }: Layout,
  survey: Survey,
): Map<string, MetricDefinition> {
  const named = dimensions
    .filter(({ index }) => index !== survey.measureColumn)
    .map(({ code: dimension, name }) => ({ code: dimension, namePl: name, nameEn: null, values: [] }));
  const labels = new Set([...survey.measures.values()].map(({ label }) => label));
  const metrics = new Map<string, MetricDefinition>();
  for (const [key, measure] of survey.measures) {
    const { label, unit } = measure;
    const known = knownMetric(group, measure, survey);
    const hasUnits = [...survey.measures.values()].filter((other) => other.label === label).length > 1;
    const own = [
      code,
      labels.size > 1 ? codeOfLabel(label).slice(0, 60) : '',
      hasUnits ? codeOfLabel(unit) || 'x' : '',
    ];
    const name = metricName([label], group ?? code);
    const unknown = unknownMetric(own.filter((part) => part !== '').join('-'), name, unit);
    metrics.set(key, { ...(known ?? { ...unknown, cityLevels: survey.cityLevels }), dimensions: named });
  }
  return metrics;
}

function knownMetric(group: string | null, { label, unit }: Measure, survey: Survey): MetricDefinition | null {
  const known = group === null ? undefined : knownGroups[group];
  if (known === undefined) return null;
  if (known.heading !== null) return known.heading.test(label) ? known.metric : null;
  return survey.measures.size === 1 || known.metric.unitPl === unit ? known.metric : null;
}

/** Empty where neither the row nor its group says it. */
function unitOf(row: TextRow, { unit }: Layout, group: string | null) {
  const otherwise = unitOfGroup(group) ?? '';
  return readUnit((unit === null ? '' : (row.cells[unit]?.trim() ?? '')) || otherwise, otherwise);
}

function periodOf(row: TextRow, { year, part }: Layout): number | null {
  const text = row.cells[year] ?? '';
  const within = part === null ? '' : (row.cells[part] ?? '');
  return within === '' || isTotal(within) || /rok/i.test(within) ? parsePeriod(text) : parsePeriod(`${within} ${text}`);
}

function* dataRows(table: TextTable, header: TextRow): Generator<TextRow> {
  for (const row of table.rows()) if (row.number > header.number) yield row;
}

interface Rules {
  readonly layout: Layout;
  readonly group: string | null;
  readonly metrics: ReadonlyMap<string, MetricDefinition>;
  readonly measureColumn: number | null;
}

function* statementsOf(table: TextTable, header: TextRow, rules: Rules): Generator<Statement> {
  const { layout, group, metrics, measureColumn } = rules;
  const dimensions = layout.dimensions.filter(({ index }) => index !== measureColumn);
  for (const row of dataRows(table, header)) {
    const metric = metrics.get(keyOf(measureOf(row, layout, group, measureColumn)));
    const source: SourceRow = { number: row.number, text: row.text };
    if (endsBefore(table, row, layout.value))
      yield { kind: 'reject', column: 'Wartosc', reason: tooShort(row), source };
    else if (metric !== undefined)
      yield statementOf(row, source, { ...layout, dimensions }, metric.code, unitOf(row, layout, group).factor);
  }
}

function statementOf(row: TextRow, source: SourceRow, layout: Layout, metric: string, factor: number): Statement {
  const at = (index: number | null): string => (index === null ? '' : (row.cells[index]?.trim() ?? ''));
  const period = periodOf(row, layout);
  if (period === null)
    return { kind: 'reject', column: 'Rok', reason: periodFault(`${at(layout.part)} ${at(layout.year)}`), source };
  const verbatim = at(layout.value);
  const reading = { missing: defaultMissing, factor };
  const read = readCell(verbatim, reading);
  if (read === null) return { kind: 'reject', column: 'Wartosc', reason: notANumber(verbatim, reading), source };
  const dimensions = Object.fromEntries(layout.dimensions.map(({ index, code }) => [code, at(index)]));
  const place = { row: row.number, column: 'Wartosc', metric, code: at(0), level: null, period, dimensions };
  return {
    kind: 'value',
    source,
    value: { ...place, ...marked(read, at(layout.mark)), verbatim, name: at(1), ...namesBeside(at(0), at(1)) },
  };
}
