/** One hub on an empty folder, as `npm start` serves it, and one browser, for all tests of a run. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import type { TestProject } from 'vitest/node';
import { browserArguments, executablePath } from './chromium.ts';

declare module 'vitest' {
  interface ProvidedContext {
    hubOrigin: string;
    browserEndpoint: string;
    /** Where Lighthouse reaches the browser. */
    debuggingPort: number;
    /** How long a step on a page may take on this machine. */
    timeoutMs: number;
  }
}

const root = fileURLToPath(new URL('../../', import.meta.url));
const startTimeoutMs = 300_000;
/** As often as the first page of a new browser takes: a slow or busy machine gets its time, a fast one does not wait. */
const stepsPerFirstPage = 20;
const minTimeoutMs = 30_000;

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const cleanUp = new AsyncDisposableStack();
  try {
    const origin = await startHub(cleanUp);
    const debuggingPort = await freePort();
    const browser = await chromium.launchServer({ executablePath, args: browserArguments(debuggingPort) });
    cleanUp.defer(() => browser.close());
    const timeoutMs = Math.max(minTimeoutMs, stepsPerFirstPage * (await firstPageMs(origin, browser.wsEndpoint())));
    project.provide('hubOrigin', origin);
    project.provide('browserEndpoint', browser.wsEndpoint());
    project.provide('debuggingPort', debuggingPort);
    project.provide('timeoutMs', timeoutMs);
  } catch (error) {
    await cleanUp.disposeAsync();
    throw error;
  }
  return () => cleanUp.disposeAsync();
}

async function startHub(cleanUp: AsyncDisposableStack): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'wezel-browser-'));
  cleanUp.defer(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const hub = spawn(process.execPath, ['src/cli.ts', 'serve'], {
    cwd: root,
    env: { ...ownEnvironment(), DATA_DIR: folder, HOST: '127.0.0.1', PORT: String(port), PUBLIC_URL: origin },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let log = '';
  hub.stderr.on('data', (chunk: Buffer) => (log += chunk));
  cleanUp.defer(() => stop(hub));
  const deadline = performance.now() + startTimeoutMs;
  while (!(await hasPopulation(origin))) {
    if (hub.exitCode !== null || performance.now() > deadline) throw new Error(`The hub did not start: ${log}`);
    await sleep(250);
  }
  return origin;
}

/** Without settings of the hub that stand in the environment of the tests; as often asked as tests do. */
function ownEnvironment(): NodeJS.ProcessEnv {
  const ofHub = /^(NODE_ENV|DATABASE_|REDIS_|S3_|SMTP_|STARTER$|LOG_|METRICS_|RATE_|HTTP_)/;
  const kept = Object.entries(process.env).filter(([name]) => !ofHub.test(name));
  return { ...Object.fromEntries(kept), LOG_LEVEL: 'warn', RATE_POINTS: '0' };
}

/** The last part of the starter set. */
async function hasPopulation(origin: string): Promise<boolean> {
  const query = '{ ranking(metric: "population", period: "2023", level: VOIVODESHIP) { totalCount } }';
  try {
    const response = await fetch(`${origin}/graphql?${new URLSearchParams({ query })}`);
    return (await response.text()).startsWith('{"data":{"ranking":{"totalCount":16}}');
  } catch {
    return false;
  }
}

async function firstPageMs(origin: string, endpoint: string): Promise<number> {
  const begun = performance.now();
  const browser = await chromium.connect(endpoint);
  const page = await browser.newPage();
  await page.goto(origin, { timeout: startTimeoutMs });
  await browser.close();
  return performance.now() - begun;
}

async function stop(hub: ChildProcess): Promise<void> {
  if (hub.exitCode !== null || hub.signalCode !== null) return;
  const ended = once(hub, 'exit');
  hub.kill('SIGTERM');
  const timer = setTimeout(() => hub.kill('SIGKILL'), 30_000);
  await ended;
  clearTimeout(timer);
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  if (typeof address !== 'object' || address === null) throw new Error('No port is free');
  return address.port;
}
