/** Every source reads every form that any of them reads. */
import { gzipSync } from 'node:zlib';
import { utils, write } from '@e965/xlsx';
import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { readTercRegister } from '#sources/teryt/read.ts';
import { buildXlsx } from '../fixtures/eu-projects/workbook.ts';
import { encodeAs, tercColumns, toCsv } from '../fixtures/terc.ts';
import { opolskie } from '../fixtures/terc-reading.ts';
import { startHub } from '../harness/hub.ts';

const asOf = '2026-01-31';
type Rows = readonly (readonly (string | number | null)[])[];

const csv = (rows: Rows, delimiter: string): string =>
  rows.map((row) => `${row.map((cell) => `"${cell ?? ''}"`).join(delimiter)}\n`).join('');
const objects = ([headings = [], ...rows]: Rows): Record<string, unknown>[] =>
  rows.map((row) => Object.fromEntries(headings.map((heading, index) => [String(heading), row[index] ?? null])));
const xml = (rows: Rows): string =>
  `<lista>${objects(rows)
    .map(
      (row) =>
        `<w>${Object.entries(row)
          .map(([key, cell]) => `<col name="${key}">${cell ?? ''}</col>`)
          .join('')}</w>`,
    )
    .join('')}</lista>`;
const xls = (rows: Rows): Uint8Array => {
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet(rows.map((row) => [...row])), 'A');
  return new Uint8Array(write(book, { type: 'array', bookType: 'xls' }) as ArrayBuffer);
};

const forms: [string, (rows: Rows) => Uint8Array | string][] = [
  ['csv with tabs in UTF-16', (rows) => Buffer.from(`\uFEFF${csv(rows, '\t')}`, 'utf16le')],
  ['csv with commas in ISO-8859-2', (rows) => encodeAs(csv(rows, ','), 'iso-8859-2')],
  ['csv with bars', (rows) => csv(rows, '|')],
  ['a zip of csv', (rows) => zipSync({ 'lista.csv': strToU8(csv(rows, ';')) })],
  ['a gzip', (rows) => gzipSync(csv(rows, ';'))],
  ['xlsx', (rows) => buildXlsx([{ name: 'A', rows }])],
  ['a zip of xlsx', (rows) => zipSync({ 'lista.xlsx': buildXlsx([{ name: 'A', rows }]) })],
  ['xls', xls],
  ['JSON', (rows) => JSON.stringify(objects(rows))],
  ['a zip of XML', (rows) => zipSync({ 'lista.xml': strToU8(xml(rows)) })],
];

test.for(forms)('the TERC register as %s', ([, write]) => {
  const rows = [tercColumns, ...opolskie.map((row) => tercColumns.map((column) => row[column]))];
  const read = (bytes: Uint8Array | string) =>
    readTercRegister(typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes, { today: asOf });
  const expected = read(toCsv(opolskie)).rows.map(({ row: _, ...unit }) => unit);
  const register = read(write(rows));
  expect(register).toMatchObject({ asOf: '2022-01-01', voivodeships: ['16'], rejected: [] });
  expect(register.rows.map(({ row: _, ...unit }) => unit)).toEqual(expected);
});

const hub = await startHub();
let number = 0;

test.for(forms)('all lists as %s', async ([form, write]) => {
  number += 1;
  const key = `urzad-${number}`;
  const load = async (source: string, rows: Rows) => {
    const report = await hub.load(source, 'plik', write(rows), { asOf });
    return `${source}: ${report.created} of ${report.records}, ${report.rejected} rejected`;
  };
  const offices = [
    ['key', 'name', 'kind', 'tier', 'withdrawn_on'],
    [key, `Urząd Żółty ${number}`, 'OTHER', 'GOVERNMENT', 43324.99949074074],
  ];
  expect(await load('offices', offices)).toBe('offices: 1 of 1, 0 rejected');
  const { office } = await hub.ask('query ($id: ID!) { office(id: $id) { name withdrawnOn } }', { id: key });
  expect(office).toEqual({ name: `Urząd Żółty ${number}`, withdrawnOn: '2018-08-13' });
  const assessments = [
    ['record', 'office', 'model', 'edition', 'date', 'criterion', 'score'],
    ['score', `Urząd Żółty ${number}`, 'CAF', 2020, '2024-04-30T22:00:00Z', '1.1', 62],
  ];
  expect(await load('assessments', assessments)).toBe('assessments: 1 of 1, 0 rejected');
  const practices = [
    ['slug', 'title_pl', 'stage', 'started_on', 'ended_on'],
    [`praktyka-${number}`, 'Żółta łąka', 'IDEA', 2017, 43324.99949074074],
  ];
  expect(await load('practices', practices)).toBe('practices: 1 of 1, 0 rejected');
  const redactions = [['name'], [`Jan Żółtowski${'i'.repeat(number)}`]];
  expect(await load('redactions', redactions)).toBe('redactions: 1 of 1, 0 rejected');
  const grants = [
    ['Tytuł projektu', 'Nazwa beneficjenta', 'Wartość ogółem', 'Dofinansowanie UE', 'Multimedia', 'Data rozpoczęcia'],
    [`Łąka ${number}`, 'Gmina Jasienica', '5.10', '4.00', 'Nie', 43324.99949074074],
  ];
  expect(await load('eu-projects', grants)).toBe('eu-projects: 1 of 1, 0 rejected');
  const { projects } = await hub.ask<{ projects: unknown }>(
    'query ($text: String!) { projects(filter: { text: $text }) { nodes { title startsOn value { amount } } } }',
    { text: `łąka ${number}` },
  );
  expect(projects).toMatchObject({
    nodes: expect.arrayContaining([{ title: `Łąka ${number}`, startsOn: '2018-08-13', value: { amount: '5.10' } }]),
  });
  // JSON of the Local Data Bank is an answer of its API.
  if (form === 'JSON') return;
  const values = [
    ['Kod', 'Nazwa', 'ludność;2024;[osoba]'],
    ['0202021', 'Dzierżoniów (1)', 30_000 + number],
  ];
  const bdl = await hub.load('bdl', `LUDN_90${10 + number}_CTAB.csv`, write(values));
  expect(bdl).toMatchObject({ records: 1, created: 1, rejected: 0 });
});
