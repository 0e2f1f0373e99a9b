/**
 * How long each hostile request takes to be refused, and how much longer a bystander waits meanwhile. Starts a hub of its
 * own on a folder that is removed afterwards: `node scripts/bench/hostile.ts`.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { type HostileRequest, hostileRequests } from '../../test/fixtures/hostile.ts';

const rounds = 20;
const allowed = { requestMs: 100, bystanderMs: 50 };
const bystandersQuery = '/graphql?query={release{number}}';

async function main(url: string): Promise<boolean> {
  await watchBystander(url, () => after(2_000)); // Nobody has sent a request yet: the first answers compile the code.
  const quiet = await watchBystander(url, () => after(2_000));
  console.log(`A bystander waits at most ${quiet.toFixed(1)} ms when nobody else asks.\n`);
  console.log('| request | median ms | slowest ms | bystander, slowest ms |\n|---|---|---|---|');
  let isFine = true;
  for (const request of hostileRequests) {
    const times: number[] = [];
    const bystander = await watchBystander(url, async () => {
      for (let i = 0; i < rounds; i += 1) times.push(await attack(url, request, i));
    });
    times.sort((a, b) => a - b);
    const [median = 0, slowest = 0] = [times[rounds / 2], times.at(-1)];
    const isWithin = median < allowed.requestMs && bystander - quiet < allowed.bystanderMs;
    isFine &&= isWithin;
    const row = [request.name, median.toFixed(1), slowest.toFixed(1), bystander.toFixed(1)];
    console.log(`| ${row.join(' | ')} |${isWithin ? '' : ' beyond what is allowed'}`);
  }
  return isFine;
}

/** Each round differs by a blank, so that nothing of the one before is known. */
async function attack(url: string, { body, status = 200 }: HostileRequest, round: number): Promise<number> {
  const fresh = body.replace('"query":"', `"query":"${' '.repeat(round)}`);
  const start = performance.now();
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body: fresh });
  await response.arrayBuffer();
  if (response.status !== status) throw new Error(`${response.status}, not ${status}`);
  return performance.now() - start;
}

/** The longest that somebody waits who asks a small query every 5 ms while the work lasts. */
async function watchBystander(url: string, work: () => Promise<void>): Promise<number> {
  let slowest = 0;
  let isOver = false;
  const watching = (async () => {
    while (!isOver) {
      const start = performance.now();
      await (await fetch(url + bystandersQuery)).arrayBuffer();
      slowest = Math.max(slowest, performance.now() - start);
      await after(5);
    }
  })();
  await work();
  isOver = true;
  await watching;
  return slowest;
}

const dataDir = mkdtempSync(join(tmpdir(), 'wezel-hostile-'));
const settings = { DATA_DIR: dataDir, HOST: '127.0.0.1', PORT: '0', RATE_POINTS: '0', LOG_LEVEL: 'error' };
const hub = spawn(process.execPath, ['src/cli.ts', 'serve'], {
  env: { ...process.env, ...settings },
  stdio: ['ignore', 'pipe', 'inherit'],
});
try {
  const [printed] = await once(hub.stdout, 'data');
  const url = /http:\/\/[^/]+/.exec(String(printed))?.[0] ?? '';
  if (!(await main(url))) process.exitCode = 1;
} finally {
  const ended = once(hub, 'exit');
  hub.kill('SIGTERM');
  await ended;
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 });
}
