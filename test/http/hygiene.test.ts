import { describe, expect, test } from 'vitest';
import { startHub } from '../harness/hub.ts';

const hub = await startHub({ limits: { bodyBytes: 2_000 } });
const { app } = hub;

async function ask(path: string, init?: RequestInit): Promise<Response> {
  return app.handler.fetch(`http://hub.test${path}`, init);
}

function post(body: string, contentType: string | null = 'application/json', headers = {}): Promise<Response> {
  // A Blob without a type, so that fetch adds no Content-Type of its own.
  const type = contentType === null ? {} : { 'content-type': contentType };
  return ask('/graphql', { method: 'POST', body: new Blob([body]), headers: { ...type, ...headers } });
}

const query = JSON.stringify({ query: '{ __typename }' });

describe('a request that is no query', () => {
  test.for([
    ['a path that nothing is at', 404, 'NOT_FOUND', () => ask('/nowhere')],
    ['a method that is not taken', 405, 'METHOD_NOT_ALLOWED', () => ask('/graphql', { method: 'DELETE' })],
    ['POST to a list', 405, 'METHOD_NOT_ALLOWED', () => ask('/operations', { method: 'POST' })],
    ['an Accept that fits nothing', 406, 'NOT_ACCEPTABLE', () => post(query, undefined, { accept: 'text/csv' })],
    ['a body that is too large', 413, 'BODY_TOO_LARGE', () => post(JSON.stringify({ query: ' '.repeat(3_000) }))],
    [
      'urlencoded',
      415,
      'UNSUPPORTED_MEDIA_TYPE',
      () => post('query={__typename}', 'application/x-www-form-urlencoded'),
    ],
    ['multipart', 415, 'UNSUPPORTED_MEDIA_TYPE', () => post(query, 'multipart/form-data; boundary=x')],
    ['plain text', 415, 'UNSUPPORTED_MEDIA_TYPE', () => post(query, 'text/plain')],
    ['a raw document', 415, 'UNSUPPORTED_MEDIA_TYPE', () => post('{ __typename }', 'application/graphql')],
    ['another charset', 415, 'UNSUPPORTED_MEDIA_TYPE', () => post(query, 'application/json; charset=utf-16')],
    ['no type at all', 415, 'UNSUPPORTED_MEDIA_TYPE', () => post(query, null)],
    ['a packed body', 415, 'UNSUPPORTED_MEDIA_TYPE', () => post(query, undefined, { 'content-encoding': 'gzip' })],
    ['a batch', 400, 'BATCHING_REFUSED', () => post(`[${query}]`)],
    ['no JSON', 400, 'BAD_REQUEST', () => post('{')],
    ['no document', 400, 'NO_DOCUMENT', () => post('{}')],
    ['a name that is not published', 400, 'NO_DOCUMENT', () => ask('/graphql?operationName=Nope')],
    [
      'a mutation by GET',
      405,
      'METHOD_NOT_ALLOWED',
      () => ask('/graphql?query=mutation{createExport(operation:"AllUnits"){id}}'),
    ],
  ] as const)('%s: %i', async ([, status, code, send]) => {
    const response = await send();
    const body = (await response.json()) as Record<string, unknown>;
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(body).toMatchObject({ status, code, requestId: response.headers.get('x-request-id') });
  });

  test('names the methods that are taken', async () => {
    expect((await ask('/graphql', { method: 'PUT' })).headers.get('allow')).toBe('GET, HEAD, POST, OPTIONS');
    expect((await ask('/health/live', { method: 'POST' })).headers.get('allow')).toBe('GET, HEAD, OPTIONS');
  });

  test('is stated in Polish to whoever asks for it', async () => {
    const response = await ask('/nowhere', { headers: { 'accept-language': 'de, pl;q=0.9, en;q=0.5' } });
    expect(response.headers.get('content-language')).toBe('pl');
    expect(await response.json()).toMatchObject({ title: 'Nie znaleziono' });
  });
});

