/** Projects in practices files: what is taken, how it changes, what is refused, and what lists add to it. */
import { describe, expect, it } from 'vitest';
import { ksiXlsx, type Row } from '../fixtures/eu-projects/lists.ts';
import { startHub } from '../harness/hub.ts';

const hub = await startHub();

const load = (file: Readonly<Record<string, unknown>>) =>
  hub.load('practices', 'projects.json', JSON.stringify({ asOf: '2026-01-01', ...file }));
const loadList = (row: Row) => hub.load('eu-projects', 'Lista_2007_2013.xlsx', ksiXlsx([row]), { asOf: '2016-01-31' });

const rzeszow = { id: 'jst-186301' };
const stated = {
  slug: 'better-offices',
  title: { pl: 'Lepsze urzędy', en: 'Better offices' },
  summary: { pl: 'Po polsku', en: 'In English' },
  period: '2007-2013',
  programme: {
    programme: { code: 'POKL', name: 'Program Operacyjny Kapitał Ludzki' },
    priority: { code: 'V', name: 'Dobre rządzenie' },
  },
  value: '1000000.50',
  startsOn: '2010-02',
  endsOn: '2012',
  places: [{ unit: '1863011' }],
  modules: [
    {
      slug: 'training',
      title: { pl: 'Szkolenia', en: 'Training' },
      from: '2010-03',
      to: '2010-04',
      planned: 20,
      actual: 18,
    },
    { slug: 'systems', title: 'Systemy' },
  ],
  participations: [
    { role: 'LEADER', office: rzeszow },
    { role: 'PARTICIPANT', office: { id: 'jst-246601' }, module: 'training', from: '2010-03-15' },
    { role: 'PARTNER', organisation: { pl: 'Uczelnia', en: 'A university' } },
  ],
  products: [
    {
      slug: 'handbook',
      title: { pl: 'Podręcznik', en: 'A handbook' },
      module: 'training',
      ratings: [
        {
          survey: 'Ankieta',
          respondents: 'Uczestnicy',
          office: rzeszow,
          askedOn: '2012-05',
          rank: 1,
          score: '4.50',
          scoreMost: '5',
        },
      ],
    },
  ],
};

const wholeQuery = `fragment Whole on Project {
  id title list period value { amount } startsOn endsOn contractNumber summary(lang: EN) english: title(lang: EN)
  programmePath { number name } places { unit { terc } }
  modules { ordinal name startsOn endsOn plannedParticipants actualParticipants
    products { name(lang: EN) } participations { totalCount nodes { office { code } } } }
  participations { totalCount nodes { role startsOn module { name } office { code } organisation { name } } }
  products { name project { title } module { name } ratings { survey respondents office { code } askedOn rank score scoreMax } }
  practices { nodes { slug } } events { nodes { slug } } calls { nodes { slug } } livingLabs { nodes { slug } } }`;

interface Whole {
  readonly id: string;
  readonly title: string;
  readonly list: string;
  readonly participations: { readonly totalCount: number; readonly nodes: readonly Record<string, unknown>[] };
  readonly [field: string]: unknown;
}

async function whole(slug: string): Promise<Whole | null> {
  const { practice } = await hub.ask<{ practice: { project: Whole | null } }>(
    `${wholeQuery} query ($slug: String!) { practice(slug: $slug) { project { ...Whole } } }`,
    { slug },
  );
  return practice.project;
}

