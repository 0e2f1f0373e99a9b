import { createHash } from 'node:crypto';
import { type DocumentNode, GraphQLError, parse, print } from 'graphql';
import { describe, expect, test } from 'vitest';
import { defaultLimits } from '#config';
import { Documents } from '#http/graphql/documents.ts';
import { hashOf } from '#platform/secrets.ts';
import { loadPopulation } from '../fixtures/population.ts';
import { growthOfOldGeneration } from '../harness/heap.ts';
import { startHub } from '../harness/hub.ts';

const hub = await startHub({ cache: { answerBytes: 1e7, documentBytes: 1e7, maxAgeSeconds: 60, staleSeconds: 0 } });
await loadPopulation(hub);
const { app } = hub;

interface Listed {
  readonly name: string;
  readonly documentId: string;
  readonly document: string;
  readonly description: string;
  readonly example: { variables: Record<string, unknown>; url: string };
}

async function get(search: Record<string, string>): Promise<Response> {
  return app.handler.fetch(`http://hub.test/graphql?${new URLSearchParams(search)}`);
}

async function post(body: object): Promise<Response> {
  return app.handler.fetch('http://hub.test/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

const list = await app.handler.fetch('http://hub.test/operations');
const { operations } = (await list.json()) as { operations: Listed[] };

test.for(operations)('$name answers the address that the list gives', async ({ example, documentId, document }) => {
  const response = await app.handler.fetch(`http://hub.test${example.url}`);
  expect(response.status).toBe(200);
  const answer = (await response.json()) as Record<string, unknown>;
  expect(answer).toMatchObject({ data: expect.any(Object), extensions: { cost: { limit: 50_000 } } });
  expect(answer['errors']).toBeUndefined();
  expect(response.headers.get('etag')).toMatch(/^W\/"2-/);
  expect(documentId).toBe(`sha256:${createHash('sha256').update(document).digest('hex')}`);
});

describe('a published operation is found', () => {
  const { documentId, example } = operations.find(({ name }) => name === 'Voivodeships') as Listed;
  const hash = documentId.replace('sha256:', '');
  const variables = example.variables;
  const persistedQuery = { version: 1, sha256Hash: hash };

  test.for([
    ['GET by documentId', () => get({ documentId })],
    ['GET without sha256:', () => get({ documentId: hash })],
    ['GET by name', () => get({ documentId: 'Voivodeships' })],
    ['GET by operationName', () => get({ operationName: 'Voivodeships' })],
    [
      'GET as Apollo asks',
      () => get({ extensions: JSON.stringify({ persistedQuery }), operationName: 'Voivodeships' }),
    ],
    ['POST by documentId', () => post({ documentId, variables })],
    ['POST by name', () => post({ documentId: 'Voivodeships', variables })],
    ['POST as Apollo asks', () => post({ extensions: { persistedQuery }, variables })],
  ] as const)('%s', async ([, send]) => {
    const response = await send();
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ data: { territorialUnits: { edges: { length: 16 } } } });
  });
});

describe("a client's own document", () => {
  const query = '{ release { number records } }';
  const sha256Hash = createHash('sha256').update(query).digest('hex');
  const persistedQuery = { version: 1, sha256Hash };

  test('is requested, sent once, and found by its hash from then on', async () => {
    const unknown = await get({ extensions: JSON.stringify({ persistedQuery }) });
    expect(unknown.headers.get('cache-control')).toBe('no-store');
    expect(await unknown.json()).toMatchObject({
      errors: [{ message: 'PersistedQueryNotFound', extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }],
    });
    expect(await (await post({ query, extensions: { persistedQuery } })).json()).toMatchObject({ data: {} });
    const found = await get({ extensions: JSON.stringify({ persistedQuery }) });
    expect(await found.json()).toMatchObject({ data: { release: { number: 2 } } });
  });

  test('is kept only if it is valid, and weighed by what it takes', async () => {
    const limits = { ...defaultLimits };
    let parsed = 0;
    const grammar = {
      parse: (text: string) => {
        parsed += 1;
        return parse(text);
      },
      validate: (document: DocumentNode) =>
        print(document).includes('wrong') ? [new GraphQLError('It does not fit')] : [],
    };
    const documents = new Documents([], grammar, limits, 100_000);
    const find = (query?: string, documentId?: string) =>
      documents.find({ query, documentId, operationName: undefined, variables: {}, extensions: {} });
    for (const text of ['{ right }', '{ right }', '{ wrong }', '{ wrong }', '{ broken', '{ broken']) find(text);
    expect(parsed).toBe(5);
    // Small ones take thousands of bytes each, so that a hundred of them do not fit.
    for (let number = 0; number < 100; number += 1) find(`{ right${number} }`);
    expect(() => find(undefined, hashOf('{ right0 }'))).toThrow('PersistedQueryNotFound');
    expect(find(undefined, hashOf('{ right99 }')).outcome).toHaveProperty('document');
  });

  test('in an address keeps nothing of what stands beside it', async () => {
    expect(await growthOfOldGeneration(new URL('threads/documents.ts', import.meta.url))).toBeLessThan(15_000_000);
  });

  test('is refused under the hash of another', async () => {
    const response = await post({ query: '{ __typename }', extensions: { persistedQuery } });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 'PERSISTED_QUERY_HASH_MISMATCH' });
  });
});
