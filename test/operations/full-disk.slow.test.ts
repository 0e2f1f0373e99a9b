/**
 * A disk that is really full, under downloads, exports, backups and PostgreSQL: each says so in a line, leaves nothing
 * half-done, and does its work as soon as there is room.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statfsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { manyOffices, manyOfficesCsv } from '../fixtures/many-offices.ts';
import { createTestDatabase } from '../harness/database.ts';
import { startHub } from '../harness/hub.ts';
import { hubEnvironment, startHubProcess } from '../harness/hub-process.ts';
import { noSmallDisk, smallDisk } from '../harness/small-disk.ts';
import { temporaryFolder } from '../harness/temporary-folder.ts';

const { url } = await createTestDatabase('starter');
const reference = await startHub({ databaseUrl: url, limits: { exportRows: 1_000_000 } });
const long = { timeout: 400_000 };
const large = '/releases/2/offices.ndjson';

beforeAll(async () => {
  await reference.load('offices', 'urzedy_2024-01-01.csv', manyOfficesCsv());
}, 300_000);

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

async function wanted(address: string, init?: RequestInit): Promise<Buffer> {
  const response = await reference.app.handler.fetch(`http://hub.test${address}`, init);
  return Buffer.from(await response.arrayBuffer());
}

async function ask(address: string, init: RequestInit = {}) {
  const response = await fetch(address, { ...init, headers: { 'accept-encoding': 'identity', ...init.headers } });
  return { response, status: response.status, bytes: Buffer.from(await response.arrayBuffer()) };
}

const files = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);

interface Ended {
  readonly code: number | null;
  readonly output: string;
}

function run(settings: NodeJS.ProcessEnv, ...parameters: string[]): Ended {
  const env = hubEnvironment({ DATABASE_URL: url, STARTER: 'documents', LOG_LEVEL: 'warn', ...settings });
  const { status, stdout, stderr } = spawnSync(process.execPath, ['src/cli.ts', ...parameters], {
    env,
    encoding: 'utf8',
  });
  return { code: status, output: stdout + stderr };
}

const folder = temporaryFolder('wezel-full-disk-', afterAll);
const dataDir = { DATA_DIR: path.join(folder, 'data') };

describe.skipIf(noSmallDisk !== null)(`on a full disk${noSmallDisk === null ? '' : ` (${noSmallDisk})`}`, long, () => {
  test('a download is refused, others are made, and it is made when there is room', async () => {
    const disk = smallDisk(4);
    const hub = await startHubProcess({ DATABASE_URL: url, DATA_DIR: disk.folder, STARTER: 'documents' });
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const { response, status, bytes } = await ask(hub.url + large);
      expect([status, JSON.parse(bytes.toString()).code]).toEqual([503, 'STORAGE_FULL']);
      expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(files(disk.folder)).toEqual([]);
    }
    expect(hub.log()).toContain(`No space is left for files in ${disk.folder}`);
    expect((await ask(`${hub.url}/releases/2/programmes.csv`)).status).toBe(200);
    disk.resize(100);
    const { status, bytes } = await ask(hub.url + large);
    expect([status, sha256(bytes)]).toEqual([200, sha256(await wanted(large))]);
  });

  test('an export in the background ends with the reason, and is made when it is requested again', async () => {
    const disk = smallDisk(1);
    const hub = await startHubProcess({ DATABASE_URL: url, DATA_DIR: disk.folder, STARTER: 'documents' });
    const query = 'query Offices { offices { nodes { code name kind address { street } } } }';
    const request = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, format: 'ndjson' }),
    };
    const later = { ...request, headers: { ...request.headers, prefer: 'respond-async' } };
    const ended = async (): Promise<Record<string, unknown>> => {
      const { status, response } = await ask(`${hub.url}/exports`, later);
      expect(status).toBe(202);
      const location = hub.url + (response.headers.get('location') ?? '');
      let state: Record<string, unknown> = {};
      const read = async (): Promise<boolean> => {
        state = JSON.parse((await ask(location)).bytes.toString()) as Record<string, unknown>;
        return state['status'] === 'COMPLETED' || state['status'] === 'FAILED';
      };
      await expect.poll(read, { timeout: 240_000, interval: 300 }).toBe(true);
      return { ...state, location };
    };
    expect(await ended()).toMatchObject({ status: 'FAILED', url: null, problem: { code: 'STORAGE_FULL' } });
    expect(files(disk.folder)).toEqual([]);
    disk.resize(100);
    const made = await ended();
    expect(made).toMatchObject({ status: 'COMPLETED', problem: null });
    const { bytes } = await ask(`${made['location']}.ndjson`);
    expect(sha256(bytes)).toBe(sha256(await wanted('/exports', request)));
  });

  test('a backup leaves the one before it as it was', async () => {
    const disk = smallDisk(1);
    const file = path.join(disk.folder, 'hub.tar');
    writeFileSync(file, 'the one before');
    const full = run(dataDir, 'backup', file);
    expect([full.code, full.output]).toEqual([
      1,
      expect.stringContaining(`No space is left for files in ${disk.folder}`),
    ]);
    expect(full.output.trimEnd().split('\n').at(-1)).toContain(
      'There is no new backup; one that was there is as it was.',
    );
    expect(files(disk.folder)).toEqual(['hub.tar']);
    expect(readFileSync(file, 'utf8')).toBe('the one before');
    disk.resize(200);
    const whole = run(dataDir, 'backup', file);
    expect([whole.code, whole.output]).toEqual([0, expect.stringContaining('hub.tar: release 2')]);
    const empty = await createTestDatabase('empty');
    expect(run({ ...dataDir, DATABASE_URL: empty.url }, 'restore', file).code).toBe(0);
  });

  test('npm run export leaves no part of a file', () => {
    const disk = smallDisk(4);
    const out = path.join(disk.folder, 'out');
    const wantedFile = ['export', '--out', out, '--release', '2', '--dataset', 'offices', '--format', 'ndjson'];
    const full = run(dataDir, ...wantedFile);
    expect([full.code, full.output]).toEqual([1, expect.stringContaining(`No space is left for files in ${out}`)]);
    expect(files(disk.folder)).toEqual([]);
    disk.resize(100);
    expect(run(dataDir, ...wantedFile).code).toBe(0);
    expect(files(disk.folder)).toEqual(['offices.ndjson']);
  });

  test('an import into the own PostgreSQL publishes nothing, and loads when there is room', () => {
    const disk = smallDisk(1_000);
    const own = { DATABASE_URL: undefined, DATA_DIR: disk.folder };
    expect(run(own, 'migrate')).toMatchObject({ code: 0 });
    const few = path.join(folder, 'urzedy_2023-01-01.csv');
    writeFileSync(few, manyOfficesCsv().split('\n').slice(0, 4).join('\n'));
    expect(run(own, 'import', 'offices', few)).toMatchObject({ code: 0 });
    const release = releaseOf(own);
    const list = path.join(folder, 'urzedy_2024-01-01.csv');
    writeFileSync(list, manyOfficesCsv());
    const { blocks, bfree, bsize } = statfsSync(disk.folder);
    const usedMegabytes = Math.ceil(((blocks - bfree) * bsize) / (1024 * 1024));
    disk.resize(usedMegabytes + 6);
    const full = run(own, 'import', 'offices', list);
    expect(full.code).toBe(1);
    expect(full.output.trimEnd().split('\n').at(-1)).toMatch(/no (disk )?space left/);
    disk.resize(1_000);
    expect(releaseOf(own)).toBe(release);
    const loaded = run(own, 'import', 'offices', list);
    expect([loaded.code, loaded.output]).toEqual([0, expect.stringContaining(String(manyOffices).slice(0, 2))]);
    expect(releaseOf(own)).toBe(release + 1);
    expect(existsSync(path.join(disk.folder, 'postgres'))).toBe(true);
  });
});

function releaseOf(settings: NodeJS.ProcessEnv): number {
  const { code, output } = run(settings, 'query', 'LatestRelease');
  expect(code).toBe(0);
  return (JSON.parse(output) as { data: { release: { number: number } } }).data.release.number;
}
