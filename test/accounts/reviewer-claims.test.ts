/** A reviewer who claims the office declares a conflict of interest, or counts no more; the others are not kept waiting. */
import { beforeAll, expect, test } from 'vitest';
import { startHub } from '../harness/hub.ts';
import { startMailServer } from '../harness/mail-server.ts';
import { addPeople, openCall, type TestPerson } from '../harness/people.ts';

const mail = await startMailServer();
let now = new Date('2026-06-15T12:30:00Z');
const hub = await startHub({ smtpUrl: mail.url, clock: () => now });
const office = 'jst-246601';
const reviewers = ['anna', 'ewa', 'jan', 'piotr'] as const;
let people: Readonly<Record<'editor' | 'clerk' | (typeof reviewers)[number], TestPerson>>;

/** The codes of what is wrong; empty when it was done. */
async function act(who: keyof typeof people, mutation: string): Promise<string[]> {
  const { data } = await people[who].visitor.graphql(`mutation { done: ${mutation} { userErrors { code } } }`);
  const done = data?.['done'] as { userErrors: { code: string }[] } | null | undefined;
  return done?.userErrors.map(({ code }) => code) ?? ['NO_DATA'];
}

async function claim(who: keyof typeof people, expiresAt: string): Promise<void> {
  const row = [people[who].accountId, office, new Date('2026-06-01T12:00:00Z'), expiresAt];
  await hub.database.pool.query(
    'INSERT INTO account_office (account_id, office_id, claimed_at, expires_at) VALUES ($1, $2, $3, $4)',
    row,
  );
}

const names = 'call: "claimed-2026", submission: 1';

async function complete(who: (typeof reviewers)[number]): Promise<void> {
  expect(await act(who, `declareReview(${names})`)).toEqual([]);
  const scores = `[{ criterion: "novel", score: 4, reason: "Bo ${who}" }]`;
  expect(await act(who, `saveReview(${names}, scores: ${scores}, version: 0)`)).toEqual([]);
  expect(await act(who, `completeReview(${names})`)).toEqual([]);
}

const ofOthers = async (who: keyof typeof people): Promise<string> =>
  JSON.stringify(
    (await people[who].visitor.graphql('{ viewer { reviews { nodes { others { scores { reason } } } } } }')).data,
  );

beforeAll(async () => {
  people = await addPeople(hub, mail, now, {
    editor: { role: 'EDITOR' },
    anna: { role: 'REVIEWER' },
    ewa: { role: 'REVIEWER' },
    jan: { role: 'REVIEWER' },
    piotr: { role: 'REVIEWER' },
    clerk: { role: 'CONTRIBUTOR', office },
  });
  await openCall(people.editor.visitor, {
    slug: 'claimed-2026',
    admission: 'REVIEW',
    criteria: 'novel | 1 | Nowatorska | Novel',
    reviewsNeeded: '1',
    questions: 'about | text | no | Opis | Description | 500',
  });
  const application = `call: "claimed-2026", office: "${office}"`;
  await act('clerk', `saveApplication(${application}, answers: { about: "x" }, version: 0)`);
  expect(await act('clerk', `submitApplication(${application})`)).toEqual([]);
  now = new Date('2026-06-15T19:00:00Z');
});

test('a claim that has expired keeps nobody from reviewing, one that is open does', async () => {
  await claim('jan', '2026-06-14T12:00:00Z');
  for (const who of reviewers) {
    expect(await act('editor', `assignReviewer(${names}, email: "${who}@urzad.test")`)).toEqual([]);
  }
  await complete('jan');
  await claim('anna', '2026-06-29T12:00:00Z');
  await claim('editor', '2026-06-29T12:00:00Z');
  expect(await act('anna', `declareReview(${names})`)).toEqual(['NOT_POSSIBLE']);
  expect(await act('editor', `assignReviewer(${names}, email: "editor@urzad.test")`)).toEqual(['CONFLICT_OF_INTEREST']);
});

test('the review of one who has a part in it keeps nobody blind', async () => {
  await complete('ewa');
  // Piotr is still at it.
  expect(await ofOthers('ewa')).not.toContain('Bo jan');
  await claim('piotr', '2026-06-29T12:00:00Z');
  expect(await ofOthers('ewa')).toContain('Bo jan');
  expect(await ofOthers('piotr')).not.toContain('Bo jan');
  const shown = await people.editor.visitor.get('/account/calls/claimed-2026/submissions/1');
  expect([shown.status, shown.html.includes('Bo jan')]).toEqual([200, false]);
});

test('one who has a part in it declares the conflict, by the API or on the page', async () => {
  expect(await act('anna', `declareReview(${names}, conflict: "To mój urząd")`)).toEqual([]);
  const { visitor } = people.piotr;
  await hub.database.pool.query('UPDATE account_office SET confirmed_at = $1 WHERE account_id = $2', [
    now,
    people.piotr.accountId,
  ]);
  const page = '/review/claimed-2026/1';
  await visitor.get(page);
  const declared = await visitor.submit(`${page}/declare`, { conflict: 'To mój urząd' });
  expect([declared.status, declared.html.includes('Bo jan')]).toEqual([200, false]);
  const statement = 'SELECT conflict_reason AS reason FROM submission_review WHERE reviewer_id = ANY($1)';
  const { rows } = await hub.database.pool.query(statement, [[people.anna.accountId, people.piotr.accountId]]);
  expect(rows).toEqual([{ reason: 'To mój urząd' }, { reason: 'To mój urząd' }]);
});
