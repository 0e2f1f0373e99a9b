/** Drafts as the pages' script saves them while one types, and the form of a call before it is open. */
import { beforeAll, describe, expect, test } from 'vitest';
import { createAccount, findAccount } from '#accounts';
import { startHub } from '../harness/hub.ts';
import { startMailServer } from '../harness/mail-server.ts';
import { signIn, Visitor } from '../harness/visitor.ts';

const mail = await startMailServer();
let now = new Date('2026-06-15T12:00:00Z');
const hub = await startHub({ smtpUrl: mail.url, clock: () => now });
const page = '/account/calls/drafts-2026/jst-246601';
let editor: Visitor;
let anna: Visitor;
let jan: Visitor;

const call = {
  slug: 'drafts-2026',
  titlePl: 'Nabór ze szkicami',
  titleEn: 'Call with drafts',
  kind: 'PRACTICES',
  admission: 'FIRST_COME',
  capacity: '3',
  tier: 'SELF_GOVERNMENT',
  opensAt: '2026-06-15T14:00',
  closesAt: '2026-06-15T20:00',
  questions: [
    'about | text | no | Opis | Description | 50',
    'place | unit | no | Gmina | Gmina',
    'plan | file | no | Plan | Plan',
  ].join('\n'),
};

beforeAll(async () => {
  await createAccount(hub.database.pool, { email: 'editor@urzad.test', role: 'EDITOR' }, { actor: null, now });
  editor = await signIn(hub, mail, 'editor@urzad.test');
  const people: Visitor[] = [];
  for (const name of ['anna', 'jan']) {
    people.push(await signIn(hub, mail, `${name}@urzad.test`));
    const account = await findAccount(hub.database.pool, `${name}@urzad.test`);
    await hub.database.pool.query(
      'INSERT INTO account_office (account_id, office_id, claimed_at, expires_at, confirmed_at) VALUES ($1, $2, $3, $3, $3)',
      [account?.id, 'jst-246601', now],
    );
  }
  [anna, jan] = people as [Visitor, Visitor];
  await editor.get('/account/new-call');
  await editor.submit('/account/new-call', call);
});

test('an editor sees the form before the call is published, in both languages, and nobody else does', async () => {
  const { html } = await editor.get('/account/calls/drafts-2026/preview');
  for (const text of ['Opis', 'Gmina', 'type="file"', '<fieldset disabled']) expect(html).toContain(text);
  expect(html.slice(html.indexOf('<fieldset'))).not.toMatch(/<button type="submit"/);
  expect((await editor.get('/en/account/calls/drafts-2026/preview')).html).toContain('Description');
  expect((await anna.get('/account/calls/drafts-2026/preview')).status).toBe(403);
  expect((await new Visitor(hub).get('/account/calls/drafts-2026/preview')).status).toBe(401);
});

interface Saved {
  readonly status: string;
  readonly version?: number;
  readonly theirs?: Record<string, string>;
  readonly errors?: Record<string, string>;
}

async function save(visitor: Visitor, fields: Record<string, string>): Promise<{ status: number; saved: Saved }> {
  const csrf = /name="csrf" value="([^"]*)"/.exec((await visitor.get('/account')).html)?.[1] ?? '';
  const headers = { origin: 'https://hub.test', accept: 'application/json' };
  const shown = await visitor.send('POST', `${page}/draft`, { csrf, ...fields }, headers);
  expect(shown.headers.get('cache-control')).toBe('private, no-store');
  return { status: shown.status, saved: JSON.parse(shown.html) as Saved };
}

describe('a draft that is saved by a script', () => {
  test('carries what the script needs on its page', async () => {
    await editor.get('/account/calls/drafts-2026');
    await editor.submit('/account/calls/drafts-2026/publish');
    const { html, headers } = await anna.get(page);
    // Else a browser sends the form with the Origin `null`, which is refused.
    expect(headers.get('referrer-policy')).toBe('same-origin');
    for (const name of ['saved', 'offline', 'conflict', 'closed', 'theirs', 'take']) {
      expect(html).toMatch(new RegExp(`<form[^>]* data-autosave[^>]* data-${name}="[^"]+"`));
    }
  });

  test('is saved, with what is wrong at its fields', async () => {
    const first = await save(anna, { version: '0', answer_about: 'Pierwszy', answer_place: '' });
    expect(first).toEqual({ status: 200, saved: { status: 'SAVED', version: 1, errors: {} } });
    const { saved } = await save(anna, { version: '1', answer_about: 'x'.repeat(51), answer_place: '9999999' });
    expect(saved.version).toBe(2);
    expect(Object.keys(saved.errors ?? {}).sort()).toEqual(['answer_about', 'answer_place']);
    expect((await anna.get(page)).html).toContain('x'.repeat(51));
  });

  test('overwrites nothing that somebody else saved, and gets it', async () => {
    await save(anna, { version: '2', answer_about: 'Anny' });
    const { status, saved } = await save(jan, { version: '2', answer_about: 'Jana' });
    expect([status, saved]).toEqual([409, { status: 'CONFLICT', version: 3, theirs: { answer_about: 'Anny' } }]);
    expect((await jan.get(page)).html).toContain('Anny');
    const both = await Promise.all([1, 2, 3, 4].map(() => save(jan, { version: '3', answer_about: 'Obojga' })));
    expect(both.filter((one) => one.status === 200)).toHaveLength(1);
  });

  test('is saved for those who act for the office, while the call is open', async () => {
    const stranger = await signIn(hub, mail, 'stranger@urzad.test');
    const csrf = /name="csrf" value="([^"]*)"/.exec((await stranger.get('/account')).html)?.[1] ?? '';
    const headers = { origin: 'https://hub.test', accept: 'application/json' };
    expect((await stranger.send('POST', `${page}/draft`, { csrf, version: '0' }, headers)).status).toBe(404);
    now = new Date('2026-06-15T18:00:00Z');
    const { status, saved } = await save(anna, { version: '4', answer_about: 'Za późno' });
    expect([status, saved]).toEqual([409, { status: 'NOT_OPEN' }]);
  });
});
