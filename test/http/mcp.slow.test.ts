/** `/mcp` with the protocol's own client, in both revisions. */
import { describe, expect, test } from 'vitest';
import { loadPopulation } from '../fixtures/population.ts';
import { buildTerc, toCsv } from '../fixtures/terc.ts';
import { connectTo, maxCharacters, revisions } from '../harness/mcp-client.ts';
import { serveHub } from '../harness/served-hub.ts';

const { hub, url } = await serveHub();
await hub.load('teryt', 'TERC_2020.csv', toCsv(buildTerc({ asOf: '2020-01-01' })));
await loadPopulation(hub);
const endpoint = new URL(url.replace('/graphql', '/mcp'));
const clients = await Promise.all(
  revisions.map(async (revision) => ({ revision, ...(await connectTo(url, revision)) })),
);

describe.each(clients)('in revision $revision', ({ revision, client, call }) => {
  test('offers about ten tools, described in few words and read-only', async () => {
    const { tools } = await client.listTools();
    const names = tools.map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining(['search', 'get_unit', 'resolve_units', 'metric_values', 'benchmark']),
    );
    expect(names).toEqual(expect.arrayContaining(['find_projects', 'project_statistics', 'find_practices']));
    expect(names).toEqual(expect.arrayContaining(['list_operations', 'run_operation']));
    expect(tools.length).toBeLessThanOrEqual(14);
    expect(JSON.stringify(tools).length / tools.length).toBeLessThan(1_500);
    expect(tools.every(({ annotations }) => annotations?.readOnlyHint === true)).toBe(true);
  });

  test.for([
    ['search', { text: 'Warszawa' }, 'search'],
    ['get_unit', { terc: '1465011' }, 'territorialUnit'],
    ['resolve_units', { references: [{ text: 'powiat 1465' }] }, 'resolveTerritorialUnits'],
    ['find_offices', { within: '14' }, 'offices'],
    ['find_projects', { text: 'szkoła', first: 5 }, 'projects'],
    ['project_statistics', {}, 'projectStatistics'],
    ['find_practices', { lang: 'EN' }, 'practices'],
    ['get_practice', { slug: 'dzierzoniow-quality-programme' }, 'practice'],
    ['find_metrics', {}, 'metrics'],
    ['metric_values', { terc: '0202021', metrics: ['population'] }, 'territorialUnit'],
    ['benchmark', { metric: 'population', terc: '0202021', period: '2019' }, 'benchmark'],
    ['run_operation', { operation: 'LatestRelease', variables: { first: 2 } }, 'release'],
  ] as const)('%s answers with its release and citation', async ([name, args, field]) => {
    const { isError, text, data, release, citation } = await call(name, args);
    expect([isError, isError ? text : '']).toEqual([false, '']);
    expect(data?.[field]).toEqual(expect.anything());
    expect(release).toBeGreaterThan(1);
    const [, address = ''] =
      /^Węzeł, release \d+ \(\d{4}-\d\d-\d\d\), https:\/\/hub\.test(\/api\/v1\/\S+)$/.exec(citation ?? '') ?? [];
    const cited = await hub.app.handler.fetch(`http://hub.test${address}`);
    expect((await cited.json()).data).toEqual(data);
  });

  test('list_operations names what run_operation takes', async () => {
    const { text } = await call('list_operations');
    const { operations } = JSON.parse(text) as { operations: { name: string; variables: object; example: object }[] };
    expect(operations.length).toBeGreaterThan(20);
    expect(text.length).toBeLessThanOrEqual(maxCharacters);
    for (const { name, example } of operations.slice(0, 8)) {
      const { isError, text: answered } = await call('run_operation', { operation: name, variables: example });
      expect([name, isError, isError ? answered : '']).toEqual([name, false, '']);
    }
  });

  describe('refuses', () => {
    test.for([
      ['get_unit', { terc: 5 }, /terc/],
      ['get_unit', {}, /terc/],
      ['get_unit', { terc: '14', on: '2020-01-01' }, /on/],
      ['get_unit', { terc: '14', as_of: 'yesterday' }, /as_of|date/i],
      ['find_projects', { first: 10_000 }, /first|50/],
      ['metric_values', { terc: '14', metrics: [] }, /metrics/],
      ['run_operation', { operation: 'Nothing' }, /no operation \\"Nothing\\"/],
      ['run_operation', { operation: 'UnitByTerc', variables: { trec: '1' } }, /no variable \\"trec\\"/],
      ['run_operation', { operation: 'UnitByTerc', variables: {} }, /terc/],
      ['benchmark', { metric: 'nothing', terc: '0202021', period: '2019' }, /nothing/],
    ] as const)('%s %j', async ([name, args, reason]) => {
      const outcome = await call(name, args).catch((error: Error) => ({ isError: true, text: error.message }));
      expect(outcome.isError).toBe(true);
      expect(outcome.text).toMatch(reason);
      expect(outcome.text).not.toMatch(/\n\s+at /);
    });

    test('who asks too often, in the answer of the call', async () => {
      const rate = {
        windowSeconds: 60,
        anonymousPoints: 30,
        keyPoints: 10,
        costPerPoint: 10,
        redisUrl: null,
        trustedProxies: [],
        proxyHeader: 'x-forwarded-for',
      } as const;
      const limited = await serveHub({ rate });
      const { client: other } = await connectTo(limited.url, revision);
      const texts: string[] = [];
      for (let count = 0; count < 5; count += 1) {
        const outcome = await other
          .callTool({ name: 'find_projects', arguments: { first: 50 } })
          .catch((error: Error) => ({ content: [{ text: error.message }] }));
        texts.push(JSON.stringify(outcome.content));
      }
      expect(texts.join('\n')).toMatch(/RATE_LIMITED|429/);
    });
  });

  test('datasets are resources, with their columns and where their files are', async () => {
    const { resources } = await client.listResources();
    expect(resources.map(({ uri }) => uri)).toContain('wezel://datasets/projects');
    const { contents } = await client.readResource({ uri: 'wezel://datasets/projects' });
    const [content] = contents as { text: string }[];
    const dataset = JSON.parse(content?.text ?? '');
    const { release } = await call('get_unit', { terc: '14' });
    expect(dataset).toMatchObject({
      release,
      citation: expect.stringMatching(
        /^Węzeł, release \d+ \(\d{4}-\d\d-\d\d\), https:\/\/hub\.test\/datasets\/projects$/,
      ),
    });
    expect(dataset.files).toContain('https://hub.test/releases/latest/projects.csv');
    expect(dataset.columns[0]).toMatchObject({ name: 'id', type: 'string' });
  });
});

test('clients of the revision 2025-11-25 are answered, too', async () => {
  const send = async (body: object) =>
    fetch(endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
      body: JSON.stringify({ jsonrpc: '2.0', ...body }),
    });
  const clientInfo = { name: 'old', version: '1' };
  const initialize = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo };
  const opened = await send({ id: 1, method: 'initialize', params: initialize });
  expect([opened.status, await opened.text()]).toEqual([
    200,
    expect.stringContaining('"protocolVersion":"2025-11-25"'),
  ]);
  const called = await send({ id: 2, method: 'tools/call', params: { name: 'get_unit', arguments: { terc: '14' } } });
  expect(await called.text()).toContain('mazowieckie');
  expect((await fetch(endpoint)).status).toBe(405);
});

test.for(['', 'no JSON', 'null', '5', '[]', '{}', '{"jsonrpc":"2.0","id":1,"method":"nothing"}'])(
  'a body that is no message of the protocol is refused: %j',
  async (body) => {
    const headers = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
    const response = await fetch(endpoint, { method: 'POST', headers, body });
    const text = await response.text();
    expect(response.status).toBeLessThan(500);
    expect(text).toMatch(/"error":|BAD_REQUEST/);
  },
);
