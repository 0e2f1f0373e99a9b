/** Signing in with an office's own provider of OpenID Connect. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAccount, disableAccount, findAccount } from '#accounts';
import { readConfig } from '#config';
import { startHub } from '../harness/hub.ts';
import { startMailServer } from '../harness/mail-server.ts';
import { signIn, Visitor } from '../harness/visitor.ts';

const people: Record<string, { email: string; email_verified: boolean }> = {
  anna: { email: 'anna@urzad.gov.pl', email_verified: true },
  unverified: { email: 'editor@urzad.gov.pl', email_verified: false },
  stranger: { email: 'admin@elsewhere.pl', email_verified: true },
};
const server = createServer((request, response) => void listener(request, response));
let listener: ReturnType<Provider['callback']>;
server.listen(0, '127.0.0.1');
await once(server, 'listening');
afterAll(() => void server.close());
const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const provider = new Provider(issuer, {
  clients: [
    {
      client_id: 'wezel',
      client_secret: 'a-secret-of-the-hub-that-is-long',
      redirect_uris: ['https://hub.test/account/provider/callback'],
    },
  ],
  claims: { openid: ['sub'], email: ['email', 'email_verified'] },
  conformIdTokenClaims: false,
  pkce: { required: () => true },
  findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
});
listener = provider.callback();

const mail = await startMailServer();
let now = new Date('2026-06-15T12:00:00Z');
const settings = {
  issuer,
  clientId: 'wezel',
  clientSecret: 'a-secret-of-the-hub-that-is-long',
  name: 'Urząd Testowy',
  domains: ['urzad.gov.pl'],
};
const hub = await startHub({ smtpUrl: mail.url, clock: () => now, provider: settings });

/** A browser at the provider: signs in there as that person, and returns where it is sent back to. */
async function atProvider(start: string, login: string): Promise<string> {
  const cookies = new Map<string, string>();
  let address = start;
  let form: URLSearchParams | undefined;
  for (let step = 0; step < 12; step += 1) {
    const response = await fetch(address, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form === undefined ? {} : { method: 'POST', body: form }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    const location = response.headers.get('location');
    const html = await response.text();
    if (location?.startsWith('https://hub.test/') === true) return location.slice('https://hub.test'.length);
    const action = /<form[^>]*action="([^"]+)"/.exec(html)?.[1];
    form = action === undefined ? undefined : promptForm(html, login);
    address = new URL(location ?? action ?? '', address).href;
  }
  throw new Error('The provider does not send the browser back');
}

function promptForm(html: string, login: string): URLSearchParams {
  const prompt = /name="prompt" value="(\w+)"/.exec(html)?.[1] ?? '';
  return new URLSearchParams(prompt === 'login' ? { prompt, login, password: 'x' } : { prompt });
}

async function started(visitor: Visitor): Promise<string> {
  const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const response = await hub.app.handler.fetch('https://hub.test/account/provider', { headers: { cookie } });
  expect(response.status).toBe(303);
  for (const line of response.headers.getSetCookie()) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    visitor.cookies.set(name, value);
  }
  return response.headers.get('location') ?? '';
}

async function signInAs(login: string, visitor = new Visitor(hub)) {
  const back = await atProvider(await started(visitor), login);
  return { visitor, back, shown: await visitor.get(back) };
}

const hasSession = ({ cookies }: Visitor): boolean => cookies.has('__Host-wezel-session');

beforeAll(async () => {
  for (const email of ['editor@urzad.gov.pl', 'admin@elsewhere.pl']) {
    await createAccount(hub.database.pool, { email, role: 'EDITOR' }, { actor: null, now });
  }
});

test('the page has a link to it, and it signs in, with a new account and then the same', async () => {
  expect((await new Visitor(hub).get('/account')).html).toContain('Urząd Testowy');
  const { shown } = await signInAs('anna');
  expect([shown.path, shown.status]).toEqual(['/account', 200]);
  expect(shown.html).toContain('anna@urzad.gov.pl');
  const account = await findAccount(hub.database.pool, 'anna@urzad.gov.pl');
  // The subject counts from now on, whatever its address becomes.
  people['anna'] = { email: 'anna.nowa@urzad.gov.pl', email_verified: true };
  expect((await signInAs('anna')).shown.html).toContain('anna@urzad.gov.pl');
  expect(await findAccount(hub.database.pool, 'anna.nowa@urzad.gov.pl')).toBeNull();
  expect(account?.role).toBe('CONTRIBUTOR');
});

test('the former session of the browser ends', async () => {
  const visitor = await signIn(hub, mail, 'clerk@urzad.test');
  const session = visitor.cookies.get('__Host-wezel-session') ?? '';
  await signInAs('anna', visitor);
  expect(visitor.cookies.get('__Host-wezel-session')).not.toBe(session);
  const old = new Visitor(hub);
  old.cookies.set('__Host-wezel-session', session);
  expect((await old.get('/account')).html).not.toContain('clerk@urzad.test');
});

test.for(['unverified', 'stranger'])(
  'no account is reached by an address that is not vouched for: %s',
  async (login) => {
    const { visitor, shown } = await signInAs(login);
    expect(shown.status).toBe(403);
    expect(hasSession(visitor)).toBe(false);
  },
);

test('what comes back signs in once, in the browser that was sent there, in time', async () => {
  const { back } = await signInAs('anna');
  const victim = new Visitor(hub);
  await started(victim);
  // Somebody else's code, in the browser of another person.
  expect((await victim.get(back)).status).toBe(403);
  expect(hasSession(victim)).toBe(false);
  const fresh = new Visitor(hub);
  const other = await atProvider(await started(fresh), 'anna');
  expect((await new Visitor(hub).get(other)).status).toBe(403);
  const late = new Visitor(hub);
  const lateBack = await atProvider(await started(late), 'anna');
  now = new Date(now.getTime() + 11 * 60_000);
  expect((await late.get(lateBack)).status).toBe(403);
});

test.for(['?', '?state=x&code=y', '?error=access_denied', '?state=&code='])(
  'nothing else signs in: %s',
  async (query) => {
    const visitor = new Visitor(hub);
    await started(visitor);
    expect((await visitor.get(`/account/provider/callback${query}`)).status).toBe(403);
    expect(hasSession(visitor)).toBe(false);
  },
);

test('a code that was changed, or is refused by the person, signs nobody in', async () => {
  const visitor = new Visitor(hub);
  const back = await atProvider(await started(visitor), 'anna');
  expect((await visitor.get(back.replace(/code=[^&]+/, 'code=forged'))).status).toBe(502);
  expect(hasSession(visitor)).toBe(false);
});

test('a disabled account does not sign in', async () => {
  const account = await findAccount(hub.database.pool, 'anna@urzad.gov.pl');
  if (account !== null) await disableAccount(hub.database.pool, account, { actor: null, now });
  const { visitor, shown } = await signInAs('anna');
  expect(shown.status).toBe(403);
  expect(hasSession(visitor)).toBe(false);
});

test('half of the settings is refused when the hub starts', () => {
  expect(() => readConfig({ OIDC_ISSUER: 'https://login.urzad.gov.pl', OIDC_CLIENT_ID: 'x' })).toThrow(
    /OIDC_(DOMAINS|CLIENT_SECRET)/,
  );
  const whole = { OIDC_ISSUER: 'https://login.urzad.gov.pl', OIDC_CLIENT_ID: 'x', OIDC_CLIENT_SECRET: 'y' };
  expect(readConfig({ ...whole, OIDC_DOMAINS: 'Urzad.gov.pl' }).provider).toMatchObject({ domains: ['urzad.gov.pl'] });
});
