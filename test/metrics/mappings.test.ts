/** What a mapping may say, and what of a table it does not take. */
import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { inputFileOf } from '#sources/import.ts';
import { buildTerc, type TercRecord, toCsv } from '../fixtures/terc.ts';
import { startHub } from '../harness/hub.ts';
import { workbook } from './workbook.ts';

const hub = await startHub();

const renamed: Readonly<Record<string, string>> = {
  '1609': 'opolski',
  '1661': 'Opole',
  '1661011': 'Opole',
  '1609022': 'Dąbrowa',
  '0409': 'mogileński',
  '0409022': 'Dąbrowa',
  '1201011': 'Bochnia',
  '1201022': 'Bochnia',
  '1465': 'Warszawa',
  '1465011': 'Warszawa',
};

beforeAll(async () => {
  const rows = buildTerc({ asOf: '2018-01-01' }).map((row: TercRecord) => ({
    ...row,
    NAZWA: renamed[row.WOJ + row.POW + row.GMI + row.RODZ] ?? row.NAZWA,
  }));
  await hub.load('teryt', 'TERC.csv', toCsv(rows));
});

const yamlFile = (text: string) => inputFileOf('test.yaml', new TextEncoder().encode(text));

const metric = (code: string) =>
  `{ code: ${code}, namePl: Zdarzenia, unitPl: zdarzenie, aggregation: SUM, dimensions: [{ code: kind, namePl: Rodzaj, values: [{ code: fire, namePl: pożary }] }] }`;

/** A mapping with its usual keys, of which some are replaced (null: left out). */
function mapping(code: string, changes: Readonly<Record<string, string | null>> = {}) {
  const keys: Record<string, string | null> = {
    facet: `{ code: ${code}, name: Test, publisher: Nobody, licence: CC0 }`,
    code: 'TERYT',
    period: '2024',
    values: `[{ column: n, metric: ${code} }]`,
    metrics: `[${metric(code)}]`,
    ...changes,
  };
  const lines = Object.entries(keys).flatMap(([key, value]) => (value === null ? [] : [`${key}: ${value}`]));
  return yamlFile(lines.join('\n'));
}

async function valuesOf(code: string) {
  const { rows } = await hub.database.pool.query(
    `SELECT v.terc, o.period / 100 AS year, coalesce(k.key, '') AS key, o.value, o.flag, o.verbatim FROM observation o
       JOIN metric m ON m.id = o.metric_id JOIN observation_subject s ON s.id = o.subject_id
       JOIN territorial_unit_version v ON v.unit_id = s.unit_id AND v.valid_from <= '2018-01-01'
         AND (v.valid_to IS NULL OR v.valid_to > '2018-01-01')
       LEFT JOIN metric_dimension_key k ON k.id = o.dimension_id
     WHERE m.code = $1 ORDER BY v.terc, year, key`,
    [code],
  );
  return rows;
}

const csv = (...lines: string[]) => lines.join('\n');
const table = csv('TERYT;Nazwa;n', '1609022;Dąbrowa;5');

