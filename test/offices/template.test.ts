import { expect, test } from 'vitest';
import { startHub } from '../harness/hub.ts';

const header = 'key;name;kind;tier;nip;regon;seat;serves;phone;email;parent;predecessors;former_names;withdrawn_on';
const csv = (...rows: string[]): string => [header, ...rows, ''].join('\r\n');

const hub = await startHub();
const report = await hub.load(
  'offices',
  'offices_2024-05-01.csv',
  csv(
    'kgp;Komenda Główna Policji;POLICE_COMMAND;GOVERNMENT;588-215-51-72;000526251;Warszawa;;(22) 600 00 00;info@policja.example;;;;',
    'kpp-dzierzoniow;Komenda Powiatowa Policji w Dzierżoniowie;police command;GOVERNMENT;1234567890;732065834;0202021;0202;600 100 200;anna.lis@policja.example;kgp;;Komenda Rejonowa (1999-01-01);',
    'stary-urzad;Stary Urząd;OTHER;GOVERNMENT;;;;;;;;;;2015-11-16',
    'nowy-urzad;Nowy Urząd;OTHER;GOVERNMENT;;;Nigdzie Dolne;;;;nie-ma;stary-urzad;;',
    'bez-nazwy;;OTHER;GOVERNMENT;;;;;;;;;;',
    'zly-rodzaj;Urząd;URZAD;GOVERNMENT;;;;;;;;;;',
    'Duże Litery;Urząd;OTHER;GOVERNMENT;;;;;;;;;;',
    'jst-999999;Urząd;OTHER;SELF_GOVERNMENT;;;;;;;;;;',
    'kgp;Komenda Inna;POLICE_COMMAND;GOVERNMENT;;;;;;;;;;',
    'stary-urzad;Stary Urząd;OTHER;GOVERNMENT;;;;;;;;;;2015-11-16',
  ),
);

test('every row is an office, a duplicate, or a reject with its column and how to fix it', () => {
  expect(report).toMatchObject({ records: 10, created: 4, duplicates: 1, rejected: 5, asOf: '2024-05-01' });
  expect(report.rejectedRows.map(({ row, column }) => [row, column])).toEqual([
    [6, 'name'],
    [7, 'kind'],
    [8, 'key'],
    [9, 'key'],
    [10, null],
  ]);
  expect(report.rejectedRows[1]?.reason).toContain('POLICE_COMMAND');
});

test('the offices say what the rows say, numbers flagged, personal contacts left out', async () => {
  const { a, b, c } = await hub.ask(`{
    a: office(nip: "5882155172") { code email phone isNipValid isRegonValid seat { terc } servesUnit { terc }
       children { nodes { code } } }
    b: office(id: "kpp-dzierzoniow") { kind email phone nip isNipValid regon isRegonValid originalRow
       seat { terc } servesUnit { terc } parent { code } names { name type validTo } }
    c: office(id: "nowy-urzad") { parent { code } seat { terc } predecessors { code status withdrawnOn successors { code } } } }`);
  expect(a).toEqual({
    code: 'kgp',
    email: 'info@policja.example',
    phone: '+48 22 600 00 00',
    isNipValid: true,
    isRegonValid: true,
    seat: { terc: '1465011' },
    servesUnit: null,
    children: { nodes: [{ code: 'kpp-dzierzoniow' }] },
  });
  expect(b).toMatchObject({
    kind: 'POLICE_COMMAND',
    email: null,
    phone: null,
    nip: '1234567890',
    isNipValid: false,
    regon: '732065834',
    isRegonValid: false,
    originalRow: { email: '[personal data, left out]', phone: '[personal data, left out]', nip: '1234567890' },
    seat: { terc: '0202021' },
    servesUnit: { terc: '0202' },
    parent: { code: 'kgp' },
    names: [
      { name: 'Komenda Powiatowa Policji w Dzierżoniowie', type: 'OFFICIAL', validTo: null },
      { name: 'Komenda Rejonowa', type: 'FORMER', validTo: '1999-01-01' },
    ],
  });
  expect(c).toEqual({
    parent: null,
    seat: null,
    predecessors: [
      { code: 'stary-urzad', status: 'WITHDRAWN', withdrawnOn: '2015-11-16', successors: [{ code: 'nowy-urzad' }] },
    ],
  });
});

test('what was not certain is listed', async () => {
  const { problems } = await hub.ask<{ problems: { nodes: { kind: string; row: number; column: string }[] } }>(
    'query ($release: Int!) { problems(filter: { releases: [$release] }) { nodes { kind row column } } }',
    { release: report.release },
  );
  expect(problems.nodes.slice(5)).toEqual([
    { kind: 'INVALID_NUMBER', row: 3, column: 'nip' },
    { kind: 'INVALID_NUMBER', row: 3, column: 'regon' },
    { kind: 'PERSONAL_DATA', row: 3, column: 'phone' },
    { kind: 'PERSONAL_DATA', row: 3, column: 'email' },
    { kind: 'UNIT_NOT_FOUND', row: 5, column: 'seat' },
    { kind: 'OFFICE_NOT_FOUND', row: 5, column: 'parent' },
  ]);
  const { offices } = await hub.ask('{ offices(filter: { hasInvalidNumbers: true }) { nodes { code } } }');
  expect(offices).toEqual({ nodes: [{ code: 'kpp-dzierzoniow' }] });
});

test('a NIP that several offices bear asks for the id', async () => {
  const row = 'drugi;Drugi;OTHER;GOVERNMENT;5882155172;;;;;;;;;';
  await hub.load('offices', 'more_2024-05-02.csv', csv(row));
  const { errors } = await hub.answer('{ office(nip: "588-215-51-72") { code } }');
  expect(errors?.[0]).toMatchObject({
    message: expect.stringContaining('kgp'),
    extensions: { code: 'BAD_USER_INPUT' },
  });
});

test('a later list completes an office of another and leaves out nothing', async () => {
  const again = await hub.load(
    'offices',
    'nip_2024-06-01.csv',
    'klucz,nazwa,rodzaj,administracja,regon\njst-246601,Urząd Miejski w Gliwicach,CITY_OR_GMINA_OFFICE,SELF_GOVERNMENT,000514242\n',
  );
  expect(again).toMatchObject({ created: 0, changed: 1, closed: 0 });
  const { office } = await hub.ask('{ office(regon: "000514242") { code servesUnit { terc } isRegonValid } }');
  expect(office).toEqual({ code: 'jst-246601', servesUnit: { terc: '2466011' }, isRegonValid: true });
});
