/** A backup without keys has nothing that signs or lets in; what is restored from it works as the documents say. */
import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { keyTables, withoutKeys } from '#platform/backup/model.ts';
import { restoreBackup } from '#platform/backup/restore.ts';
import { writeBackup } from '#platform/backup/write.ts';
import { createTestDatabase } from '../harness/database.ts';
import { startHub } from '../harness/hub.ts';
import { startMailServer } from '../harness/mail-server.ts';
import { addPeople, type TestPerson } from '../harness/people.ts';
import { onServer } from '../harness/server.ts';
import { Visitor } from '../harness/visitor.ts';

const folder = await mkdtemp(path.join(tmpdir(), 'wezel-backup-keys-'));
afterAll(() => rm(folder, { recursive: true, force: true }));
const at = (name: string): string => path.join(folder, name);

const mail = await startMailServer();
const now = new Date('2026-06-15T12:00:00Z');
const sent: string[] = [];
/** Refuses whatever is announced to the webhook, so that its job waits, and keeps what it was signed with. */
const refusing = (secrets: string[]) => ({
  transport: {
    send: async ({ secret }: { readonly secret: string }) => {
      secrets.push(secret);
      return 500;
    },
  },
});
const hub = await startHub({ smtpUrl: mail.url, clock: () => now, news: refusing(sent) });
const { pool } = hub.database;
const token = 'T'.repeat(43);
let secret: string;
let clerk: TestPerson;

async function publish(to: typeof hub, slug: string, asOf: string): Promise<void> {
  const practices = [{ slug, title: `Praktyka ${slug}` }];
  await to.load('practices', `${slug}.json`, JSON.stringify({ asOf, practices }));
}

beforeAll(async () => {
  ({ clerk } = await addPeople(hub, mail, now, { clerk: { role: 'CONTRIBUTOR' } }));
  const created = await clerk.visitor.graphql(
    'mutation { createWebhook(address: "https://site.example/hook") { secret } }',
  );
  ({ secret } = (created.data as { createWebhook: { secret: string } }).createWebhook);
  await publish(hub, 'first', '2026-05-01');
  await vi.waitFor(() => expect(sent).toContain(secret), { timeout: 120_000 });
  await pool.query(
    `INSERT INTO subscriber (id, email, language, token, created_at, sent_through)
     SELECT 'reader', 'reader@urzad.test', 'pl', $1, now(), max(number) FROM release`,
    [token],
  );
  await pool.query(
    `INSERT INTO subscription (id, subscriber_id, topic, key, created_at, confirmed_at)
     VALUES ('wanted', 'reader', 'PRACTICES', '', now(), now())`,
  );
  // As an older version enqueued it.
  await pool.query(
    `UPDATE wezel_jobs.job SET data = data || jsonb_build_object('secret', $1::text) WHERE name = 'webhook'`,
    [secret],
  );
});

async function contentOf(file: string): Promise<string> {
  const into = await mkdtemp(at('tar-'));
  execFileSync('tar', ['xf', file, '-C', into]);
  const files = (await readdir(into, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const contents = files.map(async ({ parentPath, name }) => {
    const bytes = await readFile(path.join(parentPath, name));
    return (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString();
  });
  return (await Promise.all(contents)).join('\n');
}

test('the file has neither the secret of a webhook nor the token of a subscriber; with keys it has both', async () => {
  const report = await writeBackup(hub.database.url, at('without.tar'), { hasKeys: false });
  expect(report.webhooksDisabled).toBe(1);
  expect(report.jobs).toBeGreaterThan(0);
  const without = await contentOf(at('without.tar'));
  expect(without).toContain('https://site.example/hook');
  expect(without).toContain('reader@urzad.test');
  expect([without.includes(secret), without.includes(token)]).toEqual([false, false]);
  expect(await writeBackup(hub.database.url, at('with.tar'), { hasKeys: true })).toMatchObject({ webhooksDisabled: 0 });
  const withKeys = await contentOf(at('with.tar'));
  expect([withKeys.includes(secret), withKeys.includes(token)]).toEqual([true, true]);
});

test('restored without keys, webhooks are disabled and links in mails lead on', async () => {
  const { url } = await createTestDatabase('empty');
  await restoreBackup(url, at('without.tar'));
  const signed: string[] = [];
  let today = now;
  const restored = await startHub({ databaseUrl: url, smtpUrl: mail.url, clock: () => today, news: refusing(signed) });
  await restored.app.resume();
  const stored = async (): Promise<string> => {
    const { rows } = await restored.database.pool.query<{ token: string }>('SELECT token FROM subscriber');
    return rows[0]?.token ?? '';
  };
  // What the file has is no link.
  const hashed = await stored();
  expect(hashed).toMatch(/^sha256:[\da-f]{64}$/);
  const oneClick = (given: string) =>
    restored.app.handler.fetch(`https://hub.test/subscriptions/one-click?token=${encodeURIComponent(given)}`, {
      method: 'POST',
      body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
    });
  await oneClick(hashed);
  expect(await stored()).toBe(hashed);
  expect((await new Visitor(restored).get(`/subscriptions/${token}`)).status).toBe(200);

  const listed = await restored.database.pool.query('SELECT disabled_at IS NULL AS active, secret FROM webhook');
  expect(listed.rows).toEqual([{ active: false, secret: '' }]);
  today = new Date('2026-06-16T12:00:00Z');
  await publish(restored, 'second', '2026-05-02');
  const { text, header } = await mail.take('reader@urzad.test', 'second');
  // The next mail has a link of its own.
  const fresh = await stored();
  expect(fresh).toMatch(/^[\w-]{43}$/);
  expect(text).toContain(`/subscriptions/${fresh}`);
  expect(header('List-Unsubscribe').replaceAll(/\s/g, '')).toContain(fresh);
  expect(signed).toEqual([]);
  await oneClick(fresh);
  expect(await stored()).toBe('');
});

test('restored with keys, what waited is sent with the secret of its webhook', async () => {
  const { url } = await createTestDatabase('empty');
  await restoreBackup(url, at('with.tar'));
  const signed: string[] = [];
  const restored = await startHub({ databaseUrl: url, smtpUrl: mail.url, clock: () => now, news: refusing(signed) });
  await restored.app.resume();
  await vi.waitFor(() => expect(signed).toContain(secret), { timeout: 120_000 });
});

test('whatever is named as a secret is left out', async () => {
  const { rows } = await onServer(hub.database.url, (client) =>
    client.query<{ table: string; column: string }>(
      `SELECT table_name AS table, column_name AS column FROM information_schema.columns
       WHERE table_schema = 'public' AND column_name ~ '(token|secret|password|verifier)' AND column_name !~ '_hash$'`,
    ),
  );
  const included = rows.filter(
    ({ table, column }) => !keyTables.includes(table) && withoutKeys[table]?.[column] === undefined,
  );
  expect(included).toEqual([]);
  expect(rows.length).toBeGreaterThan(1);
});
