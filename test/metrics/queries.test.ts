/** Answers against PostgreSQL's own numbers over the same generated rows, and against what was loaded. */
import type { PoolClient } from 'pg';
import { beforeAll, describe, expect, it } from 'vitest';
import { inputFileOf } from '#sources/import.ts';
import { collection, feature } from '../fixtures/boundaries.ts';
import { buildTerc, type TercRecord, toCsv } from '../fixtures/terc.ts';
import { startHub } from '../harness/hub.ts';

const hub = await startHub();

const codeOf = ({ WOJ, POW, GMI, RODZ }: TercRecord): string => WOJ + POW + GMI + RODZ;

/** A fixed sequence without a pattern that sorting would notice. */
function* sequence(): Generator<number> {
  let state = 12_345;
  for (;;) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    yield state;
  }
}

const mapping = inputFileOf(
  'test.yaml',
  new TextEncoder().encode(`
facet: { code: official, name: Official, publisher: Office, licence: CC0, rank: 1 }
code: code
period: { column: year }
values:
  - { column: people, metric: population }
  - { column: rate, metric: jobless-rate }
  - { column: tax, metric: tax }
  - { column: balance, metric: balance }
  - { column: flat, metric: flat }
metrics:
  - { code: population, namePl: Ludność, nameEn: Population, unitPl: osoba, aggregation: SUM }
  - { code: jobless-rate, namePl: Bezrobocie, unitPl: "%", kind: RATE, decimals: 1, polarity: LOWER_IS_BETTER, aggregation: WEIGHTED_MEAN, weight: population }
  - { code: tax, namePl: Podatek, unitPl: zł, kind: AMOUNT, aggregation: SUM, cityLevels: TWO, polarity: HIGHER_IS_BETTER }
  - { code: balance, namePl: Saldo, unitPl: zł, kind: AMOUNT, decimals: 1, polarity: HIGHER_IS_BETTER }
  - { code: flat, namePl: Stała, unitPl: "%", kind: RATE, polarity: LOWER_IS_BETTER }
  - { code: tax-per-1000, namePl: Podatek na 1000 mieszkańców, unitPl: zł, kind: RATIO, decimals: 2, polarity: HIGHER_IS_BETTER, formula: { type: RATIO, numerator: tax, denominator: population, per: 1000 } }
  - { code: population-growth, namePl: Przyrost, unitPl: "%", kind: RATE, polarity: HIGHER_IS_BETTER, formula: { type: CHANGE, of: population } }
`),
);

const other = inputFileOf(
  'other.yaml',
  new TextEncoder().encode(`
facet: { code: survey, name: Survey, publisher: Institute, licence: CC0, rank: 9 }
code: code
period: { column: year }
values: [{ column: people, metric: population }]
metrics:
  - { code: population, namePl: Ludność, nameEn: Population, unitPl: osoba, aggregation: SUM }
`),
);

/** A city as a powiat has a population that only repeats, and a tax of its own. */
const cityPowiat = '1261';

beforeAll(async () => {
  const rows = buildTerc({ asOf: '2018-01-01' });
  await hub.load('teryt', 'TERC.csv', toCsv(rows));
  const random = sequence();
  const next = (most: number): number => (random.next().value ?? 0) % most;
  const gminas = rows.filter(({ RODZ }) => ['1', '2', '3'].includes(RODZ)).map(codeOf);
  const lines = ['code,year,people,rate,tax,balance,flat'];
  const people = new Map<string, number>();
  for (const year of [2018, 2019]) {
    for (const code of gminas) {
      const size = 1_000 + next(400) * 50;
      if (year === 2019) people.set(code, size);
      lines.push(
        `${code},${year},${size},${next(9) === 0 ? '.' : next(300) / 10},${next(1_000_000)},${(next(81) - 60) / 10},7`,
      );
    }
    lines.push(`${cityPowiat},${year},,-,777,,`);
  }
  await hub.load('metrics', 'generated.csv', lines.join('\n'), { mapping });
  const survey = [...people].map(([code, size]) => `${code},2020,${size + 1}`);
  await hub.load('metrics', 'survey.csv', ['code,year,people', ...survey].join('\n'), { mapping: other });
});

