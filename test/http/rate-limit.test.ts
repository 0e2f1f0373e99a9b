import { pino } from 'pino';
import { describe, expect, test, vi } from 'vitest';
import { createApp } from '#app';
import { defaultLimits } from '#config';
import { networkOf, plainAddress } from '#http/addresses.ts';
import { Callers } from '#http/callers.ts';
import { RateCounters } from '#http/rate-counters.ts';
import { createKey, listKeys, revokeKey } from '#platform/keys.ts';
import { startHub } from '../harness/hub.ts';

const rate = {
  windowSeconds: 600,
  anonymousPoints: 10,
  keyPoints: 25,
  costPerPoint: 100,
  redisUrl: null,
  trustedProxies: ['127.0.0.1', '10.0.0.0/8', 'fd00::/8'],
  proxyHeader: 'x-forwarded-for',
} as const;
const hub = await startHub({ rate });

function ask(query: string, headers: Record<string, string>): Promise<Response> {
  return hub.app.handler.fetch('http://hub.test/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });
}

const from = (address: string) => ({ 'x-forwarded-for': address });

async function remaining(response: Response): Promise<number> {
  return Number(/;r=(\d+)/.exec(response.headers.get('ratelimit') ?? '')?.[1]);
}

describe('a caller without a key', () => {
  test('is informed what is left, and refused beyond it', async () => {
    const first = await ask('{ __typename }', from('203.0.113.1'));
    expect(first.headers.get('ratelimit-policy')).toBe('"anonymous";q=10;w=600');
    expect(first.headers.get('ratelimit')).toMatch(/^"anonymous";r=9;t=\d+$/);
    for (let i = 0; i < 9; i += 1) await ask('{ __typename }', from('203.0.113.1'));
    const refused = await ask('{ __typename }', { ...from('203.0.113.1'), 'accept-language': 'pl' });
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused.headers.get('ratelimit')).toContain(';r=0;');
    expect(refused.headers.get('content-type')).toBe('application/problem+json');
    expect(await refused.json()).toMatchObject({
      type: 'https://iana.org/assignments/http-problem-types#quota-exceeded',
      title: 'Zbyt wiele żądań',
      code: 'RATE_LIMITED',
      'violated-policies': ['anonymous'],
    });
    expect((await ask('{ __typename }', from('203.0.113.2'))).status).toBe(200);
  });

  test('pays for the cost of what is executed', async () => {
    const query = '{ territorialUnits(first: 100) { nodes { id name } } }'; // costs 301: 3 points, and 1 for the request
    expect(await remaining(await ask(query, from('203.0.113.3')))).toBe(6);
  });

  test('is stated in the answer, too', async () => {
    const response = await ask('{ rateLimit { policy points remaining windowSeconds } }', from('203.0.113.4'));
    expect(await response.json()).toMatchObject({
      data: { rateLimit: { policy: 'anonymous', points: 10, remaining: 9, windowSeconds: 600 } },
    });
  });

  test('of IPv6 is a whole /64', async () => {
    await ask('{ __typename }', from('2001:db8:1:2:aaaa::1'));
    expect(await remaining(await ask('{ __typename }', from('2001:db8:1:2::ffff')))).toBe(8);
    expect(await remaining(await ask('{ __typename }', from('2001:db8:1:3::1')))).toBe(9);
  });

  test.for([
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['2001:0DB8:0:1::', '2001:db8:0:1::/64'],
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['::FFFF:C000:0207', '192.0.2.7'],
    ['0:0:0:0:0:ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:192.0.2.7', '2001:db8:1:2::/64'],
    ['1:2:3::192.0.2.7', '1:2:3:0::/64'],
  ] as const)('%s is counted as %s', ([address, network]) => expect(networkOf(address)).toBe(network));
});

describe('X-Forwarded-For', () => {
  const callers = new Callers(rate.trustedProxies, 'x-forwarded-for', null);
  const address = (peerAddress: string, forwarded?: string) =>
    callers.addressOf({ peerAddress, headers: { 'x-forwarded-for': forwarded } } as never);

  test('is believed of trusted proxies only, and only as far as they added to it', () => {
    expect(address('198.51.100.1', '203.0.113.1')).toBe('198.51.100.1');
    expect(address('127.0.0.1', '203.0.113.1')).toBe('203.0.113.1');
    expect(address('::ffff:127.0.0.1', '203.0.113.1')).toBe('203.0.113.1');
    expect(address('127.0.0.1', '192.0.2.66, 203.0.113.1, 10.1.2.3')).toBe('203.0.113.1');
    expect(address('127.0.0.1', 'invented')).toBe('127.0.0.1');
    expect(address('127.0.0.1')).toBe('127.0.0.1');
  });

  test.for([
    ['203.0.113.1:51234', '203.0.113.1'],
    ['[2001:db8::1]:443', '2001:db8::1'],
    ['[2001:DB8::1]', '2001:db8::1'],
    ['fe80::1%eth0', 'fe80::1'],
    ['[fe80::1%eth0]:80', 'fe80::1'],
    [' 203.0.113.1 ', '203.0.113.1'],
    ['203.0.113.1:', null],
    ['203.0.113.256', null],
    ['unknown', null],
    ['_hidden', null],
    ['', null],
    [`${'1:'.repeat(10_000)}1`, null],
    ['203.0.113.1\n10.0.0.1', null],
  ] as const)('%s states the address %s', ([text, plain]) => expect(plainAddress(text)).toBe(plain));

  test('with ports and zones is read as without', () => {
    expect(address('127.0.0.1', '192.0.2.66:1, 203.0.113.1:51234, 10.1.2.3:80')).toBe('203.0.113.1');
    expect(address('::1%lo', '203.0.113.1')).toBe('::1');
    expect(address('fd00::1', 'invented, [2001:db8::7]:443')).toBe('2001:db8::7');
    expect(address('127.0.0.1', '203.0.113.1, invented')).toBe('127.0.0.1');
  });

  test('of another kind is not believed', () => {
    const headers = { forwarded: 'for=203.0.113.9' };
    expect(callers.addressOf({ peerAddress: '127.0.0.1', headers } as never)).toBe('127.0.0.1');
  });

  test.for([
    ['for=203.0.113.1', '203.0.113.1'],
    ['for=192.0.2.66, For="203.0.113.1:51234";proto=https;by=10.0.0.1', '203.0.113.1'],
    ['proto=https;for="[2001:db8::7]:443", for=10.0.0.1', '2001:db8::7'],
    ['for=unknown', '127.0.0.1'],
    ['for=203.0.113.1, by=10.0.0.1', '127.0.0.1'],
  ] as const)('may be Forwarded (RFC 7239) instead: %s', ([forwarded, stated]) => {
    const others = new Callers(rate.trustedProxies, 'forwarded', null);
    const headers = { forwarded, 'x-forwarded-for': '203.0.113.99' };
    expect(others.addressOf({ peerAddress: '127.0.0.1', headers } as never)).toBe(stated);
  });

  test('names a wrong setting', () => {
    expect(() => new Callers(['10.0.0.0/99'], 'x-forwarded-for', null)).toThrow(/TRUSTED_PROXIES names "10.0.0.0\/99"/);
  });
});

