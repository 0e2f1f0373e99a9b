/** The small language in which an operator says what the columns of a file mean; docs/metric-mappings.md explains it. */
import { type FacetDefinition, isLevel, type Level, type MetricDefinition, reliabilities } from '#metrics';
import { isFlag, type MissingMarks, usualMissing } from '../tables/cell-value.ts';
import type { Delimiter } from '../tables/csv.ts';
import { MappingNode } from './mapping-node.ts';
import { readMetrics } from './metric-definitions.ts';

/** A heading, the letters of a sheet's column, or a number from 1. */
export type ColumnName = string | number;

export interface Mapping {
  readonly facet: FacetDefinition;
  readonly asOf: string | null;
  readonly layout: Layout;
  readonly missing: MissingMarks;
  readonly skip: readonly SkipRule[];
  /** Several columns are joined; one that holds only a dash counts as empty. */
  readonly code: readonly CodeRule[];
  readonly level: LevelRule | null;
  readonly period: PeriodRule;
  readonly dimensions: readonly DimensionRule[];
  readonly values: readonly ValueRule[];
  readonly metrics: readonly MetricDefinition[];
}

export interface Layout {
  readonly sheet: string | number | undefined;
  readonly delimiter: Delimiter | undefined;
  readonly decimal: ',' | '.' | undefined;
  /** First and last row of the heading; null where there is none. */
  readonly header: readonly [number, number] | null;
  readonly firstRow: number;
}

export interface SkipRule {
  readonly column: ColumnName;
  readonly test: (text: string) => boolean;
}

export interface CodeRule {
  readonly column: ColumnName;
  /** To which zeros that a spreadsheet took away are put back. */
  readonly digits: number | null;
}

export interface LevelRule {
  readonly column: ColumnName | null;
  readonly levels: ReadonlyMap<string, Level>;
}

export type PeriodRule =
  | { readonly type: 'FIXED'; readonly text: string }
  | { readonly type: 'COLUMN'; readonly column: ColumnName }
  /** Looked for in the rows before the data, then in the name of the file; its first group is the period. */
  | { readonly type: 'SEARCH'; readonly pattern: RegExp };

export interface DimensionRule {
  readonly code: string;
  readonly column: ColumnName;
  readonly values: ReadonlyMap<string, string>;
}

export interface ValueRule {
  readonly column: ColumnName;
  readonly metric: string;
  readonly factor: number;
  readonly dimensions: Readonly<Record<string, string>>;
}

const delimiters: Readonly<Record<string, Delimiter>> = { ';': ';', ',': ',', '|': '|', tab: '\t', '\t': '\t' };

export function readMapping(text: string, fileName: string): Mapping {
  const root = MappingNode.parse(text, fileName);
  const metrics = readMetrics(root.list('metrics'));
  const values = root.list('values').map((node) => readValueRule(node, metrics));
  if (values.length === 0) throw root.wrong('values', 'names no column', 'Name at least one column with its metric.');
  const mapping: Mapping = {
    facet: readFacet(root.node('facet')),
    asOf: root.optionalText('asOf'),
    layout: readLayout(root.optionalNode('table')),
    missing: readMissing(root.optionalNode('missing')),
    skip: root.optionalList('skip').map(readSkipRule),
    code: root.parts('code').map(readCodeRule),
    level: readLevelRule(root),
    period: readPeriodRule(root),
    dimensions: root.optionalList('dimensions').map(readDimensionRule),
    values,
    metrics,
  };
  root.refuseUnknownKeys();
  return mapping;
}

function readFacet(node: MappingNode): FacetDefinition {
  return {
    code: node.code('code'),
    name: node.text('name'),
    publisher: node.text('publisher'),
    url: node.optionalText('url') ?? '',
    licence: node.text('licence'),
    rank: node.optionalNumber('rank') ?? 100,
    reliability: node.oneOf('reliability', reliabilities, 'RELIABLE'),
    caveat: node.optionalText('caveat'),
  };
}

