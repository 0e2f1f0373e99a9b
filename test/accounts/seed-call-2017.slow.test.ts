/**
 * The call of 2017 for the Polish Quality Conference as its documents state it, from opening to the conference: nine places in three
 * sessions, offices of both tiers, until 31 July; eight practices shown on 25 October. In both languages.
 */
import { beforeAll, expect, test } from 'vitest';
import { createAccount, findAccount } from '#accounts';
import { startHub } from '../harness/hub.ts';
import { startMailServer } from '../harness/mail-server.ts';
import { signIn, type Visitor } from '../harness/visitor.ts';

const mail = await startMailServer();
/** 12:00 in Poland. */
let now = new Date('2017-06-12T10:00:00Z');
const hub = await startHub({ smtpUrl: mail.url, clock: () => now });
const people = new Map<string, Visitor>();
const person = (name: string): Visitor => people.get(name) as Visitor;

const sessions = [
  ['citizen', 'Obywatel w centrum uwagi administracji', 'The citizen at the centre of administration'],
  ['competence', 'Budowanie kompetentnej administracji', 'Building a competent administration'],
  ['policies', 'Rola administracji publicznej w politykach publicznych', 'The role of administration in policies'],
] as const;

/** As the report of the conference lists them; the last two are declined. */
const practices = [
  ['deaf-help', 'GOVERNMENT', 'citizen', 'Deaf Help – aplikacja mobilna do wzywania pomocy przez osoby Głuche'],
  ['pakiet-obywatelski', 'GOVERNMENT', 'citizen', 'Pakiet Obywatelski Wojewody Śląskiego'],
  ['punkt-obslugi', 'SELF_GOVERNMENT', 'citizen', 'Punkt Obsługi Mieszkańców Urzędu Miasta Rzeszowa'],
  ['rekrutacja-udt', 'GOVERNMENT', 'competence', 'Proces rekrutacji wraz z działaniami budującymi wizerunek'],
  ['talenty', 'SELF_GOVERNMENT', 'competence', 'Poszukiwanie talentów zarządczych'],
  ['nagroda', 'GOVERNMENT', 'policies', 'Nagroda Gospodarcza Wojewody Łódzkiego'],
  ['pakiet-oswiatowy', 'SELF_GOVERNMENT', 'policies', 'Pakiet oświatowy'],
  ['malopolska-niania', 'SELF_GOVERNMENT', 'policies', 'Projekt „Małopolska Niania”'],
  ['bez-kosztow', 'SELF_GOVERNMENT', 'citizen', 'Praktyka bez skutków'],
  ['niegotowa', 'GOVERNMENT', 'policies', 'Praktyka niewdrożona'],
] as const;
const chosen = practices.slice(0, 8);
const officeOf = (slug: string): string => `walk-${slug}`;
/** Every second office reads English. */
const prefixOf = (index: number): string => (index % 2 === 0 ? '' : '/en');

const call = {
  slug: 'walk-2017',
  titlePl: 'Polska Konferencja Jakości – nabór dobrych praktyk',
  titleEn: 'Polish Quality Conference – call for good practices',
  kind: 'PRACTICES',
  admission: 'REVIEW',
  capacity: '9',
  tier: 'ANY',
  opensAt: '2017-06-12T12:00',
  closesAt: '2017-07-31T23:59',
  reviewsDueAt: '2017-08-31T12:00',
  themes: sessions.map(([, pl, en]) => `${pl} | ${en}`).join('\n'),
  questions: [
    'title | text | yes | Tytuł dobrej praktyki | Title of the practice | 300',
    'theme | choice | yes | Temat | Theme | citizen; competence; policies',
    'story | text | yes | Opis | Description | 5000',
    'form | file | yes | Formularz zgłoszeniowy | Application form | 1',
  ].join('\n'),
  criteria: 'novel | 2 | Nowatorska | Novel\nimpact | 3 | Skutki dla obywateli | Impact on citizens',
  reviewsNeeded: '2',
};

const staff = { editor: 'EDITOR', kprm: 'REVIEWER', nist: 'REVIEWER' } as const;

