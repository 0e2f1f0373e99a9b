/**
 * Mutations whose process ends right after their commit: what is sent again with the key finds the result, which was kept in the
 * same transaction, where to do it again would be refused or do it twice.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hashOf } from '#platform/secrets.ts';
import { startHub } from '../harness/hub.ts';
import { startMailServer } from '../harness/mail-server.ts';
import { addPeople, openCall, type TestPerson } from '../harness/people.ts';

const mail = await startMailServer();
const now = new Date('2026-06-15T12:00:00Z');
const hub = await startHub({ smtpUrl: mail.url, clock: () => now });
const { pool } = hub.database;
const names = 'call: "kept-2026", office: "jst-246601"';
let people: Readonly<Record<'editor' | 'clerk' | 'claimant', TestPerson>>;

/** A result that is written when everything else has been committed does not arrive. */
beforeAll(async () => {
  people = await addPeople(hub, mail, now, {
    editor: { role: 'EDITOR' },
    clerk: { role: 'CONTRIBUTOR', office: 'jst-246601' },
    claimant: { role: 'CONTRIBUTOR' },
  });
  const questions = ['about | text | no | Opis | Description | 500', 'plan | file | no | Plan | Plan | 1'].join('\n');
  await openCall(people.editor.visitor, { slug: 'kept-2026', questions });
  await pool.query(`
    CREATE FUNCTION refuse_alone() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF pg_current_xact_id_if_assigned() IS NULL THEN RAISE 'The process has ended'; END IF;
      RETURN NULL; END $$;
    CREATE TRIGGER refuse_alone BEFORE UPDATE OF result ON idempotency_key
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_alone()`);
});
afterAll(() => pool.query('DROP FUNCTION IF EXISTS refuse_alone CASCADE'));

async function send(by: keyof typeof people, field: string, args: string, selection = '') {
  const { data, errors } = await people[by].visitor.graphql(
    `mutation { ${field}(${args}) { ${selection} userErrors { code } } }`,
  );
  return { errors, payload: data?.[field] };
}

async function made<T>(by: keyof typeof people, field: string, args: string, selection = ''): Promise<T> {
  const { errors, payload } = await send(by, field, args, selection);
  expect([errors, payload]).toEqual([undefined, expect.objectContaining(done)]);
  return payload as T;
}

/** Sent twice: done the first time, so that the second finds nothing to do. */
async function sendTwice(by: keyof typeof people, field: string, args: string, selection = ''): Promise<unknown> {
  const keyed = `${args}, idempotencyKey: "${field}"`;
  expect((await send(by, field, keyed, selection)).errors).toHaveLength(1);
  return made(by, field, keyed, selection);
}

const done = { userErrors: [] };

test('a webhook is deleted once', async () => {
  const { webhook } = await made<{ webhook: { webhookId: string } }>(
    'clerk',
    'createWebhook',
    'address: "https://programme.test/hook"',
    'webhook { webhookId }',
  );
  expect(await sendTwice('clerk', 'deleteWebhook', `webhookId: "${webhook.webhookId}"`)).toEqual(done);
  expect((await pool.query('SELECT FROM webhook')).rowCount).toBe(0);
});

test('a draft is saved once, a file attached once, and a submission withdrawn once', async () => {
  const application = 'application { version answers }';
  const saved = await sendTwice(
    'clerk',
    'saveApplication',
    `${names}, answers: { about: "x" }, version: 0`,
    application,
  );
  expect(saved).toEqual({ application: { version: 1, answers: { about: 'x' } }, userErrors: [] });

  const file = 'question: "plan", fileName: "plan.pdf", bytes: 20';
  const { target } = await made<{ target: { uploadId: string; url: string } }>(
    'clerk',
    'createUpload',
    `${names}, ${file}`,
    'target { uploadId url }',
  );
  const headers = { 'content-type': 'application/octet-stream' };
  await hub.app.handler.fetch(target.url, { method: 'POST', headers, body: '%PDF-1.7\nx' });
  const attaching = `${names}, uploadId: "${target.uploadId}", version: 1`;
  expect(await sendTwice('clerk', 'attachUpload', attaching, application)).toEqual({
    application: { version: 2, answers: { about: 'x', plan: hashOf('%PDF-1.7\nx') } },
    userErrors: [],
  });

  await made('clerk', 'submitApplication', names);
  expect(await sendTwice('clerk', 'withdrawApplication', names)).toEqual(done);
});

test('a correction is declined once', async () => {
  const proposal = 'target: "/practices/dzierzoniow-quality-programme", field: "title", value: "x", reason: "x"';
  const { correction } = await made<{ correction: { number: number } }>(
    'clerk',
    'proposeCorrection',
    proposal,
    'correction { number }',
  );
  const args = `number: ${correction.number}, answer: "No"`;
  expect(await sendTwice('editor', 'declineCorrection', args, 'correction { state }')).toEqual({
    correction: { state: 'DECLINED' },
    userErrors: [],
  });
});

test('a passkey is removed once', async () => {
  await pool.query(
    `INSERT INTO passkey (id, account_id, public_key, counter, transports, name, created_at) VALUES ('key', $1, '', 0, '{}', 'x', $2)`,
    [people.clerk.accountId, now],
  );
  expect(await sendTwice('clerk', 'removePasskey', 'passkeyId: "key"')).toEqual(done);
});

test('a claim is confirmed once', async () => {
  await pool.query(
    `INSERT INTO account_office (account_id, office_id, token_hash, claimed_at, expires_at)
     VALUES ($1, 'jst-246601', $2, $3, $4)`,
    [people.claimant.accountId, hashOf('claim'), now, new Date(now.getTime() + 60_000)],
  );
  expect(await sendTwice('claimant', 'confirmOfficeClaim', 'token: "claim"')).toEqual(done);
});

test('mails are begun once and ended once', async () => {
  await pool.query(
    `INSERT INTO subscriber (id, email, language, token, created_at, sent_through) VALUES ('one', 'one@urzad.test', 'pl', 'end', $1, 0)`,
    [now],
  );
  await pool.query(
    `INSERT INTO subscription (id, subscriber_id, topic, key, confirm_hash, created_at) VALUES ('one', 'one', 'CALLS', '', $1, $2)`,
    [hashOf('begin'), now],
  );
  expect(await sendTwice('clerk', 'confirmSubscription', 'token: "begin"')).toEqual(done);
  expect(await sendTwice('clerk', 'endSubscription', 'token: "end"')).toEqual(done);
});
