/** A call from its draft to published results, through pages that need no JavaScript. */
import { beforeAll, describe, expect, test } from 'vitest';
import { createAccount, findAccount } from '#accounts';
import { startHub } from '../harness/hub.ts';
import { startMailServer } from '../harness/mail-server.ts';
import { signIn, type Visitor } from '../harness/visitor.ts';

const mail = await startMailServer();
/** 16:00 in Poland. */
let now = new Date('2026-06-15T14:00:00Z');
const hub = await startHub({ smtpUrl: mail.url, clock: () => now });
const { pool } = hub.database;
const offices = ['call-a', 'call-b', 'call-c'] as const;
const visitors = new Map<string, Visitor>();
let editor: Visitor;

const questions = [
  'name | text | yes | Nazwa pomysłu | Name of the idea | 100',
  'staff | number | no | Liczba osób | Number of people | 500',
  'consent | declaration | yes | Oświadczam, że urząd weźmie udział | I declare that the office takes part |',
].join('\n');
const form = {
  slug: 'lab-2026',
  titlePl: 'Nabór do laboratorium',
  titleEn: 'Call for the lab',
  kind: 'LIVING_LAB_PARTICIPANTS',
  admission: 'FIRST_COME',
  capacity: '1',
  tier: 'SELF_GOVERNMENT',
  opensAt: '2026-06-15T16:00',
  closesAt: '2026-06-15T18:30',
  questions,
};

beforeAll(async () => {
  const rows = offices.map((id) => `${id};Urząd ${id};OTHER;SELF_GOVERNMENT`);
  const csv = ['key;name;kind;tier', ...rows, 'call-gov;Urząd rządowy;OTHER;GOVERNMENT', ''].join('\r\n');
  await hub.load('offices', 'offices_2024-05-01.csv', csv);
  await createAccount(pool, { email: 'editor@urzad.test', role: 'EDITOR' }, { actor: null, now });
  editor = await signIn(hub, mail, 'editor@urzad.test');
  for (const id of [...offices, 'call-gov']) {
    const visitor = await signIn(hub, mail, `${id}@urzad.test`);
    const account = await findAccount(pool, `${id}@urzad.test`);
    await pool.query(
      'INSERT INTO account_office (account_id, office_id, claimed_at, expires_at, confirmed_at) VALUES ($1, $2, $3, $3, $3)',
      [account?.id, id, now],
    );
    visitors.set(id, visitor);
  }
});

const visitorOf = (id: string): Visitor => visitors.get(id) as Visitor;
const page = (id: string): string => `/account/calls/lab-2026/${id}`;

async function apply(id: string, name = `Pomysł ${id}`) {
  const visitor = visitorOf(id);
  await visitor.get(page(id));
  await visitor.submit(`${page(id)}/draft`, { answer_name: name, answer_consent: 'yes' });
  return visitor.submit(`${page(id)}/submit`);
}

test('an editor prepares a call; nobody sees it before it is published', async () => {
  await editor.get('/account/new-call');
  const wrong = await editor.submit('/account/new-call', { ...form, questions: 'Name | text' });
  expect(wrong.status).toBe(400);
  expect(wrong.html).toContain('Nabór do laboratorium');
  await editor.get('/account/new-call');
  expect((await editor.submit('/account/new-call', form)).path).toBe('/account/calls/lab-2026');
  expect((await visitorOf('call-a').get('/account/calls/lab-2026')).status).toBe(404);
  expect((await visitorOf('call-a').get(page('call-a'))).status).toBe(404);
  expect(await hub.ask('{ call(slug: "lab-2026") { title } }')).toEqual({ call: null });
  await editor.get('/account/calls/lab-2026');
  await editor.submit('/account/calls/lab-2026/publish');
  expect(await hub.ask('{ call(slug: "lab-2026") { title(lang: EN) closesOn capacity { planned actual } } }')).toEqual({
    call: { title: 'Call for the lab', closesOn: '2026-06-15', capacity: [{ planned: 1, actual: null }] },
  });
  await editor.get('/account/new-call');
  expect((await editor.submit('/account/new-call', { ...form, titlePl: 'Inny' })).status).toBe(400);
});

