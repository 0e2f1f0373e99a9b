/** `/api/v1/{operation}`: published operations as plain GET requests. */
import { describe, expect, test } from 'vitest';
import { defaultLimits } from '#config';
import { loadPopulation } from '../fixtures/population.ts';
import { buildTerc, toCsv } from '../fixtures/terc.ts';
import { startHub } from '../harness/hub.ts';

const cache = { answerBytes: 8_000_000, documentBytes: 8_000_000, maxAgeSeconds: 60, staleSeconds: 600 };
const hub = await startHub({ cache });
await hub.load('teryt', 'TERC_2020.csv', toCsv(buildTerc({ asOf: '2020-01-01' })));
await loadPopulation(hub);

async function get(path: string, headers: Record<string, string> = {}) {
  const response = await hub.app.handler.fetch(`http://hub.test${path}`, { headers });
  const text = await response.text();
  const type = response.headers.get('content-type') ?? '';
  const body = /json/.test(type) && text !== '' ? JSON.parse(text) : text;
  return { status: response.status, headers: response.headers, type, body };
}

interface Described {
  readonly parameters: Parameter[];
  readonly responses: { readonly 200: { readonly content: { 'text/csv': { schema: { description: string } } } } };
}
type Paths = Record<string, { get: Described }>;
interface Parameter {
  readonly name: string;
  readonly example?: unknown;
  readonly content?: { 'application/json': { example?: unknown } };
}

function exampleOf({ name, example, content }: Parameter): string[] {
  const json = content?.['application/json'].example;
  const values = json === undefined ? [example ?? []].flat() : [JSON.stringify(json)];
  return values.map((value) => `${name}=${encodeURIComponent(String(value))}`);
}

