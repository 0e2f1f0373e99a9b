/** One cell that cannot be stored costs its own entry, never the file, in every source. */
import { expect, test } from 'vitest';
import { sl2014Xlsx } from '../fixtures/eu-projects/lists.ts';
import { jstRecord, toJstCsv, toJstJson } from '../fixtures/jst-offices.ts';
import { startHub } from '../harness/hub.ts';

const hub = await startHub();
const asOf = '2026-01-31';

test('practices: the bad entry is rejected with its place, the good one taken', async () => {
  const file = {
    asOf,
    source: { name: 'Test\0', publisher: 'X' },
    practices: [
      { slug: 'nul', title: 'Zły\0znak', stage: 'IDEA' },
      { slug: 'half', title: { pl: 'Zły \ud800' }, stage: 'IDEA' },
      { slug: 'good', title: 'Dobra', stage: 'IDEA' },
    ],
  };
  const report = await hub.load('practices', 'pr_nul.json', JSON.stringify(file));
  expect(report).toMatchObject({ records: 3, created: 1, rejected: 2 });
  expect(report.rejectedRows).toMatchObject([
    { row: 1, column: '$.practices[0].title', reason: expect.stringContaining('NUL') },
    { row: 2, column: '$.practices[1].title.pl' },
  ]);
  expect(report.rejectedRows[0]?.original).toContain('Zły\uFFFDznak');
  const csv = await hub.load('practices', 'l.csv', 'slug;title_pl;stage\nzla;Z\0a;IDEA\ndobra;D;IDEA\n', { asOf });
  expect(csv).toMatchObject({ created: 1, rejected: 1, rejectedRows: [{ row: 2, column: 'title_pl' }] });
});

test('offices', async () => {
  const rows = ['key;name;kind;tier;street', 'a;Urząd\0;OTHER;GOVERNMENT;x', 'b;Urząd B;OTHER;GOVERNMENT;y', ''];
  const report = await hub.load('offices', 'o.csv', rows.join('\n'), { asOf });
  expect(report).toMatchObject({ created: 1, rejected: 1, rejectedRows: [{ row: 2, column: 'name' }] });
});

test.for([
  ['csv', toJstCsv],
  ['JSON', toJstJson],
] as const)('the contact base as %s', async ([, write]) => {
  const bad = jstRecord({ nazwa_urzędu_JST: 'Urząd\0' });
  const good = jstRecord({ Kod_TERYT: '0202021', nazwa_samorządu: 'Dzierżoniów', Województwo: 'dolnośląskie' });
  const report = await hub.load(
    'jst-offices',
    'baza',
    write([bad, { ...good, Powiat: 'dzierżoniowski', typ_JST: 'GM' }]),
    {
      asOf,
    },
  );
  expect(report).toMatchObject({ records: 2, rejected: 1 });
  expect(report.rejectedRows[0]?.column?.toLowerCase()).toBe('nazwa_urzędu_jst');
});

test('assessments', async () => {
  const rows = [
    'record;office;model;edition;date;criterion;score;evidence',
    'score;Urząd B;CAF;2020;2024-05-01;1.1;62;S\0x',
    'score;Urząd B;CAF;2020;2024-05-01;1.2;62;ok',
    '',
  ];
  const report = await hub.load('assessments', 'caf.csv', rows.join('\n'), { asOf });
  expect(report).toMatchObject({ created: 1, rejected: 1, rejectedRows: [{ row: 2, column: 'evidence' }] });
  expect(report.rejectedRows[0]?.original).toContain('S\uFFFDx');
});

test('redactions', async () => {
  const report = await hub.load('redactions', 'r.csv', 'name\nJan\0 Kowalski\nAnna Nowakowska\n');
  expect(report).toMatchObject({ records: 2, created: 1, rejected: 1 });
});

test('lists of projects take the rest of the row and list the cell', async () => {
  const bytes = sl2014Xlsx([{ contract: 'RPSL.01.02.00-24-0001/16', title: 'Zły_x0000_znak' }], {
    inlineStrings: true,
  });
  const report = await hub.load('eu-projects', 'Lista.xlsx', bytes, { asOf });
  expect(report).toMatchObject({ records: 1, created: 1, rejected: 0 });
  const { project } = await hub.ask('{ project(contractNumber: "RPSL.01.02.00-24-0001/16") { title } }');
  expect(project).toEqual({ title: 'Zły\uFFFDznak' });
  const { problems } = await hub.ask<{ problems: { nodes: unknown[] } }>(
    '{ problems(filter: { kinds: [INVALID_VALUE] }) { nodes { text reason } } }',
  );
  expect(problems.nodes).toEqual([{ text: 'Zły\uFFFDznak', reason: expect.stringContaining('NUL') }]);
});

test('values of metrics', async () => {
  const answer = {
    variableId: 4711,
    results: [{ id: '011212161011', name: 'Kra\0ków', values: [{ year: '2019', val: 5 }] }],
  };
  expect(await hub.load('bdl', 'answer.json', JSON.stringify(answer))).toMatchObject({ records: 1 });
});
