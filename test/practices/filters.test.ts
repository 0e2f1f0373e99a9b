/** Filters and orders of what is about practices, such as living labs, cited documents, sessions, adoptions and submissions: the same at the root and under parents. */
import { beforeAll, describe, expect, test } from 'vitest';
import { startHub } from '../harness/hub.ts';

const hub = await startHub({ limits: { cost: 1_000_000 } });

const lead = (id: string) => [{ role: 'ORGANISER', office: { id } }];
const practice = (slug: string, title: string) => ({
  slug,
  title,
  stage: 'IDEA',
  offices: [{ role: 'OWNER', office: { id: 'jst-246601' } }],
});
const submitted = (outcome: string) => ({ submissions: [{ call: 'f-call', outcome }] });

const file = {
  asOf: '2026-01-01',
  practices: [
    { ...practice('f-a', 'Alfa'), ...submitted('SELECTED') },
    { ...practice('f-b', 'Beta'), ...submitted('NOT_SELECTED') },
    { ...practice('f-c', 'Gamma'), ...submitted('RESERVE') },
  ],
  projects: ['Pierwszy', 'Drugi', 'Trzeci'].map((title, index) => ({
    slug: `f-project-${index + 1}`,
    title,
    period: index === 0 ? '2007-2013' : '2014-2020',
    contractNumber: `F.01.01.01-00-00${index + 1}/15`,
    citations: index < 2 ? ['f-book'] : ['f-report'],
  })),
  livingLabs: [
    {
      slug: 'f-lab-z',
      title: 'Źródła ciepła',
      summary: 'Pompy dla seniorów',
      hostUnit: { unit: '2466011' },
      organisers: lead('jst-246601'),
      project: { slug: 'f-project-1' },
      citations: ['f-book'],
    },
    {
      slug: 'f-lab-a',
      title: 'Łąki kwietne',
      summary: 'Zieleń w mieście',
      hostUnit: { unit: '1863011' },
      organisers: lead('jst-186301'),
      citations: ['f-book'],
    },
    { slug: 'f-lab-m', title: 'Mobilny urząd', summary: 'Usługi dla seniorów', organisers: lead('jst-246601') },
  ],
  adoptions: [
    { slug: 'f-taken', practice: 'f-a', adopter: { office: { id: 'jst-186301' } }, on: '2019' },
    { slug: 'f-copied', practice: 'f-b', adopter: { office: { id: 'jst-186301' } }, on: '2020-03-02' },
    { slug: 'f-given', practice: 'f-a', adopter: { office: { id: 'jst-020202' } }, on: '2021-01' },
  ],
  costBenefits: [
    { slug: 'f-early', practice: 'f-a', assessedBy: { office: { id: 'jst-246601' } }, from: '2015', to: '2016-06' },
    { slug: 'f-late', practice: 'f-a', assessedBy: { office: { id: 'jst-186301' } }, from: '2018-02' },
  ],
  citations: [
    { slug: 'f-book', title: 'Książka o żłobkach', publishedOn: '2015-03-02' },
    { slug: 'f-report', title: 'Ćwiczenia', publishedOn: '2016', note: 'Raport końcowy' },
    { slug: 'f-page', title: 'Strona' },
  ],
  calls: [{ slug: 'f-call', title: 'Nabór', kind: 'PRACTICES', organisers: lead('jst-246601') }],
  events: [
    {
      slug: 'f-old',
      title: 'Dawne',
      startsOn: '2012-05-01',
      sessions: [{ slug: 'one', theme: 'Jeden', topic: 'health', presentations: [{ practice: 'f-a' }] }],
    },
    {
      slug: 'f-new',
      title: 'Nowe',
      startsOn: '2020-05-01',
      sessions: [
        {
          slug: 'x',
          theme: 'X',
          topic: 'health',
          presentations: [
            { practice: 'f-b' },
            { practice: 'f-a', offices: [{ office: { id: 'jst-186301' } }] },
            { practice: 'f-c' },
          ],
        },
        { slug: 'y', theme: 'Y', topic: 'culture', presentations: [{ practice: 'f-a' }] },
        { slug: 'z', theme: 'Z', presentations: [{ practice: 'f-c' }] },
      ],
    },
  ],
};

