/** Passkeys: getting one, signing in with it, and everything that must not sign anybody in. */
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { disableAccount, findAccount } from '#accounts';
import { Authenticator } from '../harness/authenticator.ts';
import { startHub } from '../harness/hub.ts';
import { startMailServer } from '../harness/mail-server.ts';
import { signIn, Visitor } from '../harness/visitor.ts';

const mail = await startMailServer();
let now = new Date('2026-06-15T12:00:00Z');
const hub = await startHub({ smtpUrl: mail.url, clock: () => now });
const { pool } = hub.database;
const email = 'anna@urzad.test';
const key = new Authenticator();
let anna: Visitor;

interface Options {
  readonly challenge: string;
  readonly user: { readonly id: string };
  readonly allowCredentials?: unknown;
}

async function csrfOf(visitor: Visitor): Promise<string> {
  return /name="csrf" value="([^"]*)"/.exec((await visitor.get('/account')).html)?.[1] ?? '';
}

async function options(visitor: Visitor, path = '/account/passkey/options'): Promise<Options> {
  const shown = await visitor.send('POST', path, { csrf: await csrfOf(visitor) });
  expect(shown.status).toBe(200);
  expect(shown.headers.get('cache-control')).toContain('no-store');
  return JSON.parse(shown.html) as Options;
}

async function register(visitor: Visitor, response: string, name = 'Telefon') {
  await visitor.get('/account');
  return visitor.send('POST', '/account/passkeys', { csrf: await csrfOf(visitor), name, response });
}

const signInWith = (visitor: Visitor, response: string) =>
  visitor.send('POST', '/account/passkey/sign-in', { response });

beforeAll(async () => {
  anna = await signIn(hub, mail, email);
  const shown = await register(anna, key.create(await options(anna, '/account/passkeys/options')));
  expect(shown.html).toContain('Telefon');
});

// So that the limits of one test are not those of the next.
beforeEach(() => {
  now = new Date(now.getTime() + 10 * 60_000);
});

test('its owner hears of a new one', async () => {
  expect((await mail.take(email)).text).toContain('Telefon');
});

test('it signs in, with a new session', async () => {
  const visitor = new Visitor(hub);
  visitor.cookies.set('__Host-wezel-session', 'A'.repeat(43));
  const asked = await options(visitor);
  // Whoever asks, no account is named.
  expect(asked.allowCredentials ?? []).toEqual([]);
  const shown = await signInWith(visitor, key.get(asked));
  expect([shown.path, shown.status]).toEqual(['/account', 200]);
  expect(shown.html).toContain(email);
  const session = visitor.cookies.get('__Host-wezel-session');
  expect(session).not.toBe('A'.repeat(43));
  const csrf = await csrfOf(visitor);
  const again = key.get(await options(visitor));
  await visitor.send('POST', '/account/passkey/sign-in', { csrf, response: again });
  expect(visitor.cookies.get('__Host-wezel-session')).not.toBe(session);
  const old = new Visitor(hub);
  old.cookies.set('__Host-wezel-session', session ?? '');
  expect((await old.get('/account')).html).not.toContain(email);
});

