import { execute, query, type SqlReader } from '#platform/database/index.ts';
import { totalKey } from './reference-data.ts';

/** The newest value of a metric for a unit, by the first of its publications; null where there is none. */
export async function latestValueOf(client: SqlReader, metric: string, unitId: string): Promise<number | null> {
  const [found] = await execute(
    client,
    query
      .selectFrom('observation')
      .innerJoin('observation_subject', 'observation_subject.id', 'observation.subject_id')
      .innerJoin('metric', 'metric.id', 'observation.metric_id')
      .innerJoin('metric_facet', 'metric_facet.id', 'observation.facet_id')
      .select('observation.value')
      .where('metric.code', '=', metric)
      .where('observation_subject.unit_id', '=', unitId)
      .where('observation.dimension_id', '=', totalKey)
      .where('observation.value', 'is not', null)
      .orderBy('observation.period', 'desc')
      .orderBy('metric_facet.rank')
      .limit(1),
  );
  return found?.value ?? null;
}
