/**
 * Does what a newcomer does: takes a clean copy of the committed files, installs, starts, asks, stops. Nothing may stay
 * behind but an exit code of 0.
 */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';

const startTimeoutMs = 120_000;
const countryTimeoutMs = 60_000;
const stopTimeoutMs = 30_000;

async function main(folder: string): Promise<void> {
  const copy = join(folder, 'copy');
  const dataDir = join(folder, 'data');
  execFileSync('git', ['clone', '--quiet', '--depth=1', `file://${process.cwd()}`, copy], { stdio: 'inherit' });
  installs(copy);

  const port = await freePort();
  const server = start(copy, { DATA_DIR: dataDir, PORT: String(port) });
  try {
    const url = `http://localhost:${port}/graphql`;
    await says(server, url);
    await answers(url);
    await showsPoland(url);
    await stops(server, dataDir);
  } finally {
    kill(server);
  }
}

/** Without a warning: a newcomer cannot know which of them may be ignored. */
function installs(cwd: string): void {
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd,
    env: newcomersEnvironment(),
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  process.stderr.write(npm.stderr);
  if (npm.status !== 0) fail(`npm ci ended with exit code ${npm.status}`);
  if (/^npm warn/im.test(npm.stderr)) fail('npm ci printed warnings');
}

function start(cwd: string, settings: Record<string, string>): ChildProcess {
  return spawn('npm', ['start'], {
    cwd,
    env: { ...newcomersEnvironment(), ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
}

/** Without what npm adds for its scripts, such as this copy's own Node, and without settings of the hub. */
function newcomersEnvironment(): NodeJS.ProcessEnv {
  const path = process.env['PATH']?.split(delimiter).filter((folder) => !folder.includes('node_modules'));
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|NODE_ENV$|DATABASE_URL$|HOST$|LOG_LEVEL$|STARTER$)/.test(name),
  );
  return { ...Object.fromEntries(kept), PATH: path?.join(delimiter) };
}

/** Waits until the server has printed that it serves there. */
async function says(server: ChildProcess, url: string): Promise<void> {
  const printed = new Promise<void>((resolve) => {
    let output = '';
    server.stdout?.on('data', (chunk: Buffer) => {
      output += chunk;
      if (output.includes(url)) resolve();
    });
  });
  const ended = once(server, 'exit').then(([code]) => fail(`npm start ended with exit code ${code}`));
  await Promise.race([printed, ended, timeout(startTimeoutMs, `npm start did not print ${url}`)]);
}

async function answers(url: string): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ __typename }' }),
    signal: AbortSignal.timeout(10_000),
  });
  const text = await response.text();
  if (response.status !== 200 || !text.startsWith('{"data":{"__typename":"Query"}'))
    fail(`${url} answered ${response.status} ${text}`);
}

/** The starter set arrives behind the first answers. */
async function showsPoland(url: string): Promise<void> {
  const query = '{ ranking(metric: "population", period: "2023", level: VOIVODESHIP) { totalCount } }';
  const until = performance.now() + countryTimeoutMs;
  let text = '';
  do {
    await after(500);
    const response = await fetch(`${url}?${new URLSearchParams({ query })}`, { signal: AbortSignal.timeout(10_000) });
    text = await response.text();
    if (text.startsWith('{"data":{"ranking":{"totalCount":16}}')) return;
  } while (performance.now() < until);
  fail(`${url} knows no population within ${countryTimeoutMs / 1000} s: ${text.slice(0, 300)}`);
}

async function stops(server: ChildProcess, dataDir: string): Promise<void> {
  const ended = once(server, 'exit');
  server.kill('SIGTERM');
  const [code, signal] = await Promise.race([ended, timeout(stopTimeoutMs, 'npm start did not stop after SIGTERM')]);
  if (code !== 0) fail(`npm start ended after SIGTERM with ${signal ?? `exit code ${code}`}, not with 0`);
  const pidFile = join(dataDir, 'postgres/cluster/data/postmaster.pid');
  if (existsSync(pidFile)) fail('the embedded PostgreSQL still runs after the server has stopped');
}

/** The whole process group: npm, its shell and the server. */
function kill(server: ChildProcess): void {
  try {
    if (server.pid !== undefined) process.kill(-server.pid, 'SIGKILL');
  } catch {
    // It has ended, as it should.
  }
}

async function timeout(milliseconds: number, message: string): Promise<never> {
  await after(milliseconds, undefined, { ref: false });
  return fail(`${message} within ${milliseconds / 1000} s`);
}

function fail(message: string): never {
  throw new Error(message);
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0);
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  return typeof address === 'object' && address !== null ? address.port : fail('no port is free');
}

const folder = mkdtempSync(join(tmpdir(), 'wezel-smoke-'));
try {
  await main(folder);
  console.log('smoke: a clean copy installs, starts, answers and stops');
} catch (error) {
  console.error(`smoke: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
