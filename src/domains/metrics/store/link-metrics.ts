/** Metrics name each other by their codes, in any order of loading: what is named is linked once it is known. */
import { sql } from 'kysely';
import type { ClientBase } from 'pg';
import { columnsAs, execute, query } from '#platform/database/index.ts';

export async function linkMetrics(client: ClientBase): Promise<void> {
  await execute(
    client,
    query.updateTable('metric as m').set(({ selectFrom }) => ({
      weight_metric_id: selectFrom('metric as w').select('w.id').whereRef('w.code', '=', 'm.weight'),
    })),
  );
  await execute(client, query.deleteFrom('metric_component'));
  // What lies in a JSON document has no types.
  const formula = (name: string) => sql<string | null>`${columnsAs<'metric'>('m')('formula')} ->> ${sql.lit(name)}`;
  const stated = sql<{ ordinal: number; code: string | null }>`(
    VALUES (1, coalesce(${formula('numerator')}, ${formula('of')})), (2, ${formula('denominator')}))`;
  await execute(
    client,
    query
      .insertInto('metric_component')
      .columns(['metric_id', 'ordinal', 'component_id'])
      .expression(
        query
          .selectFrom('metric as m')
          .innerJoinLateral(stated.as<'stated'>(sql`stated(ordinal, code)`), (join) => join.onTrue())
          .innerJoin('metric as c', 'c.code', 'stated.code')
          .select(['m.id as metric_id', 'stated.ordinal', 'c.id as component_id']),
      ),
  );
}