test('a million addresses take no more room than a fixed number', () => {
  const windows = new RateCounters(60);
  for (let i = 0; i < 1_000_000; i += 1) windows.take(`a:${i}`, 1);
  expect(windows.size).toBe(100_000);
  expect(windows.take('a:0', 2).points).toBe(2);
  expect(windows.take('a:999999', 2).points).toBe(3);
});

test('a window that is over begins anew', () => {
  vi.useFakeTimers();
  try {
    const windows = new RateCounters(60);
    windows.take('a', 5);
    vi.advanceTimersByTime(30_000);
    windows.take('b', 1);
    expect(windows.take('a', 1)).toEqual({ points: 6, msLeft: 30_000 });
    vi.advanceTimersByTime(30_000);
    expect(windows.take('a', 1)).toEqual({ points: 1, msLeft: 60_000 });
    vi.advanceTimersByTime(121_000);
    windows.take('c', 1);
    expect(windows.size).toBe(1);
  } finally {
    vi.useRealTimers();
  }
});

test('what is refused before it is a query takes a point, too, and states what is left', async () => {
  const refused = async (headers: Record<string, string>, status: number, left: number) => {
    const response = await ask('{ __typename }', { ...from('203.0.113.20'), ...headers });
    expect([response.status, await remaining(response)]).toEqual([status, left]);
  };
  await refused({ 'content-type': 'text/plain' }, 415, 9);
  await refused({ accept: 'image/png' }, 406, 8);
  await refused({ authorization: 'Bearer nonsense' }, 401, 7);
  await refused({ authorization: `Bearer wezel_00000000_${'A'.repeat(43)}` }, 401, 6);
  for (let i = 0; i < 6; i += 1) await ask('{ __typename }', { ...from('203.0.113.20'), authorization: 'Basic x' });
  await refused({ authorization: 'Bearer nonsense' }, 429, 0);
});

describe('a key', () => {
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

  test('gives more, in a count of its own', async () => {
    const { token } = await createKey(hub.database, 'A dashboard', null);
    expect(await remaining(await ask('{ __typename }', bearer(token)))).toBe(24);
    const { token: other } = await createKey(hub.database, 'A researcher', 1_000);
    expect(await remaining(await ask('{ __typename }', bearer(other)))).toBe(999);
  });

  test('is not kept as it is', async () => {
    const { token } = await createKey(hub.database, 'Somebody', null);
    const { rows } = await hub.database.pool.query('SELECT to_jsonb(api_key)::text AS row FROM api_key');
    for (const { row } of rows) expect(row).not.toContain(token.replace(/^wezel_[0-9a-f]+_/, ''));
  });

  test('is refused when it is unknown or revoked', async () => {
    const { key, token } = await createKey(hub.database, 'Somebody', null);
    await revokeKey(hub.database, key.id);
    for (const wrong of [token, 'nonsense', `wezel_00000000_${'A'.repeat(43)}`]) {
      const response = await ask('{ __typename }', bearer(wrong));
      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toContain('Bearer');
    }
    expect((await listKeys(hub.database)).find(({ id }) => id === key.id)?.revokedAt).toBeInstanceOf(Date);
  });

  test('is refused by every process as soon as it is revoked', async () => {
    const other = await createApp({
      database: hub.database,
      limits: defaultLimits,
      log: pino({ level: 'silent' }),
      clock: () => new Date(),
      rate,
    });
    try {
      const { key, token } = await createKey(hub.database, 'Somebody', null);
      const statuses = async () => {
        const init = { headers: bearer(token) };
        const answers = [hub.app, other].map(({ handler }) =>
          handler.fetch('http://hub.test/graphql?query={__typename}', init),
        );
        return (await Promise.all(answers)).map(({ status }) => status);
      };
      expect(await statuses()).toEqual([200, 200]);
      await revokeKey(hub.database, key.id);
      await expect.poll(statuses, { timeout: 120_000, interval: 20 }).toEqual([401, 401]);
    } finally {
      await other.close();
    }
  });
});
