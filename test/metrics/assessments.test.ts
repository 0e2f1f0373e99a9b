import { beforeAll, describe, expect, it } from 'vitest';
import { startHub } from '../harness/hub.ts';

const hub = await startHub();

const offices = ['A', 'B', 'C', 'D'].map((letter) => `Urząd Próbny ${letter}`);

const header =
  'record;office;model;edition;date;validated;criterion;score;evidence;title;state;due;standard;body;valid_from;valid_to';
const score = (
  office = '',
  validated = '',
  criterion = '1.1',
  points: number | string = 50,
  date = '2024-05-01',
  edition = '2020',
) => `score;${office};CAF;${edition};${date};${validated};${criterion};${points};;;;;;;;`;

beforeAll(async () => {
  const rows = offices.map((name, index) => `o${index};${name};CITY_OR_GMINA_OFFICE;SELF_GOVERNMENT`);
  await hub.load('offices', 'offices.csv', ['key;name;kind;tier', ...rows].join('\n'), { asOf: '2024-01-01' });
});

const [a, b, c, d] = offices;

describe('the template', () => {
  it('is loaded row by row; a second time nothing changes', async () => {
    const csv = [
      header,
      score(a, 'yes', '1.1', 60),
      score(a, 'yes', '1.2', '70,5'),
      score(a, 'yes', '1.2', '70.5'), // the same again
      score(a, 'no', '1.3', 10), // contradicts on validation
      score(b, 'no', '1.1', 40),
      score(c, '', '1', 20),
      score(d, 'no', '9.3', 20), // CAF 2020 has no such subcriterion
      score(d, 'no', '1.1', 101),
      score(d, 'no', '1.1', 90, '2012-02-30'),
      score(d, 'no', '1.1', 90, '2012-02-28', '2006'),
      score('Nieznany Urząd'),
      `action;${a};CAF;2020;2024-05-01;;1.1;;;Opisać wizję;IN_PROGRESS;2025-06-30;;;;`,
      `certification;${a};;;;;;;;;;;ISO 9001;PCBC;2023-01-01;2025-12-31`,
      `guess;${a};;;;;;;;;;;;;;`,
    ].join('\n');
    const report = await hub.load('assessments', 'caf_2026-06-15.csv', csv);
    expect(report).toMatchObject({ records: 14, created: 7, changed: 0, unchanged: 0, duplicates: 1, rejected: 6 });
    expect(report.rejectedRows.map(({ row, column }) => [row, column])).toEqual([
      [5, 'validated'],
      [8, 'criterion'],
      [9, 'score'],
      [10, 'date'],
      [12, 'office'],
      [15, 'record'],
    ]);
    expect(await hub.load('assessments', 'caf_2026-06-15.csv', csv)).toMatchObject({
      release: null,
      created: 0,
      changed: 0,
      unchanged: 7,
    });
    const other = [header, score(b, 'no', '1.1', 45)].join('\n');
    expect(await hub.load('assessments', 'more_2026-06-15.csv', other)).toMatchObject({ created: 0, changed: 1 });
  });
});

