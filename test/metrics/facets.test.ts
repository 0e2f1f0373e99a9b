/** One number from several publications: every answer uses the same one, and says which. */
import { beforeAll, describe, expect, it } from 'vitest';
import { inputFileOf } from '#sources/import.ts';
import { buildTerc, toCsv } from '../fixtures/terc.ts';
import { startHub } from '../harness/hub.ts';

const hub = await startHub();

const facet = (code: string, more: string) =>
  inputFileOf(
    `${code}.yaml`,
    new TextEncoder().encode(`
facet: { code: ${code}, name: ${code}, publisher: Nobody, licence: CC0, ${more} }
code: code
period: { column: year }
values: [{ column: people, metric: population }]
metrics:
  - { code: population, namePl: Ludność, unitPl: osoba, aggregation: SUM }
  - { code: growth, namePl: Przyrost, unitPl: "%", kind: RATE, decimals: 2, formula: { type: CHANGE, of: population } }`),
  );

const town = '0202021';
const other = '1261011';

function publish(code: string, more: string, numbers: Readonly<Record<string, readonly [number, number]>>) {
  const rows = Object.entries(numbers).flatMap(([year, [first, second]]) => [
    `${town},${year},${first}`,
    `${other},${year},${second}`,
  ]);
  return hub.load('metrics', `${code}.csv`, ['code,year,people', ...rows].join('\n'), { mapping: facet(code, more) });
}

beforeAll(async () => {
  await hub.load('teryt', 'TERC.csv', toCsv(buildTerc({ asOf: '2018-01-01' })));
  await publish('researcher', 'rank: 1, reliability: FAULTY, caveat: "Two gminas are mixed up."', {
    2019: [1, 2],
    2020: [1, 2],
    2021: [1, 2],
    2022: [1, 2],
    2023: [39_766, 2],
    2024: [1, 2],
  });
  await publish('census', 'rank: 20, reliability: PROVISIONAL', { 2021: [32_000, 800_000], 2023: [31_000, 804_000] });
  await publish('balance', 'rank: 20', {
    2019: [33_000, 780_000],
    2020: [32_500, 790_000],
    2023: [30_610, 806_200],
  });
});

const every = `{
  territorialUnit(terc: "${town}") { indicators(metrics: ["population"], from: "2023", to: "2023") { points { value facet { code } } asJsonStat } }
  timeSeries(metrics: ["population"], subjects: [{terc: "${town}"}]) { series { points { period value } } asJsonStat }
  benchmark(metric: "population", period: "2023", subject: {terc: "${town}"}) { value facet { code } }
  since: benchmark(metric: "population", period: "2023", subject: {terc: "${town}"}, since: "2021") { value travel { change isBreak } }
  ranking(metric: "population", period: "2023", peers: {units: ["${town}"]}) { edges { node { value } } asJsonStat }
  distribution(metric: "population", period: "2023", peers: {units: ["${town}"]}) { summary { maximum } facets { code } asJsonStat }
  choropleth(metric: "population", period: "2023", peers: {units: ["${town}"]}) { regions { value } facets { code } }
  named: territorialUnits(filter: {levels: GMINA, metric: {code: "population", period: "2023", from: "30610", to: "30610"}}) { nodes { terc } }
  ordered: territorialUnits(first: 1, filter: {levels: GMINA}, orderBy: {field: METRIC, metric: {code: "population", period: "2023"}}) { nodes { terc } }
  regionalAggregate(metric: "population", period: "2023", level: GMINA, within: "${town}") { value facets { code } }
  observations(filter: {metrics: ["population"], subjects: [{terc: "${town}"}], period: {from: "2023", to: "2023"}}) { totalCount edges { node { value facet { code } } } }
}`;

