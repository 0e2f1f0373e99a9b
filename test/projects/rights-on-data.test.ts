/** A user who may read and write data, and owns nothing, imports as the owner of the tables does. */
import { randomBytes } from 'node:crypto';
import { afterAll, expect, test } from 'vitest';
import { openDatabase } from '#platform/database/index.ts';
import { inputFileOf, silentProgress } from '#sources/import.ts';
import { importers } from '#sources/index.ts';
import { sl2014Xlsx } from '../fixtures/eu-projects/lists.ts';
import { benchRows } from '../fixtures/eu-projects/many.ts';
import { buildTerc, toCsv } from '../fixtures/terc.ts';
import { createTestDatabase } from '../harness/database.ts';

const role = `wezel_clerk_${randomBytes(6).toString('hex')}`;
const { url } = await createTestDatabase();
const owner = openDatabase(url, { connections: 1 });
await owner.pool.query(
  `CREATE ROLE ${role} LOGIN PASSWORD 'clerk';
   GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${role};
   GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO ${role}`,
);
const address = new URL(url);
address.username = role;
address.password = 'clerk';
const clerk = openDatabase(address.href, { connections: 1 });
afterAll(async () => {
  await clerk.close();
  await owner.pool.query(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
  await owner.close();
});

async function load(source: string, name: string, content: Uint8Array | string) {
  const importer = importers.find((candidate) => candidate.name === source);
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const job = { database: clerk, file: inputFileOf(name, bytes), today: '2026-06-15', dryRun: false };
  return importer?.run({ ...job, progress: silentProgress });
}

const rows = 5_000;

test('a register and a list of projects are taken by a user with rights on data alone', async () => {
  expect(await load('teryt', 'TERC.csv', toCsv(buildTerc({ asOf: '2023-01-01' })))).toMatchObject({ release: 1 });
  const list = sl2014Xlsx(benchRows(rows));
  const report = await load('eu-projects', 'sl_2026-06-15.xlsx', list);
  expect(report).toMatchObject({ release: 2, created: rows, rejected: 0 });
  const found = await owner.pool.query("SELECT count(*)::int AS found FROM project WHERE search_text LIKE '%nr 149%'");
  expect(found.rows).toEqual([{ found: 11 }]);
  const again = await load('eu-projects', 'sl_2026-06-15.xlsx', list);
  expect(again).toMatchObject({ release: null, unchanged: rows });
  // Every reader looks through what waits to be merged into the index of words: no more than PostgreSQL's own 4 MB.
  const waiting = await owner.pool.query(
    "SELECT gin_clean_pending_list('project_search_text_idx')::int AS pages, current_setting('block_size')::int AS bytes",
  );
  const [{ pages, bytes }] = waiting.rows;
  expect(pages * bytes).toBeLessThanOrEqual(4.5 * 1024 * 1024);
});
