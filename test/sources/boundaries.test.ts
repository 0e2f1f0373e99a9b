/** `import -- boundaries`: which units the features of a file are joined to, and what is reported of it. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { RefusedFileError } from '#platform/errors.ts';
import type { ImportReport } from '#sources/import.ts';
import { collection, feature } from '../fixtures/boundaries.ts';
import { buildTerc, toCsv } from '../fixtures/terc.ts';
import { startHub, type TestHub } from '../harness/hub.ts';

type Load = Parameters<TestHub['load']>[3];

async function refusal(loading: Promise<ImportReport>): Promise<string> {
  const error = await loading.catch((thrown: unknown) => thrown);
  if (error instanceof RefusedFileError) return `${error.reason}: ${error.line}`;
  throw new Error('The file was accepted.', { cause: error });
}

function sum({ created, changed, unchanged, duplicates, rejected }: ImportReport): number {
  return created + changed + unchanged + duplicates + rejected;
}

/** Joined rows of a dry run, as `1601011 name (GMINA)`. */
async function joinedBy(hub: TestHub, features: unknown[], options: Load = {}, name = 'x.json'): Promise<string[]> {
  const report = await hub.load('boundaries', name, collection(features), { dryRun: true, ...options });
  expect(sum(report)).toBe(report.records);
  return report.differences.flatMap(({ lines }) => lines);
}

/** So many features of voivodeships that a few bad ones do not make the file be refused. */
const voivodeships = ['02', '04', '06', '08', '10', '12', '14', '16', '18', '20', '22', '24', '26', '28', '30', '32'];
const padding = voivodeships.map((terc, index) => feature({ terc }, index));

/** Opolskie of two years; between them 160103 becomes urban, 160104 is renamed and 160302 comes under another powiat. */
const before = buildTerc({ asOf: '2018-01-01', voivodeships: ['16'] });
const after = before
  .map((row) => ({ ...row, STAN_NA: '2020-01-01' }))
  .filter(({ POW, GMI, RODZ }) => !(POW === '01' && GMI === '03' && RODZ > '3'))
  .map((row) => {
    const place = row.POW + row.GMI;
    if (place === '0103') return { ...row, RODZ: '1' };
    return place === '0104' ? { ...row, NAZWA: 'Nowa Nazwa' } : row;
  });

