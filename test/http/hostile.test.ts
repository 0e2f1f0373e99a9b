import { getIntrospectionQuery } from 'graphql';
import pg from 'pg';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { createApp } from '#app';
import { defaultLimits } from '#config';
import { openDatabase } from '#platform/database/index.ts';
import { hostileRequests } from '../fixtures/hostile.ts';
import { startHub } from '../harness/hub.ts';

const hub = await startHub();

function post(body: string): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  return hub.app.handler.fetch('http://hub.test/graphql', { method: 'POST', headers, body });
}

test.for(hostileRequests)('$name is refused before anything is executed', async ({ body, status = 200, refusal }) => {
  hub.statements();
  const response = await post(body);
  const answer = (await response.json()) as { errors?: { extensions: object }[]; code?: string };
  expect(response.status).toBe(status);
  expect(answer.errors?.[0]?.extensions ?? { code: answer.code }).toMatchObject(refusal);
  expect(hub.statements()).toEqual([]);
});

test('there are at least 19 kinds', () => {
  expect(hostileRequests.length).toBeGreaterThanOrEqual(19);
});

test.for([
  ['the introspection query of tools', getIntrospectionQuery()],
  [
    'that of GraphiQL',
    getIntrospectionQuery({
      inputValueDeprecation: true,
      specifiedByUrl: true,
      directiveIsRepeatable: true,
      schemaDescription: true,
      oneOf: true,
    }),
  ],
  [
    'a Relay walk',
    '{ territorialUnits(first: 100) { totalCount edges { cursor node { id terc name kind validFrom } } pageInfo { hasNextPage endCursor } } }',
  ],
  ['twenty fields at the top', `{ ${Array.from({ length: 20 }, (_, i) => `a${i}: release { number }`).join(' ')} }`],
] as const)('%s passes', async ([, query]) => {
  const response = await post(JSON.stringify({ query }));
  expect(await response.json()).toMatchObject({ data: expect.any(Object) });
});

test('many projects filters in one operation leave connections for others', async () => {
  const filtered = Array.from({ length: 10 }, (_, i) => `a${i}: projects(filter: { text: "a${i}" }) { totalCount }`);
  const holder = new pg.Client({ connectionString: hub.database.url });
  await holder.connect();
  try {
    await holder.query('BEGIN; LOCK TABLE project IN ACCESS EXCLUSIVE MODE');
    const many = post(JSON.stringify({ query: `{ ${filtered.join(' ')} statistics: projectStatistics { count } }` }));
    await expect.poll(() => hub.database.pool.totalCount - hub.database.pool.idleCount).toBeGreaterThan(0);
    expect(await (await post('{"query":"{ problems { totalCount } }"}')).json()).toMatchObject({
      data: { problems: {} },
    });
    await holder.query('ROLLBACK');
    expect(await (await many).json()).toMatchObject({ data: { a9: { totalCount: 0 }, statistics: { count: 3 } } });
  } finally {
    await holder.end();
  }
});

test('a statement that takes too long is stated as such, and leaves its connection fit for use', async () => {
  const database = openDatabase(hub.database.url, { statementTimeoutMs: 300, connections: 2 });
  const log = pino({ level: 'silent' });
  const app = await createApp({ database, limits: defaultLimits, log, clock: () => new Date() });
  const holder = new pg.Client({ connectionString: hub.database.url });
  await holder.connect();
  const ask = async (query: string) => {
    const response = await app.handler.fetch(`http://hub.test/graphql?query=${encodeURIComponent(query)}`);
    return { status: response.status, text: await response.text() };
  };
  try {
    await holder.query('BEGIN; LOCK TABLE project IN ACCESS EXCLUSIVE MODE');
    const { status, text } = await ask('{ projectStatistics { count } }');
    expect(status).toBe(503);
    expect(JSON.parse(text)).toMatchObject({
      errors: [{ path: ['projectStatistics'], extensions: { code: 'TIMEOUT', requestId: expect.any(String) } }],
      data: { projectStatistics: null },
    });
    expect(text).not.toMatch(/SELECT|canceling|57014|project p|\.ts/);
    await holder.query('ROLLBACK');
    expect(JSON.parse((await ask('{ projectStatistics { count } }')).text)).toMatchObject({
      data: { projectStatistics: { count: 3 } },
    });
  } finally {
    await holder.end();
    await app.close();
    await database.close();
  }
});

test('a filter that looks at every project costs more than one that does not', async () => {
  const cost = async (query: string) => {
    const { extensions } = (await (await post(JSON.stringify({ query }))).json()) as Costed;
    return extensions.cost.requested;
  };
  expect(await cost('{ projects(first: 1) { totalCount } }')).toBe(52);
  expect(await cost('{ projects(first: 1, filter: { text: "a" }) { totalCount } }')).toBe(1_051);
  expect(await cost('{ projectStatistics(first: 5) { count } }')).toBe(14_051);
  expect(await cost('{ projectStatistics(first: 5, groupBy: [GMINA, ROLE]) { count } }')).toBe(32_051);
});

interface Costed {
  readonly extensions: { readonly cost: { readonly requested: number } };
}

test('says what an operation costs', async () => {
  const cost = async (query: string) => (await (await post(JSON.stringify({ query }))).json()).extensions.cost;
  expect(await cost('{ release { number } }')).toEqual({ requested: 52, limit: defaultLimits.cost });
  // totalCount once; nodes once; id and name for each of ten; the connection itself.
  expect(await cost('{ territorialUnits(first: 10) { nodes { id name } } }')).toEqual({
    requested: 81,
    limit: defaultLimits.cost,
  });
});

test('states its limits', async () => {
  const names = ['cost', 'depth', 'listItems', 'bodyBytes', 'documentTokens'] as const;
  const { limits } = await hub.ask<{ limits: object }>(`{ limits { ${names.join(' ')} pageEntries } }`);
  expect(limits).toEqual({ ...Object.fromEntries(names.map((name) => [name, defaultLimits[name]])), pageEntries: 100 });
});
