/** `npm run sync -- poland` against a stand-in of the Local Data Bank, on a hub with the starter set. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { loadCountry } from '#sources/starter/country.ts';
import type { SyncedPart } from '#sources/sync.ts';
import { synchronisers } from '#sources/synchronisers.ts';
import { tercToBdlId } from '../../src/domains/registry/codes.ts';
import { bdlIdOf, misbehaviours, startBdlStandIn } from '../fixtures/bdl-api.ts';
import { buildTerc } from '../fixtures/terc.ts';
import { startHub } from '../harness/hub.ts';

const hub = await startHub();
await loadCountry(hub.database, { today: '2026-06-15' });
await hub.app.refresh();

const units = buildTerc({ asOf: '2025-12-31' }).map(({ WOJ, POW, GMI, RODZ, NAZWA }) => ({
  // The numbers of subregions are part of an id; those of invented powiats are made up.
  id: tercToBdlId(WOJ + POW + GMI + RODZ) ?? bdlIdOf(WOJ + POW + GMI + RODZ),
  name: NAZWA,
  level: POW === '' ? 2 : GMI === '' ? 5 : 6,
}));
const api = await startBdlStandIn({
  units,
  pageSize: 100,
  valueOf: (_variable, { id }, year) => Number(id.slice(2, 4)) * 1_000 + Number(year),
});
const folder = mkdtempSync(path.join(tmpdir(), 'wezel-sync-poland-'));
afterAll(async () => {
  await api.close();
  rmSync(folder, { recursive: true, force: true });
});

async function syncPoland(): Promise<{ parts: SyncedPart[]; stages: string[] }> {
  const parts: SyncedPart[] = [];
  const stages: string[] = [];
  let skipped = 0;
  const run = synchronisers
    .find(({ name }) => name === 'poland')
    ?.run({
      database: hub.database,
      folder,
      api: { url: api.url, clientId: null, answerMs: 10_000 },
      options: {},
      today: '2026-06-15',
      now: () => Date.now() + skipped,
      sleep: async (ms) => {
        skipped += ms;
      },
      progress: { stage: (stage) => void stages.push(stage), done: () => undefined, wait: () => undefined },
    });
  for await (const part of run ?? []) parts.push(part);
  await hub.app.refresh();
  return { parts, stages };
}

const unitRequests = (): number => api.queries.filter((query) => query.startsWith('/units')).length;

test('a command that failed goes on after what it published', { timeout: 240_000 }, async () => {
  // Both the units and the first page of the population come; then the other side stays away.
  api.onRequest = (query) => {
    if (!query.startsWith('/data') || !query.includes('page=1')) return;
    api.onRequest = () => undefined;
    api.misbehave(...Array.from({ length: 8 }, () => misbehaviours.status(502)));
  };
  await expect(syncPoland()).rejects.toThrow('in 8 tries');
  expect(unitRequests()).toBeGreaterThan(30);
  expect(await hub.ask('{ territorialUnits(filter: { levels: [VOIVODESHIP] }, first: 1) { totalCount } }')).toEqual({
    territorialUnits: { totalCount: 16 },
  });
  api.queries.length = 0;
  const { parts, stages } = await syncPoland();
  expect(unitRequests()).toBe(0);
  expect(api.queries.some((query) => query.endsWith('page=0'))).toBe(false);
  expect(parts.map(({ name }) => name)).toEqual(['variable 72305']);
  const { records = 0, rejected = 0 } = parts[0]?.report ?? {};
  expect(rejected / records).toBeLessThan(0.1);
  expect(stages).toContain('fetching the variable 72305');
});

test('the whole country is there, and the starter set gives way to it', async () => {
  const answer = await hub.ask(`{
    ranking(metric: "population", period: "2020", level: GMINA, first: 1) { totalCount }
    territorialUnit(terc: "0202") { name }
    benchmark(metric: "population", period: "2020", subject: { terc: "02" }) { value groupSize facet { code } }
    earlier: benchmark(metric: "population", period: "2012", subject: { terc: "02" }) { value facet { code } }
  }`);
  expect(answer).toMatchObject({
    benchmark: { value: 4_020, groupSize: 16, facet: { code: 'bdl-api' } },
    earlier: { value: 2_914_362, facet: { code: 'gus-starter' } },
  });
  expect((answer['ranking'] as { totalCount: number }).totalCount).toBeGreaterThan(2_000);
});

test.for(['', '/en'])('%s/data/load says what is loaded', async (prefix) => {
  const get = async (address: string): Promise<string> =>
    (await hub.app.handler.fetch(`http://hub.test${prefix}${address}`, { headers: { accept: 'text/html' } })).text();
  const html = await get('/data/load');
  expect(html).toContain('npm run sync -- poland');
  expect(html).toContain('href="https://eteryt.stat.gov.pl/');
  const rows = (await get('/data/load.csv')).trim().split('\n');
  expect(rows[0]).toBe('register,url,command,release,as_of');
  expect(rows.find((row) => row.includes('sync -- poland'))).toMatch(/,5,2025-12-31$/);
  expect(rows.find((row) => row.includes('import -- teryt'))).toMatch(/,,$/);
  expect(rows.find((row) => row.includes('boundaries'))).toMatch(/,,$/);
});

test('the contact of the accessibility statement is the operator’s', async () => {
  const operator = { name: 'Instytut Przykładowy', email: 'dostepnosc@example.org', phone: '+48 22 555 01 02' };
  const own = await startHub({ operator });
  const page = await own.app.handler.fetch('http://hub.test/accessibility', { headers: { accept: 'text/html' } });
  const html = await page.text();
  expect(html).toContain('<span id="a11y-podmiot">Instytut Przykładowy</span>');
  expect(html).toContain('<a id="a11y-email" href="mailto:dostepnosc@example.org">');
  expect(html).toContain('<a id="a11y-telefon" href="tel:+48225550102">');
});
