/** Long answers of `/mcp`: every cursor that a tool returns is one that it takes, and leads to the end. */
import { describe, expect, test } from 'vitest';
import { loadPopulation } from '../fixtures/population.ts';
import { buildTerc, type TercRecord, toCsv } from '../fixtures/terc.ts';
import { connectTo, maxCharacters, revisions } from '../harness/mcp-client.ts';
import { serveHub } from '../harness/served-hub.ts';

const { hub, url } = await serveHub();
/** Of three hundred gminas: a name that may mean many. */
const manyOfOneName = (rows: TercRecord[]): TercRecord[] =>
  rows.map((row) => (row.RODZ === '2' && row.GMI === '02' ? { ...row, NAZWA: 'Nowa Wieś' } : row));
await hub.load('teryt', 'TERC_2020.csv', toCsv(buildTerc({ asOf: '2020-01-01', changes: manyOfOneName })));
const months = Array.from(
  { length: 780 },
  (_, n) => `${1960 + Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}`,
);
const population = months.map((month, index) => `0202021,${month},${30_000 + index}`);
await loadPopulation(hub, ['teryt_7,year,population_total', ...population, ''].join('\n'));
/** Every other sign takes two characters in JSON, and four where a part of JSON is a text in JSON again. */
const long = `${'"'.repeat(9_990)}${'😀\\'.repeat(3_000)} przydługa`;
const practices = [
  { slug: 'long-a', title: 'Praktyka przydługa A', summary: 'Krótko.' },
  { slug: 'long-b', title: 'Praktyka przydługa B', summary: long, problem: long, solution: long },
  { slug: 'long-c', title: 'Praktyka przydługa C', summary: 'Też krótko.' },
  { slug: 'long-d', title: 'Praktyka przydługa D', summary: long },
];
await hub.load('practices', 'long.json', JSON.stringify({ asOf: '2026-05-01', practices }));
let release = 0;
/** Of something else. */
async function publish(): Promise<void> {
  release += 1;
  const list = ['key;name;kind;tier', `office-${release};Urząd ${release};MINISTRY;GOVERNMENT`].join('\n');
  await hub.load('offices', 'offices.csv', list, { asOf: `2023-01-${String(release).padStart(2, '0')}` });
}
const mcp = await connectTo(url, '2026-07-28');
const published = async (name: string, variables: Record<string, unknown>): Promise<unknown> => {
  const address = new URLSearchParams(
    Object.entries(variables).map(([key, value]) => [key, typeof value === 'string' ? value : JSON.stringify(value)]),
  );
  const response = await hub.app.handler.fetch(`http://hub.test/api/v1/${name}?${address}`);
  return (await response.json()).data;
};

test('every tool takes a cursor', async () => {
  const { tools } = await mcp.client.listTools();
  const without = tools.filter(({ inputSchema }) => inputSchema.properties?.['cursor'] === undefined);
  expect(without.map(({ name }) => name)).toEqual([]);
});

describe('what has no pages comes in parts, which joined are the whole', () => {
  const references = Array.from({ length: 50 }, () => ({ text: 'Nowa Wieś' }));

  test.for([
    ['resolve_units', { references }, 'resolveTerritorialUnits'],
    ['metric_values', { terc: '0202021', metrics: ['population'] }, 'territorialUnit'],
    ['get_practice', { slug: 'long-b' }, 'practice'],
  ] as const)('%s', async ([name, args, field]) => {
    const first = await mcp.call(name, args);
    expect([first.part, first.cursor]).toEqual([1, expect.any(String)]);
    const [data, ...more] = await mcp.readAll(name, args);
    expect([Object.keys(data as object), more]).toEqual([[field], []]);
    const [, address = ''] = /(\/api\/v1\/\S+)$/.exec(first.citation ?? '') ?? [];
    const cited = await hub.app.handler.fetch(`http://hub.test${address}`);
    expect(data).toEqual((await cited.json()).data);
  });

  test('also where its variables are too long for an address', async () => {
    const many = Array.from({ length: 50 }, (_, n) => ({ text: `${'ł'.repeat(290)} ${n}` }));
    const [data] = await mcp.readAll('resolve_units', { references: many });
    expect((data as { resolveTerritorialUnits: unknown[] }).resolveTerritorialUnits).toHaveLength(50);
    const { citation } = await mcp.call('resolve_units', { references: many });
    expect(citation).toMatch(/, operation ResolveUnits, https:\/\/hub\.test\/operations$/);
  });
});

