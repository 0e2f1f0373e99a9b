/** `/status`: what is promised, and what was reached in the last 90 days. */
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { ServiceLevels } from '#http/status/service-levels.ts';
import { startHub } from '../harness/hub.ts';

let now = new Date('2026-06-15T12:00:00Z');
const hub = await startHub({ clock: () => now });
const levelsOf = () => new ServiceLevels({ database: hub.database, clock: () => now, log: pino({ level: 'silent' }) });

interface Status {
  readonly release: number;
  readonly levels: readonly { name: string; objective: number; measured: number | null; isMet: boolean | null }[];
  readonly days: readonly {
    day: string;
    requests: number;
    failed: number;
    slow: number;
    minutes: number;
    possibleMinutes: number;
  }[];
}

const fetchText = async (path: string): Promise<string> => {
  const response = await hub.app.handler.fetch(`http://hub.test${path}`);
  expect([path, response.status]).toEqual([path, 200]);
  return response.text();
};
const status = async (): Promise<Status> => JSON.parse(await fetchText('/status.json')) as Status;

test('says that nothing was measured yet', async () => {
  expect(await status()).toMatchObject({
    release: 1,
    days: [],
    levels: [
      { name: 'answered', objective: 0.999, measured: null, isMet: null },
      { name: 'fast', objective: 0.95, measured: null, isMet: null },
      { name: 'serving', objective: 0.995, measured: null, isMet: null },
    ],
  });
  expect(await fetchText('/en/status')).toContain('Nothing was measured yet.');
});

test('adds up what several processes count, minute by minute', async () => {
  const [one, other] = [levelsOf(), levelsOf()];
  for (let count = 0; count < 900; count += 1) one.note(200, 20);
  for (let count = 0; count < 98; count += 1) other.note(404, 700);
  other.note(503, 20);
  other.note(500, 900);
  await one.flush();
  await other.flush();
  expect((await status()).days).toEqual([
    { day: '2026-06-15', requests: 1_000, failed: 2, slow: 99, minutes: 1, possibleMinutes: 1 },
  ]);
  now = new Date('2026-06-15T12:01:30Z');
  await one.flush();
  await other.flush();
  const { days, levels } = await status();
  expect(days).toEqual([{ day: '2026-06-15', requests: 1_000, failed: 2, slow: 99, minutes: 2, possibleMinutes: 2 }]);
  expect(levels).toMatchObject([
    { measured: 0.998, isMet: false },
    { measured: 0.901, isMet: false },
    { measured: 1, isMet: true },
  ]);
});

test('counts the minutes without a process', async () => {
  const levels = levelsOf();
  // The next day begins at 22:00 UTC; until 22:10 nobody serves.
  for (let minute = 10; minute < 20; minute += 1) {
    now = new Date(Date.UTC(2026, 5, 15, 22, minute));
    await levels.flush();
  }
  const { days, levels: measured } = await status();
  expect(days.map(({ day, minutes }) => [day, minutes])).toEqual([
    ['2026-06-16', 10],
    ['2026-06-15', 2],
  ]);
  expect(measured[2]).toEqual({ name: 'serving', objective: 0.995, measured: 12 / 22, isMet: false });
});

test('shows the days in which the hub was away, and counts them', async () => {
  now = new Date('2026-06-20T12:00:00Z');
  await levelsOf().flush();
  const { days, levels } = await status();
  expect(days.map(({ day, minutes, possibleMinutes }) => [day, minutes, possibleMinutes])).toEqual([
    ['2026-06-20', 1, 14 * 60 + 1],
    ['2026-06-19', 0, 1_440],
    ['2026-06-18', 0, 1_440],
    ['2026-06-17', 0, 1_440],
    ['2026-06-16', 10, 1_440],
    ['2026-06-15', 2, 2],
  ]);
  expect(levels[2]).toMatchObject({ measured: 13 / (14 * 60 + 1 + 4 * 1_440 + 2), isMet: false });
  expect(await fetchText('/status')).toContain('2026-06-18');
});

test('counts an outage that began before the days that are shown, and keeps no more than a hundred days', async () => {
  const levels = levelsOf();
  now = new Date('2026-09-20T12:00:00Z');
  await levels.flush();
  const { days, levels: measured } = await status();
  expect(days).toHaveLength(90);
  expect([days[0], days.at(-1)]).toEqual([
    { day: '2026-09-20', requests: 0, failed: 0, slow: 0, minutes: 1, possibleMinutes: 14 * 60 + 1 },
    { day: '2026-06-23', requests: 0, failed: 0, slow: 0, minutes: 0, possibleMinutes: 1_440 },
  ]);
  expect(measured[2]).toMatchObject({ measured: 1 / (14 * 60 + 1 + 89 * 1_440), isMet: false });
  now = new Date('2026-10-20T12:00:00Z');
  await levels.flush();
  const { rows } = await hub.database.pool.query<{ day: string }>('SELECT day::text FROM service_day ORDER BY 1');
  // The first says since when the hub is meant to serve.
  expect(rows.map(({ day }) => day)).toEqual(['2026-06-15', '2026-09-20', '2026-10-20']);
});

test('knows that the day on which the clock is set back has an hour more', async () => {
  now = new Date('2026-10-27T12:00:00Z');
  const { days } = await status();
  expect(days.slice(0, 3).map(({ day, minutes, possibleMinutes }) => [day, minutes, possibleMinutes])).toEqual([
    ['2026-10-27', 0, 13 * 60 + 1],
    ['2026-10-26', 0, 1_440],
    ['2026-10-25', 0, 1_500],
  ]);
});

test('what could not be written is added later', async () => {
  const levels = levelsOf();
  levels.note(200, 1);
  await hub.database.pool.query('ALTER TABLE service_day RENAME TO service_day_away');
  await expect(levels.flush()).rejects.toThrow();
  await hub.database.pool.query('ALTER TABLE service_day_away RENAME TO service_day');
  levels.note(200, 1);
  const before = (await status()).days[0]?.requests ?? 0;
  await levels.flush();
  expect((await status()).days[0]?.requests).toBe(before + 2);
});

test('is a page in both languages, with the numbers of its days', async () => {
  const polish = await fetchText('/status');
  expect(polish).toContain('<html lang="pl"');
  expect(polish).toContain('Stan usługi');
  expect(polish).toContain('2026-10-20');
  const english = await fetchText('/en/status');
  expect(english).toContain('<html lang="en"');
  expect(english).toContain('Service status');
  expect(english).toContain('99.9 %');
  expect(english).toContain('href="/en/status.json"');
});
