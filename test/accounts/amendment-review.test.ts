/** Amendments go through the review of submissions: assigned until a day, returned for completion, reminded of, listed. */
import { beforeAll, expect, test, vi } from 'vitest';
import { createAccount, findAccount } from '#accounts';
import { startHub } from '../harness/hub.ts';
import { startMailServer } from '../harness/mail-server.ts';
import { signIn, type Visitor } from '../harness/visitor.ts';

const mail = await startMailServer();
let now = new Date('2026-06-15T10:00:00Z');
const hub = await startHub({ smtpUrl: mail.url, clock: () => now, news: {} });
const { pool } = hub.database;
const people = new Map<string, Visitor>();
const person = (name: string): Visitor => people.get(name) as Visitor;
const office = 'jst-246601';
const practice = '/practices/returned-practice';
const first = '/account/amendments/1';
const second = '/account/amendments/2';
let release = 0;

const tenHours = 10 * 60 * 60_000;

/** A release makes the hub look for what is due. Sessions last while somebody comes every twelve hours. */
async function atMoment(moment: string): Promise<void> {
  const until = new Date(moment).getTime();
  while (now.getTime() < until) {
    now = new Date(Math.min(until, now.getTime() + tenHours));
    for (const visitor of people.values()) await visitor.get('/account');
  }
  release += 1;
  const entry = { slug: `due-${release}`, title: `Praktyka ${release}` };
  await hub.load('practices', `${release}.json`, JSON.stringify({ asOf: '2026-06-01', practices: [entry] }));
}

const mailsOf = (subject: string): string[] =>
  mail.received.filter((one) => one.subject.includes(subject)).map(({ to }) => to);

/** After looking at the page, whose forms have the secret of the session. */
async function act(name: string, page: string, action: string, fields: Record<string, string> = {}) {
  await person(name).get(page);
  return person(name).submit(`${page}/${action}`, fields);
}

beforeAll(async () => {
  const roles = { editor: 'EDITOR', anna: 'REVIEWER', ewa: 'REVIEWER', jan: 'REVIEWER', clerk: 'CONTRIBUTOR' } as const;
  for (const [name, role] of Object.entries(roles)) {
    await createAccount(pool, { email: `${name}@urzad.test`, role }, { actor: null, now });
    people.set(name, await signIn(hub, mail, `${name}@urzad.test`));
  }
  const account = await findAccount(pool, 'clerk@urzad.test');
  await pool.query(
    'INSERT INTO account_office (account_id, office_id, claimed_at, expires_at, confirmed_at) VALUES ($1, $2, $3, $3, $3)',
    [account?.id, office, now],
  );
  const entry = {
    slug: 'returned-practice',
    title: 'Praktyka zwracana',
    summary: 'Stare streszczenie',
    offices: [{ role: 'OWNER', office: { id: office } }],
  };
  await hub.load('practices', '0.json', JSON.stringify({ asOf: '2026-05-01', practices: [entry] }));
  await person('clerk').get(`/account/amendments/new?page=${encodeURIComponent(practice)}`);
  await person('clerk').submit('/account/amendments/new', {
    field_summary: 'Niepełne streszczenie',
    note: 'Nowe dane',
  });
  for (const name of ['anna', 'ewa', 'jan']) {
    const assigned = { email: `${name}@urzad.test`, dueAt: '2026-06-20T12:00' };
    expect((await act('editor', first, 'assign', assigned)).status).toBe(200);
  }
  await act('ewa', first, 'declare', { conflict: '' });
  await act('jan', first, 'declare', { conflict: 'Moja siostra tam pracuje' });
});

test('what waits for a reviewer is in one list, whatever it is', async () => {
  const listed = async (name: string) => {
    const { html } = await person(name).get('/en/review');
    return /Waiting for me(.*)Reviewed by me(.*)/s.exec(html) ?? [];
  };
  expect((await listed('anna'))[1]).toContain('/en/account/amendments/1');
  const [, waiting, done] = await listed('jan');
  expect(waiting).not.toContain('/en/account/amendments/1');
  expect(done).toContain('conflict of interest');
  const query = '{ viewer { amendmentReviews(isWaiting: true) { nodes { number own { state } proposal { note } } } } }';
  expect((await person('anna').graphql(query)).data).toEqual({
    viewer: { amendmentReviews: { nodes: [{ number: 1, own: { state: 'ASSIGNED' }, proposal: null }] } },
  });
  expect((await person('ewa').graphql(query)).data).toEqual({
    viewer: {
      amendmentReviews: { nodes: [{ number: 1, own: { state: 'STARTED' }, proposal: { note: 'Nowe dane' } }] },
    },
  });
  expect(
    (await person('clerk').graphql('{ viewer { amendments { nodes { note reviews { state } } } } }')).data,
  ).toEqual({
    viewer: { amendments: { nodes: [{ note: 'Nowe dane', reviews: null }] } },
  });
});

test('a moment that has passed, or is none, assigns nothing', async () => {
  for (const dueAt of ['2026-06-01T12:00', 'kiedyś']) {
    expect((await act('editor', first, 'assign', { email: 'editor@urzad.test', dueAt })).status).toBe(409);
  }
});

