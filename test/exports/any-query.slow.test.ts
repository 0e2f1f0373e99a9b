/** Any query in bulk: the same rows in every format, as many as the API counts. */

import { type DocumentNode, Kind, type OperationDefinitionNode, parse, print, visit } from 'graphql';
import { parquetReadObjects } from 'hyparquet';
import { beforeAll, describe, expect, test } from 'vitest';
import { buildSchema } from '#graphql/schema.ts';
import { readPublishedOperations } from '#http/operations.ts';
import { collection, feature, polygon, square } from '../fixtures/boundaries.ts';
import { sl2014Csv } from '../fixtures/eu-projects/lists.ts';
import { loadPopulation } from '../fixtures/population.ts';
import { buildTerc, toCsv } from '../fixtures/terc.ts';
import { csvRows } from '../harness/csv.ts';
import { startHub } from '../harness/hub.ts';

const hub = await startHub();
const operations = await readPublishedOperations(buildSchema());

beforeAll(async () => {
  await hub.load('teryt', 'TERC_2020.csv', toCsv(buildTerc({ asOf: '2020-01-01' })));
  const warsaw = feature({ terc: '1465011' }, polygon(square(20.9, 52.1, 0.3)));
  await hub.load('boundaries', 'gminas.geojson', collection([warsaw]), { asOf: '2020-01-01' });
  await loadPopulation(hub);
  await hub.load('eu-projects', 'lista.csv', sl2014Csv(hostile), { asOf: '2021-01-01' });
});

const titles = ['=SUM(A1)', "'park'", 'żłobek "Ósemka"', 'droga, most', 'a\\b\\N', 'linia\tdruga', '-5 m', '@izba'];
const hostile = titles.map((title, index) => ({ contract: `A-${index}`, title }));

async function get(path: string, headers: Record<string, string> = {}, method = 'GET') {
  const response = await hub.app.handler.fetch(`http://hub.test${path}`, { headers, method });
  return { response, status: response.status, bytes: Buffer.from(await response.arrayBuffer()) };
}

async function post(body: object, headers: Record<string, string> = {}) {
  const response = await hub.app.handler.fetch('http://hub.test/exports', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return { response, status: response.status, text: await response.text() };
}

function query(variables: Readonly<Record<string, unknown>>): string {
  const entries = Object.entries(variables).map(([name, value]): [string, string] => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  return new URLSearchParams(entries).toString();
}

/** The first field that has entries, with its count, and where that stands in the answer. */
function counted(document: DocumentNode): { text: string; path: string[] } | undefined {
  let path: string[] | undefined;
  const above: string[] = [];
  const text = print(
    visit(document, {
      Field: {
        enter(node) {
          above.push(node.alias?.value ?? node.name.value);
          const inner = node.selectionSet?.selections ?? [];
          const isPage = inner.some((one) => one.kind === Kind.FIELD && /^(nodes|edges)$/.test(one.name.value));
          if (path !== undefined || !isPage) return undefined;
          path = [...above];
          const count = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: 'totalCount' } } as const;
          return { ...node, selectionSet: { kind: Kind.SELECTION_SET, selections: [...inner, count] } };
        },
        leave: () => void above.pop(),
      },
    }),
  );
  return path === undefined ? undefined : { text, path };
}

const withConnection = operations.filter(({ document }) => counted(parse(document)) !== undefined);

const asText = (value: unknown): string | null => {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};

test('most published operations have a list', () => {
  expect(withConnection.length).toBeGreaterThan(25);
});

test.for(withConnection)(
  '$name has as many rows as the API counts, in every format',
  async ({ name, document, example }) => {
    const { text, path } = counted(parse(document)) ?? { text: '', path: [] };
    const known = new Set(
      ((parse(document).definitions[0] as OperationDefinitionNode).variableDefinitions ?? []).map(
        ({ variable }) => variable.name.value,
      ),
    );
    const variables = Object.fromEntries(Object.entries(example).filter(([variable]) => known.has(variable)));
    const data = await hub.ask(text, variables);
    const total = [...path, 'totalCount'].reduce<unknown>(
      (value, key) => (value as Record<string, unknown>)[key],
      data,
    );
    const address = `/exports/${name}`;
    const csv = await get(`${address}.csv?raw=1&${query(variables)}`);
    expect([csv.status, csv.status === 200 ? '' : csv.bytes.toString()]).toEqual([200, '']);
    const [header = [], ...rows] = csvRows(csv.bytes.toString());
    expect([rows.length, csv.response.headers.get('x-total-count')]).toEqual([total, String(total)]);
    const lines = (await get(`${address}.ndjson?${query(variables)}`)).bytes.toString().split('\n').slice(0, -1);
    const objects = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    for (const object of objects) expect(Object.keys(object)).toEqual(header);
    const parquet = await get(`${address}.parquet?${query(variables)}`);
    const read = await parquetReadObjects({ file: new Uint8Array(parquet.bytes).buffer, utf8: true });
    const days = new Set(
      header.filter((column) => objects.some((object) => /^\d{4}-\d\d-\d\d$/.test(String(object[column ?? ''])))),
    );
    const cells = (row: Record<string, unknown>): (string | null)[] =>
      header.map((column) => {
        const value = row[column ?? ''];
        return value instanceof Date && days.has(column) ? value.toISOString().slice(0, 10) : asText(value);
      });
    expect(objects.length).toBe(total);
    expect(read.map(cells).map((row) => row.map(number))).toEqual(objects.map(cells).map((row) => row.map(number)));
    expect(rows.map((row) => row.map(number))).toEqual(objects.map(cells).map((row) => row.map(number)));
  },
);