const gminaLevel = 6;
/** The starter set adds later versions of some units. */
const in2019 = `v.valid_from <= '2019-12-31' AND (v.valid_to IS NULL OR v.valid_to > '2019-12-31')`;

/** What a metric is of a unit, by PostgreSQL: observed, or computed of what was. */
const sql: Readonly<Record<string, string>> = {
  'tax-per-1000': "pg_temp.stated('tax', s.id, 201900) / pg_temp.stated('population', s.id, 201900) * 1000",
  'population-growth': `(pg_temp.stated('population', s.id, 201900) - pg_temp.stated('population', s.id, 201800))
    / pg_temp.stated('population', s.id, 201800) * 100`,
};

const stated = `CREATE OR REPLACE FUNCTION pg_temp.stated(text, int, int) RETURNS float LANGUAGE sql AS
  $$ SELECT o.value FROM observation o JOIN metric m ON m.id = o.metric_id JOIN metric_facet f ON f.id = o.facet_id
     WHERE m.code = $1 AND o.subject_id = $2 AND o.period = $3 AND o.level = ${gminaLevel} AND f.code = 'official' $$`;

async function expected(metric: string, kind: string, terc: string) {
  const client = await hub.database.pool.connect();
  try {
    await client.query(stated);
    return await expectedBy(client, metric, kind, terc);
  } finally {
    client.release();
  }
}

async function expectedBy(client: PoolClient, metric: string, kind: string, terc: string) {
  const { rows } = await client.query(
    `WITH all_of AS (
       SELECT v.terc, ${sql[metric] ?? 'pg_temp.stated($1, s.id, 201900)'} AS value FROM observation_subject s
         JOIN territorial_unit_version v ON v.unit_id = s.unit_id AND v.kind = $2::territorial_kind AND ${in2019}
       WHERE $1 <> ''),
     group_of AS (SELECT * FROM all_of WHERE value IS NOT NULL),
     ranked AS (
       SELECT terc, value, rank() OVER (ORDER BY value DESC)::int AS highest, rank() OVER (ORDER BY value)::int AS lowest,
         percent_rank() OVER (ORDER BY value) * 100 AS percentile FROM group_of)
     SELECT ranked.*, numbers.* FROM ranked, (
       SELECT count(*)::int AS count, percentile_cont(0.25) WITHIN GROUP (ORDER BY value) AS q1,
         percentile_cont(0.5) WITHIN GROUP (ORDER BY value) AS median,
         percentile_cont(0.75) WITHIN GROUP (ORDER BY value) AS q3, stddev_samp(value) AS deviation, avg(value) AS mean,
         min(value) AS least, max(value) AS most FROM group_of) numbers
     WHERE terc = $3`,
    [metric, kind, terc],
  );
  return rows[0];
}

const benchmarkQuery = `query ($metric: ID!, $terc: String!, $peers: PeerFilter, $period: String!, $since: String = "2018") {
  benchmark(metric: $metric, period: $period, subject: {terc: $terc}, peers: $peers, since: $since) {
    value rank groupSize percentile quartile distanceToMedian distanceToBest zScore isTooFewPeers flag level
    facet { code } travel { before change direction }
    summary { count missing mean standardDeviation minimum lowerQuartile median upperQuartile maximum }
    peerCodes peers(first: 1) { totalCount }
  }
}`;

/** The first year of growth is the second of the population. */
const firstYearOf = (metric: string) => (metric === 'population-growth' ? '2019' : '2018');

interface BenchmarkAnswer {
  benchmark: Record<string, number | null> & {
    peerCodes: string[];
    summary: Record<string, number>;
    travel: { before: number; change: number; direction: string } | null;
  };
}

const someUnits = async (kind: string): Promise<string[]> => {
  const { rows } = await hub.database.pool.query<{ terc: string }>(
    `SELECT v.terc FROM territorial_unit_version v WHERE v.kind = $1::territorial_kind AND ${in2019} ORDER BY terc`,
    [kind],
  );
  return [0, 7, 50, 160].flatMap((index) => rows[index]?.terc ?? []);
};

