/** Who comes to act for an office after a review was assigned sees and writes no review of what it submitted. */
import { beforeAll, describe, expect, test } from 'vitest';
import { startHub } from '../harness/hub.ts';
import { startMailServer } from '../harness/mail-server.ts';
import { actFor, addPeople, openCall, type TestPerson } from '../harness/people.ts';

const mail = await startMailServer();
let now = new Date('2026-06-15T12:30:00Z');
const hub = await startHub({ smtpUrl: mail.url, clock: () => now });
const office = 'jst-246601';
const secret = 'Planted5ecret';
let people: Readonly<Record<'editor' | 'second' | 'anna' | 'ewa' | 'clerk', TestPerson>>;

/** The codes of what is wrong; empty when it was done. */
async function act(who: keyof typeof people, mutation: string): Promise<string[]> {
  const { data } = await people[who].visitor.graphql(`mutation { done: ${mutation} { userErrors { code } } }`);
  const done = data?.['done'] as { userErrors: { code: string }[] } | null | undefined;
  return done?.userErrors.map(({ code }) => code) ?? ['NO_DATA'];
}

const ofViewer = async (who: keyof typeof people, query: string) =>
  ((await people[who].visitor.graphql(`{ viewer { ${query} } }`)).data as { viewer: unknown }).viewer;

const names = 'call: "joined-2026", submission: 1';
const scores = (reason: string) => `[{ criterion: "novel", score: 4, reason: "${reason}" }]`;

beforeAll(async () => {
  people = await addPeople(hub, mail, now, {
    editor: { role: 'EDITOR' },
    second: { role: 'EDITOR' },
    anna: { role: 'REVIEWER' },
    ewa: { role: 'REVIEWER' },
    clerk: { role: 'CONTRIBUTOR', office },
  });
  await openCall(people.editor.visitor, {
    slug: 'joined-2026',
    admission: 'REVIEW',
    criteria: 'novel | 1 | Nowatorska | Novel',
    reviewsNeeded: '1',
    questions: 'about | text | no | Opis | Description | 500',
  });
  const application = `call: "joined-2026", office: "${office}"`;
  await act('clerk', `saveApplication(${application}, answers: { about: "x" }, version: 0)`);
  expect(await act('clerk', `submitApplication(${application})`)).toEqual([]);
  const amendment = `proposeAmendment(target: "/offices/${office}", office: "${office}", note: "x",
    changes: [{ field: "phone", value: "+48 32 000 00 00" }])`;
  expect(await act('clerk', amendment)).toEqual([]);
  now = new Date('2026-06-15T19:00:00Z');
  for (const reviewer of ['anna', 'ewa'] as const) {
    const email = `email: "${reviewer}@urzad.test"`;
    expect(await act('editor', `assignReviewer(${names}, ${email})`)).toEqual([]);
    expect(await act('editor', `assignAmendmentReviewer(number: 1, ${email})`)).toEqual([]);
    expect(await act(reviewer, `declareReview(${names})`)).toEqual([]);
    expect(await act(reviewer, 'declareAmendmentConflict(number: 1)')).toEqual([]);
  }
  expect(await act('ewa', `saveReview(${names}, scores: ${scores(secret)}, version: 0)`)).toEqual([]);
  expect(await act('ewa', `completeReview(${names})`)).toEqual([]);
  expect(await act('ewa', `reviewAmendment(number: 1, isRecommended: false, reason: "${secret}")`)).toEqual([]);
  expect(await act('anna', `saveReview(${names}, scores: ${scores('x')}, version: 0)`)).toEqual([]);
  expect(
    JSON.stringify(await ofViewer('second', `submissionAssessment(${names}) { reviews { scores { reason } } }`)),
  ).toContain(secret);
  // As an earlier version of the hub wrote it.
  await hub.database.pool.query(
    "INSERT INTO audit_entry (action, subject, at, after) VALUES ('review.completed', 'amendment:1', $1, $2)",
    [now, JSON.stringify({ reason: secret })],
  );
  for (const who of ['anna', 'second'] as const) await actFor(hub, people[who].accountId, office, now);
});

describe('a reviewer', () => {
  test('writes and completes no review any more', async () => {
    expect(await act('anna', `saveReview(${names}, scores: ${scores('y')}, version: 1)`)).toEqual(['NOT_POSSIBLE']);
    expect(await act('anna', `completeReview(${names})`)).toEqual(['NOT_POSSIBLE']);
    expect(await act('anna', 'reviewAmendment(number: 1, isRecommended: true, reason: "x")')).toEqual(['NOT_POSSIBLE']);
  });

  test('sees neither theirs nor those of others', async () => {
    const lists = 'reviews { totalCount } amendmentReviews { totalCount } amendmentsToReview { totalCount }';
    const none = { totalCount: 0 };
    expect(await ofViewer('anna', lists)).toEqual({ reviews: none, amendmentReviews: none, amendmentsToReview: none });
    expect((await people.anna.visitor.get('/review/joined-2026/1')).status).toBe(404);
    for (const path of ['/review', '/account/amendments/1']) {
      const { html, status } = await people.anna.visitor.get(path);
      expect([status, html.includes(secret), html.includes('/review/joined-2026')]).toEqual([200, false, false]);
    }
  });
});

test('an editor sees no reviews of it, and neither decides nor reviews it', async () => {
  expect(await ofViewer('second', `submissionAssessment(${names}) { mean }`)).toEqual({ submissionAssessment: null });
  expect(await ofViewer('second', 'amendmentsToDecide { nodes { reviews { reason } } }')).toEqual({
    amendmentsToDecide: { nodes: [{ reviews: null }] },
  });
  for (const path of ['/account/calls/joined-2026/submissions/1', '/account/amendments/1']) {
    const { html, status } = await people.second.visitor.get(path);
    expect([status, html.includes(secret)]).toEqual([200, false]);
  }
  expect((await people.editor.visitor.get('/account/calls/joined-2026/submissions/1')).html).toContain(secret);
  const log = await people.second.visitor.get('/account/audit.ndjson');
  expect(log.html).toContain('review.completed');
  for (const { html } of [log, await people.second.visitor.get('/account/audit')]) expect(html).not.toContain(secret);
  const acts = await ofViewer('second', 'auditLog(first: 100) { nodes { action after } }');
  expect(JSON.stringify(acts)).toContain('review.completed');
  expect(JSON.stringify(acts)).not.toContain(secret);
  // That of the earlier version alone.
  const { rows } = await hub.database.pool.query("SELECT FROM audit_entry WHERE after::text LIKE '%' || $1 || '%'", [
    secret,
  ]);
  expect(rows).toHaveLength(1);
  const decide = `decideSubmission(${names}, outcome: ACCEPTED, reasons: "x")`;
  expect(await act('second', decide)).toEqual(['CONFLICT_OF_INTEREST']);
  expect(await act('second', 'decideAmendment(number: 1, isApproved: true, reasons: "x")')).toEqual([
    'CONFLICT_OF_INTEREST',
  ]);
  expect(await act('editor', `assignReviewer(${names}, email: "second@urzad.test")`)).toEqual(['CONFLICT_OF_INTEREST']);
});
