import { describe, expect, it } from 'vitest';
import { inputFileOf } from '#sources/import.ts';
import { readShippedMapping } from '#sources/metrics/import.ts';
import { startHub } from '../harness/hub.ts';
import { workbook } from './workbook.ts';

const hub = await startHub();

const mapping = (yaml: string) => inputFileOf('test.yaml', new TextEncoder().encode(yaml));

const people = (rest: string) =>
  mapping(`
facet: { code: test-people, name: Test, publisher: Nobody, licence: CC0 }
code: code
period: { column: year }
values: [{ column: people, metric: test-people }]
metrics: [{ code: test-people, namePl: Ludność, unitPl: osoba }]
${rest}`);

describe('any csv by a mapping', () => {
  it('takes every row or says which it cannot take, and why', async () => {
    const csv = [
      'code,year,people',
      '2604123,2019,17 541', // taken
      '2604123,2019,17541', // the same again
      '2604123,2019,17542', // contradicts
      '9999999,2019,5', // no such unit
      '0202021,about 2019,5', // no period
      '0202021,2020,many', // no number
      '0202021,2020,0', // zero is a value
      '0202021,2021,-', // a dash is none
      '0202021,2018,1e308', // two of them could not be added up
      '0202021,2017,1e-308', // nothing could be divided by it
    ].join('\r\n');
    const report = await hub.load('metrics', 'people.csv', csv, { mapping: people('') });
    expect(report).toMatchObject({
      records: 10,
      created: 3,
      unchanged: 0,
      duplicates: 1,
      rejected: 6,
      asOf: '2021-12-31',
    });
    expect(report.rejectedRows.map(({ row, column, original }) => [row, column, original])).toEqual([
      [4, 'people', '2604123,2019,17542'],
      [5, 'code', '9999999,2019,5'],
      [6, 'period', '0202021,about 2019,5'],
      [7, 'people', '0202021,2020,many'],
      [10, 'people', '0202021,2018,1e308'],
      [11, 'people', '0202021,2017,1e-308'],
    ]);
    for (const { reason } of report.rejectedRows) expect(reason).toMatch(/\. [A-Z].*\.$/);
  });

  it('makes no release of what is known, and a release of one changed value', async () => {
    const again = await hub.load('metrics', 'a.csv', 'code,year,people\n2604123,2019,17541\n', { mapping: people('') });
    expect(again).toMatchObject({ release: null, unchanged: 1, created: 0, changed: 0 });
    const other = await hub.load('metrics', 'b.csv', 'code,year,people\n2604123,2019,17540\n', { mapping: people('') });
    expect(other).toMatchObject({ unchanged: 0, created: 0, changed: 1 });
    expect(other.release).not.toBeNull();
  });

  it('refuses a file without the columns, and names those that it has', async () => {
    await expect(hub.load('metrics', 'c.csv', 'kod;rok\n1;2\n', { mapping: people('') })).rejects.toThrow(
      'The file has no column "code".',
    );
  });

  it('says where a mapping is wrong', async () => {
    const wrong = people('perod: 2019');
    await expect(hub.load('metrics', 'd.csv', 'code,year,people\n', { mapping: wrong })).rejects.toThrow(
      '"perod" is not known',
    );
  });

  it('reads other periods, factors, dimensions and decimal commas', async () => {
    const csv = 'unit;when;sex;men\n1465011;2020-Q3;K;"1 000,5"\n1465011;III kw. 2020;M;2000,25\n';
    const yaml = mapping(`
facet: { code: test-paid, name: Test, publisher: Nobody, licence: CC0 }
code: unit
period: { column: when }
dimensions: [{ code: sex, column: sex, values: { K: female, M: male } }]
values: [{ column: men, metric: test-paid, factor: 1000 }]
metrics: [{ code: test-paid, namePl: Wypłaty, unitPl: zł, kind: AMOUNT, decimals: 2 }]`);
    const report = await hub.load('metrics', 'e.csv', csv, { mapping: yaml });
    expect(report).toMatchObject({ created: 2, rejected: 0, asOf: '2020-09-30', format: 'csv ; utf-8' });
    const rows = await hub.database.pool.query(
      `SELECT value, period, key FROM observation JOIN metric_dimension_key k ON k.id = dimension_id
       WHERE k.metric_id IS NOT NULL ORDER BY key`,
    );
    expect(rows.rows).toEqual([
      { value: 1_000_500, period: 202013, key: 'sex=female' },
      { value: 2_000_250, period: 202013, key: 'sex=male' },
    ]);
  });
});

