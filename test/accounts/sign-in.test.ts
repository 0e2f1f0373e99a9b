/** Signing in by a link, and what must not work. */
import { describe, expect, test } from 'vitest';
import { changeRole, createAccount, disableAccount, findAccount } from '#accounts';
import { startHub } from '../harness/hub.ts';
import { startMailServer } from '../harness/mail-server.ts';
import { linkIn, signIn, Visitor } from '../harness/visitor.ts';

const mail = await startMailServer();
let now = new Date('2026-06-15T12:00:00Z');
const hub = await startHub({ smtpUrl: mail.url, clock: () => now });
const { pool } = hub.database;
const acting = () => ({ actor: null, now });
const minutes = (count: number): void => {
  now = new Date(now.getTime() + count * 60_000);
};

async function requestLink(visitor: Visitor, email: string, prefix = ''): Promise<string> {
  await visitor.get(`${prefix}/account`);
  await visitor.submit(`${prefix}/account/sign-in`, { email });
  return linkIn((await mail.take(email)).text);
}

describe('a link', () => {
  test('signs in, in both languages, and makes the account', async () => {
    for (const [prefix, title] of [
      ['', 'Twoje konto'],
      ['/en', 'Your account'],
    ] as const) {
      const email = `first${prefix.length}@urzad.test`;
      const visitor = new Visitor(hub);
      const link = await requestLink(visitor, email, prefix);
      expect(link).toMatch(new RegExp(`^${prefix}/account/confirm\\?token=[\\w-]{43}$`));
      const confirm = await visitor.get(link);
      expect(confirm.headers.get('cache-control')).toBe('private, no-store');
      const shown = await visitor.submit(`${prefix}/account/confirm`);
      expect(shown.path).toBe(`${prefix}/account`);
      expect(shown.html).toContain(`<h1>${title}</h1>`);
      expect(shown.html).toContain(email);
    }
  });

  test('works once', async () => {
    const visitor = new Visitor(hub);
    const link = await requestLink(visitor, 'once@urzad.test');
    await visitor.get(link);
    expect((await visitor.submit('/account/confirm')).path).toBe('/account');
    await visitor.submit('/account/sign-out');
    await visitor.get(link);
    expect((await visitor.submit('/account/confirm')).status).toBe(403);
  });

  test('is not used up by a program that opens it', async () => {
    const visitor = new Visitor(hub);
    const link = await requestLink(visitor, 'scanned@urzad.test');
    await new Visitor(hub).get(link);
    await visitor.get(link);
    expect((await visitor.submit('/account/confirm')).path).toBe('/account');
  });

  test('works only in the browser that requested it', async () => {
    const victim = new Visitor(hub);
    const link = await requestLink(victim, 'bound@urzad.test');
    const thief = new Visitor(hub);
    await thief.get('/account');
    await thief.submit('/account/sign-in', { email: 'thief@urzad.test' });
    await thief.get(link);
    const refused = await thief.submit('/account/confirm');
    expect(refused.status).toBe(403);
    expect([...thief.cookies.keys()]).toEqual(['__Host-wezel-browser']);
    await victim.get(link);
    expect((await victim.submit('/account/confirm')).path).toBe('/account');
  });

  test('ends after 15 minutes', async () => {
    const visitor = new Visitor(hub);
    const link = await requestLink(visitor, 'late@urzad.test');
    minutes(15);
    await visitor.get(link);
    expect((await visitor.submit('/account/confirm')).status).toBe(403);
  });

  test('is not kept as it is, nor is a session', async () => {
    const visitor = new Visitor(hub);
    const token = (await requestLink(visitor, 'hashed@urzad.test')).split('=')[1] ?? '';
    await visitor.get(`/account/confirm?token=${token}`);
    await visitor.submit('/account/confirm');
    const session = visitor.cookies.get('__Host-wezel-session') ?? '';
    expect(session).toMatch(/^[\w-]{43}$/);
    const { rows } = await pool.query(
      'SELECT to_jsonb(l)::text AS text FROM sign_in_link l UNION ALL SELECT to_jsonb(s)::text FROM account_session s',
    );
    const kept = JSON.stringify(rows);
    expect(kept).not.toContain(token);
    expect(kept).not.toContain(session);
  });
});

