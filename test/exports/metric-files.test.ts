/** Observations of a metric as files, with filters. */
import { beforeAll, expect, test } from 'vitest';
import { loadPopulation } from '../fixtures/population.ts';
import { buildTerc, toCsv } from '../fixtures/terc.ts';
import { csvRows } from '../harness/csv.ts';
import { startHub } from '../harness/hub.ts';

const hub = await startHub();

beforeAll(async () => {
  await hub.load('teryt', 'TERC_2020.csv', toCsv(buildTerc({ asOf: '2020-01-01' })));
  await loadPopulation(hub);
  await hub.load('teryt', 'TERC_2022.csv', toCsv(buildTerc({ asOf: '2022-01-01' })));
});

async function get(path: string) {
  const response = await hub.app.handler.fetch(`http://hub.test${path}`);
  return { response, status: response.status, text: await response.text() };
}

const values = async (query: string): Promise<[string | null, string | null][]> => {
  const { status, text } = await get(`/metrics/population.csv?${query}`);
  expect([status, status === 200 ? '' : text]).toEqual([200, '']);
  const [header = [], ...rows] = csvRows(text);
  const [period, value] = [header.indexOf('period'), header.indexOf('value')];
  return rows.map((row): [string | null, string | null] => [row[period] ?? null, row[value] ?? null]).sort();
};

test.for([
  [
    'level=GMINA&within=02',
    [
      ['2010', '44412'],
      ['2019', '42229'],
    ],
  ],
  ['level=GMINA&within=02&from=2011', [['2019', '42229']]],
  ['level=GMINA&within=02&to=2018', [['2010', '44412']]],
  ['level=GMINA&within=12', [['2019', '779115']]],
  ['level=GMINA&unit=1261', [['2019', '779115']]],
  ['level=GMINA&within=30', []],
] as const)('csv with %s', async ([query, expected]) => {
  expect(await values(query)).toEqual(expected);
});

test('csv of one unit is found by its id', async () => {
  const [header = [], row = []] = csvRows((await get('/metrics/population.csv?level=GMINA&within=02')).text);
  const id = row[header.indexOf('subject_id')];
  expect(await values(`level=GMINA&unit=${id}`)).toEqual(await values('level=GMINA&within=02'));
});

test('csv of a release is what the release had', async () => {
  const latest = await values('');
  expect(await values('release=2')).toEqual([]);
  expect(latest.length).toBeGreaterThan(0);
  expect(await values('release=3')).toEqual(latest);
});

test('JSON-stat has the same observations', async () => {
  const { text, response } = await get('/metrics/population.json-stat?level=GMINA&within=02');
  expect(response.headers.get('content-type')).toContain('application/json');
  const dataset = JSON.parse(text) as { id: string[]; size: number[]; value: Record<string, number>; version: string };
  expect(dataset).toMatchObject({
    version: '2.0',
    class: 'dataset',
    id: ['facet', 'level', 'dimensions', 'geo', 'time'],
  });
  expect(dataset.size.reduce((product, size) => product * size, 1)).toBe(2);
  expect(Object.values(dataset.value)).toEqual([44412, 42229]);
});

test.for([
  ['/metrics/nothing.csv', 404, 'NO_SUCH_METRIC', 'population'],
  ['/metrics/population.csv?colour=red', 400, 'BAD_FILTER', 'unit, within, level, from, to, release'],
  ['/metrics/population.csv?level=HAMLET', 400, 'BAD_FILTER', 'GMINA'],
  ['/metrics/population.json-stat?from=long', 400, 'BAD_FILTER', '2019-Q1'],
  ['/metrics/population.csv?unit=9999999', 400, 'BAD_FILTER', 'Voivodeships are 02, 04'],
  ['/metrics/population.csv?unit=nothing%00', 400, 'BAD_FILTER', 'units.csv'],
  ['/metrics/population.csv?within=99', 400, 'BAD_FILTER', 'units.csv'],
  ['/metrics/population.json-stat?within=0', 400, 'BAD_FILTER', 'units.csv'],
  ['/metrics/population.csv?from=2020&to=2019', 400, 'BAD_FILTER', 'earlier'],
  ['/metrics/population.csv?release=99', 404, 'NO_SUCH_RELEASE', 'releases 1 to'],
] as const)('%s is a problem that says what exists', async ([path, status, code, detail]) => {
  const answer = await get(path);
  expect(answer.status).toBe(status);
  expect(JSON.parse(answer.text)).toMatchObject({ code, detail: expect.stringContaining(detail) });
});

test('the page of a metric stays a page', async () => {
  const { status, response } = await get('/metrics/population');
  expect([status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
});
