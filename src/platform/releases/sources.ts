import type { ClientBase } from 'pg';
import type { Source } from './model.ts';

export async function loadSources(client: ClientBase): Promise<Source[]> {
  const sources = await client.query<Source>(
    `SELECT id, kind, name, publisher, url, file_name AS "fileName", sha256, as_of::text AS "asOf", licence
     FROM source ORDER BY id`,
  );
  return sources.rows;
}
