/** `npm run backup` while the hub serves, and `npm run restore` after kill -9 of everything. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { joinEmbeddedPostgres } from '#platform/postgres/index.ts';
import { buildTerc, toCsv } from '../fixtures/terc.ts';
import { sumsOf } from './table-sums.ts';

const folder = await mkdtemp(path.join(tmpdir(), 'wezel-backup-command-'));
const running = new Set<ChildProcess>();
afterAll(async () => {
  for (const child of running) child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

function run(dataDir: string, ...args: string[]) {
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    DATA_DIR: path.join(folder, dataDir),
    PORT: '0',
    LOG_LEVEL: 'warn',
    STARTER: 'documents',
  };
  delete env['DATABASE_URL'];
  const child = spawn(process.execPath, ['src/cli.ts', ...args], { env });
  running.add(child);
  let output = '';
  const watchers = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk;
      for (const watch of watchers) watch();
    });
  }
  const ended = once(child, 'close').then(([code]) => {
    running.delete(child);
    return { code: code as number | null, output };
  });
  const prints = (pattern: RegExp): Promise<RegExpExecArray> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const found = pattern.exec(output);
        if (found !== null) resolve(found);
      };
      watchers.add(look);
      look();
      ended.then(() => reject(new Error(`${args[0]} ended: ${output}`)));
    });
  return { child, ended, prints };
}

async function killPostgres(dataDir: string): Promise<void> {
  const pidFile = path.join(folder, dataDir, 'postgres/cluster/data/postmaster.pid');
  process.kill(Number((await readFile(pidFile, 'utf8')).split('\n')[0]), 'SIGKILL');
}

async function sums(dataDir: string): Promise<Record<string, string>> {
  const server = await joinEmbeddedPostgres(path.join(folder, dataDir));
  try {
    // A hub that serves goes on counting what it serves.
    return await sumsOf(server.url, ['service_day']);
  } finally {
    await server.leave();
  }
}

async function downloads(origin: string): Promise<string> {
  const response = await fetch(`${origin}/releases/2/SHA256SUMS`);
  // Made for longer than a request may take.
  if (response.status === 503) return downloads(origin);
  expect(response.status).toBe(200);
  return createHash('sha256')
    .update(await response.text())
    .digest('hex');
}

test('brings back all that was acknowledged', { timeout: 600_000 }, async () => {
  const register = path.join(folder, 'TERC_2022-01-01.csv');
  await writeFile(register, toCsv(buildTerc({ voivodeships: ['16', '24'], asOf: '2022-01-01' })));
  const file = path.join(folder, 'backup.tar');

  const serving = run('first', 'serve');
  const [, origin = ''] = await serving.prints(/answers at (\S+)\/graphql/);
  expect(await run('first', 'import', 'teryt', register, '--as-of', '2022-01-01').ended).toMatchObject({ code: 0 });
  const backup = await run('first', 'backup', file).ended;
  expect(backup).toMatchObject({
    code: 0,
    output: expect.stringMatching(/release 2, \d+ rows, 0 files, 0 jobs, \d+ bytes/),
  });
  const before = await downloads(origin);
  // Before the kill: PostgreSQL's recovery leaves out numbers of sequences that nobody got.
  const sumsBefore = await sums('first');
  await killPostgres('first');
  serving.child.kill('SIGKILL');
  await serving.ended;

  const killed = run('second', 'restore', file);
  await killed.prints(/copying the rows/);
  await killPostgres('second');
  killed.child.kill('SIGKILL');
  await killed.ended;
  const restored = await run('second', 'restore', file, '--json').ended;
  expect(restored.output).toContain('"release":2');
  expect(restored.code).toBe(0);
  expect(await sums('second')).toEqual(sumsBefore);

  const again = await run('second', 'restore', file).ended;
  expect(again).toMatchObject({ code: 1, output: expect.stringContaining('The database is not empty') });
  const served = run('second', 'serve');
  const [, otherOrigin = ''] = await served.prints(/answers at (\S+)\/graphql/);
  expect(await downloads(otherOrigin)).toBe(before);
  served.child.kill('SIGTERM');
  expect((await served.ended).code).toBe(0);
});
