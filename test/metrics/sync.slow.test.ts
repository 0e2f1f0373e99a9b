/** `npm run sync` against a stand-in for the Local Data Bank: its limits in faked time, its faults, a killed process. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { anonymousWindows, RequestBudget, registeredWindows } from '#sources/bdl/api/budget.ts';
import { RequestLog } from '#sources/bdl/api/request-log.ts';
import type { SyncedPart, SyncOptions } from '#sources/sync.ts';
import { synchronisers } from '#sources/synchronisers.ts';
import { bdlIdOf, misbehaviours, startBdlStandIn } from '../fixtures/bdl-api.ts';
import { buildTerc } from '../fixtures/terc.ts';
import { startHub } from '../harness/hub.ts';

const hub = await startHub();

const rows = buildTerc({ asOf: '2025-12-31' });
const units = rows.map(({ WOJ, POW, GMI, RODZ, NAZWA }) => ({
  id: bdlIdOf(WOJ + POW + GMI + RODZ),
  name: bdlName(NAZWA, POW, RODZ),
  level: POW === '' ? 2 : GMI === '' ? 5 : 6,
}));

/** As the source writes them. */
function bdlName(name: string, pow: string, rodz: string): string {
  if (rodz !== '') return name + ({ 4: ' - miasto (4)', 5: ' - obszar wiejski (5)', 1: ' od 2003 (1)' }[rodz] ?? '');
  return pow > '60' ? `Powiat m. ${name} od 2013` : name.replace('powiat', 'Powiat');
}

const ended = { id: bdlIdOf('0266'), name: 'Powiat m. Dawny do 2002', level: 5 };
const api = await startBdlStandIn({
  units: [...units, ended],
  pageSize: 100,
  valueOf: (variable, { id }, year) => Number(id.slice(2, 4)) * 10 + Number(variable) + Number(year) / 10_000,
});
const pages = await startBdlStandIn({
  units,
  pageSize: 4,
  valueOf: (_variable, { id }, year) => Number(id.slice(2, 4)) + (year === '2020' ? 100 : 0),
});
const folders: string[] = [];
afterAll(async () => {
  await api.close();
  await pages.close();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function newFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'wezel-sync-'));
  folders.push(folder);
  return folder;
}

interface Synced {
  readonly parts: SyncedPart[];
  readonly stages: string[];
  readonly waits: { why: string; seconds: number }[];
  readonly left: (number | undefined)[];
}

/** In this process, where nobody really waits. */
async function sync(
  name: string,
  url: string,
  options: SyncOptions,
  folder = newFolder(),
  clientId: string | null = null,
) {
  const seen: Synced = { parts: [], stages: [], waits: [], left: [] };
  let skipped = 0;
  const run = synchronisers
    .find((one) => one.name === name)
    ?.run({
      database: hub.database,
      folder,
      api: { url, clientId, answerMs: 2_000 },
      options,
      today: '2026-06-15',
      now: () => Date.now() + skipped,
      sleep: async (ms) => {
        skipped += ms;
      },
      progress: {
        stage: (stage) => void seen.stages.push(stage),
        done: (_done, secondsLeft) => void seen.left.push(secondsLeft),
        wait: (why, seconds) => void seen.waits.push({ why, seconds }),
      },
    });
  for await (const part of run ?? []) seen.parts.push(part);
  await hub.app.refresh();
  return seen;
}

beforeEach(() => {
  api.queries.length = 0;
  pages.queries.length = 0;
});

