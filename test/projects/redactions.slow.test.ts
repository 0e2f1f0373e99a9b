/** Names of natural persons go for good: from what is stored, and from every list that comes later. The name is made up. */
import { beforeAll, describe, expect, test } from 'vitest';
import { polishSortKey } from '#platform/polish-order.ts';
import { cst2021Xlsx, grantsCsv, kohesioCsv, ksiXlsx, sl2014Xlsx } from '../fixtures/eu-projects/lists.ts';
import { encodeAs } from '../fixtures/terc.ts';
import { startHub, type TestHub } from '../harness/hub.ts';

const name = 'Zbysława Trzmielewska';
const surname = /trzmielewsk/i;
const nip = '5882155172';

/** Every cell of every table, as text; binary ones in hexadecimal. */
async function dump({ database }: TestHub): Promise<string> {
  const tables = await database.pool.query<{ name: string }>(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'",
  );
  const parts: string[] = [];
  for (const { name: table } of tables.rows) {
    const rows = await database.pool.query<{ text: string }>(`SELECT t::text AS text FROM "${table}" t`);
    parts.push(...rows.rows.map(({ text }) => `${table}: ${text}`));
  }
  return parts.join('\n');
}

function expectGone(text: string): void {
  expect(text.split('\n').filter((line) => surname.test(line))).toEqual([]);
  expect(text).not.toContain(polishSortKey('Trzmielewska').toString('hex'));
}

const isRedacted = `{ projects { totalCount nodes { title originalRow participations { nodes {
  statedName statedNip organisation { name nip postalCode town isRedacted } } } } } }`;

interface Answer {
  readonly projects: {
    readonly totalCount: number;
    readonly nodes: readonly {
      readonly title: string;
      readonly originalRow: Record<string, unknown>;
      readonly participations: { readonly nodes: readonly Record<string, unknown>[] };
    }[];
  };
}

const byName = {
  contract: 'UDA-POKL.05.01.01-00-777/09-02',
  title: `Pracownia pani ${name}`,
  beneficiary: `ZAKŁAD KRAWIECKI ${name.toUpperCase()}`,
  nip,
  postcode: '99-123',
  town: 'Małe Łąki',
  value: 'dużo',
};
const ksi = (value: number | string = 'dużo') => ksiXlsx([{ ...byName, value }]);
const described = [
  { contract: 'RPSL.01.02.00-24-0777/16', summary: `${'Opis projektu. '.repeat(60)} Kieruje Trzmielewska Zbysława.` },
  { contract: null, title: null, beneficiary: 'Trzmielewska  Zbysława', summary: null },
];

describe('a name', async () => {
  const hub = await startHub();

  beforeAll(async () => {
    await hub.load('eu-projects', 'Lista.xlsx', ksi(), { asOf: '2016-01-01' });
    await hub.load('eu-projects', 'Lista.xlsx', sl2014Xlsx(described));
  });

  test('stands in many places before', async () => {
    const lines = (await dump(hub)).split('\n').filter((line) => surname.test(line));
    const tables = new Set(lines.map((line) => line.slice(0, line.indexOf(':'))));
    expect([...tables].toSorted()).toEqual(
      [
        'organisation',
        'participation',
        'problem',
        'project',
        'project_record',
        'search_document',
        'search_word',
      ].toSorted(),
    );
  });

  test('is taken out of everything, and kept nowhere', async () => {
    const list = `name\n${name}\nTrzmielewska Zbysława\nJan\n`;
    expect(await hub.load('redactions', 'private.csv', list)).toMatchObject({
      records: 3,
      created: 1,
      duplicates: 1,
      rejected: 1,
      release: expect.any(Number),
    });
    expectGone(await dump(hub));
    expect(await dump(hub)).not.toContain('private.csv');
    const { projects } = await hub.ask<Answer>(isRedacted);
    const [project] = projects.nodes.filter(({ title }) => title.startsWith('Pracownia'));
    expect(project).toMatchObject({
      title: 'Pracownia pani [usunięto]',
      originalRow: {
        'Nazwa beneficjenta': '[usunięto]',
        'NIP beneficjenta': '[usunięto]',
        'Kod pocztowy': '[usunięto]',
        Miejscowość: '[usunięto]',
        'Wartość ogółem': 'dużo',
      },
      participations: {
        nodes: [{ statedName: '[usunięto]', statedNip: null, organisation: { name: null, nip: null } }],
      },
    });
    const found = await hub.ask<{ search: { totalCount: number }; projects: { totalCount: number } }>(
      `{ search(text: "Trzmielewska", types: [PROJECT]) { totalCount } projects(filter: { beneficiaryText: "trzmielewska" }) { totalCount } }`,
    );
    expect(found).toEqual({ search: { totalCount: 0 }, projects: { totalCount: 0 } });
  });

  test('is not removed twice', async () => {
    const again = await hub.load('redactions', 'private.csv', `imię i nazwisko\n${name}\n`);
    expect(again).toMatchObject({ records: 1, created: 0, unchanged: 1, release: null });
  });

  test('does not come back with the same lists, and they change nothing', async () => {
    const same = await hub.load('eu-projects', 'Lista.xlsx', ksi(), { asOf: '2016-01-01' });
    expect(same).toMatchObject({ unchanged: 1, release: null });
    expect(await hub.load('eu-projects', 'Lista.xlsx', sl2014Xlsx(described))).toMatchObject({ release: null });
    expectGone(await dump(hub));
  });

  test('does not come back with a newer edition or in another list', async () => {
    const newer = await hub.load('eu-projects', 'Lista.xlsx', ksi(77_000), { asOf: '2025-01-01' });
    expect(newer).toMatchObject({ changed: 1, created: 0, release: expect.any(Number) });
    const later = cst2021Xlsx([{ beneficiary: `Trzmielewska, Zbysława`, contractor: `${name} i wspólnicy` }]);
    expect(await hub.load('eu-projects', 'Lista.xlsx', later)).toMatchObject({ created: 1 });
    expectGone(await dump(hub));
    const { projects } = await hub.ask<Answer>(isRedacted);
    const [last] = projects.nodes.filter(({ title }) => title === 'Zielony park');
    expect(last?.originalRow).toMatchObject({ 'Nazwa wykonawcy kontraktu/ Contractor name': '[usunięto] i wspólnicy' });
  });
});

