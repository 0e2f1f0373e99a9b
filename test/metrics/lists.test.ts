/** Lists of metrics and observations: filters, orders, ids; what is wrong in one place of them. */
import { beforeAll, describe, expect, it } from 'vitest';
import { inputFileOf } from '#sources/import.ts';
import { buildTerc, toCsv } from '../fixtures/terc.ts';
import { startHub } from '../harness/hub.ts';

const hub = await startHub();

const town = '0202021';
const city = '1261011';
const powiat = '0202';

const mapping = inputFileOf(
  'lists.yaml',
  new TextEncoder().encode(`
facet: { code: survey, name: Survey of towns, publisher: Institute, licence: CC0, url: 'https://example.org/survey' }
code: code
period: { column: period }
level: { column: level, values: { g: GMINA, p: POWIAT } }
dimensions: [{ code: sex, column: sex, values: { k: women, m: men } }]
values:
  - { column: people, metric: people }
  - { column: money, metric: money }
metrics:
  - { code: people, namePl: Żyjący, unitPl: osoba, unitEn: person, aggregation: SUM, topic: population, dimensions: [{ code: sex, namePl: Płeć, nameEn: Sex, values: [{ code: women, namePl: kobiety }, { code: men, namePl: mężczyźni }] }] }
  - { code: money, namePl: Dochody, unitPl: zł, kind: AMOUNT, cityLevels: TWO, topic: finance, dimensions: [{ code: sex, namePl: Płeć }] }
  - { code: growth, namePl: Przyrost, unitPl: "%", kind: RATE, formula: { type: CHANGE, of: people } }`),
);

const csv = `code,level,period,sex,people,money
${town},g,2019,ogółem,300,1.5
${town},g,2020,ogółem,310,-
${town},g,2020-Q1,ogółem,305,2.5
${town},g,2020,k,160,
${city},g,2019,ogółem,800,-7.25
${city},g,2020,ogółem,790,.
${powiat},p,2020,ogółem,1000,8
`;

beforeAll(async () => {
  await hub.load('teryt', 'TERC.csv', toCsv(buildTerc({ asOf: '2018-01-01' })));
  await hub.load('metrics', 'lists.csv', csv, { mapping });
});

describe('metrics', () => {
  const codes = async (args: string) => {
    const { metrics } = await hub.ask<{ metrics: { totalCount: number; edges: { node: { code: string } }[] } }>(
      `{ metrics${args} { totalCount edges { node { code } } } }`,
    );
    expect(metrics.totalCount).toBe(metrics.edges.length);
    return metrics.edges.map(({ node }) => node.code);
  };

  it('are filtered by lists, ranges and what they must not match', async () => {
    expect(await codes('(filter: {metrics: ["people", "money"]})')).toEqual(['money', 'people']);
    expect(await codes('(filter: {kinds: [RATE, AMOUNT]})')).toEqual(['growth', 'money']);
    expect(await codes('(filter: {topics: ["finance"]})')).toEqual(['money']);
    expect(await codes('(filter: {levels: [POWIAT], isDerived: false})')).toEqual(['money', 'people']);
    expect(await codes('(filter: {periodTypes: [QUARTER]})')).toEqual(['growth', 'money', 'people']);
    expect(await codes('(filter: {period: {from: "2021"}})')).toEqual([]);
    expect(await codes('(filter: {period: {to: "2019"}, not: {kinds: [AMOUNT]}})')).toEqual(['growth', 'people']);
    expect(await codes('(filter: {text: "zyjacy"})')).toEqual(['people']);
    expect(await codes('(filter: {sourceText: "institute", not: {not: {topics: ["population"]}}})')).toEqual([
      'people',
    ]);
  });

  it('have an order', async () => {
    expect(await codes('(orderBy: {field: NAME})')).toEqual(['money', 'growth', 'people']);
    expect(await codes('(orderBy: {field: OBSERVATION_COUNT, direction: DESC})')).toEqual([
      'money',
      'people',
      'growth',
    ]);
    expect(await codes('(orderBy: {field: CODE, direction: DESC})')).toEqual(['people', 'money', 'growth']);
  });

  it('have ids, units of measure, pages and dimensions', async () => {
    const { metric } = await hub.ask<{ metric: Record<string, unknown> }>(
      `{ metric(code: "people") { id unitOfMeasure en: unitOfMeasure(lang: EN) url facets { id code url publicationUrl }
        dimensions { code name(lang: EN) values { code name } } } }`,
    );
    expect(metric).toMatchObject({
      unitOfMeasure: 'osoba',
      en: 'person',
      url: 'https://hub.test/metrics/people',
      facets: [{ url: 'https://hub.test/metrics/people', publicationUrl: 'https://example.org/survey' }],
      dimensions: [
        {
          code: 'sex',
          name: 'Sex',
          values: [
            { code: 'men', name: 'mężczyźni' },
            { code: 'women', name: 'kobiety' },
          ],
        },
      ],
    });
    expect(await hub.ask('{ observations(filter: { metrics: ["money"] }, first: 1) { nodes { url } } }')).toEqual({
      observations: { nodes: [{ url: 'https://hub.test/metrics/money' }] },
    });
    const [facet] = metric['facets'] as { id: string }[];
    const { nodes } = await hub.ask<{ nodes: unknown[] }>(
      `{ nodes(ids: ["${metric['id']}", "${facet?.id}"]) { __typename ... on Metric { code } ... on MetricFacet { publisher isDefault } } }`,
    );
    expect(nodes).toEqual([
      { __typename: 'Metric', code: 'people' },
      { __typename: 'MetricFacet', publisher: 'Institute', isDefault: true },
    ]);
    expect(await hub.ask(`{ metric(id: "${metric['id']}") { code } other: metric(id: "money") { code } }`)).toEqual({
      metric: { code: 'people' },
      other: { code: 'money' },
    });
    expect(await hub.ask('{ metric(id: "no-such") { code } }')).toEqual({ metric: null });
    const { errors } = await hub.answer(`{ metric(id: "${facet?.id}") { code } }`);
    expect(errors?.[0]?.message).toContain('is the id of a MetricFacet, not of a Metric');
  });

  it('are named by id or code in every argument', async () => {
    const id = Buffer.from('Metric:people').toString('base64');
    const answer = await hub.ask(`{
      ranking(metric: "${id}", period: "2020") { totalCount }
      benchmark(metric: "${id}", period: "2020", subject: {terc: "${town}"}) { value }
      timeSeries(metrics: ["${id}"], subjects: [{terc: "${town}"}], from: "2020", to: "2020") { series { metric { code } } }
      observations(filter: {metrics: ["${id}"]}) { totalCount }
    }`);
    expect(answer).toEqual({
      ranking: { totalCount: 2 },
      benchmark: { value: 310 },
      timeSeries: { series: [{ metric: { code: 'people' } }] },
      observations: { totalCount: 7 },
    });
  });
});

