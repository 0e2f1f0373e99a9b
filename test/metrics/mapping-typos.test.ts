/** Every key of a mapping, misspelt, is refused by its name; so is every column that the file has not. */
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { inputFileOf } from '#sources/import.ts';
import { startHub } from '../harness/hub.ts';

type Value = string | number | boolean | null | Value[] | { [key: string]: Value };
type Keys = Record<string, Value>;

const dimension = (code: string): Keys => ({
  code,
  namePl: 'Płeć',
  nameEn: 'Sex',
  values: [
    { code: 'female', namePl: 'kobiety', nameEn: 'women' },
    { code: 'male', namePl: 'mężczyźni' },
  ],
});

/** With every key that there is. */
const whole: Keys = {
  facet: {
    ...{ code: 'typos', name: 'Test', publisher: 'Nobody', licence: 'CC0', url: 'https://x.example/', rank: 5 },
    ...{ reliability: 'RELIABLE', caveat: 'Nothing' },
  },
  asOf: '2022-01-01',
  table: { sheet: 1, delimiter: ';', decimal: ',', header: 1, firstRow: 2 },
  missing: { 'b.d.': 'MISSING' },
  skip: [
    { column: 'Nazwa', equals: ['Razem'] },
    { column: 'Nazwa', matches: '^w tym' },
  ],
  code: [{ column: 'Kod', digits: 2 }],
  name: { column: 'Nazwa', powiat: 'Powiat', voivodeship: 'Województwo' },
  level: { column: 'Poziom', values: { w: 'VOIVODESHIP' } },
  districts: 'KEEP',
  period: { column: 'Rok' },
  dimensions: [{ code: 'sex', column: 'Płeć', values: { K: 'female', M: 'male' } }],
  values: [{ column: 'Ludność', metric: 'typos-people', factor: 1000, period: 2021, dimensions: { age: 'female' } }],
  metrics: [
    {
      ...{ code: 'typos-people', namePl: 'Ludność', nameEn: 'Population', definitionPl: 'a', definitionEn: 'b' },
      ...{ unitPl: 'osoba', unitEn: 'person', topic: 'people', method: 'census', multiplier: 1, decimals: 0 },
      ...{ kind: 'COUNT', polarity: 'NEUTRAL', aggregation: 'SUM', cityLevels: 'ONE' },
      dimensions: [dimension('sex'), dimension('age')],
    },
    {
      code: 'typos-mean',
      namePl: 'Średnia',
      unitPl: '%',
      kind: 'RATE',
      aggregation: 'WEIGHTED_MEAN',
      weight: 'typos-people',
    },
    {
      ...{ code: 'typos-ratio', namePl: 'Iloraz', unitPl: '%' },
      formula: { type: 'RATIO', numerator: 'typos-people', denominator: 'typos-people', per: 100 },
    },
    {
      ...{ code: 'typos-change', namePl: 'Zmiana', unitPl: '%' },
      formula: { type: 'CHANGE', of: 'typos-people', unit: 'PERCENT' },
    },
  ],
};

const table = 'Kod;Nazwa;Powiat;Województwo;Poziom;Rok;Płeć;Ludność\n02;dolnośląskie;;dolnośląskie;w;2021;K;5\n';
/** Their keys are data. */
const free = /^(missing|level\.values|dimensions\.\d+\.values|values\.\d+\.dimensions)$/;

type Path = readonly (string | number)[];

function pathsOf(value: Value, at: Path = []): Path[] {
  if (Array.isArray(value)) return value.flatMap((inner, index) => pathsOf(inner, [...at, index]));
  if (typeof value !== 'object' || value === null) return [];
  const isData = free.test(at.join('.'));
  return Object.entries(value).flatMap(([key, inner]) => [
    ...(isData ? [] : [[...at, key]]),
    ...pathsOf(inner, [...at, key]),
  ]);
}

