/** Deadlines remind those by mail, once, who have not done what ends then: reviewers, and offices whose submission was returned. */
import { beforeAll, expect, test, vi } from 'vitest';
import { createAccount, findAccount } from '#accounts';
import { startHub } from '../harness/hub.ts';
import { startMailServer } from '../harness/mail-server.ts';
import { signIn, type Visitor } from '../harness/visitor.ts';

const mail = await startMailServer();
let now = new Date('2026-06-15T10:00:00Z');
const hub = await startHub({ smtpUrl: mail.url, clock: () => now, news: {} });
const people = new Map<string, Visitor>();
const person = (name: string): Visitor => people.get(name) as Visitor;
const submission = '/account/calls/remind-2026/submissions/1';
const review = '/review/remind-2026/1';
let release = 0;

const call = {
  slug: 'remind-2026',
  titlePl: 'Nabór z terminami',
  titleEn: 'Call with deadlines',
  kind: 'PRACTICES',
  admission: 'REVIEW',
  capacity: '3',
  tier: 'ANY',
  opensAt: '2026-06-15T12:00',
  closesAt: '2026-06-15T14:00',
  criteria: 'novel | 1 | Nowatorska | Novel',
  reviewsNeeded: '1',
  reviewsDueAt: '2026-06-20T12:00',
  questions: 'about | text | no | Opis | Description | 50',
};

/** A release makes the hub look for what is due. */
async function atMoment(moment: string): Promise<void> {
  now = new Date(moment);
  release += 1;
  const practice = { slug: `remind-${release}`, title: `Praktyka ${release}` };
  await hub.load('practices', `${release}.json`, JSON.stringify({ asOf: '2026-06-01', practices: [practice] }));
}

const mailsOf = (subject: string): string[] =>
  mail.received.filter((one) => one.subject.includes(subject)).map(({ to }) => to);

beforeAll(async () => {
  const roles = {
    editor: 'EDITOR',
    anna: 'REVIEWER',
    ewa: 'REVIEWER',
    jan: 'REVIEWER',
    piotr: 'REVIEWER',
    clerk: 'CONTRIBUTOR',
  } as const;
  for (const [name, role] of Object.entries(roles)) {
    await createAccount(hub.database.pool, { email: `${name}@urzad.test`, role }, { actor: null, now });
    people.set(name, await signIn(hub, mail, `${name}@urzad.test`));
  }
  const account = await findAccount(hub.database.pool, 'clerk@urzad.test');
  await hub.database.pool.query(
    'INSERT INTO account_office (account_id, office_id, claimed_at, expires_at, confirmed_at) VALUES ($1, $2, $3, $3, $3)',
    [account?.id, 'jst-246601', now],
  );
  const editor = person('editor');
  await editor.get('/account/new-call');
  const wrong = await editor.submit('/account/new-call', { ...call, reviewsDueAt: '2026-06-15T13:00' });
  expect(wrong.status).toBe(400);
  await editor.get('/account/new-call');
  await editor.submit('/account/new-call', call);
  await editor.submit('/account/calls/remind-2026/publish');
  const form = '/account/calls/remind-2026/jst-246601';
  await person('clerk').get(form);
  await person('clerk').submit(`${form}/draft`, { answer_about: 'Praktyka' });
  await person('clerk').submit(`${form}/submit`);
  now = new Date('2026-06-15T13:00:00Z');
  for (const name of ['anna', 'ewa', 'jan', 'piotr']) {
    await editor.get(submission);
    await editor.submit(`${submission}/assign`, { email: `${name}@urzad.test` });
  }
  const claimant = await findAccount(hub.database.pool, 'piotr@urzad.test');
  await hub.database.pool.query(
    "INSERT INTO account_office (account_id, office_id, claimed_at, expires_at) VALUES ($1, 'jst-246601', $2, '2026-06-29')",
    [claimant?.id, now],
  );
  await person('ewa').get(review);
  await person('ewa').submit(`${review}/declare`, { conflict: '' });
  await person('ewa').submit(`${review}/save`, { score_novel: '4', reason_novel: 'Nowa' });
  await person('ewa').submit(`${review}/complete`);
  await person('jan').get(review);
  await person('jan').submit(`${review}/declare`, { conflict: 'Moja siostra tam pracuje' });
  await editor.get(submission);
  await editor.submit(`${submission}/return`, { note: 'Brakuje opisu', dueAt: '2026-06-25T12:00' });
});

test('a reviewer who has not completed the review hears of its deadline, once', async () => {
  await atMoment('2026-06-17T10:00:00Z');
  await atMoment('2026-06-18T11:00:00Z');
  await vi.waitFor(() => expect(mailsOf('ocena czeka')).toEqual(['anna@urzad.test']), 20_000);
  expect(mail.received.find(({ subject }) => subject.includes('ocena czeka'))?.text).toContain(review);
  await atMoment('2026-06-18T12:00:00Z');
});

test('an office whose submission was returned hears of the day, once', async () => {
  await atMoment('2026-06-23T11:00:00Z');
  await vi.waitFor(() => expect(mailsOf('czeka na uzupełnienie')).toEqual(['clerk@urzad.test']), 20_000);
  await atMoment('2026-06-23T12:00:00Z');
  await atMoment('2026-06-26T12:00:00Z');
  await vi.waitFor(async () => {
    const { rows } = await hub.database.pool.query("SELECT FROM wezel_jobs.job WHERE state < 'completed'");
    expect(rows).toHaveLength(0);
  }, 20_000);
  expect(mailsOf('ocena czeka')).toEqual(['anna@urzad.test']);
  expect(mailsOf('czeka na uzupełnienie')).toEqual(['clerk@urzad.test']);
});
