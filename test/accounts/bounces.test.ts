/** Mails that come back end subscriptions; mails that somebody made up do not. */
import { expect, test } from 'vitest';
import { bounceAddress, readBounce, takeBounce } from '#subscriptions';
import { startHub } from '../harness/hub.ts';
import { startMailServer } from '../harness/mail-server.ts';
import { linkIn, Visitor } from '../harness/visitor.ts';

const mail = await startMailServer();
let now = new Date('2026-06-15T12:00:00Z');
const hub = await startHub({ smtpUrl: mail.url, clock: () => now, news: {}, bounces: 'bounces@hub.test' });
const { pool } = hub.database;
const email = 'reader@urzad.test';

/** As Postfix reports it. */
const report = (to: string, { action = 'failed', status = '5.1.1' } = {}): string =>
  [
    'From: MAILER-DAEMON@mx.urzad.test',
    `Delivered-To: ${to}`,
    'Subject: Undelivered Mail Returned to Sender',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    '',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.urzad.test',
    '',
    `Final-Recipient: rfc822; ${email}`,
    `Action: ${action}`,
    `Status: ${status}`,
    '--b--',
    '',
  ].join('\r\n');

const bouncedAt = async (): Promise<unknown> =>
  (await pool.query('SELECT bounced_at AS at FROM subscriber WHERE email = $1', [email])).rows[0]?.at;

async function subscribe(address: string): Promise<void> {
  const visitor = new Visitor(hub);
  await visitor.get('/subscriptions');
  await visitor.submit('/subscriptions', { email: address, topic: 'PRACTICES', key: '' });
  await visitor.get(linkIn((await mail.take(address)).text));
  await visitor.submit('/subscriptions/confirm');
}

test('a mail comes back to an address of its own, and ends the mails to its reader', async () => {
  await subscribe(email);
  const practice = { slug: 'bouncing', title: 'Odbita' };
  await hub.load('practices', 'p.json', JSON.stringify({ asOf: '2026-06-01', practices: [practice] }));
  const sender = (await mail.take(email, 'Odbita')).sender;
  expect(sender).toMatch(/^bounces\+[\da-f]{32}\.[\da-f]{16}@hub\.test$/);
  const take = async (message: string): Promise<boolean> => {
    const bounce = readBounce(message);
    return bounce !== null && (await takeBounce(pool as never, bounce, now));
  };
  // A delay is no failure, and neither is a mail in between.
  expect(await take(report(sender, { action: 'delayed', status: '4.4.1' }))).toBe(false);
  expect(await take(`To: ${sender}\r\n\r\nI am on holiday.`)).toBe(false);
  // Made up by somebody who has no mail of it.
  expect(await take(report(sender.replace(/\.[\da-f]{16}@/, '.0123456789abcdef@')))).toBe(false);
  expect(await take(report(sender.replace(/\+[\da-f]{32}/, `+${'0'.repeat(32)}`)))).toBe(false);
  expect(await take(report('bounces@hub.test'))).toBe(false);
  const inBody = report('bounces@hub.test').replace('Action', `To: ${sender}\r\nAction`);
  expect(await take(inBody)).toBe(false);
  expect(await bouncedAt()).toBeNull();
  expect(await take(report(sender.toUpperCase()))).toBe(true);
  expect(await bouncedAt()).toEqual(now);
});

test('whose mails have ended gets none on the days that follow, and others do', async () => {
  const other = 'other@urzad.test';
  await subscribe(other);
  now = new Date('2026-06-17T12:00:00Z');
  const practice = { slug: 'after-bounce', title: 'Po odbiciu' };
  await hub.load('practices', 'q.json', JSON.stringify({ asOf: '2026-06-02', practices: [practice] }));
  await mail.take(other, 'Po odbiciu');
  // Readers are taken one after the other: whoever came first has had theirs by now.
  expect(mail.received.filter(({ to, text }) => to === email && text.includes('Po odbiciu'))).toEqual([]);
  const { rows } = await pool.query('SELECT email, sent_through FROM subscriber ORDER BY sent_through');
  expect(rows.map((row) => row.email)).toEqual([email, other]);
});

test('an address says nothing of its reader, and differs for every one', () => {
  const one = bounceAddress('b@hub.test', { id: '00000000-0000-0000-0000-000000000001', token: 'a' });
  const other = bounceAddress('b@hub.test', { id: '00000000-0000-0000-0000-000000000001', token: 'b' });
  expect(one).not.toBe(other);
  expect(one.split('@')[0]?.length).toBeLessThanOrEqual(64);
});
