import { beforeAll, describe, expect, test } from 'vitest';
import { loadPopulation } from '../fixtures/population.ts';
import { buildTerc, toCsv } from '../fixtures/terc.ts';
import { startHub } from '../harness/hub.ts';

const hub = await startHub();

beforeAll(async () => {
  await hub.load('teryt', 'TERC_2022.csv', toCsv(buildTerc({ asOf: '2022-01-01' })));
  await loadPopulation(hub);
});

const get = (path: string): Promise<Response> => hub.app.handler.fetch(`http://hub.test${path}`);

const rows = async (path: string): Promise<string[]> => (await (await get(path)).text()).trimEnd().split('\n');

describe('a series', () => {
  test('as csv has the values of the API', async () => {
    const [header, first, second, ...rest] = await rows('/charts/population.csv?unit=0202022');
    expect(header).toBe('code,name,period,value');
    expect(first).toMatch(/^0202022,.*,2010,44412$/);
    expect(second).toMatch(/^0202022,.*,2019,42229$/);
    expect(rest).toEqual([]);
  });

  test('as SVG says what, where and when, its unit, source and release', async () => {
    const response = await get('/charts/population.svg?unit=0202022,1261011&lang=en');
    const svg = await response.text();
    expect(response.headers.get('content-type')).toBe('image/svg+xml; charset=utf-8');
    expect(svg).toMatch(/^<svg[^>]*role="img"><title>[^<]*2010–2019<\/title><desc>/);
    expect(svg).toMatch(/Source: .*release \d+/);
    expect(svg).not.toMatch(/NaN|undefined/);
  });

  test('as PNG has the size that was asked for, twice as sharp', async () => {
    const response = await get('/charts/population.png?unit=0202022&width=600&height=300');
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(bytes.subarray(1, 4).toString()).toBe('PNG');
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([1_200, 600]);
  });

  test('as a number is the latest value', async () => {
    const chart = (await (await get('/charts/population.json?unit=1261011&view=number')).json()) as object;
    expect(chart).toMatchObject({ view: 'number', value: 779_115, period: '2019', decimals: 0 });
  });
});

test('a unit without values is named as such beside others', async () => {
  const lines = await rows('/charts/population.csv?unit=1261011,9999999&lang=en');
  expect(lines).toContain('9999999,9999999 (no data),2019,');
  const chart = (await (await get('/charts/population.json?unit=1261011,9999999')).json()) as { title: string };
  expect(chart).toMatchObject({ series: [{ code: '1261011' }, { name: '9999999 (brak danych)', code: '9999999' }] });
  expect(chart.title).not.toContain('9999999');
  expect((await get('/charts/population.svg?unit=9999999')).status).toBe(404);
});

test('a chart is not taken for another whose address reads alike', async () => {
  const query = 'view=rank&period=2019&level=GMINA';
  expect((await get(`/charts/population.csv%3Fa.json?${query}`)).ok).toBe(false);
  expect((await get(`/charts/population.csv?a.json?${query}`)).status).toBe(200);
});

test('a ranking marks the unit that is named', async () => {
  const address = '/charts/population.json?view=rank&period=2019&level=GMINA&unit=0202022';
  const chart = (await (await get(address)).json()) as { bars: object[] };
  expect(chart.bars).toMatchObject([
    { rank: 1, code: '1261011', value: 779_115, isMarked: false },
    { rank: 2, code: '0202022', value: 42_229, isMarked: true },
  ]);
});

test('a distribution counts every unit with a value once', async () => {
  const [, ...bins] = await rows('/charts/population.csv?view=distribution&period=2019&level=GMINA');
  expect(bins.map((bin) => Number(bin.split(',')[2])).reduce((sum, count) => sum + count, 0)).toBe(2);
});

test.for([
  ['/charts/population.svg?view=line', 400, '"unit"'],
  ['/charts/population.svg?peers=kind', 400, 'TERC'],
  ['/charts/population.svg?release=x', 400, 'release'],
  ['/charts/population.svg?unit=abc', 400, '"unit"'],
  ['/charts/population.svg?unit=0202022&width=99999', 400, '"width"'],
  ['/charts/population.svg?unit=0202022&view=pie', 400, 'distribution'],
  ['/charts/population.svg?unit=0202022&lang=de', 400, 'pl, en'],
  ['/charts/population.gif?unit=0202022', 404, 'svg'],
  ['/charts/none.svg?unit=0202022', 400, 'none'],
  ['/charts/population.svg?view=rank&period=1999', 400, '2010'],
] as const)('%s is refused with what would do', async ([path, status, words]) => {
  const response = await get(path);
  expect(response.status).toBe(status);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  expect(await response.text()).toContain(words.replaceAll('"', '\\"'));
});

test('anybody may show a chart', async () => {
  const { headers } = await get('/charts/population.svg?unit=0202022');
  expect(headers.get('access-control-allow-origin')).toBe('*');
  expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
});
