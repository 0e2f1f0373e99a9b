/** An independent program rebuilds the hub's tables from what it publishes. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { collection, feature, polygon, square } from '../fixtures/boundaries.ts';
import { serveHub } from '../harness/served-hub.ts';
import { generatedImports } from '../releases/generated-imports.ts';
import { type ManifestFile, Mirror } from './mirror.ts';

const { hub, url } = await serveHub({ rate: undefined });
await hub.load('boundaries', 'b.geojson', collection([feature({ terc: '16' }, polygon(square(17.5, 50)))]), {
  asOf: '2026-01-01',
});
let latest = 2;
for await (const release of generatedImports(hub, 11, 9)) latest = release;
const releases = [2, Math.ceil(latest / 2), latest];

const folder = mkdtempSync(path.join(tmpdir(), 'wezel-readers-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const mirror = await Mirror.open(url.replace('/graphql', ''), folder);

interface Resource {
  readonly name: string;
  readonly path: string;
  readonly schema: {
    readonly fields: readonly { readonly name: string; readonly type: string }[];
    readonly primaryKey: readonly string[];
    readonly foreignKeys?: readonly {
      readonly fields: readonly string[];
      readonly reference: { readonly resource: string; readonly fields: readonly string[] };
    }[];
  };
}

const quoted = (name: string): string => `"${name}"`;
const listed = (names: Iterable<string>): string => [...names].map(quoted).join(', ');
const tableOf = (release: number, dataset: string): string => quoted(`${dataset} of ${release}`);

/** Parquet says its types; csv and JSON lines are read as those. */
async function loadDataset(release: number, files: readonly ManifestFile[]): Promise<void> {
  const dataset = files[0]?.dataset ?? '';
  const parquet = files.find(({ format }) => format === 'parquet');
  if (parquet === undefined) throw new Error(`${dataset} has no Parquet`);
  const { file, sha256 } = await mirror.fetchInParts(`/releases/${release}/${parquet.name}`, parquet.bytes);
  expect([parquet.name, sha256]).toEqual([parquet.name, parquet.sha256]);
  await mirror.run(`CREATE TABLE ${tableOf(release, dataset)} AS SELECT * FROM read_parquet('${file}')`);
}

const literalTypes = (columns: ReadonlyMap<string, string>): string =>
  `{${[...columns].map(([name, type]) => `'${name}': '${type}'`).join(', ')}}`;

for (const release of releases) {
  describe(`release ${release}`, async () => {
    const { files } = await mirror.json<{ files: ManifestFile[] }>(`/releases/${release}/manifest.json`);
    const byDataset = Map.groupBy(
      files.filter(({ format }) => format !== undefined),
      ({ dataset }) => dataset,
    );
    for (const of of byDataset.values()) await loadDataset(release, of);

    test.for([...byDataset.keys()])('%s is the same in csv, JSON lines and Parquet', async (dataset) => {
      const table = tableOf(release, dataset);
      const columns = await mirror.columns(table);
      const plain = new Map([...columns].filter(([name]) => name !== 'geometry'));
      const csv = await mirror.fetchWhole(`/releases/${release}/${dataset}.csv?raw=1`);
      const lines = await mirror.fetchWhole(`/releases/${release}/${dataset}.ndjson`);
      const wanted = `SELECT ${listed(plain.keys())} FROM ${table}`;
      const asText = new Map([...columns].map(([name]) => [name, plain.get(name) ?? 'VARCHAR']));
      const fromCsv = `SELECT ${listed(plain.keys())} FROM read_csv('${csv.file}', header = true, delim = ',', quote = '"',
        escape = '"', nullstr = '', allow_quoted_nulls = false, auto_detect = false, columns = ${literalTypes(asText)})`;
      const fromLines = `SELECT ${listed(plain.keys())} FROM read_json('${lines.file}', format = 'newline_delimited',
        columns = ${literalTypes(plain)})`;
      expect(await mirror.differences(wanted, fromCsv)).toBe(0);
      expect(await mirror.differences(wanted, fromLines)).toBe(0);
      const rows = await mirror.count(`SELECT * FROM ${table}`);
      for (const file of byDataset.get(dataset) ?? []) expect([file.name, file.rows]).toEqual([file.name, rows]);
    });

    test('holds the keys that its data package states', async () => {
      const { resources } = await mirror.json<{ resources: Resource[] }>(`/releases/${release}/datapackage.json`);
      const tables = resources.filter(({ path: file }) => file.endsWith('.csv'));
      expect(tables.map(({ name }) => name).toSorted()).toEqual([...byDataset.keys()].toSorted());
      for (const { name, schema } of tables) {
        const table = tableOf(release, name);
        const key = listed(schema.primaryKey);
        expect([name, await mirror.count(`SELECT ${key} FROM ${table} GROUP BY ALL HAVING count(*) > 1`)]).toEqual([
          name,
          0,
        ]);
        expect([...(await mirror.columns(table)).keys()]).toEqual(schema.fields.map((field) => field.name));
        for (const { fields, reference } of schema.foreignKeys ?? []) {
          const target = reference.resource === '' ? name : reference.resource;
          const same = fields.map((field, at) => `c.${quoted(field)} = p.${quoted(reference.fields[at] ?? '')}`);
          const orphans = await mirror.count(
            `SELECT * FROM ${table} c WHERE ${fields.map((field) => `c.${quoted(field)} IS NOT NULL`).join(' AND ')}
               AND NOT EXISTS (SELECT 1 FROM ${tableOf(release, target)} p WHERE ${same.join(' AND ')})`,
          );
          expect([name, fields, target, orphans]).toEqual([name, fields, target, 0]);
        }
      }
    });
  });
}