describe('a project that documents describe', () => {
  it('is taken with its modules, participations, products and ratings, and is unchanged the next time', async () => {
    const project = { slug: stated.slug };
    const file = {
      projects: [stated],
      practices: [{ slug: 'p', title: 'Praktyka', project }],
      events: [{ slug: 'e', title: 'Konferencja', project }],
      calls: [{ slug: 'c', title: 'Nabór', kind: 'PRACTICES', project }],
      livingLabs: [{ slug: 'l', title: 'Laboratorium', project }],
    };
    const first = await load(file);
    expect(first).toMatchObject({ records: 5, created: 5, rejected: 0 });
    expect(await whole('p')).toMatchObject({
      title: 'Lepsze urzędy',
      english: 'Better offices',
      summary: 'In English',
      list: 'DOCUMENT',
      value: { amount: '1000000.50' },
      startsOn: '2010-02-01',
      endsOn: '2012-12-31',
      programmePath: [{ number: 'POKL' }, { number: '5', name: 'Dobre rządzenie' }],
      places: [{ unit: { terc: '1863011' } }],
      modules: [
        {
          name: 'Szkolenia',
          startsOn: '2010-03-01',
          endsOn: '2010-04-30',
          plannedParticipants: 20,
          actualParticipants: 18,
          products: [{ name: 'A handbook' }],
          participations: { totalCount: 1, nodes: [{ office: { code: 'jst-246601' } }] },
        },
        { name: 'Systemy', startsOn: null, products: [], participations: { totalCount: 0, nodes: [] } },
      ],
      participations: {
        totalCount: 3,
        nodes: expect.arrayContaining([
          {
            role: 'PARTICIPANT',
            startsOn: '2010-03-15',
            module: { name: 'Szkolenia' },
            office: { code: 'jst-246601' },
            organisation: null,
          },
          { role: 'PARTNER', startsOn: null, module: null, office: null, organisation: { name: 'Uczelnia' } },
          { role: 'LEADER', startsOn: null, module: null, office: { code: 'jst-186301' }, organisation: null },
        ]),
      },
      products: [
        {
          name: 'Podręcznik',
          project: { title: 'Lepsze urzędy' },
          module: { name: 'Szkolenia' },
          ratings: [
            {
              survey: 'Ankieta',
              respondents: 'Uczestnicy',
              office: { code: 'jst-186301' },
              askedOn: '2012-05-01',
              rank: 1,
              score: '4.5',
              scoreMax: '5',
            },
          ],
        },
      ],
      practices: { nodes: [{ slug: 'p' }] },
      events: { nodes: [{ slug: 'e' }] },
      calls: { nodes: [{ slug: 'c' }] },
      livingLabs: { nodes: [{ slug: 'l' }] },
    });
    expect(await load(file)).toMatchObject({ release: null, created: 0, changed: 0, unchanged: 5 });
  });

  it('changes where a file says otherwise, and keeps its id and what the file leaves out', async () => {
    const before = await whole('p');
    const modules = stated.modules.slice(0, 1);
    const report = await load({
      projects: [{ slug: stated.slug, title: 'Jeszcze lepsze urzędy', value: null, modules, products: null }],
    });
    expect(report).toMatchObject({ records: 1, changed: 1 });
    const after = await whole('p');
    expect(after).toMatchObject({ title: 'Jeszcze lepsze urzędy', value: null, products: [], startsOn: '2010-02-01' });
    expect(after).toMatchObject({
      id: before?.id,
      modules: [{ name: 'Szkolenia' }],
      participations: { totalCount: 3 },
    });
    const { search } = await hub.ask<{ search: unknown }>(
      '{ search(text: "jeszcze lepsze urzedy", types: [PROJECT]) { nodes { title } } }',
    );
    expect(search).toMatchObject({ nodes: [{ title: 'Jeszcze lepsze urzędy' }] });
  });

  it('keeps its id when its contract becomes known, and when a list describes that contract', async () => {
    const before = await whole('p');
    const contractNumber = 'POKL.05.02.01-00-007/10';
    await load({ projects: [{ slug: stated.slug, contractNumber }] });
    expect(await whole('p')).toMatchObject({ id: before?.id, contractNumber });

    const report = await loadList({ contract: `UDA-${contractNumber}-03`, title: 'Tytuł z listy', value: 500 });
    expect(report).toMatchObject({ created: 0, changed: 1 });
    const listed = await whole('p');
    expect(listed).toMatchObject({
      id: before?.id,
      title: 'Tytuł z listy',
      list: 'KSI_SIMIK',
      value: { amount: '500.00' },
      modules: [{ name: 'Szkolenia' }],
      participations: { totalCount: 4 },
      practices: { nodes: [{ slug: 'p' }] },
    });
    expect(listed?.participations.nodes.map(({ role }) => role).toSorted()).toEqual([
      'BENEFICIARY',
      'LEADER',
      'PARTICIPANT',
      'PARTNER',
    ]);
  });

  it('adds to what a list says and does not contradict it', async () => {
    const report = await load({
      projects: [
        { slug: stated.slug, title: 'Inny tytuł', value: '1', participations: stated.participations.slice(0, 1) },
      ],
    });
    expect(report).toMatchObject({ changed: 1 });
    expect(await whole('p')).toMatchObject({
      title: 'Tytuł z listy',
      value: { amount: '500.00' },
      list: 'KSI_SIMIK',
      participations: { totalCount: 2 },
    });
  });

  it('moves to the project of a list whose contract it turns out to have, and nothing of it stays behind', async () => {
    const contractNumber = 'POKL.05.02.01-00-008/10';
    await loadList({ contract: contractNumber, title: 'Drugi z listy' });
    const modules = [{ slug: 'one', title: 'Zadanie' }];
    const participations = [{ role: 'PARTICIPANT', office: rzeszow, module: 'one' }];
    const products = [{ slug: 'one', title: 'Produkt', module: 'one' }];
    const project = { slug: 'second', title: 'Drugi', period: '2007-2013', modules, participations, products };
    await load({ projects: [project], practices: [{ slug: 'p2', title: 'Praktyka', project: { slug: 'second' } }] });
    const alone = await whole('p2');
    expect(alone).toMatchObject({ title: 'Drugi', list: 'DOCUMENT' });
    await load({ projects: [{ slug: 'second', contractNumber }] });
    const joined = await whole('p2');
    expect(joined).toMatchObject({ title: 'Drugi z listy', modules: [{ name: 'Zadanie' }], products: [{}] });
    expect(joined?.id).not.toBe(alone?.id);
    const { node } = await hub.ask<{ node: unknown }>('query ($id: ID!) { node(id: $id) { id } }', { id: alone?.id });
    expect(node).toBeNull();
    const { search } = await hub.ask<{ search: { totalCount: number } }>(
      '{ search(text: "Drugi", types: [PROJECT]) { totalCount } }',
    );
    expect(search.totalCount).toBe(1);
  });
});

