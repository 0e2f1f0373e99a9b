/** Rows whose foreign keys are looked up at once refer to what is there, or are refused as one by one. */
import pg from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { checkKeysAtOnce } from '#platform/database/keys-at-once.ts';
import { createTestDatabase } from '../harness/database.ts';

const { url } = await createTestDatabase();
const client = new pg.Client({ connectionString: url });
await client.connect();
afterAll(() => client.end());

const source = `INSERT INTO source (id, kind, name, publisher, url, file_name, sha256, as_of, licence, created_in)
  VALUES ('s', 'eu-projects', 'x', 'x', 'x', 'x', 'x', '2024-01-01', 'x', 7)`;
const organisation = (id: string, of: string, changedIn: number): string =>
  `INSERT INTO organisation (id, name, name_key, nip_valid, redacted, source_id, changed_in)
   VALUES ('${id}', 'x', 'x', false, false, '${of}', ${changedIn})`;

async function insert(...statements: readonly string[]): Promise<string> {
  await client.query('BEGIN');
  try {
    await client.query(source);
    await checkKeysAtOnce(client, { tables: ['organisation'], release: 7 }, async () => {
      for (const statement of statements) await client.query(statement);
    });
    const { rows } = await client.query<{ role: string }>("SELECT current_setting('session_replication_role') AS role");
    return rows[0]?.role ?? '';
  } finally {
    await client.query('ROLLBACK');
  }
}

describe('foreign keys that are looked up at once', () => {
  it('may refer to the release that is being made, whose row is written last', async () => {
    expect(await insert(organisation('a', 's', 7), organisation('b', 's', 7))).toBe('origin');
  });

  it('are refused where one of many refers to nothing', async () => {
    await expect(insert(organisation('a', 's', 7), organisation('b', 'nowhere', 7))).rejects.toThrow(
      /1 rows of organisation refer to what is not there: organisation_source_id_fkey/,
    );
  });

  it('leave triggers as they were after an error', async () => {
    await expect(insert('INSERT INTO organisation DEFAULT VALUES')).rejects.toThrow(/null value/);
    const { rows } = await client.query<{ role: string }>("SELECT current_setting('session_replication_role') AS role");
    expect(rows[0]?.role).toBe('origin');
  });
});
