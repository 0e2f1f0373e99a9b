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
  await reviewed(slug, 1);
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

async function reviewed(slug: string, number: number): Promise<void> {
  const names = `call: "${slug}", submission: ${number}`;
  expect(await act('editor', `assignReviewer(${names}, email: "anna@urzad.test")`)).toEqual([]);
  expect(await act('anna', `declareReview(${names})`)).toEqual([]);
  const scores = '[{ criterion: "novel", score: 4, reason: "Tak" }]';
  expect(await act('anna', `saveReview(${names}, scores: ${scores}, version: 0)`)).toEqual([]);
  expect(await act('anna', `completeReview(${names})`)).toEqual([]);
}

/** The codes and paths of what is wrong. */
async function accept(slug: string, number: number, practice: object): Promise<unknown> {
  const { data } = await people.editor.visitor.graphql(
    `mutation ($practice: JSON) { decideSubmission(call: "${slug}", submission: ${number}, outcome: ACCEPTED, reasons: "Tak", practice: $practice) {
      userErrors { code path }
    } }`,
    { practice },
  );
  const { decideSubmission } = data as { decideSubmission: { userErrors: unknown } };
  return decideSubmission.userErrors;
}

/** A call with one reviewed submission of each of the offices. */
async function reviewedCall(slug: string, submitted: readonly ('clerk' | 'other')[]): Promise<void> {
  await callWithDrafts(slug, review);
  for (const who of submitted) expect(await submit(who, slug)()).toEqual([]);
  now = later;
  for (const index of submitted.keys()) await reviewed(slug, index + 1);
}

const practiceOf = (slug: string) => ({ slug, title: 'Praktyka', summary: 'Streszczenie' });
const begunAt = async (slug: string): Promise<Date | null> => {
  const statement = 'SELECT results_begun_at AS at FROM live_call WHERE slug = $1';
  return (await pool.query<{ at: Date | null }>(statement, [slug])).rows[0]?.at ?? null;
};

test('what cannot be published whole is not published, and is decided anew', async () => {
  const slug = 'failing-2026';
  await reviewedCall(slug, ['clerk', 'other']);
  expect(await accept(slug, 1, { ...practiceOf('failing-practice'), topics: ['no-such-topic'] })).toEqual([]);
  expect(await accept(slug, 2, practiceOf('sound-practice'))).toEqual([]);
  expect(await publish(slug)()).toEqual(['NO_DATA']);
  expect(await inResults(slug)).toEqual([]);
  expect(await hub.ask('{ practice(id: "sound-practice") { title } }')).toEqual({ practice: null });
  expect(await accept(slug, 1, practiceOf('failing-practice'))).toEqual([]);
  expect(await publish(slug)()).toEqual([]);
  expect(await inResults(slug)).toEqual([offices.other, offices.clerk]);
});

test('two accepted submissions have no practice of one slug', async () => {
  const slug = 'twice-2026';
  await reviewedCall(slug, ['clerk', 'other']);
  expect(await accept(slug, 1, practiceOf('twice'))).toEqual([]);
  expect(await accept(slug, 2, practiceOf('twice'))).toEqual([{ code: 'TAKEN', path: ['practice', 'slug'] }]);
  expect(await accept(slug, 1, practiceOf('once'))).toEqual([]);
  expect(await accept(slug, 2, practiceOf('twice'))).toEqual([]);
});

test('what may be public is not decided anew, whatever goes wrong', async () => {
  const slug = 'frozen-2026';
  await reviewedCall(slug, ['clerk']);
  expect(await accept(slug, 1, practiceOf('frozen-practice'))).toEqual([]);
  // The answer to COMMIT may be lost: nothing is known of the release.
  await pool.query(
    `CREATE FUNCTION break_release() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'broken'; END $$`,
  );
  await pool.query('CREATE TRIGGER broken BEFORE INSERT ON release FOR EACH ROW EXECUTE FUNCTION break_release()');
  expect(await publish(slug)()).toEqual(['NO_DATA']);
  await pool.query('DROP TRIGGER broken ON release');
  expect(await begunAt(slug)).toEqual(later);
  const names = `call: "${slug}", submission: 1`;
  const decline = () => act('editor', `decideSubmission(${names}, outcome: DECLINED, reasons: "Nie")`);
  expect(await decline()).toEqual(['NOT_POSSIBLE']);
  expect(await publish(slug)()).toEqual([]);
});

test('who publishes again and is refused opens nothing that another has begun to publish', async () => {
  const slug = 'refused-2026';
  await reviewedCall(slug, ['clerk']);
  expect(await accept(slug, 1, { ...practiceOf('refused-practice'), topics: ['no-such-topic'] })).toEqual([]);
  await pool.query('UPDATE live_call SET results_begun_at = $1 WHERE slug = $2', [lastMoment, slug]);
  expect(await publish(slug)()).toEqual(['NO_DATA']);
  expect(await begunAt(slug)).toEqual(lastMoment);
});

test('results that are published again on a later day have the day of the first time', async () => {
  const slug = 'next-day-2026';
  await callWithDrafts(slug);
  expect(await submit('clerk', slug)()).toEqual([]);
  now = later;
  expect(await publish(slug)()).toEqual([]);
  // As a process leaves it that is killed after the release.
  await pool.query('UPDATE live_call SET results_release = NULL WHERE slug = $1', [slug]);
  const releases = async () => (await pool.query('SELECT count(*)::int AS n FROM release')).rows[0]?.n;
  const before = await releases();
  // After midnight in Poland.
  now = new Date('2026-06-15T22:30:00Z');
  expect(await publish(slug)()).toEqual([]);
  expect(await hub.ask(`{ call(slug: "${slug}") { resultsOn } }`)).toEqual({ call: { resultsOn: '2026-06-15' } });
  expect(await releases()).toBe(before);
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
