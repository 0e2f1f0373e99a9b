/** Exports of the Local Data Bank in every delimiter, and what is not a value in its answers. */
import { describe, expect, it } from 'vitest';
import { startHub } from '../harness/hub.ts';

const hub = await startHub();

interface Stored {
  readonly metric: string;
  readonly unit: string;
  readonly key: string;
  readonly period: number;
  readonly value: number | null;
  readonly flag: number;
  readonly place: string;
}

async function stored(code: string): Promise<Stored[]> {
  const { rows } = await hub.database.pool.query<Stored>(
    `SELECT m.code AS metric, m.unit_pl AS unit, coalesce(k.key, '') AS key, o.period, o.value, o.flag,
       coalesce(v.terc, s.bdl_id) AS place
     FROM observation o JOIN metric m ON m.id = o.metric_id JOIN metric_facet f ON f.id = o.facet_id
       JOIN observation_subject s ON s.id = o.subject_id LEFT JOIN metric_dimension_key k ON k.id = o.dimension_id
       LEFT JOIN territorial_unit_version v ON v.unit_id = s.unit_id AND v.valid_to IS NULL
     WHERE f.code = $1 ORDER BY metric, key, o.period, place, o.level`,
    [code],
  );
  return rows;
}

/** A table with `;` and decimal commas, and the same with another delimiter and decimal points. */
const joined = {
  semicolon: (rows: readonly string[]) => rows.join('\n'),
  comma: (rows: readonly string[]) => swapped(rows, ','),
  tab: (rows: readonly string[]) => swapped(rows, '\t'),
  pipe: (rows: readonly string[]) => swapped(rows, '|'),
};

function swapped(rows: readonly string[], delimiter: string): string {
  const points = ([head = '', ...data]: readonly string[]) => [head, ...data.map((row) => row.replaceAll(',', '.'))];
  return points(rows)
    .map((row) => row.replaceAll(';', delimiter))
    .join('\n');
}

const others = ['comma', 'tab', 'pipe'] as const;

const population = [
  '"Kod";"Nazwa";"ludność w tysiącach;2024;[tys. osób]";',
  '0200000;"DOLNOŚLĄSKIE";2868,24;',
  '0202021;"Dzierżoniów (1)";28,03;',
];

const ages = [
  '"Kod";"Nazwa";"ogółem;ogółem;2023;[osoba]";"0-4, dzieci;ogółem;2023;[osoba]";"0-4, dzieci;kobiety;2024;[osoba]";',
  '0202021;"Dzierżoniów (1)";27000;1200;600;',
  '2604123;"Morawica (3)";30610;1300;-;',
];

const measures = [
  '"Kod";"Nazwa";"ludność na 1 km2;2024;[osoba]";"ludność w tysiącach;2024;[tys. osób]";"ludność w tysiącach kobiety;2024;[tys. osób]";"wskaźnik urbanizacji;2024;[%]";',
  '0202021;"Dzierżoniów (1)";755,3;27,61;14,52;100,0;',
];

const longForm = [
  '"Kod";"Nazwa";"Wyszczególnienie";"Rok";"Wartosc";"Jednostka miary";"Atrybut";',
  '0202021;"Dzierżoniów (1)";"ludność na 1 km2";"2024";755,3;"osoba";"";',
  '0202021;"Dzierżoniów (1)";"ludność w tysiącach";"2024";27,61;"tys. osób";"";',
  '0202021;"Dzierżoniów (1)";"wskaźnik urbanizacji";"2024";100,0;"%";"s";',
];