describe('a benchmark', () => {
  it.each([
    ['population', 'URBAN_GMINA'],
    ['population', 'RURAL_GMINA'],
    ['jobless-rate', 'RURAL_GMINA'],
    ['jobless-rate', 'URBAN_RURAL_GMINA'],
    ['tax', 'URBAN_GMINA'],
    ['balance', 'URBAN_GMINA'],
    ['flat', 'URBAN_GMINA'],
    ['tax-per-1000', 'URBAN_GMINA'],
    ['population-growth', 'URBAN_RURAL_GMINA'],
  ])('of %s among units of kind %s has the numbers of PostgreSQL', async (metric, kind) => {
    for (const terc of await someUnits(kind)) {
      const wanted = await expected(metric, kind, terc);
      const variables = { metric, terc, peers: { sameKind: true }, period: '2019', since: firstYearOf(metric) };
      const { benchmark } = await hub.ask<BenchmarkAnswer>(benchmarkQuery, variables);
      if (wanted === undefined) {
        expect(benchmark).toMatchObject({ value: null, rank: null, percentile: null, flag: 'CONFIDENTIAL' });
        continue;
      }
      const lowIsBest = metric === 'jobless-rate' || metric === 'flat';
      const { value } = wanted;
      expect(benchmark['value']).toBeCloseTo(value, 9);
      expect(benchmark).toMatchObject({ rank: lowIsBest ? wanted.lowest : wanted.highest, groupSize: wanted.count });
      expect(benchmark.percentile).toBeCloseTo(wanted.percentile, 9);
      if (metric === 'flat') expect(benchmark['zScore']).toBeNull();
      else expect(benchmark['zScore']).toBeCloseTo((value - wanted.mean) / wanted.deviation, 9);
      expect(benchmark.distanceToMedian).toBeCloseTo(value - wanted.median, 9);
      expect(benchmark['distanceToBest']).toBeCloseTo(value - (lowIsBest ? wanted.least : wanted.most), 9);
      const limits = [wanted.q1, wanted.median, wanted.q3];
      expect(benchmark.quartile).toBe(1 + limits.filter((limit) => value > limit).length);
      expect(benchmark.summary).toMatchObject({ count: wanted.count });
      expect(benchmark.summary['minimum']).toBeCloseTo(wanted.least, 9);
      expect(benchmark.summary['maximum']).toBeCloseTo(wanted.most, 9);
      expect(benchmark.summary['mean']).toBeCloseTo(wanted.mean, 8);
      expect(benchmark.summary['median']).toBeCloseTo(wanted.median, 9);
      expect(benchmark.summary['lowerQuartile']).toBeCloseTo(wanted.q1, 9);
      expect(benchmark.summary['upperQuartile']).toBeCloseTo(wanted.q3, 9);
      expect(benchmark.summary['standardDeviation']).toBeCloseTo(wanted.deviation, 8);
    }
  });

  it('lists peers by which it can be repeated', async () => {
    const [terc = ''] = await someUnits('RURAL_GMINA');
    const first = await hub.ask<BenchmarkAnswer>(benchmarkQuery, {
      metric: 'tax',
      terc,
      period: '2019',
      peers: { sameKind: true, nearestByPopulation: 12 },
    });
    expect(first.benchmark.peerCodes).toHaveLength(12);
    const again = await hub.ask<BenchmarkAnswer>(benchmarkQuery, {
      metric: 'tax',
      terc,
      period: '2019',
      peers: { units: first.benchmark.peerCodes },
    });
    expect(again).toEqual(first);
  });

  it.each([
    ['{sameVoivodeship: true, sameKind: true}', 'v.kind = own.kind AND left(v.terc, 2) = left(own.terc, 2)'],
    [
      '{population: {from: 5000, to: 9000}, kinds: RURAL_GMINA}',
      "v.kind = 'RURAL_GMINA' AND v.size BETWEEN 5000 AND 9000",
    ],
    [
      '{sameVoivodeship: true, sameKind: true, not: {population: {from: 5000}}}',
      'v.kind = own.kind AND left(v.terc, 2) = left(own.terc, 2) AND v.size < 5000',
    ],
    [
      '{withinAny: "06", not: {kinds: RURAL_GMINA, not: {withinAny: "0601"}}}',
      "v.terc LIKE '06%' AND length(v.terc) = 7 AND NOT (v.kind = 'RURAL_GMINA' AND v.terc NOT LIKE '0601%')",
    ],
    ['{withinAny: "0601"}', "v.terc LIKE '0601%' AND v.kind <> 'POWIAT'"],
  ])('chooses the peers %s', async (peers, condition) => {
    const [, terc = ''] = await someUnits('RURAL_GMINA');
    const { benchmark } = await hub.ask<BenchmarkAnswer>(
      `{ benchmark(metric: "tax", period: "2019", subject: {terc: "${terc}"}, peers: ${peers}) { peerCodes } }`,
    );
    const { rows } = await hub.database.pool.query<{ terc: string }>(
      `WITH v AS (
         SELECT v.terc, v.kind, o.value AS size FROM observation o JOIN metric m ON m.id = o.metric_id AND m.code = 'population'
           JOIN observation_subject s ON s.id = o.subject_id
           JOIN territorial_unit_version v ON v.unit_id = s.unit_id AND ${in2019}
         WHERE o.period = 201900)
       SELECT v.terc FROM v, v own WHERE own.terc = $1 AND v.terc <> $1 AND ${condition} ORDER BY v.terc`,
      [terc],
    );
    expect(rows.length).toBeGreaterThan(2);
    expect(benchmark.peerCodes).toEqual(rows.map((row) => row.terc));
  });

  it('takes the peers whose population is nearest', async () => {
    const [terc = ''] = await someUnits('RURAL_GMINA');
    const { benchmark } = await hub.ask<BenchmarkAnswer>(
      `{ benchmark(metric: "tax", period: "2019", subject: {terc: "${terc}"}, peers: {sameKind: true, nearestByPopulation: 30}) { peerCodes } }`,
    );
    const { rows } = await hub.database.pool.query<{ terc: string }>(
      `WITH v AS (
         SELECT v.terc, o.value AS size FROM observation o JOIN metric m ON m.id = o.metric_id AND m.code = 'population'
           JOIN observation_subject s ON s.id = o.subject_id
           JOIN territorial_unit_version v ON v.unit_id = s.unit_id AND v.kind = 'RURAL_GMINA' AND ${in2019}
         WHERE o.period = 201900)
       SELECT v.terc FROM v, v own WHERE own.terc = $1 AND v.terc <> $1 ORDER BY abs(v.size - own.size), v.terc LIMIT 30`,
      [terc],
    );
    expect(benchmark.peerCodes).toEqual(rows.map((row) => row.terc).toSorted());
  });

  it('has the same value over a span, which says where it goes from one publication to another', async () => {
    const [terc] = await someUnits('URBAN_GMINA');
    const publish = (facet: string, rank: number, ...lines: string[]) =>
      hub.load('metrics', `${facet}.csv`, ['code,year,n', ...lines].join('\n'), {
        mapping: inputFileOf(
          'wide.yaml',
          new TextEncoder().encode(`
facet: { code: ${facet}, name: ${facet}, publisher: Nobody, licence: CC0, rank: ${rank} }
code: code
period: { column: year }
values: [{ column: n, metric: wide }]
metrics: [{ code: wide, namePl: Szeroki, unitPl: szt. }]`),
        ),
      });
    await publish('short', 1, `${terc},2019,50`);
    await publish('long', 2, `${terc},2018,40`, `${terc},2019,51`);
    const ask = (since: string) =>
      hub.ask(
        `{ benchmark(metric: "wide", period: "2019", subject: {terc: "${terc}"} ${since}) { value facet { code } travel { change isBreak } } }`,
      );
    expect(await ask('')).toEqual({ benchmark: { value: 50, facet: { code: 'short' }, travel: null } });
    expect(await ask(', since: "2018"')).toEqual({
      benchmark: { value: 50, facet: { code: 'short' }, travel: { change: 10, isBreak: true } },
    });
    expect(await ask(', since: "2018", facet: "long"')).toEqual({
      benchmark: { value: 51, facet: { code: 'long' }, travel: { change: 11, isBreak: false } },
    });
  });

  it('says when peers are too few, and which way the value went', async () => {
    const units = await someUnits('URBAN_GMINA');
    const { benchmark } = await hub.ask<BenchmarkAnswer>(benchmarkQuery, {
      metric: 'population',
      terc: units[0],
      period: '2019',
      peers: { units },
    });
    expect(benchmark).toMatchObject({ groupSize: 4, isTooFewPeers: true });
    const { before = 0, change = 0, direction } = benchmark.travel ?? {};
    expect(before + change).toBe(benchmark['value']);
    expect(direction).toBe(change > 0 ? 'RISING' : change < 0 ? 'FALLING' : 'STABLE');
  });

  it('uses the first publication that has the period, and says which', async () => {
    const [terc] = await someUnits('URBAN_GMINA');
    const ask = (period: string) =>
      hub.ask(
        `{ benchmark(metric: "population", period: "${period}", subject: {terc: "${terc}"}) { facet { code } groupSize } }`,
      );
    expect(await ask('2019')).toEqual({ benchmark: { facet: { code: 'official' }, groupSize: 2477 } });
    expect(await ask('2020')).toEqual({ benchmark: { facet: { code: 'survey' }, groupSize: 2477 } });
  });
});