describe('the limits', () => {
  const spendFor = (windows: typeof anonymousWindows, count: number, file: string, start: number) => {
    let now = start;
    const log = new RequestLog(file, now);
    const budget = new RequestBudget(windows, log, () => now);
    for (let index = 0; index < count; index += 1) {
      now += budget.delay.ms;
      expect(budget.delay.ms).toBeLessThanOrEqual(0);
      budget.spend();
      now += 10;
    }
    return log.times;
  };

  it.each([
    [
      'anonymous',
      anonymousWindows,
      [
        [1_000, 5],
        [900_000, 100],
        [43_200_000, 1_000],
        [604_800_000, 10_000],
      ],
      2_300,
    ],
    [
      'registered',
      registeredWindows,
      [
        [1_000, 10],
        [900_000, 500],
        [43_200_000, 5_000],
        [604_800_000, 50_000],
      ],
      11_000,
    ],
  ] as const)(
    'of %s callers hold over any stretch of time, and no request waits longer than it must',
    (_name, windows, limits, count) => {
      const file = path.join(newFolder(), 'requests.log');
      const start = 1_780_000_000_000;
      const first = spendFor(windows, count / 2, file, start);
      const last = first.at(-1) ?? start;
      // Another run goes on with what this one used up.
      const times = spendFor(windows, count / 2, file, last + 1);
      expect(times).toHaveLength(count);
      for (const [ms, max] of limits) {
        for (let index = max; index < times.length; index += 1) {
          expect((times[index] ?? 0) - (times[index - max] ?? 0)).toBeGreaterThanOrEqual(ms);
        }
      }
      const [, [quarter, perQuarter], [halfDay, perHalfDay]] = limits;
      expect((times[perQuarter] ?? 0) - start).toBeLessThan(quarter + 2_000);
      expect((times[perHalfDay] ?? 0) - start).toBeLessThan(halfDay + 2_000);
    },
  );

  it('are foretold', () => {
    const log = new RequestLog(path.join(newFolder(), 'requests.log'), 1_780_000_000_000);
    const budget = new RequestBudget(anonymousWindows, log, () => 1_780_000_000_000);
    expect(budget.timeFor(5, 100)).toBe(500);
    expect(budget.timeFor(101, 100)).toBeGreaterThan(900_000);
    expect(budget.timeFor(101, 100)).toBeLessThan(910_000);
    expect(log.times).toHaveLength(0);
  });

  it('make a long command wait, and it says for what and how long', async () => {
    const folder = newFolder();
    const synced = await sync('bdl', pages.url, { variables: '6,7', level: 'powiat', years: '2020' }, folder);
    expect(synced.parts).toHaveLength(2);
    expect(synced.waits.map(({ why }) => why)).toContain('the limit of 100 requests in 15 minutes is reached');
    expect(synced.left.some((seconds) => (seconds ?? 0) > 900)).toBe(true);
  });
});

