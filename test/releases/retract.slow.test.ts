/** A wrongly loaded file is taken back: the hub is as if it had never been. */
import { describe, expect, test } from 'vitest';
import { inputFileOf } from '#sources/import.ts';
import { type Retraction, retractRelease } from '#sources/retraction/retract.ts';
import { collection, feature } from '../fixtures/boundaries.ts';
import { sl2014Csv } from '../fixtures/eu-projects/lists.ts';
import { buildTerc, toCsv } from '../fixtures/terc.ts';
import { startHub, type TestHub } from '../harness/hub.ts';
import { factsOf } from './hub-state.ts';

const run = { today: '2026-06-15' };
const retract = ({ database }: TestHub, number: number, options: object = {}) =>
  retractRelease(database, number, { ...run, ...options });

async function latestOf({ database }: TestHub): Promise<number> {
  const { rows } = await database.pool.query<{ number: number }>('SELECT max(number) AS number FROM release');
  return rows[0]?.number ?? 0;
}

type Load = (hub: TestHub) => Promise<unknown>;
interface Files {
  readonly base: Load;
  readonly wrong: Load;
  readonly right: Load;
}

const register = (asOf: string, rename: (name: string, code: string) => string, without: string[] = []): string =>
  toCsv(
    buildTerc({ voivodeships: ['16'], asOf })
      .filter(({ WOJ, POW, GMI }) => !without.includes(WOJ + POW + GMI))
      .map((row) => ({ ...row, NAZWA: rename(row.NAZWA, row.WOJ + row.POW + row.GMI) })),
  );
const asItIs = (name: string): string => name;

const project = (number: number, more: object = {}) => ({
  contract: `RPSL.01.02.00-24-${1000 + number}/16`,
  title: `Projekt ${number}`,
  beneficiary: number % 2 === 0 ? 'Gmina Brzeg' : `Fundacja ${number}`,
  value: 1000 * number,
  ...more,
});

const office = (key: string, name: string): string => `${key};${name};MINISTRY;GOVERNMENT`;
const officesFile = (...rows: string[]): string => ['key;name;kind;tier', ...rows].join('\n');

const practicesFile = (asOf: string, practices: object[]): string =>
  JSON.stringify({
    asOf,
    source: { name: 'Lista', publisher: 'Test', url: 'https://example.org/', licence: 'CC0' },
    practices,
  });
const practice = (slug: string, more: object = {}) => ({
  slug,
  title: { pl: `Praktyka ${slug}`, en: `Practice ${slug}` },
  topics: ['people'],
  places: [{ unit: '16' }],
  ...more,
});

const mapping = inputFileOf(
  'test.yaml',
  new TextEncoder().encode(`
facet: { code: test-people, name: Test, publisher: Nobody, licence: CC0 }
code: code
period: { column: year }
values: [{ column: people, metric: test-people }]
metrics: [{ code: test-people, namePl: Ludność, unitPl: osoba }]
`),
);
const people =
  (name: string, rows: readonly string[], asOf: string): Load =>
  (hub) =>
    hub.load('metrics', name, ['code,year,people', ...rows].join('\n'), { mapping, asOf });

