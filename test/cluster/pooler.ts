/** PgBouncer in transaction mode before the PostgreSQL of the tests. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { onTestFinished } from 'vitest';

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

/** Its address of the database; further lines of its settings. Ended with the test. */
export async function startPooler(databaseUrl: string, settings: readonly string[]): Promise<string> {
  const { hostname, port: target, pathname, username, password } = new URL(databaseUrl);
  const folder = mkdtempSync(join(tmpdir(), 'wezel-pooler-'));
  // PgBouncer refuses to run as root.
  chmodSync(folder, 0o711);
  const port = await freePort();
  const database = pathname.slice(1);
  const file = join(folder, 'pgbouncer.ini');
  const server = `host=${hostname} port=${target} dbname=${database} user=${username} password=${decodeURIComponent(password)}`;
  writeFileSync(
    file,
    [
      '[databases]',
      `hub = ${server} connect_query='SET statement_timeout = 3000'`,
      '[pgbouncer]',
      'listen_addr = 127.0.0.1',
      `listen_port = ${port}`,
      'unix_socket_dir =',
      'auth_type = any',
      'pool_mode = transaction',
      'default_pool_size = 10',
      ...settings,
      '',
    ].join('\n'),
  );
  const isRoot = process.getuid?.() === 0;
  const [program, ...before] = isRoot ? ['runuser', '-u', 'postgres', '--', 'pgbouncer'] : ['pgbouncer'];
  const child = spawn(program as string, [...before, file], {
    env: { ...process.env, PATH: `${process.env['PATH']}:/usr/sbin` },
    stdio: 'ignore',
  });
  const ended = once(child, 'exit');
  onTestFinished(async () => {
    child.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true });
  });
  const url = `postgresql://hub@127.0.0.1:${port}/hub`;
  await untilItAnswers(url);
  return url;
}

async function untilItAnswers(connectionString: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const client = new pg.Client({ connectionString });
    try {
      await client.connect();
      return;
    } catch (error) {
      if (attempt === 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}
