/** What front ends are written with runs every published operation, by POST and by GET. */
import { ApolloClient, ApolloLink, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { Client, cacheExchange, fetchExchange } from '@urql/core';
import { isAbstractType } from 'graphql';
import { GraphQLClient } from 'graphql-request';
import { describe, expect, test } from 'vitest';
import { loadPopulation } from '../fixtures/population.ts';
import { hashOf, type PublishedOperation, serveHub } from '../harness/served-hub.ts';

const { hub, url, schema, operations } = await serveHub({
  cache: { answerBytes: 1e7, documentBytes: 1e6, maxAgeSeconds: 60, staleSeconds: 0 },
});
await loadPopulation(hub);
/** Which types an interface has, as Apollo's own tools write it down for an app. */
const possibleTypes = Object.fromEntries(
  Object.values(schema.getTypeMap())
    .filter(isAbstractType)
    .map((type) => [type.name, schema.getPossibleTypes(type).map(({ name }) => name)]),
);

type Ask = (operation: PublishedOperation) => Promise<unknown>;

function apollo(link: ApolloLink): Ask {
  const client = new ApolloClient({ link, cache: new InMemoryCache({ possibleTypes }) });
  return async ({ document, example }) => {
    const { data, error } = await client.query({ query: gql(document), variables: example });
    if (error !== undefined) throw error;
    return data;
  };
}

function urql(preferGetMethod: boolean | 'force'): Ask {
  const client = new Client({ url, exchanges: [cacheExchange, fetchExchange], preferGetMethod });
  return async ({ document, example }) => {
    const { data, error } = await client.query(document, example).toPromise();
    if (error !== undefined) throw error;
    return data;
  };
}

function graphqlRequest(method: 'GET' | 'POST'): Ask {
  const client = new GraphQLClient(url, { method, jsonSerializer: JSON });
  return ({ document, example }) => client.request(document, example);
}

const sha256 = (text: string): string => hashOf(text);

const clients: readonly (readonly [name: string, ask: Ask])[] = [
  ['Apollo Client by POST', apollo(new HttpLink({ uri: url }))],
  ['Apollo Client by GET', apollo(new HttpLink({ uri: url, useGETForQueries: true }))],
  [
    'Apollo Client with persisted queries by GET',
    apollo(
      ApolloLink.from([new PersistedQueryLink({ sha256, useGETForHashedQueries: true }), new HttpLink({ uri: url })]),
    ),
  ],
  ['urql by POST', urql(false)],
  ['urql by GET', urql('force')],
  ['graphql-request by POST', graphqlRequest('POST')],
  ['graphql-request by GET', graphqlRequest('GET')],
];

describe.for(clients)('%s', ([, ask]) => {
  test.for(operations)('$name', async (operation) => {
    const expected = await hub.ask(operation.document, operation.example);
    expect(withoutTypenames(await ask(operation))).toEqual(withoutTypenames(expected));
  });
});

/** Apollo and urql ask for the type of each object, to know it again. */
function withoutTypenames(data: unknown): unknown {
  return JSON.parse(JSON.stringify(data, (key, value: unknown) => (key === '__typename' ? undefined : value)));
}