/** In each, the wrong file adds, changes and takes away. */
const sources: Readonly<Record<string, Files>> = {
  teryt: {
    base: (hub) => hub.load('teryt', 'a.csv', register('2022-01-01', asItIs)),
    wrong: (hub) =>
      hub.load(
        'teryt',
        'b.csv',
        register('2023-01-01', (name, code) => (code === '160102' ? 'Zła Nazwa' : name), ['160103']),
      ),
    right: (hub) =>
      hub.load(
        'teryt',
        'c.csv',
        register('2023-01-01', (name, code) => (code === '160104' ? 'Dobra Nazwa' : name)),
      ),
  },
  offices: {
    base: (hub) =>
      hub.load('offices', 'a.csv', officesFile(office('a', 'Urząd A'), office('b', 'Urząd B')), { asOf: '2024-01-01' }),
    wrong: (hub) =>
      hub.load('offices', 'b.csv', officesFile(office('a', 'Zły A'), office('c', 'Zły C')), { asOf: '2024-02-01' }),
    right: (hub) =>
      hub.load('offices', 'c.csv', officesFile(office('a', 'Dobry A'), office('d', 'Urząd D')), { asOf: '2024-02-01' }),
  },
  'eu-projects': {
    base: (hub) =>
      hub.load('eu-projects', 'a.csv', sl2014Csv([project(1), project(2), project(3)]), { asOf: '2024-01-01' }),
    wrong: (hub) =>
      hub.load(
        'eu-projects',
        'b.csv',
        sl2014Csv([
          project(1),
          project(2, { value: 9, beneficiary: 'Zła Spółka' }),
          project(7, { measure: '9.9 Zły' }),
        ]),
        { asOf: '2024-02-01' },
      ),
    right: (hub) =>
      hub.load('eu-projects', 'c.csv', sl2014Csv([project(1, { value: 5 }), project(3), project(8)]), {
        asOf: '2024-02-01',
      }),
  },
  practices: {
    base: (hub) => hub.load('practices', 'a.json', practicesFile('2024-01-01', [practice('a'), practice('b')])),
    wrong: (hub) =>
      hub.load(
        'practices',
        'b.json',
        practicesFile('2024-02-01', [practice('a', { topics: ['culture'], places: [] }), practice('z')]),
      ),
    right: (hub) =>
      hub.load(
        'practices',
        'c.json',
        practicesFile('2024-02-01', [practice('a', { places: [{ unit: '24' }] }), practice('c')]),
      ),
  },
  metrics: {
    base: people('a.csv', ['02,2019,1', '04,2019,2'], '2024-01-01'),
    wrong: people('b.csv', ['02,2019,100', '06,2020,7', '12,2020,8'], '2024-02-01'),
    right: people('c.csv', ['02,2019,3', '06,2020,70'], '2024-02-01'),
  },
  boundaries: {
    base: (hub) =>
      hub.load('boundaries', 'a.json', collection([feature({ terc: '02' }, 1), feature({ terc: '04' }, 2)]), {
        asOf: '2026-01-01',
      }),
    wrong: (hub) =>
      hub.load('boundaries', 'b.json', collection([feature({ terc: '02' }, 5), feature({ terc: '06' }, 6)]), {
        asOf: '2026-01-01',
      }),
    right: (hub) =>
      hub.load('boundaries', 'c.json', collection([feature({ terc: '02' }, 3), feature({ terc: '08' }, 4)]), {
        asOf: '2026-01-01',
      }),
  },
};

describe('a wrong file', async () => {
  const hub = await startHub();
  const spared = await startHub();

  for (const [source, { base, wrong, right }] of Object.entries(sources)) {
    test(`of ${source}`, async () => {
      for (const one of [hub, spared]) await base(one);
      const before = await factsOf(hub);
      await wrong(hub);
      const release = await latestOf(hub);
      expect(await factsOf(hub)).not.toEqual(before);
      const { result, ...published } = await retract(hub, release);
      expect(published.release).toBe(release + 1);
      expect({ kept: result.kept, laterOfKind: result.laterOfKind }).toEqual({ kept: 0, laterOfKind: [] });
      expect(await factsOf(hub)).toEqual(before);
      for (const one of [hub, spared]) await right(one);
      expect(await factsOf(hub)).toEqual(await factsOf(spared));
    });
  }

  test('among files of other sources, taken back in the order in which they were loaded', async () => {
    const [one, other] = [await startHub(), await startHub()];
    for (const { base } of Object.values(sources)) for (const each of [one, other]) await base(each);
    const before = await factsOf(one);
    const wrong: number[] = [];
    for (const files of Object.values(sources)) {
      await files.wrong(one);
      wrong.push(await latestOf(one));
    }
    for (const release of wrong) await retract(one, release);
    expect(await factsOf(one)).toEqual(before);
    for (const { right } of Object.values(sources)) for (const each of [one, other]) await right(each);
    expect(await factsOf(one)).toEqual(await factsOf(other));
  });
});

const keptOf = ({ keptRows }: Retraction) => keptRows.map(({ type, key, reason }) => `${type} ${key} ${reason}`);