describe('features are joined', async () => {
  const hub = await startHub();
  await hub.load('teryt', '2018.csv', toCsv(before));
  await hub.load('teryt', '2020.csv', toCsv(after));

  it.each([
    ['a TERC of a gmina', { terc: '1601011' }, '1601011 Żółta Łąka 160101 (GMINA)'],
    ['a number that lost no digit', { terc: 1601011 }, '1601011 Żółta Łąka 160101 (GMINA)'],
    ['a TERC of 6 digits', { terc: '160101' }, '1601011 Żółta Łąka 160101 (GMINA)'],
    ['a TERC of a powiat', { terc: '1601' }, '1601 powiat 16-01 (POWIAT)'],
    ['a TERC filled up with zeros', { terc: '1601000' }, '1601 powiat 16-01 (POWIAT)'],
    ['the code of a city as a powiat', { terc: '1661' }, '1661011 Miasto 1661 (POWIAT)'],
    ['its code as a gmina', { terc: '1661011' }, '1661011 Miasto 1661 (GMINA)'],
    ['a number that lost its zero', { terc: 2 }, '02 dolnośląskie (VOIVODESHIP)'],
    ['an ISO code', { code: 'PL-16' }, '16 opolskie (VOIVODESHIP)'],
    ['an ISO code of before 2018', { 'ISO3166-2': 'PL-OP' }, '16 opolskie (VOIVODESHIP)'],
    [
      'an ISO code beside an English name',
      { shapeName: 'Opole Voivodeship', shapeISO: 'PL-16' },
      '16 opolskie (VOIVODESHIP)',
    ],
    [
      'tags of OpenStreetMap in a member of their own',
      { type: 'relation', id: 130919, tags: { 'teryt:terc': '1601', name: 'powiat 16-01' } },
      '1601 powiat 16-01 (POWIAT)',
    ],
    ['the columns of the register', { WOJ: 16, POW: 1, GMI: 1, RODZ: 1 }, '1601011 Żółta Łąka 160101 (GMINA)'],
    ['the code of another year', { terc: '1601033' }, '1601033 Żółta Łąka 160103 (GMINA)'],
    ['a name', { name: 'dzierżoniowski', level: 'powiat' }, '0202 dzierżoniowski (POWIAT)'],
    ['a name with its kind', { nazwa: 'Powiat kielecki' }, '2604 kielecki (POWIAT)'],
    ['a name in capitals', { JPT_NAZWA_: 'ŚLĄSKIE' }, '24 śląskie (VOIVODESHIP)'],
    ['a former name', { name: 'Żółta Łąka 160104' }, '1601042 Żółta Łąka 160104 (GMINA)'],
    [
      'a name beside an unknown code',
      { terc: '1601992', name: 'Nowa Nazwa', level: 'GMINA' },
      '1601042 Nowa Nazwa (GMINA)',
    ],
  ])('by %s', async (_how, properties, unit) => {
    expect(await joinedBy(hub, [feature(properties, 0)])).toEqual([unit]);
  });

  it('by the code of the day that is said', async () => {
    const urban = feature({ terc: '1601031' }, 0);
    const mixed = feature({ terc: '1601033' }, 0);
    for (const asOf of ['2018-01-01', '2019-05-05', '2020-01-01', '2024-01-01']) {
      expect(await joinedBy(hub, [urban], { asOf })).toEqual(['1601031 Żółta Łąka 160103 (GMINA)']);
      expect(await joinedBy(hub, [mixed], { asOf })).toEqual(['1601033 Żółta Łąka 160103 (GMINA)']);
    }
  });

  it('with all zeros lost, as a spreadsheet loses them', async () => {
    const codes = [202021, 202, 1601011];
    const joined = await joinedBy(
      hub,
      codes.map((terc, index) => feature({ terc }, index)),
    );
    expect(joined).toEqual([
      '0202021 Dzierżoniów (GMINA)',
      '0202 dzierżoniowski (POWIAT)',
      expect.stringContaining('1601011'),
    ]);
  });

  it('by names at the level that the codes of the others have', async () => {
    // "Łódź" and "Warszawa" alone may be a gmina or a powiat; 0202 states that the file is of powiats.
    const joined = await joinedBy(hub, [feature({ terc: '0202' }, 0), feature({ name: 'Łódź' }, 1)]);
    expect(joined).toEqual(['0202 dzierżoniowski (POWIAT)', '1061011 Łódź (POWIAT)']);
    expect(await joinedBy(hub, [feature({ name: 'Łódź' }, 1)], {}, 'gminy.json')).toEqual(['1061011 Łódź (GMINA)']);
  });

  it('not by a name that an ISO code of before 2018 contradicts', async () => {
    const contradicting = feature({ 'ISO3166-2': 'PL-SL', name: 'opolskie' }, 1);
    const report = await hub.load('boundaries', 'x.json', collection([...padding, contradicting]), { dryRun: true });
    expect(report).toMatchObject({ created: 16, rejected: 1 });
    expect(report.rejectedRows[0]?.reason).toContain('but "opolskie" is 16 opolskie');
  });

  it('or rejected with the reason, the candidates and the text', async () => {
    const bad = [
      feature({ terc: '9999999', name: 'Nigdzie' }, 0),
      feature({ kod: '1601', n: 1 }, 1),
      feature({ nothing: true }, 2),
    ];
    const ok = feature({ terc: '1601' }, 3);
    const report = await hub.load('boundaries', 'x.json', collection([...padding, ok, ...bad]));
    expect(report).toMatchObject({ records: 20, created: 17, rejected: 3 });
    expect(report.rejectedRows).toEqual([
      {
        kind: 'UNIT_NOT_FOUND',
        row: 18,
        column: 'terc',
        candidates: [],
        reason: expect.stringContaining('9999999 "Nigdzie" is no unit that the hub knows'),
        original: '{"properties":{"terc":"9999999","name":"Nigdzie"},"geometry":{"type":"Polygon"}}',
      },
      {
        row: 19,
        column: 'kod',
        reason: expect.stringContaining('Row 17 is another boundary of 1601'),
        candidates: [],
        original: expect.anything(),
      },
      {
        row: 20,
        column: null,
        reason: expect.stringContaining('names no unit'),
        original: expect.anything(),
        candidates: [],
        kind: 'UNIT_NOT_FOUND',
      },
    ]);
    const { release } = await hub.ask(`{ release { number rejected rejectedRows { nodes { row column reason } } } }`);
    expect(release).toMatchObject({
      number: report.release,
      rejected: 3,
      rejectedRows: { nodes: [{ row: 18, column: 'terc' }, { row: 19 }, { row: 20, column: null }] },
    });
  });
});

