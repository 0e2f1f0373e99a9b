import { expect, test } from 'vitest';
import { RefusedFileError } from '#platform/errors.ts';
import { emailColumn, jstRecord, toJstCsv, toJstJson, toJstXml } from '../fixtures/jst-offices.ts';
import { startHub, type TestHub } from '../harness/hub.ts';

/** On the starter set, which has offices of Gliwice and Morawica that the list completes: the 16 voivodeships, Gliwice, Dzierżoniów, Morawica and a few cities. */
const city = jstRecord({});
const voivodeship = jstRecord({
  Kod_TERYT: '0200000',
  nazwa_samorządu: 'Województwo dolnośląskie',
  Województwo: 'dolnośląskie ',
  Powiat: '',
  typ_JST: 'W',
  nazwa_urzędu_JST: 'Urząd Marszałkowski Województwa Dolnośląskiego',
  miejscowość: 'Dzierżoniów',
});
/** Its kind changed: the register has 2604123. */
const gmina = jstRecord({
  Kod_TERYT: ' 2604122',
  nazwa_samorządu: 'Morawica',
  Województwo: 'świętokrzyskie',
  Powiat: 'kielecki',
  typ_JST: 'GW',
  nazwa_urzędu_JST: 'Urząd Gminy\nMorawica',
  miejscowość: 'Wola Morawicka',
  telefon: '311 30 00\n',
  'telefon kierunkowy': '41',
  'telefon 2': '',
});
const unknown = jstRecord({ Kod_TERYT: '3218013', nazwa_samorządu: 'Nigdzie', Województwo: 'zachodniopomorskie' });
const records = [city, voivodeship, gmina];

const all = `{ offices(orderBy: { field: CODE }, first: 30) { totalCount nodes {
  code name kind tier phone email website epuapAddress status originalRow
  address { street building postalCode post locality }
  servesUnit { terc } seat { terc } source { asOf }
  matches { field text method confidence candidates { label node { ... on TerritorialUnit { terc } } } }
  names { name type validFrom validTo } } } }`;

interface Answer {
  offices: { totalCount: number; nodes: Record<string, unknown>[] };
}

const listed = ['jst-02', 'jst-246601', 'jst-260412'];

/** The offices of the list among those of the starter set. */
async function officesOf(hub: TestHub): Promise<Record<string, unknown>[]> {
  const { offices } = await hub.ask<Answer>(all);
  return offices.nodes.filter(({ code }) => listed.includes(String(code)));
}

async function loaded(bytes: Uint8Array | string, name = 'Baza_2021-05-19') {
  const hub = await startHub();
  const report = await hub.load('jst-offices', name, bytes);
  return { hub, report, offices: await officesOf(hub) };
}

test('every row of the published csv ends as an office joined to its unit or as a listed problem', async () => {
  const { hub, report, offices } = await loaded(toJstCsv([...records, unknown, city]));
  expect(report).toMatchObject({ records: 5, created: 1, changed: 2, duplicates: 1, rejected: 1, asOf: '2021-05-19' });
  expect(report.format).toBe('csv ; windows-1250');
  expect(offices).toMatchObject([
    {
      code: 'jst-02',
      kind: 'MARSHALS_OFFICE',
      servesUnit: { terc: '02' },
      seat: null,
      tier: 'SELF_GOVERNMENT',
    },
    {
      code: 'jst-246601',
      name: 'Urząd Miejski w Gliwicach',
      kind: 'CITY_OR_GMINA_OFFICE',
      phone: '+48 32 200 00 00',
      email: 'boi@urzad.example',
      website: 'http://www.urzad.example',
      epuapAddress: '/urzad/skrytka',
      status: 'ACTIVE',
      address: { street: 'ul. Zwycięstwa', building: '21', postalCode: '44-100', post: 'Gliwice', locality: 'Gliwice' },
      servesUnit: { terc: '2466011' },
      seat: { terc: '2466011' },
      source: { asOf: '2021-05-19' },
    },
    {
      code: 'jst-260412',
      name: 'Urząd Gminy Morawica',
      phone: '+48 41 311 30 00',
      servesUnit: { terc: '2604123' },
      seat: { terc: '2604123' },
      originalRow: { ...gmina },
      matches: [
        {
          field: 'servesUnit',
          text: '2604122 Morawica, pow. kielecki, woj. świętokrzyskie',
          method: 'TERC_CODE_OTHER_KIND',
          confidence: 0.97,
          candidates: [{ label: 'Morawica (2604123)', node: { terc: '2604123' } }],
        },
        { field: 'seat', text: 'Wola Morawicka', method: 'SERVED_UNIT', confidence: 0.8 },
      ],
    },
  ]);
  const { problems } = await hub.ask<{ problems: unknown }>(
    '{ problems(filter: { kinds: [UNIT_NOT_FOUND] }) { nodes { row text candidates { label } } } }',
  );
  expect(problems).toMatchObject({ nodes: [{ row: 7, text: expect.stringContaining('3218013;Nigdzie') }] });
});

