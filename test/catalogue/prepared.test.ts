/** The files that the catalogue describes are made before the next harvest. */
import { readdir } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { startHub, type TestHub } from '../harness/hub.ts';

const office = (key: string): string => `key;name;kind;tier\n${key};Urząd ${key};MINISTRY;GOVERNMENT`;

const filesOf = async ({ downloadsFolder }: TestHub, release: number): Promise<string[]> =>
  (await readdir(downloadsFolder, { recursive: true })).filter((name) => name.includes(`/${release}-`));

test('a hub that was harvested makes the files of the next release at once', async () => {
  const hub = await startHub();
  const harvest = () => hub.app.handler.fetch('http://hub.test/catalog.ttl');
  expect((await harvest()).status).toBe(200);
  await hub.load('offices', 'o.csv', office('a'), { asOf: '2024-01-01' });
  const made = async (): Promise<boolean> => (await filesOf(hub, 2)).some((name) => name.endsWith('/offices.parquet'));
  await expect.poll(made, { timeout: 60_000 }).toBe(true);
  const text = await (await harvest()).text();
  expect(text).toContain('/releases/2/offices.csv');
});

test('a hub that nobody harvested makes none', async () => {
  const hub = await startHub();
  await hub.load('offices', 'o.csv', office('b'), { asOf: '2024-01-01' });
  await hub.ask('{ release { number } }');
  expect(await filesOf(hub, 2)).toEqual([]);
});