describe('a row that cannot be taken says what it holds', () => {
  it.each([
    ['2604123,I kw.,1', 'a quarter needs a year and a number from 1 to 4'],
    ['2604123,I-III kw. 2020,1', 'a quarter needs a year and one number'],
    ['2604123,2020-Q5,1', 'a quarter needs a year and a number from 1 to 4'],
    ['2604123,marzec,1', 'has no year'],
    ['PL514,2020,1', 'is a NUTS code, of a subregion (NUTS 3)'],
    ['PL72,2020,1', 'is a NUTS code, of a region (NUTS 2)'],
    ['PL,2020,1', 'is a NUTS code, of the country'],
    ['DE300,2020,1', 'is a NUTS code, of a region of another country'],
  ])('%s', async (row, reason) => {
    const csv = ['code,year,people', row, '2604123,2020-Q1,5', '0202021,I kwartał 2020 r.,5'].join('\n');
    const report = await hub.load('metrics', 'n.csv', csv, { mapping: people(''), dryRun: true });
    expect(report).toMatchObject({ records: 3, rejected: 1 });
    expect(report.rejectedRows[0]?.reason).toContain(reason);
  });
});

describe('exports of the Local Data Bank', () => {
  it('reads a cross-table with thousands in its heading, a city once', async () => {
    const csv = [
      '"Kod";Nazwa;ludność w tysiącach;',
      '0000000;"POLSKA";37636,51;',
      '1261000;"Powiat m. Kraków";806,20;',
      '1261011;"Kraków (1)";806,20;',
      '2604124;"Morawica - miasto (4)";1,70;',
    ].join('\n');
    const report = await hub.load('bdl', 'LUDN_2425_CTAB_20241028202819_2023.csv', csv);
    expect(report).toMatchObject({ records: 4, created: 2, duplicates: 1, rejected: 1, asOf: '2023-12-31' });
    expect(report.rejectedRows[0]).toMatchObject({ row: 5, column: 'code' });
    const { rows } = await hub.database.pool.query(
      `SELECT o.value, o.level, o.verbatim FROM observation o JOIN metric m ON m.id = o.metric_id
       WHERE m.code = 'population' ORDER BY level`,
    );
    expect(rows).toEqual([
      { value: 37_636_510, level: 0, verbatim: '37636,51' },
      { value: 806_200, level: 6, verbatim: '806,20' },
    ]);
  });

  it('reads labels, years and units of columns, and two values of a city as two', async () => {
    const csv = [
      'Kod,Nazwa,"ogółem;2019;[tys. zł]","majątkowe;2019;[tys. zł]",',
      '1261000,Powiat m. Kraków,"10.5","1"',
      '1261011,Kraków (1),"20.5","2"',
    ].join('\n');
    const report = await hub.load('bdl', 'FINA_9999_CTAB_20200101000000.csv', csv);
    expect(report).toMatchObject({ records: 4, created: 4, rejected: 0, duplicates: 0 });
    const { rows } = await hub.database.pool.query(
      `SELECT o.value, o.level, coalesce(k.key, '') AS key FROM observation o JOIN metric m ON m.id = o.metric_id
         LEFT JOIN metric_dimension_key k ON k.id = o.dimension_id
       WHERE m.code = 'bdl-fina-9999' ORDER BY level, key`,
    );
    expect(rows).toEqual([
      { value: 10_500, level: 5, key: '' },
      { value: 1_000, level: 5, key: 'dimension-1=majatkowe' },
      { value: 20_500, level: 6, key: '' },
      { value: 2_000, level: 6, key: 'dimension-1=majatkowe' },
    ]);
  });

  it('reads the long form: quoted text, units of rows, attributes', async () => {
    const csv = [
      '"Kod";"Nazwa";"Rodzaje";"Rok";"Wartosc";"Jednostka miary";"Atrybut";',
      '0200000;"DOLNOŚLĄSKIE";"ogółem";"2001";25712067;"zł";"";',
      '0200000;"DOLNOŚLĄSKIE";"ogółem";"2002";0;"zł";"x";',
      '0200000;"DOLNOŚLĄSKIE";"bieżące; inne";"2002";26,5;"tys. zł";"s";',
    ].join('\n');
    const report = await hub.load('bdl', 'woj_FINA_1590_CREL_20250113235801.csv', csv);
    expect(report).toMatchObject({ records: 3, created: 3, rejected: 0 });
    const { rows } = await hub.database.pool.query(
      `SELECT o.value, o.flag, o.mark, o.period FROM observation o JOIN metric m ON m.id = o.metric_id
       WHERE m.code = 'voivodeship-budget-expenditure' ORDER BY period, flag`,
    );
    expect(rows).toEqual([
      { value: 25_712_067, flag: 0, mark: null, period: 200100 },
      { value: 26_500, flag: 4, mark: 's', period: 200200 },
      { value: null, flag: 20, mark: 'x', period: 200200 },
    ]);
  });

  it('reads answers of the API; a filler beside a mark is no zero', async () => {
    const answer = {
      variableId: 4711,
      results: [
        {
          id: '011212161011',
          name: 'Kraków',
          values: [
            { year: '2019', val: 5, attrId: 1 },
            { year: '2020', val: 0, attrId: 4 },
            { year: '2021', val: 0, attrId: 1 },
          ],
        },
        { id: '011210000000', name: 'REGION MAŁOPOLSKIE', values: [{ year: '2019', val: 7, attrId: 20 }] },
      ],
    };
    const report = await hub.load('bdl', 'answer.json', JSON.stringify(answer));
    expect(report).toMatchObject({ records: 4, created: 4, rejected: 0 });
    const { rows } = await hub.database.pool.query(
      `SELECT o.value, o.flag, o.level, o.period FROM observation o JOIN metric m ON m.id = o.metric_id
       WHERE m.code = 'bdl-4711' ORDER BY level DESC, period`,
    );
    expect(rows).toEqual([
      { value: 5, flag: 0, level: 6, period: 201900 },
      { value: null, flag: 20, level: 6, period: 202000 },
      { value: 0, flag: 0, level: 6, period: 202100 },
      { value: 7, flag: 5, level: 3, period: 201900 },
    ]);
  });
});

