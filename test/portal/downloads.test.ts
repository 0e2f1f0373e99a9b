/** What pages offer besides themselves: data, calendars, and other orders of their tables. */
import { beforeAll, describe, expect, test } from 'vitest';
import { loadPopulation } from '../fixtures/population.ts';
import { startHub } from '../harness/hub.ts';

const hub = await startHub();

beforeAll(async () => {
  await loadPopulation(hub);
});

const get = (path: string): Promise<Response> =>
  hub.app.handler.fetch(`http://hub.test${path}`, { redirect: 'manual', headers: { accept: 'text/html' } });
const textOf = async (path: string): Promise<string> => (await get(path)).text();

describe('a page of one thing', () => {
  test.for([
    '/practices/dzierzoniow-quality-programme',
    '/calls/living-lab-2013-call',
    '/living-labs/laboratorium-innowacji-jst-2013',
    '/offices/kwp-katowice',
    '/projects/9b5ac26ead1b394ad7694054',
    '/releases/1',
    '/developers',
    '/index',
  ])('%s.csv has every value that its operation returns, and where it stands', async (path) => {
    const response = await get(`${path}.csv`);
    expect(response.headers.get('content-type')).toMatch(/^text\/csv; charset=utf-8/);
    const [header, ...rows] = (await response.text()).trimEnd().split('\n');
    const { data } = (await (await get(`${path}.json`)).json()) as { data: object };
    expect(header).toBe('field,value');
    const texts = JSON.stringify(data).match(/"(?:title|name|terc|slug|url)":"[^"\\]+"/g) ?? [];
    expect(rows.length).toBeGreaterThan(5);
    for (const text of texts)
      expect(rows.join('\n').replaceAll('""', '"')).toContain(JSON.parse(`{${text}}`)[text.split('"')[1] ?? '']);
  });

  test('says which query it was made from, in one line each of GraphQL, curl, Python and R', async () => {
    const html = await textOf('/en/practices/dzierzoniow-quality-programme');
    const box = html.slice(html.indexOf('class="see-data"'));
    const codes = [...box.matchAll(/<code>([^<]*)<\/code>/g)].map(([, code = '']) => code);
    for (const begin of ['query PracticePage(', 'curl ', 'import requests;', 'data <- jsonlite'.replace('<', '&lt;')]) {
      const found = codes.filter((code) => code.startsWith(begin));
      expect([begin, found.length]).toEqual([begin, 1]);
      expect(found[0]).not.toContain('\n');
    }
  });
});

const lists = [
  'units',
  'offices',
  'projects',
  'programmes',
  'practices',
  'calls',
  'events',
  'living-labs',
  'metrics',
  'data',
];

test.for(lists)('/%s offers what is shown, and all that is found, as files', async (list) => {
  const html = await textOf(`/en/${list}`);
  const addresses = [...html.matchAll(/href="([^"]*)"/g)].map(([, address = '']) => address.replaceAll('&amp;', '&'));
  const shown = (await textOf(addresses.find((address) => address.startsWith(`/en/${list}.csv`)) ?? '/'))
    .trimEnd()
    .split('\n');
  for (const form of ['csv', 'ndjson', 'parquet']) {
    const all =
      addresses.find((address) => address.startsWith('/exports/') && address.includes(`.${form}`)) ?? '/nothing';
    const response = await get(all);
    expect([all, response.status]).toEqual([all, 200]);
    const text = await response.text();
    if (form === 'ndjson')
      expect(text.trimEnd().split('\n').length).toBeGreaterThanOrEqual(new Set(shown).size > 1 ? 1 : 0);
  }
});

test('a list whose form was filled in offers exactly what it found', async () => {
  const html = await textOf('/en/practices?text=Dzier%C5%BConi%C3%B3w');
  const addresses = [...html.matchAll(/href="([^"]*\.csv[^"]*)"/g)].map(([, address = '']) =>
    address.replaceAll('&amp;', '&'),
  );
  const rows = async (begin: string): Promise<string[]> => {
    const address = addresses.find((one) => one.startsWith(begin)) ?? '/nothing';
    return (await textOf(address))
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((row) => row.split(',')[0] ?? '')
      .toSorted();
  };
  const shown = await rows('/en/practices.csv');
  expect(shown.length).toBeGreaterThan(0);
  expect(shown.length).toBeLessThan((await textOf('/en/practices.csv')).trimEnd().split('\n').length - 1);
  expect(await rows('/exports/PracticesPage.csv')).toEqual(shown);
});

