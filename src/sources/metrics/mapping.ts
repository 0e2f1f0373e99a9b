/** The small language in which an operator says what the columns of a file mean; docs/metric-mappings.md explains it. */

import type { Delimiter } from '#formats/csv-records.ts';
import {
  type FacetDefinition,
  isLevel,
  type Level,
  type MetricDefinition,
  parsePeriod,
  periodFault,
  reliabilities,
} from '#metrics';
import { defaultMissing, type MissingMarks } from './cell-value.ts';
import { refuseMisfits } from './mapping-checks.ts';
import type {
  CodeRule,
  ColumnName,
  DimensionRule,
  Layout,
  LevelRule,
  Mapping,
  NameRule,
  PeriodRule,
  SkipRule,
  ValueRule,
} from './mapping-model.ts';
import { MappingNode } from './mapping-node.ts';
import { readMetrics } from './metric-definitions.ts';
import { suggestion } from './suggestion.ts';

export type {
  CodeRule,
  ColumnName,
  DimensionRule,
  Mapping,
  PeriodRule,
  ValueRule,
} from './mapping-model.ts';

const delimiters: Readonly<Record<string, Delimiter>> = { ';': ';', ',': ',', '|': '|', tab: '\t', '\t': '\t' };

export function readMapping(text: string, fileName: string): Mapping {
  const root = MappingNode.parse(text, fileName);
  const metrics = readMetrics(root.list('metrics'));
  const values = root.list('values').map((node) => readValueRule(node, metrics));
  const mapping: Mapping = {
    facet: readFacet(root.node('facet')),
    asOf: root.optionalText('asOf'),
    layout: readLayout(root.optionalNode('table')),
    missing: readMissing(root.optionalNode('missing')),
    skip: root.optionalList('skip').map(readSkipRule),
    code: root.has('code') ? root.parts('code').map(readCodeRule) : [],
    name: readNameRule(root),
    level: readLevelRule(root),
    period: readPeriodRule(root),
    districts: root.oneOf('districts', ['KEEP', 'SUM'], 'KEEP'),
    dimensions: root.optionalList('dimensions').map(readDimensionRule),
    values,
    metrics,
  };
  refuseMisfits(root, mapping);
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
  return { column: node.column('column'), digits: node.optionalNumber('digits') };
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
  if (node === null) return defaultMissing;
  const marks = node.entries().map(([mark, meaning]) => [mark, meaning === '0' ? 'ZERO' : meaning]);
  return { ...defaultMissing, ...(Object.fromEntries(marks) as MissingMarks) };
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

function readPeriodRule(root: MappingNode): PeriodRule | null {
  if (!root.has('period')) return null;
  if (!root.isNode('period')) return { type: 'FIXED', text: periodText(root, 'period') };
  const node = root.node('period');
  if (node.has('search')) return { type: 'SEARCH', pattern: node.pattern('search') };
  if (node.has('heading')) return { type: 'HEADING', pattern: node.pattern('heading') };
  return { type: 'COLUMN', column: node.column('column') };
}

function periodText(node: MappingNode, key: string): string {
  const text = node.text(key);
  if (parsePeriod(text) !== null) return text;
  throw node.wrong(key, 'is no period', periodFault(text));
}

/** None looks at no names; null leaves them to headings that everybody knows. */
function readNameRule(root: MappingNode): NameRule | 'none' | null {
  if (!root.has('name')) return null;
  if (!root.isNode('name')) {
    const column = root.column('name');
    return column === 'none' ? 'none' : { column, powiat: null, voivodeship: null };
  }
  const node = root.node('name');
  const at = (key: string): ColumnName | null => node.optionalColumn(key);
  return { column: at('column'), powiat: at('powiat'), voivodeship: at('voivodeship') };
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
    const near = suggestion(
      metric,
      metrics.map(({ code }) => code),
    );
    throw node.wrong(
      'metric',
      `is "${metric}", which is not under "metrics"`,
      `${near}Define it there, without a formula.`,
    );
  }
  const factor = node.optionalNumber('factor') ?? 1;
  const period = node.has('period') ? parsePeriod(periodText(node, 'period')) : null;
  const dimensions = Object.fromEntries(node.optionalNode('dimensions')?.entries() ?? []);
  return { column: node.column('column'), metric, factor, period, dimensions };
}