async function signInAll(): Promise<void> {
  for (const name of [...Object.keys(staff), ...practices.map(([slug]) => officeOf(slug))]) {
    people.set(name, await signIn(hub, mail, `${name}@urzad.test`));
  }
}

beforeAll(async () => {
  const rows = practices.map(([slug, tier]) => `${officeOf(slug)};Urząd ${slug};OTHER;${tier}`);
  await hub.load('offices', 'offices_2017-01-01.csv', ['key;name;kind;tier', ...rows, ''].join('\r\n'));
  const event = {
    slug: 'walk-conference-2017',
    title: 'Polska Konferencja Jakości Administracji Publicznej',
    startsOn: '2017-10-25',
    kind: 'CONFERENCE',
    sessions: sessions.map(([slug, pl, en]) => ({ slug, theme: { pl, en } })),
  };
  await hub.load('practices', 'event.json', JSON.stringify({ asOf: '2017-06-12', events: [event] }));
  for (const [name, role] of Object.entries(staff)) {
    await createAccount(hub.database.pool, { email: `${name}@urzad.test`, role }, { actor: null, now });
  }
  await signInAll();
  for (const [slug] of practices) {
    const account = await findAccount(hub.database.pool, `${officeOf(slug)}@urzad.test`);
    await hub.database.pool.query(
      'INSERT INTO account_office (account_id, office_id, claimed_at, expires_at, confirmed_at) VALUES ($1, $2, $3, $3, $3)',
      [account?.id, officeOf(slug), now],
    );
  }
});

test('12 June: the institute opens the call, which both languages announce', async () => {
  const editor = person('editor');
  await editor.get('/account/new-call');
  await editor.submit('/account/new-call', call);
  expect((await editor.get('/account/calls/walk-2017/preview')).html).toContain('Formularz zgłoszeniowy');
  expect((await editor.get('/en/account/calls/walk-2017/preview')).html).toContain('Application form');
  await editor.get('/account/calls/walk-2017');
  await editor.submit('/account/calls/walk-2017/publish');
  for (const [path, title] of [
    ['/calls/walk-2017', call.titlePl],
    ['/en/calls/walk-2017', call.titleEn],
  ] as const) {
    const { status, html } = await editor.get(path);
    expect([status, html.includes(title)]).toEqual([200, true]);
  }
});

test('until 31 July: offices of both tiers apply in their language, with the form attached', async () => {
  now = new Date('2017-07-31T20:00:00Z');
  await signInAll();
  for (const [index, [slug, , theme, title]] of practices.entries()) {
    const page = `${prefixOf(index)}/account/calls/walk-2017/${officeOf(slug)}`;
    const visitor = person(officeOf(slug));
    await visitor.get(page);
    await visitor.upload(
      `${page}/draft`,
      { answer_title: title, answer_theme: theme, answer_story: `Planted5ecret ${slug}` },
      { file_form: [`formularz ${slug}.pdf`, `%PDF-1.7\n${slug}`] },
    );
    now = new Date(now.getTime() + 60_000);
    const { html } = await visitor.submit(`${page}/submit`);
    expect(html).toContain(`walk-2017-${index + 1}`);
    expect(html).toContain(index % 2 === 0 ? 'Potwierdzenie' : 'Receipt');
  }
  now = new Date('2017-07-31T21:59:00Z');
  const [first] = practices;
  const page = `/account/calls/walk-2017/${officeOf(first[0])}`;
  expect((await person(officeOf(first[0])).get(page)).html).not.toContain(`${page}/submit`);
});

test('August: two reviewers read the forms and score each of them', async () => {
  now = new Date('2017-08-01T08:00:00Z');
  await signInAll();
  const editor = person('editor');
  for (const [index, [slug]] of practices.entries()) {
    const submission = `/account/calls/walk-2017/submissions/${index + 1}`;
    for (const [at, name] of (['kprm', 'nist'] as const).entries()) {
      await editor.get(submission);
      expect((await editor.submit(`${submission}/assign`, { email: `${name}@urzad.test` })).status).toBe(200);
      const page = `${prefixOf(at)}/review/walk-2017/${index + 1}`;
      const reviewer = person(name);
      await reviewer.get(page);
      expect((await reviewer.submit(`${page}/declare`, { conflict: '' })).html).toContain(`${page}/files/form`);
      expect((await reviewer.get(`${page}/files/form`)).html).toContain(slug);
      await reviewer.get(page);
      const score = index < 8 ? '5' : '1';
      const fields = { score_novel: score, reason_novel: 'Nowość', score_impact: score, reason_impact: 'Skutki' };
      await reviewer.submit(`${page}/save`, fields);
      await reviewer.submit(`${page}/complete`);
    }
  }
  const { html } = await person('kprm').get('/review');
  expect(html.match(/href="\/review\/walk-2017\/\d+"/g)).toHaveLength(10);
});