beforeAll(async () => {
  const { rejectedRows } = await hub.load('practices', 'filters.json', JSON.stringify(file));
  expect(rejectedRows).toEqual([]);
  const later = { asOf: '2026-02-01', livingLabs: [{ slug: 'f-lab-m', summary: 'Usługi dla starszych osób' }] };
  await hub.load('practices', 'later.json', JSON.stringify(later));
});

interface Listed {
  readonly totalCount: number;
  readonly nodes: readonly { readonly slug: string }[];
}

interface Page {
  readonly livingLabs: Listed & { readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string } };
}

async function slugs(field: string): Promise<string[]> {
  const { list } = await hub.ask<{ list: Listed }>(`{ list: ${field} { totalCount nodes { slug } } }`);
  expect(list.totalCount).toBe(list.nodes.length);
  return list.nodes.map(({ slug }) => slug).filter((slug) => slug.startsWith('f-'));
}

describe('living labs', () => {
  test.each([
    ['{ text: "SENIOROW" }', ['f-lab-z']],
    ['{ text: "starszych" }', ['f-lab-m']],
    ['{ text: "źró" }', ['f-lab-z']],
    // Two letters alone are a word, and beside a longer word a part of one.
    ['{ text: "zr" }', []],
    ['{ text: "zr pompy" }', ['f-lab-z']],
    ['{ organisers: ["jst-246601"] }', ['f-lab-m', 'f-lab-z']],
    ['{ withinAny: ["24", "18"] }', ['f-lab-a', 'f-lab-z']],
    ['{ withinAny: "1863" }', ['f-lab-a']],
    ['{ projects: "F.01.01.01-00-001/15" }', ['f-lab-z']],
    ['{ projects: "F.01.01.01-00-009/15" }', []],
    ['{ organisers: "jst-246601", not: { text: "pompy" } }', ['f-lab-m']],
    ['{}', ['f-lab-a', 'f-lab-m', 'f-lab-z']],
  ])('filtered by %s', async (filter, expected) => {
    expect(await slugs(`livingLabs(first: 100, filter: ${filter})`)).toEqual(expected);
  });

  test('are ordered by title and by release', async () => {
    const inOrder = (order: string) => slugs(`livingLabs(first: 100, orderBy: ${order})`);
    expect(await inOrder('{ field: TITLE, direction: DESC }')).toEqual(['f-lab-z', 'f-lab-m', 'f-lab-a']);
    expect(await inOrder('{ field: RELEASE }')).toEqual(['f-lab-a', 'f-lab-z', 'f-lab-m']);
    expect(await inOrder('{ field: RELEASE, direction: DESC }')).toEqual(['f-lab-m', 'f-lab-z', 'f-lab-a']);
  });

  test('have the same arguments under offices, units and documents', async () => {
    const { office, unit, lab } = await hub.ask<Record<'office' | 'unit' | 'lab', Record<string, Listed>>>(`{
      office(code: "jst-246601") { livingLabs(filter: { not: { text: "cieplo" } }, orderBy: { field: TITLE, direction: DESC }) { totalCount nodes { slug } } }
      unit: territorialUnit(terc: "2466011") { livingLabs(filter: { organisers: "jst-186301" }) { totalCount nodes { slug } } }
      lab: livingLab(slug: "f-lab-z") { citations { slug livingLabs(filter: { withinAny: "18" }) { totalCount nodes { slug } } } }
    }`);
    expect(office['livingLabs']?.nodes).toEqual([{ slug: 'f-lab-z' }, { slug: 'f-lab-m' }]);
    expect(unit['livingLabs']).toEqual({ totalCount: 0, nodes: [] });
    expect(lab['citations']).toEqual([{ slug: 'f-book', livingLabs: { totalCount: 1, nodes: [{ slug: 'f-lab-a' }] } }]);
  });

  test('go on after a cursor in every order', async () => {
    for (const order of ['{ field: TITLE }', '{ field: RELEASE, direction: DESC }']) {
      const all = await slugs(`livingLabs(first: 100, orderBy: ${order})`);
      const walked: string[] = [];
      for (let after: string | null = null; walked.length < 50; ) {
        const query = `query ($after: String) { livingLabs(first: 1, after: $after, orderBy: ${order}) { nodes { slug } pageInfo { hasNextPage endCursor } } }`;
        const page: Page = await hub.ask<Page>(query, { after });
        const { livingLabs } = page;
        walked.push(...livingLabs.nodes.map(({ slug }) => slug));
        if (!livingLabs.pageInfo.hasNextPage) break;
        after = livingLabs.pageInfo.endCursor;
      }
      expect(walked.filter((slug) => slug.startsWith('f-'))).toEqual(all);
    }
  });
});

