/** `npm run import` as an operator meets it: its own process, its exit code, what it prints. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { migrate } from '#platform/database/migrations.ts';
import { buildTerc, type TercRecord, toCsv } from '../fixtures/terc.ts';
import { createTestDatabase } from '../harness/database.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'wezel-import-'));
afterAll(() => rmSync(folder, { recursive: true }));

const voivodeships = ['08', '16'];
const register = (asOf: string, changes: (rows: TercRecord[]) => TercRecord[] = (rows) => rows): string =>
  toCsv(buildTerc({ asOf, voivodeships, changes }));
const withRename = (rows: TercRecord[]): TercRecord[] =>
  rows.map((row) => (row.WOJ + row.POW + row.GMI === '1601' ? { ...row, NAZWA: 'nowy' } : row));

function file(name: string, text: string): string {
  const full = path.join(folder, name);
  writeFileSync(full, text);
  return full;
}

const terc2020 = file('terc-2020.csv', register('2020-01-01'));
const terc2022 = file('terc-2022.csv', register('2022-01-01', withRename));

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

function start(databaseUrl: string, ...args: string[]): { process: ChildProcess; ended: Promise<Ended> } {
  const child = spawn(process.execPath, ['src/cli.ts', 'import', ...args], {
    env: { PATH: process.env['PATH'], DATABASE_URL: databaseUrl, LOG_LEVEL: 'warn', STARTER: 'documents' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal, stdout, stderr }) as Ended);
  return { process: child, ended };
}

async function freshDatabase(): Promise<{ url: string; client: pg.Client }> {
  const { url } = await createTestDatabase();
  await migrate(url);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  afterAll(() => client.end().catch(() => undefined));
  return { url, client };
}

async function state(client: pg.Client): Promise<unknown> {
  const counts = await client.query(`SELECT
    (SELECT count(*)::int FROM release) AS releases, (SELECT count(*)::int FROM territorial_unit) AS units,
    (SELECT count(*)::int FROM register_slice) AS slices, (SELECT count(*)::int FROM register_row) AS rows`);
  return counts.rows[0];
}

/** Waits until some session of the database is cached up by a lock. */
async function someoneWaits(client: pg.Client): Promise<void> {
  for (;;) {
    // Inside a transaction the activity is otherwise shown as it was at the first look.
    await client.query('SELECT pg_stat_clear_snapshot()');
    const waiting = await client.query(
      `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    if (waiting.rowCount !== 0) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const jsonOf = ({ stdout }: Ended): Record<string, number | null> => JSON.parse(stdout.trim().split('\n').at(-1) ?? '');

describe('import teryt', { timeout: 120_000 }, () => {
  it('ends with one JSON object whose counts add up, and makes no release of the same file again', async () => {
    const { url } = await freshDatabase();
    const first = await start(url, 'teryt', terc2020, '--json', '--note', 'first').ended;
    expect(first.code, first.stderr).toBe(0);
    const counts = jsonOf(first);
    expect(Object.keys(counts)).toEqual([
      'release',
      'records',
      'created',
      'changed',
      'unchanged',
      'closed',
      'duplicates',
      'rejected',
    ]);
    const { release, records, created = 0, changed = 0, unchanged = 0, duplicates = 0, rejected = 0 } = counts;
    expect(release).toBe(2);
    expect(Number(created) + Number(changed) + Number(unchanged) + Number(duplicates) + Number(rejected)).toBe(records);
    const again = await start(url, 'teryt', terc2020, '--json').ended;
    expect(jsonOf(again)).toMatchObject({ release: null, records, unchanged: records, created: 0, changed: 0 });
    // What no release keeps is stated in full.
    const bad = (rows: TercRecord[]): TercRecord[] =>
      rows.map((row) => (row.WOJ + row.POW + row.GMI === '160102' ? { ...row, RODZ: '7' } : row));
    const unread = await start(url, 'teryt', file('bad.csv', register('2020-01-01', bad))).ended;
    expect(unread.stdout).toMatch(
      /^rejected: row \d+, column RODZ: RODZ 7 is no kind of gmina.* It reads: 16;01;02;7;/m,
    );
    expect(unread.stdout).toContain('it is listed above and nowhere else');
  });

  it('prints the difference in a dry run and writes nothing', async () => {
    const { url, client } = await freshDatabase();
    await start(url, 'teryt', terc2020).ended;
    const before = await state(client);
    const dry = await start(url, 'teryt', terc2022, '--dry-run').ended;
    expect(dry.code).toBe(0);
    expect(dry.stdout).toContain('renamed: 1\n  1601 powiat 16-01 → 1601 nowy');
    expect(dry.stdout).toContain('nothing was written');
    expect(await state(client)).toEqual(before);
  });

  it('leaves the release before whole when it is killed in the middle', async () => {
    const { url, client } = await freshDatabase();
    await start(url, 'teryt', terc2020).ended;
    const before = await state(client);
    await client.query('BEGIN; LOCK TABLE release IN EXCLUSIVE MODE');
    const running = start(url, 'teryt', terc2022);
    await someoneWaits(client);
    running.process.kill('SIGKILL');
    expect((await running.ended).signal).toBe('SIGKILL');
    await client.query('COMMIT');
    const again = await start(url, 'teryt', terc2022, '--json').ended;
    expect(before).toMatchObject({ releases: 2 });
    expect(jsonOf(again)).toMatchObject({ release: 3 });
  });

  it('rolls back and says so when it is stopped', async () => {
    const { url, client } = await freshDatabase();
    await start(url, 'teryt', terc2020).ended;
    const before = await state(client);
    await client.query('BEGIN; LOCK TABLE release IN EXCLUSIVE MODE');
    const running = start(url, 'teryt', terc2022);
    await someoneWaits(client);
    running.process.kill('SIGTERM');
    const { code, stderr } = await running.ended;
    await client.query('COMMIT');
    expect(code).toBe(143);
    expect(stderr).toContain('Stopped by SIGTERM; nothing was half-done.');
    expect(await state(client)).toEqual(before);
  });

  it('runs two imports one after the other', async () => {
    const { url, client } = await freshDatabase();
    const both = [start(url, 'teryt', terc2020, '--json').ended, start(url, 'teryt', terc2022, '--json').ended];
    const ended = await Promise.all(both);
    expect(ended.map(({ code, stderr }) => [code, code === 0 ? '' : stderr])).toEqual([
      [0, ''],
      [0, ''],
    ]);
    expect(ended.map((one) => jsonOf(one)['release']).toSorted()).toEqual([2, 3]);
    expect(await state(client)).toMatchObject({ releases: 3 });
  });

  it.each([
    ['a file that is not there', ['teryt', path.join(folder, 'none.csv')], /does not exist\. Check the path/],
    ['a source that is not there', ['terty', terc2020], /no source "terty"\. Name one of: .*teryt/],
    ['a day that is none', ['teryt', terc2020, '--as-of', '2022-02-30'], /--as-of is "2022-02-30", which is no day/],
    ['a day that the file contradicts', ['teryt', terc2020, '--as-of', '2021-01-01'], /2020-01-01/],
    ['a folder', ['teryt', folder], /is a folder/],
    ['no file', ['teryt'], /Add --help to see/],
    ['an empty file', ['bdl', file('empty.csv', '')], /empty\.csv is empty\. Get it again/],
    [
      'a mapping that is not there',
      ['metrics', terc2020, '--mapping', 'none'],
      /does not exist\. .*population-weights/,
    ],
  ])('refuses %s in one line', async (_what, args, reason) => {
    const { url } = await createTestDatabase();
    const { code, stderr, stdout } = await start(url, ...args).ended;
    expect(code).toBe(1);
    expect(stderr.trim().split('\n').at(-1)).toMatch(reason);
    expect(stderr).not.toContain('    at ');
    expect(stdout).toBe('');
  });

  it('refuses a register that ends before the ones around it', async () => {
    const { url, client } = await freshDatabase();
    await start(url, 'teryt', terc2020).ended;
    const before = await state(client);
    const cut = (rows: TercRecord[]): TercRecord[] => rows.filter(({ WOJ, POW }) => WOJ !== '16' || POW !== '10');
    const { code, stderr } = await start(url, 'teryt', file('cut.csv', register('2022-01-01', cut))).ended;
    expect(code).toBe(1);
    expect(stderr).toMatch(/16/);
    expect(await state(client)).toEqual(before);
  });
});