describe('an export of any delimiter reads as its twin with semicolons', () => {
  it.each([
    ['population', 'LUDN_2425', population],
    ['several labels, periods and totals', 'LUDN_9001', ages],
    ['several measures', 'LUDN_9002', measures],
    ['the long form', 'LUDN_9003', longForm],
  ])('%s', async (_name, group, rows) => {
    const name = `${group}_CTAB_20250101000000.csv`;
    const first = await hub.load('bdl', name, joined.semicolon(rows));
    expect(first.rejected).toBe(0);
    const before = await stored(`bdl-${group.toLowerCase().replace('_', '-')}`);
    expect(before.length).toBeGreaterThan(0);
    for (const other of others) {
      const again = await hub.load('bdl', name, joined[other](rows));
      expect(again).toMatchObject({ release: null, created: 0, changed: 0, unchanged: first.created, rejected: 0 });
    }
  });

  it('as the numbers that it states, each measure a metric of its own', async () => {
    const lower = await stored('bdl-ludn-2425');
    expect(lower.map(({ metric, place, period, value }) => [metric, place, period, value])).toEqual([
      ['population', '02', 202400, 2_868_240],
      ['population', '0202021', 202400, 28_030],
    ]);
    const measured = await stored('bdl-ludn-9002');
    expect(measured.map(({ metric, unit, key, value }) => [metric, unit, key, value])).toEqual([
      ['bdl-ludn-9002-ludnosc-na-1-km2', 'osoba', '', 755.3],
      ['bdl-ludn-9002-ludnosc-w-tysiacach', 'osób', '', 27_610],
      ['bdl-ludn-9002-ludnosc-w-tysiacach-kobiety', 'osób', '', 14_520],
      ['bdl-ludn-9002-wskaznik-urbanizacji', '%', '', 100],
    ]);
    const long = await stored('bdl-ludn-9003');
    expect(long.map(({ metric, unit, key, value, flag }) => [metric, unit, key, value, flag])).toEqual([
      ['bdl-ludn-9003-ludnosc-na-1-km2', 'osoba', '', 755.3, 0],
      ['bdl-ludn-9003-ludnosc-w-tysiacach', 'osób', '', 27_610, 0],
      ['bdl-ludn-9003-wskaznik-urbanizacji', '%', '', 100, 4],
    ]);
    const aged = await stored('bdl-ludn-9001');
    expect(aged.map(({ metric, key, period, value }) => [metric, key, period, value])).toEqual([
      ['bdl-ludn-9001', '', 202300, 27_000],
      ['bdl-ludn-9001', '', 202300, 30_610],
      ['bdl-ludn-9001', 'dimension-1=0-4-dzieci', 202300, 1_200],
      ['bdl-ludn-9001', 'dimension-1=0-4-dzieci', 202300, 1_300],
      ['bdl-ludn-9001', 'dimension-1=0-4-dzieci;dimension-2=kobiety', 202400, 600],
      ['bdl-ludn-9001', 'dimension-1=0-4-dzieci;dimension-2=kobiety', 202400, null],
    ]);
  });
});

describe('an export that cannot be read for certain is refused', () => {
  it.each([
    [
      'decimal commas between commas',
      ['"Kod","Nazwa","ogółem,2024,[osoba]",', '0202021,"Dzierżoniów (1)",27,61,'],
      'has no heading',
    ],
    ['headings without quotes', ['Kod,Nazwa,ogółem,2024,[osoba],', '0202021,Dzierżoniów (1),27,,,'], 'has no label'],
    ['no unit of measure', ['Kod;Nazwa;ogółem;', '0202021;Dzierżoniów (1);27;'], 'says no unit of measure'],
    [
      'thousands of nothing',
      ['Kod;Nazwa;"zdarzenia w tysiącach;2024";', '0202021;Dzierżoniów;27;'],
      'says no unit of measure',
    ],
    [
      'a comma inside a number of a label',
      ['"Kod","Nazwa","od 1,5 ha,2024,[szt.]",', '0202021,Dzierżoniów,27,'],
      'between two digits',
    ],
    [
      'labels of different lengths',
      ['"Kod","Nazwa","a,2024,[szt.]","b,c,2024,[szt.]",', '0202021,B,1,2,'],
      'other parts',
    ],
    [
      'separators of thousands',
      ['Kod;Nazwa;"ogółem;2024;[osoba]"', '0200000;DOLNOŚLĄSKIE;2,897,300', '0202021;Dzierżoniów (1);31,100'],
      'thousands are separated',
    ],
    ['a quarter without its year', ['Kod;Nazwa;"ogółem;I kwartał;[szt.]";', '0202021;Dzierżoniów;27;'], 'quarter'],
    [
      'several quarters together',
      ['Kod;Nazwa;"ogółem;I-III kwartał;2024;[szt.]";', '0202021;Dzierżoniów;27;'],
      'a quarter needs a year and one number',
    ],
  ])('%s', async (_name, rows, message) => {
    const name = message === 'quarter' ? 'RYNE_9_CTAB.csv' : 'RYNE_9999_CTAB_2024.csv';
    await expect(hub.load('bdl', name, rows.join('\n'))).rejects.toThrow(message);
  });

  it.each([
    [
      'a long form without a unit',
      ['Kod;Nazwa;Rok;Wartosc;Atrybut', '0202021;Dzierżoniów;2024;27;'],
      'says no unit of measure',
    ],
    [
      'a long form with decimal commas between commas',
      ['Kod,Nazwa,Rok,Wartosc,Jednostka miary,Atrybut', '0202021,Dzierżoniów,2024,27,5,osoba,'],
      'is the number 5',
    ],
  ])('%s', async (_name, rows, message) => {
    await expect(hub.load('bdl', 'RYNE_9999_CREL_2024.csv', rows.join('\n'))).rejects.toThrow(message);
  });
});

