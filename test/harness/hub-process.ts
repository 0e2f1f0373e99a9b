/** A hub as a process of its own, as `npm start` runs it: for tests that kill it, fill its disk, or use it with other programs. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';

export interface HubProcess {
  readonly url: string;
  log(): string;
  /** Returns its exit code; null where the signal ended it. */
  kill(signal: NodeJS.Signals): Promise<number | null>;
}

/** Without what stands in the environment of the tests for their own database. */
export function hubEnvironment(settings: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(DATABASE_|NODE_ENV$|LOG_|VITEST|S3_|SMTP_|REDIS_|RATE_)/.test(name),
  );
  return { ...Object.fromEntries(inherited), WORKER_THREADS: '0', RATE_POINTS: '0', ...settings };
}

/** Ended when the test is over, or as `atEnd` says for one that several tests use; `cwd` has another version of the hub. */
export async function startHubProcess(
  settings: NodeJS.ProcessEnv,
  atEnd: (end: () => Promise<void>) => void = onTestFinished,
  cwd = process.cwd(),
): Promise<HubProcess> {
  const child = spawn(process.execPath, ['src/cli.ts', 'serve'], {
    cwd,
    env: hubEnvironment({ PORT: '0', HOST: '127.0.0.1', ...settings }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  child.stderr.on('data', (chunk: Buffer) => (log += chunk));
  const ended = once(child, 'exit') as Promise<[number | null]>;
  const kill = async (signal: NodeJS.Signals): Promise<number | null> => {
    child.kill(signal);
    return (await ended)[0];
  };
  atEnd(async () => {
    if (child.exitCode === null && child.signalCode === null) await kill('SIGTERM');
  });
  const printed = await Promise.race([
    once(child.stdout, 'data').then(([chunk]) => String(chunk)),
    ended.then(([code]) => Promise.reject(new Error(`It ended with ${code}: ${log}`))),
  ]);
  return { url: new URL(/http:\S+/.exec(printed)?.[0] ?? '').origin, log: () => log, kill };
}
