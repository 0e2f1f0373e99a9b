import type { ClientBase } from 'pg';
import { execute, query } from '#platform/database/index.ts';

/** Whom no project names any more. */
export async function removeUnnamedOrganisations(client: ClientBase): Promise<void> {
  await execute(
    client,
    query
      .deleteFrom('organisation as o')
      .where(({ not, exists, selectFrom }) =>
        not(exists(selectFrom('participation').select('id').whereRef('organisation_id', '=', 'o.id'))),
      ),
  );
}