describe('nobody is signed in by', () => {
  const refused = async (visitor: Visitor, response: string): Promise<void> => {
    const shown = await signInWith(visitor, response);
    expect(shown.status).toBe(403);
    expect(visitor.cookies.has('__Host-wezel-session')).toBe(false);
  };

  test('a response that was used before', async () => {
    const visitor = new Visitor(hub);
    const response = key.get(await options(visitor));
    await signInWith(visitor, response);
    const other = new Visitor(hub);
    for (const [name, value] of visitor.cookies) if (!name.includes('session')) other.cookies.set(name, value);
    await refused(other, response);
  });

  test('the same response sent twice at once', async () => {
    const visitor = new Visitor(hub);
    const response = key.get(await options(visitor));
    const copies = [1, 2, 3].map(() => {
      const copy = new Visitor(hub);
      for (const [name, value] of visitor.cookies) copy.cookies.set(name, value);
      return copy;
    });
    await Promise.all(copies.map((copy) => signInWith(copy, response)));
    expect(copies.filter((copy) => copy.cookies.has('__Host-wezel-session'))).toHaveLength(1);
  });

  test('a response in another browser than the one that requested it', async () => {
    const response = key.get(await options(new Visitor(hub)));
    await refused(new Visitor(hub), response);
    const other = new Visitor(hub);
    await options(other);
    await refused(other, response);
  });

  test('a response that comes too late', async () => {
    const visitor = new Visitor(hub);
    const response = key.get(await options(visitor));
    now = new Date(now.getTime() + 6 * 60_000);
    await refused(visitor, response);
  });

  test('a wrong response, nor by a right one after it', async () => {
    const visitor = new Visitor(hub);
    const asked = await options(visitor);
    await refused(visitor, key.get(asked, { origin: 'https://evil.test' }));
    await refused(visitor, key.get(asked));
  });

  test.for([
    ['the page of another site', { origin: 'https://evil.test' }],
    ['another host', { host: 'evil.test' }],
    ['a device that did not check the person', { isVerified: false }],
    ['a response to something else', { type: 'webauthn.create' }],
  ] as const)('%s', async ([, given]) => {
    const visitor = new Visitor(hub);
    await refused(visitor, key.get(await options(visitor), given));
  });

  test('a key that the hub does not know, or that has another id', async () => {
    const stranger = new Authenticator();
    const visitor = new Visitor(hub);
    await refused(visitor, stranger.get(await options(visitor)));
    const forged = JSON.parse(stranger.get(await options(visitor))) as Record<string, unknown>;
    const id = key.id.toString('base64url');
    await refused(visitor, JSON.stringify({ ...forged, id, rawId: id }));
  });

  test('a copy of a key, whose counter stands still', async () => {
    const visitor = new Visitor(hub);
    const response = key.get(await options(visitor));
    await signInWith(visitor, response);
    key.counter -= 1;
    const copy = new Visitor(hub);
    await refused(copy, key.get(await options(copy)));
    key.counter += 5;
  });

  test.for(['', '{}', 'null', '[]', '{"id":"\\u0000","response":{"clientDataJSON":"e30"}}', 'x'.repeat(50_000)])(
    'what is no response: %s',
    async (response) => {
      const visitor = new Visitor(hub);
      await options(visitor);
      await refused(visitor, response);
    },
  );

  test('a form of another site', async () => {
    const visitor = new Visitor(hub);
    const response = key.get(await options(visitor));
    const shown = await visitor.send('POST', '/account/passkey/sign-in', { response }, { origin: 'https://evil.test' });
    expect(shown.status).toBe(403);
    expect(visitor.cookies.has('__Host-wezel-session')).toBe(false);
  });
});

describe('an account gets no passkey', () => {
  test('by what was made for another account, or to sign in', async () => {
    const jan = await signIn(hub, mail, 'jan@urzad.test');
    const forAnna = await options(anna, '/account/passkeys/options');
    expect((await register(jan, new Authenticator().create(forAnna))).status).toBe(400);
    const toSignIn = { ...(await options(jan)), user: forAnna.user };
    expect((await register(jan, new Authenticator().create(toSignIn))).status).toBe(400);
  });

  test('that another one has', async () => {
    const jan = await signIn(hub, mail, 'jan@urzad.test');
    const response = key.create(await options(jan, '/account/passkeys/options'));
    expect((await register(jan, response)).status).toBe(400);
  });

  test('without being signed in, or from another site', async () => {
    expect((await new Visitor(hub).send('POST', '/account/passkeys/options', {})).status).toBe(401);
    expect((await anna.send('POST', '/account/passkeys/options', {})).status).toBe(403);
    const csrf = await csrfOf(anna);
    const other = { origin: 'https://evil.test' };
    expect((await anna.send('POST', '/account/passkeys/options', { csrf }, other)).status).toBe(403);
  });
});

test('nobody removes the passkey of another account; its owner does', async () => {
  const id = key.id.toString('base64url');
  const jan = await signIn(hub, mail, 'jan@urzad.test');
  const shown = await jan.send('POST', '/account/passkeys/remove', { csrf: await csrfOf(jan), id });
  expect(shown.status).toBe(404);
  const second = new Authenticator();
  await register(anna, second.create(await options(anna, '/account/passkeys/options')), 'Klucz USB');
  const mine = { csrf: await csrfOf(anna), id: second.id.toString('base64url') };
  expect((await anna.send('POST', '/account/passkeys/remove', mine)).html).not.toContain('Klucz USB');
  const visitor = new Visitor(hub);
  expect((await signInWith(visitor, second.get(await options(visitor)))).status).toBe(403);
});

test('one network is given so many challenges at a time', async () => {
  const visitor = new Visitor(hub);
  const answers: number[] = [];
  for (let count = 0; count < 105; count += 1) {
    answers.push((await visitor.send('POST', '/account/passkey/options', {})).status);
  }
  expect(answers.filter((status) => status === 200)).toHaveLength(100);
  expect(answers.at(-1)).toBe(429);
});

test('a disabled account does not sign in', async () => {
  const account = await findAccount(pool, email);
  if (account !== null) await disableAccount(pool, account, { actor: null, now });
  const visitor = new Visitor(hub);
  expect((await signInWith(visitor, key.get(await options(visitor)))).status).toBe(403);
});
