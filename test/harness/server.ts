/** One PostgreSQL for a whole test run: its own, in a folder that is removed afterwards, or that of TEST_DATABASE_URL. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '#platform/database/index.ts';
import { migrate } from '#platform/database/migrations.ts';
import { joinEmbeddedPostgres } from '#platform/postgres/index.ts';
import { loadStarter } from '#sources/starter/load.ts';

export interface TestServer {
  /** A database from which others can be created. */
  readonly url: string;
  /** An empty, migrated database. */
  readonly template: string;
  /** The same with the starter set. */
  readonly starter: string;
  /** How the names of this run's databases begin. */
  readonly prefix: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    testServer: TestServer;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const cleanUp = new AsyncDisposableStack();
  try {
    const url = await startServer(cleanUp);
    const prefix = `wezel_test_${randomBytes(4).toString('hex')}_`;
    cleanUp.defer(() => dropDatabases(url, prefix));
    const template = `${prefix}template`;
    await onServer(url, (client) => client.query(`CREATE DATABASE ${template} TEMPLATE template0`));
    await migrate(databaseUrl(url, template));
    const starter = `${prefix}starter`;
    await onServer(url, (client) => client.query(`CREATE DATABASE ${starter} TEMPLATE ${template}`));
    await fillWithStarter(databaseUrl(url, starter));
    project.provide('testServer', { url, template, starter, prefix });
  } catch (error) {
    await cleanUp.disposeAsync();
    throw error;
  }
  return () => cleanUp.disposeAsync();
}

async function startServer(cleanUp: AsyncDisposableStack): Promise<string> {
  const given = process.env['TEST_DATABASE_URL'];
  if (given) return given;
  const folder = await mkdtemp(join(tmpdir(), 'wezel-test-'));
  cleanUp.defer(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  const server = await joinEmbeddedPostgres(folder);
  cleanUp.defer(() => server.leave());
  await onServer(server.url, forgoDurability);
  return server.url;
}

/** Nothing of a test run has to survive a crash of the machine; databases are copied and dropped without waiting for a disk. */
async function forgoDurability(client: pg.Client): Promise<void> {
  for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes']) {
    await client.query(`ALTER SYSTEM SET ${setting} = off`);
  }
  await client.query('SELECT pg_reload_conf()');
}

async function fillWithStarter(url: string): Promise<void> {
  const database = openDatabase(url);
  try {
    await loadStarter(database);
  } finally {
    await database.close();
  }
}

async function dropDatabases(url: string, prefix: string): Promise<void> {
  await onServer(url, async (client) => {
    const { rows } = await client.query<{ datname: string }>(
      'SELECT datname FROM pg_database WHERE starts_with(datname, $1)',
      [prefix],
    );
    for (const { datname } of rows) await client.query(`DROP DATABASE IF EXISTS ${datname} WITH (FORCE)`);
  });
}

export async function onServer<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

export function databaseUrl(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.href;
}
