/** What practices and projects meant to move, before and after; observations of offices, projects and practices. */
import { beforeAll, describe, expect, it } from 'vitest';
import { inputFileOf } from '#sources/import.ts';
import { startHub } from '../harness/hub.ts';

const hub = await startHub();

const mapping = (yaml: string) => inputFileOf('test.yaml', new TextEncoder().encode(yaml));

const waiting = mapping(`
facet: { code: survey, name: Survey, publisher: Nobody, licence: CC0 }
code: whose
level: { column: level, values: { unit: GMINA, office: OFFICE, project: PROJECT, practice: PRACTICE } }
period: { column: year }
values: [{ column: days, metric: waiting }]
metrics: [{ code: waiting, namePl: Czas oczekiwania, unitPl: dni, kind: AMOUNT, polarity: LOWER_IS_BETTER }]`);

const evidence = [
  {
    title: 'Krócej w mieście',
    metric: 'waiting',
    unit: '0202021',
    baseline: { period: '2018', value: 30 },
    target: { period: '2020', value: 20 },
  },
  {
    title: { pl: 'Krócej u nas', en: 'Shorter here' },
    metric: 'waiting',
    baseline: { period: '2018' },
    target: { period: '2021', value: 5 },
  },
  { title: 'Nieznany wskaźnik', metric: 'no-such-metric' },
  { title: 'Raport' },
];

const answerOf = `metric { code } title(lang: EN) subject { name unit { terc } practice { slug } project { title } office { name } }
  baseline { period value } target { period value } before { period value } after { period value }
  change { since before change direction } progressPercent isTargetReached series { points { period } }`;

beforeAll(async () => {
  const office = ['key;name;kind;tier', 'o1;Urząd Próbny A;CITY_OR_GMINA_OFFICE;SELF_GOVERNMENT'].join('\n');
  await hub.load('offices', 'offices.csv', office, { asOf: '2024-01-01' });
  const report = await hub.load(
    'practices',
    'practices.json',
    JSON.stringify({
      asOf: '2026-01-01',
      practices: [
        { slug: 'shorter', title: 'Krócej', evidence },
        { slug: 'longer', title: 'Dłużej', evidence: [{ ...evidence[0], target: { period: '2019', value: 25 } }] },
      ],
      projects: [
        {
          slug: 'faster',
          title: 'Szybciej',
          period: '2014-2020',
          contractNumber: 'UDA-1',
          evidence: [
            {
              title: 'Szybciej w urzędzie',
              metric: 'waiting',
              office: { name: 'Urząd Próbny A' },
              target: { period: '2019', value: 10 },
            },
          ],
        },
      ],
    }),
  );
  expect(report).toMatchObject({ created: 3, rejected: 0 });
});

describe('observations of others than units', () => {
  it('are taken by names and numbers, or listed', async () => {
    const csv = [
      'whose,level,year,days',
      '0202021,unit,2018,28',
      '0202021,unit,2019,26',
      '0202021,unit,2020,18',
      'Urząd Próbny A,office,2019,9',
      'UDA-1,project,2019,3',
      'shorter,practice,2018,10',
      'shorter,practice,2020,6',
      'Urząd Inny,office,2019,9',
      'UDA-2,project,2019,3',
      'nothing,practice,2019,3',
    ].join('\n');
    const report = await hub.load('metrics', 'waiting.csv', csv, { mapping: waiting });
    expect(report).toMatchObject({ records: 10, created: 7, rejected: 3 });
    expect(report.rejectedRows.map(({ reason }) => reason.split('. ')[0])).toEqual([
      'No office is known as "Urząd Inny"',
      'No project is known as "UDA-2"',
      'No practice is known as "nothing"',
    ]);
    expect(
      await hub.ask(
        `{ offices(filter: {text: "Próbny A"}) { nodes { indicators(metrics: ["waiting"]) { points { value } } } } }`,
      ),
    ).toEqual({
      offices: { nodes: [{ indicators: [{ points: [{ value: 9 }] }] }] },
    });
  });
});

describe('a practice', () => {
  it('states what it meant to move and where that went', async () => {
    const { practice } = await hub.ask<{ practice: { outcomes: unknown[] } }>(
      `{ practice(slug: "shorter") { outcomes { ${answerOf} } } }`,
    );
    expect(practice.outcomes).toEqual([
      {
        metric: { code: 'waiting' },
        title: 'Krócej w mieście',
        subject: { name: 'Dzierżoniów', unit: { terc: '0202021' }, practice: null, project: null, office: null },
        baseline: { period: '2018', value: 30 },
        target: { period: '2020', value: 20 },
        before: { period: '2018', value: 28 },
        after: { period: '2020', value: 18 },
        change: { since: '2018', before: 28, change: -10, direction: 'IMPROVING' },
        progressPercent: 125,
        isTargetReached: true,
        series: { points: [{ period: '2018' }, { period: '2019' }, { period: '2020' }] },
      },
      {
        metric: { code: 'waiting' },
        title: 'Shorter here',
        subject: { name: 'Krócej', unit: null, practice: { slug: 'shorter' }, project: null, office: null },
        baseline: { period: '2018', value: null },
        target: { period: '2021', value: 5 },
        before: { period: '2018', value: 10 },
        after: { period: '2020', value: 6 },
        change: { since: '2018', before: 10, change: -4, direction: 'IMPROVING' },
        progressPercent: 80,
        isTargetReached: false,
        series: { points: [{ period: '2018' }, { period: '2020' }] },
      },
    ]);
  });

  it('is read with all others in three statements', async () => {
    hub.statements();
    const { practices } = await hub.ask<{
      practices: { nodes: { slug: string; outcomes: { isTargetReached: boolean }[] }[] };
    }>('{ practices(first: 100) { nodes { slug outcomes { isTargetReached after { value } } } } }');
    expect(practices.nodes.find(({ slug }) => slug === 'longer')?.outcomes).toMatchObject([{ isTargetReached: false }]);
    // The practices, their evidence, and all its series.
    expect(hub.statements()).toHaveLength(3);
  });
});

describe('a project', () => {
  it('states it of the office', async () => {
    const { projects } = await hub.ask<{ projects: { nodes: unknown[] } }>(
      `{ projects(filter: {text: "Szybciej"}) { nodes { outcomes { ${answerOf} } } } }`,
    );
    expect(projects.nodes).toMatchObject([
      {
        outcomes: [
          {
            subject: { office: { name: 'Urząd Próbny A' } },
            baseline: null,
            after: { period: '2019', value: 9 },
            change: null,
            isTargetReached: true,
          },
        ],
      },
    ]);
  });
});
