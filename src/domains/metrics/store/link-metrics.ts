/** Metrics name each other by their codes, in any order of loading: what is named is linked once it is known. */
import type { ClientBase } from 'pg';
import { execute, query } from '#platform/database/index.ts';

export async function linkMetrics(client: ClientBase): Promise<void> {
  await execute(
    client,
    query.updateTable('metric as m').set(({ selectFrom }) => ({
      weight_metric_id: selectFrom('metric as w').select('w.id').whereRef('w.code', '=', 'm.weight'),
    })),
  );
  await execute(client, query.deleteFrom('metric_component'));
  // Kysely has no words for what lies in a JSON document.
  await client.query(
    `INSERT INTO metric_component (metric_id, ordinal, component_id)
     SELECT m.id, stated.ordinal, c.id FROM metric m
     CROSS JOIN LATERAL (VALUES (1, coalesce(m.formula ->> 'numerator', m.formula ->> 'of')),
       (2, m.formula ->> 'denominator')) AS stated(ordinal, code)
     JOIN metric c ON c.code = stated.code`,
  );
}