describe('a name that several units have', async () => {
  const hub = await startHub();
  const rows = buildTerc({ voivodeships: ['16'] }).map((row) =>
    ['010112', '020112'].includes(row.POW + row.GMI + row.RODZ) || row.GMI === '02'
      ? { ...row, NAZWA: 'Dąbrowa' }
      : row,
  );
  for (const [POW, NAZWA] of [
    ['04', 'cichy'],
    ['05', 'głośny'],
  ] as const) {
    const powiat = rows.find((row) => row.POW === POW && row.GMI === '');
    if (powiat !== undefined) powiat.NAZWA = NAZWA;
  }
  await hub.load('teryt', '2022.csv', toCsv(rows));

  it('is rejected with the candidates', async () => {
    const features = [...padding, feature({ name: 'Dąbrowa', poziom: 'gmina' }, 0)];
    const { rejectedRows } = await hub.load('boundaries', 'x.json', collection(features), { dryRun: true });
    expect(rejectedRows).toHaveLength(1);
    expect(rejectedRows[0]?.reason).toMatch(/^"Dąbrowa" may be 1601022 Dąbrowa, 1602022 Dąbrowa, .* and 6 more\. Give/);
    expect(rejectedRows[0]).toMatchObject({ kind: 'UNIT_AMBIGUOUS', row: 17, column: 'name' });
    expect(rejectedRows[0]?.candidates).toHaveLength(10);
    expect(rejectedRows[0]?.candidates?.[0]).toMatchObject({ type: 'TerritorialUnit', label: '1601022 Dąbrowa' });
  });

  it.each([
    [{ gmina: 'Dąbrowa', powiat: 'powiat cichy', poziom: 'gmina' }, '1604022 Dąbrowa (GMINA)'],
    [{ NAME_3: 'Dąbrowa', NAME_2: 'głośny', NAME_1: 'opolskie', poziom: 'gmina' }, '1605022 Dąbrowa (GMINA)'],
    [{ nazwa: 'Dąbrowa', powiat: 'Powiat głośny', rodzaj: 'gmina wiejska' }, '1605022 Dąbrowa (GMINA)'],
  ])('is distinguished by what the file says it belongs to: %j', async (properties, unit) => {
    expect(await joinedBy(hub, [feature(properties, 0)])).toEqual([unit]);
  });
});