describe('an office', () => {
  test('keeps drafts that two write at once, without losing either', async () => {
    const visitor = visitorOf('call-a');
    await visitor.get(page('call-a'));
    await visitor.submit(`${page('call-a')}/draft`, { answer_name: 'Pierwszy' });
    const csrf = /name="csrf" value="([^"]*)"/.exec((await visitor.get(page('call-a'))).html)?.[1] ?? '';
    const stale = { csrf, version: '0', answer_name: 'Drugi' };
    const conflict = await visitor.send('POST', `${page('call-a')}/draft`, stale);
    expect(conflict.status).toBe(409);
    expect(conflict.html).toContain('Pierwszy');
    expect(conflict.html).toContain('Drugi');
    await visitor.submit(`${page('call-a')}/draft`, { answer_name: 'Trzeci' });
    expect((await visitor.get(page('call-a'))).html).toContain('Trzeci');
  });

  test('submits what is valid only, and gets a receipt', async () => {
    const visitor = visitorOf('call-a');
    await visitor.get(page('call-a'));
    await visitor.submit(`${page('call-a')}/draft`, { answer_name: 'x'.repeat(101), answer_consent: 'yes' });
    expect((await visitor.submit(`${page('call-a')}/submit`)).status).toBe(400);
    await visitor.submit(`${page('call-a')}/draft`, { answer_name: 'Bez oświadczenia' });
    expect((await visitor.submit(`${page('call-a')}/submit`)).status).toBe(400);
    const shown = await apply('call-a');
    expect(shown.status).toBe(200);
    expect(shown.html).toContain('lab-2026-1');
    expect(shown.html).toMatch(/[\da-f]{64}/);
    expect(shown.html).toContain('1 (wśród przyjętych)');
    // The same again is the same submission.
    expect((await visitor.submit(`${page('call-a')}/submit`)).html).toContain('lab-2026-1');
    expect((await apply('call-b')).html).toContain('2 (na liście rezerwowej)');
  });

  test('that may not apply is told so, with the reason', async () => {
    const shown = await apply('call-gov');
    expect(shown.status).toBe(409);
    expect(shown.html).toContain('niespełnione');
    expect(shown.html).toContain('<td>administracja samorządowa</td><td>administracja rządowa</td>');
  });

  test('has its applications for itself', async () => {
    const other = visitorOf('call-b');
    expect((await other.get(page('call-a'))).status).toBe(404);
    const csrf = /name="csrf" value="([^"]*)"/.exec((await other.get('/account')).html)?.[1] ?? '';
    for (const act of ['draft', 'submit', 'withdraw']) {
      expect((await other.send('POST', `${page('call-a')}/${act}`, { csrf })).status).toBe(404);
    }
    for (const act of ['publish', 'extend', 'results']) {
      expect((await other.send('POST', `/account/calls/lab-2026/${act}`, { csrf })).status).toBe(403);
    }
  });

  test('that withdraws lets the next one in, and stands last when it submits again', async () => {
    await visitorOf('call-a').get(page('call-a'));
    await visitorOf('call-a').submit(`${page('call-a')}/withdraw`);
    expect((await visitorOf('call-b').get(page('call-b'))).html).toContain('1 (wśród przyjętych)');
    expect((await apply('call-a')).html).toContain('2 (na liście rezerwowej)');
    expect((await visitorOf('call-a').get(page('call-a'))).html).toContain('lab-2026-3');
  });
});

test('submissions cannot be changed in the database either', async () => {
  for (const statement of ["UPDATE call_submission SET answers = '{}'", 'DELETE FROM call_submission']) {
    await expect(pool.query(statement)).rejects.toThrow('A submission is not changed');
  }
});

test('at the minute of closing nothing changes any more; an extension is published', async () => {
  now = new Date('2026-06-15T16:29:59Z');
  await editor.get('/account/calls/lab-2026');
  await editor.submit('/account/calls/lab-2026/extend', { closesAt: '2026-06-16T01:00' });
  expect(await hub.ask('{ call(slug: "lab-2026") { closesOn } }')).toEqual({ call: { closesOn: '2026-06-16' } });
  now = new Date('2026-06-15T16:30:01Z');
  expect((await apply('call-c')).status).toBe(200);
  await visitorOf('call-c').get(page('call-c'));
  const csrf = /name="csrf" value="([^"]*)"/.exec((await visitorOf('call-c').get(page('call-c'))).html)?.[1] ?? '';
  now = new Date('2026-06-15T23:00:00Z');
  await Promise.all([...visitors.values()].map((visitor) => visitor.get('/account')));
  for (const act of ['draft', 'submit', 'withdraw']) {
    const late = await visitorOf('call-c').send('POST', `${page('call-c')}/${act}`, {
      csrf,
      version: '1',
      answer_name: 'Late',
    });
    expect(late.status).toBe(409);
  }
  await editor.get('/account/calls/lab-2026');
});

test('results are a release: who is admitted, who waits, planned and actual', async () => {
  await editor.get('/account/calls/lab-2026');
  await editor.submit('/account/calls/lab-2026/results');
  const answer = await hub.ask(
    '{ call(slug: "lab-2026") { capacity { planned actual } admitted { role office { code } } } }',
  );
  expect(answer).toMatchObject({
    call: {
      capacity: [{ planned: 1, actual: 1 }],
      admitted: [{ office: { code: 'call-b' } }, { office: { code: 'call-a' } }, { office: { code: 'call-c' } }],
    },
  });
  const changes = await (await hub.app.handler.fetch('http://hub.test/changes?from=0')).text();
  expect(changes).toContain('lab-2026');
  expect(changes).not.toMatch(/Pomysł call|Trzeci|Bez oświadczenia/);
});
