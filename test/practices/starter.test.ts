/** What the first documents say, requested with the published operations. */
import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import '#domains';
import { buildSchema } from '#graphql/schema.ts';
import { readPublishedOperations } from '#http/operations.ts';
import { startHub } from '../harness/hub.ts';

const hub = await startHub();
const operations = await readPublishedOperations(buildSchema());

async function run<T>(name: string, variables?: Record<string, unknown>): Promise<T> {
  const operation = operations.find((candidate) => candidate.name === name);
  if (operation === undefined) throw new Error(`No operation is named ${name}`);
  return hub.ask<T>(operation.document, variables ?? operation.example);
}

interface Conference {
  readonly sessions: readonly {
    readonly order: number;
    readonly theme: string;
    readonly presentations: readonly {
      readonly order: number;
      readonly practice: { readonly title: string };
      readonly shownBy: readonly { readonly name: string; readonly office: { readonly id: string } | null }[];
    }[];
  }[];
}

function edgeOf(node: object): object {
  return { node: expect.objectContaining(node) as unknown };
}

it('who showed which practice in which session', async () => {
  const { event } = await run<{ event: Conference }>('ConferenceSessions');
  expect(event).toMatchObject({
    startsOn: '2017-10-25',
    motto: 'Innowacje w administracji publicznej – rozrzutność czy inwestycja?',
    place: 'Kancelaria Prezesa Rady Ministrów',
    organisers: [
      { role: 'ORGANISER', name: 'Szef Służby Cywilnej' },
      { role: 'ORGANISER', name: 'Kancelaria Prezesa Rady Ministrów' },
      { role: 'CO_ORGANISER', name: 'Narodowy Instytut Samorządu Terytorialnego' },
    ],
    numbers: [
      { counted: 'PRACTICES', planned: 9, actual: 8 },
      { counted: 'SESSIONS', planned: 3, actual: 3 },
    ],
  });
  const shown = event.sessions.flatMap(({ order, presentations }) =>
    presentations.map(({ practice, shownBy }) => [order, practice.title, ...shownBy.map(({ name }) => name)]),
  );
  expect(event.sessions.map(({ theme }) => theme)).toEqual([
    'Obywatel w centrum uwagi administracji',
    'Budowanie kompetentnej administracji',
    'Rola administracji publicznej w tworzeniu, realizacji i ocenie polityk publicznych',
  ]);
  expect(shown).toEqual([
    [
      1,
      'Deaf Help – aplikacja mobilna do wzywania pomocy przez osoby Głuche',
      'Warmińsko-Mazurski Urząd Wojewódzki w Olsztynie',
    ],
    [1, 'Pakiet Obywatelski Wojewody Śląskiego', 'Śląski Urząd Wojewódzki w Katowicach'],
    [
      1,
      'Punkt Obsługi Mieszkańców Urzędu Miasta Rzeszowa zlokalizowane w galeriach handlowych',
      'Urząd Miasta Rzeszowa',
    ],
    [
      2,
      'Proces rekrutacji wraz z działaniami budującymi wizerunek Urzędu Dozoru Technicznego jako pracodawcy (praktyka działań Employer Brandingowych)',
      'Urząd Dozoru Technicznego',
    ],
    [2, 'Poszukiwanie talentów zarządczych w Urzędzie Miejskim w Gliwicach', 'Urząd Miejski w Gliwicach'],
    [3, 'Nagroda Gospodarcza Wojewody Łódzkiego', 'Łódzki Urząd Wojewódzki w Łodzi'],
    [
      3,
      'Pakiet oświatowy: 5 „Małych Szkół”, 9 punktów przedszkolnych i świetlice środowiskowe',
      'Urząd Miasta i Gminy w Morawicy',
    ],
    [
      3,
      'Projekt „Małopolska Niania” – wsparcie małopolskich rodzin w godzeniu życia zawodowego z rodzinnym',
      'Urząd Marszałkowski Województwa Małopolskiego w Krakowie',
      'Regionalny Ośrodek Polityki Społecznej w Krakowie',
    ],
  ]);
});

