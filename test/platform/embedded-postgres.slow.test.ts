import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { joinEmbeddedPostgres } from '#platform/postgres/index.ts';

let dataDir: string;
let members: Member[];

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'wezel-postgres-'));
  members = [];
});

afterEach(async () => {
  await Promise.all(members.map((member) => member.kill()));
  if (existsSync(pidFile())) await (await joinEmbeddedPostgres(dataDir)).leave();
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 });
});

describe('one process', () => {
  test('creates a UTF-8 database that folds Polish letters', async () => {
    const database = await joinEmbeddedPostgres(dataDir);
    expect(
      await query(database.url, `SELECT current_user AS "user", current_database() AS name, lower('ŻÓŁĆ') AS folded`),
    ).toEqual([{ user: 'wezel', name: 'wezel', folded: 'żółć' }]);
    await database.leave();
    expect(await answers(database.url)).toBe(false);
  });

  test('finds its data again after leaving', async () => {
    const first = await joinEmbeddedPostgres(dataDir);
    await query(first.url, 'CREATE TABLE kept AS SELECT 7 AS n');
    await first.leave();
    const second = await joinEmbeddedPostgres(dataDir);
    expect(await query(second.url, 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
    await second.leave();
  });

  test('joins twice, and leaving twice counts once', async () => {
    const [first, second] = await Promise.all([joinEmbeddedPostgres(dataDir), joinEmbeddedPostgres(dataDir)]);
    expect(first.url).toBe(second.url);
    await first.leave();
    await first.leave();
    expect(await answers(second.url)).toBe(true);
    await second.leave();
    expect(await answers(second.url)).toBe(false);
  });

  test('is not disturbed by the PostgreSQL variables of its environment', async () => {
    const member = await startMember({
      PGPORT: '1',
      PGDATA: '/nowhere',
      PGOPTIONS: '-c nonsense=1',
      PGSSLMODE: 'require',
    });
    expect(await answers(member.url)).toBe(true);
  });
});

describe('several processes', () => {
  test.each([
    ['first', 'second'],
    ['second', 'first'],
  ])('share one server, which stops when the %s and then the %s has left', async (...order) => {
    const [first, second] = await Promise.all([startMember(), startMember()]);
    expect(first.url).toBe(second.url);
    const [leaver, last] = order[0] === 'first' ? [first, second] : [second, first];
    await leaver.leave();
    expect(await answers(last.url)).toBe(true);
    await last.leave();
    expect(await answers(last.url)).toBe(false);
  });

  test('attach to the server of a process that was killed, and can stop it', async () => {
    const killed = await startMember();
    await killed.kill();
    const next = await joinEmbeddedPostgres(dataDir);
    expect(next.url).toBe(killed.url);
    await next.leave();
    expect(await answers(next.url)).toBe(false);
  });

  test('survive Ctrl-C: it reaches the members and not the server', async () => {
    const member = await startMember();
    process.kill(-member.pid, 'SIGINT');
    await member.said('interrupted');
    expect(await answers(member.url)).toBe(true);
  });

  test('may exit without leaving: the server runs on and holds none of their pipes', async () => {
    const member = await startMember();
    member.tell('exit');
    await member.closed;
    expect(await answers(member.url)).toBe(true);
  });
});

describe('recovery', () => {
  test('a killed server keeps its data, although a member of it is still there', async () => {
    const member = await startMember();
    await query(member.url, 'CREATE TABLE kept AS SELECT 7 AS n');
    process.kill(serverPid(), 'SIGKILL');
    const next = await joinEmbeddedPostgres(dataDir);
    expect(await query(next.url, 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
    await next.leave();
    expect(await answers(next.url)).toBe(true);
    await member.leave();
    expect(await answers(next.url)).toBe(false);
  });

  test.runIf(process.platform === 'linux')(
    'a long query that outlived the killed server does not hold up the next one',
    async () => {
      const member = await startMember();
      const orphan = query(member.url, 'SELECT count(*) FROM generate_series(1, 1000000000000)').catch(() => 'ended');
      await sleep(200);
      process.kill(serverPid(), 'SIGKILL');
      const next = await joinEmbeddedPostgres(dataDir);
      expect(await answers(next.url)).toBe(true);
      expect(await orphan).toBe('ended');
      await next.leave();
    },
  );

  test('a pid file that names a live process of something else', async () => {
    const first = await joinEmbeddedPostgres(dataDir);
    const old = readFileSync(pidFile(), 'utf8').split('\n');
    await first.leave();
    const stranger = createServer().listen(0, '127.0.0.1');
    await once(stranger, 'listening');
    const { port } = stranger.address() as { port: number };
    writeFileSync(pidFile(), old.with(0, String(process.pid)).with(3, String(port)).join('\n'));
    const next = await joinEmbeddedPostgres(dataDir);
    expect(await answers(next.url)).toBe(true);
    await next.leave();
    stranger.close();
  });

  test('a first start that was killed is done again', async () => {
    const member = spawnMember();
    while (!unfinished().some((folder) => existsSync(join(folder, 'data', 'base')))) await sleep(5);
    await member.kill();
    expect(existsSync(join(dataDir, 'postgres', 'cluster'))).toBe(false);
    const next = await joinEmbeddedPostgres(dataDir);
    expect(await answers(next.url)).toBe(true);
    await next.leave();
  });
});

describe('refusals say how to fix', () => {
  test('a file in place of the data folder', async () => {
    const file = join(dataDir, 'file');
    writeFileSync(file, '');
    await expect(joinEmbeddedPostgres(file)).rejects.toMatchObject({
      code: 'DATABASE_DIR_NOT_A_FOLDER',
      line: expect.stringMatching(/not a folder.*file.*DATA_DIR/),
    });
  });

  test('data of another major version', async () => {
    mkdirSync(join(dataDir, 'postgres', 'cluster', 'data'), { recursive: true });
    writeFileSync(join(dataDir, 'postgres', 'cluster', 'data', 'PG_VERSION'), '12\n');
    await expect(joinEmbeddedPostgres(dataDir)).rejects.toMatchObject({
      code: 'DATABASE_OTHER_VERSION',
      line: expect.stringMatching(/PostgreSQL 12,.*brings PostgreSQL \d+\..*DATABASE_URL/),
    });
  });

  test('a folder that is no cluster is left as it is', async () => {
    const precious = join(dataDir, 'postgres', 'cluster', 'precious');
    mkdirSync(precious, { recursive: true });
    await expect(joinEmbeddedPostgres(dataDir)).rejects.toMatchObject({ code: 'DATABASE_DIR_DAMAGED' });
    expect(existsSync(precious)).toBe(true);
    expect(unfinished()).toEqual([]);
  });

  test('a lost password', async () => {
    await (await joinEmbeddedPostgres(dataDir)).leave();
    rmSync(join(dataDir, 'postgres', 'cluster', 'password'));
    await expect(joinEmbeddedPostgres(dataDir)).rejects.toMatchObject({ code: 'DATABASE_PASSWORD_LOST' });
    writeFileSync(join(dataDir, 'postgres', 'cluster', 'password'), 'another');
    await expect(joinEmbeddedPostgres(dataDir)).rejects.toMatchObject({ code: 'DATABASE_PASSWORD_WRONG' });
    process.kill(serverPid(), 'SIGINT');
    while (existsSync(pidFile())) await sleep(20);
  });
});

describe('access', () => {
  test('the password is strong, needed, and readable by nobody else', async () => {
    const { url, leave } = await joinEmbeddedPostgres(dataDir);
    const file = join(dataDir, 'postgres', 'cluster', 'password');
    expect(readFileSync(file, 'utf8').length).toBeGreaterThanOrEqual(40);
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(join(dataDir, 'postgres')).mode & 0o077).toBe(0);
    await expect(query(withPart(url, 'password', 'wrong'), 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
    await leave();
  });

  test('only this machine reaches the server', async () => {
    const { url, leave } = await joinEmbeddedPostgres(dataDir);
    expect(await query(url, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
    expect(await query(url, 'SHOW unix_socket_directories')).toEqual([{ unix_socket_directories: '' }]);
    const outside = Object.values(networkInterfaces())
      .flatMap((list) => list ?? [])
      .filter(({ internal, family }) => !internal && family === 'IPv4');
    for (const { address } of outside) expect(await answers(withPart(url, 'hostname', address))).toBe(false);
    await leave();
  });

  test.runIf(process.getuid?.() === 0)('root can keep it in folders that only root may enter', async () => {
    const inner = join(dataDir, 'private', 'data');
    mkdirSync(inner, { recursive: true, mode: 0o700 });
    const { url, leave } = await joinEmbeddedPostgres(inner);
    expect(await answers(url)).toBe(true);
    await leave();
    expect(await answers(url)).toBe(false);
  });
});

interface Member {
  readonly pid: number;
  readonly closed: Promise<unknown>;
  tell(command: 'leave' | 'exit'): void;
  said(start: string): Promise<string>;
  leave(): Promise<void>;
  kill(): Promise<void>;
}

const MEMBER = `
  const { joinEmbeddedPostgres } = await import(process.argv[1]);
  process.on('SIGINT', () => console.log('interrupted'));
  const { url, leave } = await joinEmbeddedPostgres(process.argv[2]);
  console.log(url);
  process.stdin.on('data', async (command) => {
    if (String(command) === 'leave') await leave();
    process.exit();
  });`;

/** A hub process of its own, in a process group of its own as a shell would start it. */
function spawnMember(env: NodeJS.ProcessEnv = {}): Member {
  const module = new URL('../../src/platform/postgres/index.ts', import.meta.url).href;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', MEMBER, module, dataDir], {
    detached: true,
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const closed = once(child, 'close');
  const member: Member = {
    pid: child.pid ?? 0,
    closed,
    tell: (command) => child.stdin?.write(command),
    said: (start) => lineOf(child, start),
    leave: async () => {
      member.tell('leave');
      await closed;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await closed;
    },
  };
  members.push(member);
  return member;
}

async function startMember(env?: NodeJS.ProcessEnv): Promise<Member & { url: string }> {
  const member = spawnMember(env);
  return Object.assign(member, { url: await member.said('postgresql://') });
}

async function lineOf(child: ChildProcess, start: string): Promise<string> {
  for (;;) {
    const [chunk] = await once(child.stdout as NodeJS.ReadableStream, 'data');
    const line = String(chunk)
      .split('\n')
      .find((text) => text.startsWith(start));
    if (line !== undefined) return line;
  }
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 5_000,
    options: '-c statement_timeout=0',
  });
  client.on('error', () => {});
  try {
    await client.connect();
    return (await client.query(sql)).rows;
  } finally {
    await client.end().catch(() => {});
  }
}

const answers = (url: string) =>
  query(url, 'SELECT 1').then(
    () => true,
    () => false,
  );

function withPart(url: string, part: 'password' | 'hostname', value: string): string {
  return Object.assign(new URL(url), { [part]: value }).href;
}

const pidFile = () => join(dataDir, 'postgres', 'cluster', 'data', 'postmaster.pid');
const serverPid = () => Number(readFileSync(pidFile(), 'utf8').split('\n')[0]);

function unfinished(): string[] {
  const root = join(dataDir, 'postgres');
  if (!existsSync(root)) return [];
  return readdirSync(root)
    .filter((name) => name.startsWith('new-'))
    .map((name) => join(root, name));
}
