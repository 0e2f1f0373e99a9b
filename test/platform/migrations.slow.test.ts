import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, inject, test, vi } from 'vitest';
import { migrate, settleMigration } from '#platform/database/migrations.ts';
import { createTestDatabase, type TestDatabase } from '../harness/database.ts';

const database: TestDatabase = await createTestDatabase('empty');
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wezel-migrations-'));
  await query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
});

afterEach(() => rm(folder, { recursive: true }));

async function write(name: string, sql: string): Promise<void> {
  await mkdir(join(folder, name), { recursive: true });
  await writeFile(join(folder, name, 'migration.sql'), sql);
}

async function query<Row extends pg.QueryResultRow>(sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('migrate', () => {
  test('applies what is new, once and in order', async () => {
    await write('20260101000000_first', 'CREATE TABLE first (a int);');
    expect(await migrate(database.url, folder)).toEqual(['20260101000000_first']);
    await write('20260103000000_third', 'ALTER TABLE second ADD b int;');
    await write('20260102000000_second', 'CREATE TABLE second (a int);');
    expect(await migrate(database.url, folder)).toEqual(['20260102000000_second', '20260103000000_third']);
    expect(await migrate(database.url, folder)).toEqual([]);
  });

  test('runs a function body with its semicolons whole', async () => {
    await write(
      '20260101000000_answer',
      `CREATE FUNCTION answer() RETURNS int LANGUAGE plpgsql AS $$ BEGIN PERFORM 1; RETURN 42; END; $$;`,
    );
    await migrate(database.url, folder);
    expect(await query('SELECT answer()')).toEqual([{ answer: 42 }]);
  });

  test('lets instances that start together migrate one after the other', async () => {
    await write('20260101000000_first', 'CREATE TABLE first (a int); SELECT pg_sleep(0.2);');
    const applied = await Promise.all([
      migrate(database.url, folder),
      migrate(database.url, folder),
      migrate(database.url, folder),
    ]);
    expect(applied.flat()).toEqual(['20260101000000_first']);
  });

  test('leaves nothing of a failed migration behind and runs it again when it is fixed', async () => {
    await write('20260101000000_first', 'CREATE TABLE first (a int); SELECT 1/0;');
    await expect(migrate(database.url, folder)).rejects.toMatchObject({
      code: 'MIGRATION_FAILED',
      message: expect.stringContaining('division by zero'),
    });
    await write('20260101000000_first', 'CREATE TABLE first (a int);');
    expect(await migrate(database.url, folder)).toEqual(['20260101000000_first']);
  });

  test('says which extension its role may not create, and goes on once it is there', async () => {
    const role = `wezel_guest_${Date.now()}`;
    await query(`CREATE ROLE ${role} LOGIN PASSWORD 'guest'; GRANT ALL ON SCHEMA public TO ${role}`);
    const guest = Object.assign(new URL(database.url), { username: role, password: 'guest' }).href;
    try {
      await write('20260101000000_words', 'CREATE EXTENSION IF NOT EXISTS pg_trgm; CREATE TABLE words (a int);');
      await expect(migrate(guest, folder)).rejects.toMatchObject({
        code: 'EXTENSION_REFUSED',
        message: expect.stringContaining('pg_trgm'),
        hint: expect.stringContaining('CREATE EXTENSION pg_trgm'),
      });
      await query('CREATE EXTENSION pg_trgm');
      expect(await migrate(guest, folder)).toEqual(['20260101000000_words']);
    } finally {
      await query(`DROP OWNED BY ${role} CASCADE; DROP ROLE ${role}`);
    }
  });

  test('lets reads pass while it waits for a table that a backup uses, and says so', async () => {
    await write('20260101000000_first', 'CREATE TABLE first (a int); INSERT INTO first VALUES (1);');
    await migrate(database.url, folder);
    await write('20260102000000_second', 'ALTER TABLE first ADD b int;');
    const backup = new pg.Client({ connectionString: database.url, application_name: 'wezel backup' });
    await backup.connect();
    await backup.query('BEGIN; LOCK TABLE first IN ACCESS SHARE MODE');
    const lines: string[] = [];
    const migrating = migrate(database.url, folder, { onWait: (what) => void lines.push(what) });
    try {
      // It has waited once, and goes on trying.
      await vi.waitFor(() => expect(lines).toHaveLength(1), { timeout: 120_000 });
      for (let count = 0; count < 3; count += 1) expect(await query('SELECT a FROM first')).toEqual([{ a: 1 }]);
    } finally {
      await backup.end();
    }
    expect(await migrating).toEqual(['20260102000000_second']);
    expect(lines[0]).toMatch(/^a migration waits .* used by wezel backup \(process \d+, for \d+ s\)/);
    expect(await query('SELECT b FROM first')).toEqual([{ b: null }]);
  });

  test('refuses a database that is newer than the code', async () => {
    await write('20260101000000_first', 'CREATE TABLE first (a int);');
    await migrate(database.url, folder);
    await rm(join(folder, '20260101000000_first'), { recursive: true });
    await expect(migrate(database.url, folder)).rejects.toMatchObject({ code: 'DATABASE_NEWER' });
  });

  describe('of a database that a later version migrated', () => {
    const table = 'CREATE TABLE contracting_migration (name TEXT PRIMARY KEY, reason TEXT NOT NULL)';
    let newer: (readonly string[])[];
    const onNewer = (unknown: readonly string[]): void => void newer.push(unknown);

    beforeEach(async () => {
      newer = [];
      await write('20260101000000_first', `CREATE TABLE first (a int); ${table};`);
      await write('20260102000000_added', 'ALTER TABLE first ADD b int;');
      await migrate(database.url, folder);
      await rm(join(folder, '20260102000000_added'), { recursive: true });
    });

    test('lets this version serve it, where nothing was taken away', async () => {
      expect(await migrate(database.url, folder, { onNewer })).toEqual([]);
      expect(newer).toEqual([['20260102000000_added']]);
      // Whatever writes or reads all of it needs the later version.
      await expect(migrate(database.url, folder)).rejects.toMatchObject({ code: 'DATABASE_NEWER' });
    });

    test('refuses it where something was taken away, and names only that migration', async () => {
      await write('20260102000000_added', 'ALTER TABLE first ADD b int;');
      const contraction = `INSERT INTO contracting_migration VALUES ('20260103000000_taken', 'The column a.')`;
      await write('20260103000000_taken', `ALTER TABLE first DROP a; ${contraction};`);
      await migrate(database.url, folder);
      await rm(join(folder, '20260102000000_added'), { recursive: true });
      await rm(join(folder, '20260103000000_taken'), { recursive: true });
      const refusal = await migrate(database.url, folder, { onNewer }).catch((thrown) => thrown);
      expect(refusal).toMatchObject({
        code: 'DATABASE_NEWER',
        message: expect.stringContaining('20260103000000_taken'),
      });
      expect(refusal.message).not.toContain('20260102000000_added');
      expect(newer).toEqual([]);
    });

    test('refuses it where it lacks a migration of this version', async () => {
      await write('20260102000001_own', 'ALTER TABLE first ADD c int;');
      await expect(migrate(database.url, folder, { onNewer })).rejects.toMatchObject({
        code: 'DATABASE_NEWER',
        message: expect.stringContaining('lacks 20260102000001_own'),
      });
      expect(newer).toEqual([]);
    });
  });

  test('refuses a database with tables of somebody else', async () => {
    await query('CREATE TABLE theirs (a int)');
    await write('20260101000000_first', 'CREATE TABLE first (a int);');
    await expect(migrate(database.url, folder)).rejects.toMatchObject({ code: 'DATABASE_NOT_EMPTY' });
  });
});

describe('a migration that was cut off', () => {
  beforeEach(async () => {
    await write('20260101000000_first', 'CREATE TABLE IF NOT EXISTS first (a int);');
    await migrate(database.url, folder);
    await query('UPDATE _prisma_migrations SET finished_at = NULL');
  });

  test('is refused, with the command that settles it', async () => {
    await expect(migrate(database.url, folder)).rejects.toMatchObject({
      code: 'MIGRATION_UNFINISHED',
      hint: expect.stringContaining('npm run migrate -- --rolled-back 20260101000000_first'),
    });
  });

  test.for([
    { as: 'rolled-back', reapplied: ['20260101000000_first'] },
    { as: 'applied', reapplied: [] },
  ] as const)('can be settled as $as', async ({ as, reapplied }) => {
    await settleMigration(database.url, '20260101000000_first', as, folder);
    expect(await migrate(database.url, folder)).toEqual(reapplied);
  });

  test('is the only one that can be settled', async () => {
    await expect(settleMigration(database.url, 'other', 'applied', folder)).rejects.toMatchObject({
      code: 'MIGRATION_NOT_UNFINISHED',
    });
  });
});

describe('a database that cannot be used', () => {
  const server = new URL(inject('testServer').url);

  function changed(change: (url: URL) => void): string {
    const url = new URL(server);
    change(url);
    return url.href;
  }

  test.for([
    ['nothing listens', changed((url) => Object.assign(url, { port: '1' })), 'DATABASE_UNREACHABLE'],
    ['an unknown host', changed((url) => Object.assign(url, { hostname: 'nowhere.invalid' })), 'DATABASE_UNREACHABLE'],
    ['a missing database', changed((url) => Object.assign(url, { pathname: '/not_there' })), 'DATABASE_MISSING'],
    ['a wrong password', changed((url) => Object.assign(url, { password: 'tajne-haslo' })), 'DATABASE_LOGIN_REFUSED'],
    ['another kind of database', 'mysql://wezel:tajne-haslo@localhost/wezel', 'DATABASE_URL_MALFORMED'],
    ['a stray percent sign', 'postgresql://wezel:tajne%haslo@localhost/wezel', 'DATABASE_URL_MALFORMED'],
    ['no URL', 'wezel', 'DATABASE_URL_MALFORMED'],
  ] as const)('%s: one line that says so and keeps the password', async ([, url, code]) => {
    const error = await migrate(url).catch((thrown) => thrown);
    expect(error).toMatchObject({ name: 'OperatorError', code });
    expect(error.line).not.toMatch(/\n|tajne|haslo/);
  });
});