describe('a file', async () => {
  const hub = await startHub();
  const text = collection(padding);
  const load = (content: string, options: Load = {}, name = 'woj.json') =>
    hub.load('boundaries', name, content, options);

  it('that was loaded changes nothing when it is loaded again', async () => {
    const first = await load(text);
    expect(first).toMatchObject({ release: 2, records: 16, created: 16, asOf: '2022-01-01' });
    expect(await load(text)).toMatchObject({ release: null, created: 0, changed: 0, unchanged: 16 });
    // The day is not said, and a later register does not move it.
    await hub.load('teryt', '2024.csv', toCsv(buildTerc({ asOf: '2024-01-01', voivodeships: ['16'] })));
    expect(await load(text)).toMatchObject({ release: null, unchanged: 16, asOf: '2022-01-01' });
    const reversed = collection(padding.toReversed().map((one) => ({ ...one, id: 1 })));
    expect(await load(reversed, { asOf: '2022-01-01' })).toMatchObject({ release: null, unchanged: 16 });
  });

  it('counts what it repeats, what is new and what is different', async () => {
    const [first, second] = [feature({ terc: '02' }, 0), feature({ terc: '04' }, 7)];
    const gmina = feature({ terc: '0202021' }, 3);
    const mixed = collection([first, first, second, gmina]);
    const dry = await load(mixed, { asOf: '2022-01-01', dryRun: true });
    expect(dry).toMatchObject({ release: null, records: 4, created: 1, changed: 1, unchanged: 1, duplicates: 1 });
    expect(dry.differences).toEqual([
      { name: 'created', lines: ['0202021 Dzierżoniów (GMINA)'] },
      { name: 'changed', lines: ['04 kujawsko-pomorskie (VOIVODESHIP)'] },
    ]);
    expect(await load(mixed, { asOf: '2022-01-01' })).toMatchObject({ release: 4, created: 1, changed: 1 });
    expect(await load(mixed, { asOf: '2022-01-01' })).toMatchObject({ release: null, unchanged: 3, duplicates: 1 });
  });

  it('is refused when more than a fifth of it cannot be joined', async () => {
    const strange = [1, 2, 3, 4].map((number) => feature({ terc: `9${number}` }, number));
    expect(await load(collection([...padding, ...strange]), { dryRun: true })).toMatchObject({ rejected: 4 });
    const refused = await refusal(load(collection([...padding, ...strange, feature({}, 1)])));
    expect(refused).toMatch(/^TOO_MANY_REJECTS: 5 of 21 boundaries .* row 17: 91 is no unit/);
    expect((await hub.ask('{ release { number } }'))['release']).toEqual({ number: 4 });
  });

  it('in other coordinates is refused with the way to fix it', async () => {
    const metres = padding.map((one) => ({
      ...one,
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [360000, 360000],
            [370000, 360000],
            [370000, 370000],
            [360000, 360000],
          ],
        ],
      },
    }));
    const refused = await refusal(load(collection(metres)));
    expect(refused).toMatch(/^OTHER_COORDINATES: 16 of 16 .* metres of a projection.*ogr2ogr/);
  });

  it.each([
    ['whose features disagree on the year', { rok: [2019, 2020] }, undefined, 'several days: 2019-01-01, 2020-01-01'],
    ['that says another year', { rok: [2019] }, '2020-01-01', 'shows 2019-01-01, not 2020-01-01'],
    ['of the future', { rok: [2031] }, undefined, '2031-01-01 has not come yet'],
    ['from before the units', { rok: [1998] }, undefined, 'is before 1999-01-01'],
  ])('%s is refused', async (_what, { rok }, asOf, reason) => {
    const features = rok.map((year, index) => feature({ terc: voivodeships[index], rok: year }, index));
    expect(await refusal(load(collection(features), asOf === undefined ? {} : { asOf }))).toContain(reason);
  });

  it('without features is refused', async () => {
    expect(await refusal(load(collection([])))).toContain('EMPTY: ');
  });

  it('is of the day that its name says', async () => {
    expect(await load(text, { dryRun: true }, 'wojewodztwa-2021.json')).toMatchObject({ asOf: '2021-01-01' });
    expect(await load(text, { dryRun: true, asOf: '2020-05-01' }, 'w-2021.json')).toMatchObject({ asOf: '2020-05-01' });
  });
});

