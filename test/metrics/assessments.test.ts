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

describe('questions', () => {
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

  it('tell an assessment with its scores, bands, actions; and certificates', async () => {
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
