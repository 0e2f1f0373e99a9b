/** Reads all that is known of metrics but their observations. */
import { sql } from 'kysely';
import type { ClientBase } from 'pg';
import { execute, query } from '#platform/database/index.ts';
import type { DimensionDefinition, Formula } from '../model.ts';
import { MetricReferenceData, type MetricReferenceRows } from '../reference-data.ts';

/** Codes in the order of their characters, whatever the language of the database; Kysely has no words for collations. */
const byCode = (column: string) => sql`${sql.ref(column)} COLLATE "C"`;

export async function readMetricReference(client: ClientBase): Promise<MetricReferenceData> {
  return new MetricReferenceData({
    metrics: await readMetrics(client),
    facets: await readFacets(client),
    keys: await readKeys(client),
    subjects: await readSubjects(client),
    sources: await execute(
      client,
      query.selectFrom('release').select(['number as release', 'source_id as sourceId']).orderBy('number'),
    ),
    slices: await readSlices(client),
  });
}

async function readMetrics(client: ClientBase): Promise<MetricReferenceRows['metrics']> {
  const dimensions = await readDimensions(client);
  const metrics = await execute(
    client,
    query
      .selectFrom('metric')
      .select([
        'id',
        'code',
        'name_pl as namePl',
        'name_en as nameEn',
        'definition_pl as definitionPl',
        'definition_en as definitionEn',
        'unit_pl as unitPl',
        'unit_en as unitEn',
        'multiplier',
        'decimals',
        'polarity',
        'kind',
        'aggregation',
        'weight',
        'weight_metric_id as weightMetricId',
        'city_levels as cityLevels',
        'topic',
        'method',
        'formula',
        'changed_in as changedIn',
      ])
      .orderBy(byCode('code')),
  );
  return metrics.map((metric) => ({
    ...metric,
    formula: metric.formula as Formula | null,
    dimensions: dimensions.get(metric.id) ?? [],
  }));
}

async function readDimensions(client: ClientBase): Promise<Map<number, DimensionDefinition[]>> {
  const dimensions = await execute(
    client,
    query
      .selectFrom('metric_dimension')
      .select(['metric_id as metricId', 'code', 'name_pl as namePl', 'name_en as nameEn'])
      .orderBy('metric_id')
      .orderBy('ordinal')
      .orderBy(byCode('code')),
  );
  const values = await execute(
    client,
    query
      .selectFrom('metric_dimension_value')
      .select(['metric_id as metricId', 'dimension', 'code', 'name_pl as namePl', 'name_en as nameEn'])
      .orderBy(byCode('code')),
  );
  const valuesOf = Map.groupBy(values, ({ metricId, dimension }) => `${metricId} ${dimension}`);
  const ofMetrics = new Map<number, DimensionDefinition[]>();
  for (const { metricId, ...dimension } of dimensions) {
    const own = (valuesOf.get(`${metricId} ${dimension.code}`) ?? []).map(({ code, namePl, nameEn }) => ({
      code,
      namePl,
      nameEn,
    }));
    const known = ofMetrics.get(metricId) ?? [];
    ofMetrics.set(metricId, [...known, { ...dimension, values: own }]);
  }
  return ofMetrics;
}

function readFacets(client: ClientBase): Promise<MetricReferenceRows['facets']> {
  const facets = query
    .selectFrom('metric_facet')
    .select([
      'id',
      'metric_id as metricId',
      'code',
      'name',
      'publisher',
      'url',
      'licence',
      'rank',
      'reliability',
      'caveat',
    ])
    .orderBy('id');
  return execute(client, facets);
}

/** The total has a key of its own, which belongs to no metric. */
function readKeys(client: ClientBase): Promise<MetricReferenceRows['keys']> {
  const keys = query
    .selectFrom('metric_dimension_key')
    .select(['id', 'key'])
    .select((eb) => eb.ref('metric_id').$notNull().as('metricId'))
    .where('metric_id', 'is not', null)
    .orderBy('id');
  return execute(client, keys);
}

/** A subject that is gone keeps its name, and no key leads to it. */
function readSubjects(client: ClientBase): Promise<MetricReferenceRows['subjects']> {
  const subjects = query
    .selectFrom('observation_subject as s')
    .leftJoin('practice as p', 'p.slug', 's.practice_id')
    .select(({ fn, val }) => [
      's.id',
      's.type',
      fn
        .coalesce(
          's.unit_id',
          's.office_id',
          's.project_id',
          fn.coalesce('s.practice_id', 's.bdl_id', 's.name', val('')),
        )
        .$notNull()
        .as('key'),
      fn.coalesce('p.title_pl', 's.name').as('name'),
    ])
    .orderBy('s.id');
  return execute(client, subjects);
}

function readSlices(client: ClientBase): Promise<MetricReferenceRows['slices']> {
  const slices = query
    .selectFrom('observation_slice')
    .select([
      'metric_id as metricId',
      'facet_id as facetId',
      'level',
      'dimension_id as dimensionId',
      'period',
      'stated',
      'valued',
      'changed_in as changedIn',
    ])
    .orderBy('metric_id')
    .orderBy('facet_id')
    .orderBy('level')
    .orderBy('dimension_id')
    .orderBy('period');
  return execute(client, slices);
}