describe('a number beside a name', async () => {
  const hub = await startHub();
  const rows = buildTerc({ voivodeships: ['02', '16'] }).map((row) =>
    row.WOJ + row.POW + row.GMI + row.RODZ === '1602022' ? { ...row, NAZWA: 'Dąbrowa' } : row,
  );
  await hub.load('teryt', '2022.csv', toCsv(rows));
  const at = (properties: Record<string, unknown>, id?: string | number) => {
    return id === undefined ? feature(properties, 0) : { ...feature(properties, 0), id };
  };

  it.each([
    ['the own id', at({ nazwa: 'opolskie' }, '2'), 'wojewodztwa.json', '16 opolskie (VOIVODESHIP)'],
    ['a number as own id', at({ nazwa: 'opolskie' }, 2), 'wojewodztwa.json', '16 opolskie (VOIVODESHIP)'],
    ['id', at({ id: 2, nazwa: 'opolskie' }), 'wojewodztwa.json', '16 opolskie (VOIVODESHIP)'],
    ['gid', at({ gid: 4, name: 'opolskie' }), 'x.json', '16 opolskie (VOIVODESHIP)'],
    ['fid', at({ fid: 201, name: 'opolskie' }), 'x.json', '16 opolskie (VOIVODESHIP)'],
    ['ogc_fid', at({ ogc_fid: 1601, name: 'opolskie' }), 'x.json', '16 opolskie (VOIVODESHIP)'],
    ['OBJECTID', at({ OBJECTID: 1601011, name: 'Dąbrowa' }), 'gminy.json', '1602022 Dąbrowa (GMINA)'],
    [
      'one of a powiat',
      at({ nazwa: 'Dąbrowa', powiat: 'powiat 16-02' }, '201'),
      'gminy.json',
      '1602022 Dąbrowa (GMINA)',
    ],
  ])('is no code: %s', async (_what, one, file, unit) => {
    expect(await joinedBy(hub, [one], {}, file)).toEqual([unit]);
  });

  it('names no unit by itself', async () => {
    const features = [...padding, ...[2, 4, 16].map((id) => at({ id }))];
    const { created, rejectedRows } = await hub.load('boundaries', 'x.json', collection(features), { dryRun: true });
    expect(created).toBe(16);
    expect(rejectedRows.map(({ row, reason }) => `${row} ${reason}`)).toEqual([
      expect.stringContaining('17 2 is taken for a running number'),
      expect.stringContaining('18 4 is taken'),
      expect.stringContaining('19 16 is taken'),
    ]);
  });

  it('is a code where all of the file are', async () => {
    const features = ['1601011', '1601022', '1602022'].map((id) => at({}, id));
    expect(await joinedBy(hub, features, {}, 'gminy.json')).toEqual([
      expect.stringContaining('1601011'),
      expect.stringContaining('1601022'),
      '1602022 Dąbrowa (GMINA)',
    ]);
  });

  it.each([
    [
      'another name',
      { terc: '1601011', name: 'Dąbrowa' },
      '1601011 is the code of 1601011 Żółta Łąka 160101, but "Dąbrowa" is 1602022 Dąbrowa',
    ],
    ['a name at another level', { terc: '1602', name: 'Dąbrowa', level: 'gmina' }, 'but "Dąbrowa" is 1602022 Dąbrowa'],
    [
      'a running number called a code',
      { kod: 2, nazwa: 'opolskie' },
      '2 is the code of 02 dolnośląskie, but "opolskie" is 16 opolskie',
    ],
  ])('that is a code contradicts %s, and neither is taken', async (_what, properties, reason) => {
    const features = [...padding, at(properties)];
    const { created, rejectedRows } = await hub.load('boundaries', 'x.json', collection(features), { dryRun: true });
    expect(created).toBe(16);
    expect(rejectedRows).toEqual([expect.objectContaining({ row: 17, kind: 'UNIT_AMBIGUOUS' })]);
    expect(rejectedRows[0]?.reason).toContain(reason);
    expect(rejectedRows[0]?.candidates?.length).toBeGreaterThan(1);
  });

  it.each([
    ['the unit above it', { terc: '1602022', powiat: 'powiat 16-02' }, '1602022 Dąbrowa (GMINA)'],
    ['a name that nobody has', { terc: '1602022', name: 'Nowe Osiedle' }, '1602022 Dąbrowa (GMINA)'],
    ['a name of the region', { terc: '02', name: 'Dolny Śląsk' }, '02 dolnośląskie (VOIVODESHIP)'],
    ['its name and kind', { terc: '1602022', name: 'gmina Dąbrowa' }, '1602022 Dąbrowa (GMINA)'],
  ])('that is a code does not contradict %s', async (_what, properties, unit) => {
    expect(await joinedBy(hub, [at(properties)])).toEqual([unit]);
  });

  it.each([
    ['PL52', 'PL52 is a NUTS code (Opolskie)'],
    ['PL127', 'PL127 is a NUTS code (Miasto Warszawa)'],
  ])('may be a NUTS code, and says so: %s', async (NUTS_ID, reason) => {
    const features = collection([...padding, at({ NUTS_ID })]);
    const { rejectedRows } = await hub.load('boundaries', 'x.json', features, { dryRun: true });
    expect(rejectedRows[0]?.reason).toContain(reason);
  });

  it('of OpenStreetMap is `teryt:terc`', async () => {
    const tags = { '@id': 'relation/1', admin_level: '7', boundary: 'administrative', type: 'boundary' };
    const joined = await joinedBy(hub, [
      at({ ...tags, name: 'gmina Dąbrowa', 'name:prefix': 'gmina', 'teryt:terc': '1602022' }),
      at({ ...tags, name: 'gmina Dąbrowa', 'name:prefix': 'gmina' }, 'relation/2'),
      at({ ...tags, admin_level: '4', name: 'województwo opolskie' }, 'relation/3'),
    ]);
    expect(joined).toEqual(['1602022 Dąbrowa (GMINA)', '16 opolskie (VOIVODESHIP)']);
  });

  it.each([
    ['its code as a gmina', { name: 'Miasto 1661', 'teryt:terc': '1661011' }],
    ['its code as a powiat', { name: 'Miasto 1661', 'teryt:terc': '1661' }],
    ['its name alone', { name: 'Miasto 1661' }],
  ])(
    'of OpenStreetMap, of a city with powiat rights at level 6, is its boundary as a powiat: %s',
    async (_by, tags) => {
      const osm = { admin_level: '6', boundary: 'administrative', type: 'boundary' };
      expect(await joinedBy(hub, [at({ ...osm, ...tags })])).toEqual(['1661011 Miasto 1661 (POWIAT)']);
    },
  );

  it('of both levels of a city with powiat rights are two, and of any other unit a code decides', async () => {
    const city = { name: 'Miasto 1661', 'teryt:terc': '1661011' };
    const joined = await joinedBy(hub, [
      at({ ...city, admin_level: '6' }),
      at({ ...city, admin_level: '7' }),
      at({ 'teryt:terc': '1602022', admin_level: '6' }),
    ]);
    expect(joined).toEqual(['1661011 Miasto 1661 (POWIAT)', '1661011 Miasto 1661 (GMINA)', '1602022 Dąbrowa (GMINA)']);
  });
});