describe('a city with powiat rights', () => {
  const city = `${cityPowiat}011`;

  it('has one population at both levels and two taxes', async () => {
    const answer = await hub.ask<Record<string, { indicators: { points: { value: number }[] }[] }>>(`{
      one: territorialUnit(terc: "${cityPowiat}") { indicators(metrics: ["population"], from: "2019", to: "2019") { level points { value } } }
      gmina: territorialUnit(terc: "${city}") { indicators(metrics: ["tax"], from: "2019", to: "2019") { level points { value } } }
      powiat: territorialUnit(terc: "${city}") { indicators(metrics: ["tax"], from: "2019", to: "2019", level: POWIAT) { level points { value } } }
    }`);
    expect(answer['one']?.indicators).toHaveLength(1);
    expect(answer['powiat']?.indicators).toEqual([{ level: 'POWIAT', points: [{ value: 777 }] }]);
    expect(answer['gmina']?.indicators).toMatchObject([{ level: 'GMINA' }]);
    expect(answer['gmina']?.indicators[0]?.points[0]?.value).not.toBe(777);
  });

  it('is ranked among powiats by the value that it has there', async () => {
    expect(
      await hub.ask(
        '{ ranking(metric: "tax", period: "2019", level: POWIAT) { totalCount missing nodes { rank value unit { terc } } } }',
      ),
    ).toEqual({ ranking: { totalCount: 1, missing: 379, nodes: [{ rank: 1, value: 777, unit: { terc: city } }] } });
    const { ranking } = await hub.ask<{ ranking: { totalCount: number } }>(
      '{ ranking(metric: "population", period: "2019", level: POWIAT) { totalCount } }',
    );
    expect(ranking.totalCount).toBe(66);
  });
});