describe('a list', () => {
  const args = { text: 'przydługa', first: 1 };
  const pagesOf = (found: readonly unknown[]): unknown[] =>
    found.flatMap((page) => (page as { practices: { edges: { node: unknown }[] } }).practices.edges);

  test.for([1, 3])('with entries that are too large goes on after each, %i a page', async (size) => {
    const edges = pagesOf(await mcp.readAll('find_practices', { ...args, first: size }));
    const whole = await published('FindPractices', { filter: { text: 'przydługa' }, first: 10 });
    expect(edges).toHaveLength(4);
    expect(edges).toEqual(pagesOf([whole]));
  });

  test('run by its name does the same', async () => {
    const variables = { filter: { text: args.text }, first: 2 };
    const edges = pagesOf(await mcp.readAll('run_operation', { operation: 'FindPractices', variables }));
    expect(edges).toEqual(pagesOf([await published('FindPractices', { ...variables, first: 10 })]));
  });

  test('of many small entries comes in pages, each entry once', async () => {
    const given = { operation: 'AllUnits', variables: { levels: ['POWIAT'], first: 100 } };
    const pages = (await mcp.readAll('run_operation', given)) as {
      territorialUnits: { totalCount: number; edges: { node: { terc: string } }[] };
    }[];
    const tercs = pages.flatMap(({ territorialUnits }) => territorialUnits.edges.map(({ node }) => node.terc));
    expect(tercs).toHaveLength(pages[0]?.territorialUnits.totalCount ?? 0);
    expect(new Set(tercs).size).toBe(tercs.length);
  });

  test('of the operations can be read to its end', async () => {
    const names: string[] = [];
    let cursor: string | undefined;
    do {
      const { text, ...answer } = await mcp.call('list_operations', cursor === undefined ? {} : { cursor });
      expect(text.length).toBeLessThanOrEqual(maxCharacters);
      expect([answer.release, answer.citation]).toEqual([
        expect.any(Number),
        expect.stringMatching(/^Węzeł, release \d+ \(\d{4}-\d\d-\d\d\), https:\/\/hub\.test\/operations$/),
      ]);
      const { operations } = JSON.parse(text) as { operations: { name: string }[] };
      names.push(...operations.map(({ name }) => name));
      cursor = answer.cursor;
    } while (cursor !== undefined);
    const { operations } = await (await hub.app.handler.fetch('http://hub.test/operations')).json();
    const offered = operations.filter(({ name }: { name: string }) => !/Page$|^Chart/.test(name));
    expect(names).toEqual(offered.map(({ name }: { name: string }) => name));
  });
});

describe('a cursor is refused, with what to do,', () => {
  test.for(revisions)('when a release was published between two parts (%s)', async (revision) => {
    const { call } = await connectTo(url, revision);
    const { cursor, release: before } = await call('get_practice', { slug: 'long-b' });
    expect(await call('get_practice', { slug: 'long-b', cursor })).toMatchObject({ isError: false, part: 2 });
    await publish();
    const refused = await call('get_practice', { slug: 'long-b', cursor });
    expect([refused.isError, refused.code]).toEqual([true, 'RELEASE_CHANGED']);
    expect(refused.message).toContain(`release ${before}; the hub serves release ${Number(before) + 1} now`);
    expect(refused.message).toContain('Leave the cursor out');
    expect(await call('get_practice', { slug: 'long-b' })).toMatchObject({ part: 1, release: Number(before) + 1 });
  });

  test('with other arguments than those it was returned for', async () => {
    const { cursor } = await mcp.call('get_practice', { slug: 'long-b' });
    const refused = await mcp.call('get_practice', { slug: 'long-d', cursor });
    expect([refused.isError, refused.message]).toEqual([true, expect.stringContaining('other arguments')]);
  });

  test.for([
    ['get_unit', { terc: '14', cursor: 'x' }],
    ['get_unit', { terc: '14', cursor: 'part:2' }],
    ['find_practices', { cursor: `part:${Buffer.from('{"part":0}').toString('base64url')}` }],
    ['find_practices', { cursor: 'x' }],
    ['list_operations', { cursor: 'Nothing' }],
  ] as const)('that %s never returned', async ([name, args]) => {
    const refused = await mcp.call(name, args);
    expect([refused.isError, refused.code]).toEqual([true, 'BAD_USER_INPUT']);
    expect(refused.message).toMatch(/cursor/i);
  });
});
