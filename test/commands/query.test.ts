/** `npm run wezel -- query`: published operations at a terminal. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, expect, test, vi } from 'vitest';
import { type QueryOptions, queryOperation } from '#commands/query.ts';
import { readConfig } from '#config';
import { listen } from '#http/server.ts';
import { startHub } from '../harness/hub.ts';

const hub = await startHub();
const server = await listen(hub.app.handler, { host: '127.0.0.1', port: 0, connections: 10 });
const folder = await mkdtemp(join(tmpdir(), 'wezel-query-'));
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

const config = readConfig({
  DATABASE_URL: hub.database.url,
  DATA_DIR: folder,
  PUBLIC_URL: 'https://hub.test',
  STARTER: 'none',
});

async function query(name: string, options: QueryOptions) {
  const written = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((stream) =>
    vi.spyOn(process[stream], 'write').mockImplementation((text) => {
      written[stream] += String(text);
      return true;
    }),
  );
  try {
    await queryOperation(name, options, config, pino({ level: 'silent' }));
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
  return written;
}

test.for([
  ['the database here', {}],
  ['a hub that runs', { url: server.url }],
] as const)('csv of %s, page after page', async ([, place]) => {
  const first = await query('AllUnits', { ...place, var: ['first=3'], format: 'csv' });
  const [head, ...rows] = first.stdout.trimEnd().split('\n');
  expect(head).toMatch(/^id,terc,/);
  expect(rows).toHaveLength(3);
  const [, cursor = ''] = /^More: --var (after=\S+)\n$/.exec(first.stderr) ?? [];
  const second = await query('AllUnits', { ...place, var: ['first=3', cursor], format: 'csv' });
  expect(second.stdout.split('\n')[1]).not.toBe(rows[0]);
});

test('JSON by default, in the language that is chosen', async () => {
  const { stdout } = await query('UnitByTerc', { var: ['terc=14'] });
  expect(JSON.parse(stdout)).toMatchObject({ data: { territorialUnit: { terc: '14' } }, release: 1 });
});

test.for([
  ['UnitByTrec', {}, 'Did you mean UnitByTerc?'],
  ['UnitByTerc', {}, 'The parameter "terc" is missing.'],
  ['UnitByTerc', { var: ['trec=14'] }, 'It takes terc, asOf, format.'],
  ['UnitByTerc', { var: ['terc=14'], format: 'xml' }, 'It has json, csv.'],
  ['UnitByTerc', { var: ['terc'] }, 'Write it as name=value.'],
  ['UnitByTerc', { var: ['terc=14'], lang: 'de' }, '--lang is "de". Give pl or en.'],
  ['UnitByTerc', { var: ['terc=14'], url: 'hub' }, 'Give the address of a hub'],
] as const)('%s with %o is refused with what exists', async ([name, options, message]) => {
  const error = await query(name, options).then(
    () => null,
    (thrown: { message: string; hint: string }) => thrown,
  );
  expect(`${error?.message} ${error?.hint}`).toContain(message);
});
