/** Caches that keep one object for each id hold a unit of two days and of today beside each other. */
import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { Client, fetchExchange } from '@urql/core';
import { cacheExchange } from '@urql/exchange-graphcache';
import { type ConcreteRequest, Environment, fetchQuery, Network, RecordSource, Store } from 'relay-runtime';
import { expect, test } from 'vitest';
import { buildTerc, type TercRecord, toCsv } from '../fixtures/terc.ts';
import { serveHub } from '../harness/served-hub.ts';

const { hub, url } = await serveHub();
const renamed = (rows: TercRecord[]): TercRecord[] =>
  rows.map((row) => (row.POW === '01' && row.GMI === '' ? { ...row, NAZWA: 'powiat nowy' } : row));
const without = (rows: TercRecord[]): TercRecord[] =>
  renamed(rows).filter(({ POW, GMI }) => POW !== '01' || GMI !== '05');
await hub.load('teryt', 'a.csv', toCsv(buildTerc({ asOf: '2018-01-01', voivodeships: ['16'] })));
await hub.load('teryt', 'b.csv', toCsv(buildTerc({ asOf: '2020-01-01', voivodeships: ['16'], changes: without })));

const arguments_ = {
  before: { terc: '1601', asOf: '2019-12-31' },
  after: { terc: '1601', asOf: '2020-01-01' },
  today: { terc: '1601' },
} as const;
const aliases = ['before', 'after', 'today'] as const;
const written = (args: Record<string, string>): string =>
  Object.entries(args)
    .map(([name, value]) => `${name}: "${value}"`)
    .join(', ');
const selection =
  'id name validFrom parent { id name } children(first: 100) { totalCount edges { node { id terc name } } }';
const query = `query Days { ${aliases.map((alias) => `${alias}: territorialUnit(${written(arguments_[alias])}) { ${selection} }`).join(' ')} }`;

type Unit = { id: string; name: string; children: { totalCount: number; edges: { node: { terc: string } }[] } };
type Days = Record<(typeof aliases)[number], Unit>;

const expected = await hub.ask<Days>(query);

test('the days differ', () => {
  expect(expected.before.name).not.toBe(expected.after.name);
  expect(expected.before.children.totalCount).toBeGreaterThan(expected.after.children.totalCount);
});

test('Apollo Client', async () => {
  const client = new ApolloClient({ link: new HttpLink({ uri: url }), cache: new InMemoryCache() });
  await client.query({ query: gql(query) });
  const cached = client.readQuery<Days>({ query: gql(query) });
  expect(withoutTypenames(cached)).toEqual(expected);
  const again = gql(`query Again($id: ID!) { node(id: $id) { id ... on TerritorialUnit { ${selection} } } }`);
  for (const alias of aliases) await client.query({ query: again, variables: { id: expected[alias].id } });
  expect(withoutTypenames(client.readQuery<Days>({ query: gql(query) }))).toEqual(expected);
});

test('urql Graphcache', async () => {
  const client = new Client({ url, exchanges: [cacheExchange({}), fetchExchange], preferGetMethod: false });
  await client.query(query, {}).toPromise();
  const again = `query Again($id: ID!) { node(id: $id) { id ... on TerritorialUnit { ${selection} } } }`;
  for (const alias of aliases) await client.query(again, { id: expected[alias].id }).toPromise();
  const cached = await client.query<Days>(query, {}, { requestPolicy: 'cache-only' }).toPromise();
  expect(withoutTypenames(cached.data)).toEqual(expected);
});

test('Relay', async () => {
  const response = fetchOnce();
  const environment = new Environment({ network: Network.create(response), store: new Store(new RecordSource()) });
  await fetchQuery(environment, request(), {}).toPromise();
  const cached = await fetchQuery(environment, request(), {}, { fetchPolicy: 'store-or-network' }).toPromise();
  expect(cached).toEqual(expected);
});

/** A network that answers once: what is read again comes from the store. */
function fetchOnce() {
  let calls = 0;
  return async ({ text }: { text: string | null | undefined }) => {
    calls += 1;
    expect(calls).toBe(1);
    const { data } = await hub.answer(text ?? '');
    return { data: data as Record<string, never> };
  };
}

/** What relay-compiler makes of the query. */
function request(): ConcreteRequest {
  const scalar = (name: string) => ({ alias: null, args: null, kind: 'ScalarField', name, storageKey: null });
  const linked = (name: string, concreteType: string, selections: object[], plural = false) => ({
    ...{ alias: null, args: null, concreteType, kind: 'LinkedField', name, plural, selections, storageKey: null },
  });
  const node = linked('node', 'TerritorialUnit', [scalar('id'), scalar('terc'), scalar('name')]);
  const children = {
    ...linked('children', 'TerritorialUnitConnection', [
      scalar('totalCount'),
      linked('edges', 'TerritorialUnitEdge', [node], true),
    ]),
    args: [{ kind: 'Literal', name: 'first', value: 100 }],
    storageKey: 'children(first:100)',
  };
  const parent = linked('parent', 'TerritorialUnit', [scalar('id'), scalar('name')]);
  const unit = [scalar('id'), scalar('name'), scalar('validFrom'), parent, children];
  const selections = aliases.map((alias) => {
    const args = Object.entries(arguments_[alias]).toSorted(([a], [b]) => (a < b ? -1 : 1));
    return {
      ...linked('territorialUnit', 'TerritorialUnit', unit),
      alias,
      args: args.map(([name, value]) => ({ kind: 'Literal', name, value })),
      storageKey: `territorialUnit(${args.map(([name, value]) => `${name}:${JSON.stringify(value)}`).join(',')})`,
    };
  });
  const fragment = {
    argumentDefinitions: [],
    kind: 'Fragment',
    metadata: null,
    name: 'Days',
    selections,
    type: 'Query',
  };
  return {
    fragment: { ...fragment, abstractKey: null },
    kind: 'Request',
    operation: { argumentDefinitions: [], kind: 'Operation', name: 'Days', selections },
    params: { cacheID: 'days', id: null, metadata: {}, name: 'Days', operationKind: 'query', text: query },
  } as unknown as ConcreteRequest;
}

function withoutTypenames(data: unknown): unknown {
  return JSON.parse(JSON.stringify(data, (key, value: unknown) => (key === '__typename' ? undefined : value)));
}