describe('answers of the API', () => {
  const answer = (values: readonly object[], more: object = {}) =>
    JSON.stringify({ variableId: 9000, ...more, results: [{ id: '012414869011', name: 'Katowice', values }] });

  it('have no value beside an empty or unknown attribute', async () => {
    const values = [
      { year: '2015', val: 256_888, attrId: 1 },
      { year: '2016', val: 0, attrId: 0 },
      { year: '2017', val: 0, attrId: 33 },
      { year: '2018', val: 12, attrId: 33 },
      { year: '2019', val: 0, attrId: null },
      { year: '2020', val: 0 },
      { year: '2021', val: 0, attrId: 1 },
      { year: '2022', val: 7 },
      { year: '2023', val: 0, attrId: 15 },
      { year: '2024', val: 0, attrId: 94 },
    ];
    const report = await hub.load('bdl', 'attributes.json', answer(values));
    expect(report).toMatchObject({ records: 10, created: 10, rejected: 0 });
    const rows = (await stored('bdl-api')).filter(({ metric }) => metric === 'bdl-9000');
    expect(rows.map(({ period, value, flag }) => [period / 100, value, flag])).toEqual([
      [2015, 256_888, 0],
      [2016, null, 20],
      [2017, null, 20],
      [2018, null, 20],
      [2019, null, 20],
      [2020, null, 20],
      [2021, 0, 0],
      [2022, 7, 0],
      [2023, null, 20],
      [2024, 0, 0],
    ]);
  });

  it('that are some pages of a list say so', async () => {
    const values = [{ year: '2024', val: 5, attrId: 1 }];
    const part = answer(values, { variableId: 9001, totalRecords: 2_580, page: 3, pageSize: 1 });
    const report = await hub.load('bdl', 'page.json', part);
    expect(report).toMatchObject({ created: 1, rejected: 1 });
    expect(report.format).toContain('variable 9001: a part of the list, 1 of 2580 records (page 3)');
    expect(report.rejectedRows[0]).toMatchObject({ column: 'totalRecords' });
    const next = answer(values, { variableId: 9002, links: { next: 'https://bdl.test/?page=1' } });
    expect((await hub.load('bdl', 'next.json', next)).format).toContain('names a next page');
    const both = [0, 1].map((page) => JSON.parse(answer(values, { variableId: 9003, totalRecords: 2, page })));
    expect(await hub.load('bdl', 'whole.json', JSON.stringify(both))).toMatchObject({ created: 1, rejected: 0 });
  });
});

describe('names that people read', () => {
  const metric = (code: string) =>
    hub.ask(`{ metric(code: "${code}") { name dimensions { name(lang: PL) values { name } } } }`);

  it('are those of the group where a file names nothing but totals', async () => {
    const rows = ['"Kod";"Nazwa";"ogółem;2022;[osoba]";"ogółem;2023;[osoba]";', '0202021;"Dzierżoniów (1)";900;870;'];
    await hub.load('bdl', 'RYNE_9101_CTAB_20250101000000.csv', rows.join('\n'));
    expect(await metric('bdl-ryne-9101')).toEqual({
      metric: { name: 'Bank Danych Lokalnych RYNE_9101', dimensions: [] },
    });
    const long = [
      '"Kod";"Nazwa";"Wyszczególnienie";"Rok";"Wartosc";"Jednostka miary";"Atrybut";',
      '0202021;"Dzierżoniów (1)";"ogółem";"2024";870;"osoba";"";',
    ];
    await hub.load('bdl', 'RYNE_9102_CTAB_20250101000000.csv', long.join('\n'));
    expect(await metric('bdl-ryne-9102')).toMatchObject({ metric: { name: 'Bank Danych Lokalnych RYNE_9102' } });
  });

  it('are the labels of values, of dimensions that the file does not name', async () => {
    expect(await metric('bdl-ludn-9001')).toEqual({
      metric: {
        name: 'Bank Danych Lokalnych LUDN_9001',
        dimensions: [
          { name: 'Wymiar 1', values: [{ name: '0-4, dzieci' }] },
          { name: 'Wymiar 2', values: [{ name: 'kobiety' }] },
        ],
      },
    });
  });
});