describe('without a facet', () => {
  it('a number is the same by every field', async () => {
    const answer = await hub.ask(every);
    const value = 30_610;
    expect(answer).toMatchObject({
      territorialUnit: {
        indicators: [{ points: [{ value, facet: { code: 'balance' } }], asJsonStat: { value: [value] } }],
      },
      benchmark: { value, facet: { code: 'balance' } },
      since: { value, travel: { change: value - 32_000, isBreak: true } },
      ranking: { edges: [{ node: { value } }], asJsonStat: { value: [value] } },
      distribution: { summary: { maximum: value }, facets: [{ code: 'balance' }], asJsonStat: { value: [value] } },
      choropleth: { regions: [{ value }], facets: [{ code: 'balance' }] },
      named: { nodes: [{ terc: town }] },
      ordered: { nodes: [{ terc: town }] },
      regionalAggregate: { value, facets: [{ code: 'balance' }] },
      observations: { totalCount: 1, edges: [{ node: { value, facet: { code: 'balance' } } }] },
    });
  });

  it('a series that goes from one publication to another has a break there', async () => {
    const { timeSeries } = await hub.ask<{
      timeSeries: { series: { facets: unknown; points: unknown[] }[]; asJsonStat: Record<string, unknown> };
    }>(`{ timeSeries(metrics: ["population"], subjects: [{terc: "${town}"}]) {
      series { facets { code } points { period value flag isFacetChange facet { code } } } asJsonStat } }`);
    expect(timeSeries.series).toEqual([
      {
        facets: [{ code: 'balance' }, { code: 'census' }],
        points: [
          { period: '2019', value: 33_000, flag: 'NORMAL', isFacetChange: false, facet: { code: 'balance' } },
          { period: '2020', value: 32_500, flag: 'NORMAL', isFacetChange: false, facet: { code: 'balance' } },
          { period: '2021', value: 32_000, flag: 'BREAK', isFacetChange: true, facet: { code: 'census' } },
          { period: '2023', value: 30_610, flag: 'BREAK', isFacetChange: true, facet: { code: 'balance' } },
        ],
      },
    ]);
    expect(timeSeries.asJsonStat).toMatchObject({
      status: { 2: 'B', 3: 'B' },
      extension: { facet: ['balance', 'balance', 'census', 'balance'] },
    });
  });

  it('a change over such a break is one, by series and by slice', async () => {
    const answer = await hub.ask(`{
      timeSeries(metrics: ["growth"], subjects: [{terc: "${town}"}]) { series { points { period flag } } }
      benchmark(metric: "growth", period: "2021", subject: {terc: "${town}"}) { flag facets { code } }
      before: benchmark(metric: "growth", period: "2020", subject: {terc: "${town}"}) { flag }
    }`);
    expect(answer).toEqual({
      timeSeries: {
        series: [
          {
            points: [
              { period: '2020', flag: 'NORMAL' },
              { period: '2021', flag: 'BREAK' },
            ],
          },
        ],
      },
      benchmark: { flag: 'BREAK', facets: [{ code: 'census' }, { code: 'balance' }] },
      before: { flag: 'NORMAL' },
    });
  });

  it('observations hold each number once, and a page of them as JSON-stat one series of each place', async () => {
    const { observations, city } = await hub.ask<{
      observations: { totalCount: number };
      city: { asJsonStat: Record<string, unknown> };
    }>(`{ observations(first: 50, filter: {metrics: ["population"]}) { totalCount }
      city: observations(first: 50, filter: {metrics: ["population"], subjects: [{terc: "${other}"}]}) { asJsonStat } }`);
    expect(observations.totalCount).toBe(8);
    expect(city.asJsonStat).toMatchObject({ size: [1, 1, 4], status: { 2: 'B', 3: 'B' } });
  });

  it('a period that only a faulty publication has is not answered, and the error names what there is', async () => {
    const { data, errors } = await hub.answer(
      `{ metric(code: "population") { code } ranking(metric: "population", period: "2024") { totalCount } }`,
    );
    expect(data).toEqual({ metric: { code: 'population' }, ranking: null });
    expect(errors?.[0]?.message).toContain('It has values for: 2019–2021, 2023.');
    expect(errors?.[0]?.extensions?.['messages']).toMatchObject({
      pl: expect.stringContaining('Ma wartości za: 2019–2021, 2023.'),
    });
  });
});

