/** A node of this version that is started again while a later version, which has migrated the database, serves beside it. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { expect, test } from 'vitest';
import { createTestDatabase } from '../harness/database.ts';
import { hubEnvironment, startHubProcess } from '../harness/hub-process.ts';
import { onServer } from '../harness/server.ts';
import { temporaryFolder } from '../harness/temporary-folder.ts';
import { answersTo, failed, readOperations } from './answers.ts';

const { url } = await createTestDatabase('starter');
const later = '29990101000000_of_later';

/** As a later version does it: every table has a column more, and there is a further type of search hits. */
async function expand(): Promise<void> {
  await onServer(url, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname !~ '^_prisma'`,
    );
    expect(rows.length).toBeGreaterThan(50);
    for (const { name } of rows)
      await client.query(`ALTER TABLE "${name}" ADD COLUMN "of_later" text DEFAULT 'x' NOT NULL`);
    await client.query(`ALTER TYPE search_type ADD VALUE 'OF_LATER'`);
    await client.query(`UPDATE search_posting SET type = 'OF_LATER' WHERE type = 'LIVING_LAB'`);
    await client.query(`UPDATE search_document SET type = 'OF_LATER' WHERE type = 'LIVING_LAB'`);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, '', $1, now(), now(), 1)`,
      [later],
    );
  });
}

const settingsOf = (): NodeJS.ProcessEnv => ({
  DATABASE_URL: url,
  CACHE_BYTES: '0',
  LOG_LEVEL: 'warn',
  DATA_DIR: temporaryFolder('wezel-later-'),
});

async function command(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const env = hubEnvironment(settingsOf());
  return promisify(execFile)(process.execPath, ['src/cli.ts', ...args], { env }).then(
    (output) => ({ code: 0, ...output }),
    ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({ code, stdout, stderr }),
  );
}

const queried = ['query', 'UnitByTerc', '--var', 'terc=14'];

/** Over stdio, as a program on this machine runs it. */
async function unitByMcp(): Promise<unknown> {
  const client = new Client({ name: 'test', version: '1.0.0' });
  const env = hubEnvironment(settingsOf()) as Record<string, string>;
  await client.connect(new StdioClientTransport({ command: process.execPath, args: ['src/cli.ts', 'mcp'], env }));
  const { content } = await client.callTool({ name: 'get_unit', arguments: { terc: '14' } });
  await client.close();
  return content;
}

test('it serves what it knows, takes contributions, and leaves commands to the later version', async () => {
  const first = await startHubProcess(settingsOf());
  const all = await readOperations(first);
  // The examples of some need metrics, which this database lacks.
  const lacking = new Set(failed(await answersTo(first, all)).map(([name]) => name));
  const operations = all.filter(({ name }) => !lacking.has(name));
  const before = await answersTo(first, operations);
  await first.kill('SIGTERM');
  await expand();

  const again = await startHubProcess(settingsOf());
  expect(again.log()).toContain(later);
  const after = await answersTo(again, operations);
  expect(failed(after)).toEqual([]);
  // The search has one type less.
  const others = operations.filter(({ name }) => !/Search/.test(name));
  expect(others.length).toBeGreaterThan(40);
  for (const { name } of others) expect([name, after[name]?.data]).toEqual([name, before[name]?.data]);
  const mutation = `mutation { proposeCorrection(target: "/practices/dzierzoniow-quality-programme", field: "title",
    value: "A right title", reason: "Why") { correction { state } userErrors { code } } }`;
  const written = await answersTo(again, [{ name: 'written', document: mutation, example: { variables: {} } }]);
  expect(written).toMatchObject({ written: { data: { proposeCorrection: { correction: { state: 'OPEN' } } } } });

  for (const args of [['export', '--out', temporaryFolder('wezel-out-')], ['users', 'list'], ['migrate']]) {
    expect([args[0], await command(...args)]).toMatchObject([
      args[0],
      { code: 1, stderr: expect.stringContaining(`newer than this version of the hub: it has the migration ${later}`) },
    ]);
  }
});

test('what only asks it reads it too', async () => {
  const asked = await command(...queried);
  expect([asked.code, asked.stdout]).toEqual([0, expect.stringContaining('Mazovia')]);
  expect(JSON.stringify(await unitByMcp())).toContain('mazowieckie');
});

test('it is not started where the later version took away what it needs', async () => {
  await onServer(url, (client) =>
    client.query(`INSERT INTO contracting_migration (name, reason) VALUES ($1, 'The column of before.')`, [later]),
  );
  await expect(startHubProcess(settingsOf())).rejects.toThrow('it takes away what this version needs');
  expect(await command(...queried)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('it takes away what this version needs'),
  });
});