interface RankingPage {
  ranking: {
    totalCount: number;
    nodes: { rank: number; value: number; unit: { terc: string } }[];
    pageInfo: { hasNextPage: boolean; endCursor: string };
  };
}

describe('a ranking', () => {
  it('gives every unit once over its pages, ties at one rank', async () => {
    const seen: RankingPage['ranking']['nodes'] = [];
    let after: string | null = null;
    do {
      const { ranking }: RankingPage = await hub.ask<RankingPage>(
        `query ($after: String) { ranking(metric: "population", period: "2019", peers: {withinAny: "16"}, first: 30, after: $after) {
          totalCount nodes { rank value unit { terc } } pageInfo { hasNextPage endCursor } } }`,
        { after },
      );
      expect(ranking.totalCount).toBe(71);
      seen.push(...ranking.nodes);
      after = ranking.pageInfo.hasNextPage ? ranking.pageInfo.endCursor : null;
    } while (after !== null);
    expect(new Set(seen.map(({ unit }) => unit.terc)).size).toBe(71);
    for (const { rank, value } of seen) expect(rank).toBe(1 + seen.filter((one) => one.value > value).length);
  });

  it('puts the lowest first where lower is better, and leaves out the missing', async () => {
    const { ranking } = await hub.ask<{ ranking: { missing: number; totalCount: number; nodes: { value: number }[] } }>(
      '{ ranking(metric: "jobless-rate", period: "2019", first: 100) { totalCount missing nodes { value } } }',
    );
    expect(ranking.missing).toBeGreaterThan(100);
    expect(ranking.totalCount + ranking.missing).toBe(2477);
    const values = ranking.nodes.map(({ value }) => value);
    expect(values).toEqual(values.toSorted((a, b) => a - b));
  });
});

