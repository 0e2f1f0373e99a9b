import type { ClientBase } from 'pg';

/** Whom no project names any more. */
export async function removeUnnamedOrganisations(client: ClientBase): Promise<void> {
  await client.query(
    'DELETE FROM organisation o WHERE NOT EXISTS (SELECT 1 FROM participation WHERE organisation_id = o.id)',
  );
}