/** Columns of a download that stand under the same name in the change feed but are made from others. */
const derived = new Set(['geometry', 'titles', 'places']);

describe('the change feed', async () => {
  const { file } = await mirror.fetchWhole(`/changes?from=0&to=${latest}`);
  await mirror.run(
    `CREATE TABLE change AS SELECT *, row_number() OVER () AS place FROM read_json('${file}', format = 'newline_delimited',
       maximum_object_size = 100000000,
       columns = {op: 'VARCHAR', type: 'VARCHAR', id: 'VARCHAR', release: 'INTEGER', after: 'JSON'})`,
  );
  const typeOf = (name: string): string =>
    name.replaceAll(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());

  /** The rows of a table at a release: the last state of each id. */
  const stateOf = (type: string, release: number): string =>
    `SELECT after FROM (SELECT after, row_number() OVER (PARTITION BY id ORDER BY place DESC) AS back FROM change
       WHERE type = '${type}' AND release <= ${release}) WHERE back = 1 AND json_type(after) = 'OBJECT'`;

  const tables: readonly (readonly [dataset: string, table: string])[] = [
    ['projects', 'project'],
    ['project-places', 'project_place'],
    ['organisations', 'organisation'],
    ['programmes', 'programme'],
    ['offices', 'office'],
    ['practices', 'practice'],
    ['unit-versions', 'territorial_unit_version'],
    ['unit-events', 'territorial_unit_event'],
    ['boundaries', 'territorial_unit_boundary'],
    ['metrics', 'metric'],
    ['sources', 'source'],
    ['releases', 'release'],
  ];
  test.for(releases.flatMap((release) => tables.map((table) => [release, ...table] as const)))(
    'rebuilds release %i of %s',
    async ([release, dataset, table]) => {
      const download = tableOf(release, dataset);
      const columns = await mirror.columns(download);
      const state = stateOf(typeOf(table), release);
      const [names] = await mirror.rows<{ names: string[] | null }>(
        `SELECT json_keys(any_value(after)) AS names FROM (${state})`,
      );
      const stated = new Set(names?.names ?? []);
      const shared = [...columns].filter(([name]) => stated.has(name) && !derived.has(name));
      const rows = await mirror.count(`SELECT * FROM ${download}`);
      expect(await mirror.count(state)).toBe(rows);
      if (rows === 0) return;
      expect(shared.length).toBeGreaterThan(2);
      const cells = shared.map(([name, type]) => `CAST(after ->> '${name}' AS ${type}) AS ${quoted(name)}`);
      const wanted = `SELECT ${listed(shared.map(([name]) => name))} FROM ${download}`;
      expect(await mirror.differences(wanted, `SELECT ${cells.join(', ')} FROM (${state})`)).toBe(0);
    },
  );
});
