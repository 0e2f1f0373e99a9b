import { brotliCompressSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { collection, feature, type Position, polygon, square } from '../fixtures/boundaries.ts';
import { loadPopulation } from '../fixtures/population.ts';
import { buildTerc, toCsv } from '../fixtures/terc.ts';
import { startHub } from '../harness/hub.ts';

const hub = await startHub();

/** A border with a tooth that nobody sees, going north from its start. */
const border = (longitude: number): Position[] =>
  Array.from({ length: 21 }, (_, step) => [longitude + (step % 2 === 0 ? 0 : 0.0004), 51 + step / 20]);

beforeAll(async () => {
  await hub.load('teryt', 'TERC_2022.csv', toCsv(buildTerc({ asOf: '2022-01-01' })));
  const rows = ['teryt_7,year,population_total', '02,2019,2900163', '12,2019,3410901', '12,2020,1'];
  await loadPopulation(hub, `${rows.join('\n')}\n`, 'VOIVODESHIP');
  const west = polygon([[16, 51], ...border(17), [16, 52], [16, 51]].filter(isNew) as Position[]);
  const east = polygon([...border(17), [18, 52], [18, 51], [17, 51]]);
  const voivodeships = [feature({ terc: '02' }, west), feature({ terc: '12' }, east)];
  await hub.load('boundaries', 'voivodeships.geojson', collection(voivodeships), { asOf: '2022-01-01' });
  const powiats = [feature({ terc: '0202' }, polygon(square(16.2, 51.2)))];
  await hub.load('boundaries', 'powiats.geojson', collection(powiats), { asOf: '2022-01-01' });
});

function isNew(position: Position, index: number, all: Position[]): boolean {
  return index === 0 || position.join() !== all[index - 1]?.join();
}

const get = (path: string): Promise<Response> => hub.app.handler.fetch(`http://hub.test${path}`);

interface OutlinedUnit {
  readonly terc: string;
  readonly outline: string | null;
}

describe('outlines', () => {
  test('of neighbours share their simplified border', async () => {
    const { a, b, c } = await hub.ask<Record<string, OutlinedUnit>>(`{
      a: territorialUnit(id: "02") { terc outline }
      b: territorialUnit(id: "12") { terc outline }
      c: territorialUnit(id: "14") { terc outline }
    }`);
    const [west, east] = [pointsIn(a?.outline), pointsIn(b?.outline)];
    const shared = west.filter((point) => east.includes(point));
    expect(shared.length).toBeGreaterThanOrEqual(2);
    // 19 teeth of 30 metres are gone, the corners are there.
    expect(west.length).toBeLessThan(12);
    expect(c?.outline).toBeNull();
  });

  test('of a level that the unit is not at are none', async () => {
    const query =
      '{ territorialUnit(id: "0202") { own: outline other: outline(level: GMINA) part: outline(level: PART) } }';
    const { territorialUnit } = await hub.ask<{ territorialUnit: Record<string, string | null> }>(query);
    expect(territorialUnit).toMatchObject({ own: expect.stringMatching(/^M-?\d+/), other: null, part: null });
  });

  test('of a whole level are read by few statements', async () => {
    await hub.load('boundaries', 'more.geojson', collection([feature({ terc: '14' }, polygon(square(20, 52)))]), {
      asOf: '2022-01-01',
    });
    hub.statements();
    await hub.ask('{ territorialUnits(filter: { levels: [VOIVODESHIP] }, first: 20) { nodes { outline } } }');
    expect(hub.statements().filter((text) => text.includes('boundary'))).toHaveLength(1);
    await hub.ask('{ territorialUnits(filter: { levels: [VOIVODESHIP] }, first: 20) { nodes { name outline } } }');
    expect(hub.statements().filter((text) => text.includes('boundary'))).toHaveLength(0);
  });
});

function pointsIn(outline: string | null | undefined): string[] {
  const [, x, y, steps = ''] = /^M(-?\d+)\s?(-?\d+)l([^z]*)z/.exec(outline ?? '') ?? [];
  let point = [Number(x), Number(y)];
  const found = [point.join()];
  for (const [, dx, dy] of steps.matchAll(/(-?\d+)\s?(-?\d+)/g)) {
    point = [(point[0] ?? 0) + Number(dx), (point[1] ?? 0) + Number(dy)];
    found.push(point.join());
  }
  return found;
}

describe('a choropleth', () => {
  test('has every unit of the level, in classes that hold each value once', async () => {
    const { choropleth } = await hub.ask<{
      choropleth: {
        period: string;
        summary: { count: number; missing: number };
        classes: { from: number; to: number; count: number }[];
        regions: { value: number | null; classIndex: number | null; unit: { terc: string } }[];
      };
    }>(`{ choropleth(metric: "population", period: "2019", level: VOIVODESHIP) {
      period summary { count missing } classes { from to count } regions { value classIndex unit { terc } } } }`);
    expect(choropleth.summary).toEqual({ count: 2, missing: choropleth.regions.length - 2 });
    expect(choropleth.classes).toEqual([
      { from: 2_900_163, to: 3_000_000, count: 1 },
      { from: 3_000_000, to: 3_410_901, count: 1 },
    ]);
    const valued = choropleth.regions.filter(({ value }) => value !== null);
    expect(valued.map(({ unit, classIndex }) => [unit.terc, classIndex])).toEqual([
      ['02', 0],
      ['12', 1],
    ]);
  });

  test('without a period shows the last one with values', async () => {
    const { choropleth, ranking } = await hub.ask<Record<string, { period: string }>>(
      '{ choropleth(metric: "population", level: VOIVODESHIP) { period } ranking(metric: "population", level: VOIVODESHIP) { period } }',
    );
    expect([choropleth?.period, ranking?.period]).toEqual(['2020', '2020']);
  });

  test('refuses a number of classes that nobody can tell apart', async () => {
    const { errors } = await hub.answer('{ choropleth(metric: "population", classes: 40) { period } }');
    expect(errors?.[0]?.message).toContain('1 to 9');
  });
});

describe('the page of a map', () => {
  test('links each shape to its unit, and has the same numbers in a table', async () => {
    const html = await (await get('/en/map?metric=population&period=2019')).text();
    expect(html).toMatch(
      /<a href="\/en\/units\/02" tabindex="-1"><path class="k0" d="M[^"]+"><title>Lower Silesia: 2,900,163<\/title>/,
    );
    expect(html).toMatch(
      /<td[^>]*><a href="\/en\/units\/12">Lesser Poland<\/a><\/td><td class="number" data-value="3410901">3,410,901<\/td>/,
    );
    expect(html).toContain('2,900,163 – 3,000,000');
    expect(html).toContain('no data');
  });

  test('says that there are no outlines at a level, and shows the table', async () => {
    const html = await (await get('/en/map?metric=population&period=2019&level=GMINA')).text();
    expect(html).not.toContain('<path class="k');
  });

  test('of one voivodeship shows what is in it', async () => {
    const data = (await (await get('/map.json?metric=population&period=2019&within=02')).json()) as {
      operation: { variables: object };
    };
    expect(data.operation.variables).toMatchObject({ level: 'POWIAT', peers: { withinAny: ['02'] }, detail: 'REGION' });
  });

  test('stays small', async () => {
    const html = await (await get('/map?metric=population&period=2019')).text();
    expect(brotliCompressSync(html).length).toBeLessThan(400_000);
  });
});