it('which calls closed in 2013 and whom they preferred', async () => {
  const { calls } = await run<{ calls: unknown }>('CallsClosed');
  expect(calls).toMatchObject({
    totalCount: 1,
    edges: [
      {
        node: {
          title: 'Nabór do zadania „Opracowanie innowacyjnych rozwiązań z zakresu zarządzania publicznego”',
          kind: 'LIVING_LAB_PARTICIPANTS',
          opensOn: '2013-07-10',
          closesOn: '2013-08-05',
          resultsOn: '2013-08-12',
          organisers: [{ role: 'LEADER', name: 'Ministerstwo Administracji i Cyfryzacji' }],
          preferences: [
            {
              text: 'Jednostki średniej wielkości, o 10 000–30 000 mieszkańców',
              populationFrom: 10_000,
              populationTo: 30_000,
            },
          ],
          capacity: [{ counted: 'UNITS', planned: 16, actual: null }],
          admission: 'FIRST_COME',
          steps: [expect.stringContaining('deklarację'), expect.stringContaining('formularza')],
        },
      },
    ],
  });
});

it('the call of 2017: two channels by tier, a year that is inferred, and what became of it', async () => {
  const { call } = await hub.ask<{ call: unknown }>(`{ call(slug: "pkjap-2017-call") {
    announcedOn closesOn tiers channels { tier email } themes { topic { slug } } event { slug }
    submissions { totalCount nodes { outcome practice { slug } } } inferences { field } } }`);
  expect(call).toMatchObject({
    announcedOn: '2017-06-12',
    closesOn: '2017-07-31',
    tiers: ['GOVERNMENT', 'SELF_GOVERNMENT'],
    channels: [
      { tier: 'GOVERNMENT', email: 'konferencja.jakosci@kprm.gov.pl' },
      { tier: 'SELF_GOVERNMENT', email: 'rejestracja@nist.gov.pl' },
    ],
    themes: [
      { topic: { slug: 'citizen-service' } },
      { topic: { slug: 'people' } },
      { topic: { slug: 'public-policy' } },
    ],
    event: { slug: 'polska-konferencja-jakosci-2017' },
    submissions: { totalCount: 8 },
    inferences: expect.arrayContaining([{ field: 'closesOn' }, { field: 'opensOn' }]),
  });
});

it('the programme of Dzierżoniów: four weaknesses, its methods, its money and its regions', async () => {
  const { practice } = await run<{ practice: Record<string, unknown> }>('Practice');
  expect(practice).toMatchObject({
    stage: 'IN_PREPARATION',
    offices: [{ role: 'OWNER', name: 'Urząd Miasta w Dzierżoniowie' }],
    places: [
      { terc: '02', name: 'Lower Silesia' },
      { terc: '12', name: 'Lesser Poland' },
    ],
    cost: { amount: '6000000', currency: 'PLN' },
    citations: [{ documentUrl: 'https://dzierzoniow.pl/page/program-doskonalenia-jakosci-uslug-publicznych' }],
  });
  expect(practice['weaknesses']).toHaveLength(4);
  expect(String(practice['methods'])).toMatch(/CAF.*ISO 9000.*EFQM.*[Bb]enchmarking.*[Ii]ntranet/);
});

