/** News to many, with the hub killed in between: nobody is left out, and nobody gets a second message. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { openDatabase } from '#platform/database/index.ts';
import { inputFileOf } from '#sources/import.ts';
import { importers } from '#sources/index.ts';
import { createTestDatabase } from '../harness/database.ts';
import { startMailServer } from '../harness/mail-server.ts';

const count = 40;
const testDatabase = await createTestDatabase('starter');
const database = openDatabase(testDatabase.url);
const mail = await startMailServer();
const dataDir = await mkdtemp(join(tmpdir(), 'wezel-news-'));
afterAll(async () => {
  await database.close();
  await rm(dataDir, { recursive: true, force: true });
});

async function startServer(): Promise<{ kill(): Promise<void> }> {
  const env = {
    ...process.env,
    DATABASE_URL: testDatabase.url,
    DATA_DIR: dataDir,
    SMTP_URL: mail.url,
    PUBLIC_URL: 'https://hub.test',
    PORT: '0',
    HOST: '127.0.0.1',
    LOG_LEVEL: 'silent',
    WORKER_THREADS: '0',
  };
  const child = spawn(process.execPath, ['src/cli.ts', 'serve'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'close');
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
  };
  afterAll(kill);
  for await (const chunk of child.stdout) {
    if (String(chunk).includes('/graphql')) return { kill };
  }
  throw new Error('The server did not start');
}

test('each gets the news exactly once', { timeout: 300_000 }, async () => {
  const { pool } = database;
  await pool.query(
    `INSERT INTO subscriber (id, email, language, token, created_at, sent_through)
     SELECT 's' || n, 'reader' || n || '@urzad.test', 'pl', 'token' || n, now(), 1 FROM generate_series(1, $1) n`,
    [count],
  );
  await pool.query(
    `INSERT INTO subscription (id, subscriber_id, topic, key, created_at, confirmed_at)
     SELECT id, id, 'PRACTICES', '', now(), now() FROM subscriber`,
  );
  const file = inputFileOf(
    'practice.json',
    Buffer.from(JSON.stringify({ asOf: '2026-06-01', practices: [{ slug: 'brand-new', title: 'Nowa praktyka' }] })),
  );
  const progress = { stage: (): void => undefined, done: (): void => undefined };
  const importer = importers.find(({ name }) => name === 'practices');
  const first = await startServer();
  await importer?.run({ database, file, dryRun: false, today: '2026-06-15', progress });
  await vi.waitFor(() => expect(mail.received.length).toBeGreaterThanOrEqual(5), 60_000);
  await first.kill();
  expect(mail.received.length).toBeLessThan(count);
  const second = await startServer();
  const reached = () => new Set(mail.received.map(({ to }) => to));
  await vi.waitFor(() => expect(reached().size).toBe(count), { timeout: 180_000, interval: 250 });
  await second.kill();
  // A mail that the server had taken when the process was killed may come again, as the same message: mailboxes drop it.
  const messages = new Map(mail.received.map((one) => [one.header('Message-ID'), one.to]));
  expect(messages.size).toBe(count);
  expect(mail.received.length).toBeLessThanOrEqual(count + 1);
});