const cases = new URL('../../../shared/cases/', import.meta.url);
const shared = new URL('../../../shared/data/', import.meta.url);
describe.skipIf(!existsSync(cases))('small inputs that failed in use', async () => {
  const hub = await startHub();
  if (existsSync(cases)) {
    await hub.load('teryt', 'TERC.csv', readFileSync(new URL('teryt/TERC_2022-01-01_bom_crlf.csv', shared)));
  }

  it.each([
    ['woj_opolskie_id2.geojson', ['16 opolskie (VOIVODESHIP)']],
    [
      'gminy_geopandas.geojson',
      [
        '0202011 Bielawa (GMINA)',
        '0202033 Pieszyce (GMINA)',
        '0202041 Piława Górna (GMINA)',
        '0202062 Łagiewniki (GMINA)',
        '0202073 Niemcza (GMINA)',
      ],
    ],
    [
      'osm_overpass.geojson',
      [
        '0201022 Bolesławiec (GMINA)',
        '0201011 Bolesławiec (GMINA)',
        '2402072 Kozy (GMINA)',
        '1405 grodziski (POWIAT)',
        '3218013 Dobra (GMINA)',
      ],
    ],
  ])('%s', async (name, units) => {
    const report = await hub.load('boundaries', name, readFileSync(new URL(name, cases)), { dryRun: true });
    expect(report.rejectedRows).toEqual([]);
    expect(report.differences.flatMap(({ lines }) => lines)).toEqual(units);
  });
});

