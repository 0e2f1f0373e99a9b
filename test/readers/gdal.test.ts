/** GDAL reads the boundaries, where it is installed (Debian: gdal-bin). */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { collection, feature, polygon, square } from '../fixtures/boundaries.ts';
import { serveHub } from '../harness/served-hub.ts';
import { Mirror } from './mirror.ts';

const formats = spawnSync('ogrinfo', ['--formats'], { encoding: 'utf8' });
const hasGdal = formats.status === 0;
const hasParquet = hasGdal && formats.stdout.includes('Parquet');
if (!hasGdal) console.log('GDAL is not installed (apt-get install gdal-bin): ogr2ogr reads nothing here.');
else if (!hasParquet) console.log('This GDAL has no Parquet driver: ogr2ogr reads only GeoJSON here.');

const { hub, url } = await serveHub();
await hub.load(
  'boundaries',
  'b.geojson',
  collection([feature({ terc: '16' }, polygon(square(17.5, 50))), feature({ terc: '24' }, polygon(square(19, 50)))]),
  { asOf: '2026-01-01' },
);
const folder = mkdtempSync(path.join(tmpdir(), 'wezel-gdal-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const mirror = await Mirror.open(url.replace('/graphql', ''), folder);

interface Features {
  readonly features: readonly {
    readonly properties: { readonly terc: string };
    readonly geometry: { readonly type: string; readonly coordinates: unknown };
  }[];
}

async function throughGdal(name: string): Promise<Features> {
  const { file } = await mirror.fetchWhole(`/releases/2/${name}`);
  const { status, stdout, stderr } = spawnSync('ogr2ogr', ['-f', 'GeoJSON', '/vsistdout/', file], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
  return JSON.parse(stdout) as Features;
}

const shapesOf = ({ features }: Features) =>
  features
    .map(({ properties, geometry }) => [properties.terc, geometry.type, JSON.stringify(geometry.coordinates)])
    .toSorted();

test.skipIf(!hasGdal)('ogr2ogr reads GeoJSON', async () => {
  const published = await mirror.json<Features>('/releases/2/boundaries.geojson');
  const read = await throughGdal('boundaries.geojson');
  expect(shapesOf(read)).toEqual(shapesOf(published));
  expect(read.features).toHaveLength(2);
});

test.skipIf(!hasParquet)('ogr2ogr reads GeoParquet', async () => {
  const published = await mirror.json<Features>('/releases/2/boundaries.geojson');
  expect(shapesOf(await throughGdal('boundaries.parquet'))).toEqual(shapesOf(published));
});

test('DuckDB finds the geometry that GeoParquet states', async () => {
  const { file } = await mirror.fetchWhole('/releases/2/boundaries.parquet');
  const [meta] = await mirror.rows<{ value: string }>(
    `SELECT decode(value) AS value FROM parquet_kv_metadata('${file}') WHERE decode(key) = 'geo'`,
  );
  expect(JSON.parse(meta?.value ?? '{}')).toMatchObject({
    primary_column: 'geometry',
    columns: { geometry: { encoding: 'WKB' } },
  });
});
