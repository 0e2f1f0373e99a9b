/**
 * A database of the version that kept practices as documents is taken along: before.json holds its rows after the starter
 * set and complete.json were loaded, and what it answered to everything.graphql.
 */
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kind, parse, print } from 'graphql';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '#config';
import { openHub } from '#hub';
import { migrate } from '#platform/database/migrations.ts';
import { migrationsFolder } from '#platform/database/schema-engine.ts';
import { createTestDatabase } from '../harness/database.ts';
import { startHub, type TestHub } from '../harness/hub.ts';
import { onServer } from '../harness/server.ts';

/** The last migration of that version. */
const lastMigration = '20261122085939_places_in_order';
const fixtures = 'test/fixtures/practices';
const database = await createTestDatabase('empty');
const { tables, answers } = JSON.parse(await readFile(`${fixtures}/before.json`, 'utf8')) as {
  readonly tables: Readonly<Record<string, readonly object[]>>;
  readonly answers: Readonly<Record<string, unknown>>;
};
const rank = (table: string): number => ['source', 'release'].indexOf(table) >>> 0;
let folder: string;
let hub: TestHub;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wezel-before-'));
  const migrations = (await readdir(migrationsFolder)).filter((name) => /^\d/.test(name) && name <= lastMigration);
  for (const name of migrations) await cp(join(migrationsFolder, name), join(folder, name), { recursive: true });
  await migrate(database.url, folder);
  await onServer(database.url, async (client) => {
    // Releases have a key to their sources.
    for (const [table, rows] of Object.entries(tables).toSorted(([a], [b]) => rank(a) - rank(b))) {
      await client.query(`INSERT INTO ${table} SELECT * FROM jsonb_populate_recordset(NULL::${table}, $1)`, [
        JSON.stringify(rows),
      ]);
    }
  });
  await migrate(database.url);
  // As at every start: what that version did not look through is added to the search.
  await (await openHub(readConfig({ DATABASE_URL: database.url, STARTER: 'none' }), pino({ level: 'silent' }))).close();
  hub = await startHub({ databaseUrl: database.url, limits: { cost: 10_000_000 } as never });
});

afterAll(() => rm(folder, { recursive: true }));

describe('a database with practices as documents', () => {
  it.for(['Everything', 'Around'])('answers %s as before', async (name) => {
    const text = await readFile(`${fixtures}/everything.graphql`, 'utf8');
    const { definitions } = parse(text);
    const operation = definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION && one.name?.value === name);
    const printed = operation === undefined ? '' : print(operation);
    const fragments = definitions.filter(
      (one) => one.kind === Kind.FRAGMENT_DEFINITION && printed.includes(`...${one.name.value}`),
    );
    expect(await hub.ask([printed, ...fragments.map(print)].join('\n'))).toEqual(answers[name]);
  });

  it('is searched for what is in it', async () => {
    const { search } = await hub.ask('{ search(text: "laboratorium innowacji") { nodes { type } } }');
    expect(search).toMatchObject({ nodes: [{ type: 'LIVING_LAB' }, { type: 'CALL' }] });
  });

  it('finds nothing new in the file that it was made of', async () => {
    const file = await readFile(`${fixtures}/complete.json`, 'utf8');
    const report = await hub.load('practices', 'complete.json', file);
    expect(report.rejectedRows).toEqual([]);
    expect(report).toMatchObject({ release: null, created: 0, changed: 0, rejected: 0 });
    expect(report.unchanged).toBe(report.records);
  });

  it('is listed by the same keys as what is loaded anew', async () => {
    const keys = () =>
      hub.database.pool
        .query(
          `SELECT slug, list_key FROM practice UNION ALL SELECT slug, list_key FROM call UNION ALL SELECT slug, list_key FROM event
           UNION ALL SELECT slug, list_key FROM adoption UNION ALL SELECT slug, list_key FROM citation
           UNION ALL SELECT id, list_key FROM presentation ORDER BY 1, 2`,
        )
        .then(({ rows }) => rows.map(({ slug, list_key }) => `${slug} ${list_key.toString('hex')}`));
    const before = await keys();
    const file = JSON.parse(await readFile(`${fixtures}/complete.json`, 'utf8')) as Record<string, object[]>;
    const touched = Object.fromEntries(
      Object.entries(file).map(([name, list]) => [
        name,
        Array.isArray(list) && name !== 'citations' ? list.map((entry) => ({ ...entry, inferences: null })) : list,
      ]),
    );
    expect((await hub.load('practices', 'touched.json', JSON.stringify(touched))).changed).toBeGreaterThan(5);
    expect(await keys()).toEqual(before);
  });
});