describe('derived metrics', () => {
  it('are computed from their components, in a slice and in a series', async () => {
    const [terc] = await someUnits('RURAL_GMINA');
    const answer = await hub.ask<{
      territorialUnit: { indicators: { metric: { code: string }; points: { period: string; value: number }[] }[] };
      benchmark: { value: number };
    }>(`{
      territorialUnit(terc: "${terc}") {
        indicators(metrics: ["tax", "population", "tax-per-1000", "population-growth"], facet: null, to: "2019") { metric { code } points { period value } }
      }
      benchmark(metric: "tax-per-1000", period: "2019", subject: {terc: "${terc}"}) { value }
    }`);
    const stated = (code: string, period: string): number =>
      answer.territorialUnit.indicators
        .find(({ metric }) => metric.code === code)
        ?.points.find((point) => point.period === period)?.value ?? Number.NaN;
    const perThousand = (stated('tax', '2019') / stated('population', '2019')) * 1000;
    expect(stated('tax-per-1000', '2019')).toBeCloseTo(perThousand, 9);
    expect(answer.benchmark.value).toBeCloseTo(perThousand, 9);
    const growth = (stated('population', '2019') / stated('population', '2018') - 1) * 100;
    expect(stated('population-growth', '2019')).toBeCloseTo(growth, 9);
    expect(stated('population-growth', '2018')).toBeNaN();
  });
});

describe('a region', () => {
  it('adds up by the rule of the metric and says how many went in', async () => {
    const { rows } = await hub.database.pool.query(
      `SELECT sum(p.value) AS sum, sum(r.value * p.value) / sum(p.value) FILTER (WHERE r.value IS NOT NULL) AS mean,
         count(r.value)::int AS covered, count(*)::int AS units
       FROM observation p JOIN observation r USING (subject_id, period, level)
         JOIN observation_subject s ON s.id = subject_id JOIN territorial_unit_version v ON v.unit_id = s.unit_id
         AND ${in2019}
       WHERE p.metric_id = (SELECT id FROM metric WHERE code = 'population') AND period = 201900 AND level = ${gminaLevel}
         AND r.metric_id = (SELECT id FROM metric WHERE code = 'jobless-rate') AND v.terc LIKE '10%'`,
    );
    const ask = (metric: string) =>
      hub.ask<Record<string, { value: number | null; units: number; covered: number; isComplete: boolean }>>(
        `{ regionalAggregate(metric: "${metric}", period: "2019", level: GMINA, within: "10") { value units covered isComplete } }`,
      );
    const { sum, mean, covered, units } = rows[0];
    expect(await ask('population')).toEqual({
      regionalAggregate: { value: sum, units, covered: units, isComplete: true },
    });
    const { regionalAggregate } = await ask('jobless-rate');
    expect(regionalAggregate).toMatchObject({ units, covered, isComplete: false });
    expect(regionalAggregate?.value).toBeCloseTo(mean, 9);
    expect(await ask('population-growth')).toMatchObject({ regionalAggregate: { value: null, covered: units } });
  });
});

describe('a distribution', () => {
  it('counts every value in one bin', async () => {
    const { distribution } = await hub.ask<{
      distribution: { summary: { count: number }; bins: { from: number; to: number; count: number }[] };
    }>('{ distribution(metric: "tax", period: "2019", bins: 7) { summary { count } bins { from to count } } }');
    const { rows } = await hub.database.pool.query<{ value: number }>(
      `SELECT value FROM observation WHERE metric_id = (SELECT id FROM metric WHERE code = 'tax') AND period = 201900 AND level = ${gminaLevel}`,
    );
    expect(distribution.bins).toHaveLength(7);
    for (const [index, { from, to, count }] of distribution.bins.entries()) {
      const isIn = ({ value }: { value: number }) => value >= from && (index === 6 ? value <= to : value < to);
      expect(count).toBe(rows.filter(isIn).length);
    }
    expect(distribution.summary.count).toBe(rows.length);
  });
});

