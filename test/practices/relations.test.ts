/** How practices are listed, filtered and walked from all sides, and what that costs. */
import { beforeAll, describe, expect, it } from 'vitest';
import { startHub } from '../harness/hub.ts';

const hub = await startHub();
const idOf = (type: string, id: string): string => Buffer.from(`${type}:${id}`).toString('base64');

/** 150 practices of five offices beside those of the starter set, half of them of one event. */
const offices = ['jst-186301', 'jst-246601', 'jst-260412', 'urzad-wojewodzki-24', 'urzad-wojewodzki-10'];
const numbers = Array.from({ length: 150 }, (_, index) => index);
const practices = numbers.map((number) => ({
  slug: `made-${number}`,
  title: { pl: `${'ZŻŹAĄBĆÓŁ'[number % 9]} praktyka ${number}`, en: `Practice ${number}` },
  summary: `Opis ${number}`,
  stage: number % 3 === 0 ? 'IDEA' : 'ABANDONED',
  topics: number % 2 === 0 ? ['health'] : ['culture', 'finance'],
  offices: [{ role: 'OWNER', office: { id: offices[number % 5] } }],
  ...(number < 10 ? { submissions: [{ call: 'made-call', outcome: 'RESERVE' }], livingLab: 'made-lab' } : {}),
}));
const file = {
  asOf: '2026-01-01',
  practices,
  adoptions: [
    {
      slug: 'made-adoption',
      practice: 'made-1',
      adopter: { office: { id: 'jst-020202' } },
      from: { office: { id: 'jst-246601' } },
      on: '2024-05',
      changes: 'Prościej',
      citations: ['made-citation'],
    },
  ],
  citations: [{ slug: 'made-citation', title: 'Raport' }],
  costBenefits: [
    {
      slug: 'assessed-by-office',
      practice: 'made-2',
      assessedBy: { office: { id: 'jst-020202' } },
      citations: ['made-citation'],
    },
    {
      slug: 'made-assessment',
      practice: 'made-1',
      from: '2024',
      to: '2025',
      method: 'Analiza',
      costs: [{ what: 'Praca', money: { amount: '10.10', currency: 'PLN' } }],
      benefits: [{ what: { pl: 'Czas', en: 'Time' } }],
      assessedBy: { organisation: { pl: 'Uczelnia', en: 'A university' } },
    },
  ],
  calls: [
    {
      slug: 'made-call',
      title: 'Nabór',
      kind: 'PRACTICES',
      organisers: [{ role: 'ORGANISER', office: { id: 'jst-186301' } }],
      opensOn: '2024-01-10',
      closesOn: '2024-02-20',
      event: 'made-event',
    },
  ],
  events: [
    {
      slug: 'made-event',
      title: 'Wydarzenie',
      startsOn: '2024-06-01',
      endsOn: '2024-06-02',
      place: { unit: '1863011' },
      organisers: [{ role: 'PATRON', office: { id: 'jst-186301' } }],
      sessions: [
        {
          slug: 'all',
          theme: { pl: 'Wszystko', en: 'All' },
          topic: 'health',
          presentations: numbers.slice(0, 75).map((number) => ({ practice: `made-${number}` })),
        },
      ],
    },
  ],
  projects: [
    {
      slug: 'made-project',
      title: { pl: 'Projekt', en: 'A project' },
      period: '2014-2020',
      places: [{ unit: '2466011' }],
      modules: [{ slug: 'made-module', title: 'Zadanie', planned: 3 }],
      participations: [
        { role: 'LEADER', office: { id: 'jst-186301' } },
        { role: 'PARTICIPANT', office: { id: 'jst-246601' }, module: 'made-module' },
      ],
    },
  ],
  livingLabs: [{ slug: 'made-lab', title: 'Laboratorium', hostUnit: { unit: '2604123' } }],
};

beforeAll(async () => {
  const report = await hub.load('practices', 'made.json', JSON.stringify(file));
  expect(report.rejectedRows).toEqual([]);
});

