/** The starter set of a whole country: what it answers, how it is loaded, and what continues it. */
import { expect, onTestFinished, test } from 'vitest';
import { buildSchema } from '#graphql/schema.ts';
import { readPublishedOperations } from '#http/operations.ts';
import { openDatabase } from '#platform/database/index.ts';
import { loadCountry } from '#sources/starter/country.ts';
import { loadStarter } from '#sources/starter/load.ts';
import type { StarterStatus } from '#sources/starter/status.ts';
import { buildTerc, toCsv } from '../fixtures/terc.ts';
import { createTestDatabase } from '../harness/database.ts';
import { startHub } from '../harness/hub.ts';

const hub = await startHub();
const operations = await readPublishedOperations(buildSchema());
/** What the documents alone answer. */
const documents = [
  'ConferenceSessions',
  'CallsClosed',
  'OfficeProjects',
  'Practice',
  'PracticesWithin',
  'UnitToAdopters',
];
const before = await answers(documents);
const steps: StarterStatus[] = [];
await loadCountry(hub.database, { today: '2026-06-15', onStep: (step) => steps.push(step) });
await hub.app.refresh();

async function answers(names: readonly string[]): Promise<unknown[]> {
  return Promise.all(
    operations
      .filter(({ name }) => names.includes(name))
      .map(({ document, example }) => hub.ask(document, example as Record<string, unknown>)),
  );
}

test('is loaded in steps, each a release with its source', async () => {
  expect(steps).toEqual([
    { step: 'units', number: 2, all: 4 },
    { step: 'outlines', number: 3, all: 4 },
    { step: 'population', number: 4, all: 4 },
  ]);
  const { releases } = await hub.ask<{ releases: { edges: object[] } }>(
    '{ releases(first: 9) { edges { node { number rejected source { publisher licence } } } } }',
  );
  expect(releases.edges).toMatchObject([
    { node: { number: 4, rejected: 0, source: { publisher: expect.stringContaining('GUS') } } },
    { node: { number: 3, rejected: 0, source: { publisher: 'Natural Earth', licence: 'Public domain' } } },
    { node: { number: 2, rejected: 0 } },
    { node: { number: 1, rejected: 0 } },
  ]);
});

test('leaves what the documents say as it is', async () => {
  expect(before).toHaveLength(documents.length);
  expect(await answers(documents)).toEqual(before);
});

test('has every voivodeship with an outline and its population in every year', async () => {
  const years = Array.from({ length: 14 }, (_, index) => String(2010 + index));
  const fields = years.map(
    (year) => `y${year}: ranking(metric: "population", period: "${year}", level: VOIVODESHIP, first: 20) {
      missing edges { node { value unit { terc boundary { areaKm2 bbox } } } } }`,
  );
  type Ranking = {
    missing: number;
    edges: { node: { value: number; unit: { terc: string; boundary: { areaKm2: number; bbox: number[] } } } }[];
  };
  const rankings = await hub.ask<Record<string, Ranking>>(`{ ${fields.join('\n')} }`);
  const total = (year: number): number =>
    rankings[`y${year}`]?.edges.reduce((sum, { node }) => sum + node.value, 0) ?? Number.NaN;
  expect(Object.values(rankings).map(({ missing, edges }) => [missing, edges.length])).toEqual(
    years.map(() => [0, 16]),
  );
  // As Statistics Poland publishes them for the country.
  expect([total(2010), total(2020), total(2023)]).toEqual([38_529_866, 38_265_013, 37_636_508]);
  const areaKm2 = rankings['y2023']?.edges.reduce((sum, { node }) => sum + node.unit.boundary.areaKm2, 0) ?? 0;
  // 312,700 km² officially; the outlines are of a scale of 1:10 million.
  expect(Math.abs(areaKm2 - 312_700)).toBeLessThan(3_000);
});

test.for([
  ['02', 16.9, 51.1],
  ['06', 22.57, 51.25],
  ['08', 15.5, 51.94],
  ['14', 21.01, 52.23],
  ['24', 19.02, 50.26],
  ['30', 16.93, 52.41],
  ['32', 15.2, 53.43],
] as const)('%s is where its capital lies', async ([terc, longitude, latitude]) => {
  const query =
    'query ($x: Float!, $y: Float!) { territorialUnitAt(longitude: $x, latitude: $y, level: VOIVODESHIP) { terc } }';
  expect(await hub.ask(query, { x: longitude, y: latitude })).toEqual({ territorialUnitAt: { terc } });
});

test('has the 66 cities with powiat rights, with both codes and their population', async () => {
  const { units, benchmark } = await hub.ask<Record<string, { totalCount: number }>>(`{
    units: territorialUnits(filter: { isCityWithPowiatRights: true }, first: 1) { totalCount edges { node { levels } } }
    benchmark(metric: "population", period: "2020", subject: { terc: "0202021" }, peers: { kinds: URBAN_GMINA }, since: "2010") {
      value rank groupSize isTooFewPeers facet { code } travel { before direction }
    }
  }`);
  expect(units).toEqual({ totalCount: 66, edges: [{ node: { levels: ['POWIAT', 'GMINA'] } }] });
  // Rank and number by the list itself: no city has fewer inhabitants.
  expect(benchmark).toMatchObject({
    rank: 67,
    groupSize: 67,
    isTooFewPeers: false,
    facet: { code: 'gus-starter' },
    travel: { before: 35_017, direction: 'FALLING' },
  });
});