/** 12.50 and 12.5 are the same amount. */
function number(text: string | null): string | null {
  return text !== null && /^-?\d+\.\d+$/.test(text) ? String(Number(text)) : text;
}

describe('an export', () => {
  test('has nested fields as columns, in snake case', async () => {
    const { bytes, response } = await get('/exports/VoivodeshipGminas.csv?terc=26');
    const [header, ...rows] = csvRows(bytes.toString());
    expect(header).toEqual(['id', 'terc', 'name', 'kind', 'powiat_id', 'powiat_terc', 'powiat_name']);
    expect(String(rows.length)).toBe(response.headers.get('x-total-count'));
    expect(rows[0]?.slice(4)).toEqual([
      expect.any(String),
      expect.stringMatching(/^26\d\d(011)?$/),
      expect.any(String),
    ]);
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="VoivodeshipGminas.csv"');
    expect(response.headers.get('x-release')).toMatch(/^\d+$/);
  });

  test('takes variables as parameters: texts, numbers, objects and lists', async () => {
    const filter = JSON.stringify({ withinAny: ['26'], levels: ['POWIAT'] });
    const byObject = await get(`/exports/UnitsPage.ndjson?${new URLSearchParams({ filter })}`);
    const byVariables = await get(
      `/exports/UnitsPage.ndjson?${new URLSearchParams({ variables: `{"filter":${filter}}` })}`,
    );
    expect(byObject.bytes.toString().split('\n')).toHaveLength(15);
    expect(byVariables.bytes).toEqual(byObject.bytes);
    const search = await get('/exports/Search.ndjson?text=powiat&types=TERRITORIAL_UNIT,OFFICE');
    expect(search.status).toBe(200);
    expect((await get('/exports/ReleasePage.csv?number=1&at=problems')).status).toBe(200);
  });

  test('walks the list that is named', async () => {
    const document = `{
      release { number rejectedRows(first: 2) { nodes { row } } }
      powiats: territorialUnits(filter: { levels: POWIAT }, first: 3) { edges { cursor node { terc name } } }
    }`;
    const first = await post({ query: document, format: 'ndjson' });
    const named = await post({ query: document, format: 'ndjson', at: 'powiats' });
    expect(first.text.split('\n')[0] ?? '').not.toContain('terc');
    expect(named.text.split('\n')).toHaveLength(381);
    expect(JSON.parse(named.text.split('\n')[0] ?? '')).toEqual({ terc: expect.any(String), name: expect.any(String) });
    expect(named.response.headers.get('x-total-count')).toBe('380');
  });

  test('has inner lists as JSON, or as rows', async () => {
    const document = `query($terc: [ID!]) {
      territorialUnits(filter: { withinAny: $terc, levels: POWIAT }) {
        nodes { ...Unit children(first: 50) { totalCount nodes { terc parent { terc } } } }
      }
    } fragment Unit on TerritorialUnit { code: terc ancestors { name } }`;
    const asked = { query: document, variables: { terc: '26' }, format: 'ndjson' };
    const plain = (await post(asked)).text
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line));
    expect(plain).toHaveLength(14);
    expect(Object.keys(plain[0])).toEqual(['code', 'ancestors', 'children', 'children_total_count']);
    expect(plain[0].ancestors).toEqual([{ name: 'świętokrzyskie' }]);
    const rows = (await post({ ...asked, rows: 'children' })).text
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line));
    expect(rows).toHaveLength(plain.reduce((sum, { children_total_count: count }) => sum + Math.max(count, 1), 0));
    expect(rows[0]).toEqual({
      code: plain[0].code,
      ancestors: plain[0].ancestors,
      children_terc: plain[0].children[0].terc,
      children_parent_terc: plain[0].code,
      children_total_count: plain[0].children_total_count,
    });
  });

  test('of an operation without a connection has the entries of its list, or one row', async () => {
    const references = [{ code: '1465' }, { text: 'woj. swietokrzyskie' }];
    const list = await post({
      query: 'query($r: [TerritorialUnitReference!]!) { resolveTerritorialUnits(references: $r) { code text } }',
      variables: { r: references },
      format: 'csv',
    });
    expect(csvRows(list.text)).toHaveLength(3);
    const one = await get('/exports/UnitByTerc.csv?terc=1465011');
    expect(csvRows(one.bytes.toString())).toHaveLength(2);
  });

  test('keeps formulas out of spreadsheets unless it is raw', async () => {
    const safe = csvRows((await get('/exports/ProjectsPage.csv')).bytes.toString());
    const raw = csvRows((await get('/exports/ProjectsPage.csv?raw=1')).bytes.toString());
    expect(safe.flat()).toContainEqual(expect.stringMatching(/^'=SUM/));
    expect(safe.map((row) => row.map((cell) => cell?.replace(/^'/, '') ?? null))).toEqual(raw);
    expect((await get('/exports/ProjectsPage.csv?bom=1')).bytes.toString().startsWith('\uFEFFid,')).toBe(true);
  });

  test('is not sent again to those who have it, and has its headers for HEAD', async () => {
    const { response } = await get('/exports/Voivodeships.csv');
    const etag = response.headers.get('etag') ?? '';
    expect((await get('/exports/Voivodeships.csv', { 'if-none-match': etag })).status).toBe(304);
    for (let count = 0; count < 5; count += 1) {
      const head = await get('/exports/AllUnits.csv?levels=GMINA', {}, 'HEAD');
      expect([head.status, head.bytes.length, head.response.headers.get('x-total-count')]).toEqual([200, 0, '2478']);
    }
  });

  test.for([
    ['/exports/Nothing.csv', 404, 'NO_SUCH_OPERATION', 'AllUnits'],
    ['/exports/AllUnits.xls', 404, 'NO_SUCH_FORMAT', 'csv, ndjson, parquet'],
    ['/exports/AllUnits', 404, 'NO_SUCH_FORMAT', 'csv, ndjson, parquet'],
    ['/exports/AllUnits.csv?colour=red', 400, 'UNKNOWN_VARIABLE', 'levels: [TerritorialLevel!]'],
    ['/exports/AllUnits.csv?levels=HAMLET', 400, 'BAD_USER_INPUT', 'levels: [TerritorialLevel!]'],
    ['/exports/VoivodeshipGminas.csv', 400, 'BAD_USER_INPUT', 'terc: ID!'],
    ['/exports/AllUnits.csv?release=99999', 404, 'NO_SUCH_RELEASE', 'release'],
    ['/exports/AllUnits.csv?at=offices', 400, 'NO_SUCH_LIST', 'territorialUnits'],
    ['/exports/Projects.csv?rows=units', 400, 'NO_SUCH_LIST', 'programmePath, places, participations'],
    ['/exports/UnitChildren.csv?terc=2699', 404, 'NOT_FOUND', 'territorialUnit'],
    ['/exports/ProjectsPage.csv?filter=%7B', 400, 'BAD_REQUEST', 'JSON'],
    ['/exports/RankingX.csv?%00=1', 404, 'NO_SUCH_OPERATION', 'AllUnits'],
  ] as const)('%s is a problem that says what exists', async ([path, status, code, detail]) => {
    const answer = await get(path);
    expect([answer.status, answer.response.headers.get('content-type')]).toEqual([status, 'application/problem+json']);
    expect(JSON.parse(answer.bytes.toString())).toMatchObject({ code, detail: expect.stringContaining(detail) });
  });

  test.for([
    [{ query: '{ nothing }' }, 'GRAPHQL_VALIDATION_FAILED'],
    [{ query: '{' }, 'GRAPHQL_PARSE_FAILED'],
    [{}, 'NO_DOCUMENT'],
    [{ query: '{ release { number } }', format: 'xml' }, 'NO_SUCH_FORMAT'],
    [{ query: '{ territorialUnits { nodes { id } } }', release: 'yesterday' }, 'NO_SUCH_RELEASE'],
  ] as const)('%j is refused', async ([body, code]) => {
    const { response, text } = await post(body);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(JSON.parse(text)).toMatchObject({ code });
  });
});
