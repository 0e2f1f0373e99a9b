import { randomBytes } from 'node:crypto';
import { afterAll, inject } from 'vitest';
import { databaseUrl, onServer } from './server.ts';

export interface TestDatabase {
  readonly url: string;
  /** Ends its connections and removes it; happens by itself when the file's tests are over. */
  drop(): Promise<void>;
}

/**
 * A database of its own for the calling test file: `const database = await createTestDatabase();` at its top. It is
 * `migrated` unless it is requested to be `empty` or to hold the `starter` set.
 */
export async function createTestDatabase(
  content: 'empty' | 'migrated' | 'starter' = 'migrated',
): Promise<TestDatabase> {
  const { url, template, starter, prefix } = inject('testServer');
  const name = prefix + randomBytes(6).toString('hex');
  const from = { empty: 'template0', migrated: template, starter }[content];
  await onServer(url, (client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${from} STRATEGY file_copy`));
  const drop = () =>
    onServer(url, async (client) => void (await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)));
  afterAll(drop);
  return { url: databaseUrl(url, name), drop };
}
