/** What `npm run migrate` and `npm start` write of migrations: one line for people on a terminal, one for each elsewhere. */
import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { createTestDatabase } from '../harness/database.ts';

const command = [process.execPath, 'src/cli.ts', 'migrate'];

async function migrated(program: string, given: readonly string[]): Promise<SpawnSyncReturns<string>> {
  const { url } = await createTestDatabase('empty');
  return spawnSync(program, given, { encoding: 'utf8', env: { ...process.env, DATABASE_URL: url, NO_COLOR: '1' } });
}

test('a line for each migration where nobody watches', { timeout: 120_000 }, async () => {
  const { stdout, status } = await migrated(process.execPath, command.slice(1));
  const lines = stdout.trimEnd().split('\n');
  expect(status).toBe(0);
  expect(lines.length).toBeGreaterThan(10);
  for (const line of lines) expect(line).toMatch(/^applied \d{14}_\w+$/);
});

test('one line in all on a terminal', { timeout: 120_000 }, async ({ skip }) => {
  const { stdout, status, error } = await migrated('script', ['-qec', command.join(' '), '/dev/null']);
  if (error !== undefined) skip('there is no program `script` of util-linux, which makes a terminal');
  expect(status).toBe(0);
  expect(stdout.trimEnd().split(/\r?\n/)).toEqual([
    expect.stringMatching(/^Applied \d+ migrations; the last is \d{14}_\w+\.$/),
  ]);
});
