/** Pages of units, and what pages cost. */
import { beforeAll, describe, expect, test } from 'vitest';
import { regionParts } from '#charts/index.ts';
import { loadPopulation } from '../fixtures/population.ts';
import { startHub } from '../harness/hub.ts';

const hub = await startHub();

beforeAll(async () => {
  await loadPopulation(hub);
});

const get = (path: string): Promise<Response> =>
  hub.app.handler.fetch(`http://hub.test${path}`, { redirect: 'manual', headers: { accept: 'text/html' } });

test('the breadcrumb of a unit leads from the country down to it', async () => {
  const html = await (await get('/units/0202021')).text();
  const breadcrumb = /<nav[^>]*class="breadcrumb".*?<\/nav>/s.exec(html)?.[0] ?? '';
  const links = [...breadcrumb.matchAll(/href="([^"]+)"/g)].map(([, href]) => href);
  expect(links).toEqual(['/units', '/units/02', '/units/0202']);
});

interface Shown {
  readonly operation: { readonly name: string; readonly variables: Record<string, unknown> };
  readonly data: object;
}

/** The operations of a page and what it shows of them. */
async function shownBy(path: string): Promise<Shown[]> {
  const [address = '', query = ''] = path.split('?');
  const named = address === '/' ? '/index' : address;
  const { also = [], ...first } = (await (await get(`${named}.json?${query}`)).json()) as Shown & { also?: Shown[] };
  return [first, ...also];
}

async function answer({ name, variables }: Shown['operation']) {
  const response = await hub.app.handler.fetch('http://hub.test/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ documentId: name, variables }),
  });
  return (await response.json()) as { data: object; extensions: { cost: { requested: number } } };
}

const pages = [
  '/',
  '/search?q=dzierzoniow',
  '/map',
  '/map?metric=population&period=2019&level=GMINA',
  '/units',
  '/units/02',
  '/units/0202021',
  '/offices',
  '/offices/kwp-katowice',
  '/projects',
  '/projects?text=szkolenia&period=P2007_2013',
  '/projects/9b5ac26ead1b394ad7694054',
  '/programmes',
  '/practices',
  '/practices/dzierzoniow-quality-programme',
  '/calls',
  '/calls/living-lab-2013-call',
  '/events',
  '/events/polska-konferencja-jakosci-2017',
  '/living-labs',
  '/living-labs/laboratorium-innowacji-jst-2013',
  '/metrics',
  '/metrics/population',
  '/compare?units=0202021,1261011&metrics=population',
  '/assessments',
  '/data',
  '/data/load',
  '/releases/1',
];

describe('a page', () => {
  test.for(pages)('%s has the data that its operations return', async (path) => {
    for (const { operation, data } of await shownBy(path)) {
      expect((await answer(operation)).data).toEqual(data);
    }
  });

  /** Above this an operation waits in a queue (docs/cost.md). */
  const small = 2_000;
  /** The list of projects is whole without its sums. */
  const mayWait = ['ProjectsSums'];

  test.for(pages)('%s needs no large operation', async (path) => {
    const asked = (await shownBy(path)).map(({ operation }) => operation).filter(({ name }) => !mayWait.includes(name));
    for (const { name, variables } of asked) {
      const asPart = name === 'MapPage' ? { ...variables, first: regionParts.size } : variables;
      const { extensions } = await answer({ name, variables: asPart });
      expect([name, extensions.cost.requested > small]).toEqual([name, false]);
    }
  });
});

test('a map that is fetched in parts has every unit once', async () => {
  const query = `query ($first: Int, $after: ID) {
    choropleth(metric: "population", period: "2019", level: GMINA) { regions(first: $first, after: $after) { unit { terc } } } }`;
  type Regions = { choropleth: { regions: { unit: { terc: string } }[] } };
  const codes = async (variables: object): Promise<string[]> =>
    (await hub.ask<Regions>(query, { ...variables })).choropleth.regions.map(({ unit }) => unit.terc);
  const all = await codes({});
  const parts: string[] = [];
  for (let after: string | null = null; parts.length < all.length; after = parts.at(-1) ?? null) {
    const part = await codes({ first: 2, after });
    expect(part.length).toBeGreaterThan(0);
    parts.push(...part);
  }
  expect(parts).toEqual(all);
  expect(await codes({ first: 2, after: all.at(-1) })).toEqual([]);
});
