/** What editors prepare: steps, kinds of units, channels, documents; through the page and the API; and what is wrong with it. */
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { startHub } from '../harness/hub.ts';
import { startMailServer } from '../harness/mail-server.ts';
import { addPeople, openCall, type TestPerson } from '../harness/people.ts';

const mail = await startMailServer();
const now = new Date('2026-06-15T12:00:00Z');
const hub = await startHub({ smtpUrl: mail.url, clock: () => now });
const office = 'jst-246601';
let people: Readonly<Record<'editor' | 'clerk' | 'colleague', TestPerson>>;

const steps = [
  '# Deklaracja | Declaration',
  'scan | file | no | Skan | Scan |',
  'consent | declaration | yes | Oświadczam | I declare',
  '# Formularz | Form',
  'about | text | yes | Opis | Description | 500',
].join('\n');

beforeAll(async () => {
  people = await addPeople(hub, mail, now, {
    editor: { role: 'EDITOR' },
    clerk: { role: 'CONTRIBUTOR', office },
    colleague: { role: 'CONTRIBUTOR', office },
  });
});

describe('a form with steps', () => {
  const page = `/account/calls/steps-2026/${office}`;

  test('shows the next step once those before are filled in', async () => {
    await openCall(people.editor.visitor, { slug: 'steps-2026', questions: steps });
    const { visitor } = people.clerk;
    const { html: first } = await visitor.get(page);
    expect(first).toContain('<h2>Krok 1 z 2: Deklaracja</h2>');
    expect(first.indexOf('Oświadczam')).toBeLessThan(first.indexOf('Skan'));
    expect(first).not.toContain('answer_about');
    expect(first).not.toContain('/submit"');
    expect(first).toContain('Następny krok („Formularz”)');
    const second = await visitor.upload(`${page}/draft`, { answer_consent: 'yes' }, {});
    expect(second.html).toContain('<h2>Krok 2 z 2: Formularz</h2>');
    expect(second.html).toContain('answer_about');
    await visitor.upload(`${page}/draft`, { answer_consent: 'yes', answer_about: 'Treść' }, {});
    expect((await visitor.get(`/en${page}`)).html).toContain('<h2>Step 2 of 2: Form</h2>');
  });

  test('keeps what is in a step that is not shown any longer, whoever saves', async () => {
    const { visitor } = people.clerk;
    await visitor.get(page);
    const closed = await visitor.upload(`${page}/draft`, { answer_about: 'Treść' }, {});
    expect(closed.html).not.toContain('answer_about');
    const { visitor: colleague } = people.colleague;
    await colleague.get(page);
    const opened = await colleague.upload(`${page}/draft`, { answer_consent: 'yes' }, {});
    expect(opened.html).toContain('>Treść</textarea>');
    // The clerk's page has the first step alone, of an older version.
    await visitor.get(page);
    await colleague.get(page);
    await colleague.upload(`${page}/draft`, { answer_consent: 'yes', answer_about: 'Treść koleżanki' }, {});
    const conflict = await visitor.upload(`${page}/draft`, { answer_consent: 'yes', answer_about: 'Treść' }, {});
    expect(conflict.status).toBe(409);
    expect(conflict.html).toContain('Treść koleżanki');
  });

  test('is submitted only when all steps are valid, whatever the page shows', async () => {
    const { visitor } = people.clerk;
    const csrf = /name="csrf" value="([^"]*)"/.exec((await visitor.get(page)).html)?.[1] ?? '';
    await visitor.upload(`${page}/draft`, { answer_about: 'Treść' }, {});
    expect((await visitor.send('POST', `${page}/submit`, { csrf })).status).toBe(400);
  });
});

describe('a kind of unit', () => {
  test('is checked against the registry, shown with its reason, and public as a condition', async () => {
    const { visitor } = people.clerk;
    await openCall(people.editor.visitor, {
      slug: 'kinds-2026',
      questions: 'about | text | no | Opis | Description | 500',
      unitKind_RURAL_GMINA: 'yes',
      populationFrom: '10000',
      populationTo: '30000',
      populationRule: 'CONDITION',
    });
    const page = `/account/calls/kinds-2026/${office}`;
    const { html } = await visitor.get(page);
    expect(html).toContain(
      '<td>rodzaj jednostki (warunek)</td><td>niespełnione</td><td>gmina wiejska</td><td>gmina miejska</td>',
    );
    await visitor.submit(`${page}/draft`, { answer_about: 'x' });
    expect((await visitor.submit(`${page}/submit`)).status).toBe(409);
    const { call } = await hub.ask<{ call: object }>(
      '{ call(slug: "kinds-2026") { eligibility(lang: EN) preferences { populationFrom } } }',
    );
    expect(call).toEqual({
      eligibility: ['Kind of unit: Rural gmina', 'Population: 10,000–30,000'],
      preferences: [],
    });
    const { data } = await visitor.graphql(
      `{ viewer { application(call: "kinds-2026", office: "${office}") {
        eligibility { rule isCondition isMet wanted known }
      } } }`,
    );
    expect(data).toMatchObject({
      viewer: {
        application: {
          eligibility: [
            { rule: 'ACTIVE', isMet: true, known: 'ACTIVE' },
            { rule: 'UNIT_KIND', isCondition: true, isMet: false, wanted: ['RURAL_GMINA'], known: 'URBAN_GMINA' },
            { rule: 'POPULATION', isCondition: true, wanted: ['10000', '30000'] },
          ],
        },
      },
    });
  });
});

