/**
 * Observations have no foreign keys, which would double the time of their import (docs/decisions/relational-model.md).
 * Instead all that is staged is checked at once: a fault of the hub must not leave observations of nothing.
 */
import type { ClientBase } from 'pg';

/** Temporary tables are not among Kysely's types. */
const findOrphans = `
  SELECT 'facet ' || s.facet_id || ' or dimension key ' || s.dimension_id || ' of metric ' || s.metric_id AS orphan
  FROM (SELECT DISTINCT metric_id, facet_id, dimension_id FROM staged_observation) s
  WHERE NOT EXISTS (SELECT 1 FROM metric_facet f WHERE f.id = s.facet_id AND f.metric_id = s.metric_id)
     OR NOT EXISTS (SELECT 1 FROM metric_dimension_key k
          WHERE k.id = s.dimension_id AND (k.metric_id IS NULL OR k.metric_id = s.metric_id))
  UNION ALL
  SELECT 'subject ' || s.subject_id FROM (SELECT DISTINCT subject_id FROM staged_observation) s
  WHERE NOT EXISTS (SELECT 1 FROM observation_subject o WHERE o.id = s.subject_id)
  LIMIT 5`;

export async function checkReferences(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ orphan: string }>(findOrphans);
  if (rows.length === 0) return;
  throw new Error(`Observations refer to what is not there: ${rows.map(({ orphan }) => orphan).join(', ')}`);
}
