/** Starts the programs that are measured, each a process of its own that states its address when it is ready. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

export const benchFolder = import.meta.dirname;
const root = path.join(benchFolder, '../..');

export interface Running {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

export async function start(args: readonly string[], env: Record<string, string>): Promise<Running> {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production', GRAPHILE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await addressOf(child);
  return {
    url,
    pid: child.pid ?? 0,
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function addressOf(child: ChildProcess): Promise<string> {
  let printed = '';
  for await (const chunk of child.stdout ?? []) {
    printed += String(chunk);
    const url = /http:\/\/[^/\s]+/.exec(printed)?.[0];
    if (url !== undefined) {
      child.stdout?.resume();
      return url;
    }
  }
  throw new Error(`${child.spawnargs.join(' ')} ended before it listened`);
}

/** As `npm start` does, without a limit of requests; whole answers are kept only where that is what is measured. */
export function startHub(databaseUrl: string, env: Record<string, string> = {}): Promise<Running> {
  const settings = {
    DATABASE_URL: databaseUrl,
    HOST: '127.0.0.1',
    PORT: '0',
    RATE_POINTS: '0',
    STARTER: 'none',
    LOG_LEVEL: 'warn',
  };
  return start(['--max-semi-space-size=16', '--heap-growing-percent=50', 'src/cli.ts', 'serve'], {
    ...settings,
    CACHE_BYTES: '0',
    METRICS_PUBLIC: 'yes',
    ...env,
  });
}