describe('the form of a new call', () => {
  const form = '/account/new-call';
  const call = {
    slug: 'wrong-2026',
    titlePl: 'Nabór',
    titleEn: 'Call',
    kind: 'PRACTICES',
    admission: 'FIRST_COME',
    capacity: '3',
    tier: 'ANY',
    opensAt: '2026-06-15T14:00',
    closesAt: '2026-06-15T20:00',
    questions: 'about | text | no | Opis | Description | 500',
  };

  test("begins with OPSI's criteria, which count only where somebody reviews", async () => {
    const { html } = await people.editor.visitor.get(form);
    expect(html).toContain('novel | 2 | Nowatorskie | Novel');
    expect(html).toContain('impact | 3 | Skutki dla mieszkańców | Public impact');
  });

  test.for([
    [{ questions: 'about | text | no | Opis | Description | 10001' }, 'tekst ma najwyżej 10 000 znaków'],
    [{ questions: 'About | text | no | Opis | Description' }, '(wiersz lub klucz 1): klucz to do 40 małych liter'],
    [{ questions: 'a | text | no | Opis | D\n# Krok | Step' }, '(wiersz lub klucz 2): pytanie nie należy'],
    [{ questions: '# Krok | Step\na | text | no | Opis | D\n# Drugi | Second' }, 'krok nie ma pytań'],
    [{ questions: '# Krok\na | text | no | Opis | D' }, 'krok potrzebuje nazwy po polsku i po angielsku'],
    [{ questions: 'a | text | no | x | y\na | text | no | x | y' }, '(wiersz lub klucz a): ten klucz jest dwa razy'],
    [{ questions: `a | text | no | ${'x'.repeat(501)} | y` }, 'jest za długa'],
    [{ questions: 'a | choice | no | x | y | jeden' }, 'co najmniej dwóch różnych wartości'],
    [{ questions: 'a | choice | no | x | y | jeden; jeden' }, 'co najmniej dwóch różnych wartości'],
    [{ questions: 'a | choice | no | x | y | a = tylko po polsku; b = b / b' }, 'wartość = po polsku / po angielsku'],
    [{ channels: 'ANY | to nie adres' }, 'Dokąd się zwracać'],
    [{ channels: 'POLICE | a@urzad.test' }, 'Dokąd się zwracać'],
    [{ documents: 'Regulamin | Rules | javascript:alert(1)' }, 'Regulamin i załączniki'],
    [{ resultsDueOn: '2026-06-14' }, 'Dzień ogłoszenia wyników'],
    [{ resultsDueOn: '2026-02-30' }, 'Dzień ogłoszenia wyników'],
    [{ titlePl: 'Nabór\r\nBcc: wszyscy@urzad.test' }, 'Tytuł po polsku'],
    [{ titleEn: '' }, 'Tytuł po angielsku'],
    [{ capacity: '0' }, 'Liczba miejsc'],
    [{ populationFrom: '30000', populationTo: '10000' }, 'Nie zapisano: do'],
    [{ closesAt: '2026-06-15T13:00' }, 'Zamknięcie'],
    [{ admission: 'REVIEW', criteria: '' }, 'Kryteria oceny'],
  ] as const)('says what is wrong with %j', async ([fields, words]) => {
    const { visitor } = people.editor;
    await visitor.get(form);
    const shown = await visitor.submit(form, { ...call, ...fields });
    expect(shown.status).toBe(400);
    const alert = /role="alert"><p>([^<]*)/.exec(shown.html)?.[1] ?? '';
    expect(alert).toContain(words);
    // Nothing that was typed is lost.
    expect(shown.html).toContain('value="2026-06-15T14:00"');
  });
});