describe('a project of a list', () => {
  it('is named by its contract number or its id', async () => {
    const contractNumber = 'POKL.05.02.01-00-009/10';
    await loadList({ contract: contractNumber, title: 'Trzeci z listy' });
    const byNumber = { slug: 'p3', title: 'A', project: { contractNumber: `UDA-${contractNumber}-01` } };
    expect(await load({ practices: [byNumber] })).toMatchObject({ created: 1 });
    const found = await whole('p3');
    expect(found).toMatchObject({ title: 'Trzeci z listy', practices: { nodes: [{ slug: 'p3' }] } });
    expect(await load({ practices: [{ slug: 'p4', title: 'B', project: { id: found?.id } }] })).toMatchObject({
      created: 1,
    });
    expect((await whole('p4'))?.id).toBe(found?.id);
  });
});

describe('what is refused, by its path', () => {
  const project = { slug: 'x', title: 'X', period: '2007-2013' };
  const party = { role: 'PARTNER', organisation: 'Uczelnia' };
  it.for([
    ['a new project without a period', { projects: [{ slug: 'x', title: 'X' }] }, '$.projects[0].period', 'needed'],
    [
      'a period that there was not',
      { projects: [{ ...project, period: '2001-2006' }] },
      '$.projects[0].period',
      '2007-2013',
    ],
    [
      'a module that it has not',
      { projects: [{ ...project, participations: [{ ...party, module: 'no' }] }] },
      '$.projects[0].participations[0].module',
      '"no" is none of',
    ],
    [
      'an office that is not known',
      { projects: [{ ...project, participations: [{ role: 'LEADER', office: { id: 'no' } }] }] },
      '$.projects[0].participations[0].office',
      'No office of the hub',
    ],
    [
      'the same role twice',
      { projects: [{ ...project, participations: [party, party] }] },
      '$.projects[0].participations[1]',
      'twice',
    ],
    [
      'an end before the beginning',
      { projects: [{ ...project, startsOn: '2012', endsOn: '2011' }] },
      '$.projects[0].endsOn',
      'before',
    ],
    [
      'a unit that is not known',
      { projects: [{ ...project, places: [{ unit: '9999' }] }] },
      '$.projects[0].places[0].unit',
      '"9999"',
    ],
    [
      'a score that is no number',
      {
        projects: [
          {
            ...project,
            products: [{ slug: 'a', title: 'A', ratings: [{ survey: 'S', respondents: 'R', score: 'good' }] }],
          },
        ],
      },
      '$.projects[0].products[0].ratings[0].score',
      'form',
    ],
    ['an amount that is no number', { projects: [{ ...project, value: '6 mln' }] }, '$.projects[0].value', 'form'],
    [
      'the contract of another entry',
      { projects: [{ ...project, contractNumber: 'UDA-POKL.05.02.01-00-007/10' }] },
      '$.projects[0].contractNumber',
      '"better-offices"',
    ],
    [
      'a contract that no list has',
      { practices: [{ slug: 'x', title: 'X', project: { contractNumber: 'NO.1' } }] },
      '$.practices[0].project',
      'No project of the hub has the contract number "NO.1"',
    ],
    [
      'an id that there is not',
      { events: [{ slug: 'x', title: 'X', project: { id: 'no' } }] },
      '$.events[0].project',
      'has the id "no"',
    ],
    [
      'a slug that there is not',
      { calls: [{ slug: 'x', title: 'X', kind: 'PRACTICES', project: { slug: 'no' } }] },
      '$.calls[0].project.slug',
      '"projects"',
    ],
    [
      'two names of one project',
      { livingLabs: [{ slug: 'x', title: 'X', project: { slug: 'better-offices', id: 'a' } }] },
      '$.livingLabs[0].project',
      '1',
    ],
  ] as const)('%s', async ([, file, path, reason]) => {
    // With an entry that can be taken, for a file of which nothing can is refused.
    const report = await load({ citations: [{ slug: 'taken', title: 'Y', url: 'https://example.org/' }], ...file });
    expect(report).toMatchObject({ records: 2, rejected: 1 });
    expect(report.rejectedRows).toMatchObject([{ column: path, reason: expect.stringContaining(reason) }]);
  });

  it('one contract under two slugs of one file: the first is taken', async () => {
    const contractNumber = 'NEW.01-001/10';
    const report = await load({
      projects: [
        { ...project, slug: 'first', contractNumber },
        { ...project, slug: 'other', contractNumber: `UDA-${contractNumber}` },
      ],
    });
    expect(report).toMatchObject({ created: 1, rejected: 1 });
    expect(report.rejectedRows).toMatchObject([{ row: 2, column: '$.projects[1].contractNumber' }]);
  });
});