describe('queries', () => {
  it('have the 9 criteria and 28 subcriteria of CAF 2020 in both languages', async () => {
    const { assessmentCriteria } = await hub.ask<{
      assessmentCriteria: { code: string; name: string; en: string; isSubcriterion: boolean }[];
    }>('{ assessmentCriteria { code name en: name(lang: EN) isSubcriterion } }');
    const subs = assessmentCriteria.filter(({ isSubcriterion }) => isSubcriterion);
    expect([assessmentCriteria.length - subs.length, subs.length]).toEqual([9, 28]);
    const counts = Object.values(Object.groupBy(subs, ({ code }) => code[0] ?? '')).map((group) => group?.length);
    expect(counts).toEqual([4, 4, 3, 6, 3, 2, 2, 2, 2]);
    expect(assessmentCriteria[0]).toMatchObject({ code: '1', name: 'Przywództwo', en: 'Leadership' });
  });

  it('return an assessment with its scores, bands, actions; and certificates', async () => {
    const { assessments } = await hub.ask<{ assessments: { nodes: Record<string, unknown>[] } }>(
      '{ assessments(filter: {externallyValidated: true}) { totalCount nodes { model edition assessedOn externallyValidated score(criterion: "1") scores { criterion { code } score band } actions { title state dueOn } office { name certifications { standard validTo isValid(on: "2025-12-31") expired: isValid(on: "2026-01-01") } } } } }',
    );
    expect(assessments).toEqual({
      totalCount: 1,
      nodes: [
        {
          model: 'CAF',
          edition: '2020',
          assessedOn: '2024-05-01',
          externallyValidated: true,
          score: 65.25,
          scores: [
            { criterion: { code: '1.1' }, score: 60, band: 4 },
            { criterion: { code: '1.2' }, score: 70.5, band: 5 },
          ],
          actions: [{ title: 'Opisać wizję', state: 'IN_PROGRESS', dueOn: '2025-06-30' }],
          office: {
            name: a,
            certifications: [{ standard: 'ISO 9001', validTo: '2025-12-31', isValid: true, expired: false }],
          },
        },
      ],
    });
  });

  it('compare one edition, validated and unvalidated apart', async () => {
    const { compareAssessments } = await hub.ask<{ compareAssessments: Record<string, unknown> }>(
      '{ compareAssessments(model: CAF) { edition warning asJsonStat assessments { office { name } } spreads { criterion { code } externallyValidated count median lowerQuartile } } }',
    );
    expect(compareAssessments).toMatchObject({
      edition: '2020',
      warning: expect.stringContaining('2 of 3'),
      spreads: [
        { criterion: { code: '1' }, externallyValidated: true, count: 1, median: 65.25 },
        { criterion: { code: '1' }, externallyValidated: false, count: 2, median: 32.5, lowerQuartile: 26.25 },
      ],
    });
    expect(compareAssessments['assessments']).toHaveLength(3);
    expect(compareAssessments['asJsonStat']).toMatchObject({
      size: [1, 2, 6],
      value: [1, 65.25, 65.25, 65.25, 65.25, 65.25, 2, 20, 26.25, 32.5, 38.75, 45],
    });
  });
});

