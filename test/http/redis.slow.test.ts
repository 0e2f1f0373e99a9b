/** Several processes count together through Redis; without a redis-server on this machine there is nothing to test. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { pino } from 'pino';
import { afterAll, describe, expect, test } from 'vitest';
import { RateLimit } from '#http/rate-limit.ts';

const hasRedis = spawnSync('redis-server', ['--version']).status === 0;
let redis: ChildProcess | undefined;

describe.runIf(hasRedis)('with Redis', async () => {
  const port = await freePort();
  const settings = {
    windowSeconds: 600,
    anonymousPoints: 10,
    keyPoints: 100,
    costPerPoint: 1_000,
    redisUrl: `redis://127.0.0.1:${port}`,
    trustedProxies: [],
    proxyHeader: 'x-forwarded-for',
  } as const;
  const log = pino({ level: 'silent' });
  const probe = { policy: 'key', id: 'k:probe', points: null } as const;
  const limits: RateLimit[] = [];
  afterAll(async () => {
    for (const limit of limits) limit.close();
    if (redis !== undefined) await stopRedis(redis);
  });

  test('two processes count one caller together, and each for itself while Redis is away', async () => {
    redis = await startRedis(port);
    const [one, two] = [new RateLimit(settings, log), new RateLimit(settings, log)];
    limits.push(one, two);
    // Until a connection stands, and after an answer that took long, each counts for itself.
    let callers = 0;
    const together = async (): Promise<unknown[]> => {
      const caller = { policy: 'anonymous', id: `a:203.0.113.1/${++callers}`, points: null } as const;
      const [first, second] = [await one.take(caller, 4), await two.take(caller, 4)];
      const third = await one.take(caller, 4).catch(({ status, code }) => [status, code]);
      return [first?.remaining, second?.remaining, third];
    };
    await expect.poll(together, { timeout: 120_000, interval: 200 }).toEqual([6, 2, [429, 'RATE_LIMITED']]);

    await stopRedis(redis);
    const alone = { policy: 'anonymous', id: 'a:203.0.113.2', points: null } as const;
    expect((await one.take(alone, 4))?.remaining).toBe(6);
    expect((await two.take(alone, 4))?.remaining).toBe(6);
  });

  test('nobody waits long for a Redis that hangs, and it counts again when it is back', async () => {
    redis = await startRedis(port);
    const [one, two] = [new RateLimit(settings, log), new RateLimit(settings, log)];
    limits.push(one, two);
    await expect.poll(() => isShared(one, two), { timeout: 120_000 }).toBe(true);
    redis.kill('SIGSTOP');
    const alone = { policy: 'anonymous', id: 'a:203.0.113.3', points: null } as const;
    expect((await one.take(alone, 4))?.remaining).toBe(6);
    expect((await two.take(alone, 4))?.remaining).toBe(6);
    redis.kill('SIGCONT');
    await expect.poll(() => isShared(one, two), { timeout: 120_000, interval: 200 }).toBe(true);
  }, 240_000);

  /** Whether what one takes is missing with the other. */
  async function isShared(one: RateLimit, two: RateLimit): Promise<boolean> {
    const [before, after] = [await one.take(probe, 1), await two.take(probe, 1)];
    return after?.remaining === (before?.remaining ?? 0) - 1;
  }
});

async function startRedis(port: number): Promise<ChildProcess> {
  const parameters = [
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--save',
    '',
    '--appendonly',
    'no',
    '--dir',
    tmpdir(),
  ];
  const started = spawn('redis-server', parameters, { stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const chunk of started.stdout) {
    if (String(chunk).includes('Ready to accept connections')) break;
  }
  return started;
}

async function stopRedis(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = once(server, 'exit');
  server.kill('SIGKILL');
  await ended;
}

async function freePort(): Promise<number> {
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address() as { port: number };
  listener.close();
  return port;
}