describe('a damaged file', () => {
  const rows = ['Kod;Nazwa;ludność w tysiącach;', '0202011;Bielawa (1);28,03;', '0202021;Dzierżoniów (1);30,61;'].join(
    '\n',
  );

  it.each([1, 2, 6, 9, 20])('cut %i characters before its end is refused', async (cut) => {
    await expect(hub.load('bdl', 'LUDN_2425_CTAB_2022.csv', rows.slice(0, -cut))).rejects.toThrow('ends inside row 3');
  });

  it('in which one row is too short is taken without it', async () => {
    const report = await hub.load('bdl', 'LUDN_2425_CTAB_2022.csv', rows.replace(';28,03;', ''), { dryRun: true });
    expect(report).toMatchObject({ records: 2, created: 1, rejected: 1 });
    expect(report.rejectedRows[0]).toMatchObject({ row: 2, original: '0202011;Bielawa (1)' });
  });
});

describe('a name of another unit beside a code', () => {
  const reason = 'is of 0202021 Dzierżoniów, which the name "Morawica (3)" beside it contradicts';

  it.each([
    ['LUDN_2425_CTAB_2022.csv', 'Kod;Nazwa;ludność w tysiącach;', '30,61;'],
    ['LUDN_2425_CREL_2022.csv', 'Kod;Nazwa;Rok;Wartosc;Jednostka miary;Atrybut', '2022;30;osoba;'],
  ])('is a conflict in %s', async (name, heading, cells) => {
    const csv = `${heading}\n2604123;Morawica (3);${cells}\n0202021;Morawica (3);${cells}\n`;
    const report = await hub.load('bdl', name, csv, { dryRun: true });
    expect(report).toMatchObject({ records: 2, created: 1, rejected: 1 });
    expect(report.rejectedRows[0]?.reason).toContain(reason);
  });

  it('is a conflict in an answer of the API', async () => {
    const values = [{ year: '2022', val: 5, attrId: 1 }];
    const results = [
      { id: '030210102021', name: 'Dzierżoniów (1)', values },
      { id: '030210102021', name: 'Morawica (3)', values: [{ year: '2021', val: 6, attrId: 1 }] },
    ];
    const answer = JSON.stringify({ variableId: 4712, results });
    const report = await hub.load('bdl', 'answer.json', answer, { dryRun: true });
    expect(report).toMatchObject({ records: 2, created: 1, rejected: 1 });
    expect(report.rejectedRows[0]?.reason).toContain('which the name "Morawica (3)" beside it contradicts');
  });
});

