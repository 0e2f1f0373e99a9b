/** Metrics as a mapping defines them. */
import {
  aggregations,
  cityLevels,
  type DimensionDefinition,
  type Formula,
  type MetricDefinition,
  metricKinds,
  polarities,
} from '#metrics';
import type { MappingNode } from './mapping-node.ts';

export function readMetrics(nodes: readonly MappingNode[]): MetricDefinition[] {
  return nodes.map(readMetric);
}

function readMetric(node: MappingNode): MetricDefinition {
  const aggregation = node.oneOf('aggregation', aggregations, 'NONE');
  const weight = node.has('weight') ? node.code('weight') : null;
  if ((aggregation === 'WEIGHTED_MEAN') !== (weight !== null)) {
    throw node.wrong('weight', 'does not fit "aggregation"', 'WEIGHTED_MEAN needs the code of a metric as "weight".');
  }
  const metric: MetricDefinition = {
    code: node.code('code'),
    ...names(node),
    definitionPl: node.optionalText('definitionPl'),
    definitionEn: node.optionalText('definitionEn'),
    unitPl: node.text('unitPl'),
    unitEn: node.optionalText('unitEn'),
    multiplier: node.optionalNumber('multiplier') ?? 1,
    decimals: node.optionalNumber('decimals') ?? 0,
    polarity: node.oneOf('polarity', polarities, 'NEUTRAL'),
    kind: node.oneOf('kind', metricKinds, 'COUNT'),
    aggregation,
    weight,
    cityLevels: node.oneOf('cityLevels', cityLevels, 'ONE'),
    topic: node.optionalText('topic'),
    method: node.optionalText('method'),
    formula: readFormula(node.optionalNode('formula')),
    dimensions: node.optionalList('dimensions').map(readDimension),
  };
  return metric;
}

function names(node: MappingNode): { namePl: string; nameEn: string | null } {
  return { namePl: node.text('namePl'), nameEn: node.optionalText('nameEn') };
}

function readDimension(node: MappingNode): DimensionDefinition {
  const values = node.optionalList('values').map((value) => ({ code: value.code('code'), ...names(value) }));
  return {
    code: node.code('code'),
    ...names(node),
    values: values.toSorted((a, b) => (a.code < b.code ? -1 : 1)),
  };
}

function readFormula(node: MappingNode | null): Formula | null {
  if (node === null) return null;
  const type = node.oneOf('type', ['RATIO', 'CHANGE'], 'RATIO');
  if (type === 'CHANGE') {
    return { type, of: node.code('of'), unit: node.oneOf('unit', ['PERCENT', 'ABSOLUTE'], 'PERCENT') };
  }
  const per = node.optionalNumber('per') ?? 1;
  return { type, numerator: node.code('numerator'), denominator: node.code('denominator'), per };
}