describe('observations', () => {
  it('page through all rows of a filter, forth and back, with as many statements as pages', async () => {
    const query = `query ($first: Int, $after: String, $last: Int, $before: String) {
      observations(filter: {metrics: ["jobless-rate"], period: {to: "2018"}, hasValue: false}, first: $first, after: $after, last: $last, before: $before) {
        totalCount nodes { value flag verbatim subject { unit { terc } } } pageInfo { hasNextPage endCursor hasPreviousPage startCursor } } }`;
    type Page = {
      observations: {
        totalCount: number;
        nodes: { value: number | null; subject: { unit: { terc: string } } }[];
        pageInfo: { hasNextPage: boolean; endCursor: string; hasPreviousPage: boolean; startCursor: string };
      };
    };
    const walk = async (step: (page: Page | null) => Record<string, unknown> | null) => {
      const tercs: string[][] = [];
      let page: Page | null = null;
      for (let variables = step(null); variables !== null; variables = step(page)) {
        hub.statements();
        page = await hub.ask<Page>(query, variables);
        expect(hub.statements()).toHaveLength(1);
        tercs.push(page.observations.nodes.map(({ subject }) => subject.unit.terc));
      }
      return tercs;
    };
    const forth = await walk((page) =>
      page === null
        ? { first: 70 }
        : page.observations.pageInfo.hasNextPage
          ? { first: 70, after: page.observations.pageInfo.endCursor }
          : null,
    );
    const back = await walk((page) =>
      page === null
        ? { last: 70 }
        : page.observations.pageInfo.hasPreviousPage
          ? { last: 70, before: page.observations.pageInfo.startCursor }
          : null,
    );
    const { rows } = await hub.database.pool.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM observation WHERE metric_id = (SELECT id FROM metric WHERE code = 'jobless-rate')
         AND period = 201800 AND value IS NULL`,
    );
    expect(new Set(forth.flat()).size).toBe(rows[0]?.count);
    expect(back.toReversed().flat()).toEqual(forth.flat());
    expect((await hub.ask<Page>(query, { first: 1 })).observations.totalCount).toBe(rows[0]?.count);
  });

  it('of one unit are those of the unit', async () => {
    const [terc] = await someUnits('URBAN_GMINA');
    const { observations } = await hub.ask<{ observations: { totalCount: number; nodes: { period: string }[] } }>(
      `{ observations(filter: {subjects: [{terc: "${terc}"}], metrics: ["population"]}) { totalCount nodes { period } } }`,
    );
    expect(observations).toEqual({
      totalCount: 3,
      nodes: [{ period: '2018' }, { period: '2019' }, { period: '2020' }],
    });
  });
});

describe('statements', () => {
  it('are one for the series of many units, however many metrics', async () => {
    const query = `{ territorialUnits(filter: {kinds: URBAN_GMINA}, first: 50) { nodes {
      indicators(metrics: ["population", "jobless-rate", "tax-per-1000"]) { points { value } latest { period value } } } } }`;
    hub.statements();
    await hub.ask(query);
    expect(hub.statements()).toHaveLength(1);
  });

  it('are none for a slice that was requested before in this release', async () => {
    const query = '{ ranking(metric: "tax", period: "2018", first: 3) { nodes { value } } }';
    await hub.ask(query);
    hub.statements();
    await hub.ask(query);
    expect(hub.statements()).toEqual([]);
  });
});

describe('JSON-stat', () => {
  it('has a value for every cell of its dimensions, in row-major order', async () => {
    const units = await someUnits('RURAL_GMINA');
    const { timeSeries } = await hub.ask<{
      timeSeries: {
        asJsonStat: {
          id: string[];
          size: number[];
          value: (number | null)[];
          dimension: Record<string, { category: { index: string[] } }>;
        };
        series: { metric: { code: string }; points: { period: string; value: number }[] }[];
      };
    }>(
      `query ($subjects: [ObservationSubjectInput!]!) {
        timeSeries(metrics: ["population", "tax"], subjects: $subjects, to: "2019") {
          asJsonStat series { metric { code } points { period value } } } }`,
      { subjects: units.map((terc) => ({ terc })) },
    );
    const { id, size, value, dimension } = timeSeries.asJsonStat;
    expect([id, size]).toEqual([
      ['metric', 'geo', 'time'],
      [2, units.length, 2],
    ]);
    expect(value).toHaveLength(4 * units.length);
    const geo = dimension['geo']?.category.index ?? [];
    const at = (metric: number, place: number, time: number) => value[(metric * geo.length + place) * 2 + time];
    for (const [place] of geo.entries()) {
      const [population, tax] = timeSeries.series.slice(place * 2, place * 2 + 2);
      expect([at(0, place, 0), at(0, place, 1)]).toEqual(population?.points.map((point) => point.value));
      expect([at(1, place, 0), at(1, place, 1)]).toEqual(tax?.points.map((point) => point.value));
    }
  });
});

describe('what cannot be answered', () => {
  it.each([
    ['{ metric(code: "none") { code } }', { metric: null }],
    ['{ benchmark(metric: "tax", period: "2019", subject: {terc: "9999999"}) { value } }', { benchmark: null }],
  ])('%s is null or empty', async (query, data) => {
    expect(await hub.ask(query)).toEqual(data);
  });

  it.each([
    ['{ ranking(metric: "none", period: "2019") { totalCount } }', 'There is no metric "none".'],
    ['{ ranking(metric: "tax", period: "1999") { totalCount missing } }', 'It has values for: 2018–2019.'],
    ['{ distribution(metric: "tax", period: "1999") { summary { count } } }', 'It has values for: 2018–2019.'],
    ['{ regionalAggregate(metric: "tax", period: "1999", level: GMINA) { value } }', 'It has values for: 2018–2019.'],
    [
      '{ benchmark(metric: "population-growth", period: "2018", subject: {terc: "1261011"}) { value } }',
      'It has values for: 2019–2020.',
    ],
    ['{ ranking(metric: "tax-per-1000", period: "2020") { totalCount } }', 'It has values for: 2018–2019.'],
    ['{ ranking(metric: "tax", period: "2019", level: PART) { totalCount } }', 'its levels are POWIAT, GMINA.'],
    ['{ ranking(metric: "tax", period: "I kwartał") { totalCount } }', 'a quarter needs a year'],
    ['{ ranking(metric: "tax", period: "soon") { totalCount } }', '"soon" in "period" is no period.'],
    ['{ ranking(metric: "tax", period: "2019", facet: "x") { totalCount } }', 'has no facet "x"'],
    ['{ ranking(metric: "tax", period: "2019", peers: {sameKind: true}) { totalCount } }', 'none is named'],
    [
      '{ benchmark(metric: "tax", period: "2019", subject: {terc: "0201011"}, peers: {not: {nearestByPopulation: 3}}) { value } }',
      'stands in "not"',
    ],
    ['{ distribution(metric: "tax", period: "2019", bins: 5000) { summary { count } } }', '"bins" is 5000'],
    ['{ benchmark(metric: "tax", period: "2019", subject: {}) { value } }', 'Give exactly one'],
    [
      '{ benchmark(metric: "tax", period: "2019", subject: {terc: "0201011"}, peers: {nearestByDistance: 5}) { value } }',
      'boundary',
    ],
  ])('%s says why', async (query, message) => {
    const { errors } = await hub.answer(query);
    expect(errors?.[0]?.message).toContain(message);
    expect(errors?.[0]?.extensions?.['code']).toBe('BAD_USER_INPUT');
  });
});

// Last: the queries before are requested without boundaries.
describe('peers by distance', () => {
  it('are those whose boundaries lie nearest, as far as boundaries are known', async () => {
    const gminas = ['0601011', '0601022', '0601042', '0602011', '1601011'];
    const places = [0, 5, 1, 3, 9];
    const features = gminas.map((terc, index) => feature({ terc }, places[index] ?? 0));
    const report = await hub.load('boundaries', 'gminas.json', collection(features), { asOf: '2019-01-01' });
    expect(report).toMatchObject({ created: gminas.length, rejected: 0 });
    const peers = async (filter: string) => {
      const { benchmark } = await hub.ask<BenchmarkAnswer>(
        `{ benchmark(metric: "tax", period: "2019", subject: {terc: "0601011"}, peers: {${filter}}) { peerCodes isTooFewPeers } }`,
      );
      return benchmark;
    };
    expect(await peers('nearestByDistance: 2')).toEqual({ peerCodes: ['0601042', '0602011'], isTooFewPeers: true });
    // Of the others no boundary is known.
    expect((await peers('nearestByDistance: 50')).peerCodes).toEqual(['0601022', '0601042', '0602011', '1601011']);
    expect((await peers('sameKind: true, nearestByDistance: 1')).peerCodes).toEqual(['0602011']);
  });
});