describe('variables', () => {
  it('are published with their names, units and values, one release each; a second time nothing changes', async () => {
    const synced = await sync('bdl', pages.url, { variables: '6,7', level: 'voivodeship' });
    expect(synced.parts.map(({ report }) => report)).toMatchObject([
      { records: 32, created: 32, rejected: 0 },
      { records: 32, created: 32, rejected: 0 },
    ]);
    expect(pages.queries.filter((query) => query.startsWith('/data/by-variable/6?'))).toHaveLength(4);
    // What both are about is requested once.
    expect(pages.queries.filter((query) => query.startsWith('/subjects'))).toHaveLength(1);
    const answer = await hub.ask(`{
      metric(code: "bdl-6") { name unitOfMeasure topic facets { code } }
      territorialUnit(terc: "02") { indicators(metrics: ["bdl-6", "bdl-7"], from: "2020") { points { value } } }
    }`);
    expect(answer).toEqual({
      metric: {
        name: 'Radni organów gmin: ogółem',
        unitOfMeasure: 'osoba',
        topic: 'Radni organów gmin',
        facets: [{ code: 'bdl-api' }],
      },
      // "tys. osób" are single persons here.
      territorialUnit: { indicators: [{ points: [{ value: 102 }] }, { points: [{ value: 102_000 }] }] },
    });
    const again = await sync('bdl', pages.url, { variables: '6', level: '2' });
    expect(again.parts).toMatchObject([{ report: { release: null, records: 32, unchanged: 32 } }]);
  });

  it('are requested as the caller is known', async () => {
    await sync('bdl', api.url, { variables: '6', level: 'voivodeship', years: '2019' }, newFolder(), 'a-client');
    expect(api.headers.at(-1)?.['x-clientid']).toBe('a-client');
    expect(api.queries.at(-1)).toBe('/data/by-variable/6?unit-level=2&year=2019&lang=pl&format=json&page=0');
  });

  it('come through faults of the other side', async () => {
    const { status, cut, half, page, other, silent } = misbehaviours;
    pages.misbehave(
      status(429, { 'retry-after': '7' }),
      status(500),
      cut,
      half,
      page,
      other,
      null,
      status(503),
      silent,
      null,
    );
    const synced = await sync('bdl', pages.url, { variables: '6', level: 'voivodeship', years: '2018' });
    expect(synced.parts).toMatchObject([{ report: { records: 16, created: 16, rejected: 0 } }]);
    const [first, ...others] = synced.waits.filter(({ why }) => why.startsWith('trying again'));
    expect(first).toEqual({ why: 'trying again, because the answer is 429', seconds: 7 });
    expect(others.map(({ why }) => why.replace('trying again, because ', ''))).toEqual([
      'the answer is 500',
      expect.stringContaining('terminated'),
      'the answer is no whole JSON',
      'the answer is no whole JSON',
      'the answer has no "id"',
      'the answer is 503',
      'no whole answer came in 2 s',
    ]);
    // Twice as long each time, and up to a half more.
    const seconds = others.map((wait) => wait.seconds);
    for (const [index, min] of [2, 4, 8, 16, 32].entries()) {
      expect(seconds[index]).toBeGreaterThanOrEqual(min);
      expect(seconds[index]).toBeLessThanOrEqual(min * 1.5 + 1);
    }
  });

  it.each([
    ['221 sek', 221],
    ['221', 221],
    ['221s.', 221],
    ['4 min', 240],
    ['1,5 s', 2],
    ['later', 60],
    ['22:10', 60],
  ])('wait as long as "Retry-After: %s" says', async (header, seconds) => {
    pages.misbehave(misbehaviours.status(429, { 'retry-after': header }));
    const synced = await sync('bdl', pages.url, { variables: '6', level: 'voivodeship', years: '2012' });
    expect(synced.waits[0]).toEqual({ why: 'trying again, because the answer is 429', seconds });
  });

  it('wait until the moment that Retry-After names', async () => {
    for (const shown of [(moment: Date) => moment.toUTCString(), (moment: Date) => moment.toISOString()]) {
      pages.misbehave(misbehaviours.status(503, { 'retry-after': shown(new Date(Date.now() + 300_000)) }));
      const synced = await sync('bdl', pages.url, { variables: '6', level: 'voivodeship', years: '2012' });
      expect(synced.waits[0]?.seconds).toBeGreaterThan(240);
      expect(synced.waits[0]?.seconds).toBeLessThanOrEqual(300);
    }
  });

  it('end with a reason when the other side stays away, and go on with what was fetched', async () => {
    const folder = newFolder();
    const options = { variables: '6', level: 'voivodeship', years: '2017' };
    pages.misbehave(
      null,
      null,
      null,
      null,
      ...Array<ReturnType<typeof misbehaviours.status>>(8).fill(misbehaviours.status(502)),
    );
    await expect(sync('bdl', pages.url, options, folder)).rejects.toThrow(
      'in 8 tries; the last time the answer is 502',
    );
    expect(pages.queries).toHaveLength(12);
    pages.queries.length = 0;
    const { parts } = await sync('bdl', pages.url, options, folder);
    expect(parts).toMatchObject([{ report: { records: 16, created: 16 } }]);
    expect(pages.queries.map((query) => /page=(\d+)/.exec(query)?.[1])).toEqual(['2', '3']);
  });

  it('are read again from the start when the source changes in between', async () => {
    let count = 0;
    pages.onRequest = () => {
      count += 1;
      if (count === 5) pages.lastUpdate = '2025-02-02T00:00:00';
    };
    const { parts } = await sync('bdl', pages.url, { variables: '6', level: 'voivodeship', years: '2016' });
    pages.onRequest = () => undefined;
    expect(parts).toMatchObject([{ report: { records: 16, created: 16 } }]);
    expect(pages.queries.filter((query) => query.includes('page=0'))).toHaveLength(2);
  });

  it.each([
    [{ variables: '' }, '--variables is ""'],
    [{ variables: '6', level: 'town' }, '--level is "town"'],
    [{ variables: '6', years: '2020-2010' }, '--years is "2020-2010"'],
    [{ variables: '999' }, 'answers 404 to /variables/999'],
  ])('%j is refused', async (options, reason) => {
    await expect(sync('bdl', api.url, options)).rejects.toThrow(reason);
  });

  it('are not fetched by two commands at once', async () => {
    pages.onRequest = async () => {
      pages.onRequest = () => undefined;
      await expect(sync('bdl', pages.url, { variables: '7' })).rejects.toThrow('Another sync');
    };
    await sync('bdl', pages.url, { variables: '6', level: 'voivodeship', years: '2015' });
  });
});

