import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

test('the hub starts its own PostgreSQL again when it was killed', { timeout: 300_000 }, async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'wezel-loss-'));
  const env = { ...process.env, DATA_DIR: dataDir, PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'warn', CACHE_BYTES: '0' };
  delete (env as NodeJS.ProcessEnv)['DATABASE_URL'];
  const hub = spawn(process.execPath, ['src/cli.ts', 'serve'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(async () => {
    const ended = once(hub, 'exit');
    hub.kill('SIGTERM');
    await ended;
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 });
  });
  let logged = '';
  hub.stderr.on('data', (chunk) => {
    logged += chunk;
  });
  const [printed] = await once(hub.stdout, 'data');
  const url = /http:\S+/.exec(String(printed))?.[0] ?? '';
  const ask = async (): Promise<unknown> => {
    const response = await fetch(`${url}?${new URLSearchParams({ query: '{ release { number note } }' })}`);
    return response.json();
  };
  expect(await ask()).toMatchObject({ data: { release: { number: 1 } } });

  const pidFile = join(dataDir, 'postgres/cluster/data/postmaster.pid');
  const pid = (): number => Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
  const killed = pid();
  const isAnother = (): boolean => existsSync(pidFile) && pid() > 0 && pid() !== killed;
  process.kill(killed, 'SIGKILL');
  // Another PostgreSQL first: an answer alone may come from before the hub noticed the loss.
  await expect.poll(isAnother, { timeout: 120_000, interval: 500 }).toBe(true);
  await expect.poll(ask, { timeout: 120_000, interval: 500 }).toMatchObject({ data: { release: { number: 1 } } });
  // The log describes it, but not how to log in or to cancel a statement.
  expect(logged).toContain('a database connection broke');
  expect(logged).not.toMatch(/secretKey|connectionParameters|password/i);
});