describe('a name in earlier releases', async () => {
  const hub = await startHub();
  const changes = async (): Promise<string> => {
    const response = await hub.app.handler.fetch('http://hub.test/changes?from=0');
    expect(response.status).toBe(200);
    return response.text();
  };

  beforeAll(async () => {
    await hub.load('eu-projects', 'Lista.xlsx', ksi(1), { asOf: '2014-01-01' });
    await hub.load('eu-projects', 'Lista.xlsx', ksi(2), { asOf: '2015-01-01' });
    const company = { ...byName, title: 'Pracownia', beneficiary: 'Spółka Łąka', nip: null };
    await hub.load('eu-projects', 'Lista.xlsx', ksiXlsx([company]), { asOf: '2016-01-01' });
    const other = { ...byName, contract: 'UDA-POKL.05.01.01-00-778/09-02', title: 'Inna', value: 5 };
    await hub.load('eu-projects', 'inna.xlsx', ksiXlsx([company, other]), { asOf: '2017-01-01' });
    const text = await changes();
    expect(text).toMatch(surname);
    expect(await dump(hub)).toContain('journal_entry');
  });

  test('is taken out of their states and of what changed', async () => {
    const { rows } = await hub.database.pool.query('SELECT before::text FROM journal_entry');
    expect(rows.some(({ before }) => surname.test(before))).toBe(true);
    const report = await hub.load('redactions', 'private.csv', `name\n${name}\n`);
    expect(report.release).not.toBeNull();
    expectGone(await dump(hub));
    const lines = await changes();
    expectGone(lines);
    expect(lines).not.toContain(nip);
    const redacted = lines
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as { op: string; type: string; before: unknown; release: number })
      .filter(({ op }) => op === 'redacted');
    expect(new Set(redacted.map(({ release }) => release))).toEqual(new Set([report.release]));
    expect(redacted.map(({ type }) => type)).toContain('Participation');
    expect(redacted.every(({ before }) => before === null)).toBe(true);
  });

  test('is not removed from them twice', async () => {
    expect(await hub.load('redactions', 'private.csv', `name\n${name}\n`)).toMatchObject({ release: null });
  });
});

describe('a contract', async () => {
  const hub = await startHub();
  const grant = ['Kawiarnia', `Kawiarnia u ${name}`, '1000.00', '850.00', 'brak', 'Gospodarka', 'Nie'];
  const row = { title: 'Kawiarnia', beneficiary: `Kawiarnia u ${name}`, value: 1000, eu: 850 };
  const contract = 'RPSL.01.02.00-24-0002/16';
  const grants = encodeAs(grantsCsv([grant], ''), 'windows-1250');

  test('may be listed before any list describes it', async () => {
    const other = { contract: 'RPSL.01.02.00-24-0003/16', beneficiary: 'Spółdzielnia Małych Łąk' };
    await hub.load('eu-projects', 'dotacje_2026-06-15.csv', grants);
    const listed = await hub.load('redactions', 'r.csv', `contract_number;name\n${contract}-00;\n`);
    expect(listed).toMatchObject({ created: 1, release: null });
    await hub.load('eu-projects', 'Lista.xlsx', sl2014Xlsx([{ ...row, contract: `${contract}-01` }, other]));
    expectGone(await dump(hub));
    expect(await dump(hub)).toContain('Spółdzielnia Małych Łąk');
  });

  test('is the same project in lists with other spellings, and without numbers', async () => {
    await hub.load(
      'eu-projects',
      'PL_2026-06-15.csv',
      kohesioCsv([{ local: contract, beneficiary: `u  ${name} kawiarnia` }]),
    );
    expect(await hub.load('eu-projects', 'dotacje_2026-06-15.csv', grants)).toMatchObject({
      created: 0,
      release: null,
    });
    expectGone(await dump(hub));
  });

  test('is found in what is stored', async () => {
    const fresh = await startHub();
    await fresh.load('eu-projects', 'Lista.xlsx', sl2014Xlsx([{ ...row, contract }]));
    await fresh.load(
      'eu-projects',
      'PL_2026-06-15.csv',
      kohesioCsv([{ local: contract, beneficiary: `u ${name} kawiarnia` }]),
    );
    expect(surname.test(await dump(fresh))).toBe(true);
    expect(await fresh.load('redactions', 'r.csv', `numer umowy\n${contract}\n`)).toMatchObject({ created: 1 });
    expectGone(await dump(fresh));
  });

  test('a file that is no list of redactions is refused', async () => {
    await expect(hub.load('redactions', 'r.csv', 'a;b\n1;2\n')).rejects.toThrow(/not a list of redactions/);
  });
});
