/** A NUL or half a surrogate pair in any field of any source costs at most its own row, whose column is named. */
import { expect, test } from 'vitest';
import { inputFileOf } from '#sources/import.ts';
import { collection, feature } from '../fixtures/boundaries.ts';
import { jstRecord } from '../fixtures/jst-offices.ts';
import { buildTerc } from '../fixtures/terc.ts';
import { startHub } from '../harness/hub.ts';

type Row = Readonly<Record<string, string | number | null>>;

interface Source {
  readonly row: (n: number) => Row;
  readonly write?: (rows: readonly Row[]) => string;
  readonly options?: object;
}

const mapping = inputFileOf(
  'test.yaml',
  new TextEncoder().encode(`
facet: { code: damaged, name: Test, publisher: Nobody, licence: CC0 }
code: code
name: name
period: { column: year }
dimensions: [{ code: sex, column: sex }]
values: [{ column: people, metric: damaged }]
metrics: [{ code: damaged, namePl: Ludność, unitPl: osoba, dimensions: [{ code: sex, namePl: Płeć }] }]
`),
);
const gminas = buildTerc({ voivodeships: ['16'] }).filter(({ RODZ }) => ['1', '2', '3'].includes(RODZ));
const gmina = (n: number) => gminas[n % gminas.length] as (typeof gminas)[number];
const codeOf = (n: number): string => gmina(n).WOJ + gmina(n).POW + gmina(n).GMI + gmina(n).RODZ;

const sources: Readonly<Record<string, Source>> = {
  offices: {
    row: (n) => ({
      ...{ key: `o-${n}`, name: `Urząd ${n}`, short_name: `U${n}`, former_names: `Dawny ${n}`, kind: 'OTHER' },
      ...{ tier: 'GOVERNMENT', nip: '', regon: '', street: 'Długa', building: '1', postal_code: '45-001' },
      ...{ post: 'Opole', locality: 'Opole', seat: 'Opole', serves: '16', phone: '77 200 00 00' },
      ...{ email: 'a@b.example', website: 'www.b.example', bip: 'bip.b.example', e_delivery: '', epuap: '/a/b' },
      ...{ parent: '', predecessors: '', withdrawn_on: '2024-01-01' },
    }),
  },
  'jst-offices': { row: (n) => ({ ...jstRecord({ Kod_TERYT: codeOf(n), nazwa_samorządu: gmina(n).NAZWA }) }) },
  practices: {
    row: (n) => ({
      ...{ slug: `p-${n}`, title_pl: `Praktyka ${n}`, title_en: `Practice ${n}`, summary_pl: 'a', summary_en: 'a' },
      ...{ problem_pl: 'a', problem_en: 'a', solution_pl: 'a', solution_en: 'a', participation_pl: 'a' },
      ...{ participation_en: 'a', stage: 'IDEA', innovation: '', started_on: '2020', implemented_on: '2021-05' },
      ...{ ended_on: '2022-01-01', topics: 'people|culture', office_id: '', office_nip: '', office_regon: '' },
      ...{ office_name: 'Urząd B', office_unit: '', cost_amount: '5', cost_currency: 'PLN', call: '' },
    }),
  },
  assessments: {
    row: (n) => ({
      ...{
        record: 'score',
        office: 'Urząd B',
        nip: '',
        regon: '',
        model: 'CAF',
        edition: '2020',
        date: `2024-05-${10 + (n % 18)}`,
      },
      ...{
        validated: 'yes',
        criterion: `${1 + (Math.floor(n / 18) % 9)}.1`,
        score: 62,
        evidence: 'a',
        title: '',
        state: '',
      },
      ...{ due: '', standard: '', body: '', valid_from: '', valid_to: '' },
    }),
  },
  redactions: { row: (n) => ({ name: `Jan Żółtowski${'i'.repeat(n)}`, contract: `RPSL.01.02.00-24-${1000 + n}/16` }) },
  'eu-projects': {
    row: (n) => ({
      ...{ 'Tytuł projektu': `Łąka ${n}`, 'Nazwa beneficjenta': `Gmina ${n}`, 'Wartość ogółem': '5.10' },
      ...{ 'Dofinansowanie UE': '4.00', Multimedia: 'Nie', 'Data rozpoczęcia': '2016-05-05', Dziedzina: 'brak' },
    }),
  },
  metrics: {
    row: (n) => ({ code: codeOf(n), name: gmina(n).NAZWA, year: '2019', sex: `s${n}`, people: 5 }),
    options: { mapping },
  },
  bdl: {
    row: (n) => ({ id: '012414869011', name: 'Katowice', year: String(1990 + (n % 30)), val: 5, attrId: 1 }),
    write: (rows) =>
      JSON.stringify({
        variableId: 4712,
        results: rows.map(({ id, name, ...value }) => ({ id, name, values: [value] })),
      }),
  },
  boundaries: {
    row: (n) => ({ terc: codeOf(n), name: gmina(n).NAZWA, level: 'gmina', powiat: `powiat 16-${gmina(n).POW}` }),
    write: (rows) => collection(rows.map((row, index) => feature(row, index))),
  },
};

const damaged = { NUL: '\0', 'half a surrogate pair': '\ud83d' };
const cases = Object.keys(sources).flatMap((source) =>
  Object.keys(damaged).map((what) => [source, what as keyof typeof damaged] as const),
);

test.for(cases)('%s: %s', async ([name, what]) => {
  const hub = await startHub();
  await hub.load('teryt', 'TERC.csv', JSON.stringify(buildTerc({ voivodeships: ['16'], asOf: '2020-01-01' })));
  const { row, write = JSON.stringify, options = {} } = sources[name] as Source;
  await hub.load('offices', 'b.csv', 'key;name;kind;tier\nb;Urząd B;OTHER;GOVERNMENT\n', { asOf: '2020-01-01' });
  const columns = Object.keys(row(0));
  const all = 2 * columns.length + 3;
  const rows = Array.from({ length: all }, (_, n) => {
    const column = columns[n - all + columns.length];
    return column === undefined ? row(n) : { ...row(n), [column]: `${row(n)[column] ?? ''}${damaged[what]}` };
  });
  const report = await hub.load(name, 'lista.json', write(rows), { asOf: '2022-01-01', ...options });
  expect(report.records).toBeGreaterThanOrEqual(all);
  expect(report.rejected).toBeLessThanOrEqual(columns.length);
  expect(report.created + report.changed + report.unchanged + report.duplicates).toBeGreaterThanOrEqual(
    report.records - columns.length,
  );
  for (const { row: at, reason } of report.rejectedRows) expect([at, reason]).toEqual([at, expect.any(String)]);
});
