/** Results are published while offices submit and editors decide: what has a receipt is in the results, and what is in them stays. */
import { beforeAll, expect, test } from 'vitest';
import { startHub } from '../harness/hub.ts';
import { waitingForLocks } from '../harness/locks.ts';
import { startMailServer } from '../harness/mail-server.ts';
import { addPeople, openCall, type TestPerson } from '../harness/people.ts';

const mail = await startMailServer();
const opened = new Date('2026-06-15T12:30:00Z');
const lastMoment = new Date('2026-06-15T17:59:59.999Z');
const later = new Date('2026-06-15T19:00:00Z');
let now = opened;
const hub = await startHub({ smtpUrl: mail.url, clock: () => now });
const { pool } = hub.database;
const offices = { clerk: 'jst-246601', other: 'jst-020202' } as const;
let people: Readonly<Record<'editor' | 'second' | 'anna' | 'clerk' | 'other', TestPerson>>;

beforeAll(async () => {
  people = await addPeople(hub, mail, now, {
    editor: { role: 'EDITOR' },
    second: { role: 'EDITOR' },
    anna: { role: 'REVIEWER' },
    clerk: { role: 'CONTRIBUTOR', office: offices.clerk },
    other: { role: 'CONTRIBUTOR', office: offices.other },
  });
});

/** The codes of what is wrong; empty when it was done. */
async function act(who: keyof typeof people, mutation: string): Promise<string[]> {
  const { data } = await people[who].visitor.graphql(`mutation { done: ${mutation} { userErrors { code } } }`);
  const done = data?.['done'] as { userErrors: { code: string }[] } | null | undefined;
  return done?.userErrors.map(({ code }) => code) ?? ['NO_DATA'];
}

const questions = 'about | text | no | Opis | Description | 500';
const review = { admission: 'REVIEW', criteria: 'novel | 1 | Nowatorska | Novel', reviewsNeeded: '1' } as const;

async function callWithDrafts(slug: string, fields: Readonly<Record<string, string>> = {}): Promise<void> {
  now = opened;
  await openCall(people.editor.visitor, { slug, questions, ...fields });
  for (const who of ['clerk', 'other'] as const) {
    const names = `call: "${slug}", office: "${offices[who]}"`;
    expect(await act(who, `saveApplication(${names}, answers: { about: "x" }, version: 0)`)).toEqual([]);
  }
}

const submit = (who: 'clerk' | 'other', slug: string) => () =>
  act(who, `submitApplication(call: "${slug}", office: "${offices[who]}")`);
const publish = (slug: string) => () => act('editor', `publishResults(call: "${slug}")`);

async function inResults(slug: string): Promise<string[]> {
  await hub.app.refresh();
  const query = 'query ($slug: String!) { call(slug: $slug) { admitted { office { code } } } }';
  const { call } = await hub.ask<{ call: { admitted: { office: { code: string } }[] } }>(query, { slug });
  return call.admitted.map(({ office }) => office.code).toSorted();
}

async function withReceipt(slug: string): Promise<string[]> {
  const { rows } = await pool.query<{ office: string }>(
    'SELECT office_id AS office FROM call_submission WHERE call_slug = $1 AND withdrawn_at IS NULL ORDER BY 1',
    [slug],
  );
  return rows.map(({ office }) => office);
}

/** What is sent while these locks are taken waits until the work is done. */
async function whileLocked(locks: string, work: () => Promise<void>): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query(locks);
    await work();
    await client.query('COMMIT');
  } finally {
    client.release();
  }
}

test('a submission that came before the close and waited is in the results', async () => {
  const slug = 'waiting-2026';
  await callWithDrafts(slug);
  const sent: Promise<string[]>[] = [];
  await whileLocked(`SELECT slug FROM live_call WHERE slug = '${slug}' FOR UPDATE`, async () => {
    for (const [moment, send] of [
      [lastMoment, submit('clerk', slug)],
      [later, publish(slug)],
    ] as const) {
      now = moment;
      sent.push(send());
      await waitingForLocks(pool, sent.length);
    }
  });
  expect(await Promise.all(sent)).toEqual([[], []]);
  expect(await withReceipt(slug)).toEqual([offices.clerk]);
  expect(await inResults(slug)).toEqual([offices.clerk]);
});