describe('a mapping is refused', () => {
  it.each([
    ['an unknown key', { perod: '2019' }, '"perod" is not known here. Did you mean "period"?'],
    ['one in another case', { Skip: '[]' }, 'Did you mean "skip"?'],
    [
      'one under facet',
      { facet: '{ code: a, name: A, publisher: B, licence: C, rankk: 1 }' },
      'facet: "rankk" is not known here. Did you mean "rank"?',
    ],
    [
      'one under values',
      { values: '[{ column: n, metric: x, factr: 1000 }]' },
      'values 1: "factr" is not known here. Did you mean "factor"?',
    ],
    ['one under table', { table: '{ delimeter: ";" }' }, 'Did you mean "delimiter"?'],
    ['one under skip', { skip: '[{ column: n, equal: 1 }]' }, 'Did you mean "equals"?'],
    ['one under code', { code: '[{ column: TERYT, digit: 7 }]' }, 'Did you mean "digits"?'],
    [
      'one under level',
      { level: '{ column: n, value: { a: GMINA } }' },
      '"value" is not known here. Did you mean "values"?',
    ],
    ['one under period', { period: '{ serch: "x" }' }, 'Did you mean "search"?'],
    ['one under name', { name: '{ gmina: n }' }, '"gmina" is not known here. Known are column, powiat, voivodeship.'],
    [
      'one under dimensions',
      { dimensions: '[{ code: kind, column: n, vals: {} }]' },
      'dimensions 1: "vals" is not known here',
    ],
    ['one under a metric', { metrics: '[{ code: x, namePl: X, unitPl: y, decimal: 1 }]' }, 'Did you mean "decimals"?'],
    [
      'one under a dimension of a metric',
      { metrics: '[{ code: x, namePl: X, unitPl: y, dimensions: [{ code: k, namePl: K, vlues: [] }] }]' },
      'metrics 1 → dimensions 1: "vlues" is not known here. Did you mean "values"?',
    ],
    [
      'one under a formula',
      { metrics: `[${metric('x')}, { code: y, namePl: Y, unitPl: y, formula: { numerator: x, denominatr: x } }]` },
      'Did you mean "denominator"?',
    ],
    ['a missing key', { facet: '{ code: a, name: A, publisher: B }' }, '"licence" is missing'],
    ['a key without a value', { facet: '{ code: a, name: A, publisher: B, licence: }' }, '"licence" is missing'],
    ['no codes and no names', { code: null }, '"code" is missing'],
    ['no period', { period: null }, '"period" is missing'],
    [
      'a wrong choice',
      { metrics: '[{ code: x, namePl: X, unitPl: y, aggregation: SUMM }]' },
      '"aggregation" is "SUMM". Did you mean "SUM"?',
    ],
    ['a wrong level', { level: 'GMINY' }, '"level" is "GMINY". Did you mean "GMINA"?'],
    [
      'a wrong code',
      { facet: '{ code: A B, name: A, publisher: B, licence: C }' },
      '"code" is "A B". Write it as Lower-case letters',
    ],
    [
      'a number as a text',
      { values: '[{ column: n, metric: x, factor: "1000" }]' },
      '"factor" is "1000", which is no number',
    ],
    ['a factor of zero', { values: '[{ column: n, metric: x, factor: 0 }]' }, '"factor" must be > 0'],
    [
      'a value for missing',
      { missing: '{ "-": NORMAL }' },
      '"-" is "NORMAL". Use one of MISSING NOT_APPLICABLE CONFIDENTIAL NOT_YET_AVAILABLE ZERO 0.',
    ],
    ['another number for a mark', { missing: '{ "-": 5 }' }, '"-" is "5"'],
    ['a wrong pattern', { skip: '[{ column: n, matches: "(" }]' }, '"matches" is no regular expression'],
    ['a metric that is not defined', { values: '[{ column: n, metric: y }]' }, 'which is not under "metrics"'],
    [
      'a dimension that is not defined',
      { values: '[{ column: n, metric: x, dimensions: { knd: fire } }]' },
      'which the metric "x" does not define. Did you mean "kind"?',
    ],
    [
      'a value of one that is not defined',
      { values: '[{ column: n, metric: x, dimensions: { kind: fires } }]' },
      'Did you mean "fire"?',
    ],
    [
      'the same twice',
      { values: '[{ column: n, metric: x }, { column: Nazwa, metric: x }]' },
      '"values" 2 states the same as 1',
    ],
    ['a quarter without its year', { period: 'I kwartał' }, 'a quarter needs a year and a number from 1 to 4'],
    [
      'sums of what does not add up',
      { districts: 'SUM', metrics: '[{ code: x, namePl: X, unitPl: y }]' },
      'Give that metric "aggregation: SUM"',
    ],
  ])('for %s', async (_name, changes, message) => {
    const file = mapping('x', changes);
    await expect(
      hub.load('metrics', 't.csv', table, { mapping: file }).catch((error) => error.line),
    ).resolves.toContain(message);
  });

  it('only if it is one: those that come with the hub fit the schema', async () => {
    const schema = JSON.parse(
      await readFile(new URL('../../schema/metric-mapping.schema.json', import.meta.url), 'utf8'),
    );
    expect(schema.required).toEqual(['facet', 'values', 'metrics']);
    expect(await hub.load('metrics', 't.csv', table, { mapping: mapping('x'), dryRun: true })).toMatchObject({
      created: 1,
    });
  });
});