describe('a killed command', () => {
  const start = (folder: string) =>
    spawn(
      process.execPath,
      ['src/cli.ts', 'sync', 'bdl', '--variables', '6,7', '--level', '2', '--years', '2014', '--json'],
      {
        env: {
          PATH: process.env['PATH'],
          DATABASE_URL: hub.database.url,
          DATA_DIR: folder,
          BDL_API_URL: pages.url,
          LOG_LEVEL: 'warn',
          STARTER: 'documents',
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );

  it('goes on where it was, asks nothing twice and counts what it requested before', async () => {
    const folder = newFolder();
    const killed = start(folder);
    // In the middle of the second variable.
    const reached = new Promise<void>((resolve) => {
      pages.onRequest = (query) => {
        if (!query.startsWith('/data/by-variable/7') || !query.includes('page=2')) return;
        resolve();
        return new Promise((end) => killed.once('exit', () => end()));
      };
    });
    await reached;
    killed.kill('SIGKILL');
    await once(killed, 'exit');
    pages.onRequest = () => undefined;
    expect(pages.queries).toHaveLength(1 + 1 + 4 + 1 + 3);
    pages.queries.length = 0;

    const second = start(folder);
    let stdout = '';
    second.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    const [code] = await once(second, 'close');
    expect(code).toBe(0);
    expect(pages.queries.map((query) => /page=\d/.exec(query)?.[0])).toEqual(['page=2', 'page=3']);
    const reports = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { created: number });
    expect(reports).toMatchObject([{ records: 16, created: 16 }]);
    const log = new RequestLog(path.join(folder, 'sync', 'bdl', 'requests-anonymous.log'), Date.now());
    expect(log.times).toHaveLength(12);
    const { rows: counts } = await hub.database.pool.query(
      `SELECT m.code, count(*)::int FROM observation o JOIN metric m ON m.id = metric_id
       WHERE period = 201400 GROUP BY m.code ORDER BY m.code`,
    );
    expect(counts).toEqual([
      { code: 'bdl-6', count: 16 },
      { code: 'bdl-7', count: 16 },
    ]);
  });
});

describe('units', () => {
  it('build the registry as the register of that day would', async () => {
    const { parts } = await sync('bdl-units', api.url, {});
    expect(parts).toMatchObject([
      { name: 'units of 2025', report: { asOf: '2025-12-31', records: rows.length, rejected: 0, duplicates: 0 } },
    ]);
    const register = rows.map(
      (row) =>
        `${row.WOJ};${row.POW};${row.GMI};${row.RODZ};${row.NAZWA.replace(/^powiat /, '')};${row.NAZWA_DOD};${row.STAN_NA}`,
    );
    const official = ['WOJ;POW;GMI;RODZ;NAZWA;NAZWA_DOD;STAN_NA', ...register, ''].join('\n');
    expect(await hub.load('teryt', 'TERC.csv', official)).toMatchObject({ release: null, created: 0, changed: 0 });
    expect(
      await hub.ask(
        '{ territorialUnit(terc: "0265") { name isCityWithPowiatRights } none: territorialUnit(terc: "0266") { name } }',
      ),
    ).toEqual({
      territorialUnit: { name: 'Miasto 0265', isCityWithPowiatRights: true },
      none: null,
    });
  });

  it('are of one year, not ahead', async () => {
    await expect(sync('bdl-units', api.url, { years: '2027' })).rejects.toThrow('--years is "2027"');
  });
});