describe('what later releases say', async () => {
  const hub = await startHub();

  test('wins, and whole', async () => {
    const load = (rows: object[], asOf: string) =>
      hub.load('eu-projects', `${asOf}.csv`, sl2014Csv(rows as []), { asOf });
    await load([project(20, { value: 1 }), project(21, { value: 1 })], '2024-01-01');
    await load([project(20, { value: 2 }), project(21, { value: 2 }), project(22)], '2024-02-01');
    const wrong = await latestOf(hub);
    await load([project(20, { value: 3 }), project(23)], '2024-03-01');
    const { result } = await retract(hub, wrong);
    expect(keptOf(result).every((row) => row.endsWith('CHANGED_LATER'))).toBe(true);
    expect(result.laterOfKind).toEqual([wrong + 1]);
    const { rows } = await hub.database.pool.query(
      `SELECT contract_number AS contract, value::float FROM project WHERE contract_number LIKE '%-102_/16' ORDER BY 1`,
    );
    expect(rows.map(({ value }) => value)).toEqual([3, 1, 23000]);
    const totals = await hub.database.pool.query(
      `SELECT (SELECT sum(projects)::int FROM programme_total WHERE programme_id = '2014-2020') AS stated,
         (SELECT count(*)::int FROM project WHERE period = 'P2014_2020') AS found`,
    );
    expect(totals.rows[0].stated).toBe(totals.rows[0].found);
  });

  test('may refer to what stays for that', async () => {
    await hub.load('offices', 'o.csv', officesFile(office('named', 'Urząd Nazwany'), office('free', 'Urząd Wolny')), {
      asOf: '2024-05-01',
    });
    const wrong = await latestOf(hub);
    await hub.load(
      'practices',
      'p.json',
      practicesFile('2024-05-02', [practice('naming', { offices: [{ office: { id: 'named' }, role: 'OWNER' }] })]),
    );
    const { result } = await retract(hub, wrong);
    expect(keptOf(result)).toContain('Office named REFERRED_TO');
    expect(keptOf(result).some((row) => row.includes('free'))).toBe(false);
    const { offices } = await hub.ask<{ offices: { nodes: { name: string }[] } }>(
      '{ offices(first: 100, filter: { text: "Urząd" }) { nodes { name } } }',
    );
    const names = offices.nodes.map(({ name }) => name);
    expect(names).toContain('Urząd Nazwany');
    expect(names).not.toContain('Urząd Wolny');
  });

  test('is derived anew from the registers that are left', async () => {
    const [one, other] = [await startHub(), await startHub()];
    for (const each of [one, other]) await each.load('teryt', 'a.csv', register('2022-01-01', asItIs));
    const renamed = (name: string, code: string): string => (code === '160102' ? 'Zła Nazwa' : name);
    await one.load('teryt', 'wrong.csv', register('2023-01-01', renamed));
    const wrong = await latestOf(one);
    for (const each of [one, other]) {
      await each.load(
        'teryt',
        'later.csv',
        register('2024-01-01', (n, code) => (code === '160105' ? 'Inna' : n)),
      );
    }
    await retract(one, wrong);
    const history = ({ database }: TestHub) =>
      database.pool.query(
        `SELECT unit_id, valid_from, valid_to, certain_until, terc, name, kind, parent_id, source_id
         FROM territorial_unit_version ORDER BY unit_id, valid_from`,
      );
    expect((await history(one)).rows).toEqual((await history(other)).rows);
  });

  test('is listed where it changed the same observation', async () => {
    await people('x.csv', ['02,2015,1', '04,2015,1'], '2024-01-01')(hub);
    await people('y.csv', ['02,2015,2', '04,2015,2', '06,2015,2'], '2024-02-01')(hub);
    const wrong = await latestOf(hub);
    await people('z.csv', ['02,2015,3'], '2024-03-01')(hub);
    const { result } = await retract(hub, wrong);
    expect(keptOf(result).filter((row) => row.startsWith('Observation '))).toHaveLength(1);
    const values = await hub.database.pool.query(
      `SELECT o.value FROM observation o JOIN metric m ON m.id = o.metric_id
       WHERE m.code = 'test-people' AND o.period / 100 = 2015 ORDER BY o.value`,
    );
    expect(values.rows.map(({ value }) => value)).toEqual([1, 3]);
    const slices = await hub.database.pool.query(
      `SELECT s.stated FROM observation_slice s JOIN metric m ON m.id = s.metric_id
       WHERE m.code = 'test-people' AND s.period / 100 = 2015`,
    );
    expect(slices.rows).toEqual([{ stated: 2 }]);
  });
});