it('what the Katowice command did in which project, and which products the survey named', async () => {
  const { office } = await run<{ office: unknown }>('OfficeProjects');
  const { office: stated } = await run<{ office: Record<string, unknown> }>('OfficeProjects', {
    ...operations.find(({ name }) => name === 'OfficeProjects')?.example,
    lang: 'PL',
  });
  expect(office).toMatchObject({ name: 'Komenda Wojewódzka Policji w Katowicach', participations: { totalCount: 1 } });
  const verdict = 'Wśród najważniejszych rezultatów z punktu widzenia długiego korzystania z nich w urzędzie';
  const rated = (name: string): object => ({
    name,
    ratings: [{ survey: 'Ankiety autoewaluacyjne projektu', verdict, rank: null, score: null, askedOn: null }],
  });
  expect(stated['participations']).toMatchObject({
    edges: [
      {
        node: {
          role: 'PARTICIPANT',
          startsOn: '2013-11-01',
          endsOn: '2015-06-30',
          module: {
            ordinal: 2,
            name: 'Wdrożenie usprawnień w komunikacji z klientem wewnętrznym i zewnętrznym w 75 urzędach administracji rządowej',
            plannedParticipants: 75,
            actualParticipants: null,
            products: [
              rated('Wiedza i kompetencje z warsztatów o komunikacji zewnętrznej'),
              rated('Wiedza i kompetencje z warsztatu o komunikacji wewnętrznej'),
              rated('Karty usług i katalog usług'),
              rated('Wiedza i kompetencje z warsztatów o badaniu satysfakcji klientów zewnętrznych'),
              rated('Standardy obsługi klienta zewnętrznego'),
            ],
          },
          project: {
            title: 'Doskonalenie standardów zarządzania w administracji rządowej',
            programmePath: [
              { level: 'PROGRAMME', code: 'POKL', name: 'Program Operacyjny Kapitał Ludzki' },
              { level: 'PRIORITY', code: 'V', name: 'Dobre rządzenie' },
              { level: 'MEASURE', code: '5.1', name: 'Wzmocnienie potencjału administracji rządowej' },
              {
                level: 'SUBMEASURE',
                code: '5.1.1',
                name: expect.stringContaining('Modernizacja systemów zarządzania'),
              },
            ],
            modules: [{ ordinal: 1, plannedParticipants: null }, { ordinal: 2 }],
            citations: { edges: [{ node: { title: expect.stringContaining('zakończenie projektu') } }] },
          },
        },
      },
    ],
  });
});

it('from a unit to its offices, their projects and practices, and the sessions where these were shown', async () => {
  const { territorialUnit } = await run<{ territorialUnit: unknown }>('UnitToAdopters');
  const pokl = 'Better standards of management in government administration';
  expect(territorialUnit).toMatchObject({
    name: 'Warszawa',
    offices: {
      edges: expect.arrayContaining([
        edgeOf({
          name: 'Kancelaria Prezesa Rady Ministrów',
          participations: {
            totalCount: 1,
            edges: [{ node: { role: 'LEADER', module: null, project: expect.objectContaining({ title: pokl }) } }],
          },
        }),
        edgeOf({
          name: 'Urząd Dozoru Technicznego',
          practices: {
            totalCount: 1,
            edges: [
              edgeOf({
                slug: 'employer-branding-udt',
                presentations: {
                  edges: [
                    {
                      node: {
                        session: { order: 2, theme: 'Building a competent administration' },
                        event: expect.objectContaining({ startsOn: '2017-10-25' }),
                      },
                    },
                  ],
                },
                adoptions: { totalCount: 0, edges: [] },
              }),
            ],
          },
        }),
      ]),
    },
  });
});

