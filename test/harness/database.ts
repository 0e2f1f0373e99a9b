import { randomBytes } from 'node:crypto';
import { afterAll, inject } from 'vitest';
import { databaseUrl, onServer } from './server.ts';

export interface TestDatabase {
  readonly url: string;
  /** Ends its connections and removes it; happens by itself when the file's tests are over. */
  drop(): Promise<void>;
}

/**
 * A migrated database of its own for the calling test file: `const database = await createTestDatabase();` at its top.
 * `migrated: false` gives an empty one.
 */
export async function createTestDatabase({ migrated = true } = {}): Promise<TestDatabase> {
  const { url, template, prefix } = inject('testServer');
  const name = prefix + randomBytes(6).toString('hex');
  await onServer(url, (client) =>
    client.query(`CREATE DATABASE ${name} TEMPLATE ${migrated ? template : 'template0'}`),
  );
  const drop = () =>
    onServer(url, async (client) => void (await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)));
  afterAll(drop);
  return { url: databaseUrl(url, name), drop };
}
