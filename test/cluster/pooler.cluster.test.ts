/** PgBouncer alone between nodes and PostgreSQL: nothing of a session lasts, and nothing is announced. */
import { describe, expect, test } from 'vitest';
import { describeConnectionFailure } from '#platform/database/connection-errors.ts';
import { openDatabase } from '#platform/database/index.ts';
import { migrate } from '#platform/database/migrations.ts';
import { createKey, revokeKey } from '#platform/keys.ts';
import { inputFileOf } from '#sources/import.ts';
import { importers } from '#sources/index.ts';
import { buildTerc, toCsv } from '../fixtures/terc.ts';
import { createTestDatabase } from '../harness/database.ts';
import { startHubProcess } from '../harness/hub-process.ts';
import { temporaryFolder } from '../harness/temporary-folder.ts';
import { get, missingPrograms } from './cluster.ts';
import { startPooler } from './pooler.ts';

const missing = missingPrograms();
if (missing !== null) test.skip(`PgBouncer is not tested here. ${missing}`);

const passed = ['ignore_startup_parameters = extra_float_digits, statement_timeout, options'];

describe.runIf(missing === null)('through PgBouncer alone', { timeout: 300_000 }, () => {
  test('many that migrate at once do it one after the other, and leave no lock behind', async () => {
    const { url } = await createTestDatabase('empty');
    const pooled = await startPooler(url, passed);
    const applied = await Promise.all([1, 2, 3, 4].map(() => migrate(pooled)));
    expect(applied.filter(({ length }) => length > 0)).toHaveLength(1);
    expect(await migrate(pooled)).toEqual([]);
    const direct = openDatabase(url, { connections: 1 });
    const { rows } = await direct.pool.query(`SELECT count(*)::int AS locks FROM pg_locks WHERE locktype = 'advisory'
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`);
    await direct.close();
    expect(rows).toEqual([{ locks: 0 }]);
  });

  test('two nodes that start at once load the starter set once, and serve what is not announced', async () => {
    const { url } = await createTestDatabase('empty');
    const settings = { DATABASE_URL: await startPooler(url, passed), STARTER: 'country' };
    const nodes = await Promise.all(
      [1, 2].map(() =>
        startHubProcess({ ...settings, RATE_POINTS: '100000', DATA_DIR: temporaryFolder('wezel-pooled-') }),
      ),
    );
    const health = () => Promise.all(nodes.map(async (node) => (await get(`${node.url}/health/ready`)).body));
    // The documents, and three steps behind the answers.
    await expect
      .poll(health, { timeout: 120_000 })
      .toMatchObject([1, 2].map(() => ({ status: 'ready', announcements: 'polled', release: 4 })));

    const direct = openDatabase(url, { connections: 2 });
    const { token, key } = await createKey(direct, 'Client', null);
    const statusOf = async (node: { url: string }) =>
      (await get(`${node.url}/graphql?query={__typename}`, { authorization: `Bearer ${token}` })).status;
    expect(await Promise.all(nodes.map(statusOf))).toEqual([200, 200]);
    await revokeKey(direct, key.id);
    await expect.poll(() => Promise.all(nodes.map(statusOf)), { timeout: 60_000 }).toEqual([401, 401]);

    const teryt = importers.find(({ name }) => name === 'teryt');
    const file = inputFileOf('TERC.csv', new TextEncoder().encode(toCsv(buildTerc({ asOf: '2023-01-01' }))));
    const progress = { stage: () => undefined, done: () => undefined };
    await teryt?.run({ database: direct, file, today: '2026-06-15', dryRun: false, progress });
    await direct.close();
    await expect.poll(health, { timeout: 60_000 }).toMatchObject([1, 2].map(() => ({ status: 'ready', release: 5 })));
  });

  test('what PgBouncer refuses is stated in its own words, with what to do', async () => {
    const { url } = await createTestDatabase('migrated');
    const pooled = await startPooler(url, ['ignore_startup_parameters = extra_float_digits']);
    const { pool, close } = openDatabase(pooled, { statementTimeoutMs: 5_000, connections: 1 });
    const error = await pool.query('SELECT 1').catch((thrown: unknown) => thrown);
    await close();
    expect(describeConnectionFailure(error, pooled)).toMatchObject({
      code: 'DATABASE_UNREACHABLE',
      message: expect.stringMatching(
        /^The database hub at 127\.0\.0\.1:\d+ is not reached through the pooler before it, which says: unsupported startup parameter: statement_timeout\.$/,
      ),
      hint: 'Add statement_timeout to ignore_startup_parameters of PgBouncer.',
    });
  });
});