describe('numbers of a column', () => {
  const yaml = `
facet: { code: test-thousands, name: Test, publisher: Nobody, licence: CC0 }
code: [{ column: woj, digits: 2 }, { column: pow, digits: 2 }, { column: gmi, digits: 2 }, rodz]
period: 2019
values: [{ column: amount, metric: test-thousands }]
metrics: [{ code: test-thousands, namePl: Kwota, unitPl: zł }]`;

  it.each([
    ['a comma for thousands', ['6,695', '42,642,404', '1,000.5'], [6_695, 42_642_404, 1_000.5]],
    ['a decimal comma', ['6,695', '42642,4', '1.000,5'], [6.695, 42_642.4, 1_000.5]],
    ['a dot for thousands', ['6.695', '42.642.404', '-'], [6_695, 42_642_404, null]],
  ])('with %s are read alike; codes get their zeros back', async (_name, texts, values) => {
    const codes = ['2;2;02;1', '18;63;01;1', '12;61;1;1'];
    const csv = ['woj;pow;gmi;rodz;amount', ...codes.map((code, index) => `${code};${texts[index]}`)].join('\n');
    const report = await hub.load('metrics', 'x.csv', csv, { mapping: mapping(yaml) });
    expect(report).toMatchObject({ records: 3, rejected: 0 });
    const { rows } = await hub.database.pool.query(
      `SELECT o.value FROM observation o JOIN metric m ON m.id = o.metric_id JOIN observation_subject s ON s.id = subject_id
         JOIN territorial_unit_version v ON v.unit_id = s.unit_id AND v.valid_to IS NULL
       WHERE m.code = 'test-thousands' ORDER BY array_position($1, v.terc)`,
      [['0202021', '1863011', '1261011']],
    );
    expect(rows.map(({ value }) => value)).toEqual(values);
  });
});

describe('a workbook', () => {
  it('has income-tax shares of a city as a gmina and as a powiat', async () => {
    const heading = [
      'WK',
      'PK',
      'GK',
      'GT',
      'Nazwa',
      'woj',
      'pow',
      'DZIAŁ',
      'ROZDZIAŁ',
      'PARAGRAF',
      'a',
      'b',
      'c',
      'd',
      'e',
    ];
    const city = (chapter: string, amount: number) => [
      '12',
      '61',
      '-',
      '-',
      'Kraków',
      'm',
      '-',
      '756',
      chapter,
      '0010',
      ...Array(4).fill(amount),
    ];
    const bytes = workbook([
      ['Informacja o udziałach jednostek samorządu terytorialnego w podatku PIT za rok budżetowy 2019'],
      [],
      [],
      heading,
      [],
      [],
      [],
      city('75621', 100),
      city('75622', 30),
      city('75623', 1),
    ]);
    const shipped = await readShippedMapping('pit-shares');
    const report = await hub.load('metrics', 'pit.xlsx', bytes, {
      mapping: inputFileOf('pit-shares.yaml', shipped ?? new Uint8Array()),
    });
    expect(report).toMatchObject({ records: 15, created: 10, rejected: 5, asOf: '2019-12-31' });
    expect(report.rejectedRows[0]?.reason).toContain('is not at the level VOIVODESHIP');
    const { rows } = await hub.database.pool.query(
      `SELECT o.value, o.level FROM observation o JOIN metric m ON m.id = o.metric_id
       WHERE m.code = 'pit-share-received' ORDER BY level`,
    );
    expect(rows).toEqual([
      { value: 30, level: 5 },
      { value: 100, level: 6 },
    ]);
  });
});