interface Listed {
  readonly observations: {
    readonly totalCount: number;
    readonly edges: {
      readonly cursor: string;
      readonly node: { id: string; period: string; value: number | null; subject: { name: string } };
    }[];
  };
}

const listed = (args: string) =>
  hub.ask<Listed>(`{ observations${args} { totalCount edges { cursor node { id period value } } } }`);
const values = async (filter: string, more = '') => {
  const { observations } = await listed(`(filter: ${filter}${more})`);
  if (more === '') expect(observations.totalCount).toBe(observations.edges.length);
  return observations.edges.map(({ node }) => node.value);
};

describe('observations', () => {
  it('are filtered by lists, ranges and what they must not match', async () => {
    expect(await values('{metrics: ["people"], dimensions: [{dimension: "sex", value: "women"}]}')).toEqual([160]);
    expect(await values('{metrics: ["people"], dimensions: [], levels: [POWIAT]}')).toEqual([1000]);
    expect(
      await values('{metrics: ["people"], period: {from: "2020-Q1", to: "2020-Q1"}, levels: [GMINA], dimensions: []}'),
    ).toEqual([310, 790, 305]);
    expect(await values(`{subjects: [{terc: "${powiat}"}, {unitId: "${city}"}], metrics: ["money"]}`)).toEqual([
      8,
      -7.25,
      null,
    ]);
    expect(await values('{metrics: ["money"], flags: [CONFIDENTIAL, MISSING]}')).toEqual([null, null, null]);
    expect(await values('{metrics: ["money"], value: {from: "-8", to: "2.0"}}')).toEqual([1.5, -7.25]);
    expect(await values('{metrics: ["money"], hasValue: true, not: {levels: [POWIAT]}}')).toEqual([1.5, -7.25, 2.5]);
    expect(
      await values(`{metrics: ["money"], hasValue: true, not: {subjects: [{terc: "${town}"}], levels: [GMINA]}}`),
    ).toEqual([8, -7.25]);
    expect(await values('{not: {metrics: ["money", "people"]}}')).toEqual([]);
    expect(await values('{metrics: ["people"], facets: ["other"]}')).toEqual([]);
  });

  it.each([
    ['KEY', 'ASC'],
    ['KEY', 'DESC'],
    ['PERIOD', 'ASC'],
    ['PERIOD', 'DESC'],
    ['VALUE', 'ASC'],
    ['VALUE', 'DESC'],
  ])('ordered by %s %s come page by page, forth and back, each once', async (field, direction) => {
    const order = `orderBy: {field: ${field}, direction: ${direction}}`;
    const { observations: all } = await listed(`(${order})`);
    expect(all.edges).toHaveLength(14);
    for (const filter of ['{}', `{subjects: [{terc: "${town}"}]}`]) {
      const { observations: wanted } = await listed(`(filter: ${filter}, ${order})`);
      const ids = wanted.edges.map(({ node }) => node.id);
      const forth: string[] = [];
      for (let after = ''; forth.length < ids.length; ) {
        const { observations } = await listed(`(filter: ${filter}, ${order}, first: 3${after})`);
        forth.push(...observations.edges.map(({ node }) => node.id));
        after = `, after: "${observations.edges.at(-1)?.cursor}"`;
      }
      expect(forth).toEqual(ids);
      const { observations: last } = await listed(`(filter: ${filter}, ${order}, last: 4)`);
      expect(last.edges.map(({ node }) => node.id)).toEqual(ids.slice(-4));
      const { observations: before } = await listed(
        `(filter: ${filter}, ${order}, last: 2, before: "${last.edges[0]?.cursor}")`,
      );
      expect(before.edges.map(({ node }) => node.id)).toEqual(ids.slice(-6, -4));
    }
  });

  it('ordered by VALUE or PERIOD are in that order', async () => {
    expect(await values('{metrics: ["money"]}', ', orderBy: {field: VALUE, direction: DESC}')).toEqual([
      8,
      2.5,
      1.5,
      -7.25,
      null,
      null,
      null,
    ]);
    expect(await values('{metrics: ["money"]}', ', orderBy: {field: VALUE}')).toEqual([
      -7.25,
      1.5,
      2.5,
      8,
      null,
      null,
      null,
    ]);
    const { observations } = await listed(
      '(filter: {metrics: ["people"]}, orderBy: {field: PERIOD, direction: DESC}, first: 1)',
    );
    expect(observations.edges[0]?.node.period).toBe('2020-Q1');
  });

  it('have ids by which they are read again', async () => {
    const { observations } = await listed('(filter: {metrics: ["people"]})');
    const ids = observations.edges.map(({ node }) => node.id);
    expect(new Set(ids).size).toBe(7);
    expect(ids.map((id) => Buffer.from(id, 'base64').toString())).toContainEqual(
      expect.stringMatching(/^Observation:people:survey:GMINA:sex=women:2020:TERRITORIAL_UNIT:/),
    );
    hub.statements();
    const { nodes } = await hub.ask<{ nodes: unknown[] }>(
      `query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Observation { period value } } }`,
      { ids: [...ids, Buffer.from('Observation:people:survey:GMINA::2031:TERRITORIAL_UNIT:1').toString('base64')] },
    );
    expect(nodes).toEqual([...observations.edges.map(({ node }) => node), null]);
    expect(hub.statements()).toHaveLength(1);
  });

  it('of a period without any say which periods there are', async () => {
    const { errors } = await hub.answer(
      '{ observations(filter: {metrics: ["people"], period: {from: "2030"}}) { totalCount } }',
    );
    expect(errors?.[0]?.message).toBe(
      'There are no such observations for 2030–. It has values for: 2019–2020, 2020-Q1.',
    );
  });

  it('are only looked for by value among those of metrics or subjects', async () => {
    const { errors } = await hub.answer('{ observations(filter: {value: {from: 1}}) { totalCount } }');
    expect(errors?.[0]?.message).toContain('Name "metrics" or "subjects", too.');
  });
});

