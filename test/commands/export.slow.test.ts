/** `npm run export`: the downloads of a release without a server. */
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, expect, test } from 'vitest';
import { exportRelease } from '#commands/export.ts';
import { readConfig } from '#config';
import { startHub } from '../harness/hub.ts';

const hub = await startHub();
const folder = await mkdtemp(join(tmpdir(), 'wezel-export-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

const config = readConfig({
  DATABASE_URL: hub.database.url,
  DATA_DIR: join(folder, 'data'),
  PUBLIC_URL: 'https://hub.test',
  STARTER: 'none',
});
const log = pino({ level: 'silent' });

async function served(name: string): Promise<Buffer> {
  const response = await hub.app.handler.fetch(`http://hub.test/releases/1/${name}`);
  // Made for longer than a request may take.
  if (response.status === 503) return served(name);
  expect([name, response.status]).toEqual([name, 200]);
  return Buffer.from(await response.arrayBuffer());
}

test('writes the files that the server gives, byte for byte', { timeout: 240_000 }, async () => {
  const out = join(folder, 'all');
  await exportRelease({ out, release: '1' }, config, log);
  const names = await readdir(out);
  const sums = (await readFile(join(out, 'SHA256SUMS'), 'utf8')).trim().split('\n');
  for (const line of sums) {
    const [sum, name = ''] = line.split('  ');
    expect([
      name,
      createHash('sha256')
        .update(await readFile(join(out, name)))
        .digest('hex'),
    ]).toEqual([name, sum]);
  }
  expect(names.filter((name) => name.endsWith('.part'))).toEqual([]);
  for (const name of ['units.csv', 'projects.parquet', 'manifest.json']) {
    expect((await readFile(join(out, name))).equals(await served(name))).toBe(true);
  }
});

test('writes one dataset in one format, and says what there is', { timeout: 240_000 }, async () => {
  const out = join(folder, 'one');
  await exportRelease({ out, dataset: 'units', format: 'ndjson' }, config, log);
  expect(await readdir(out)).toEqual(['units.ndjson']);
  await expect(exportRelease({ out, dataset: 'nothing' }, config, log)).rejects.toThrow('No file has this dataset');
  await expect(exportRelease({ out, release: '99' }, config, log)).rejects.toThrow('--release is "99"');
});
