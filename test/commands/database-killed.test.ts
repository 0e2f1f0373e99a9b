/** A database that is killed in the middle of an import ends the command with what happened and what to do. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { describeConnectionFailure } from '#platform/database/connection-errors.ts';

test.for([
  ['COPY that is cut', Object.assign(new Error('Premature close'), { code: 'ERR_STREAM_PREMATURE_CLOSE' })],
  ['a statement after the end', new Error('Client has encountered a connection error and is not queryable')],
  ['a closed client', new Error('Client was closed and is not queryable')],
  ['a broken connection', new Error('Connection terminated unexpectedly')],
  ['a stopped server', Object.assign(new Error('terminating connection'), { code: '57P01' })],
] as const)('%s is a lost database', ([, error]) => {
  expect(describeConnectionFailure(error)?.line).toMatch(/^The database (closed the connection|was stopped)\. \w/);
});

test('an import of offices says so in one line', { timeout: 300_000 }, async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'wezel-killed-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  const rows = Array.from({ length: 20_000 }, (_, n) => `urzad-${n};Urząd ${n};OTHER;GOVERNMENT;ul. Długa ${n}`);
  const file = path.join(folder, 'urzedy_2024-01-01.csv');
  writeFileSync(file, ['key;name;kind;tier;street', ...rows, ''].join('\n'));
  const env: NodeJS.ProcessEnv = { ...process.env, DATA_DIR: path.join(folder, 'data'), LOG_LEVEL: 'warn' };
  delete env['DATABASE_URL'];
  const command = spawn(process.execPath, ['src/cli.ts', 'import', 'offices', file], { env });
  let told = '';
  const killed = new Promise<void>((resolve) => {
    command.stderr.on('data', (chunk) => {
      told += chunk;
      if (told.includes('comparing with what is known')) resolve();
    });
  });
  const ended = once(command, 'close');
  await Promise.race([killed, ended]);
  const pidFile = path.join(folder, 'data/postgres/cluster/data/postmaster.pid');
  process.kill(Number(readFileSync(pidFile, 'utf8').split('\n')[0]), 'SIGKILL');
  expect((await ended)[0]).toBe(1);
  expect(told.trim().split('\n').at(-1)).toMatch(/^The database .*(was stopped|closed the connection|does not answer)/);
  expect(told).not.toMatch(/^\s+at /m);
});
