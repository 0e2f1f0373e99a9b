/** Mails of many acts at once, before the queue has begun: each arrives once, by the queue. */
import { pino } from 'pino';
import { afterAll, expect, test } from 'vitest';
import { sendersOf } from '#http/jobs/senders.ts';
import { openDatabase } from '#platform/database/index.ts';
import { openMailer } from '#platform/mail/mailer.ts';
import { createTestDatabase } from '../harness/database.ts';
import { startMailServer } from '../harness/mail-server.ts';

const warnings: string[] = [];
const log = pino({ level: 'warn' }, { write: (line) => void warnings.push(line) });
const server = await startMailServer();
const { url } = await createTestDatabase();
const database = openDatabase(url, { connections: 4 });
const mailer = openMailer({ smtpUrl: server.url, from: 'hub@urzad.test', outbox: '' }, log);
const senders = sendersOf({
  isOn: true,
  database,
  mailer,
  publicUrl: 'http://hub.test',
  clock: () => new Date(),
  log,
  traces: null,
});
afterAll(async () => {
  await senders?.close();
  await database.close();
});

test('more of them than there are connections take none from each other', async () => {
  const subjects = Array.from({ length: 12 }, (_, n) => `Receipt ${n}`);
  for (const subject of subjects) senders?.deliver({ to: 'clerk@urzad.test', subject, text: subject });
  const received = () => server.received.map(({ subject }) => subject).toSorted();
  await expect.poll(() => received().length, { timeout: 120_000 }).toBe(subjects.length);
  expect(received()).toEqual(subjects.toSorted());
  expect(warnings).toEqual([]);
});