describe('a column that the file has not', () => {
  const head = [
    ['WK', 'PK', 'GK', 'GT', 'NAZWA', 'Wykonanie'],
    ['16', '09', '02', '2', 'Dąbrowa', '90.5'],
  ];
  const code = { code: '[WK, PK, GK, GT]' };

  it.each([
    ['a letter beyond the table', { ...code, values: '[{ column: DW, metric: x }]' }, 'The file has no column "DW".'],
    ['a heading among codes', { code: '[WK, PK, GK, GTT]' }, 'The file has no column "GTT". Did you mean'],
    ['a part of the code', { code: '[WK, PK, GK, RT]' }, 'The file has no column "RT".'],
    ['a number', { ...code, values: '[{ column: 7, metric: x }]' }, 'The file has no column "7".'],
    ['a period', { ...code, period: '{ column: rok }' }, 'The file has no column "rok".'],
    ['a level', { ...code, level: '{ column: poziom, values: { a: GMINA } }' }, 'The file has no column "poziom".'],
    ['a dimension', { ...code, dimensions: '[{ code: kind, column: Rodzaj }]' }, 'The file has no column "Rodzaj".'],
    ['a name', { ...code, name: 'Gmina' }, 'The file has no column "Gmina".'],
    ['a row to skip', { ...code, skip: '[{ column: Uwagi, equals: x }]' }, 'The file has no column "Uwagi".'],
  ])('%s is refused by its name', async (_name, changes, message) => {
    const file = mapping('x', { values: '[{ column: Wykonanie, metric: x }]', ...changes });
    for (const [name, bytes] of [
      ['t.xlsx', workbook(head)],
      ['t.csv', head.map((row) => row.join(';')).join('\n')],
    ] as const) {
      await expect(hub.load('metrics', name, bytes, { mapping: file }).catch((error) => error.line)).resolves.toContain(
        message,
      );
    }
  });

  it('is found by its letters where it is there, and refused where two have its name', async () => {
    const letters = mapping('letters', { ...code, values: '[{ column: F, metric: letters }]' });
    expect(await hub.load('metrics', 't.xlsx', workbook(head), { mapping: letters })).toMatchObject({ created: 1 });
    const twice = csv('TERYT;n;n', '1609022;1;2');
    await expect(hub.load('metrics', 't.csv', twice, { mapping: mapping('x') })).rejects.toThrow(
      'The file has 2 columns "n": 2, 3.',
    );
  });
});

