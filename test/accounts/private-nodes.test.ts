/** Rows of private tables have no global ids, but for tickets, of which everyone sees the same. */
import { isObjectType } from 'graphql';
import { expect, test } from 'vitest';
import { buildSchema } from '#graphql/schema.ts';
import '#domains';
import { startHub } from '../harness/hub.ts';

const hub = await startHub();
const { pool } = hub.database;
const now = new Date('2026-06-15T12:00:00Z');
const idOf = (typename: string, key: string): string => Buffer.from(`${typename}:${key}`).toString('base64');

/** Types that show rows of private tables, and the names of their models. */
const hidden = [
  'Account AccountOffice Act Amendment AmendmentProposal AmendmentReturn AmendmentReview ApplicationReceipt',
  'AssignedAmendmentReview AssignedReview AuditEntry CallSubmission CorrectionProposal OfficeClaim Passkey Review',
  'SubmissionReview Subscriber Subscription Webhook WebhookDelivery',
].flatMap((line) => line.split(' '));

test.for(hidden)('node(id) gives out no %s', async (typename) => {
  for (const key of ['1', 'hook-1', 'counted-2026 1']) {
    const { data, errors } = await hub.answer('query ($id: ID!) { node(id: $id) { __typename id } }', {
      id: idOf(typename, key),
    });
    expect(data).toEqual({ node: null });
    expect(errors?.[0]?.extensions?.['code']).toBe('BAD_USER_INPUT');
  }
});

test('every type of a signed-in viewer is one of those, or public', () => {
  const schema = buildSchema();
  const nodes = Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter((type) => type.getInterfaces().some(({ name }) => name === 'Node'))
    .map(({ name }) => name);
  expect(nodes.filter((name) => hidden.includes(name))).toEqual([]);
  expect(nodes).toContain('Correction');
});

test('a ticket is found by its id, and shows what was proposed only once it is accepted', async () => {
  const { rows } = await pool.query<{ number: number }>(
    `INSERT INTO correction (target_type, target_key, field, value, reason, evidence, proposed_at, network_hash, state)
      SELECT 'OFFICE', 'jst-020202', 'phone', 'Planted5ecret', 'Planted5ecret', 'https://planted5ecret.test', $1, 'Planted5ecret',
        s::correction_state FROM unnest(ARRAY['OPEN', 'DECLINED', 'ACCEPTED']) s RETURNING number`,
    [now],
  );
  const ids = rows.map(({ number }) => idOf('Correction', String(number)));
  const { nodes } = await hub.ask<{ nodes: { id: string; number: number; state: string }[] }>(
    'query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Correction { number state value evidence } } }',
    { ids },
  );
  expect(nodes).toEqual([
    { id: ids[0], number: rows[0]?.number, state: 'OPEN', value: null, evidence: null },
    { id: ids[1], number: rows[1]?.number, state: 'DECLINED', value: null, evidence: null },
    {
      id: ids[2],
      number: rows[2]?.number,
      state: 'ACCEPTED',
      value: 'Planted5ecret',
      evidence: 'https://planted5ecret.test',
    },
  ]);
  const response = await hub.app.handler.fetch(
    `http://hub.test/graphql?${new URLSearchParams({ query: `{ node(id: "${ids[0]}") { id } }` })}`,
  );
  // It changes between releases.
  expect(response.headers.get('cache-control')).toContain('no-store');
});

test.for(['0', 'x', '-1', '99999999999', '123456789'])('there is no ticket %s', async (number) => {
  expect(await hub.ask('query ($id: ID!) { node(id: $id) { id } }', { id: idOf('Correction', number) })).toEqual({
    node: null,
  });
});