describe('a retraction', async () => {
  const hub = await startHub();
  await sources['metrics']?.base(hub);

  test('writes nothing in a dry run', async () => {
    const before = await factsOf(hub);
    const { release, result } = await retract(hub, 2, { dryRun: true });
    expect(release).toBeNull();
    expect(result.undone).toContainEqual({ type: 'Observation', restored: 0, removed: 2 });
    expect(await factsOf(hub)).toEqual(before);
    expect(await latestOf(hub)).toBe(2);
  });

  test('refuses what it cannot take back', async () => {
    const refusal = async (number: number) => {
      const error = await retract(hub, number).catch((thrown: unknown) => thrown);
      return { message: (error as Error).message, hint: (error as { hint?: string }).hint };
    };
    expect(await refusal(9)).toEqual({ message: 'There is no release 9.', hint: 'Name one from 2 to 2.' });
    expect((await refusal(1)).message).toContain('begins with');
    await people('later.csv', ['02,2019,10', '04,2019,20'], '2024-02-01')(hub);
    await hub.database.pool.query('UPDATE release SET journaled = false WHERE number = 3');
    expect((await refusal(3)).message).toContain('before the journal');
    await hub.database.pool.query('UPDATE release SET journaled = true, redacts = true WHERE number = 3');
    expect((await refusal(3)).message).toContain('personal data');
    await hub.database.pool.query('UPDATE release SET redacts = false WHERE number = 3');
  });

  test('happens once, also when two begin', async () => {
    const before = await latestOf(hub);
    const both = await Promise.allSettled([retract(hub, 3), retract(hub, 3)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const [failed] = both.flatMap((one) => (one.status === 'rejected' ? [one.reason as Error] : []));
    expect(failed?.message).toBe(`Release 3 was taken back by release ${before + 1} already.`);
    expect(await latestOf(hub)).toBe(before + 1);
  });

  test('is named by both releases', async () => {
    const asked = await hub.ask(`{
      wrong: release(number: 3) { status retracts { number } retractedIn { number } }
      retraction: release { number note status retracts { number } retractedIn { number } changes { type kind rows } } }`);
    expect(asked).toMatchObject({
      wrong: { status: 'WITHDRAWN', retracts: null, retractedIn: { number: 4 } },
      retraction: {
        number: 4,
        note: 'Takes back release 3.',
        status: 'PUBLISHED',
        retracts: { number: 3 },
        retractedIn: null,
        changes: expect.arrayContaining([
          { type: 'Observation', kind: 'CHANGED', rows: 2 },
          { type: 'Release', kind: 'CHANGED', rows: 1 },
        ]),
      },
    });
  });

  test('can be taken back itself', async () => {
    await retract(hub, 4);
    const values = await hub.database.pool.query(
      `SELECT o.value FROM observation o JOIN metric m ON m.id = o.metric_id WHERE m.code = 'test-people' ORDER BY 1`,
    );
    expect(values.rows).toEqual([{ value: 10 }, { value: 20 }]);
    expect(await hub.ask('{ release(number: 3) { status retractedIn { number } } }')).toEqual({
      release: { status: 'PUBLISHED', retractedIn: null },
    });
  });

  test('of the file on a wrong day lets the same file be loaded with the right one', async () => {
    const [one, other] = [await startHub(), await startHub()];
    const file = officesFile(office('e', 'Urząd E'));
    await one.load('offices', 'e.csv', file, { asOf: '2020-01-01' });
    await retract(one, 2);
    for (const each of [one, other]) await each.load('offices', 'e.csv', file, { asOf: '2024-06-01' });
    expect(await factsOf(one)).toEqual(await factsOf(other));
  });
});
