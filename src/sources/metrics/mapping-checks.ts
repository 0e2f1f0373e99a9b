/** Whether the parts of a mapping fit each other, beyond what its schema can say. */
import { isTotal, type MetricDefinition } from '#metrics';
import type { Mapping, ValueRule } from './mapping-model.ts';
import type { MappingNode } from './mapping-node.ts';
import { suggestion } from './suggestion.ts';

export function refuseMisfits(root: MappingNode, mapping: Mapping): void {
  refuseWithoutPlace(root, mapping);
  refuseWithoutPeriod(root, mapping);
  const byCode = new Map(mapping.metrics.map((metric) => [metric.code, metric]));
  if (byCode.size < mapping.metrics.length) throw root.wrong('metrics', 'defines a code twice', 'Define each once.');
  const seen = new Map<string, number>();
  for (const [index, rule] of mapping.values.entries()) {
    refuseUnknownDimensions(root, mapping, rule, byCode.get(rule.metric));
    if (rule.period !== null || mapping.period?.type !== 'HEADING') refuseTwice(root, seen, rule, index);
    if (mapping.districts === 'SUM' && byCode.get(rule.metric)?.aggregation !== 'SUM') {
      throw root.wrong(
        'districts',
        `adds up "${rule.metric}"`,
        'Give that metric "aggregation: SUM", or leave "districts" out.',
      );
    }
  }
}

function refuseWithoutPlace(root: MappingNode, { code, name }: Mapping): void {
  const hasName = name !== null && name !== 'none' && name.column !== null;
  if (code.length > 0 || hasName) return;
  throw root.wrong('code', 'is missing', 'Name the column of codes, or of names under "name".');
}

function refuseWithoutPeriod(root: MappingNode, { period, values }: Mapping): void {
  const without = values.find((rule) => rule.period === null);
  if (period !== null || without === undefined) return;
  throw root.wrong('period', 'is missing', `Give it for the file, or for each column as for "${without.column}".`);
}

/** Dimensions and values that a metric defines are all that it has. */
function refuseUnknownDimensions(
  root: MappingNode,
  { dimensions }: Mapping,
  rule: ValueRule,
  metric: MetricDefinition | undefined,
): void {
  const defined = new Map((metric?.dimensions ?? []).map((dimension) => [dimension.code, dimension]));
  if (defined.size === 0) return;
  const stated = [
    ...dimensions.map(({ code, values }) => [code, [...values.values()]] as const),
    ...Object.entries(rule.dimensions).map(([code, value]) => [code, [value]] as const),
  ];
  for (const [code, values] of stated) {
    const known = defined.get(code)?.values;
    if (known === undefined) throw unknown(root, `dimension "${code}"`, code, [...defined.keys()], rule);
    const codes = known.map((value) => value.code);
    const names = known.map(({ namePl }) => namePl);
    const odd = values.find((value) => codes.length > 0 && !isTotal(value) && ![...codes, ...names].includes(value));
    if (odd !== undefined) throw unknown(root, `value "${odd}" of "${code}"`, odd, codes, rule);
  }
}

function unknown(root: MappingNode, what: string, text: string, known: readonly string[], { metric }: ValueRule) {
  const hint = `${suggestion(text, known)}It has ${known.join(', ')}.`;
  return root.wrong('dimensions', `has the ${what}, which the metric "${metric}" does not define`, hint);
}

function refuseTwice(root: MappingNode, seen: Map<string, number>, rule: ValueRule, index: number): void {
  const what = JSON.stringify([rule.metric, rule.period, Object.entries(rule.dimensions).sort()]);
  const other = seen.get(what);
  if (other !== undefined) {
    throw root.wrong('values', `${index + 1} states the same as ${other + 1}`, 'Give one another period or dimension.');
  }
  seen.set(what, index);
}
