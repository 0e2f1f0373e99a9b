/** Every mutation takes an idempotency key: sent again with it, it is not done twice. */
import type { GraphQLArgument, GraphQLField } from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';
import { buildSchema } from '#graphql/schema.ts';
import { startHub } from '../harness/hub.ts';
import { type Scalar, selectedField } from '../harness/made-up.ts';
import { startMailServer } from '../harness/mail-server.ts';
import { addPeople, type TestPerson } from '../harness/people.ts';

const mail = await startMailServer();
let now = new Date('2026-06-15T12:00:00Z');
const hub = await startHub({ smtpUrl: mail.url, clock: () => now });
const { pool } = hub.database;
const mutations = Object.values(buildSchema().getMutationType()?.getFields() ?? {});
let people: Readonly<Record<'admin' | 'clerk' | 'other', TestPerson>>;

beforeAll(async () => {
  people = await addPeople(hub, mail, now, {
    admin: { role: 'ADMIN', office: 'jst-246601' },
    clerk: { role: 'CONTRIBUTOR', office: 'jst-246601' },
    other: { role: 'CONTRIBUTOR' },
  });
});

describe('in the schema', () => {
  const argumentOf = ({ args }: GraphQLField<unknown, unknown>) => args.find(({ name }) => name === 'idempotencyKey');

  test('every mutation takes one, but for those that are done once anyway', () => {
    expect(mutations.length).toBeGreaterThan(30);
    const without = mutations.filter((field) => argumentOf(field) === undefined).map(({ name }) => name);
    // The same request in the same release is the same export.
    expect(without).toEqual(['createExport']);
  });

  test('every mutation that takes one returns what is wrong with it', () => {
    const payloads = mutations.filter(argumentOf).map(({ name, type }) => [name, String(type)] as const);
    const types = buildSchema().getTypeMap();
    const silent = payloads.filter(
      ([, type]) => !('userErrors' in (types[type] as never as { getFields(): object }).getFields()),
    );
    expect(silent).toEqual([]);
  });

  const scalar: Scalar = (type, name) => {
    if (name === 'idempotencyKey') return JSON.stringify('x'.repeat(101));
    const known: Record<string, string> = { Int: '1', Boolean: 'true', DateTime: '"2027-01-01T00:00:00Z"' };
    return type === 'ID' ? '"/practices/no-such-practice"' : (known[type] ?? '"x"');
  };
  const isGiven = ({ name, type }: GraphQLArgument): boolean => name === 'idempotencyKey' || String(type).endsWith('!');

  test.for(mutations.filter(argumentOf).map(({ name }) => name))('%s goes by it', async (name) => {
    const field = mutations.find((one) => one.name === name) as GraphQLField<unknown, unknown>;
    const sent = `mutation { done: ${selectedField(field, { scalar, isGiven })} }`;
    expect((await people.admin.visitor.graphql(sent)).data).toEqual({
      done: { userErrors: [{ code: 'TOO_LONG', path: ['idempotencyKey'] }] },
    });
  });
});

const created = (key: string, address = 'https://programme.test/hook') =>
  `mutation { createWebhook(address: "${address}", idempotencyKey: "${key}") {
    webhook { webhookId createdAt } secret userErrors { code path } } }`;
const webhooks = async (who: keyof typeof people): Promise<number> => {
  const { rows } = await pool.query('SELECT count(*)::int AS n FROM webhook WHERE account_id = $1', [
    people[who].accountId,
  ]);
  return rows[0]?.n as number;
};

/** Sessions last while somebody comes every twelve hours. */
const stayed = () => Promise.all(Object.values(people).map(({ visitor }) => visitor.get('/account')));

