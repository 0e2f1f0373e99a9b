/** `npm run retract` as an operator meets it, and killed in its midst. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, onTestFinished, test } from 'vitest';
import { sl2014Csv } from '../fixtures/eu-projects/lists.ts';
import { startHub } from '../harness/hub.ts';
import { factsOf } from './hub-state.ts';

const project = (number: number) => ({
  contract: `RPSL.01.02.00-24-${1000 + number}/16`,
  title: `Projekt ${number}`,
  beneficiary: number % 2 === 0 ? 'Gmina Brzeg' : `Fundacja ${number}`,
  value: 1000 * number,
});

describe('npm run retract', async () => {
  const hub = await startHub();
  await hub.load('eu-projects', 'a.csv', sl2014Csv([project(1), project(2), project(3)]), { asOf: '2024-01-01' });
  const command = (...parameters: string[]) =>
    spawn(process.execPath, ['src/cli.ts', 'retract', ...parameters], {
      env: { ...process.env, DATABASE_URL: hub.database.url, LOG_LEVEL: 'silent' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  const outcome = async (...parameters: string[]) => {
    const child = command(...parameters);
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk) => (stdout += chunk));
    child.stderr.on('data', (chunk) => (stderr += chunk));
    const [code] = await once(child, 'close');
    return { code, stdout, stderr };
  };

  test('killed in the middle leaves everything as it was', async () => {
    const before = await factsOf(hub);
    // Waits in the middle of its transaction for a row that another one has.
    const client = await hub.database.pool.connect();
    await client.query('BEGIN; SELECT FROM project FOR UPDATE');
    const child = command('2');
    const waiting = async (): Promise<number> => {
      const { rows } = await hub.database.pool.query(
        "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'DELETE%'",
      );
      return rows.length;
    };
    onTestFinished(() => void child.kill('SIGKILL'));
    onTestFinished(() => client.release(true));
    await expect.poll(waiting, { timeout: 60_000 }).toBeGreaterThan(0);
    child.kill('SIGKILL');
    await once(child, 'close');
    await client.query('ROLLBACK');
    expect(await factsOf(hub)).toEqual(before);
    expect(await hub.ask('{ release { number } }')).toEqual({ release: { number: 2 } });
  });

  test('reports what it did', async () => {
    const dry = await outcome('2', '--dry-run');
    expect(dry).toMatchObject({ code: 0, stdout: expect.stringContaining('Project: 0 as before, 3 removed') });
    expect(dry.stdout).toContain('Dry run: nothing was written.');
    const { code, stdout } = await outcome('2', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ release: 3, retracts: 2, kept: 0 });
    expect(await outcome('2')).toMatchObject({ code: 1, stderr: expect.stringContaining('taken back by release 3') });
    expect(await outcome('two')).toMatchObject({ code: 1, stderr: expect.stringContaining('no release number') });
  });
});