test('a draft as long as a form may be is saved whole, and a longer body is refused', async () => {
  const slug = 'long-2026';
  const keys = Array.from({ length: 50 }, (_, index) => `q${index}`);
  const questions = keys.map((key) => `${key} | text | no | x | y | 10000`).join('\n');
  await openCall(people.editor.visitor, { slug, questions });
  const { visitor } = people.clerk;
  const page = `/account/calls/${slug}/${office}`;
  await visitor.get(page);
  const text = 'ą'.repeat(10_000);
  const saved = await visitor.submit(`${page}/draft`, Object.fromEntries(keys.map((key) => [`answer_${key}`, text])));
  expect(saved.status).toBe(200);
  const { data } = await visitor.graphql(
    `{ viewer { application(call: "${slug}", office: "${office}") { answers } } }`,
  );
  expect(data).toEqual({ viewer: { application: { answers: Object.fromEntries(keys.map((key) => [key, text])) } } });
  const refused = await visitor.send('POST', `${page}/draft`, { answer_q0: 'x'.repeat(5 * 1024 * 1024) });
  expect(refused.status).toBe(413);
});

describe('through the API', () => {
  const input = {
    slug: 'api-2026',
    title: { pl: 'Nabór przez API', en: 'Call through the API' },
    kind: 'PRACTICES',
    admission: 'FIRST_COME',
    capacity: 1,
    tiers: ['SELF_GOVERNMENT'],
    channels: [{ tier: 'SELF_GOVERNMENT', email: 'nabor@urzad.test' }],
    documents: [{ title: { pl: 'Regulamin', en: 'Rules' }, address: 'https://urzad.test/regulamin' }],
    opensAt: '2026-06-15T11:00:00Z',
    closesAt: '2026-06-15T18:00:00Z',
    resultsDueOn: '2026-06-20',
    steps: [
      { pl: 'Deklaracja', en: 'Declaration' },
      { pl: 'Formularz', en: 'Form' },
    ],
    questions: [
      { key: 'about', type: 'TEXT', label: { pl: 'Opis', en: 'Description' }, isRequired: true, max: 100, step: 1 },
      { key: 'consent', type: 'DECLARATION', label: { pl: 'Oświadczam', en: 'I declare' } },
    ],
  };
  const save = (given: object) =>
    people.editor.visitor.graphql(
      'mutation ($call: CallInput!) { saveCall(call: $call) { userErrors { code path } } }',
      {
        call: { ...input, ...given },
      },
    );
  const act = async (mutation: string) => (await people.editor.visitor.graphql(`mutation { ${mutation} }`)).data;

  test('a call is saved, published, applied to and extended', async () => {
    expect((await save({})).data).toEqual({ saveCall: { userErrors: [] } });
    const publish = 'publishCall(call: "api-2026") { isDone }';
    expect(await act(publish)).toEqual({ publishCall: { isDone: true } });
    expect(await act(publish)).toEqual({ publishCall: { isDone: false } });
    expect((await save({})).data).toEqual({ saveCall: { userErrors: [{ code: 'TAKEN', path: ['call', 'slug'] }] } });
    const { call } = await hub.ask<{ call: object }>(
      '{ call(slug: "api-2026") { steps(lang: EN) channels { tier email } documents { url } resultsOn } }',
    );
    expect(call).toEqual({
      steps: ['Declaration', 'Form'],
      channels: [
        { tier: null, email: null },
        { tier: 'SELF_GOVERNMENT', email: 'nabor@urzad.test' },
      ],
      documents: [{ url: 'https://urzad.test/regulamin' }],
      resultsOn: '2026-06-20',
    });
    const { clerk, editor } = people;
    const names = `call: "api-2026", office: "${office}"`;
    await clerk.visitor.graphql(
      `mutation { saveApplication(${names}, answers: { about: "x", consent: "yes" }, version: 0) { userErrors { code } } }`,
    );
    await clerk.visitor.graphql(`mutation { submitApplication(${names}) { userErrors { code } } }`);
    const listed = `{ viewer { callSubmissions(call: "api-2026", first: 1) {
      totalCount nodes { submission number officeCode office { code } rank isAdmitted } pageInfo { hasNextPage }
    } } }`;
    expect((await editor.visitor.graphql(listed)).data).toEqual({
      viewer: {
        callSubmissions: {
          totalCount: 1,
          nodes: [
            {
              submission: 1,
              number: 'api-2026-1',
              officeCode: office,
              office: { code: office },
              rank: 1,
              isAdmitted: true,
            },
          ],
          pageInfo: { hasNextPage: false },
        },
      },
    });
    const extend = (at: string) => act(`extendCall(call: "api-2026", closesAt: "${at}") { isDone }`);
    expect(await extend('2026-06-15T17:00:00Z')).toEqual({ extendCall: { isDone: false } });
    expect(await extend('2026-06-16T18:00:00Z')).toEqual({ extendCall: { isDone: true } });
    expect((await mail.take('clerk@urzad.test', 'Nabór przez API')).subject).toContain('przedłużony');
    expect(await hub.ask('{ call(slug: "api-2026") { closesOn } }')).toEqual({ call: { closesOn: '2026-06-16' } });
    // As a process leaves it that is killed between the two: extended, and not yet public.
    await hub.database.pool.query("UPDATE live_call SET closes_at = '2026-06-18T18:00:00Z' WHERE slug = 'api-2026'");
    const releases = async () => (await hub.database.pool.query('SELECT count(*)::int AS n FROM release')).rows[0]?.n;
    const before = await releases();
    const mails = () =>
      mail.received.filter(({ subject, text }) => subject.includes('przedłużony') && text.includes('Nabór przez API'));
    const written = mails().length;
    for (const _ of [1, 2]) {
      expect(await extend('2026-06-18T18:00:00Z')).toEqual({ extendCall: { isDone: true } });
      expect(await hub.ask('{ call(slug: "api-2026") { closesOn } }')).toEqual({ call: { closesOn: '2026-06-18' } });
      expect(await releases()).toBe(before + 1);
    }
    await vi.waitFor(() => expect(mails()).toHaveLength(written + 1), 120_000);
  });

  test('choices have names in both languages, or are plain texts', async () => {
    const choice = { type: 'CHOICE', label: { pl: 'Temat', en: 'Theme' } };
    const labelledChoices = [
      { value: 'citizen', label: { pl: 'obywatel', en: 'citizen' } },
      { value: 'staff', label: { pl: 'kadry', en: 'staff' } },
    ];
    const questions = [
      { key: 'theme', ...choice, labelledChoices },
      { key: 'plain', ...choice, choices: ['tak', 'nie'] },
    ];
    expect((await save({ slug: 'api-choices', steps: [], questions })).data).toEqual({ saveCall: { userErrors: [] } });
    const { html } = await people.editor.visitor.get('/en/account/calls/api-choices/preview');
    expect(html).toContain('<option value="staff">staff</option>');
    expect(html).toContain('<option value="tak">tak</option>');
    const both = { key: 'theme', ...choice, labelledChoices, choices: ['citizen', 'staff'] };
    const unnamed = [labelledChoices[0], { value: 'staff', label: { pl: '', en: 'staff' } }];
    for (const wrong of [both, { key: 'theme', ...choice, labelledChoices: unnamed }]) {
      expect((await save({ slug: 'api-choices', steps: [], questions: [wrong] })).data).toEqual({
        saveCall: { userErrors: [{ code: 'INVALID_VALUE', path: ['call', 'questions', 'theme'] }] },
      });
    }
  });

  test.for([
    [{ slug: 'Api' }, ['slug']],
    [{ title: { pl: '', en: 'x' } }, ['title', 'pl']],
    [{ capacity: -1 }, ['capacity']],
    [{ population: { from: 9, to: 3, rule: 'CONDITION' } }, ['population', 'to']],
    [{ questions: [] }, ['questions']],
    [{ questions: [{ key: 'a|b', type: 'TEXT', label: { pl: 'x', en: 'y' } }] }, ['questions', 'a|b']],
    [{ questions: [{ key: 'a', type: 'TEXT', step: 7, label: { pl: 'x', en: 'y' } }] }, ['questions', 'a']],
    [{ steps: [{ pl: 'x', en: '' }] }, ['questions', 'about']],
    [{ channels: [{}] }, ['channels']],
    [{ admission: 'REVIEW' }, ['criteria']],
    [{ admission: 'REVIEW', criteria: [{ key: 'a', label: { pl: 'x', en: 'y' }, weight: 0 }] }, ['criteria']],
  ] as const)('says what is wrong with %j', async ([given, path]) => {
    expect((await save({ slug: 'api-wrong', ...given })).data).toEqual({
      saveCall: { userErrors: [{ code: 'INVALID_VALUE', path: ['call', ...path] }] },
    });
  });

  test('a text that is longer than a draft stores is refused, not cut', async () => {
    const { errors } = await people.clerk.visitor.graphql(
      `mutation ($answers: JSON!) { saveApplication(call: "api-2026", office: "${office}", answers: $answers, version: 1) {
        userErrors { code path }
      } }`,
      { answers: { about: 'x'.repeat(10_001) } },
    );
    expect(errors?.[0]?.extensions?.['code']).toBe('QUERY_TOO_LARGE');
  });
});