describe('a session', () => {
  test('is a cookie that scripts and other sites do not get', async () => {
    const visitor = new Visitor(hub);
    await visitor.get(await requestLink(visitor, 'cookie@urzad.test'));
    const token = /name="token" value="([^"]*)"/.exec((await visitor.get('/account/confirm?token=x')).html)?.[1];
    expect(token).toBe('x');
    const link = await requestLink(visitor, 'cookie@urzad.test');
    const response = await hub.app.handler.fetch('https://hub.test/account/confirm', {
      method: 'POST',
      headers: {
        origin: 'https://hub.test',
        cookie: `__Host-wezel-browser=${visitor.cookies.get('__Host-wezel-browser')}`,
      },
      body: new URLSearchParams({ token: link.split('=')[1] ?? '' }),
    });
    const cookie = response.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^__Host-wezel-session=[\w-]{43}; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax; Secure$/);
  });

  test('gets a new token at each sign-in, and the former one ends', async () => {
    const visitor = await signIn(hub, mail, 'rotated@urzad.test');
    const former = visitor.cookies.get('__Host-wezel-session') ?? '';
    await visitor.send('GET', '/account/confirm?token=x');
    const other = new Visitor(hub);
    const link = await requestLink(other, 'rotated@urzad.test');
    visitor.cookies.set('__Host-wezel-browser', other.cookies.get('__Host-wezel-browser') ?? '');
    await visitor.get(link);
    await visitor.submit('/account/confirm');
    expect(visitor.cookies.get('__Host-wezel-session')).not.toBe(former);
    const planted = new Visitor(hub);
    planted.cookies.set('__Host-wezel-session', former);
    expect((await planted.get('/account')).html).not.toContain('rotated@urzad.test');
  });

  test('that somebody else chose is none', async () => {
    const visitor = new Visitor(hub);
    visitor.cookies.set('__Host-wezel-session', 'A'.repeat(43));
    expect((await visitor.get('/account')).html).toContain('<h1>Zaloguj się</h1>');
  });

  test('ends at once when its account is disabled, which then gets no links', async () => {
    const visitor = await signIn(hub, mail, 'leaver@urzad.test');
    const account = await findAccount(pool, 'leaver@urzad.test');
    if (account === null) throw new Error('no account');
    await disableAccount(pool, account, acting());
    expect((await visitor.get('/account')).html).toContain('<h1>Zaloguj się</h1>');
    const before = mail.received.length;
    await visitor.submit('/account/sign-in', { email: 'leaver@urzad.test' });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(mail.received.length).toBe(before);
  });

  test('ends when nothing comes for twelve hours', async () => {
    const visitor = await signIn(hub, mail, 'idle@urzad.test');
    minutes(12 * 60 + 1);
    expect((await visitor.get('/account')).html).toContain('<h1>Zaloguj się</h1>');
  });
});

test('nobody learns from the answers which addresses have accounts', async () => {
  await createAccount(pool, { email: 'editor@urzad.test', role: 'EDITOR' }, acting());
  const gone = await createAccount(pool, { email: 'gone@urzad.test', role: 'EDITOR' }, acting());
  if (gone !== null) await disableAccount(pool, gone, acting());
  const answers = [];
  for (const email of ['editor@urzad.test', 'gone@urzad.test', 'nobody@urzad.test']) {
    const visitor = new Visitor(hub);
    await visitor.get('/account');
    const { status, html } = await visitor.submit('/account/sign-in', { email });
    answers.push({ status, html });
  }
  expect(answers[1]).toEqual(answers[0]);
  expect(answers[2]).toEqual(answers[0]);
});

test('one address gets few links, one network may request not many more', async () => {
  minutes(61);
  const before = mail.received.length;
  const statuses = [];
  for (let index = 0; index < 35; index += 1) {
    const visitor = new Visitor(hub);
    const email = index < 10 ? 'flooded@urzad.test' : `other${index}@urzad.test`;
    statuses.push((await visitor.send('POST', '/account/sign-in', { email })).status);
  }
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(statuses.slice(0, 30)).toEqual(Array<number>(30).fill(200));
  expect(statuses.slice(30)).toEqual(Array<number>(5).fill(429));
  expect(mail.received.slice(before).filter(({ to }) => to === 'flooded@urzad.test')).toHaveLength(5);
  minutes(61);
});