interface List {
  readonly totalCount: number;
  readonly nodes: readonly { readonly slug: string; readonly title: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}

async function list(filter: Record<string, unknown>): Promise<List> {
  const { practices: found } = await hub.ask<{ practices: List }>(
    'query ($filter: PracticeFilter) { practices(filter: $filter, first: 100) { totalCount nodes { slug title } } }',
    { filter },
  );
  return found;
}

const made = (wanted: (number: number) => boolean): Set<string> =>
  new Set(numbers.filter(wanted).map((n) => `made-${n}`));
const slugsOf = ({ nodes }: List): Set<string> =>
  new Set(nodes.map(({ slug }) => slug).filter((slug) => /^made/.test(slug)));

describe('the list of practices', () => {
  it('is in Polish order and goes on after a cursor without gaps or repetitions', async () => {
    const titles: string[] = [];
    let after: string | null = null;
    for (;;) {
      const { practices: page }: { practices: List } = await hub.ask(
        'query ($after: String) { practices(first: 40, after: $after) { totalCount pageInfo { hasNextPage endCursor } nodes { slug title } } }',
        { after },
      );
      titles.push(...page.nodes.map(({ title }) => title));
      expect(page.totalCount).toBe(159);
      if (!page.pageInfo.hasNextPage) break;
      after = page.pageInfo.endCursor;
    }
    expect(new Set(titles).size).toBe(159);
    expect(titles).toEqual(titles.toSorted(new Intl.Collator('pl').compare));
    const initials = titles.filter((title) => / praktyka /.test(title)).map(([initial]) => initial);
    expect([...new Set(initials)].join('')).toBe('AĄBĆŁÓZŹŻ');
  });

  it.for([
    [{ stages: ['IDEA'] }, (n: number) => n % 3 === 0],
    [{ stages: ['IDEA', 'IMPLEMENTED'], not: { topics: ['finance'] } }, (n: number) => n % 6 === 0],
    [{ not: { stages: ['ABANDONED'] } }, (n: number) => n % 3 === 0],
    [{ not: { not: { stages: ['IDEA'] } } }, (n: number) => n % 3 === 0],
    [{ withinAny: ['2466', '1863'] }, (n: number) => n % 5 < 2],
    [
      { offices: ['jst-246601', 'jst-186301'], not: { text: 'OPIS 14' } },
      (n: number) => n % 5 < 2 && !String(n).includes('14'),
    ],
    [{ topics: ['finance'], stages: ['IDEA'] }, (n: number) => n % 2 === 1 && n % 3 === 0],
    [{ offices: [idOf('Office', 'jst-246601')] }, (n: number) => n % 5 === 1],
    [{ withinAny: '24' }, (n: number) => n % 5 === 1 || n % 5 === 3],
    [{ withinAny: '2466' }, (n: number) => n % 5 === 1],
    [{ withinAny: '0299' }, () => false],
    [{ events: ['made-event'], offices: [idOf('Office', 'jst-186301')] }, (n: number) => n < 75 && n % 5 === 0],
    [{ calls: ['made-call'] }, (n: number) => n < 10],
    [{ text: 'OPIS 14' }, (n: number) => String(n).includes('14')],
    [{ text: 'practice 149 opis' }, (n: number) => n === 149],
    [{ text: '100%' }, (n: number) => n === 100],
  ] as const)('filtered by %j has what fits and nothing else', async ([filter, wanted]) => {
    const found = await list(filter);
    expect(slugsOf(found)).toEqual(made(wanted));
    expect(found.totalCount).toBe(found.nodes.length);
  });

  it('is searched without Polish letters', async () => {
    expect((await list({ text: 'gluche WEZWAC' })).nodes.map(({ slug }) => slug)).toEqual(['deaf-help']);
    expect(await list({ text: 'sluzby cywilnej nowhere' })).toMatchObject({ totalCount: 0 });
  });

  it.for([
    [{ text: '…' }, 'no letters'],
    [{ text: 'x'.repeat(201) }, '201 characters'],
    [{ withinAny: 'x' }, 'does not name an object of the type TerritorialUnit'],
  ] as const)('refuses the filter %j', async ([filter, message]) => {
    const { errors } = await hub.answer(
      'query ($filter: PracticeFilter) { practices(filter: $filter) { totalCount } }',
      {
        filter,
      },
    );
    expect(errors).toMatchObject([
      { message: expect.stringContaining(message), extensions: { code: 'BAD_USER_INPUT' } },
    ]);
  });
});

describe('relations, from both ends', () => {
  it('units, with and without those below', async () => {
    const { own, all, city } = await hub.ask<Record<string, { practices: List; eventsHeld: List; livingLabs: List }>>(`{
      own: territorialUnit(terc: "24") { practices { totalCount } }
      all: territorialUnit(terc: "24") { practices(includeDescendants: true) { totalCount } }
      city: territorialUnit(terc: "1863011") { practices { totalCount } eventsHeld { nodes { slug unit { terc } } } } }`);
    // The voivode serves the whole voivodeship, the city office only its city.
    expect(own?.practices.totalCount).toBe(30 + 1);
    expect(all?.practices.totalCount).toBe(60 + 2);
    expect(city).toEqual({
      practices: { totalCount: 31 },
      eventsHeld: { nodes: [{ slug: 'made-event', unit: { terc: '1863011' } }] },
    });
  });

  it('a unit on a day on which the office sat elsewhere in the division', async () => {
    const { territorialUnit } = await hub.ask<{ territorialUnit: unknown }>(
      '{ territorialUnit(terc: "02", asOf: "2022-06-01") { practices { nodes { slug } } } }',
    );
    expect(territorialUnit).toEqual({ practices: { nodes: [{ slug: 'dzierzoniow-quality-programme' }] } });
  });

  it('offices', async () => {
    const { node } = await hub.ask<{ node: unknown }>(
      `query ($id: ID!) { node(id: $id) { ... on Office {
        practices(first: 1) { totalCount } calls { nodes { slug organisers { office { id } } } }
        events { nodes { slug organisers { role } } } adoptions { totalCount } } } }`,
      { id: idOf('Office', 'jst-186301') },
    );
    expect(node).toEqual({
      practices: { totalCount: 31 },
      calls: { nodes: [{ slug: 'made-call', organisers: [{ office: { id: idOf('Office', 'jst-186301') } }] }] },
      events: { nodes: [{ slug: 'made-event', organisers: [{ role: 'PATRON' }] }] },
      adoptions: { totalCount: 0 },
    });
  });

  it('from a gmina to its office, its projects, its practices, where they were shown and who adopted them', async () => {
    const { unit, project } = await hub.ask<{ unit: unknown; project: unknown }>(
      `query ($terc: String!) {
        unit: territorialUnit(terc: $terc) {
          projects { nodes { title } }
          offices(first: 3) { nodes { code
            participations(first: 5) { nodes { role module { name plannedParticipants } project { title } } }
            practices(first: 40) { totalCount nodes { slug
              presentations(first: 2) { nodes { event { slug } session { theme } } }
              adoptions(first: 2) { nodes { adopter { office { code servesUnit { terc } } } } } } } } } }
        project: projects(filter: { text: "Projekt", periods: [P2014_2020] }) { nodes {
          places { unit { terc offices { nodes { code } } } }
          participations { nodes { role office { code servesUnit { terc } } } } } } }`,
      { terc: '2466011' },
    );
    expect(unit).toMatchObject({
      projects: { nodes: [{ title: 'Projekt' }] },
      offices: {
        nodes: [
          {
            code: 'jst-246601',
            participations: {
              nodes: [
                {
                  role: 'PARTICIPANT',
                  module: { name: 'Zadanie', plannedParticipants: 3 },
                  project: { title: 'Projekt' },
                },
              ],
            },
            practices: {
              totalCount: 31,
              nodes: expect.arrayContaining([
                {
                  slug: 'made-1',
                  presentations: { nodes: [{ event: { slug: 'made-event' }, session: { theme: 'Wszystko' } }] },
                  adoptions: {
                    nodes: [{ adopter: { office: { code: 'jst-020202', servesUnit: { terc: '0202021' } } } }],
                  },
                },
              ]),
            },
          },
        ],
      },
    });
    expect(project).toMatchObject({
      nodes: [
        {
          places: [{ unit: { terc: '2466011', offices: { nodes: [{ code: 'jst-246601' }] } } }],
          participations: {
            nodes: expect.arrayContaining([
              { role: 'LEADER', office: { code: 'jst-186301', servesUnit: { terc: '1863011' } } },
              { role: 'PARTICIPANT', office: { code: 'jst-246601', servesUnit: { terc: '2466011' } } },
            ]),
          },
        },
      ],
    });
  });

  it('adoptions and assessments of a practice', async () => {
    const { practice } = await hub.ask<{ practice: unknown }>(`{ practice(slug: "made-1") {
      adoptions { nodes { adoptedOn { text first last } adopter { name } from { name } changes
        adopter { office { adoptions { nodes { practice { slug } } } } } } }
      costBenefits { nodes { from { text } to { text } method assessedBy { name(lang: EN) office { id } }
        costs { what money { amount currency } } benefits { what(lang: EN) money { amount } } } } } }`);
    expect(practice).toEqual({
      adoptions: {
        nodes: [
          {
            adoptedOn: { text: '2024-05', first: '2024-05-01', last: '2024-05-31' },
            adopter: {
              name: 'Urząd Miasta w Dzierżoniowie',
              office: { adoptions: { nodes: [{ practice: { slug: 'made-1' } }] } },
            },
            from: { name: 'Urząd Miejski w Gliwicach' },
            changes: 'Prościej',
          },
        ],
      },
      costBenefits: {
        nodes: [
          {
            from: { text: '2024' },
            to: { text: '2025' },
            method: 'Analiza',
            assessedBy: { name: 'A university', office: null },
            costs: [{ what: 'Praca', money: { amount: '10.10', currency: 'PLN' } }],
            benefits: [{ what: 'Time', money: null }],
          },
        ],
      },
    });
  });

  it('what an office assessed, and what cites a document', async () => {
    const { office, citations } = await hub.ask<{ office: unknown; citations: { nodes: { slug: string }[] } }>(`{
      office(id: "jst-020202") { costBenefits { nodes { slug assessedBy { office { code } } citations { slug } } } }
      citations { nodes { slug adoptions { nodes { slug } } costBenefits { nodes { slug } } } } }`);
    const citation = [{ slug: 'made-citation' }];
    const assessedBy = { office: { code: 'jst-020202' } };
    expect(office).toEqual({
      costBenefits: { nodes: [{ slug: 'assessed-by-office', assessedBy, citations: citation }] },
    });
    expect(citations.nodes.find(({ slug }) => slug === 'made-citation')).toEqual({
      slug: 'made-citation',
      adoptions: { nodes: [{ slug: 'made-adoption' }] },
      costBenefits: { nodes: [{ slug: 'assessed-by-office' }] },
    });
  });

  it('calls, events, living labs and topics', async () => {
    const answer = await hub.ask(`{
      call(slug: "made-call") { event { slug calls { nodes { slug } } } submissions(first: 1) { totalCount nodes { outcome practice { submissions { call { slug } } } } } }
      event(slug: "made-event") { sessions { order theme(lang: EN) event { slug } } }
      practice(slug: "made-74") { presentations { totalCount nodes { order event { slug } session { slug order } } } }
      livingLab(slug: "made-lab") { hostUnit { terc livingLabs { nodes { slug } } } practices(first: 1) { totalCount nodes { livingLab { slug } } } }
      topics { slug practices { totalCount } calls { nodes { slug } } events { nodes { slug } } } }`);
    expect(answer).toMatchObject({
      call: {
        event: { slug: 'made-event', calls: { nodes: [{ slug: 'made-call' }] } },
        submissions: {
          totalCount: 10,
          nodes: [{ outcome: 'RESERVE', practice: { submissions: [{ call: { slug: 'made-call' } }] } }],
        },
      },
      event: { sessions: [{ order: 1, theme: 'All', event: { slug: 'made-event' } }] },
      practice: {
        presentations: {
          totalCount: 1,
          nodes: [{ order: 75, event: { slug: 'made-event' }, session: { slug: 'all', order: 1 } }],
        },
      },
      livingLab: {
        hostUnit: { terc: '2604123', livingLabs: { nodes: [{ slug: 'made-lab' }] } },
        practices: { totalCount: 10, nodes: [{ livingLab: { slug: 'made-lab' } }] },
      },
      topics: expect.arrayContaining([
        {
          slug: 'health',
          practices: { totalCount: 75 },
          calls: { nodes: [] },
          events: { nodes: [{ slug: 'made-event' }] },
        },
        {
          slug: 'people',
          practices: { totalCount: 3 },
          calls: { nodes: [{ slug: 'pkjap-2017-call' }] },
          events: { nodes: [{ slug: 'polska-konferencja-jakosci-2017' }] },
        },
      ]),
    });
  });

  it('global ids lead back, and unknown slugs to nothing', async () => {
    const ids = [
      idOf('Practice', 'made-1'),
      idOf('Call', 'made-call'),
      idOf('Event', 'made-event'),
      idOf('Session', 'made-event/all'),
      idOf('LivingLab', 'made-lab'),
      idOf('Adoption', 'made-adoption'),
      idOf('CostBenefit', 'made-assessment'),
      idOf('Topic', 'health'),
      idOf('Citation', 'pkjap-2017-call'),
      idOf('Practice', 'nobody'),
      idOf('Session', 'made-event/none'),
    ];
    const { nodes, ...none } = await hub.ask<{ nodes: ({ __typename: string; id: string } | null)[] }>(
      `query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id }
        practice(slug: "x") { slug } call(slug: "x") { slug } event(slug: "x") { slug } livingLab(slug: "x") { slug } }`,
      { ids },
    );
    expect(nodes.map((node) => node?.id ?? null)).toEqual([...ids.slice(0, 9), null, null]);
    expect(none).toEqual({ practice: null, call: null, event: null, livingLab: null });
  });
});

interface Page {
  readonly office: { practices: List & { pageInfo: { endCursor: string; hasNextPage: boolean } } };
}

describe('lists under parents', () => {
  it('take the filter and the order of all lists, and go on after a cursor', async () => {
    const query = `query ($after: String, $filter: PracticeFilter, $orderBy: PracticeOrder) {
      office(id: "jst-246601") { practices(first: 7, after: $after, filter: $filter, orderBy: $orderBy) {
        totalCount nodes { slug } pageInfo { endCursor hasNextPage } } } }`;
    for (const orderBy of [null, { field: 'TITLE', direction: 'DESC' }, { field: 'RELEASE', direction: 'DESC' }]) {
      const filter = { stages: ['IDEA'], not: { text: 'OPIS 14' } };
      const slugs: string[] = [];
      let after: string | null = null;
      let total = 0;
      do {
        const page: Page = await hub.ask<Page>(query, { after, filter, orderBy });
        const { nodes, pageInfo, totalCount } = page.office.practices;
        slugs.push(...nodes.map(({ slug }) => slug).filter((slug) => /^made/.test(slug)));
        total = totalCount;
        after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
      } while (after !== null);
      const wanted = made((n) => n % 5 === 1 && n % 3 === 0 && !String(n).includes('14'));
      expect(new Set(slugs)).toEqual(wanted);
      expect(slugs).toHaveLength(wanted.size);
      expect(total).toBeGreaterThanOrEqual(wanted.size);
    }
  });

  it('are turned round by the direction', async () => {
    const { up, down, dates } = await hub.ask<Record<string, { nodes: { slug: string }[] }>>(`{
      up: practices(first: 100, filter: { topics: ["finance"] }) { nodes { slug } }
      down: practices(last: 100, filter: { topics: ["finance"] }, orderBy: { field: TITLE, direction: DESC }) { nodes { slug } }
      dates: calls(orderBy: { field: CLOSING_DATE, direction: ASC }) { nodes { slug } } }`);
    expect(down?.nodes).toEqual(up?.nodes.toReversed());
    expect(dates?.nodes.map(({ slug }) => slug)).toEqual(['living-lab-2013-call', 'pkjap-2017-call', 'made-call']);
  });

  it('of many parents with a filter cost one statement', async () => {
    await hub.ask('{ release { number } }');
    hub.statements();
    await hub.ask(
      `{ topics { practices(first: 3, filter: { stages: [IDEA] }, orderBy: { field: RELEASE }) { nodes { slug } } } }`,
    );
    expect(hub.statements()).toHaveLength(2);
  });
});

describe('parts of entries', () => {
  it('have ids that lead back to them, and entries have the addresses of their pages', async () => {
    const { practice } = await hub.ask<{ practice: Record<string, { id: string }[]> & { url: string } }>(
      '{ practice(id: "made-1") { url offices { id } submissions { id } presentations(first: 1) { nodes { id } } } }',
    );
    expect(practice.url).toBe('https://hub.test/practices/made-1');
    const presentations = (practice['presentations'] as unknown as { nodes: { id: string }[] }).nodes;
    const ids = [...(practice['offices'] ?? []), ...(practice['submissions'] ?? []), ...presentations].map(
      ({ id }) => id,
    );
    const { nodes } = await hub.ask('query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }', { ids });
    expect(nodes).toEqual([
      { __typename: 'PracticeOffice', id: ids[0] },
      { __typename: 'PracticeSubmission', id: ids[1] },
      { __typename: 'Presentation', id: ids[2] },
    ]);
  });

  it('an entry is named by its global id or its slug', async () => {
    const answer = await hub.ask(
      `query ($id: ID!) { byId: practice(id: $id) { slug } bySlug: practice(id: "made-1") { slug }
      call(id: "made-call") { slug } none: event(id: "none") { slug } }`,
      { id: idOf('Practice', 'made-1') },
    );
    expect(answer).toEqual({
      byId: { slug: 'made-1' },
      bySlug: { slug: 'made-1' },
      call: { slug: 'made-call' },
      none: null,
    });
    const { errors } = await hub.answer('query ($id: ID!) { practice(id: $id) { slug } }', {
      id: idOf('Call', 'made-call'),
    });
    expect(errors?.[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
  });
});

describe('lists of calls and events', () => {
  it.for([
    [{ closesOn: { from: '2014-01-01', to: '2024-02-19' } }, ['pkjap-2017-call']],
    [{ openOn: '2024-02-20' }, ['made-call']],
    [{ openOn: '2024-02-21' }, []],
    [{ kinds: ['LIVING_LAB_PARTICIPANTS'] }, ['living-lab-2013-call']],
    [{ organisers: [idOf('Office', 'nist')] }, ['pkjap-2017-call']],
    [{ events: ['made-event'] }, ['made-call']],
    [{ not: { events: ['made-event'] }, kinds: ['PRACTICES'] }, ['pkjap-2017-call']],
    [{ text: 'nabor' }, ['made-call', 'pkjap-2017-call', 'living-lab-2013-call']],
  ] as const)('calls filtered by %j', async ([filter, slugs]) => {
    const { calls } = await hub.ask<{ calls: List }>(
      'query ($filter: CallFilter) { calls(filter: $filter) { nodes { slug } } }',
      {
        filter,
      },
    );
    expect(calls.nodes.map(({ slug }) => slug)).toEqual(slugs);
  });

  it.for([
    [{ heldOn: { from: '2024-06-02' } }, ['made-event']],
    [{ heldOn: { from: '2024-06-03' } }, []],
    [{ heldOn: { to: '2017-10-25' } }, ['polska-konferencja-jakosci-2017', 'po-kl-5-1-1-konferencja-zamykajaca']],
    [{ organisers: ['nist'] }, ['polska-konferencja-jakosci-2017']],
    [{ text: 'innowacje' }, ['polska-konferencja-jakosci-2017']],
  ] as const)('events filtered by %j', async ([filter, slugs]) => {
    const { events } = await hub.ask<{ events: List }>(
      'query ($filter: EventFilter) { events(filter: $filter) { nodes { slug } } }',
      {
        filter,
      },
    );
    expect(events.nodes.map(({ slug }) => slug)).toEqual(slugs);
  });
});

describe('statements that an answer costs', () => {
  it.for([
    [
      'a list with all it leads to: offices, topics, presentations, events',
      '{ practices(first: 100) { nodes { title offices { name office { name } } topics { name } presentations(first: 1) { nodes { event { title } } } } } }',
      7,
    ],
    [
      'the long texts of a list, and their materials',
      '{ practices(first: 100) { nodes { summary problem lessons materials { contentUrl } } } }',
      2,
    ],
    ['a search', '{ practices(filter: { text: "opis" }) { nodes { title } } }', 1],
    [
      'units with their practices and the texts of these',
      '{ territorialUnits(first: 20, filter: { levels: VOIVODESHIP }) { nodes { practices(first: 5, includeDescendants: true) { nodes { summary } } } } }',
      1,
    ],
    ['sources and releases of a list', '{ practices(first: 100) { nodes { source { name } release { number } } } }', 3],
    [
      'units to their offices, projects, practices and adopters: offices, participations, projects, modules, practices, presentations, sessions, adoptions',
      '{ territorialUnits(first: 40) { nodes { offices(first: 3) { nodes { participations(first: 3) { nodes { role module { name } project { title } } } practices(first: 3) { nodes { title presentations(first: 2) { nodes { session { theme } } } adoptions(first: 2) { nodes { adopter { name } } } } } } } } } }',
      8,
    ],
    [
      'projects with all that belongs to them: a list of each kind, and the projects of their entries',
      '{ projects { nodes { title citations(first: 2) { nodes { title } } practices(first: 2) { nodes { title project { title } } } calls(first: 2) { nodes { title } } events(first: 2) { nodes { title project { id } } } livingLabs(first: 2) { nodes { title hostUnit { name } } } participations(first: 3) { nodes { office { name } } } } } }',
      9,
    ],
    [
      'two lists of entries with their projects',
      '{ practices(first: 100) { nodes { project { title } } } livingLabs { nodes { project { title } } } }',
      3,
    ],
    [
      'an event through sessions, practices and offices to calls',
      '{ event(slug: "made-event") { motto sessions { presentations { practice { summary } shownBy { office { calls(first: 2) { nodes { steps } } } } } } } }',
      7,
    ],
  ] as const)('%s', async ([, query, max]) => {
    await hub.ask('{ release { number } }');
    hub.statements();
    await hub.ask(query);
    expect(hub.statements()).toHaveLength(max);
  });
});
