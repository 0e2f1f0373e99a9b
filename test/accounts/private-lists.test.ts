/** Lists of the viewer are connections: page by page, forwards and backwards, they are the whole list. */
import { type GraphQLObjectType, getNamedType, getNullableType, isLeafType, isListType } from 'graphql';
import { beforeAll, expect, test } from 'vitest';
import { buildSchema } from '#graphql/schema.ts';
import { startHub } from '../harness/hub.ts';
import { startMailServer } from '../harness/mail-server.ts';
import { addPeople, openCall, type TestPerson } from '../harness/people.ts';

const mail = await startMailServer();
let now = new Date('2026-06-15T12:30:00Z');
const hub = await startHub({ smtpUrl: mail.url, clock: () => now });
const { pool } = hub.database;
const { rows: found } = await pool.query<{ id: string }>(
  "SELECT id FROM office WHERE status = 'ACTIVE' ORDER BY id LIMIT 3",
);
const offices = found.map(({ id }) => id);
let people: Readonly<Record<'editor' | 'anna', TestPerson>>;
let acts = 0;

beforeAll(async () => {
  people = await addPeople(hub, mail, now, {
    editor: { role: 'EDITOR', office: offices[0] ?? '' },
    anna: { role: 'REVIEWER' },
  });
  const { editor, anna } = people;
  await openCall(editor.visitor, {
    slug: 'listed-2026',
    admission: 'REVIEW',
    criteria: 'novel | 1 | Nowatorska | Novel',
    reviewsNeeded: '1',
    questions: 'about | text | no | Opis | Description | 500',
  });
  await pool.query(
    `INSERT INTO call_submission (call_slug, sequence, office_id, answers, digest, submitted_at, submitted_by)
      SELECT 'listed-2026', n, ($1::text[])[n], '{}', repeat('0', 64), $2, $3 FROM generate_series(1, 3) n`,
    [offices, now, editor.accountId],
  );
  // Assigned at the same moment, so that the moment alone gives no order.
  await pool.query(
    `INSERT INTO submission_review (call_slug, sequence, reviewer_id, assigned_at, assigned_by)
      SELECT 'listed-2026', n, $1, $2, $3 FROM generate_series(1, 3) n`,
    [anna.accountId, now, editor.accountId],
  );
  await pool.query(
    `INSERT INTO amendment (target_type, target_key, office_id, changes, note, proposed_at, proposed_by)
      SELECT 'OFFICE', 'office-' || n, $1, '[]', 'x', $2, $3 FROM generate_series(1, 5) n`,
    [offices[0], now, editor.accountId],
  );
  await pool.query(
    `INSERT INTO amendment_review (number, reviewer_id, assigned_at, assigned_by, declared_at)
      SELECT number, $1, $2, $3, $2 FROM amendment`,
    [anna.accountId, now, editor.accountId],
  );
  await pool.query(
    `INSERT INTO correction (target_type, target_key, field, value, reason, proposed_at)
      SELECT 'OFFICE', $1, 'phone', 'x', 'x', $2 FROM generate_series(1, 5) n`,
    [offices[0], now],
  );
  await pool.query(
    `INSERT INTO editorial_statement (target_type, target, field, value, listed_value, office_id, source_id, changed_in)
      SELECT 'OFFICE', o, f, 'ours', 'theirs', o, (SELECT id FROM source LIMIT 1), 1
      FROM unnest($1::text[]) o, unnest(ARRAY['phone', 'website']) f`,
    [offices],
  );
  await pool.query(
    `INSERT INTO account_office (account_id, office_id, claimed_at, expires_at)
      SELECT $1, o, $2, $3 FROM unnest($4::text[]) o`,
    [anna.accountId, now, new Date('2026-07-15T12:00:00Z'), offices],
  );
  await pool.query(
    `INSERT INTO passkey (id, account_id, public_key, counter, transports, name, created_at)
      SELECT 'key-' || n, $1, 'x', 0, '{}', 'x', $2 FROM generate_series(1, 5) n`,
    [anna.accountId, now],
  );
  await pool.query(
    `INSERT INTO webhook (id, account_id, url, secret, created_at, sent_through)
      SELECT 'hook-' || n, $1, 'https://programme.test/' || n, 'x', $2, 1 FROM generate_series(1, 5) n`,
    [anna.accountId, now],
  );
  now = new Date('2026-06-15T19:00:00Z');
  const { rows } = await pool.query<{ n: number }>('SELECT count(*)::int AS n FROM audit_entry');
  acts = rows[0]?.n ?? 0;
});

