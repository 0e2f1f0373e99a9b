/** What the first documents say, asked with the published operations. */
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
      { of: 'PRACTICES', planned: 9, actual: 8 },
      { of: 'SESSIONS', planned: 3, actual: 3 },
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
    nodes: [
      {
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
        capacity: [{ of: 'UNITS', planned: 16, actual: null }],
        admission: 'FIRST_COME',
        steps: [expect.stringContaining('deklarację'), expect.stringContaining('formularza')],
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
    citations: [{ url: 'https://dzierzoniow.pl/page/program-doskonalenia-jakosci-uslug-publicznych' }],
  });
  expect(practice['weaknesses']).toHaveLength(4);
  expect(String(practice['methods'])).toMatch(/CAF.*ISO 9000.*EFQM.*[Bb]enchmarking.*[Ii]ntranet/);
});

it('every practice, call, event and living lab cites a document, and every document is cited', async () => {
  const { citations, ...lists } = await hub.ask<Record<string, { nodes: { citations?: object[] }[] }>>(`{
    practices { nodes { citations { slug } } } calls { nodes { citations { slug } } }
    events { nodes { citations { slug } } } livingLabs { nodes { citations { slug } } }
    citations { nodes { practices { totalCount } calls { totalCount } events { totalCount } } } }`);
  for (const { nodes } of Object.values(lists)) {
    expect(nodes.every((node) => (node.citations ?? []).length > 0)).toBe(true);
  }
  expect(citations?.nodes).toHaveLength(5);
});

it('is told in English throughout', async () => {
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
