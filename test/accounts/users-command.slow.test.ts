/** `npm run users` needs no server. */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { createTestDatabase } from '../harness/database.ts';

const database = await createTestDatabase('starter');
const dataDir = await mkdtemp(join(tmpdir(), 'wezel-users-'));
afterAll(() => rm(dataDir, { recursive: true, force: true }));

async function users(...parameters: string[]): Promise<{ stdout: string; stderr: string }> {
  const env = { ...process.env, DATABASE_URL: database.url, DATA_DIR: dataDir, SMTP_URL: '', LOG_LEVEL: 'warn' };
  return promisify(execFile)(process.execPath, ['src/cli.ts', 'users', ...parameters], { env });
}

test('accounts are created, listed, given roles, sent links and disabled', { timeout: 300_000 }, async () => {
  const created = await users('create', 'Anna@Urzad.Test', '--role', 'editor');
  expect(created.stdout).toMatch(/^[\da-f-]{36}\tanna@urzad\.test\tEDITOR\tcreated \S+\tactive\n$/);
  await expect(users('create', 'anna@urzad.test')).rejects.toThrow('has an account already');
  await expect(users('role', 'anna@urzad.test', 'king')).rejects.toThrow('"king" is no role');
  await users('role', 'anna@urzad.test', 'ADMIN');
  const link = (await users('link', 'anna@urzad.test')).stdout.trim();
  expect(link).toMatch(/^http:\/\/localhost:4000\/account\/confirm\?token=[\w-]{43}$/);
  const [file = ''] = await readdir(join(dataDir, 'outbox'));
  expect(file).toMatch(/\.eml$/);
  expect(await readFile(join(dataDir, 'outbox', file), 'utf8')).toContain('To: anna@urzad.test');
  await users('disable', 'anna@urzad.test');
  await expect(users('link', 'anna@urzad.test')).rejects.toThrow('is disabled');
  expect((await users('list')).stdout).toMatch(/\tADMIN\t\S+ \S+\tdisabled\n$/);
});
