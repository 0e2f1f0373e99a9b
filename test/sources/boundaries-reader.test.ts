/** How a file of boundaries is read, before any unit is looked for. */
import { gzipSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { RefusedFileError } from '#platform/errors.ts';
import { type BoundaryFile, readBoundaryFile } from '#sources/boundaries/read.ts';
import { inputFileOf } from '#sources/import.ts';
import { collection, type Feature, feature, multiPolygon, polygon, square } from '../fixtures/boundaries.ts';
import { encodeAs } from '../fixtures/terc.ts';

const progress = { stage: (): void => undefined, done: (): void => undefined };

function read(content: string | Uint8Array, name = 'units.geojson'): Promise<BoundaryFile> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return readBoundaryFile(inputFileOf(name, bytes), { progress });
}

async function refusal(content: string | Uint8Array): Promise<string> {
  const error = await read(content).catch((thrown: unknown) => thrown);
  if (error instanceof RefusedFileError) return `${error.reason}: ${error.message}`;
  throw new Error('The file was accepted.', { cause: error });
}

const readFeatures = async (...features: unknown[]): Promise<BoundaryFile> => read(collection(features));

/** The geometry that is stored, or why it is not. */
async function geometryOf(geometry: Feature['geometry']): Promise<unknown> {
  const [only] = (await readFeatures(feature({ terc: '02' }, geometry))).features;
  return only?.boundary === null ? only.fault?.message : JSON.parse(only?.boundary?.geometry() ?? 'null');
}

const ring = square(15, 51);
const inner = square(15.02, 51.02, 0.02);

