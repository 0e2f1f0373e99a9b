/** Lines of cached answers are gathered; every other one is written at once, after those that came before it. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { cachedLine, LinesForPrograms } from '#platform/logging.ts';
import { temporaryFolder } from '../harness/temporary-folder.ts';

function openFile(): { log: pino.Logger; lines: () => unknown[] } {
  const file = path.join(temporaryFolder('wezel-log-'), 'hub.log');
  const log = pino({ level: 'info' }, new LinesForPrograms(file));
  const text = (): string => {
    try {
      return readFileSync(file, 'utf8');
    } catch {
      return '';
    }
  };
  const lines = () =>
    text()
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => (JSON.parse(line) as { number: number }).number);
  return { log, lines };
}

test('a line is written at once, with those that were gathered before it, in their order', () => {
  const { log, lines } = openFile();
  log.info({ number: 1 }, cachedLine);
  log.info({ number: 2 }, cachedLine);
  expect(lines()).toEqual([]);
  log.warn({ number: 3 }, 'the database is away');
  expect(lines()).toEqual([1, 2, 3]);
});

test('gathered lines are written by themselves after a moment', async () => {
  const { log, lines } = openFile();
  log.info({ number: 1 }, cachedLine);
  await expect.poll(lines, { timeout: 120_000 }).toEqual([1]);
});

test('and when they are many', () => {
  const { log, lines } = openFile();
  for (let number = 1; number <= 500; number += 1) log.info({ number, text: 'x'.repeat(100) }, cachedLine);
  expect(lines().length).toBeGreaterThan(100);
});