test('its JSON and XML editions, with codes as whole numbers, say the same', async () => {
  const strip = (nodes: Record<string, unknown>[]) =>
    nodes.map(({ originalRow: _, matches: __, ...office }) => JSON.stringify(office).replaceAll('Gminy\\n', 'Gminy '));
  const { offices: fromCsv } = await loaded(toJstCsv(records));
  for (const edition of [toJstJson(records), toJstXml(records)]) {
    const { offices, report } = await loaded(edition);
    expect(report).toMatchObject({ records: 3, created: 1, changed: 2, rejected: 0 });
    expect(strip(offices)).toEqual(strip(fromCsv));
  }
});

test('the same edition in another form makes no release; a new name makes the old one a former one', async () => {
  const { hub } = await loaded(toJstCsv(records));
  const again = await hub.load('jst-offices', 'Baza_2021-05-19.json', toJstJson(records));
  expect(again).toMatchObject({ release: null, created: 0, changed: 0, unchanged: 3 });
  const renamed = { ...city, nazwa_urzędu_JST: 'Urząd Miasta Gliwice' };
  const report = await hub.load('jst-offices', 'baza.csv', toJstCsv([renamed]), { asOf: '2023-01-01' });
  expect(report).toMatchObject({ changed: 1, closed: 0 });
  expect((await officesOf(hub))[1]?.['names']).toEqual([
    { name: 'Urząd Miasta Gliwice', type: 'OFFICIAL', validFrom: '2023-01-01', validTo: null },
    { name: 'Urząd Miejski w Gliwicach', type: 'FORMER', validFrom: '2021-05-19', validTo: '2023-01-01' },
  ]);
});

test("a person's e-mail and mobile phones are left out everywhere, and listed without their text", async () => {
  const record = jstRecord({ [emailColumn]: 'maria.nowak@urzad.example', 'telefon 2': '600100200' });
  const { hub, offices } = await loaded(toJstCsv([record]));
  expect(offices.find(({ code }) => code === 'jst-246601')).toMatchObject({ email: null, phone: '+48 32 200 00 00' });
  const { problems } = await hub.ask<{ problems: { nodes: unknown[] } }>(
    '{ problems(filter: { kinds: [PERSONAL_DATA] }) { nodes { column text } } }',
  );
  expect(problems.nodes).toEqual([
    { column: 'telefon 2', text: '[personal data, left out]' },
    { column: emailColumn, text: '[personal data, left out]' },
  ]);
  const tables = await hub.database.pool.query(
    `SELECT (SELECT string_agg(s::text, '') FROM office_statement s) || (SELECT string_agg(p::text, '') FROM problem p)
       AS stored`,
  );
  expect(tables.rows[0]).not.toMatchObject({ stored: expect.stringMatching(/nowak|600100200/) });
});

test.for([
  ['another csv', 'a;b;c\r\n1;2;3\r\n', 'UNKNOWN_FORMAT'],
  ['another JSON', '[{"a": 1}]', 'UNKNOWN_FORMAT'],
  ['an HTML page', '<!DOCTYPE html><html><body>503</body></html>', 'UNKNOWN_FORMAT'],
  ['an empty file', '', 'EMPTY'],
  ['a header alone', toJstCsv([]), 'EMPTY'],
  ['a csv cut inside a row', toJstCsv(records).slice(0, -90), 'TRUNCATED'],
  ['a JSON cut off', toJstJson(records).slice(0, -30), 'TRUNCATED'],
  ['an XML cut off', toJstXml(records).slice(0, -30), 'TRUNCATED'],
] as const)('%s is refused', async ([, bytes, reason]) => {
  const hub = await startHub();
  const refused = await hub.load('jst-offices', 'file', bytes as string | Uint8Array).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(RefusedFileError);
  expect(refused).toMatchObject({ reason });
});