describe('a file', () => {
  const dolnoslaskie = feature({ terc: '02', name: 'dolnośląskie {"[' }, 0);
  const lubuskie = feature({ terc: '08' }, 1);
  const one = JSON.stringify(dolnoslaskie);
  const two = JSON.stringify(lubuskie);

  it.each([
    ['a collection', collection([dolnoslaskie, lubuskie]), 'FeatureCollection', ['02', '08']],
    [
      'a collection after a BOM, indented',
      `\uFEFF${JSON.stringify({ features: [dolnoslaskie] }, null, 2)}\n`,
      'FeatureCollection',
      ['02'],
    ],
    ['a single feature', one, 'Feature', ['02']],
    ['lines', `${one}\n${two}\r\n\n`, 'GeoJSON sequence', ['02', '08']],
    [
      'records after separators',
      `\x1e${JSON.stringify(dolnoslaskie, null, 1)}\n\x1e${two}\n`,
      'GeoJSON sequence',
      ['02', '08'],
    ],
    ['a bare geometry', JSON.stringify({ ...polygon(ring), terc: '02' }), 'Polygon', ['02']],
    [
      'a bare geometry with properties',
      JSON.stringify({ ...polygon(ring), properties: { terc: '02' } }),
      'Polygon',
      ['02'],
    ],
  ])('is read as %s', async (_form, text, form, codes) => {
    const file = await read(text);
    expect(file.format).toBe(`GeoJSON ${form}`);
    expect(file.features.map(({ boundary }) => boundary?.named.code)).toEqual(codes);
    expect(file.features.map(({ row }) => row)).toEqual(codes.map((_, index) => index + 1));
  });

  it.each([
    ['nothing', '  ', 'EMPTY'],
    ['a cut one', collection([dolnoslaskie]).slice(0, -40), 'TRUNCATED'],
    ['one cut inside a string', '{"type":"FeatureCollection","na', 'TRUNCATED'],
    ['one cut between features', `{"type":"FeatureCollection","features":[${one},`, 'TRUNCATED'],
    ['one with a missing comma', `{"features":[${one} ${two}]}`, 'UNREADABLE'],
    ['JSON of something else', '{"WOJ":"02"}', 'UNKNOWN_FORMAT'],
    ['TopoJSON', '{"type":"Topology","objects":{}}', 'UNKNOWN_FORMAT'],
    ['an array', '[1]', 'UNKNOWN_FORMAT'],
    ['XML', '<gml:FeatureCollection/>', 'UNKNOWN_FORMAT'],
    ['an archive of something else', zipSync({ 'mapa.png': strToU8('x') }), 'UNKNOWN_FORMAT'],
    ['a Shapefile', zipSync({ 'gminy.shp': strToU8('x'), 'gminy.dbf': strToU8('x') }), 'UNKNOWN_FORMAT'],
    ['a cut archive', 'PK\x03\x04', 'TRUNCATED'],
    ['too many features', collection(Array.from({ length: 50_001 }, () => 0)), 'TOO_LARGE'],
    ['a cut one in UTF-16', new Uint8Array([0xff, 0xfe, 0x7b, 0]), 'TRUNCATED'],
  ])('is refused: %s', async (_what, content, reason) => {
    expect(await refusal(content)).toContain(`${reason}: `);
  });

  it('keeps features that cannot be read apart from those that can', async () => {
    const { features } = await read(`${one}\n{"type":"Feature", oops}\n7\n${two}`);
    expect(features.map(({ fault }) => fault?.message.slice(0, 26) ?? null)).toEqual([
      null,
      'The feature cannot be read',
      'It is no GeoJSON object. G',
      null,
    ]);
    expect(features[1]?.original).toBe('{"type":"Feature", oops}');
  });

  it('refuses a text that is damaged UTF-8 by the feature', async () => {
    const written = collection([feature({ name: 'Ł?d?', note: 'zażółć gęślą jaźń' }, 0), lubuskie]);
    const damaged = new TextEncoder().encode(written).map((byte) => (byte === 0x3f ? 0xf3 : byte));
    const { features } = await read(damaged);
    expect(features.map(({ fault }) => fault?.message.includes('UTF-8') ?? false)).toEqual([true, false]);
  });

  it.each([
    ['windows-1250', (text: string) => encodeAs(text, 'windows-1250'), ''],
    ['ISO-8859-2', (text: string) => encodeAs(text, 'iso-8859-2'), ''],
    ['UTF-16 with a byte order mark', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le'), ''],
    ['UTF-16 BE', (text: string) => Buffer.from(text, 'utf16le').swap16(), ''],
    ['a zip', (text: string) => zipSync({ 'granice.geojson': strToU8(text) }), 'zip/'],
    ['a gzip', (text: string) => gzipSync(text), 'gzip/'],
  ])('is read as %s', async (_form, written, container) => {
    const file = await read(written(collection([feature({ nazwa: 'Łąki Żółte' }, 0), lubuskie])));
    expect(file.format).toBe(`${container}GeoJSON FeatureCollection`);
    expect(file.features[0]?.boundary?.named.name).toBe('Łąki Żółte');
  });

  it('takes a property with a NUL for what can be stored of it', async () => {
    const { features } = await read(collection([feature({ nazwa: 'Łąki\0', x: '\ud800' }, 0)]));
    expect(features[0]?.boundary?.named.name).toBe('Łąki\uFFFD');
    expect(features[0]?.original.isWellFormed()).toBe(true);
  });
});

describe('the unit that a feature names', () => {
  it.each([
    [{ terc: '0202021', name: 'Dzierżoniów' }, '0202021', 'Dzierżoniów', 'terc'],
    [{ JPT_KOD_JE: '0202021', JPT_NAZWA_: 'Dzierżoniów' }, '0202021', 'Dzierżoniów', 'JPT_KOD_JE'],
    [{ id: 17, TERYT: 202021 }, '202021', null, 'TERYT'],
    [{ kod: ' 02 02 02 1 ', nazwa: 'x' }, '0202021', 'x', 'kod'],
    [{ code: 'PL-02' }, 'PL-02', null, 'code'],
    [{ code: 'PL51', kod_teryt: 2 }, '2', null, 'kod_teryt'],
    [{ id: '5f0e-a', name: ' ' }, null, null, null],
    [null, null, null, null],
  ])('%j', async (properties, code, name, codeColumn) => {
    const [only] = (await readFeatures(feature(properties, 0))).features;
    expect(only?.boundary?.named).toMatchObject({ code, name, codeColumn });
  });

  it('takes the id of the feature when no property has a code', async () => {
    const { features } = await readFeatures({ ...feature({ name: 'x' }, 0), id: '0202' });
    expect(features[0]?.boundary?.named).toMatchObject({ code: '0202', codeColumn: 'id', mayBeNumber: true });
  });

  it.each([
    ['gminy.geojson', {}, 'GMINA'],
    ['A02_Granice_powiatow.json', {}, 'POWIAT'],
    ['x.json', { name: 'wojewodztwa' }, 'VOIVODESHIP'],
    ['poland.country.json', {}, null],
    ['gminy-i-powiaty.json', {}, null],
  ])('level of %s %j', async (name, members, level) => {
    expect((await read(collection([feature({ name: 'x' }, 0)], members), name)).level).toBe(level);
  });
});

describe('the day', () => {
  const days = async (features: unknown[], members = {}, name = 'x.json') => {
    const { statedDays, dayInName } = await read(collection(features, members), name);
    return { statedDays, dayInName };
  };
  const plain = feature({ terc: '02' }, 0);

  it('stands beside the features, in them, or in the name', async () => {
    expect(await days([plain], { metadata: { 'stan na': '2019-06-30' } })).toMatchObject({
      statedDays: ['2019-06-30'],
    });
    expect(await days([plain], { year: 2019 })).toMatchObject({ statedDays: ['2019-01-01'] });
    const ofYears = [2019, 2019, 2020].map((rok) => feature({ rok }, 0));
    expect(await days(ofYears)).toMatchObject({ statedDays: ['2019-01-01', '2020-01-01'] });
    expect(await days([plain], {}, 'gminy_2021.json')).toEqual({ statedDays: [], dayInName: '2021-01-01' });
    expect(await days([plain], {}, 'gminy-20210701.json')).toMatchObject({ dayInName: '2021-07-01' });
    expect(await days([plain], {}, 'gminy-2180.json')).toMatchObject({ dayInName: null });
    expect(await days([plain], {}, '2019-2021.json')).toMatchObject({ dayInName: null });
  });
});

describe('the geometry', () => {
  it('is given one form', async () => {
    const stored = { type: 'Polygon', coordinates: [ring] };
    expect(await geometryOf(polygon(ring))).toEqual(stored);
    expect(await geometryOf(polygon(ring.toReversed()))).toEqual({ type: 'Polygon', coordinates: [ring] });
    expect(await geometryOf(multiPolygon([ring]))).toEqual(stored);
    expect(await geometryOf(polygon(ring.map((position) => [...position, 250, 7])))).toEqual(stored);
    expect(await geometryOf(polygon(ring.map(([x = 0, y = 0]) => [x + 4e-8, y - 4e-8])))).toEqual(stored);
  });

  it('may reach over the sea', async () => {
    const outline = square(17.5, 54.2, 0.9);
    expect(await geometryOf(polygon(outline))).toEqual({ type: 'Polygon', coordinates: [outline] });
  });

  it('winds holes clockwise and lets those fall away that are smaller than the decimals', async () => {
    const expected = { type: 'Polygon', coordinates: [ring, inner.toReversed()] };
    const speck = square(15.05, 51.05, 1e-8);
    expect(await geometryOf(polygon(ring.toReversed(), inner, speck))).toEqual(expected);
  });

  it.each([
    ['none', null, 'there is none'],
    ['a point', { type: 'Point', coordinates: [15, 51] }, '"Point"'],
    ['an open ring', polygon(ring.slice(0, -1)), 'ends at'],
    ['a short ring', polygon([...ring.slice(0, 2), ring[0] ?? []]), '3 positions'],
    ['no rings', polygon(), 'no ring'],
    ['a flat ring', polygon(square(15, 51, 0)), 'encloses no area'],
    ['text for numbers', polygon(ring.map(([x, y]) => [String(x), y]) as never), 'a position is'],
    ['too little nesting', { type: 'Polygon', coordinates: ring }, 'no list'],
    ['too much nesting', { type: 'Polygon', coordinates: [[ring]] }, 'a position is'],
    ['a hole outside', polygon(ring, square(15.5, 51.5)), 'reaches out'],
    [
      'a ring across itself',
      polygon([
        [15, 51],
        [16, 52],
        [16, 51],
        [15, 51.8],
        [15, 51],
      ]),
      'crosses itself near',
    ],
    ['metres', polygon(square(362_000, 362_000, 5_000)), 'EPSG:2180'],
    ['latitude first', polygon(ring.map((position) => position.toReversed())), 'latitude stands before longitude'],
    ['beyond the sea', polygon(square(17.5, 54.2, 2)), 'which is in Poland but goes beyond its borders and its sea'],
    ['elsewhere', polygon(square(2, 48)), 'not in Poland'],
  ])('is rejected: %s', async (_what, geometry, reason) => {
    expect(await geometryOf(geometry)).toContain(reason);
  });

  it('is rejected where a number is too large for one', async () => {
    const text = collection([feature({ terc: '02' }, 0)]).replace('[15,51]', '[1e999,51]');
    expect((await read(text)).features[0]?.fault?.message).toContain('a position is');
  });

  it('is rejected where lists nest deeper than can be stated', async () => {
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    const text = collection([feature({ terc: '02' }, 0)]).replace('[15,51]', deep);
    expect((await read(text)).features[0]?.fault?.message).toContain('a position is […]');
  });

  it('has an area on the ellipsoid', async () => {
    // A quadrangle of 1° × 1° from 52° N on WGS 84, by the formula b² Δλ [sin φ / 2(1 − e² sin² φ) + artanh(e sin φ) / 2e].
    const [degree, holed] = (
      await readFeatures(
        feature({ terc: '02' }, polygon(square(19, 52, 1))),
        feature({ terc: '04' }, polygon(square(19, 52, 1), square(19.25, 52.25, 0.5))),
      )
    ).features.map(({ boundary }) => boundary?.areaKm2 ?? 0);
    expect(degree).toBeCloseTo(7556.736, 2);
    expect((holed ?? 0) / (degree ?? 1)).toBeCloseTo(0.75, 3);
  });

  it.each(['urn:ogc:def:crs:EPSG::2180', 'EPSG:3857', 'urn:ogc:def:crs:EPSG::3120'])(
    'in %s is refused',
    async (name) => {
      const crs = { type: 'name', properties: { name } };
      expect(await refusal(collection([feature({ terc: '02' }, 0)], { crs }))).toContain(
        `OTHER_COORDINATES: The file says`,
      );
    },
  );

  it.each(['urn:ogc:def:crs:OGC:1.3:CRS84', 'EPSG:4326', 'urn:ogc:def:crs:EPSG::4258'])(
    'in %s is taken',
    async (name) => {
      const crs = { type: 'name', properties: { name } };
      expect((await read(collection([feature({ terc: '02' }, 0)], { crs }))).features[0]?.fault).toBeNull();
    },
  );
});