const viewer = buildSchema().getType('Viewer') as GraphQLObjectType;

test('no field of the viewer is a list without cursors', () => {
  const lists = Object.values(viewer.getFields()).filter(
    ({ type }) => isListType(getNullableType(type)) && !isLeafType(getNamedType(type)),
  );
  expect(lists.map(({ name }) => name)).toEqual([]);
});

interface Page {
  readonly totalCount: number;
  readonly edges: readonly { readonly cursor: string; readonly node: unknown }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

const lists: readonly (readonly ['editor' | 'anna', string, string, number])[] = [
  ['anna', 'reviews', 'own { submission }', 3],
  ['anna', 'amendmentReviews', 'number', 5],
  ['anna', 'amendmentsToReview', 'amendment { number }', 5],
  ['anna', 'officeClaims', 'officeCode', 3],
  ['anna', 'passkeys', 'passkeyId', 5],
  ['anna', 'webhooks', 'webhookId', 5],
  ['editor', 'amendments', 'amendment { number }', 5],
  ['editor', 'amendmentsToDecide', 'amendment { number }', 5],
  ['editor', 'correctionsToDecide', 'correction { number }', 5],
  ['editor', 'editorialConflicts', 'targetKey field', 6],
  ['editor', 'officeClaimsToConfirm', 'account officeCode', 3],
  ['editor', 'callSubmissions', 'submission', 3],
  ['editor', 'auditLog', 'number at actor action subject before after', 7],
];

test('all lists of the viewer are walked here', () => {
  const connections = Object.values(viewer.getFields()).filter(({ type }) =>
    getNamedType(type).name.endsWith('Connection'),
  );
  const walked = lists.map(([, name]) => name);
  expect(connections.map(({ name }) => name).filter((name) => name !== 'offices' && !walked.includes(name))).toEqual(
    [],
  );
});

test.for(lists)('%s: %s', async ([who, name, selected, listed]) => {
  const count = name === 'auditLog' ? acts : listed;
  const page = async (given: string): Promise<Page> => {
    const call = name === 'callSubmissions' ? `call: "listed-2026", ${given}` : given;
    const { data, errors } = await people[who].visitor.graphql(
      `{ viewer { list: ${name}(${call}) { totalCount edges { cursor node { ${selected} } }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } }`,
    );
    expect(errors).toBeUndefined();
    return (data as { viewer: { list: Page } }).viewer.list;
  };
  const whole = await page('first: 100');
  expect([whole.totalCount, whole.edges.length, whole.pageInfo.hasNextPage]).toEqual([count, count, false]);
  expect(new Set(whole.edges.map(({ node }) => JSON.stringify(node))).size).toBe(count);
  const forwards: unknown[] = [];
  for (let after = ''; ; ) {
    const { edges, pageInfo, totalCount } = await page(`first: 2${after}`);
    forwards.push(...edges.map(({ node }) => node));
    expect(totalCount).toBe(count);
    if (!pageInfo.hasNextPage) break;
    after = `, after: "${pageInfo.endCursor}"`;
  }
  const backwards: unknown[] = [];
  for (let before = ''; ; ) {
    const { edges, pageInfo } = await page(`last: 2${before}`);
    backwards.unshift(...edges.map(({ node }) => node));
    if (!pageInfo.hasPreviousPage) break;
    before = `, before: "${pageInfo.startCursor}"`;
  }
  const nodes = whole.edges.map(({ node }) => node);
  expect(forwards).toEqual(nodes);
  expect(backwards).toEqual(nodes);
  const foreign = Buffer.from(JSON.stringify(['another list', '1'])).toString('base64url');
  const refused = await people[who].visitor.graphql(
    `{ viewer { ${name}(${name === 'callSubmissions' ? 'call: "listed-2026", ' : ''}first: 1, after: "${foreign}") { totalCount } } }`,
  );
  expect(refused.errors?.[0]?.extensions?.['code']).toBe('BAD_USER_INPUT');
  expect(refused.data).toEqual({ viewer: { [name]: null } });
});