test('a reviewer who has not completed the review hears of its day, once', async () => {
  await atMoment('2026-06-18T11:00:00Z');
  const expected = ['anna@urzad.test', 'ewa@urzad.test'];
  await vi.waitFor(() => expect(mailsOf('ocena czeka: zmiana 1').toSorted()).toEqual(expected), 20_000);
  await atMoment('2026-06-18T12:00:00Z');
  expect(mailsOf('ocena czeka: zmiana 1').toSorted()).toEqual(expected);
});

test('one that is returned is decided by nobody, and completed by its office only', async () => {
  await act('anna', first, 'declare', { conflict: '' });
  await act('anna', first, 'review', { verdict: 'no', reason: 'Brakuje skutków' });
  const csrf = /name="csrf" value="([^"]*)"/.exec((await person('anna').get('/account')).html)?.[1] ?? '';
  const forged = { csrf, toComplete: 'x', returnedUntil: '2026-06-25T12:00' };
  expect((await person('anna').send('POST', `${first}/return`, forged)).status).toBe(403);
  expect((await act('editor', first, 'return', { toComplete: 'x', returnedUntil: '2026-06-01T12:00' })).status).toBe(
    409,
  );
  const given = { toComplete: 'Dopisz skutki', returnedUntil: '2026-06-25T12:00' };
  expect((await act('editor', first, 'return', given)).status).toBe(200);
  expect((await mail.take('clerk@urzad.test', 'Dopisz skutki')).text).toContain(first);
  const early = await act('editor', first, 'decide', { verdict: 'yes', reasons: 'Tak' });
  expect(early.status).toBe(409);
  const again = await person('editor').graphql(
    'mutation { returnAmendment(number: 1, note: "Znowu", dueAt: "2026-06-26T12:00:00Z") { userErrors { code } } }',
  );
  expect(again.data).toEqual({ returnAmendment: { userErrors: [{ code: 'NOT_POSSIBLE' }] } });
  const complete =
    'mutation ($value: String!) { completeAmendment(number: 1, changes: [{ field: "summary", value: $value }], note: "x") { number userErrors { code } } }';
  const foreign = await person('editor').graphql(complete, { value: 'Cudze' });
  expect(foreign.data).toEqual({ completeAmendment: { number: null, userErrors: [{ code: 'NOT_FOUND' }] } });
  const unchanged = await person('clerk').graphql(complete, { value: 'Stare streszczenie' });
  expect(unchanged.data).toEqual({ completeAmendment: { number: null, userErrors: [{ code: 'NOT_POSSIBLE' }] } });
});

test('its office hears of the day, once, and completes it for the same reviewers', async () => {
  await atMoment('2026-06-23T11:00:00Z');
  await vi.waitFor(() => expect(mailsOf('czeka na uzupełnienie: zmiana 1')).toEqual(['clerk@urzad.test']), 20_000);
  const shown = await person('clerk').get(first);
  expect(shown.html).toContain('Dopisz skutki');
  expect(shown.html).not.toContain('Brakuje skutków');
  expect((await person('clerk').get(`${first}/complete`)).html).toContain('Niepełne streszczenie');
  const sent = await person('clerk').submit(`${first}/complete`, {
    field_summary: 'Pełne streszczenie',
    note: 'Skutki',
  });
  expect(sent.path).toBe(second);
  const before = await person('clerk').get(first);
  for (const text of ['Niepełne streszczenie', 'wycofana', `href="${second}"`]) expect(before.html).toContain(text);
  expect((await person('clerk').get(`${first}/complete`)).path).toBe(first);
  // What was declared and written is kept, and open again.
  const anna = await person('anna').get(second);
  for (const text of ['Pełne streszczenie', 'Brakuje skutków']) expect(anna.html).toContain(text);
  expect((await person('jan').get(second)).html).not.toContain('Pełne streszczenie');
  expect((await act('editor', second, 'decide', { verdict: 'yes', reasons: 'Tak' })).status).toBe(409);
  await act('anna', second, 'review', { verdict: 'yes', reason: 'Teraz dobrze' });
  expect((await person('ewa').get(second)).html).not.toContain('Teraz dobrze');
  await act('ewa', second, 'review', { verdict: 'yes', reason: 'Zgadzam się' });
  expect((await person('ewa').get(second)).html).toContain('Teraz dobrze');
  expect((await act('editor', second, 'decide', { verdict: 'yes', reasons: 'Zgoda' })).status).toBe(200);
  expect((await mail.take('clerk@urzad.test', 'Zgoda')).subject).toContain('zmiana 2: przyjęto');
  expect(await hub.ask('{ practice(id: "returned-practice") { summary amendments { number decidedBy } } }')).toEqual({
    practice: { summary: 'Pełne streszczenie', amendments: [{ number: 2, decidedBy: 'EDITOR' }] },
  });
  const done = (await person('ewa').get('/en/review')).html.split('Reviewed by me').at(-1);
  expect(done).toContain('/en/account/amendments/2');
  expect(done).not.toContain('/en/account/amendments/1"');
});

test('the audit log names each step as it does for submissions', async () => {
  const { rows } = await pool.query<{ action: string }>(
    "SELECT action FROM audit_entry WHERE subject IN ('amendment:1', 'amendment:2') ORDER BY at, id",
  );
  expect([...new Set(rows.map(({ action }) => action))].toSorted()).toEqual([
    'amendment.approved',
    'amendment.proposed',
    'amendment.returned',
    'amendment.withdrawn',
    'review.assigned',
    'review.completed',
    'review.declared',
  ]);
});