describe('in lists of series', () => {
  const query = (field: string) =>
    `{ territorialUnit(terc: "${town}") { name ${field} { metric { code } points { period } } } }`;

  it('an unknown metric is an error at its place, and the rest stands', async () => {
    const { data, errors } = await hub.answer(
      query('indicators(metrics: ["people", "no-such", "money"], dimensions: [], to: "2019")'),
    );
    expect(data).toEqual({
      territorialUnit: {
        name: 'Dzierżoniów',
        indicators: [
          { metric: { code: 'people' }, points: [{ period: '2019' }] },
          null,
          { metric: { code: 'money' }, points: [{ period: '2019' }] },
        ],
      },
    });
    expect(errors?.map(({ path, message }) => [path, message])).toEqual([
      [['territorialUnit', 'indicators', 1], 'There is no metric "no-such". Take its code from the query "metrics".'],
    ]);
  });

  it('a period without values says which periods there are', async () => {
    const { data, errors } = await hub.answer(
      `{ timeSeries(metrics: ["people", "growth"], subjects: [{terc: "${town}"}], from: "2019", to: "2019", dimensions: []) { series { metric { code } } asJsonStat } }`,
    );
    expect(data).toMatchObject({
      timeSeries: { series: [{ metric: { code: 'people' } }, null], asJsonStat: { value: [300] } },
    });
    const text = 'The metric "growth" has no values of the subject for 2019–2019. It has values for: 2020.';
    expect(errors?.map(({ path, message }) => [path, message])).toEqual([[['timeSeries', 'series', 1], text]]);
    expect(data).toMatchObject({ timeSeries: { asJsonStat: { note: [text] } } });
  });

  it('a comparison since a period without values has the error at its place', async () => {
    const { data, errors } = await hub.answer(
      `{ benchmark(metric: "people", period: "2020", since: "2015", subject: {terc: "${town}"}) { value travel { change } } }`,
    );
    expect(data).toEqual({ benchmark: { value: 310, travel: null } });
    expect(errors?.[0]).toMatchObject({
      path: ['benchmark', 'travel'],
      message: expect.stringContaining('has no values for 2015 at the level GMINA. It has values for: 2019–2020'),
    });
  });
});
