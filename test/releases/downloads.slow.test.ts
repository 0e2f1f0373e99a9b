/** Downloads of releases: the same rows in every format, the same bytes whenever they are made. */
import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { parquetReadObjects } from 'hyparquet';
import { describe, expect, test } from 'vitest';
import { fileNames } from '#exports/datasets/find.ts';
import { datasets } from '#exports/datasets/index.ts';
import { collection, feature, polygon, square } from '../fixtures/boundaries.ts';
import { csvRows } from '../harness/csv.ts';
import { startHub, type TestHub } from '../harness/hub.ts';
import { generatedImports } from './generated-imports.ts';

const hub = await startHub();
await hub.load('boundaries', 'b.geojson', collection([feature({ JPT_KOD_JE: '02' }, polygon(square(16, 51)))]), {
  asOf: '2022-01-01',
});
let latest = 1;

async function get(path: string, headers: Record<string, string> = {}, method = 'GET') {
  const response = await hub.app.handler.fetch(`http://hub.test${path}`, { headers, method, redirect: 'manual' });
  return { response, status: response.status, bytes: Buffer.from(await response.arrayBuffer()) };
}

async function file(release: number, name: string): Promise<Buffer> {
  const { status, bytes } = await get(`/releases/${release}/${name}`);
  expect([name, status, status === 200 ? '' : bytes.toString()]).toEqual([name, 200, '']);
  return bytes;
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

const asText = (value: unknown): string | null => {
  if (value === null || value === undefined) return null;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};

const early = new Map<string, string>();
for (const name of fileNames) early.set(name, sha256(await file(2, name)));
for await (const release of generatedImports(hub, 5, 7)) latest = release;

describe('a release', () => {
  test('gives the same bytes when its files are made again later', async () => {
    const later = await startHub({ databaseUrl: hub.database.url });
    for (const name of fileNames) {
      const { bytes } = await download(later, `/releases/2/${name}`);
      expect([name, sha256(bytes)]).toEqual([name, early.get(name)]);
    }
  });

  test.for(datasets.map(({ name }) => name))('%s has the same rows as csv, JSON lines and Parquet', async (name) => {
    const dataset = datasets.find((known) => known.name === name);
    const columns = Object.keys(dataset?.columns ?? {});
    const [header, ...rows] = csvRows((await file(latest, `${name}.csv?raw=1`)).toString());
    expect(header).toEqual(columns);
    const lines = (await file(latest, `${name}.ndjson`)).toString().split('\n').slice(0, -1);
    const objects = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    const plain = columns.filter((column) => dataset?.columns[column]?.[0] !== 'geometry');
    const cells = objects.map((object) => plain.map((column) => asText(object[column])));
    expect(rows.map((row) => plain.map((column) => row[columns.indexOf(column)]))).toEqual(cells);
    const parquet = await file(latest, `${name}.parquet`);
    const buffer = new Uint8Array(parquet).buffer;
    const read = await parquetReadObjects({ file: buffer, utf8: true });
    const values = read.map((row) =>
      plain.map((column) => {
        const value: unknown = row[column];
        if (!(value instanceof Date)) return asText(value);
        return dataset?.columns[column]?.[0] === 'date' ? value.toISOString().slice(0, 10) : value.toISOString();
      }),
    );
    expect(values).toEqual(cells);
  });

  test('has boundaries as GeoJSON', async () => {
    const map = JSON.parse((await file(latest, 'boundaries.geojson')).toString()) as {
      features: { geometry: object; properties: object }[];
    };
    expect(map).toMatchObject({
      type: 'FeatureCollection',
      features: [{ type: 'Feature', properties: { unit_id: '02' }, geometry: { type: 'Polygon' } }],
    });
  });

  test('keeps formulas out of spreadsheets, and loses nothing', async () => {
    // A retraction may have taken the last of them back.
    let release = latest;
    while (release > 1 && !(await file(release, 'projects.csv?raw=1')).includes('=SUM')) release -= 1;
    const safe = csvRows((await file(release, 'projects.csv')).toString()).slice(1);
    const raw = csvRows((await file(release, 'projects.csv?raw=1')).toString()).slice(1);
    expect(safe.flat().filter((cell) => cell !== null && /^[=+@\t\r]|^-\D/.test(cell))).toEqual([]);
    expect(safe.flat()).toContainEqual(expect.stringMatching(/^'=SUM/));
    expect(safe.map((row) => row.map((cell) => cell?.replace(/^'/, '') ?? null))).toEqual(raw);
    const polish = (await file(latest, 'projects.csv?labels=pl&bom=1')).toString();
    expect(polish.startsWith('\uFEFFIdentyfikator,Perspektywa,')).toBe(true);
  });

  test('is described with its checksums', async () => {
    const manifest = JSON.parse((await file(2, 'manifest.json')).toString()) as {
      files: { name: string; sha256: string; bytes: number }[];
    };
    expect(new Map(manifest.files.map(({ name, sha256: sum }) => [name, sum]))).toEqual(early);
    const sums = (await file(2, 'SHA256SUMS')).toString().trim().split('\n');
    expect(sums).toEqual(fileNames.map((name) => `${early.get(name)}  ${name}`));
    const datapackage = JSON.parse((await file(2, 'datapackage.json')).toString()) as {
      resources: {
        name: string;
        schema: {
          fields: { name: string }[];
          primaryKey: string[];
          foreignKeys: { fields: string[]; reference: { resource: string; fields: string[] } }[];
        };
      }[];
    };
    const fields = new Map(
      datapackage.resources.map(({ name, schema }) => [name, schema.fields.map((field) => field.name)]),
    );
    for (const { name, schema } of datapackage.resources) {
      expect(fields.get(name)).toEqual(expect.arrayContaining(schema.primaryKey));
      for (const { fields: own, reference } of schema.foreignKeys) {
        expect(fields.get(name)).toEqual(expect.arrayContaining(own));
        expect(fields.get(reference.resource)).toEqual(expect.arrayContaining(reference.fields));
      }
    }
    const text = (await file(2, 'README.md')).toString();
    for (const { name } of datasets) expect(text).toContain(`\`${name}.csv\``);
    expect((await file(2, 'CITATION.cff')).toString()).toContain('version: "2"');
  });

  test.for(datasets.map(({ name }) => name))(
    '%s has a key that is one, and references that lead somewhere',
    async (name) => {
      const dataset = datasets.find((known) => known.name === name);
      const rowsOf = async (of: string) =>
        (await file(latest, `${of}.ndjson`))
          .toString()
          .split('\n')
          .slice(0, -1)
          .map((line) => JSON.parse(line) as Record<string, unknown>);
      const key = (row: Record<string, unknown>, columns: readonly string[]): string =>
        JSON.stringify(columns.map((column) => row[column]));
      const rows = await rowsOf(name);
      expect(new Set(rows.map((row) => key(row, dataset?.primaryKey ?? []))).size).toBe(rows.length);
      for (const { fields, dataset: other, to } of dataset?.references ?? []) {
        const known = new Set((await rowsOf(other)).map((row) => key(row, to)));
        const given = rows.filter((row) => fields.every((field) => row[field] !== null));
        expect(given.map((row) => key(row, fields)).filter((reference) => !known.has(reference))).toEqual([]);
      }
    },
  );
});

describe('a download', () => {
  test('is answered in parts, and not again to those who have it', async () => {
    const { response, bytes } = await get('/releases/2/units.csv');
    const etag = response.headers.get('etag') ?? '';
    expect(response.headers.get('cache-control')).toContain('immutable');
    const first = await get('/releases/2/units.csv', { range: 'bytes=0-99' });
    const rest = await get('/releases/2/units.csv', { range: 'bytes=100-', 'if-range': etag });
    expect([first.status, rest.status]).toEqual([206, 206]);
    expect(first.response.headers.get('content-range')).toBe(`bytes 0-99/${bytes.length}`);
    expect(Buffer.concat([first.bytes, rest.bytes])).toEqual(bytes);
    expect((await get('/releases/2/units.csv', { range: 'bytes=-10' })).bytes).toEqual(bytes.subarray(-10));
    expect((await get('/releases/2/units.csv', { range: 'bytes=5-', 'if-range': '"other"' })).status).toBe(200);
    expect((await get('/releases/2/units.csv', { range: `bytes=${bytes.length}-` })).status).toBe(416);
    expect((await get('/releases/2/units.csv', { 'if-none-match': etag })).status).toBe(304);
    const head = await get('/releases/2/units.csv', {}, 'HEAD');
    expect([head.status, head.bytes.length, head.response.headers.get('content-length')]).toEqual([
      200,
      0,
      String(bytes.length),
    ]);
  });

  test('is compressed as the client takes it, and on demand', async () => {
    const plain = await file(2, 'units.csv');
    const coded = await get('/releases/2/units.csv', { 'accept-encoding': 'gzip' });
    expect(coded.response.headers.get('content-encoding')).toBe('gzip');
    expect(gunzipSync(coded.bytes)).toEqual(plain);
    expect(gunzipSync(await file(2, 'units.csv.gz'))).toEqual(plain);
  });

  test('of the latest release is found by a redirection', async () => {
    const { status, response } = await get('/releases/latest/units.csv?raw=1');
    expect([status, response.headers.get('location')]).toEqual([302, `/releases/${latest}/units.csv?raw=1`]);
  });

  test('of one metric has its observations alone', async () => {
    const all = csvRows((await file(latest, 'observations.csv')).toString());
    const one = csvRows((await file(latest, 'observations/test-people.csv')).toString());
    expect(one.length).toBeGreaterThan(1);
    expect(one).toEqual(all);
  });

  test('that many want at once is made once', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => file(latest, 'participations.ndjson')));
    expect(new Set(answers.map(sha256)).size).toBe(1);
  });

  test('leaves nothing half-made', async () => {
    const names = await readdir(hub.downloadsFolder, { recursive: true });
    expect(names.filter((name) => name.includes('.parts/'))).toEqual([]);
    expect(names.length).toBeGreaterThan(fileNames.length);
  });

  test.for([
    ['/releases/99999/units.csv', 'NO_SUCH_RELEASE', 'releases 1 to'],
    ['/releases/x/units.csv', 'NO_SUCH_RELEASE', 'releases 1 to'],
    ['/releases/1/nothing.csv', 'NO_SUCH_FILE', 'units.csv'],
    ['/releases/1/units.xls', 'NO_SUCH_FILE', 'units.csv'],
    ['/releases/1/units.geojson', 'NO_SUCH_FILE', 'boundaries.geojson'],
    ['/releases/1/observations/none.csv', 'NO_SUCH_FILE', 'observations.csv'],
    ['/releases/1/..%2f..%2fetc%2fpasswd', 'NO_SUCH_FILE', 'units.csv'],
  ] as const)('%s is a problem that says what exists', async ([path, code, detail]) => {
    const { status, response, bytes } = await get(path);
    expect(status).toBe(404);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(JSON.parse(bytes.toString())).toMatchObject({ code, detail: expect.stringContaining(detail) });
  });
});

async function download({ app }: TestHub, path: string) {
  const response = await app.handler.fetch(`http://hub.test${path}`);
  return { status: response.status, bytes: Buffer.from(await response.arrayBuffer()) };
}