test('while results are published nothing changes that they are made of', async () => {
  const slug = 'publishing-2026';
  await callWithDrafts(slug, review);
  now = lastMoment;
  expect(await submit('clerk', slug)()).toEqual([]);
  now = later;
  const names = `call: "${slug}", submission: 1`;
  const decide = (outcome: string) => act('second', `decideSubmission(${names}, outcome: ${outcome}, reasons: "Tak")`);
  expect(await act('editor', `assignReviewer(${names}, email: "anna@urzad.test")`)).toEqual([]);
  expect(await act('anna', `declareReview(${names})`)).toEqual([]);
  const scores = '[{ criterion: "novel", score: 4, reason: "Tak" }]';
  expect(await act('anna', `saveReview(${names}, scores: ${scores}, version: 0)`)).toEqual([]);
  expect(await act('anna', `completeReview(${names})`)).toEqual([]);
  expect(await decide('ACCEPTED')).toEqual([]);
  let published: Promise<string[]> | undefined;
  // Results are a release, which waits for this.
  await whileLocked('LOCK TABLE release IN EXCLUSIVE MODE', async () => {
    published = publish(slug)();
    await waitingForLocks(pool, 1);
    now = lastMoment;
    const refused = await Promise.all([
      submit('other', slug)(),
      act('clerk', `withdrawApplication(call: "${slug}", office: "${offices.clerk}")`),
      act('editor', `extendCall(call: "${slug}", closesAt: "2026-06-16T18:00:00Z")`),
    ]);
    expect(refused).toEqual([['NOT_OPEN'], ['NOT_POSSIBLE'], ['NOT_POSSIBLE']]);
    now = later;
    expect(await decide('DECLINED')).toEqual(['NOT_POSSIBLE']);
    // As an earlier version of the hub writes, which does not know that they are being published.
    const late = pool.query(
      `INSERT INTO call_submission (call_slug, sequence, office_id, answers, digest, submitted_at, submitted_by)
        VALUES ($1, 2, $2, '{}', repeat('0', 64), $3, 'x')`,
      [slug, offices.other, lastMoment],
    );
    await expect(late).rejects.toThrow('are being published');
    const anew = pool.query("UPDATE submission_decision SET outcome = 'DECLINED' WHERE call_slug = $1", [slug]);
    await expect(anew).rejects.toThrow('are being published');
  });
  expect(await published).toEqual([]);
  expect(await withReceipt(slug)).toEqual([offices.clerk]);
  expect(await inResults(slug)).toEqual([offices.clerk]);
});

test('what cannot be published is decided anew', async () => {
  const slug = 'failing-2026';
  await callWithDrafts(slug, review);
  expect(await submit('clerk', slug)()).toEqual([]);
  now = later;
  const names = `call: "${slug}", submission: 1`;
  expect(await act('editor', `assignReviewer(${names}, email: "anna@urzad.test")`)).toEqual([]);
  expect(await act('anna', `declareReview(${names})`)).toEqual([]);
  const scores = '[{ criterion: "novel", score: 4, reason: "Tak" }]';
  await act('anna', `saveReview(${names}, scores: ${scores}, version: 0)`);
  await act('anna', `completeReview(${names})`);
  const { visitor } = people.editor;
  const decide = (practice: object) =>
    visitor.graphql(
      `mutation ($practice: JSON) { decideSubmission(${names}, outcome: ACCEPTED, reasons: "Tak", practice: $practice) { userErrors { code } } }`,
      { practice },
    );
  const practice = { slug: 'failing-practice', title: 'Praktyka', summary: 'Streszczenie' };
  const decided = { decideSubmission: { userErrors: [] } };
  expect((await decide({ ...practice, topics: ['no-such-topic'] })).data).toEqual(decided);
  expect(await publish(slug)()).toEqual(['NO_DATA']);
  expect((await decide(practice)).data).toEqual(decided);
  expect(await publish(slug)()).toEqual([]);
  expect(await inResults(slug)).toEqual([offices.clerk]);
});

test('whoever publishes again goes on where a process was killed', async () => {
  const slug = 'killed-2026';
  await callWithDrafts(slug);
  expect(await submit('clerk', slug)()).toEqual([]);
  now = later;
  await pool.query('UPDATE live_call SET results_begun_at = $1 WHERE slug = $2', [now, slug]);
  expect(await publish(slug)()).toEqual([]);
  expect(await inResults(slug)).toEqual([offices.clerk]);
});
