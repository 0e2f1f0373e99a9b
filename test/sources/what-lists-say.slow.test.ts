/** What a newer list may change, what an import refuses as a whole, and what the operator states of a file. */
import { expect, test } from 'vitest';
import { sl2014Xlsx } from '../fixtures/eu-projects/lists.ts';
import { emailColumn, jstRecord, toJstCsv } from '../fixtures/jst-offices.ts';
import { startHub } from '../harness/hub.ts';

interface Office {
  readonly office: Record<string, unknown>;
}

const query = `query ($code: ID!) { office(id: $code) {
  phone email website bip epuapAddress address { postalCode } seat { terc } parent { code } } }`;

test('a newer cell that cannot be read leaves what is known; an empty one removes it', async () => {
  const hub = await startHub();
  const older = { 'adres www jednostki': 'www.urzad.example bip.urzad.example', telefon: '200 00 00 wew. 5' };
  await hub.load('jst-offices', 'baza_2021-05-19.csv', toJstCsv([jstRecord(older)]));
  const known = (await hub.ask<Office>(query, { code: 'jst-246601' })).office;
  expect(known).toMatchObject({ phone: '+48 32 200 00 00 wew. 5', website: 'http://www.urzad.example' });
  const unreadable = {
    'adres www jednostki': 'w przygotowaniu',
    telefon: '200 00 00 05',
    [emailColumn]: 'brak adresu',
    'Kod pocztowy': '44',
    ESP: 'nie dotyczy',
  };
  const report = await hub.load('jst-offices', 'baza_2023-01-01.csv', toJstCsv([jstRecord(unreadable)]));
  expect(report.problems?.map(({ kind }) => kind)).toEqual(Array(5).fill('INVALID_VALUE'));
  expect((await hub.ask<Office>(query, { code: 'jst-246601' })).office).toEqual(known);
  const dotted = { ...older, 'adres www jednostki': 'www.nowy.example.', [emailColumn]: '' };
  await hub.load('jst-offices', 'baza_2024-01-01.csv', toJstCsv([jstRecord(dotted)]));
  expect((await hub.ask<Office>(query, { code: 'jst-246601' })).office).toMatchObject({
    website: 'http://www.nowy.example',
    email: null,
  });
});

test('so in the template for offices', async () => {
  const hub = await startHub();
  const csv = (cells: string): string =>
    `key;name;kind;tier;phone;website;seat;parent\nkgp;KGP;POLICE_COMMAND;GOVERNMENT;${cells}\nmsw;MSW;MINISTRY;GOVERNMENT;;;;\n`;
  await hub.load('offices', 'o_2024-01-01.csv', csv('22 600 00 00;www.policja.example;Warszawa;msw'));
  const known = (await hub.ask<Office>(query, { code: 'kgp' })).office;
  expect(known).toMatchObject({ phone: '+48 22 600 00 00', seat: { terc: '1465011' }, parent: { code: 'msw' } });
  await hub.load('offices', 'o_2025-01-01.csv', csv('22 600 00;strona w budowie;Nigdzie Dolne;nie-ma'));
  expect((await hub.ask<Office>(query, { code: 'kgp' })).office).toEqual(known);
  await hub.load('offices', 'o_2026-01-01.csv', csv(';;;'));
  expect((await hub.ask<Office>(query, { code: 'kgp' })).office).toMatchObject({
    phone: null,
    seat: null,
    parent: null,
  });
});

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
const csv = (headings: string, row: (n: number) => string) => (count: number) =>
  `${[headings, ...numbers(count).map(row)].join('\n')}\n`;
