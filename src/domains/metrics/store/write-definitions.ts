/** Writes what metrics, their dimensions and facets are; ids are given here, while imports wait for each other. */
import { isDeepStrictEqual } from 'node:util';
import type { ClientBase } from 'pg';
import { execute, query } from '#platform/database/index.ts';
import { joinEvidence } from '#practices';
import type { FacetDefinition, MetricDefinition } from '../model.ts';
import type { Facet, Metric, MetricReferenceData } from '../reference-data.ts';
import { linkMetrics } from './link-metrics.ts';

export interface WrittenDefinitions {
  readonly metrics: ReadonlyMap<string, Metric>;
  /** By the code of the metric. */
  readonly facets: ReadonlyMap<string, Facet>;
  readonly changed: boolean;
}

interface Definitions {
  readonly metrics: readonly MetricDefinition[];
  readonly facet: FacetDefinition;
  /** Leaves a metric that is already defined as it is. */
  readonly keepKnown: boolean;
}

export async function writeDefinitions(
  client: ClientBase,
  known: MetricReferenceData,
  { metrics: definitions, facet, keepKnown }: Definitions,
  release: number,
): Promise<WrittenDefinitions> {
  const metrics = new Map<string, Metric>();
  const facets = new Map<string, Facet>();
  let changed = false;
  let nextMetric = highest(known.rows.metrics) + 1;
  let nextFacet = highest(known.rows.facets) + 1;
  for (const definition of definitions) {
    const before = known.metric(definition.code);
    const metric = before === undefined || !keepKnown ? merged(before, definition, nextMetric, release) : before;
    if (before === undefined) nextMetric += 1;
    if (metric !== before) await writeMetric(client, metric);
    metrics.set(metric.code, metric);
    const written = await writeFacet(client, known, metric, { ...facet, id: nextFacet, metricId: metric.id });
    if (written.facet.id === nextFacet && written.changed) nextFacet += 1;
    facets.set(metric.code, written.facet);
    changed ||= metric !== before || written.changed;
  }
  if (changed) {
    await linkMetrics(client);
    await joinEvidence(client);
  }
  return { metrics, facets, changed };
}

function highest(rows: readonly { readonly id: number }[]): number {
  return rows.reduce((max, { id }) => Math.max(max, id), 0);
}

/** The same object when nothing differs. Dimension values that only data brought are kept. */
function merged(before: Metric | undefined, definition: MetricDefinition, id: number, release: number): Metric {
  if (before === undefined) return { ...definition, id, weightMetricId: null, changedIn: release };
  const { id: known, weightMetricId, changedIn, ...former } = before;
  const now = { ...definition, dimensions: mergedDimensions(former, definition) };
  return isDeepStrictEqual(former, now) ? before : { ...now, id: known, weightMetricId, changedIn: release };
}

function mergedDimensions(before: MetricDefinition, after: MetricDefinition): MetricDefinition['dimensions'] {
  const byCode = new Map(before.dimensions.map((dimension) => [dimension.code, dimension]));
  for (const dimension of after.dimensions) {
    const values = new Map((byCode.get(dimension.code)?.values ?? []).map((value) => [value.code, value]));
    for (const value of dimension.values) values.set(value.code, value);
    const sorted = [...values.values()].toSorted((a, b) => (a.code < b.code ? -1 : 1));
    byCode.set(dimension.code, { ...dimension, values: sorted });
  }
  return [...byCode.values()];
}

async function writeMetric(client: ClientBase, metric: Metric): Promise<void> {
  const { id, code, ...columns } = rowOf(metric);
  await execute(
    client,
    query
      .insertInto('metric')
      .values({ id, code, ...columns })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(columns)),
  );
  for (const [ordinal, { code: dimension, namePl, nameEn, values }] of metric.dimensions.entries()) {
    const names = { ordinal, name_pl: namePl, name_en: nameEn };
    await execute(
      client,
      query
        .insertInto('metric_dimension')
        .values({ metric_id: id, code: dimension, ...names })
        .onConflict((conflict) => conflict.columns(['metric_id', 'code']).doUpdateSet(names)),
    );
    await writeValues(client, id, dimension, values);
  }
}

/** The link to the metric of its weight is set by linkMetrics. */
function rowOf(metric: Metric) {
  return {
    id: metric.id,
    code: metric.code,
    name_pl: metric.namePl,
    name_en: metric.nameEn,
    definition_pl: metric.definitionPl,
    definition_en: metric.definitionEn,
    unit_pl: metric.unitPl,
    unit_en: metric.unitEn,
    multiplier: metric.multiplier,
    decimals: metric.decimals,
    polarity: metric.polarity,
    kind: metric.kind,
    aggregation: metric.aggregation,
    weight: metric.weight,
    city_levels: metric.cityLevels,
    topic: metric.topic,
    method: metric.method,
    formula: metric.formula,
    changed_in: metric.changedIn,
  };
}

/** A statement takes at most 65,535 parameters. */
const valuesAtOnce = 5_000;

export async function writeValues(
  client: ClientBase,
  metricId: number,
  dimension: string,
  values: MetricDefinition['dimensions'][number]['values'],
): Promise<void> {
  for (let start = 0; start < values.length; start += valuesAtOnce) {
    const rows = values.slice(start, start + valuesAtOnce).map(({ code, namePl, nameEn }) => ({
      metric_id: metricId,
      dimension,
      code,
      name_pl: namePl,
      name_en: nameEn,
    }));
    await execute(
      client,
      query
        .insertInto('metric_dimension_value')
        .values(rows)
        .onConflict((conflict) =>
          conflict
            .columns(['metric_id', 'dimension', 'code'])
            .doUpdateSet(({ ref }) => ({ name_pl: ref('excluded.name_pl'), name_en: ref('excluded.name_en') })),
        ),
    );
  }
}

/** Keeps the id of a facet that is known; a derived metric has none. */
async function writeFacet(
  client: ClientBase,
  known: MetricReferenceData,
  metric: Metric,
  given: Facet,
): Promise<{ facet: Facet; changed: boolean }> {
  const before = known.facets(metric).find(({ code }) => code === given.code);
  const facet = { ...given, id: before?.id ?? given.id };
  if (metric.formula !== null || isDeepStrictEqual(before, facet)) return { facet, changed: false };
  const { id, metricId, code, ...columns } = facet;
  await execute(
    client,
    query
      .insertInto('metric_facet')
      .values({ id, metric_id: metricId, code, ...columns })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(columns)),
  );
  return { facet, changed: true };
}