describe('a chart with view=map', () => {
  test('is an SVG with title, legend, source and the marked unit', async () => {
    const svg = await (await get('/charts/population.svg?view=map&period=2019&unit=02&lang=en')).text();
    expect(svg).toMatch(/^<svg[^>]*role="img"><title>Population, 2019<\/title>/);
    expect(svg).toContain('3,000,000 – 3,410,901');
    expect(svg).toMatch(/Source: .*release \d+/);
    expect(svg).toContain('stroke-width="');
    expect(svg).not.toMatch(/NaN|undefined|style=/);
  });

  test('is a PNG, and a table of every unit', async () => {
    const bytes = Buffer.from(await (await get('/charts/population.png?view=map&width=400&height=400')).arrayBuffer());
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([800, 800]);
    const csv = await (await get('/charts/population.csv?view=map&period=2019')).text();
    expect(csv).toContain('02,dolnośląskie,2019,2900163');
  });
});

test('maps stand on the home page and on the pages of units', async () => {
  const home = await (await get('/en')).text();
  expect(home).toMatch(/<a href="\/en\/units\/02" tabindex="-1"><path/);
  const unit = await (await get('/en/units/0202')).text();
  expect(unit).toContain('class="own"');
  expect(unit).toContain('class="ring"');
  const voivodeship = await (await get('/en/units/02')).text();
  expect(voivodeship).toMatch(/<a href="\/en\/units\/0202" tabindex="-1"><path/);
});