test.for([
  ['offices', csv('key;name;kind;tier', (n) => `o-${n};Urząd ${n};NIC;GOVERNMENT`)],
  [
    'jst-offices',
    (count: number) =>
      toJstCsv(
        numbers(count).map((n) =>
          jstRecord({ Kod_TERYT: `99${10 + n}011`, nazwa_samorządu: `Nigdzie ${n}`, Powiat: 'x', Województwo: 'y' }),
        ),
      ),
  ],
  [
    'assessments',
    csv('record;office;model;edition;date;criterion;score', (n) => `score;Nieznany ${n};CAF;2020;2024-05-01;1.1;5`),
  ],
  ['practices', csv('slug;title_pl;stage', (n) => `p-${n};P;NIC`)],
  ['redactions', csv('name', (n) => `Nazwisko${n}`)],
  [
    'eu-projects',
    (count: number) => sl2014Xlsx(numbers(count).map((n) => ({ title: null, contract: `RPSL.01.0${n}` }))),
  ],
] as const)('%s of which no row can be taken are refused, and leave nothing', async ([source, fileOf]) => {
  const hub = await startHub();
  for (const [count, message] of [
    [1, /^The only row cannot be taken: row \d/],
    [2, /^None of the 2 rows can be taken: row \d/],
    [20, /^None of the 20 rows can be taken: row \d/],
  ] as const) {
    const loading = hub.load(source, 'plik', fileOf(count), { asOf: '2026-01-01' });
    await expect(loading).rejects.toMatchObject({
      reason: 'TOO_MANY_REJECTS',
      message: expect.stringMatching(message),
    });
  }
  const { releases } = await hub.ask<{ releases: { totalCount: number } }>('{ releases { totalCount } }');
  expect(releases.totalCount).toBe(1);
});

test('offices of which nearly all rows are rejected are refused; of two rows one may be at fault', async () => {
  const hub = await startHub();
  const rows = (bad: number): string =>
    `key;name;kind;tier\nkgp;KGP;POLICE_COMMAND;GOVERNMENT\n${numbers(bad)
      .map((n) => `o-${n};Urząd ${n};NIC;GOVERNMENT`)
      .join('\n')}\n`;
  await expect(hub.load('offices', 'plik', rows(19), { asOf: '2026-01-01' })).rejects.toMatchObject({
    reason: 'TOO_MANY_REJECTS',
    message: expect.stringMatching(/^19 of 20 rows cannot be taken, more than 90 %: row \d/),
  });
  expect(await hub.load('offices', 'plik', rows(1), { asOf: '2026-01-01' })).toMatchObject({ created: 1, rejected: 1 });
});

test('publisher, licence and address are what the operator states, else what the file says, else not stated', async () => {
  const hub = await startHub();
  const office = (key: string): Record<string, string> => ({ key, name: key, kind: 'OTHER', tier: 'GOVERNMENT' });
  const sourceOf = async (code: string): Promise<unknown> => {
    const found = await hub.ask<{ office: { source: unknown } }>(
      'query ($code: ID!) { office(id: $code) { source { publisher licence publicationUrl } } }',
      { code },
    );
    return found.office.source;
  };
  await hub.load('offices', 'a.json', JSON.stringify([office('a')]), { asOf: '2026-01-01' });
  expect(await sourceOf('a')).toEqual({ publisher: 'Not stated', licence: 'Not stated', publicationUrl: '' });
  const said = { publisher: 'Urząd X', licence: 'CC BY 4.0', url: 'https://x.example/lista', items: [office('b')] };
  await hub.load('offices', 'b.json', JSON.stringify(said), { asOf: '2026-01-02' });
  expect(await sourceOf('b')).toEqual({
    publisher: 'Urząd X',
    licence: 'CC BY 4.0',
    publicationUrl: 'https://x.example/lista',
  });
  const stated = { publisher: 'Urząd Y', url: 'https://y.example/' };
  await hub.load('offices', 'c.json', JSON.stringify({ ...said, items: [office('c')] }), {
    asOf: '2026-01-03',
    stated,
  });
  expect(await sourceOf('c')).toEqual({
    publisher: stated.publisher,
    publicationUrl: stated.url,
    licence: 'CC BY 4.0',
  });
});
