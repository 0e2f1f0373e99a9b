/** Files that are made once: whatever kills their making, nothing half-made is served. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
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

test.for([
  ['had the number of this one', `${process.pid}`],
  ['is gone', '2147483646'],
] as const)('a part of a process that %s is removed', async ([, pid]) => {
  const host = encodeURIComponent(hostname()).replaceAll('-', '%2D');
  await mkdir(join(folder, '.parts'), { recursive: true });
  await writeFile(join(folder, '.parts', `${host}-${pid}-0123456789ab-0123456789ab`), 'half of it');
  await new KeptFiles({ folder, s3: null }, '.').tidy();
  expect(await partsOf()).toEqual([]);
});

test('a part that another server is writing stays, until nobody has written to it for an hour', async () => {
  const part = join(folder, '.parts', 'another%2Dserver-7-0123456789ab-0123456789ab');
  await writeFile(part, 'half of it');
  await new KeptFiles({ folder, s3: null }, '.').tidy();
  expect(await partsOf()).toHaveLength(1);
  const long = new Date(Date.now() - 3_601_000);
  await utimes(part, long, long);
  await new KeptFiles({ folder, s3: null }, '.').tidy();
  expect(await partsOf()).toEqual([]);
});
