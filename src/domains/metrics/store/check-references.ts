/**
 * Observations have no foreign keys, which would double the time of their import (docs/decisions/relational-model.md).
 * Instead all that is staged is checked at once: a fault of the hub must not leave observations of nothing.
 */
import { sql } from 'kysely';
import type { ClientBase } from 'pg';
import { execute } from '#platform/database/index.ts';
import { staging } from './staged-table.ts';

const withoutDefinition = staging
  .selectFrom('staged_slice as s')
  .select(({ ref }) =>
    sql<string>`'facet ' || ${ref('s.facet_id')} || ' or dimension key ' || ${ref('s.dimension_id')} || ' of metric '
      || ${ref('s.metric_id')}`.as('orphan'),
  )
  .where(({ exists, not, or, selectFrom }) =>
    or([
      not(
        exists(
          selectFrom('metric_facet as f')
            .select('f.id')
            .whereRef('f.id', '=', 's.facet_id')
            .whereRef('f.metric_id', '=', 's.metric_id'),
        ),
      ),
      not(
        exists(
          selectFrom('metric_dimension_key as k')
            .select('k.id')
            .whereRef('k.id', '=', 's.dimension_id')
            .where(({ eb, or, ref }) =>
              or([eb('k.metric_id', 'is', null), eb('k.metric_id', '=', ref('s.metric_id'))]),
            ),
        ),
      ),
    ]),
  );

const withoutSlice = staging
  .selectFrom(staging.selectFrom('staged_observation').distinct().select('slice').as('s'))
  .select(({ ref }) => sql<string>`'slice ' || ${ref('s.slice')}`.as('orphan'))
  .where(({ exists, not, selectFrom }) =>
    not(exists(selectFrom('staged_slice as k').select('k.slice').whereRef('k.slice', '=', 's.slice'))),
  );

const withoutSubject = staging
  .selectFrom(staging.selectFrom('staged_observation').distinct().select('subject_id').as('s'))
  .select(({ ref }) => sql<string>`'subject ' || ${ref('s.subject_id')}`.as('orphan'))
  .where(({ exists, not, selectFrom }) =>
    not(exists(selectFrom('observation_subject as o').select('o.id').whereRef('o.id', '=', 's.subject_id'))),
  );

export async function checkReferences(client: ClientBase): Promise<void> {
  const orphans = await execute(client, withoutDefinition.unionAll(withoutSlice).unionAll(withoutSubject).limit(5));
  if (orphans.length === 0) return;
  throw new Error(`Observations refer to what is not there: ${orphans.map(({ orphan }) => orphan).join(', ')}`);
}