it('every project of the documents, its documents and all that belongs to it, from both ends', async () => {
  const { projects, citations } = await hub.ask<{ projects: unknown; citations: unknown }>(`{
    projects(orderBy: { field: TITLE, direction: ASC }) { totalCount nodes {
      title list publicSupport { amount currency } summary(lang: EN) places { unit { terc } }
      participations { nodes { role office { code } module { name } } } modules { plannedParticipants project { title } }
      practices { nodes { slug project { title } } } calls { nodes { slug project { title } } }
      events { nodes { slug project { title } } } livingLabs { nodes { slug project { title } } }
      citations { nodes { slug } } inferences { field } } }
    citations { nodes { slug projects { totalCount nodes { title } edges { node { title } } } } } }`);
  const [pokl, dzierzoniow, lab] = [
    'Doskonalenie standardów zarządzania w administracji rządowej',
    'Program doskonalenia jakości usług publicznych w urzędach Dolnego Śląska i Małopolski z wykorzystaniem doświadczeń Urzędu Miasta w Dzierżoniowie',
    'Systemowe wsparcie procesów zarządzania w JST',
  ].map((title) => ({ title }));
  const none = { nodes: [] };
  expect(projects).toMatchObject({
    totalCount: 3,
    nodes: [
      {
        ...pokl,
        list: 'DOCUMENT',
        summary: expect.stringContaining('Civil Service Department'),
        practices: none,
        calls: none,
        livingLabs: none,
        events: { nodes: [{ slug: 'po-kl-5-1-1-konferencja-zamykajaca', project: pokl }] },
        modules: [{ plannedParticipants: null, project: pokl }, { plannedParticipants: 75 }],
        citations: { nodes: [{ slug: 'po-kl-5-1-1-closing' }] },
      },
      {
        ...dzierzoniow,
        publicSupport: { amount: '6000000.00', currency: 'PLN' },
        summary: expect.stringMatching(/CAF.*ISO 9000.*EFQM/),
        places: [{ unit: { terc: '02' } }, { unit: { terc: '12' } }],
        participations: {
          nodes: expect.arrayContaining([
            { role: 'LEADER', office: { code: 'jst-020202' }, module: null },
            { role: 'REFERENCE_MODEL', office: { code: 'jst-020202' }, module: null },
          ]),
        },
        practices: { nodes: [{ slug: 'dzierzoniow-quality-programme', project: dzierzoniow }] },
        citations: { nodes: [{ slug: 'dzierzoniow-programme' }] },
        inferences: expect.arrayContaining([{ field: 'publicSupport' }]),
      },
      {
        ...lab,
        modules: [{ plannedParticipants: 16 }],
        participations: { nodes: [{ role: 'LEADER', office: { code: 'mac' } }] },
        calls: { nodes: [{ slug: 'living-lab-2013-call', project: lab }] },
        livingLabs: { nodes: [{ slug: 'laboratorium-innowacji-jst-2013', project: lab }] },
      },
    ],
  });
  expect(citations).toMatchObject({
    nodes: expect.arrayContaining([
      { slug: 'po-kl-5-1-1-closing', projects: { totalCount: 1, nodes: [pokl], edges: [{ node: pokl }] } },
      { slug: 'pkjap-2017-call', projects: { totalCount: 0, nodes: [], edges: [] } },
    ]),
  });
});

it('every practice, call, event and living lab cites a document, and every document is cited', async () => {
  type List = { readonly nodes: readonly Record<string, unknown>[] };
  const { citations, ...lists } = await hub.ask<Record<string, List>>(`{
    practices { nodes { citations { slug } } } calls { nodes { citations { slug } } }
    events { nodes { citations { slug } } } livingLabs { nodes { citations { slug } } }
    citations { nodes { practices { totalCount } calls { totalCount } events { totalCount } projects { totalCount } } } }`);
  for (const { nodes } of Object.values(lists)) {
    expect(nodes.every((node) => (node['citations'] as object[]).length > 0)).toBe(true);
  }
  expect(citations?.nodes).toHaveLength(5);
  for (const cited of citations?.nodes ?? []) {
    expect(
      Object.values(cited as Record<string, { totalCount: number }>).some(({ totalCount }) => totalCount > 0),
    ).toBe(true);
  }
});

it('is stated in English throughout', async () => {
  type Text = string | { pl: string; en?: string } | Text[] | { [key: string]: Text };
  const file = JSON.parse(await readFile('src/sources/starter/practices.json', 'utf8')) as Text;
  const missing: unknown[] = [];
  const walk = (value: Text): void => {
    if (typeof value !== 'object') return;
    if ('pl' in value && !('en' in value)) missing.push(value);
    Object.values(value).forEach(walk);
  };
  walk(file);
  expect(missing).toEqual([]);
});