describe('errors of a query', () => {
  test.for([
    ['{', 'GRAPHQL_PARSE_FAILED', /^Syntax Error/, /^Błąd składni: /],
    ['{ nothing }', 'GRAPHQL_VALIDATION_FAILED', /^Cannot query field/, /^Typ "Query" nie ma pola "nothing"/],
    [
      'query($a: Int!) { release(number: $a) { number } }',
      'BAD_USER_INPUT',
      /^Variable "\$a"/,
      /^Nie podano zmiennej "\$a"/,
    ],
    ['{ releases(first: 0) { totalCount } }', 'BAD_USER_INPUT', /^"first" is 0\./, /^"first" wynosi 0\./],
    ['{ node(id: "x") { id } }', 'BAD_USER_INPUT', /is not an id of this hub/, /nie jest identyfikatorem/],
    ['query A { __typename } query B { __typename }', 'BAD_USER_INPUT', /several operations/, /kilka operacji/],
  ] as const)('%s', async ([query, code, english, polish]) => {
    for (const [language, message] of [
      ['en', english],
      ['pl-PL', polish],
    ] as const) {
      const response = await post(JSON.stringify({ query }), undefined, { 'accept-language': language });
      expect(response.status).toBe(200);
      const requestId = response.headers.get('x-request-id');
      expect(await response.json()).toMatchObject({
        errors: [{ message: expect.stringMatching(message), extensions: { code, requestId } }],
      });
    }
  });
});

describe('every answer', () => {
  test('may be read by any page, but never with cookies', async () => {
    const response = await post(query);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.has('access-control-allow-credentials')).toBe(false);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  test('is announced to a preflight', async () => {
    const response = await ask('/graphql', { method: 'OPTIONS', headers: { origin: 'https://example.org' } });
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-headers')).toContain('Authorization');
  });

  test('has its head alone for HEAD', async () => {
    const path = '/graphql?query={release{number}}';
    const [head, get] = [await ask(path, { method: 'HEAD' }), await ask(path)];
    expect(head.status).toBe(200);
    expect(await head.text()).toBe('');
    expect(head.headers.get('etag')).toBe(get.headers.get('etag'));
  });
});

describe('GraphiQL', () => {
  const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8', 'sec-fetch-mode': 'navigate' };

  test('is a page that loads nothing from elsewhere and may not', async () => {
    const response = await ask('/graphql', { headers: browser });
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const policy = response.headers.get('content-security-policy');
    expect(policy).toContain("connect-src 'self'");
    expect(policy).toContain('worker-src blob:');
    const html = await response.text();
    expect(html).not.toMatch(/<(script|link|img)[^>]+(src|href)="https?:/);
  });

  test('shows no published operation: the form of one on a page gets the answer', async () => {
    const query = new URLSearchParams({ documentId: 'Voivodeships' });
    const response = await ask(`/graphql?${query}`, { headers: browser });
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
  });

  test('is not for programs that take pages, too', async () => {
    const accept = 'text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2';
    for (const query of ['query={__typename}', 'operationName=Voivodeships', 'documentId=Voivodeships']) {
      const response = await ask(`/graphql?${query}`, { headers: { accept } });
      expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    }
  });

  test('is not for programs', async () => {
    const response = await ask('/graphql?query={__typename}', { headers: { accept: 'text/html, application/json' } });
    expect(await response.json()).toMatchObject({ data: { __typename: 'Query' } });
    for (const accept of ['application/json, text/html;q=0.5', '*/*, text/html;q=0']) {
      const requested = await ask('/graphql', { headers: { accept } });
      expect([requested.status, requested.headers.get('content-type')]).toEqual([400, 'application/problem+json']);
    }
  });
});

describe('health', () => {
  test('does not take a database that is busy for one that is away', async () => {
    const { pool } = hub.database;
    const clients = await Promise.all(Array.from({ length: pool.options.max }, () => pool.connect()));
    const response = await ask('/health/ready');
    for (const client of clients) client.release();
    expect([response.status, await response.json()]).toMatchObject([
      200,
      { status: 'ready', database: 'busy', lag: null },
    ]);
  });

  test('states the release', async () => {
    expect(await (await ask('/health/live')).json()).toEqual({ status: 'live' });
    expect(await (await ask('/health/ready')).json()).toMatchObject({
      status: 'ready',
      database: 'ok',
      release: 1,
      lag: 0,
    });
  });
});

test('a number that JSON takes for infinite is not taken for null', async () => {
  const query = 'query ($first: Int) { territorialUnits(first: $first) { totalCount } }';
  const send = async (number: string): Promise<unknown> => {
    const body = `{"query":${JSON.stringify(query)},"variables":{"first":${number}}}`;
    return (await post(body)).json();
  };
  const wrong = { errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] };
  expect(await send('1e400')).toMatchObject(wrong);
  expect(await send('null')).toMatchObject({ data: { territorialUnits: { totalCount: expect.any(Number) } } });
  expect(await send('1e400')).toMatchObject(wrong);
  expect(await send('-1e400')).toMatchObject(wrong);
});
