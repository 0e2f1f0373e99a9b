/** Two nodes of the hub over PostgreSQL with a standby, PgBouncer, Redis and nginx; what happens to them in a year. */
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Database, openDatabase } from '#platform/database/index.ts';
import { inputFileOf } from '#sources/import.ts';
import { importers } from '#sources/index.ts';
import { buildTerc, toCsv } from '../fixtures/terc.ts';
import { type Addresses, Cluster, get, graphql, Load, missingPrograms, type Reply } from './cluster.ts';

const missing = missingPrograms();
if (missing !== null) test.skip(`the cluster is not tested here. ${missing}`);

/** Answers of the longest test; 50,000 take minutes. */
const answers = Number(process.env['CLUSTER_ANSWERS'] ?? 50_000);
const maxLagSeconds = 3;
/** Of the list that is imported again and again. */
const offices = 20;
const minutes = 60_000;

describe.runIf(missing === null)('two nodes', () => {
  const cluster = new Cluster({ MAX_LAG: String(maxLagSeconds), RATE_POINTS: '100000000', LOG_LEVEL: 'warn' });
  let at: Addresses;
  let primary: Database;
  /** What the offices of the list are called in a release. */
  const names = new Map<number, string>();

  beforeAll(async () => {
    at = await cluster.start();
    primary = openDatabase(at.PRIMARY_URL, { connections: 2 });
  }, 10 * minutes);
  afterAll(async () => {
    await primary?.close();
    await cluster.run('stop');
  }, 2 * minutes);

  let lists = 0;

  /** A release, as an institute makes it: a list of offices, all of which have this name since the next day. */
  async function publish(database: Database, name: string): Promise<number> {
    lists += 1;
    const day = new Date(Date.UTC(2015, 0, 1 + lists)).toISOString().slice(0, 10);
    const rows = Array.from({ length: offices }, (_, index) => `cluster-${index};${name};OTHER;GOVERNMENT`);
    const release = await load(
      database,
      'offices',
      `offices_${day}.csv`,
      ['key;name;kind;tier', ...rows, ''].join('\r\n'),
    );
    names.set(release, name);
    return release;
  }

  async function load(database: Database, source: string, name: string, text: string): Promise<number> {
    const importer = importers.find((one) => one.name === source);
    const file = inputFileOf(name, new TextEncoder().encode(text));
    const progress = { stage: () => undefined, done: () => undefined };
    const report = await importer?.run({ database, file, today: '2026-06-15', dryRun: false, progress });
    return Number(report?.release);
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
    `{ first: office(code: "cluster-0") { name } releases(first: 1) { n${index % 5_000}: totalCount totalCount nodes { number } }
      last: office(code: "cluster-${offices - 1}") { name } }`;

  interface Answered {
    readonly first: { readonly name: string } | null;
    readonly last: { readonly name: string } | null;
    readonly releases: { readonly totalCount: number; readonly nodes: readonly { readonly number: number }[] };
  }
  const answered = ({ body }: Reply): Answered => body['data'] as Answered;
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
        await wait(1_000);
      }
    })();
    const replies = await load.done();
    isOver = true;
    await publishing;
    expect(failures(replies)).toEqual([]);
    expect(replies).toHaveLength(answers);
    const mixed = replies.filter((reply) => {
      const { first, last, releases } = answered(reply);
      const { totalCount, nodes } = releases;
      const isOne = reply.release === String(totalCount) && nodes[0]?.number === totalCount;
      return !isOne || [first?.name, last?.name].some((name) => name !== names.get(totalCount));
    });
    expect(mixed.map(({ release, body }) => ({ release, body }))).toEqual([]);
    const seen = new Set(replies.map(({ release }) => release));
    expect(seen.size).toBeGreaterThan(answers / 10_000);
    process.stdout.write(`${answers} answers from ${seen.size} of ${names.size} releases\n`);
  });

  test('both nodes serve what is imported, read from the standby', { timeout: 5 * minutes }, async () => {
    const latest = await load(primary, 'teryt', 'TERC.csv', toCsv(buildTerc({ asOf: '2023-01-01' })));
    expect(latest).toBe(await primary.prisma.release.count());
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
    const contribute = (index: number) =>
      graphql(
        index % 2 === 0 ? at.HUB1_URL : at.HUB2_URL,
        `mutation { proposeCorrection(target: "/offices/cluster-1", field: "other", value: "${index}", reason: "Seen") {
          correction { number } userErrors { code } } }`,
        'POST',
        // Each network may send few.
        { 'x-forwarded-for': `203.0.113.${index}` },
      );
    expect((await write(at.HUB_URL)).body).toMatchObject({ data: { createExport: { id: expect.any(String) } } });
    const exports: string[] = [];
    const corrections: number[] = [];
    const pooled = openDatabase(at.POOLER_URL, { connections: 2 });
    const acknowledged: number[] = [];
    let isOver = false;
    const publishing = (async () => {
      for (let number = 1; !isOver; number += 1) {
        await publish(pooled, `Before the end ${number}`).then(
          (release) => acknowledged.push(release),
          () => wait(100),
        );
      }
    })();
    const contributing = (async () => {
      for (let index = 1; !isOver && index < 250; index += 1) {
        const [exported, proposed] = await Promise.all([write(at.HUB_URL), contribute(index)]);
        const { createExport } = (exported.body['data'] ?? {}) as { createExport?: { id: string } | null };
        if (createExport != null) exports.push(createExport.id);
        const { proposeCorrection } = (proposed.body['data'] ?? {}) as {
          proposeCorrection?: { correction: { number: number } | null } | null;
        };
        if (proposeCorrection?.correction != null) corrections.push(proposeCorrection.correction.number);
        await wait(100);
      }
    })();
    const reads = new Load((index) => graphql(at.HUB_URL, question(index), index % 2 === 0 ? 'POST' : 'GET'), {
      atOnce: 8,
    });
    await expect.poll(() => Math.min(corrections.length, exports.length), { timeout: minutes }).toBeGreaterThan(3);
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
    await Promise.all([publishing, contributing]);
    expect(failures(await reads.stop())).toEqual([]);

    const { rows } = await pooled.pool.query<{ number: number }>('SELECT number FROM release');
    expect(acknowledged.filter((release) => !rows.some(({ number }) => number === release))).toEqual([]);
    await pooled.close();
    await bothServe(Math.max(...acknowledged));
    const stillThere = async (field: string): Promise<boolean> => {
      const { body } = await graphql(at.HUB1_URL, `{ found: ${field} { __typename } }`);
      return (body['data'] as { found: unknown } | undefined)?.found != null;
    };
    const wanted = [
      ...corrections.map((number) => `correction(number: ${number})`),
      ...new Set(exports.map((id) => `export(id: "${id}")`)),
    ];
    const kept = await Promise.all(wanted.map(stillThere));
    expect(wanted.filter((_, index) => kept[index] !== true)).toEqual([]);
    process.stdout.write(
      `kept: ${acknowledged.length} releases, ${corrections.length} corrections, ${new Set(exports).size} exports\n`,
    );
    await expect
      .poll(async () => (await get(`${at.HUB2_URL}/health/ready`)).body, { timeout: minutes })
      .toMatchObject({ status: 'ready', primary: 'ok' });
    await expect
      .poll(async () => (await write(at.HUB_URL)).body, { timeout: minutes })
      .toMatchObject({ data: { createExport: { id: expect.any(String) } } });
  });
});