describe('a form', () => {
  test('of another site is refused, whatever it claims', async () => {
    const visitor = await signIn(hub, mail, 'victim@urzad.test');
    const csrf = /name="csrf" value="([^"]*)"/.exec((await visitor.get('/account')).html)?.[1] ?? '';
    const send = (fields: Record<string, string>, headers: Record<string, string>) =>
      visitor.send('POST', '/account/sign-out', fields, headers);
    expect((await send({ csrf }, { origin: 'https://evil.test' })).status).toBe(403);
    expect((await send({ csrf }, { origin: 'null' })).status).toBe(403);
    expect((await send({ csrf }, {})).status).toBe(403);
    expect((await send({}, { origin: 'https://hub.test' })).status).toBe(403);
    expect((await send({ csrf: 'A'.repeat(43) }, { origin: 'https://hub.test' })).status).toBe(403);
    expect((await visitor.get('/account')).html).toContain('victim@urzad.test');
    expect((await send({ csrf }, { origin: 'https://hub.test' })).path).toBe('/account');
    expect((await visitor.get('/account')).html).not.toContain('victim@urzad.test');
  });

  test.for([
    'jan',
    'jan@urzad',
    'jan@urzad.test\r\nBcc: all@urzad.test',
    '<jan@urzad.test>',
    `${'a'.repeat(300)}@b.pl`,
  ])('says what is wrong with the address %j', async (email) => {
    const visitor = new Visitor(hub);
    const shown = await visitor.send('POST', '/en/account/sign-in', { email });
    expect(shown.status).toBe(400);
    expect(shown.html).toMatch(/aria-invalid[^>]*/);
    expect(shown.html).toContain('Enter an e-mail address');
  });
});

describe('roles', () => {
  const forEditors = ['/account/claims', '/account/audit', '/account/audit.ndjson'];

  test('pages of editors are for editors', async () => {
    const visitor = await signIn(hub, mail, 'climber@urzad.test');
    for (const path of forEditors) {
      expect((await new Visitor(hub).get(path)).status).toBe(401);
      expect((await visitor.get(path)).status).toBe(403);
    }
    const account = await findAccount(pool, 'climber@urzad.test');
    if (account === null) throw new Error('no account');
    await changeRole(pool, account, 'EDITOR', acting());
    for (const path of forEditors) expect((await visitor.get(path)).status).toBe(200);
  });

  test('an office is claimed through its own mailbox, or by an editor', async () => {
    const { rows } = await pool.query<{ id: string }>("SELECT id FROM office WHERE status = 'ACTIVE' LIMIT 1");
    const office = { id: rows[0]?.id ?? '', email: 'office@urzad.test' };
    await pool.query('UPDATE office SET email = $1 WHERE id = $2', [office.email, office.id]);
    const visitor = await signIn(hub, mail, 'clerk@urzad.test');
    expect((await visitor.submit('/account/offices', { office: 'no-such-office' })).status).toBe(400);
    expect((await visitor.submit('/account/offices', { office: office.id })).status).toBe(200);
    const reader = new Visitor(hub);
    await reader.get(linkIn((await mail.take(office.email)).text));
    expect((await reader.submit('/account/office-claim')).status).toBe(200);
    expect((await visitor.get('/account')).html).toContain('potwierdzony');

    const second = await signIn(hub, mail, 'second@urzad.test');
    await second.submit('/account/offices', { office: office.id });
    const editor = await signIn(hub, mail, 'climber@urzad.test');
    await editor.get('/account/claims');
    await editor.submit('/account/claims', { office: office.id });
    expect((await second.get('/account')).html).toContain('potwierdzony');
  });
});

test('one address gets few links, however many are requested at once', async () => {
  minutes(61);
  const before = mail.received.length;
  const send = () => new Visitor(hub).send('POST', '/account/sign-in', { email: 'at-once@urzad.test' });
  await Promise.all(Array.from({ length: 20 }, send));
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(mail.received.slice(before).filter(({ to }) => to === 'at-once@urzad.test')).toHaveLength(5);
  minutes(61);
});
