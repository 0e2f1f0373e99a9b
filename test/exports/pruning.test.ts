/** Files that anybody can have made by another filter are not kept for ever. */
import { mkdtemp, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { KeptFiles } from '#exports/kept-files.ts';

async function filesUsed(hoursAgo: Readonly<Record<string, number>>): Promise<KeptFiles> {
  const folder = await mkdtemp(join(tmpdir(), 'wezel-pruning-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const files = new KeptFiles({ folder, s3: null }, '.');
  for (const [name, hours] of Object.entries(hoursAgo)) {
    await files.get(name, async (target) => {
      target.write('0123456789');
      return null;
    });
    const at = new Date(Date.now() - hours * 3_600_000);
    await utimes(join(folder, name), at, at);
  }
  return files;
}

async function left(files: KeptFiles, names: readonly string[]): Promise<string[]> {
  const found = await Promise.all(names.map(async (name) => ((await files.find(name)) === null ? [] : [name])));
  return found.flat();
}

const used = { 'filtered/a.csv': 1, 'filtered/b.csv': 2, 'filtered/c.csv': 3, 'filtered/d.csv': 30, 'table.csv': 99 };
const names = Object.keys(used);
const isFiltered = (name: string): boolean => name.startsWith('filtered/');
const none = { bytes: 1_000, files: 100, unusedMs: 1_000 * 3_600_000 };

test.for([
  ['no more than were allowed', {}, names],
  ['those that nobody wanted for long', { unusedMs: 24 * 3_600_000 }, names.filter((name) => !name.includes('/d'))],
  ['the longest unused of too many', { files: 2 }, ['filtered/a.csv', 'filtered/b.csv', 'table.csv']],
  ['the longest unused of too many bytes', { bytes: 15 }, ['filtered/a.csv', 'table.csv']],
] as const)('removes %s', async ([, most, expected]) => {
  const files = await filesUsed(used);
  await files.prune(isFiltered, { ...none, ...most });
  expect(await left(files, names)).toEqual(expected);
});

test('spares what was wanted just now', async () => {
  const files = await filesUsed({ 'filtered/a.csv': 0, 'filtered/b.csv': 30 });
  await files.touch('filtered/b.csv');
  await files.prune(isFiltered, { bytes: 0, files: 0, unusedMs: 0 });
  expect(await left(files, ['filtered/a.csv', 'filtered/b.csv'])).toEqual(['filtered/a.csv', 'filtered/b.csv']);
});

test('a folder beside is no file', async () => {
  const files = await filesUsed({ 'filtered/x/a.csv': 30 });
  await files.prune(isFiltered, { ...none, files: 0 });
  expect(await left(files, ['filtered/x/a.csv'])).toEqual([]);
});