describe.skipIf(!existsSync(new URL('geo/', shared)))('real files', async () => {
  const hub = await startHub();
  const file = (name: string) => readFileSync(new URL(name, shared));
  const geo = (name: string, options: Load = {}) =>
    hub.load('boundaries', `poland.${name}.json`, file(`geo/poland.${name}.json`), options);

  it('need the register first', async () => {
    expect(await refusal(geo('municipalities'))).toMatch(/of 2477 boundaries cannot be taken.*load the TERC register/);
  });

  it('are joined by the register of one year but for a few, by several entirely', async () => {
    await hub.load('teryt', 'TERC_2020.zip', file('teryt/TERC_Urzedowy_2020-09-26.zip'));
    const one = await geo('municipalities', { dryRun: true });
    expect(one).toMatchObject({ records: 2477, asOf: '2020-01-01' });
    expect(one.rejected).toBeLessThanOrEqual(4);
    await hub.load('teryt', 'TERC_2017.xml', file('teryt/TERC_2017-01-01_oldschema.xml'));
    await hub.load('teryt', 'TERC_2022.csv', file('teryt/TERC_2022-01-01_bom_crlf.csv'));
    expect(await geo('municipalities')).toMatchObject({ created: 2477, rejected: 0, asOf: '2020-01-01' });
    expect(await geo('counties')).toMatchObject({ created: 380, rejected: 0 });
    expect(await geo('voivodeships')).toMatchObject({ created: 16, rejected: 0 });
    expect(await geo('municipalities')).toMatchObject({ release: null, unchanged: 2477 });
  });

  it('of the whole country are refused, for it is no unit', async () => {
    expect(await refusal(geo('country'))).toContain('00 "POLSKA" is the whole country, which is no unit of TERC');
  });

  it('answer which gmina a place is in, and how large the country is', async () => {
    const at = await hub.ask(`{
      gmina: territorialUnitAt(latitude: 50.79, longitude: 20.62) { name boundary { asOf } }
      powiat: territorialUnitAt(latitude: 52.23, longitude: 21.01, level: POWIAT) { terc name }
      nowhere: territorialUnitAt(latitude: 52.5, longitude: 13.4) { name }
    }`);
    expect(at).toEqual({
      gmina: { name: 'Morawica', boundary: { asOf: '2020-01-01' } },
      powiat: { terc: '1465011', name: 'Warszawa' },
      nowhere: null,
    });
    const { territorialUnits } = await hub.ask<{ territorialUnits: { nodes: { boundary: { areaKm2: number } }[] } }>(
      '{ territorialUnits(filter: { levels: VOIVODESHIP }) { nodes { boundary { areaKm2 } } } }',
    );
    const country = territorialUnits.nodes.reduce((total, { boundary }) => total + boundary.areaKm2, 0);
    // Statistics Poland: 312,705 km² (2020); the boundaries are simplified.
    expect(Math.abs(country - 312_705)).toBeLessThan(200);
  });
});