describe('months, quarters and ratios', () => {
  const flat = (code: string, metric: string, more = '') =>
    inputFileOf(
      `${code}.yaml`,
      new TextEncoder().encode(`
facet: { code: ${code}, name: ${code}, publisher: Nobody, licence: CC0 }
code: code
period: { column: period }
values: [{ column: n, metric: ${metric} }]
metrics: [{ code: ${metric}, namePl: ${metric}, unitPl: szt. }${more}]`),
    );

  it('are series of their own in JSON-stat, so that no seam stands between them', async () => {
    const load = (code: string, rows: string) =>
      hub.load('metrics', `${code}.csv`, `code,period,n\n${rows}`, { mapping: flat(code, 'jobless') });
    await load('monthly', ['01', '02', '03'].map((month) => `${town},2019-${month},5`).join('\n'));
    await load('quarterly', `${town},2019-Q1,15\n${town},2019-Q2,16`);
    const { observations } = await hub.ask<{
      observations: { asJsonStat: { status: object; extension: { facet: string[] } } };
    }>('{ observations(filter: {metrics: ["jobless"]}) { asJsonStat } }');
    expect(observations.asJsonStat.extension.facet).toEqual([
      'monthly',
      'monthly',
      'monthly',
      'quarterly',
      'quarterly',
    ]);
    expect(observations.asJsonStat.status).toEqual({});
  });

  it('a ratio whose denominator changes its publication has a break there', async () => {
    const ratio =
      ', { code: per-head, namePl: Na osobę, unitPl: szt., kind: RATIO, formula: { type: RATIO, numerator: books, denominator: population, per: 1 } }';
    const rows = [2020, 2021, 2023].map((year) => `${town},${year},65000`).join('\n');
    await hub.load('metrics', 'books.csv', `code,period,n\n${rows}`, { mapping: flat('library', 'books', ratio) });
    const { timeSeries } = await hub.ask<{ timeSeries: unknown }>(
      `{ timeSeries(metrics: ["per-head"], subjects: [{terc: "${town}"}]) { series {
        facets { code } points { period value flag isFacetChange facet { code } } } } }`,
    );
    const facet = { code: 'library' };
    expect(timeSeries).toMatchObject({
      series: [
        {
          points: [
            { period: '2020', value: 2, flag: 'NORMAL', isFacetChange: false, facet },
            { period: '2021', flag: 'BREAK', isFacetChange: true, facet },
            { period: '2023', flag: 'BREAK', isFacetChange: true, facet },
          ],
        },
      ],
    });
  });
});

describe('a faulty publication', () => {
  it('says so, is last and never the default', async () => {
    const answer = await hub.ask('{ metric(code: "population") { facets { code reliability caveat isDefault } } }');
    expect(answer).toEqual({
      metric: {
        facets: [
          { code: 'balance', reliability: 'RELIABLE', caveat: null, isDefault: true },
          { code: 'census', reliability: 'PROVISIONAL', caveat: null, isDefault: false },
          { code: 'researcher', reliability: 'FAULTY', caveat: 'Two gminas are mixed up.', isDefault: false },
        ],
      },
    });
  });

  it('is given where it is named', async () => {
    const answer = await hub.ask(`{
      benchmark(metric: "population", period: "2023", subject: {terc: "${town}"}, facet: "researcher") { value }
      observations(filter: {metrics: ["population"], facets: ["researcher"]}) { totalCount }
    }`);
    expect(answer).toEqual({ benchmark: { value: 39_766 }, observations: { totalCount: 12 } });
  });

  it('that is the only one is named by the error', async () => {
    const yaml = new TextEncoder().encode(`
facet: { code: only, name: Only, publisher: Nobody, licence: CC0, reliability: FAULTY }
code: code
period: 2020
values: [{ column: n, metric: lonely }]
metrics: [{ code: lonely, namePl: Samotny, unitPl: szt. }]`);
    await hub.load('metrics', 'l.csv', `code,n\n${town},1\n`, { mapping: inputFileOf('l.yaml', yaml) });
    const { errors } = await hub.answer('{ ranking(metric: "lonely", period: "2020") { totalCount } }');
    expect(errors?.[0]?.message).toContain('ask for one by "facet": only.');
  });

  it('becomes the default once its mapping says that it was put right', async () => {
    const report = await publish('researcher', 'rank: 1', { 2024: [1, 2] });
    expect(report).toMatchObject({ created: 0, changed: 0, unchanged: 2 });
    expect(report.release).not.toBeNull();
    expect(await hub.ask('{ metric(code: "population") { facets { code isDefault } } }')).toMatchObject({
      metric: { facets: [{ code: 'researcher', isDefault: true }, {}, {}] },
    });
  });
});

describe('a facet that a metric lacks is an error at its place', () => {
  const unknown = expect.stringContaining('The metric "population" has no facet "nobody". It has: ');

  it.each([
    [
      `territorialUnit(terc: "${town}") { indicators(metrics: ["population", "growth"], facet: "nobody") { metric { code } } }`,
    ],
    [
      `timeSeries(metrics: ["population"], subjects: [{terc: "${town}"}], facet: "nobody") { series { metric { code } } }`,
    ],
    ['ranking(metric: "population", facet: "nobody") { totalCount }'],
  ])('%s', async (field) => {
    const { data, errors = [] } = await hub.answer(`{ ${field} release { number } }`);
    expect(errors.map(({ message }) => message)).toEqual([unknown]);
    expect(data).toMatchObject({ release: { number: expect.any(Number) } });
  });
});
