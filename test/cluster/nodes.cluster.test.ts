/** Two nodes of the hub over PostgreSQL with a standby, PgBouncer, Redis and nginx; what happens to them in a year. */
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Database, openDatabase } from '#platform/database/index.ts';
import { publishChange } from '#platform/releases/publish.ts';
import { inputFileOf } from '#sources/import.ts';
import { importers } from '#sources/index.ts';
import { buildTerc, toCsv } from '../fixtures/terc.ts';
import { type Addresses, Cluster, get, graphql, Load, missingPrograms, type Reply } from './cluster.ts';

const missing = missingPrograms();
if (missing !== null) test.skip(`the cluster is not tested here. ${missing}`);

/** Answers of the longest test; 50,000 take minutes. */
const answers = Number(process.env['CLUSTER_ANSWERS'] ?? 50_000);
const maxLagSeconds = 3;
const minutes = 60_000;

describe.runIf(missing === null)('two nodes', () => {
  const cluster = new Cluster({ MAX_LAG: String(maxLagSeconds), RATE_POINTS: '100000000', LOG_LEVEL: 'warn' });
  let at: Addresses;
  let primary: Database;
  /** The name that every source has in a release. */
  const names = new Map<number, string>();

  beforeAll(async () => {
    at = await cluster.start();
    primary = openDatabase(at.PRIMARY_URL, { connections: 2 });
  }, 10 * minutes);
  afterAll(async () => {
    await primary?.close();
    await cluster.run('stop');
  }, 2 * minutes);

  /** A release that renames every source. */
  async function publish(database: Database, name: string): Promise<number> {
    const source = {
      kind: 'test',
      name,
      publisher: 'The publisher',
      url: 'https://example.org',
      fileName: 'file.csv',
      sha256: Buffer.from(name).toString('hex').padStart(64, '0').slice(-64),
      asOf: '2026-01-01',
      licence: 'CC0',
    };
    const counts = { records: 0, created: 0, changed: 0, unchanged: 0, closed: 0, duplicates: 0, rejected: 0 };
    const { release } = await publishChange(database, source, async ({ client }) => {
      await client.query('UPDATE source SET name = $1', [name]);
      return { counts, rejectedRows: [], changed: true, stored: true, result: null };
    });
    names.set(release as number, name);
    return release as number;
  }

  /** A register, as an institute loads it; it adds a source, whose name is its own. */
  async function importRegister(): Promise<void> {
    const teryt = importers.find(({ name }) => name === 'teryt');
    const file = inputFileOf('TERC.csv', new TextEncoder().encode(toCsv(buildTerc({ asOf: '2023-01-01' }))));
    const progress = { stage: () => undefined, done: () => undefined };
    await teryt?.run({ database: primary, file, today: '2026-06-15', dryRun: false, progress });
  }

  const nodesReady = async (): Promise<number[]> =>
    (await Promise.all([at.HUB1_URL, at.HUB2_URL].map((hub) => get(`${hub}/health/ready`)))).map(
      ({ status }) => status,
    );
  const bothServe = (release: number): Promise<void> =>
    expect
      .poll(() => Promise.all([at.HUB1_URL, at.HUB2_URL].map((hub) => graphql(hub, '{ release { number } }'))), {
        timeout: minutes,
      })
      .toMatchObject([{ release: String(release) }, { release: String(release) }]);

  /** In ever other words, so that hardly any answer is cached. */
  const question = (index: number): string =>
    `{ releases(first: 3) { n${index % 5_000}: totalCount totalCount nodes { number source { name } } } }`;

  interface Releases {
    readonly totalCount: number;
    readonly nodes: readonly { readonly number: number; readonly source: { readonly name: string } }[];
  }
  const releasesOf = ({ body }: Reply): Releases => (body['data'] as { releases: Releases }).releases;
  const failures = (replies: readonly Reply[]) =>
    replies.filter(({ status }) => status !== 200).map(({ status, body }) => ({ status, body }));

  test(`no answer of ${answers} mixes two releases, with imports in between`, { timeout: 30 * minutes }, async () => {
    await publish(primary, 'Name 0');
    const load = new Load((index) => graphql(at.HUB_URL, question(index), index % 3 === 0 ? 'POST' : 'GET'), {
      atOnce: 16,
      total: answers,
    });
    let isOver = false;
    const publishing = (async () => {
      for (let number = 1; !isOver; number += 1) {
        await publish(primary, `Name ${number}`);
        await wait(3_000);
      }
    })();
    const replies = await load.done();
    isOver = true;
    await publishing;
    expect(failures(replies)).toEqual([]);
    expect(replies).toHaveLength(answers);
    const mixed = replies.filter((reply) => {
      const { totalCount, nodes } = releasesOf(reply);
      const wanted = names.get(totalCount);
      // The starter set's own release has several names.
      if (wanted === undefined && totalCount === 1) return reply.release !== '1';
      return reply.release !== String(totalCount) || nodes.some(({ source }) => source.name !== wanted);
    });
    expect(mixed.map(({ release, body }) => ({ release, body }))).toEqual([]);
    const seen = new Set(replies.map(({ release }) => release));
    expect(seen.size).toBeGreaterThan(answers / 10_000);
    process.stdout.write(`${answers} answers from ${seen.size} of ${names.size} releases\n`);
  });

  test('both nodes serve what is imported, read from the standby', { timeout: 5 * minutes }, async () => {
    await importRegister();
    const latest = await primary.prisma.release.count();
    await bothServe(latest);
    for (const hub of [at.HUB1_URL, at.HUB2_URL]) {
      expect((await get(`${hub}/health/ready`)).body).toMatchObject({
        status: 'ready',
        release: latest,
        lag: 0,
        reads: { from: 'replica', server: new URL(at.STANDBY_URL).host },
        primary: 'ok',
        redis: 'ok',
      });
    }
    expect((await graphql(at.HUB_URL, '{ territorialUnits { totalCount } }')).body).toMatchObject({
      data: { territorialUnits: { totalCount: expect.any(Number) } },
    });
  });

  test('a standby that does not replay is stated, and its release goes on being served', {
    timeout: 5 * minutes,
  }, async () => {
    const before = await primary.prisma.release.count();
    await cluster.run('pause');
    await publish(primary, 'While paused');
    await expect.poll(nodesReady, { timeout: minutes }).toEqual([503, 503]);
    const { body } = await get(`${at.HUB1_URL}/health/ready`);
    expect(body).toMatchObject({ status: 'not ready', lag: 1, release: before });
    expect(body['reason']).toMatch(/^The replica has lacked a release for \d+ s; MAX_LAG is 3 s\.$/);
    expect(await graphql(at.HUB_URL, question(1))).toMatchObject({ status: 200, release: String(before) });
    await cluster.run('resume');
    await expect.poll(nodesReady, { timeout: minutes }).toEqual([200, 200]);
    await bothServe(before + 1);
  });

  test('limits are counted together, and by each node while Redis is away', { timeout: 5 * minutes }, async () => {
    const redisOf = async (hub: string) => (await get(`${hub}/health/ready`)).body['redis'];
    const remaining = async (hub: string, caller: string): Promise<number> => {
      const { headers } = await get(`${hub}/graphql?query={__typename}`, { 'x-forwarded-for': caller });
      return Number(/r=(\d+)/.exec(headers.get('ratelimit') ?? '')?.[1]);
    };
    const together = await remaining(at.HUB1_URL, '203.0.113.1');
    expect(await remaining(at.HUB2_URL, '203.0.113.1')).toBe(together - 1);

    await cluster.run('redis-stop');
    await expect.poll(() => Promise.all([at.HUB1_URL, at.HUB2_URL].map(redisOf))).toEqual(['away', 'away']);
    expect(await nodesReady()).toEqual([200, 200]);
    const alone = await remaining(at.HUB1_URL, '203.0.113.2');
    expect(await remaining(at.HUB2_URL, '203.0.113.2')).toBe(alone);
    expect((await get(`${at.HUB1_URL}/metrics`)).body['text']).toMatch(/^wezel_redis_up 0$/m);
    const lines = cluster.logOf(1).filter(({ msg }) => String(msg).startsWith('Redis cannot be reached'));
    // On a busy machine it may have been too slow before.
    expect(lines.length).toBeGreaterThan(0);

    await cluster.run('redis-start');
    await expect
      .poll(() => Promise.all([at.HUB1_URL, at.HUB2_URL].map(redisOf)), { timeout: minutes })
      .toEqual(['ok', 'ok']);
    const again = await remaining(at.HUB1_URL, '203.0.113.3');
    expect(await remaining(at.HUB2_URL, '203.0.113.3')).toBe(again - 1);
  });

  test('a node leaves behind nginx without a failed request, and comes back', { timeout: 10 * minutes }, async () => {
    const load = new Load((index) => graphql(at.HUB_URL, question(index), index % 2 === 0 ? 'POST' : 'GET'), {
      atOnce: 8,
    });
    await wait(1_000);
    await cluster.run('hub-stop', '1');
    expect(await nodesReady()).toEqual([0, 200]);
    await wait(1_000);
    await cluster.run('hub-start', '1');
    await wait(2_000);
    const replies = await load.stop();
    expect(failures(replies)).toEqual([]);
    expect(replies.length).toBeGreaterThan(100);
    expect(await nodesReady()).toEqual([200, 200]);
  });

  test('the primary dies and the standby takes over: reads go on, writes fail clearly, nothing acknowledged is lost', {
    timeout: 10 * minutes,
  }, async () => {
    const write = (hub: string) => graphql(hub, 'mutation { createExport(operation: "Releases") { id } }', 'POST');
    expect((await write(at.HUB_URL)).body).toMatchObject({ data: { createExport: { id: expect.any(String) } } });
    const pooled = openDatabase(at.POOLER_URL, { connections: 2 });
    const acknowledged: number[] = [];
    let isOver = false;
    const publishing = (async () => {
      for (let number = 1; !isOver; number += 1) {
        await publish(pooled, `Before the end ${number}`).then(
          (release) => acknowledged.push(release),
          () => undefined,
        );
        // A node that reads for the third time, and finds another release again, says that it cannot keep up.
        await wait(500);
      }
    })();
    const reads = new Load((index) => graphql(at.HUB_URL, question(index), index % 2 === 0 ? 'POST' : 'GET'), {
      atOnce: 8,
    });
    await expect.poll(() => acknowledged.length, { timeout: minutes }).toBeGreaterThan(3);
    await cluster.run('kill-primary');
    const [startedAt, refused] = [Date.now(), await write(at.HUB1_URL)];
    expect(refused).toMatchObject({ status: 503, body: { errors: [{ extensions: { code: 'SERVICE_UNAVAILABLE' } }] } });
    expect(Date.now() - startedAt).toBeLessThan(20_000);
    await expect
      .poll(async () => (await get(`${at.HUB1_URL}/health/ready`)).body, { timeout: minutes })
      .toMatchObject({ status: 'ready', primary: 'unreachable' });
    const beforePromotion = acknowledged.length;

    await cluster.run('promote');
    await expect.poll(() => acknowledged.length, { timeout: minutes }).toBeGreaterThan(beforePromotion + 2);
    isOver = true;
    await publishing;
    expect(failures(await reads.stop())).toEqual([]);

    const { rows } = await pooled.pool.query<{ number: number }>('SELECT number FROM release');
    expect(acknowledged.filter((release) => !rows.some(({ number }) => number === release))).toEqual([]);
    await pooled.close();
    await bothServe(Math.max(...acknowledged));
    await expect
      .poll(async () => (await get(`${at.HUB2_URL}/health/ready`)).body, { timeout: minutes })
      .toMatchObject({ status: 'ready', primary: 'ok' });
    await expect
      .poll(async () => (await write(at.HUB_URL)).body, { timeout: minutes })
      .toMatchObject({ data: { createExport: { id: expect.any(String) } } });
  });
});