test('marks the census of 2021 as a break, and leaves out what is not known', async () => {
  type Points = {
    territorialUnit: { indicators: { points: { period: string; value: number | null; flag: string }[] }[] };
  };
  const points = async (terc: string) => {
    const query = `{ territorialUnit(terc: "${terc}") { indicators(metrics: ["population"]) { points { period value flag } } } }`;
    return (await hub.ask<Points>(query)).territorialUnit.indicators[0]?.points ?? [];
  };
  const cracow = await points('1261011');
  expect(cracow).toHaveLength(14);
  expect(cracow.filter(({ flag }) => flag === 'BREAK').map(({ period }) => period)).toEqual(['2021']);
  expect(cracow[9]).toEqual({ period: '2019', value: 779_115, flag: 'NORMAL' });
  // A town within a powiat until 2013.
  expect((await points('0265011'))[0]?.period).toBe('2013');
});

test.for(operations)('the example of $name answers', async ({ name, document, example }) => {
  const data = await hub.ask(document, example as Record<string, unknown>);
  const missing = Object.entries(data).filter(([, value]) => value === null);
  // Outlines of gminas are no part of it.
  expect(missing.map(([field]) => field)).toEqual(name === 'UnitAtPoint' ? ['territorialUnitAt'] : []);
});

test.for(['', '/en'])('the pages under "%s" show it', async (prefix) => {
  for (const [path, numbers] of [
    ['/map', [/5.?510.?527/, /936.?725/]],
    ['/units/0202021', [/30.?614/]],
    ['/compare?units=0202021,1261011&metrics=population', [/806.?201/]],
  ] as const) {
    const response = await hub.app.handler.fetch(`http://hub.test${prefix}${path}`, {
      headers: { accept: 'text/html' },
    });
    const html = await response.text();
    expect([path, response.status]).toEqual([path, 200]);
    for (const number of numbers) expect(html).toMatch(number);
  }
});

test('a second time, and beside another process, loads nothing twice', async () => {
  const { url } = await createTestDatabase('migrated');
  const [one, two] = [openDatabase(url), openDatabase(url)];
  onTestFinished(() => Promise.all([one.close(), two.close()]).then(() => undefined));
  await Promise.all([loadStarter(one), loadStarter(two)]);
  const loaded = await Promise.all([
    loadCountry(one, { today: '2026-06-15' }),
    loadCountry(two, { today: '2026-06-15' }),
  ]);
  expect(loaded.filter((hasLoaded) => hasLoaded)).toHaveLength(1);
  expect(await loadCountry(one, { today: '2026-06-15' })).toBe(false);
  const { rows } = await one.pool.query('SELECT count(*)::int AS releases FROM release');
  expect(rows).toEqual([{ releases: 4 }]);
});

test('stays away from a hub that has data of its own', async () => {
  const own = await startHub();
  await own.load('teryt', 'terc.csv', toCsv(buildTerc({ asOf: '2022-01-01' })));
  expect(await loadCountry(own.database, { today: '2026-06-15' })).toBe(false);
});

test('a full register of another year continues it under the same ids', async () => {
  type Units = { nodes: { edges: { node: { id: string; terc: string } }[] } };
  const query = `query ($first: Int!) { nodes: territorialUnits(filter: { levels: [VOIVODESHIP, POWIAT, GMINA] }, first: $first) {
    edges { node { id terc } } } }`;
  const ids = async (first: number) =>
    new Map((await hub.ask<Units>(query, { first })).nodes.edges.map(({ node }) => [node.terc, node.id]));
  const starter = await ids(100);
  expect(starter.size).toBeGreaterThan(80);
  const cities = Map.groupBy(starter.keys(), (terc) => terc.length);
  expect(cities.get(7)?.length).toBe(68);
  const names = new Map<string, string>();
  const { rows } = await hub.database.pool.query<{ terc: string; name: string }>('SELECT terc, name FROM register_row');
  for (const { terc, name } of rows) names.set(terc, name);
  const register = buildTerc({
    asOf: '2024-01-01',
    changes: (records) =>
      records.map((row) => ({ ...row, NAZWA: names.get(row.WOJ + row.POW + row.GMI + row.RODZ) ?? row.NAZWA })),
  });
  const report = await hub.load('teryt', 'terc.csv', toCsv(register));
  expect(report.release).toBe(5);
  const codes = [...starter.keys()].filter((terc) =>
    register.some((row) => row.WOJ + row.POW + row.GMI + row.RODZ === terc),
  );
  expect(codes.length).toBeGreaterThan(80);
  const one = 'query ($terc: String!) { territorialUnit(terc: $terc) { id } }';
  for (const terc of codes) {
    expect(await hub.ask(one, { terc })).toEqual({ territorialUnit: { id: starter.get(terc) } });
  }
  expect(
    await hub.ask(
      '{ ranking(metric: "population", period: "2019", level: GMINA, first: 1) { edges { node { value } } } }',
    ),
  ).toEqual({
    ranking: { edges: [{ node: { value: 1_790_658 } }] },
  });
});
