/** Which day a list is of: requested of the file, stated by the operator, and corrected by stating another. */
import { expect, test } from 'vitest';
import { grantsCsv } from '../fixtures/eu-projects/lists.ts';
import { jstRecord, toJstCsv } from '../fixtures/jst-offices.ts';
import { startHub, type TestHub } from '../harness/hub.ts';

const grants = grantsCsv([['Termomodernizacja', 'Gmina Jasienica', '5.10', '4.00', 'Nie', 'energetyka', 'Nie']], '');
const offices = (name: string, street = ''): string =>
  `key;name;kind;tier;street;website\nkpp-x;${name};POLICE_COMMAND;GOVERNMENT;${street};www.policja.example.\n`;
const assessment = 'record;office;model;edition;date;criterion;score\nscore;KPP X;CAF;2020;2024-05-01;1.1;62\n';
const boundary = JSON.stringify({
  type: 'Feature',
  properties: { name: 'Nigdzie' },
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [18, 50],
        [18.1, 50],
        [18.1, 50.1],
        [18, 50],
      ],
    ],
  },
});

test.for([
  ['eu-projects', 'lista.csv', grants],
  ['offices', 'urzedy.csv', offices('KPP X')],
  ['jst-offices', 'baza.csv', toJstCsv([jstRecord({})])],
  ['assessments', 'caf.csv', assessment],
  ['practices', 'praktyki.csv', 'slug;title_pl;stage\na;A;IDEA\n'],
  ['practices', 'praktyki.json', '{"practices":[{"slug":"a","title":"A","stage":"IDEA"}]}'],
] as const)('%s asks for the day of a list that says none (%s)', async ([source, name, bytes]) => {
  const hub = await startHub();
  await expect(hub.load(source, name, bytes)).rejects.toMatchObject({
    reason: 'NO_AS_OF_DATE',
    line: expect.stringContaining('--as-of'),
  });
});

test('boundaries ask for it where no register states it either', async () => {
  const hub = await startHub();
  await hub.database.pool.query('DELETE FROM register_row; DELETE FROM register_slice');
  await expect(hub.load('boundaries', 'granice.json', boundary)).rejects.toThrow(/day it shows|cannot be taken/);
});

async function stateOf(hub: TestHub, code: string): Promise<unknown> {
  const { office } = await hub.ask<{ office: unknown }>(
    'query ($code: ID!) { office(id: $code) { name website address { street } source { asOf } } }',
    { code },
  );
  return office;
}

test('of two lists the newer is believed, in whichever order they come', async () => {
  const hub = await startHub();
  const newer = toJstCsv([jstRecord({ nazwa_urzędu_JST: 'Urząd nowy', Ulica: 'Nowa' })]);
  const older = toJstCsv([jstRecord({ nazwa_urzędu_JST: 'Urząd stary', Ulica: 'Stara' })]);
  await hub.load('jst-offices', 'baza_2023-06-01.csv', newer);
  await hub.load('jst-offices', 'Baza_teleadresowa_2021-05-19.csv', older);
  expect(await stateOf(hub, 'jst-246601')).toMatchObject({ name: 'Urząd nowy', address: { street: 'Nowa' } });
});

test('a list of offices that was loaded for a wrong day is moved by stating another', async () => {
  const hub = await startHub();
  const wrong = offices('KPP dawna', 'Dawna');
  await hub.load('offices', 'urzedy.csv', wrong, { asOf: '2026-06-01' });
  await hub.load('offices', 'nowe.csv', offices('KPP obecna', 'Obecna'), { asOf: '2024-01-01' });
  expect(await stateOf(hub, 'kpp-x')).toMatchObject({ name: 'KPP dawna', source: { asOf: '2026-06-01' } });
  const moved = await hub.load('offices', 'urzedy.csv', wrong, { asOf: '2020-01-01' });
  expect(moved.release).not.toBeNull();
  expect(await stateOf(hub, 'kpp-x')).toMatchObject({
    name: 'KPP obecna',
    address: { street: 'Obecna' },
    source: { asOf: '2024-01-01' },
  });
  expect(await hub.load('offices', 'urzedy.csv', wrong, { asOf: '2020-01-01' })).toMatchObject({ release: null });
});

const stateOfGrant = async (hub: TestHub): Promise<unknown> => {
  const { projects } = await hub.ask<{ projects: { nodes: unknown[] } }>(
    '{ projects(filter: { text: "termomodernizacja" }) { nodes { source { asOf } records { lastSeen } } } }',
  );
  return projects.nodes[0];
};

test('so is a list of projects', async () => {
  const hub = await startHub();
  await hub.load('eu-projects', 'lista.csv', grants, { asOf: '2026-06-01' });
  expect(await stateOfGrant(hub)).toEqual({ source: { asOf: '2026-06-01' }, records: [{ lastSeen: '2026-06-01' }] });
  const moved = await hub.load('eu-projects', 'lista.csv', grants, { asOf: '2016-12-07' });
  expect(moved).toMatchObject({ asOf: '2016-12-07', unchanged: 1 });
  expect(moved.release).not.toBeNull();
  expect(await stateOfGrant(hub)).toEqual({ source: { asOf: '2016-12-07' }, records: [{ lastSeen: '2016-12-07' }] });
  expect(await hub.load('eu-projects', 'lista.csv', grants, { asOf: '2016-12-07' })).toMatchObject({ release: null });
});

test('so are assessments and practices', async () => {
  const hub = await startHub();
  await hub.load('offices', 'urzedy.csv', offices('KPP X'), { asOf: '2024-01-01' });
  for (const [source, bytes] of [
    ['assessments', assessment],
    ['practices', 'slug;title_pl;stage\na;A;IDEA\n'],
  ] as const) {
    await hub.load(source, 'plik.csv', bytes, { asOf: '2026-06-01' });
    const moved = await hub.load(source, 'plik.csv', bytes, { asOf: '2024-06-01' });
    expect(moved).toMatchObject({ asOf: '2024-06-01', created: 0, changed: 0, unchanged: 1 });
    const { releases } = await hub.ask<{ releases: { nodes: unknown[] } }>(
      '{ releases(first: 1) { nodes { number source { asOf } } } }',
    );
    expect(releases.nodes).toEqual([{ number: moved.release, source: { asOf: '2024-06-01' } }]);
  }
});