describe('lists', () => {
  const list = (filter: string, more = '') =>
    hub.ask<{ assessments: { totalCount: number; edges: { cursor: string; node: { office: { name: string } } }[] } }>(
      `{ assessments(filter: ${filter}${more}) { totalCount edges { cursor node { office { name } edition assessedOn } } } }`,
    );
  const names = async (filter: string, more = '') =>
    (await list(filter, more)).assessments.edges.map(({ node }) => node.office.name);

  it('are filtered by lists, ranges and what they must not match', async () => {
    expect(await names('{models: [CAF, EFQM]}')).toEqual([a, b, c, d]);
    expect(await names('{editions: ["2006"]}')).toEqual([d]);
    expect(await names('{assessedOn: {from: "2012-02-28", to: "2012-02-28"}}')).toEqual([d]);
    expect(await names('{assessedOn: {from: "2012-02-29"}}')).toEqual([a, b, c]);
    expect(await names('{externallyValidated: false}')).toEqual([b, c, d]);
    expect(await names('{not: {externallyValidated: true}}')).toEqual([b, c, d]);
    expect(await names('{not: {externallyValidated: false}}')).toEqual([a]);
    expect(await names('{models: [CAF], not: {editions: ["2006"], assessedOn: {to: "2020-01-01"}}}')).toEqual([
      a,
      b,
      c,
    ]);
    expect(await names('{models: []}')).toEqual([]);
  });

  it('take offices by global id and by code', async () => {
    const { offices: found } = await hub.ask<{ offices: { edges: { node: { id: string; code: string } }[] } }>(
      '{ offices(first: 2, filter: {text: "Próbny"}) { edges { node { id code } } } }',
    );
    const [first, second] = found.edges.map(({ node }) => node);
    expect(await names(`{offices: ["${first?.id}", "${second?.code}"]}`)).toEqual([a, b]);
    const { compareAssessments } = await hub.ask<{ compareAssessments: { assessments: unknown[] } }>(
      `{ compareAssessments(model: CAF, offices: ["${first?.code}"]) { assessments { office { name } } } }`,
    );
    expect(compareAssessments.assessments).toEqual([{ office: { name: a } }]);
  });

  it('have an order, whose cursors go on from it', async () => {
    expect(await names('{}', ', orderBy: {field: EDITION, direction: ASC}')).toEqual([d, a, b, c]);
    expect(await names('{}', ', orderBy: {field: ASSESSED_ON, direction: DESC}, last: 2')).toEqual([c, d]);
    const { assessments } = await list('{}', ', first: 2');
    expect(assessments.totalCount).toBe(4);
    expect(await names('{}', `, after: "${assessments.edges.at(-1)?.cursor}"`)).toEqual([c, d]);
    const { errors } = await hub.answer(
      `{ assessments(after: "${assessments.edges[0]?.cursor}", orderBy: {field: EDITION}) { totalCount } }`,
    );
    expect(errors?.[0]?.extensions?.['code']).toBe('BAD_USER_INPUT');
  });

  it('are there under offices, of all of them with one statement', async () => {
    const { offices: found } = await hub.ask<{ offices: { edges: { node: unknown }[] } }>(
      `{ offices(first: 4, filter: {text: "Próbny"}) { edges { node { name assessments(filter: {editions: ["2020"]}, orderBy: {field: ASSESSED_ON}) {
        totalCount edges { node { externallyValidated } } pageInfo { hasNextPage } } } } } }`,
    );
    expect(found.edges.map(({ node }) => node)).toEqual([
      {
        name: a,
        assessments: {
          totalCount: 1,
          edges: [{ node: { externallyValidated: true } }],
          pageInfo: { hasNextPage: false },
        },
      },
      {
        name: b,
        assessments: {
          totalCount: 1,
          edges: [{ node: { externallyValidated: false } }],
          pageInfo: { hasNextPage: false },
        },
      },
      {
        name: c,
        assessments: {
          totalCount: 1,
          edges: [{ node: { externallyValidated: null } }],
          pageInfo: { hasNextPage: false },
        },
      },
      { name: d, assessments: { totalCount: 0, edges: [], pageInfo: { hasNextPage: false } } },
    ]);
  });
});

describe('ids', () => {
  it('lead back to assessments, actions and certificates', async () => {
    const { assessments } = await hub.ask<{ assessments: { edges: { node: Record<string, never> }[] } }>(
      '{ assessments(filter: {externallyValidated: true}) { edges { node { id actions { id title } office { certifications { id standard } } } } } }',
    );
    const found = assessments.edges[0]?.node as unknown as {
      id: string;
      actions: { id: string }[];
      office: { certifications: { id: string }[] };
    };
    const ids = [found.id, found.actions[0]?.id, found.office.certifications[0]?.id];
    const { nodes } = await hub.ask<{ nodes: unknown[] }>(
      `{ nodes(ids: ${JSON.stringify(ids)}) { id __typename ... on Assessment { edition scores { score band } } ... on ImprovementAction { title office { name } } ... on Certification { standard office { name } } } }`,
    );
    expect(nodes).toEqual([
      {
        id: ids[0],
        __typename: 'Assessment',
        edition: '2020',
        scores: [
          { score: 60, band: 4 },
          { score: 70.5, band: 5 },
        ],
      },
      { id: ids[1], __typename: 'ImprovementAction', title: 'Opisać wizję', office: { name: a } },
      { id: ids[2], __typename: 'Certification', standard: 'ISO 9001', office: { name: a } },
    ]);
  });
});