test('a form keeps what the address chooses besides its own fields', async () => {
  const html = await textOf('/projects?programme=POKL&sort=-value');
  expect(html).toMatch(/<input[^>]*name="programme"[^>]*value="POKL"/);
  expect(html).toMatch(/<input type="hidden" name="sort" value="-value"/);
});

test('the deadlines of all calls that are shown are one calendar', async () => {
  const response = await get('/calls.ics');
  const text = await response.text();
  const [, ...rows] = (await textOf('/calls.csv')).trimEnd().split('\n');
  const withDay = rows.filter((row) => /,\d{4}-\d{2}-\d{2}$/.test(row));
  expect(response.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
  expect(withDay.length).toBeGreaterThan(0);
  expect(text.match(/BEGIN:VEVENT/g)).toHaveLength(withDay.length);
  expect(text.match(/BEGIN:VCALENDAR/g)).toHaveLength(1);
});

describe('a table', () => {
  const cells = (html: string, column: number): string[] =>
    [...html.matchAll(/<tr>(<td.*?)<\/tr>/g)].map(([, row = '']) =>
      (row.split('</td>')[column] ?? '').replaceAll(/<[^>]*>/g, ''),
    );

  test('is sorted by the link of its heading, and back', async () => {
    const html = await textOf('/data');
    expect(html).toMatch(/<th[^>]*><a href="\/data\?sort=release" rel="nofollow">/);
    const up = cells(await textOf('/data?sort=release'), 0).map(Number);
    const down = cells(await textOf('/data?sort=-release'), 0).map(Number);
    expect(up.length).toBeGreaterThan(1);
    expect(up).toEqual(up.toSorted((a, b) => a - b));
    expect(down).toEqual(up.toReversed());
  });

  test.for([
    '/projects/9b5ac26ead1b394ad7694054?sort=name',
    '/units/0202021?sort=-value',
    '/datasets/offices?sort=column',
    '/practices/dzierzoniow-quality-programme?sort=before',
  ])('%s says by what it is sorted', async (path) => {
    const html = await textOf(path);
    if (html.includes('data-sorted')) expect(html).toContain('aria-sort=');
  });
});

describe('a chart on a page', () => {
  test.for(['/en/units/0202021', '/en/metrics/population', '/en/compare?units=0202021,1261011'])(
    '%s has the numbers of its picture in a table below it',
    async (path) => {
      const html = await textOf(path);
      const figures = html.match(/<figure.*?<\/figure>/gs) ?? [];
      expect(figures.length).toBeGreaterThan(0);
      for (const figure of figures) {
        const [, address = ''] = /data-chart="([^"]*)"/.exec(figure) ?? [];
        const chart = address.replaceAll('&amp;', '&').replace('.json', '.csv');
        // The map has thousands of rows; its table is at /map.
        if (chart.includes('view=map')) {
          expect(figure).toContain('#table"');
          continue;
        }
        const [, ...rows] = (await textOf(chart)).trimEnd().split('\n');
        const table = figure.slice(figure.indexOf('<tbody>'), figure.indexOf('</tbody>'));
        expect([chart, table.match(/<tr>/g)?.length]).toEqual([chart, rows.length]);
        const last = Number(rows.at(-1)?.split(',').at(-1));
        expect(table).toContain(new Intl.NumberFormat('en-GB', { useGrouping: true }).format(last));
      }
    },
  );

  test('has a picture of its own for narrow screens and for dark ones', async () => {
    const html = await textOf('/units/0202021');
    expect(html).toMatch(/<source media="\(max-width: 34rem\)" srcset="[^"]*width=400/);
    expect(html).toMatch(/<source media="screen and \(prefers-color-scheme: dark\)" srcset="[^"]*theme=dark/);
  });
});

describe('a code with nothing at it today', () => {
  test('leads to those that may be meant', async () => {
    const response = await get('/en/units/020202');
    const html = await response.text();
    if (response.status === 301) expect(response.headers.get('location')).toMatch(/^\/en\/units\/020202\d$/);
    else expect(html).toMatch(/href="\/en\/units\/020202\d"/);
  });

  test('on a day on which there was no such unit says so', async () => {
    const response = await get('/en/units/0202021?asOf=1900-01-01');
    const html = await response.text();
    expect(response.status).toBe(400);
    expect(html).toContain('There was no such unit on 1 January 1900.');
    expect(html).toContain('href="/en/units/0202021"');
  });
});
