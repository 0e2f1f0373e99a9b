/** `query` and `mcp` only read: they change no database, need no right to write, and read from replicas. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { describe, expect, test } from 'vitest';
import { createTestDatabase } from '../harness/database.ts';
import { startHub } from '../harness/hub.ts';
import { hubEnvironment, startHubProcess } from '../harness/hub-process.ts';
import { connectOver, revisions } from '../harness/mcp-client.ts';
import { onServer } from '../harness/server.ts';
import { temporaryFolder } from '../harness/temporary-folder.ts';

const run = promisify(execFile);
const nowhere = 'postgresql://nobody:none@127.0.0.1:1/none';

async function command(args: readonly string[], settings: NodeJS.ProcessEnv) {
  const env = hubEnvironment({ LOG_LEVEL: 'warn', ...settings });
  const done = run(process.execPath, ['src/cli.ts', ...args], { env });
  // Nothing is sent to it: `mcp` ends with its input.
  done.child.stdin?.end();
  return done.then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({ code, stdout, stderr }),
  );
}

const query = (settings: NodeJS.ProcessEnv) => command(['query', 'UnitByTerc', '--var', 'terc=14'], settings);

const tablesOf = (url: string): Promise<number> =>
  onServer(url, async (client) => {
    const { rows } = await client.query(
      `SELECT count(*)::int AS count FROM information_schema.tables WHERE table_schema = 'public'`,
    );
    return rows[0].count;
  });

describe('with DATABASE_URL', () => {
  test('an empty database stays empty, and the line says what to do', async () => {
    const { url } = await createTestDatabase('empty');
    for (const args of [['query', 'UnitByTerc'], ['mcp']]) {
      const { code, stdout, stderr } = await command(args, {
        DATABASE_URL: url,
        DATA_DIR: temporaryFolder('wezel-reading-'),
      });
      expect([code, stdout]).toEqual([1, '']);
      expect(stderr).toMatch(/^The database has no tables of the hub, .* Run npm start first, .*\n$/);
    }
    expect(await tablesOf(url)).toBe(0);
  });

  test('one that lacks a migration is refused and not migrated; a newer one is where it took away', async () => {
    const { url } = await createTestDatabase('starter');
    const applied = `SELECT migration_name AS name FROM _prisma_migrations ORDER BY migration_name DESC LIMIT 1`;
    const last = await onServer(url, async (client) => {
      const { rows } = await client.query<{ name: string }>(applied);
      const name = rows[0]?.name ?? '';
      await client.query('DELETE FROM _prisma_migrations WHERE migration_name = $1', [name]);
      return name;
    });
    const settings = { DATABASE_URL: url, DATA_DIR: temporaryFolder('wezel-reading-') };
    const older = await query(settings);
    expect([older.code, older.stdout]).toEqual([1, '']);
    expect(older.stderr).toContain(
      `The database lacks a migration of this version of the hub, the last of them ${last}`,
    );
    expect(older.stderr).toContain('Run npm run migrate');
    await onServer(url, async (client) => {
      const insert = `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES (gen_random_uuid()::text, 'none', $1, now())`;
      for (const name of [last, '99999999999999_of_the_future']) await client.query(insert, [name]);
    });
    const newer = await query(settings);
    expect([newer.code, newer.stderr]).toEqual([0, expect.stringContaining('99999999999999_of_the_future')]);
    await onServer(url, (client) =>
      client.query(`INSERT INTO contracting_migration VALUES ('99999999999999_of_the_future', 'A column.')`),
    );
    const contracted = await query(settings);
    expect([contracted.code, contracted.stderr]).toEqual([1, expect.stringContaining('The database is newer')]);
  });

  test('documents of the starter set that are not there are not loaded', async () => {
    const { url } = await createTestDatabase('migrated');
    const { code, stdout } = await query({ DATABASE_URL: url, DATA_DIR: temporaryFolder('wezel-reading-') });
    expect([code, JSON.parse(stdout)]).toEqual([0, { data: { territorialUnit: null }, release: 0 }]);
    const releases = await onServer(url, (client) => client.query('SELECT 1 FROM release'));
    expect(releases.rowCount).toBe(0);
  });

  test('a user who may only read is enough, and no folder is made', async () => {
    const { url } = await createTestDatabase('starter');
    const role = `reader_${Date.now()}`;
    await onServer(url, async (client) => {
      await client.query(`CREATE ROLE ${role} LOGIN PASSWORD 'reader'`);
      await client.query(`ALTER ROLE ${role} SET default_transaction_read_only = on`);
      await client.query(`GRANT SELECT ON ALL TABLES IN SCHEMA public TO ${role}`);
    });
    const reader = new URL(url);
    [reader.username, reader.password] = [role, 'reader'];
    const dataDir = join(temporaryFolder('wezel-reading-'), 'data');
    try {
      const { code, stdout, stderr } = await query({ DATABASE_URL: reader.href, DATA_DIR: dataDir });
      expect([code, stderr]).toEqual([0, '']);
      expect(JSON.parse(stdout).data.territorialUnit.terc).toBe('14');
      expect(existsSync(dataDir)).toBe(false);
    } finally {
      await onServer(url, async (client) => {
        await client.query(`DROP OWNED BY ${role}`);
        await client.query(`DROP ROLE ${role}`);
      });
    }
  });

  test('a reader that closes the pipe is no error', async () => {
    const { url } = await createTestDatabase('starter');
    const env = hubEnvironment({ LOG_LEVEL: 'warn', DATABASE_URL: url, DATA_DIR: temporaryFolder('wezel-reading-') });
    const line = `set -o pipefail; "${process.execPath}" src/cli.ts query Voivodeships | true`;
    expect(await run('bash', ['-c', line], { env })).toMatchObject({ stderr: '' });
  });

  test('with DATABASE_READ_URL the primary may be away', async () => {
    const { url } = await createTestDatabase('starter');
    const settings = { DATABASE_URL: nowhere, DATABASE_READ_URL: url, DATA_DIR: temporaryFolder('wezel-reading-') };
    const { code, stdout } = await query(settings);
    expect([code, JSON.parse(stdout).data.territorialUnit.terc]).toEqual([0, '14']);
    const without = await query({ ...settings, DATABASE_READ_URL: '' });
    expect([without.code, without.stderr]).toEqual([1, expect.stringContaining('127.0.0.1:1 does not answer')]);
  });
});

describe('with the embedded database', () => {
  test('an empty folder stays empty, and the line says to start the hub first', async () => {
    const dataDir = join(temporaryFolder('wezel-reading-'), 'data');
    for (const args of [['query', 'UnitByTerc', '--var', 'terc=14'], ['mcp']]) {
      const { code, stdout, stderr } = await command(args, { DATA_DIR: dataDir });
      expect([code, stdout]).toEqual([1, '']);
      expect(stderr).toBe(
        `There is no database in ${dataDir} yet, and this command only reads. Run npm start first, which makes one and loads the country; or set DATABASE_URL or DATA_DIR to where one is.\n`,
      );
    }
    expect(existsSync(dataDir)).toBe(false);
  });

  test('what a hub made is read, while it runs and after it stopped', async () => {
    const settings = { DATA_DIR: temporaryFolder('wezel-reading-'), STARTER: 'documents' };
    const hub = await startHubProcess(settings);
    const practice = ['query', 'Practice', '--var', 'slug=dzierzoniow-quality-programme'];
    const beside = await command(practice, settings);
    expect([beside.code, beside.stderr]).toEqual([0, '']);
    expect(JSON.parse(beside.stdout).data.practice.title).toEqual(expect.any(String));
    await hub.kill('SIGTERM');
    expect(await command(practice, settings)).toEqual(beside);
  });
});

describe.each(revisions)('mcp over stdio in revision %s', (revision) => {
  test('answers from the database of the machine, whatever is published there', { timeout: 300_000 }, async () => {
    const hub = await startHub();
    const settings = { DATABASE_URL: hub.database.url, DATA_DIR: temporaryFolder('wezel-reading-'), LOG_LEVEL: 'warn' };
    const env = Object.fromEntries(
      Object.entries(hubEnvironment(settings)).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
    );
    const transport = new StdioClientTransport({
      command: process.execPath,
      args: ['src/cli.ts', 'mcp'],
      env,
      stderr: 'inherit',
    });
    const { client, call } = await connectOver(transport, revision, 240_000);
    try {
      const found = { isError: false, data: { territorialUnit: { name: 'mazowieckie' } } };
      expect(await call('get_unit', { terc: '14' })).toMatchObject({ ...found, release: 1 });
      expect((await client.listTools()).tools.length).toBeGreaterThan(10);
      const heard: string[] = [];
      client.setNotificationHandler('notifications/resources/updated', ({ params }) => void heard.push(params.uri));
      const resourceSubscriptions = ['wezel://datasets/offices'];
      if (revision === '2026-07-28') await client.listen({ resourceSubscriptions });
      const list = 'key;name;kind;tier\noffice-1;Urząd 1;MINISTRY;GOVERNMENT';
      await hub.load('offices', 'offices.csv', list, { asOf: '2023-01-01' });
      await expect
        .poll(() => call('get_unit', { terc: '14' }), { timeout: 120_000 })
        .toMatchObject({ ...found, release: 2 });
      if (revision === '2026-07-28')
        await expect.poll(() => heard, { timeout: 120_000 }).toEqual(resourceSubscriptions);
    } finally {
      await client.close();
    }
  });
});
