/** However a command is stopped, it takes the hub's own PostgreSQL with it, cleanly; and how it logs meanwhile. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';

interface Command {
  readonly child: ChildProcess;
  /** Waits for this text on stdout or stderr. */
  said(text: string): Promise<void>;
  output(): string;
  /** When all its processes that could write have ended. */
  readonly ended: Promise<unknown>;
}

/** One database for all, which each leaves cleanly to the next. */
const folder = mkdtempSync(path.join(tmpdir(), 'wezel-stopping-'));
const dataDir = path.join(folder, 'data');
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }));

/** In a process group of its own, as a shell or a process manager starts it, with npm and what npm starts in it. */
function start(command: string, parameters: readonly string[], env: NodeJS.ProcessEnv = {}): Command {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(DATABASE_URL|NODE_ENV|LOG_|VITEST)/.test(name));
  const settings = { DATA_DIR: dataDir, PORT: '0', HOST: '127.0.0.1', NO_COLOR: '1', ...env };
  const child = spawn(command, parameters, {
    detached: true,
    env: { ...Object.fromEntries(inherited), ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const ended = once(child, 'close');
  const said = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => void (output.includes(text) && resolve());
      for (const stream of [child.stdout, child.stderr]) stream?.on('data', look);
      look();
      void ended.then(() => reject(new Error(`ended without "${text}": ${output}`)));
    });
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk));
  onTestFinished(async () => {
    if (child.exitCode === null && child.signalCode === null) process.kill(-(child.pid ?? 0), 'SIGKILL');
    await ended;
    if (existsSync(pidFile)) process.kill(postmaster(), 'SIGQUIT');
  });
  return { child, said, output: () => output, ended };
}

const group = ({ child }: Command): number => -(child.pid ?? 0);
const pidFile = path.join(dataDir, 'postgres/cluster/data/postmaster.pid');
const postmaster = (): number => Number(readFileSync(pidFile, 'utf8').split('\n')[0]);

function expectCleanEnd(): void {
  expect(existsSync(pidFile)).toBe(false);
  const log = readFileSync(path.join(dataDir, 'postgres/server.log'), 'utf8');
  expect(log.trim().split('\n').at(-1)).toContain('database system is shut down');
  expect(log).not.toContain('was interrupted');
}

describe.runIf(process.platform === 'linux')('a signal to the whole process group', { timeout: 300_000 }, () => {
  test.for(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('%s stops server and PostgreSQL', async (signal) => {
    const hub = start('npm', ['start']);
    await hub.said('/graphql\n');
    process.kill(group(hub), signal);
    await hub.ended;
    expectCleanEnd();
  });

  test('stops them also where the PostgreSQL gets it, too', async () => {
    const hub = start('npm', ['start']);
    await hub.said('/graphql\n');
    process.kill(postmaster(), 'SIGTERM');
    process.kill(group(hub), 'SIGTERM');
    await hub.ended;
    expectCleanEnd();
  });

  test('stops an import in its midst', async () => {
    const file = path.join(folder, 'urzedy_2024-01-01.csv');
    const rows = Array.from({ length: 20_000 }, (_, n) => `urzad-${n};Urząd ${n};OTHER;GOVERNMENT;ul. Długa ${n}`);
    writeFileSync(file, ['key;name;kind;tier;street', ...rows, ''].join('\n'));
    const command = start('npm', ['run', 'import', '--', 'offices', file]);
    await command.said('comparing with what is known');
    process.kill(group(command), 'SIGTERM');
    await command.ended;
    expect(command.output()).toContain('Stopped by SIGTERM; nothing was half-done.');
    expectCleanEnd();
  });
});

describe('the log', { timeout: 300_000 }, () => {
  test('is JSON lines where nobody watches, with one line for all migrations', async () => {
    const hub = start(process.execPath, ['src/cli.ts', 'serve'], { DATA_DIR: path.join(folder, 'new') });
    await hub.said('/graphql\n');
    process.kill(group(hub), 'SIGTERM');
    await hub.ended;
    const lines = hub
      .output()
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.map(({ msg }) => msg)).toEqual(['database migrated', 'import', 'stopping']);
    expect(lines[0]).toMatchObject({ level: 30, migrations: expect.any(Number), last: expect.any(String) });
  });

  test.runIf(process.platform === 'linux').for([
    ['lines for people', {}, /^\[\d\d:\d\d:\d\d\] INFO: stopping\s*$/m],
    ['JSON lines with LOG_FORMAT=json', { LOG_FORMAT: 'json' }, /^\{.*"msg":"stopping"\}\s*$/m],
  ] as const)('is, on a terminal, %s', async ([, env, expected]) => {
    const command = `exec ${process.execPath} src/cli.ts serve`;
    const hub = start('script', ['--quiet', '--return', '--flush', '--command', command, '/dev/null'], env);
    await hub.said('/graphql');
    process.kill(hubInTerminal(hub), 'SIGTERM');
    await hub.ended;
    expect(hub.output()).toMatch(expected);
  });
});

/** `script` runs its command in a session of its own. */
function hubInTerminal({ child }: Command): number {
  const children = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim().split(' ');
  return Number(children[0]);
}
