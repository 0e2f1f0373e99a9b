/** Writes what metrics, their dimensions and facets are; ids are given here, while imports wait for each other. */
import { isDeepStrictEqual } from 'node:util';
import type { ClientBase } from 'pg';
import { execute, query } from '#platform/database/index.ts';
import { joinEvidence } from '#practices';
import type { Facet, Metric, MetricCatalogue } from '../catalogue.ts';
import type { FacetDefinition, MetricDefinition } from '../model.ts';
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
  known: MetricCatalogue,
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
  return rows.reduce((most, { id }) => Math.max(most, id), 0);
}

/** The same object when nothing differs. Dimension values that only data brought are kept. */
function merged(before: Metric | undefined, definition: MetricDefinition, id: number, release: number): Metric {
  if (before === undefined) return { ...definition, id, changedIn: release };
  const { id: known, changedIn, ...former } = before;
  const now = { ...definition, dimensions: mergedDimensions(former, definition) };
  return isDeepStrictEqual(former, now) ? before : { ...now, id: known, changedIn: release };
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
  await client.query(
    `INSERT INTO metric (id, code, name_pl, name_en, definition_pl, definition_en, unit_pl, unit_en, multiplier,
       decimals, polarity, kind, aggregation, weight, city_levels, topic, method, formula, changed_in)
     SELECT m.id, m.code, m.name_pl, m.name_en, m.definition_pl, m.definition_en, m.unit_pl, m.unit_en, m.multiplier,
       m.decimals, m.polarity, m.kind, m.aggregation, m.weight, m.city_levels, m.topic, m.method, nullif(m.formula, 'null'),
       m.changed_in
     FROM jsonb_populate_record(NULL::metric, $1) m
     ON CONFLICT (id) DO UPDATE SET name_pl = excluded.name_pl, name_en = excluded.name_en,
       definition_pl = excluded.definition_pl, definition_en = excluded.definition_en, unit_pl = excluded.unit_pl,
       unit_en = excluded.unit_en, multiplier = excluded.multiplier, decimals = excluded.decimals,
       polarity = excluded.polarity, kind = excluded.kind, aggregation = excluded.aggregation,
       weight = excluded.weight, city_levels = excluded.city_levels, topic = excluded.topic, method = excluded.method,
       formula = excluded.formula, changed_in = excluded.changed_in`,
    [JSON.stringify(rowOf(metric))],
  );
  for (const [ordinal, { code, namePl, nameEn, values }] of metric.dimensions.entries()) {
    await client.query(
      `INSERT INTO metric_dimension (metric_id, ordinal, code, name_pl, name_en) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (metric_id, code)
       DO UPDATE SET ordinal = excluded.ordinal, name_pl = excluded.name_pl, name_en = excluded.name_en`,
      [metric.id, ordinal, code, namePl, nameEn],
    );
    await writeValues(client, metric.id, code, values);
  }
}

export async function writeValues(
  client: ClientBase,
  metricId: number,
  dimension: string,
  values: MetricDefinition['dimensions'][number]['values'],
): Promise<void> {
  await client.query(
    `INSERT INTO metric_dimension_value (metric_id, dimension, code, name_pl, name_en)
     SELECT $1, $2, v.code, v."namePl", v."nameEn"
     FROM jsonb_to_recordset($3) AS v(code text, "namePl" text, "nameEn" text)
     ON CONFLICT (metric_id, dimension, code) DO UPDATE SET name_pl = excluded.name_pl, name_en = excluded.name_en`,
    [metricId, dimension, JSON.stringify(values)],
  );
}

/** Keeps the id of a facet that is known; a derived metric has none. */
async function writeFacet(
  client: ClientBase,
  known: MetricCatalogue,
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

function rowOf(metric: Metric): Record<string, unknown> {
  const { dimensions: _, ...columns } = metric;
  const snake = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return Object.fromEntries(Object.entries(columns).map(([name, value]) => [snake(name), value]));
}
