/**
 * Projects of the first file of a list are inserted while it is read, where the user of the database may check keys at once.
 * Whoever may not has them inserted when all is read. Both must come to the same, whatever comes twice in the file.
 */
import { randomBytes } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '#platform/database/index.ts';
import { inputFileOf, silentProgress } from '#sources/import.ts';
import { importers } from '#sources/index.ts';
import { grantsCsv, kohesioCsv, sl2014Xlsx } from '../fixtures/eu-projects/lists.ts';
import { benchRows } from '../fixtures/eu-projects/many.ts';
import { buildTerc, toCsv } from '../fixtures/terc.ts';
import { createTestDatabase } from '../harness/database.ts';

const role = `wezel_slow_${randomBytes(6).toString('hex')}`;
const owners: Database[] = [];

async function ownersDatabase(): Promise<Database> {
  const { url } = await createTestDatabase();
  const database = openDatabase(url, { connections: 1 });
  owners.push(database);
  return database;
}

/** Of a user who may not leave out triggers. */
async function clerksDatabase(): Promise<{ clerk: Database; owner: Database }> {
  const owner = await ownersDatabase();
  await owner.pool.query(
    `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${role};
     GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO ${role}`,
  );
  const address = new URL(owner.url);
  address.username = role;
  address.password = 'clerk';
  const clerk = openDatabase(address.href, { connections: 1 });
  owners.push(clerk);
  return { clerk, owner };
}

const early = await ownersDatabase();
await early.pool.query(`CREATE ROLE ${role} LOGIN PASSWORD 'clerk'`);
const { clerk: late, owner: lateOwner } = await clerksDatabase();
afterAll(async () => {
  await late.close();
  await lateOwner.pool.query(`DROP OWNED BY ${role}`);
  await early.pool.query(`DROP ROLE ${role}`);
  for (const database of owners) if (database !== late) await database.close();
});

async function load(database: Database, source: string, name: string, content: Uint8Array | string) {
  const importer = importers.find((candidate) => candidate.name === source);
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const job = { database, file: inputFileOf(name, bytes), today: '2026-06-15', dryRun: false };
  return importer?.run({ ...job, progress: silentProgress });
}

const contract = (number: number): string => `RPSL.01.02.00-24-${String(number).padStart(4, '0')}/16`;

/** Rows that come twice, rows under one number, rows without a number; and many others, so that they are in several portions. */
const plain = [...benchRows(4_500)];
const same = { contract: contract(1), title: 'Ta sama operacja', value: 100 };
const rows = [
  same,
  { contract: contract(2), title: 'Żłobek w gminie', value: 200 },
  { contract: contract(3), title: 'Sieć kanalizacyjna', value: 300 },
  { contract: contract(4), title: 'Remont drogi', beneficiary: 'Gmina Próbna', value: 400 },
  ...plain.slice(0, 2_500),
  same,
  // Comes first by its text, though not in the file: it keeps the number alone.
  { contract: contract(2), title: 'Autobusy w gminie', value: 201 },
  { contract: contract(3), title: 'Sieć kanalizacyjna', value: 301 },
  ...plain.slice(2_500),
  same,
];
const list = sl2014Xlsx(rows);
/** Lists that came before: one knows a project by its number, one by its title, beneficiary and value. */
const kohesio = [
  { local: contract(1), name: 'Ta sama operacja' },
  { local: contract(9), name: 'Coś innego' },
];
const grants = [['Remont drogi', 'Gmina Próbna', '400', '300', '', 'Transport', 'nie']];

const tables = {
  project: 'ORDER BY id',
  project_place: 'ORDER BY project_id, ordinal',
  project_record: 'ORDER BY project_id, list',
  participation: 'ORDER BY id',
  organisation: 'ORDER BY id',
  journal_entry: 'ORDER BY release, table_name, row_key',
};

async function contentOf(database: Database): Promise<Record<string, unknown[]>> {
  const content: Record<string, unknown[]> = {};
  for (const [table, order] of Object.entries(tables)) {
    content[table] = (await database.pool.query(`SELECT * FROM ${table} ${order}`)).rows;
  }
  return content;
}

describe('the first file of a list', () => {
  it('comes to the same whether its projects are inserted early or late', async () => {
    const reports = [];
    for (const database of [early, late]) {
      await load(database, 'teryt', 'TERC.csv', toCsv(buildTerc({ asOf: '2023-01-01' })));
      await load(database, 'eu-projects', 'PL_2026-01-15.csv', kohesioCsv(kohesio));
      await load(database, 'eu-projects', 'dotacje_2018-06-15.csv', grantsCsv(grants, ''));
      reports.push(await load(database, 'eu-projects', 'sl_2026-06-15.xlsx', list));
      reports.push(await load(database, 'eu-projects', 'sl_2026-06-15.xlsx', list));
    }
    const [first, again, ...those] = reports;
    expect(those).toEqual([first, again]);
    expect(first).toMatchObject({ changed: 2, duplicates: 2, rejected: 0 });
    expect(again).toMatchObject({ release: null, created: 0, changed: 0 });
    const [content, expected] = [await contentOf(early), await contentOf(lateOwner)];
    for (const table of Object.keys(tables)) expect(content[table]).toEqual(expected[table]);
    expect(content['project']?.length).toBeGreaterThan(4_500);
  });
});