/** A copy in which what stands at a path is another key, or another value. */
function changed(path: Path, change: (holder: Keys, key: string) => void): Keys {
  const copy = structuredClone(whole);
  const holder = path.slice(0, -1).reduce<Value>((inner, key) => (inner as Keys)[key] as Value, copy);
  change(holder as Keys, String(path.at(-1)));
  return copy;
}

const hub = await startHub();
const load = (mapping: Keys) =>
  hub.load('metrics', 't.csv', table, {
    mapping: inputFileOf('test.yaml', new TextEncoder().encode(stringify(mapping))),
    dryRun: true,
  });

test('with all its keys it is taken', async () => {
  expect(await load(whole)).toMatchObject({ created: 1, rejected: 0 });
});

const paths = pathsOf(whole);
const misspellings: readonly ((key: string) => string)[] = [
  (key) => key.slice(0, -1),
  (key) => `${key}x`,
  (key) => key.toUpperCase(),
];

test.for(paths.map((path) => [path.join(' → '), path] as const))('the key %s', async ([, path]) => {
  for (const misspell of misspellings) {
    const wrong = misspell(String(path.at(-1)));
    const mapping = changed(path, (holder, key) => {
      holder[wrong] = holder[key] as Value;
      delete holder[key];
    });
    await expect(load(mapping).catch((error: { line?: string }) => error.line)).resolves.toContain(
      `"${wrong}" is not known here`,
    );
  }
});

const columns = paths.filter(
  (path) => path.at(-1) === 'column' || (path[0] === 'name' && ['powiat', 'voivodeship'].includes(String(path[1]))),
);

test.for(columns.map((path) => [path.join(' → '), path] as const))('the column at %s', async ([, path]) => {
  for (const wrong of ['Kolumna', 'DW', 77]) {
    const mapping = changed(path, (holder, key) => {
      holder[key] = wrong;
    });
    await expect(load(mapping).catch((error: { line?: string }) => error.line)).resolves.toContain(
      `The file has no column "${wrong}"`,
    );
  }
});

test.for([
  ['code', 0],
  ['code', -1],
  ['code', [0]],
  ['code', [{ column: 0 }]],
  ['code', ['Kod', '']],
  ['name', 0],
  ['name', { column: 0 }],
  ['period', { column: 0 }],
] as const)('no column has the number of %s: %j', async ([key, value]) => {
  const mapping = { ...whole, [key]: value as Value };
  await expect(load(mapping).catch((error: { line?: string }) => error.line)).resolves.toMatch(/must |is missing/);
});

test('a sheet is refused where the file has none', async () => {
  await expect(load({ ...whole, table: { sheet: 'Arkusz1' } })).rejects.toThrow(
    'The file has no sheets, and none called Arkusz1.',
  );
});

test.for([
  ['UTF-16', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
  ['ISO-8859-2', (text: string) => Buffer.from(text.replaceAll('ł', '\xb3').replaceAll('ó', '\xf3'), 'latin1')],
] as const)('a mapping in %s is read', async ([, encode]) => {
  const text = `facet: { code: encoded, name: a, publisher: b, licence: c }
code: Kod
period: 2024
values: [{ column: Województwo ogółem, metric: encoded }]
metrics: [{ code: encoded, namePl: a, unitPl: b }]
`;
  const mapping = inputFileOf('test.yaml', encode(text));
  const loaded = hub.load('metrics', 't.csv', 'Kod;Województwo ogółem\n02;5\n', { mapping, dryRun: true });
  expect(await loaded).toMatchObject({ created: 1, rejected: 0 });
});

test('a mapping with bytes that stand for no character is refused by its name', async () => {
  const bytes = Buffer.from(stringify(whole), 'utf8');
  const at = bytes.indexOf('Płeć');
  const damaged = Buffer.concat([bytes.subarray(0, at + 2), bytes.subarray(at + 3)]);
  const mapping = inputFileOf('broken.yaml', damaged);
  await expect(hub.load('metrics', 't.csv', 'Kod\n02\n', { mapping, dryRun: true })).rejects.toThrow(
    'The mapping broken.yaml has bytes that stand for no character of utf-8.',
  );
});
