/** `npm run keys`, and settings of the rate limit that end the hub. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { startHub } from '../harness/hub.ts';

const hub = await startHub({
  rate: {
    windowSeconds: 600,
    anonymousPoints: 10,
    keyPoints: 25,
    costPerPoint: 100,
    redisUrl: null,
    trustedProxies: [],
    proxyHeader: 'x-forwarded-for',
  },
});

async function remainingFor(token: string): Promise<number> {
  const response = await hub.app.handler.fetch('http://hub.test/graphql?query={__typename}', {
    headers: { authorization: `Bearer ${token}` },
  });
  return Number(/;r=(\d+)/.exec(response.headers.get('ratelimit') ?? '')?.[1]);
}

test('a wrong setting ends the hub with a line that names it', async () => {
  const env = { ...process.env, DATABASE_URL: hub.database.url, PORT: '0', TRUSTED_PROXIES: '10.0.0.0/8,proxy' };
  const serving = promisify(execFile)(process.execPath, ['src/cli.ts', 'serve'], {
    env,
    timeout: 120_000,
    killSignal: 'SIGKILL',
  });
  await expect(serving).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('TRUSTED_PROXIES names "proxy"'),
  });
});

describe('a key', () => {
  test('is not made for a name of several lines', async () => {
    const env = { ...process.env, DATABASE_URL: hub.database.url };
    const command = promisify(execFile)(process.execPath, ['src/cli.ts', 'keys', 'create', 'a\nb'], { env });
    await expect(command).rejects.toMatchObject({ stderr: expect.stringContaining('more than a line') });
  });

  test('is made, listed and revoked by a command', async () => {
    const run = async (...parameters: string[]) => {
      const env = { ...process.env, DATABASE_URL: hub.database.url };
      return promisify(execFile)(process.execPath, ['src/cli.ts', 'keys', ...parameters], { env });
    };
    const { stdout: token } = await run('create', 'Tablica wskaźników', '--points', '77');
    expect(await remainingFor(token.trim())).toBe(76);
    const { stdout: listed } = await run('list');
    const line = listed.split('\n').find((text) => text.includes('Tablica wskaźników')) ?? '';
    expect(line).toMatch(/^[0-9a-f]{8}\t.*\t77 points\t.*\tvalid$/);
    const { stdout: revoked } = await run('revoke', line.slice(0, 8));
    expect(revoked).toContain('\trevoked ');
    await expect(run('revoke', 'nothing')).rejects.toMatchObject({
      stderr: expect.stringContaining('There is no key'),
    });
  });
});