describe('an operation', () => {
  test('answers what GraphQL answers, with its release', async () => {
    const { status, type, headers, body } = await get('/api/v1/UnitByTerc?terc=1465011');
    expect([status, type]).toEqual([200, 'application/json; charset=utf-8']);
    const { release } = await hub.ask<{ release: { number: number } }>('{ release { number } }');
    expect(body.release).toBe(release.number);
    expect(headers.get('x-release')).toBe(String(release.number));
    const requested = await hub.ask('query ($terc: String) { territorialUnit(terc: $terc) { terc name bdlId } }', {
      terc: '1465011',
    });
    expect(body.data).toMatchObject(requested);
    expect(await get('/api/v1/UnitByTerc?terc=1498')).toMatchObject({
      status: 200,
      body: { data: { territorialUnit: null } },
    });
  });

  test('takes every published example', async () => {
    const { body } = await get('/openapi.json');
    for (const [path, { get: operation }] of Object.entries(body.paths as Paths)) {
      const answer = await get(`${path}?${operation.parameters.flatMap(exampleOf).join('&')}`);
      expect([path, answer.status, answer.body.detail]).toEqual([path, 200, undefined]);
    }
  });

  test('takes lists repeated, objects as JSON, numbers, and nothing for an empty field', async () => {
    const types = await get('/api/v1/Search?text=Warszawa&types=TERRITORIAL_UNIT&types=OFFICE&first=2&after=');
    expect(types).toMatchObject({ status: 200, body: { data: { search: { totalCount: expect.any(Number) } } } });
    const filter = encodeURIComponent(JSON.stringify({ withinAny: ['14'], not: { text: 'nic' } }));
    expect(await get(`/api/v1/Projects?filter=${filter}`)).toMatchObject({ status: 200 });
  });

  test('is cached and revalidated as the API is', async () => {
    const first = await get('/api/v1/Voivodeships?asOf=2020-06-01');
    expect(first.headers.get('cache-control')).toMatch(/^public, max-age=60/);
    hub.statements();
    const again = await get('/api/v1/Voivodeships?asOf=2020-06-01');
    expect(hub.statements()).toEqual([]);
    expect(again.body).toEqual(first.body);
    const etag = first.headers.get('etag') ?? '';
    const unchanged = await get('/api/v1/Voivodeships?asOf=2020-06-01', { 'if-none-match': etag });
    expect([unchanged.status, unchanged.body]).toEqual([304, '']);
    const head = await hub.app.handler.fetch('http://hub.test/api/v1/Voivodeships', { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
  });

  test('links its pages one after the other (RFC 8288)', async () => {
    const seen: string[] = [];
    let path: string | undefined = '/api/v1/VoivodeshipGminas?terc=16&first=20';
    let total = 0;
    while (path !== undefined) {
      const { status, body, headers } = await get(path);
      expect(status).toBe(200);
      const { territorialUnits } = body.data;
      total = territorialUnits.totalCount;
      seen.push(...territorialUnits.edges.map(({ node }: { node: { terc: string } }) => node.terc));
      const link = headers.get('link') ?? '';
      expect(link).toContain('<https://hub.test/api/v1/VoivodeshipGminas?terc=16&first=20>; rel="first"');
      path = /<https:\/\/hub\.test([^>]+)>; rel="next"/.exec(link)?.[1];
    }
    expect(seen.length).toBe(total);
    expect(new Set(seen).size).toBe(total);
    expect((await get('/api/v1/UnitByTerc?terc=14')).headers.get('link')).toBeNull();
  });

  test('has a JSON-stat form where its data are a dataset', async () => {
    const subjects = encodeURIComponent('[{"terc":"0202021"}]');
    const byName = await get(`/api/v1/MetricValues?metrics=population&subjects=${subjects}&format=json-stat`);
    expect(byName).toMatchObject({ status: 200, body: { version: '2.0', class: 'dataset' } });
    const accept = { accept: 'application/vnd.json-stat+json' };
    const byAccept = await get(`/api/v1/MetricValues?metrics=population&subjects=${subjects}`, accept);
    expect(byAccept.type).toBe('application/vnd.json-stat+json; charset=utf-8');
    expect(byAccept.body).toEqual(byName.body);
    expect(await get('/api/v1/UnitByTerc?terc=14&format=json-stat')).toMatchObject({ status: 400 });
  });
});

describe('as csv', () => {
  const rowsOf = (text: string): string[] => text.trimEnd().split('\n');

  test('a list is a table, an entry a row, by the parameter and by Accept', async () => {
    const path = '/api/v1/VoivodeshipGminas?terc=16&first=20';
    const byName = await get(`${path}&format=csv`);
    expect([byName.status, byName.type]).toEqual([200, 'text/csv; charset=utf-8; header=present']);
    const [head, ...rows] = rowsOf(byName.body);
    const { body } = await get(path);
    const nodes = body.data.territorialUnits.edges.map(({ node }: { node: Record<string, unknown> }) => node);
    expect(head?.split(',')[0]).toBe(Object.keys(nodes[0])[0]);
    expect(rows.map((row) => row.split(',')[head?.split(',').indexOf('terc') ?? 0])).toEqual(
      nodes.map(({ terc }: { terc: string }) => terc),
    );
    const byAccept = await get(path, { accept: 'text/csv' });
    expect([byAccept.type, byAccept.body]).toEqual([byName.type, byName.body]);
    expect(byAccept.headers.get('vary')).toContain('Accept');
    expect(byName.headers.get('x-release')).toBe(String(body.release));
  });

  test('its pages follow one another, with the format', async () => {
    const tercs: string[] = [];
    let path: string | undefined = '/api/v1/VoivodeshipGminas?terc=16&first=20&format=csv';
    while (path !== undefined) {
      const { body, headers } = await get(path);
      tercs.push(...rowsOf(body).slice(1));
      path = /<https:\/\/hub\.test([^>]+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1];
    }
    const whole = await hub.app.handler.fetch('http://hub.test/exports/VoivodeshipGminas.csv?terc=16');
    expect(tercs).toEqual(rowsOf(await whole.text()).slice(1));
  });

  test('every published operation has that form, and its columns are described', async () => {
    const { body } = await get('/openapi.json');
    for (const [path, { get: operation }] of Object.entries(body.paths as Paths)) {
      const parameters = [...operation.parameters.flatMap(exampleOf), 'format=csv'].join('&');
      const answer = await get(`${path}?${parameters}`);
      expect([path, answer.status]).toEqual([path, 200]);
      const [head = ''] = rowsOf(answer.body);
      const described = operation.responses[200].content['text/csv'].schema.description;
      expect([path, described]).toEqual([path, `A table: ${head.replaceAll(',', ', ')}.`]);
    }
  });

  test('nothing found is a table without rows, and an error a problem', async () => {
    expect(rowsOf((await get('/api/v1/UnitByTerc?terc=1498&format=csv')).body)).toHaveLength(1);
    expect(rowsOf((await get('/api/v1/UnitByTerc?terc=1465011&format=csv')).body)).toHaveLength(2);
    expect(rowsOf((await get('/api/v1/Search?text=zzzzzz&format=csv')).body)).toHaveLength(1);
    expect(await get('/api/v1/UnitByTerc?terc=9999&format=csv')).toMatchObject({ type: 'application/problem+json' });
  });
});

describe('refuses as a problem', () => {
  test.for([
    ['/api/v1/Nothing', 404, 'NOT_FOUND', 'openapi.json'],
    ['/api/v1/', 404, 'NOT_FOUND', 'openapi.json'],
    ['/api/v1/Nothing', 404, 'NOT_FOUND', 'There are AllUnits'],
    ['/api/v1/unit-by-terc', 404, 'NOT_FOUND', 'Did you mean UnitByTerc?'],
    ['/api/v1/UnitByTrec?terc=14', 404, 'NOT_FOUND', 'Did you mean UnitByTerc?'],
    ['/api/v1/Voivod%65shpis', 404, 'NOT_FOUND', 'Did you mean Voivodeships?'],
    ['/api/v1/UnitByTerc', 400, 'BAD_USER_INPUT', 'The parameter "terc" is missing.'],
    ['/api/v1/UnitByTerc?terc=14&trec=14', 400, 'BAD_USER_INPUT', 'no parameter "trec". It takes terc, asOf, format.'],
    ['/api/v1/UnitByTerc?terc=14&terc=16', 400, 'BAD_USER_INPUT', 'more than once'],
    ['/api/v1/UnitByTerc?terc=14&asOf=yesterday', 400, 'BAD_USER_INPUT', ''],
    ['/api/v1/Search?text=a&first=many', 400, 'BAD_USER_INPUT', 'not a whole number'],
    ['/api/v1/Search?text=a&types=NOTHING', 400, 'BAD_USER_INPUT', 'no value "NOTHING". It takes '],
    ['/api/v1/Search?text=a&types=OFFICE&types=office', 400, 'BAD_USER_INPUT', 'no value "office". It takes '],
    ['/api/v1/UnitByTerc', 400, 'BAD_USER_INPUT', 'Add it (terc: '],
    ['/api/v1/UnitByTerc?terc=9999', 400, 'BAD_USER_INPUT', 'is not a TERC'],
    ['/api/v1/Projects?filter={', 400, 'BAD_USER_INPUT', 'not JSON'],
    ['/api/v1/Projects?filter={"nothing":1}', 400, 'BAD_USER_INPUT', 'nothing'],
    ['/api/v1/Projects?first=100000', 400, '', ''],
    [`/api/v1/Search?text=${'a'.repeat(12_000)}`, 400, '', ''],
    [`/api/v1/Search?text=${'a'.repeat(17_000)}`, 414, 'ADDRESS_TOO_LONG', 'by POST to /graphql'],
    ['/api/v1/UnitByTerc?terc=14&format=xml', 400, 'BAD_USER_INPUT', 'It has json, csv.'],
    ['/api/v1/UnitByTerc?terc=14&format=CSV', 400, 'BAD_USER_INPUT', 'It has json, csv.'],
    ['/api/v1/UnitByTerc?terc=14&format=json-stat', 400, 'BAD_USER_INPUT', 'It has json, csv.'],
  ] as const)('%s', async ([path, status, code, detail]) => {
    const { status: answered, type, body } = await get(path, { 'accept-language': 'en' });
    expect([answered, type]).toEqual([status, 'application/problem+json']);
    expect(body.detail).toContain(detail);
    if (code !== '') expect(body.code).toBe(code);
    expect(body.messages.pl).not.toBe(body.messages.en);
  });

  test('a form that nobody takes, and methods other than GET', async () => {
    expect(await get('/api/v1/UnitByTerc?terc=14', { accept: 'image/png' })).toMatchObject({ status: 406 });
    const post = await hub.app.handler.fetch('http://hub.test/api/v1/UnitByTerc', { method: 'POST', body: '{}' });
    expect(post.status).toBe(405);
  });

  test('who asks too often', async () => {
    const rate = {
      windowSeconds: 60,
      anonymousPoints: 3,
      keyPoints: 10,
      costPerPoint: 1_000,
      redisUrl: null,
      trustedProxies: [],
      proxyHeader: 'x-forwarded-for',
    } as const;
    const limited = await startHub({ rate, limits: defaultLimits });
    const statuses: number[] = [];
    for (let count = 0; count < 5; count += 1) {
      const response = await limited.app.handler.fetch('http://hub.test/api/v1/LatestRelease?first=1');
      statuses.push(response.status);
    }
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
  });
});

test('/openapi.json describes every published operation', async () => {
  const { status, body } = await get('/openapi.json');
  expect([status, body.openapi]).toEqual([200, '3.1.0']);
  const listed = await get('/operations');
  const names = listed.body.operations.map(({ name }: { name: string }) => `/api/v1/${name}`);
  expect(Object.keys(body.paths).sort()).toEqual(names.sort());
  expect(body.servers).toEqual([{ url: 'https://hub.test', description: 'This hub' }]);
});

test('/openapi.json describes every way in which an operation is refused', async () => {
  const { body } = await get('/openapi.json');
  const problems = ['400', '401', '406', '414', '429', '431', '500', '503'];
  for (const { get: operation } of Object.values(body.paths as Paths)) {
    expect(Object.keys(operation.responses)).toEqual(['200', '304', ...problems]);
  }
  expect(Object.keys(body.components.responses)).toEqual(problems);
});