describe('words of a mapping', () => {
  it('take a dash for zero', async () => {
    for (const zero of ['0', 'ZERO']) {
      const code = `dash-${zero.toLowerCase()}`;
      const rows = csv('TERYT;n', '1609022;-', '1661011;.', '0409022;3');
      await hub.load('metrics', 't.csv', rows, { mapping: mapping(code, { missing: `{ "-": ${zero} }` }) });
      expect(await valuesOf(code)).toMatchObject([
        { terc: '0409022', value: 3, flag: 0 },
        { terc: '1609022', value: 0, flag: 0, verbatim: '-' },
        { terc: '1661011', value: null, flag: 22 },
      ]);
    }
  });

  it('give columns periods of their own', async () => {
    const rows = csv('TERYT;Zdarzenia rok 2023;Zdarzenia rok 2024', '1609022;111;127');
    const values = (code: string, year: (at: number) => string) =>
      `[{ column: Zdarzenia rok 2023, metric: ${code}${year(2023)} }, { column: 3, metric: ${code}${year(2024)} }]`;
    const own = mapping('own', { period: null, values: values('own', (year) => `, period: ${year}`) });
    const report = await hub.load('metrics', 't.csv', rows, { mapping: own });
    expect(report).toMatchObject({ created: 2, asOf: '2024-12-31' });
    const heading = mapping('heading', {
      period: '{ heading: "rok (\\\\d{4})" }',
      values: values('heading', () => ''),
    });
    await hub.load('metrics', 't.csv', rows, { mapping: heading });
    for (const code of ['own', 'heading']) {
      expect((await valuesOf(code)).map(({ year, value }) => [year, value])).toEqual([
        [2023, 111],
        [2024, 127],
      ]);
    }
    const lost = mapping('lost', { period: '{ heading: "w (.*) roku" }', values: values('lost', () => '') });
    await expect(hub.load('metrics', 't.csv', rows, { mapping: lost })).rejects.toThrow(
      'The heading "Zdarzenia rok 2023"',
    );
  });

  it('tell rows of one code apart by names, whether the mapping names the columns or not', async () => {
    const rows = csv(
      'TERYT;Województwo;Powiat;Gmina;n',
      '160902;opolskie;Opole;Opole;0',
      '160902;opolskie;opolski;Dąbrowa;127',
      '040902;opolskie;opolski;Dąbrowa;9',
      '040902;kujawsko-pomorskie;mogileński;Dąbrowa;40',
    );
    const name = '{ column: Gmina, powiat: Powiat, voivodeship: Województwo }';
    for (const [code, changes] of [
      ['guessed', {}],
      ['named', { name }],
    ] as const) {
      const report = await hub.load('metrics', 't.csv', rows, { mapping: mapping(code, changes) });
      expect(report).toMatchObject({ created: 2, rejected: 2 });
      expect(report.rejectedRows.map(({ row, reason }) => [row, reason])).toEqual([
        [
          2,
          'The code "160902" is of 1609022 Dąbrowa, which the name "Opole" beside it contradicts. Fix the one that is wrong.',
        ],
        [
          4,
          'The code "040902" is of 0409022 Dąbrowa, which the voivodeship "opolskie" beside it contradicts. Fix the one that is wrong.',
        ],
      ]);
      expect((await valuesOf(code)).map(({ terc, value }) => [terc, value])).toEqual([
        ['0409022', 40],
        ['1609022', 127],
      ]);
    }
  });

  it('reject a row whose name is another unit, even if it is the only one of its code', async () => {
    const rows = csv(
      'TERYT;Gmina;n',
      '160902;Opole;5',
      '1661011;m. Opole;6',
      '1201022;Bochnia (2);7',
      '1201011;Bochnja;8',
    );
    const report = await hub.load('metrics', 't.csv', rows, { mapping: mapping('alone') });
    expect(report).toMatchObject({ created: 3, rejected: 1 });
    const blind = await hub.load('metrics', 't.csv', rows, { mapping: mapping('blind', { name: 'none' }) });
    expect(blind).toMatchObject({ created: 4, rejected: 0 });
  });

  it('join rows without codes by names', async () => {
    const rows = csv(
      'Województwo;Powiat;Gmina;n',
      'opolskie;opolski;Dąbrowa;1',
      'KUJAWSKO-POMORSKIE;powiat mogileński;G. Dąbrowa;2',
      'małopolskie;;Bochnia (2);3',
      'małopolskie;;M. Bochnia;4',
      ';;Dąbrowa;5',
      ';;Nigdzie;6',
    );
    const name = '{ column: Gmina, powiat: Powiat, voivodeship: Województwo }';
    const report = await hub.load('metrics', 't.csv', rows, { mapping: mapping('joined', { code: null, name }) });
    expect(report).toMatchObject({ created: 4, rejected: 2 });
    expect(report.rejectedRows.map(({ reason }) => reason)).toEqual([
      expect.stringContaining('"Dąbrowa" may be '),
      expect.stringContaining('No unit at the level GMINA is named "Nigdzie".'),
    ]);
    expect((await valuesOf('joined')).map(({ terc, value }) => [terc, value])).toEqual([
      ['0409022', 2],
      ['1201011', 4],
      ['1201022', 3],
      ['1609022', 1],
    ]);
  });

  it('add districts up to their city', async () => {
    const districts = Array.from({ length: 18 }, (_, index) => `1465${String(index + 2).padStart(2, '0')}8`);
    const rows = (values: readonly string[], ...more: string[]) =>
      csv('TERYT;n', ...districts.map((code, index) => `${code};${values[index] ?? '10'}`), '1609022;5', ...more);
    const load = (code: string, text: string) =>
      hub.load('metrics', 't.csv', text, { mapping: mapping(code, { districts: 'SUM' }) });
    expect(await load('whole', rows([]))).toMatchObject({ created: 2, rejected: 0 });
    expect(await valuesOf('whole')).toMatchObject([
      { terc: '1465011', value: 180, flag: 0 },
      { terc: '1609022', value: 5 },
    ]);
    await load('partly', rows(['.', '1']));
    expect(await valuesOf('partly')).toMatchObject([{ terc: '1465011', value: 161, flag: 6 }, {}]);
    await load('short', csv('TERYT;n', '146502;3', '146503;4', '146503;4', '1609022;5'));
    expect(await valuesOf('short')).toMatchObject([{ terc: '1465011', value: 7, flag: 6 }, {}]);
    await load('stated', rows([], '1465011;200'));
    expect(await valuesOf('stated')).toMatchObject([{ terc: '1465011', value: 200, flag: 0 }, {}]);
    await load('none', rows(Array(18).fill('.')));
    expect(await valuesOf('none')).toMatchObject([{ terc: '1465011', value: null, flag: 20 }, {}]);
    const kept = await hub.load('metrics', 't.csv', rows([]), { mapping: mapping('kept') });
    expect(kept).toMatchObject({ created: 19 });
  });
});
