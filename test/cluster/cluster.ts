/** The cluster of scripts/cluster.sh, for the tests that drive it. */
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const script = 'scripts/cluster.sh';

/** Which Debian programs are not installed; null where all are. */
export function missingPrograms(): string | null {
  const { status, stderr } = spawnSync(script, ['check'], { encoding: 'utf8' });
  return status === 0 ? null : stderr.trim();
}

export interface Addresses {
  readonly HUB_URL: string;
  readonly HUB1_URL: string;
  readonly HUB2_URL: string;
  readonly PRIMARY_URL: string;
  readonly STANDBY_URL: string;
  readonly POOLER_URL: string;
}

export class Cluster {
  readonly #env: NodeJS.ProcessEnv;
  readonly #folder = mkdtempSync(join(process.env['CLUSTER_TMP'] ?? tmpdir(), 'wezel-cluster-'));

  constructor(env: Record<string, string>) {
    this.#env = { ...process.env, ...env, CLUSTER_DIR: join(this.#folder, 'cluster') };
    // PostgreSQL's own user passes through it.
    spawnSync('chmod', ['711', this.#folder]);
  }

  async start(): Promise<Addresses> {
    const lines = (await this.run('start')).trim().split('\n');
    return Object.fromEntries(lines.map((line) => line.split(/=(.*)/s).slice(0, 2))) as Addresses;
  }

  /** A command of the script; what it wrote. */
  async run(...parameters: string[]): Promise<string> {
    const { stdout } = await promisify(execFile)(script, parameters, { env: this.#env, timeout: 600_000 });
    return stdout;
  }

  /** The lines of the log of a hub. */
  logOf(hub: 1 | 2): Record<string, unknown>[] {
    const lines = readFileSync(join(this.#folder, 'cluster/log', `hub${hub}.log`), 'utf8').split('\n');
    return lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as Record<string, unknown>);
  }
}

export interface Reply {
  readonly status: number;
  readonly release: string | null;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

/** Status 0: there was no response. */
export async function get(url: string, headers: Record<string, string> = {}): Promise<Reply> {
  return reply(url, { headers });
}

export function graphql(
  hub: string,
  query: string,
  method: 'GET' | 'POST' = 'GET',
  more: Record<string, string> = {},
): Promise<Reply> {
  if (method === 'GET') return reply(`${hub}/graphql?${new URLSearchParams({ query })}`, {});
  const headers = { 'content-type': 'application/json', accept: 'application/json', ...more };
  return reply(`${hub}/graphql`, { method, headers, body: JSON.stringify({ query }) });
}

async function reply(url: string, init: RequestInit): Promise<Reply> {
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(30_000) });
    const text = await response.text();
    const body = (text.startsWith('{') ? JSON.parse(text) : { text }) as Record<string, unknown>;
    return { status: response.status, release: response.headers.get('x-release'), headers: response.headers, body };
  } catch (error) {
    return { status: 0, release: null, headers: new Headers(), body: { error: String(error) } };
  }
}

/** Sends requests, several at a time, until it is stopped or so many were answered. */
export class Load<T> {
  readonly replies: T[] = [];
  #isOver = false;
  readonly #work: Promise<unknown>;

  constructor(send: (index: number) => Promise<T>, { atOnce, total = Infinity }: { atOnce: number; total?: number }) {
    let next = 0;
    const work = async (): Promise<void> => {
      while (!this.#isOver && next < total) {
        next += 1;
        this.replies.push(await send(next));
      }
    };
    this.#work = Promise.all(Array.from({ length: atOnce }, work));
  }

  async done(): Promise<T[]> {
    await this.#work;
    return this.replies;
  }

  stop(): Promise<T[]> {
    this.#isOver = true;
    return this.done();
  }
}