describe('a mutation', () => {
  test('that is sent five times at once is done once, and returns the same', async () => {
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => people.clerk.visitor.graphql(created('same'))));
    const texts = answers.map(({ data }) => JSON.stringify(data));
    expect(texts[0]).toContain('whsec_');
    expect(new Set(texts).size).toBe(1);
    expect(await webhooks('clerk')).toBe(1);
  });

  test('with other arguments is refused, and of another account is its own', async () => {
    const { visitor } = people.clerk;
    await visitor.graphql(created('reused'));
    const other = await visitor.graphql(created('reused', 'https://programme.test/other'));
    expect(other.data).toMatchObject({
      createWebhook: { webhook: null, userErrors: [{ code: 'KEY_REUSED', path: ['idempotencyKey'] }] },
    });
    const deleted = await visitor.graphql(
      'mutation { deleteWebhook(webhookId: "x", idempotencyKey: "reused") { userErrors { code } } }',
    );
    expect(deleted.data).toEqual({ deleteWebhook: { userErrors: [{ code: 'KEY_REUSED' }] } });
    expect(JSON.stringify((await people.other.visitor.graphql(created('reused'))).data)).toContain('whsec_');
    expect(await webhooks('other')).toBe(1);
  });

  test('takes the header of its request for a key, each by its name in the response', async () => {
    const address = (name: string) => `https://programme.test/${name}`;
    const two = (second = 'second') => `mutation {
      a: createWebhook(address: "${address('first')}") { secret userErrors { code path } }
      b: createWebhook(address: "${address(second)}") { secret userErrors { code path } } }`;
    const before = await webhooks('other');
    const send = (query: string, key: string) =>
      people.other.visitor.graphql(query, {}, { origin: 'https://hub.test', 'idempotency-key': key });
    const answers = [await send(two(), 'of-the-request'), await send(two(), 'of-the-request')];
    expect(JSON.stringify(answers[0]?.data).match(/whsec_/g)).toHaveLength(2);
    expect(answers[1]?.data).toEqual(answers[0]?.data);
    expect(await webhooks('other')).toBe(before + 2);
    const refused = { secret: null, userErrors: [{ code: 'KEY_REUSED', path: ['idempotencyKey'] }] };
    expect((await send(two('third'), 'of-the-request')).data).toMatchObject({ b: refused });
    expect((await send(two(), 'x'.repeat(101))).data).toMatchObject({ a: { userErrors: [{ code: 'TOO_LONG' }] } });
    // That of the argument comes first.
    await send(created('of-the-argument'), 'one');
    await send(created('of-the-argument'), 'another');
    expect(await webhooks('other')).toBe(before + 3);
  });

  test('that was refused is done when it is sent again', async () => {
    const mutation =
      'mutation { claimOffice(office: "late-office", idempotencyKey: "refused") { userErrors { code } } }';
    const sent = () => people.clerk.visitor.graphql(mutation);
    expect((await sent()).data).toEqual({ claimOffice: { userErrors: [{ code: 'UNKNOWN_TARGET' }] } });
    await hub.load('offices', 'offices_2025-01-01.csv', 'key;name;kind;tier\r\nlate-office;Urząd;OTHER;GOVERNMENT\r\n');
    for (const _ of [1, 2]) expect((await sent()).data).toEqual({ claimOffice: { userErrors: [] } });
  });

  test('is done again a day later', async () => {
    await people.clerk.visitor.graphql(created('daily'));
    const before = await webhooks('clerk');
    now = new Date(now.getTime() + 11 * 60 * 60_000);
    await stayed();
    now = new Date(now.getTime() + 11 * 60 * 60_000);
    await stayed();
    await people.clerk.visitor.graphql(created('daily'));
    expect(await webhooks('clerk')).toBe(before);
    now = new Date(now.getTime() + 3 * 60 * 60_000);
    await people.clerk.visitor.graphql(created('daily'));
    expect(await webhooks('clerk')).toBe(before + 1);
  });

  test('whose process was killed is done by the next that is sent, once its claim has ended', async () => {
    const { visitor } = people.admin;
    const send = () => visitor.graphql(created('killed'));
    await send();
    // As the killed process left it: claimed and without a result.
    const { rows } = await pool.query(
      `UPDATE idempotency_key SET result = NULL, claimed_until = clock_timestamp() + interval '2 seconds'
        WHERE caller = $1 RETURNING claim`,
      [`account:${people.admin.accountId}`],
    );
    expect(rows).toHaveLength(1);
    const answers = await Promise.all([send(), send()]);
    expect(JSON.stringify(answers[0]?.data)).toContain('whsec_');
    expect(answers[1]?.data).toEqual(answers[0]?.data);
    expect(await webhooks('admin')).toBe(2);
  });

  test('that fails leaves the key free', async () => {
    const broken = `mutation { proposeCorrection(target: "nonsense", field: "title", value: "x", reason: "x", idempotencyKey: "failed") {
      userErrors { code } } }`;
    expect((await people.clerk.visitor.graphql(broken)).errors).toHaveLength(1);
    const { rows } = await pool.query('SELECT key FROM idempotency_key WHERE result IS NULL');
    expect(rows).toEqual([]);
  });
});

test('neither a key nor what is shown once stands in the database', async () => {
  const { data } = await people.admin.visitor.graphql(created('Planted5ecretKey', 'https://programme.test/planted'));
  const { secret } = (data as { createWebhook: { secret: string } }).createWebhook;
  const { rows } = await pool.query<{ row: string }>('SELECT to_jsonb(t)::text AS row FROM idempotency_key t');
  const text = rows.map(({ row }) => row).join('\n');
  expect(text).not.toBe('');
  for (const one of ['Planted5ecretKey', secret, 'programme.test']) expect(text).not.toContain(one);
});
