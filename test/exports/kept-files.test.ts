/** Files that are made once: whatever kills their making, nothing half-made is served. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { KeptFiles } from '#exports/kept-files.ts';

const folder = await mkdtemp(join(tmpdir(), 'wezel-kept-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

const half = `
  import { KeptFiles } from '#exports/kept-files.ts';
  await new KeptFiles({ folder: process.argv[1], s3: null }, '.').get('1/units.csv', (target) => {
    target.write('half of it\\n'.repeat(100_000));
    return new Promise(() => setInterval(() => undefined, 1_000));
  });
`;

const partsOf = async (): Promise<string[]> => readdir(join(folder, '.parts')).catch(() => []);

test('kill -9 while a file is made leaves no file, and what it left is removed', async () => {
  const child = spawn(process.execPath, ['--input-type=module', '-e', half, folder], { stdio: 'inherit' });
  while ((await partsOf()).length === 0) await wait(50);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(await partsOf()).toHaveLength(1);
  const files = new KeptFiles({ folder, s3: null }, '.');
  expect(await files.find('1/units.csv')).toBeNull();
  const made = await files.get('1/units.csv', async (target) => {
    target.write('all of it\n');
    return 1;
  });
  expect(made).toMatchObject({ bytes: 10, rows: 1 });
  expect(await partsOf()).toEqual([]);
});

test('a disk without space is said to be one, and leaves nothing half-made', async () => {
  const files = new KeptFiles({ folder, s3: null }, '.');
  const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  const making = files.get('1/full.csv', async (target) => {
    target.write('some of it\n');
    throw full;
  });
  await expect(making).rejects.toMatchObject({ code: 'STORAGE_FULL', cause: full });
  expect([await files.find('1/full.csv'), await partsOf()]).toEqual([null, []]);
});