test('September: the institute decides, and the results are a release with nine planned and eight chosen', async () => {
  const editor = person('editor');
  for (const [index, [slug, , , title]] of practices.entries()) {
    const submission = `/account/calls/walk-2017/submissions/${index + 1}`;
    await editor.get(submission);
    const decision =
      index < 8
        ? {
            outcome: 'ACCEPTED',
            reasons: `Zaprezentowana ${slug}`,
            practice: `walk-${slug}`,
            titlePl: title,
            titleEn: `Practice ${slug}`,
            summaryPl: `Streszczenie ${slug}`,
            summaryEn: `Summary ${slug}`,
          }
        : { outcome: 'DECLINED', reasons: `Odmowa ${slug}` };
    expect((await editor.submit(`${submission}/decide`, decision)).status).toBe(200);
  }
  expect((await editor.get('/practices/walk-deaf-help')).status).toBe(404);
  await editor.get('/account/calls/walk-2017');
  await editor.submit('/account/calls/walk-2017/results');
  const { call: published } = await hub.ask<{ call: { admitted: { office: { code: string } }[] } }>(
    '{ call(slug: "walk-2017") { capacity { planned actual } admitted { role office { code } } } }',
  );
  expect(published).toMatchObject({ capacity: [{ planned: 9, actual: 8 }] });
  expect(published.admitted.map(({ office }) => office.code)).toEqual(chosen.map(([slug]) => officeOf(slug)));
});

test('25 October: each practice is shown in the session of its theme, in both languages', async () => {
  const editor = person('editor');
  for (const [slug, , session] of chosen) {
    await editor.get('/account/calls/walk-2017');
    const shown = { practice: `walk-${slug}`, event: 'walk-conference-2017', session };
    expect((await editor.submit('/account/calls/walk-2017/present', shown)).status).toBe(200);
  }
  const { event } = await hub.ask<{
    event: { sessions: { theme: string; presentations: { practice: { slug: string } }[] }[] };
  }>('{ event(slug: "walk-conference-2017") { sessions { theme presentations { practice { slug } } } } }');
  const shownIn = new Map(
    event.sessions.map(({ theme, presentations }) => [theme, presentations.map(({ practice }) => practice.slug)]),
  );
  for (const [session, theme] of sessions) {
    const expected = chosen.filter(([, , own]) => own === session).map(([slug]) => `walk-${slug}`);
    expect(shownIn.get(theme)).toEqual(expected);
  }
  for (const [path, words] of [
    ['/practices/walk-talenty', ['Poszukiwanie talentów zarządczych', 'Streszczenie talenty']],
    ['/en/practices/walk-talenty', ['Practice talenty', 'Summary talenty']],
    ['/events/walk-conference-2017', ['Deaf Help', 'Małopolska Niania']],
  ] as const) {
    const { html } = await editor.get(path);
    for (const word of words) expect(html).toContain(word);
  }
});

test('each office gets its reasons, and nothing of what was declined or answered is public', async () => {
  for (const [slug] of practices) {
    const { text } = await mail.take(`${officeOf(slug)}@urzad.test`, slug);
    expect(text).toMatch(/Zaprezentowana|Odmowa/);
  }
  for (const path of ['/changes?from=0', '/calls/walk-2017', '/practices.json', '/search?q=Planted5ecret']) {
    const body = await (await hub.app.handler.fetch(`https://hub.test${path}`)).text();
    expect(body.replaceAll('q=Planted5ecret', '')).not.toMatch(/Planted5ecret (deaf|talenty)|Odmowa|niewdrożona/);
  }
});