describe('cited documents', () => {
  test.each([
    ['{ text: "zlobki" }', []],
    ['{ text: "zlobkach KSIAZKA" }', ['f-book']],
    ['{ text: "raport koncowy" }', ['f-report']],
    ['{ publishedOn: { from: "2015-03-02", to: "2015-03-02" } }', ['f-book']],
    ['{ publishedOn: { from: "2016-06-01", to: "2016-07-01" } }', ['f-report']],
  ])('filtered by %s', async (filter, expected) => {
    expect(await slugs(`citations(first: 100, filter: ${filter})`)).toEqual(expected);
  });

  test('are ordered by title, those of a project too', async () => {
    expect(await slugs('citations(first: 100)')).toEqual(['f-report', 'f-book', 'f-page']);
    expect(await slugs('citations(first: 100, orderBy: { field: TITLE, direction: DESC })')).toEqual([
      'f-page',
      'f-book',
      'f-report',
    ]);
    const query = `{ projects(filter: { text: "F.01.01.01-00-002/15" }) { nodes {
      citations(filter: { text: "zlobkach" }, orderBy: { field: RELEASE }) { totalCount nodes { slug } }
      none: citations(filter: { text: "raport" }) { totalCount nodes { slug } } } } }`;
    expect(await hub.ask(query)).toEqual({
      projects: {
        nodes: [{ citations: { totalCount: 1, nodes: [{ slug: 'f-book' }] }, none: { totalCount: 0, nodes: [] } }],
      },
    });
  });

  test('have the projects that they describe, filtered and ordered as all projects', async () => {
    const query = `{ livingLab(slug: "f-lab-z") { citations {
      all: projects(orderBy: { field: TITLE, direction: DESC }) { totalCount nodes { title } }
      some: projects(filter: { periods: P2014_2020 }) { totalCount nodes { title } }
      page: projects(first: 1, orderBy: { field: TITLE }) { totalCount nodes { title } } } } }`;
    expect(await hub.ask(query)).toEqual({
      livingLab: {
        citations: [
          {
            all: { totalCount: 2, nodes: [{ title: 'Pierwszy' }, { title: 'Drugi' }] },
            some: { totalCount: 1, nodes: [{ title: 'Drugi' }] },
            page: { totalCount: 2, nodes: [{ title: 'Drugi' }] },
          },
        ],
      },
    });
  });
});

describe('sessions of an event', () => {
  interface Session {
    readonly slug: string;
    readonly presentations: readonly { readonly practice: { readonly slug: string } }[];
  }

  async function sessions(args: string, shown = ''): Promise<string[]> {
    const { event } = await hub.ask<{ event: { sessions: readonly Session[] } }>(
      `{ event(slug: "f-new") { sessions${args} { slug presentations${shown} { practice { slug } } } } }`,
    );
    return event.sessions.map(
      ({ slug, presentations }) => `${slug}: ${presentations.map(({ practice: { slug: one } }) => one).join(' ')}`,
    );
  }

  test.each([
    ['', '', ['x: f-b f-a f-c', 'y: f-a', 'z: f-c']],
    ['(filter: { topics: ["health", "culture"] })', '', ['x: f-b f-a f-c', 'y: f-a']],
    ['(filter: { not: { topics: "health" } })', '', ['y: f-a', 'z: f-c']],
    ['(filter: { practices: "f-c" })', '', ['x: f-b f-a f-c', 'z: f-c']],
    ['(orderBy: { field: ORDER, direction: DESC })', '', ['z: f-c', 'y: f-a', 'x: f-b f-a f-c']],
    ['(orderBy: { field: RELEASE })', '', ['x: f-b f-a f-c', 'y: f-a', 'z: f-c']],
    ['', '(filter: { practices: ["f-a", "f-b"] })', ['x: f-b f-a', 'y: f-a', 'z: ']],
    ['', '(filter: { presenters: "jst-186301" })', ['x: f-a', 'y: ', 'z: ']],
    ['', '(orderBy: { field: EVENT, direction: ASC })', ['x: f-c f-a f-b', 'y: f-a', 'z: f-c']],
  ])('sessions%s presentations%s', async (args, shown, expected) => {
    expect(await sessions(args, shown)).toEqual(expected);
  });

  test('presentations of a practice are filtered by event and topic', async () => {
    const query = (args: string) =>
      `{ practice(slug: "f-a") { presentations${args} { totalCount nodes { session { event { slug } slug } } } } }`;
    const shown = async (args: string) => {
      const { practice: found } = await hub.ask<{
        practice: { presentations: { totalCount: number; nodes: { session: { slug: string } }[] } };
      }>(query(args));
      expect(found.presentations.totalCount).toBe(found.presentations.nodes.length);
      return found.presentations.nodes.map(({ session }) => session.slug);
    };
    expect(await shown('')).toEqual(['x', 'y', 'one']);
    expect(await shown('(filter: { topics: "health" })')).toEqual(['x', 'one']);
    expect(await shown('(filter: { events: "f-old" })')).toEqual(['one']);
    expect(await shown('(filter: { not: { events: "f-old" } }, orderBy: { field: EVENT })')).toEqual(['y', 'x']);
  });
});