function readCodeRule(node: MappingNode | ColumnName): CodeRule {
  if (typeof node !== 'object') return { column: node, digits: null };
  const rule = { column: node.column('column'), digits: node.optionalNumber('digits') };
  node.refuseUnknownKeys();
  return rule;
}

function readLayout(node: MappingNode | null): Layout {
  const delimiter = node?.optionalText('delimiter') ?? undefined;
  const known = delimiter === undefined ? undefined : delimiters[delimiter];
  if (node !== null && delimiter !== undefined && known === undefined) {
    throw node.wrong('delimiter', `is "${delimiter}"`, 'Use one of ; , | tab.');
  }
  const decimal = node?.has('decimal') ? node.oneOf('decimal', [',', '.'], '.') : undefined;
  const header = node?.rowRange('header', [1, 1]) ?? [1, 1];
  return {
    sheet: node?.optionalColumn('sheet') ?? undefined,
    delimiter: known,
    decimal,
    header: header === 'none' ? null : header,
    firstRow: node?.optionalNumber('firstRow') ?? (header === 'none' ? 1 : header[1] + 1),
  };
}

function readMissing(node: MappingNode | null): MissingMarks {
  if (node === null) return usualMissing;
  const marks = node.entries().map(([mark, flag]) => {
    if (!isFlag(flag))
      throw node.wrong(mark, `is "${flag}", which is no flag`, 'Use MISSING, NOT_APPLICABLE, CONFIDENTIAL …');
    return [mark, flag] as const;
  });
  return { ...usualMissing, ...Object.fromEntries(marks) };
}

function readSkipRule(node: MappingNode): SkipRule {
  const equals = node.optionalTexts('equals');
  const matches = node.optionalText('matches');
  if ((equals === null) === (matches === null)) {
    throw node.wrong(
      'column',
      'has no condition',
      'Give "equals" (a text or a list) or "matches" (a regular expression).',
    );
  }
  const pattern = matches === null ? null : node.pattern('matches');
  const texts = new Set(equals);
  return { column: node.column('column'), test: (text) => pattern?.test(text) ?? texts.has(text) };
}

function readLevelRule(root: MappingNode): LevelRule | null {
  if (!root.has('level')) return null;
  if (!root.isNode('level'))
    return { column: null, levels: new Map([['', levelNamed(root, 'level', root.text('level'))]]) };
  const node = root.node('level');
  const values = node.node('values');
  return {
    column: node.column('column'),
    levels: new Map(values.entries().map(([text, level]) => [text, levelNamed(values, text, level)])),
  };
}

function levelNamed(node: MappingNode, key: string, text: string): Level {
  if (isLevel(text)) return text;
  throw node.wrong(key, `is "${text}", which is no level`, 'Use VOIVODESHIP, POWIAT, GMINA, PART …');
}

function readPeriodRule(root: MappingNode): PeriodRule {
  if (!root.isNode('period')) return { type: 'FIXED', text: root.text('period') };
  const node = root.node('period');
  if (node.has('search')) return { type: 'SEARCH', pattern: node.pattern('search') };
  return { type: 'COLUMN', column: node.column('column') };
}

function readDimensionRule(node: MappingNode): DimensionRule {
  return {
    code: node.code('code'),
    column: node.column('column'),
    values: new Map(node.optionalNode('values')?.entries() ?? []),
  };
}

function readValueRule(node: MappingNode, metrics: readonly MetricDefinition[]): ValueRule {
  const metric = node.code('metric');
  if (!metrics.some(({ code, formula }) => code === metric && formula === null)) {
    throw node.wrong('metric', `is "${metric}", which is not under "metrics"`, 'Define it there, without a formula.');
  }
  const factor = node.optionalNumber('factor') ?? 1;
  if (factor <= 0) throw node.wrong('factor', `is ${factor}`, 'Give a positive number.');
  const dimensions = Object.fromEntries(node.optionalNode('dimensions')?.entries() ?? []);
  return { column: node.column('column'), metric, factor, dimensions };
}