describe('adoptions, assessments and submissions', () => {
  const listed = async (parent: string, field: string, shown = 'slug'): Promise<string[]> => {
    const query = `{ parent: ${parent} { list: ${field} { totalCount nodes { ${shown} } } } }`;
    const { parent: found } = await hub.ask<{ parent: { list: { totalCount: number; nodes: object[] } } }>(query);
    expect(found.list.totalCount).toBe(found.list.nodes.length);
    return found.list.nodes.map((node) => JSON.stringify(Object.values(node)[0]).replaceAll('"', ''));
  };
  const practiceA = 'practice(slug: "f-a")';
  const office = 'office(code: "jst-186301")';

  test.each([
    [practiceA, 'adoptions', ['f-given', 'f-taken']],
    [practiceA, 'adoptions(orderBy: { field: ADOPTED_ON })', ['f-taken', 'f-given']],
    [practiceA, 'adoptions(filter: { adopters: "jst-020202" })', ['f-given']],
    [practiceA, 'adoptions(filter: { adoptedOn: { from: "2019-06-01", to: "2019-07-01" } })', ['f-taken']],
    [practiceA, 'adoptions(filter: { not: { adoptedOn: { from: "2020-01-01" } } })', ['f-taken']],
    [office, 'adoptions(filter: { practices: ["f-a", "f-b"] }, orderBy: { field: RELEASE })', ['f-copied', 'f-taken']],
    [office, 'adoptions(filter: { practices: "f-b" })', ['f-copied']],
    [practiceA, 'costBenefits', ['f-early', 'f-late']],
    [practiceA, 'costBenefits(orderBy: { field: PERIOD })', ['f-late', 'f-early']],
    [practiceA, 'costBenefits(filter: { assessors: "jst-246601" })', ['f-early']],
    [practiceA, 'costBenefits(filter: { period: { from: "2016-06-30", to: "2017-01-01" } })', ['f-early']],
    [practiceA, 'costBenefits(filter: { period: { from: "2016-07-01" } })', ['f-late']],
    [office, 'costBenefits(filter: { practices: "f-b" })', []],
  ])('%s %s', async (parent, field, expected) => {
    expect(await listed(parent, field)).toEqual(expected);
  });

  test.each([
    ['submissions', ['f-a', 'f-b', 'f-c']],
    ['submissions(orderBy: { field: TITLE, direction: DESC })', ['f-c', 'f-b', 'f-a']],
    ['submissions(filter: { outcomes: [SELECTED, RESERVE] })', ['f-a', 'f-c']],
    ['submissions(filter: { not: { practices: "f-a" } }, orderBy: { field: RELEASE })', ['f-b', 'f-c']],
  ])('%s', async (field, expected) => {
    const found = await listed('call(slug: "f-call")', field, 'practice { slug }');
    expect(found).toEqual(expected.map((slug) => `{slug:${slug}}`));
  });

  test('of many parents are read by one statement for each way in which they are requested', async () => {
    const query = (
      count: number,
    ) => `{ practices(first: ${count}, orderBy: { field: RELEASE, direction: DESC }) { nodes {
      adoptions(filter: { adopters: "jst-020202" }) { nodes { slug } } } } }`;
    await hub.ask(query(1));
    hub.statements();
    await hub.ask(query(2));
    const few = hub.statements().length;
    await hub.ask(query(20));
    expect(hub.statements()).toHaveLength(few);
  });
});
