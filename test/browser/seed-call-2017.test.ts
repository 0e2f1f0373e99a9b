/**
 * The call of 2017 for the Polish Quality Conference, walked in chromium from opening to the conference: nine places in three
 * sessions, offices of both tiers, until 31 July; eight practices shown on 25 October. In two languages.
 */
import { chromium } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { startWalkedHub } from '../harness/walked-hub.ts';
import { browserArguments, executablePath } from './chromium.ts';
import { Person } from './person.ts';

const walked = await startWalkedHub('2017-06-12T10:00:00Z');
const browser = await chromium.launch({ executablePath, args: browserArguments() });
afterAll(() => browser.close());
const long = { timeout: 900_000 };

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
const emailOf = (slug: string): string => `${officeOf(slug)}@urzad.test`;
/** Every second one reads English. */
const prefixOf = (index: number): string => (index % 2 === 0 ? '' : '/en');
const callPage = '/account/calls/walk-2017';

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

test('12 June: the institute opens the call, which both languages announce', long, async () => {
  const rows = practices.map(([slug, tier]) => `${officeOf(slug)};Urząd ${slug};OTHER;${tier}`);
  await walked.hub.load('offices', 'offices_2017-01-01.csv', ['key;name;kind;tier', ...rows, ''].join('\r\n'));
  const event = {
    slug: 'walk-conference-2017',
    title: 'Polska Konferencja Jakości Administracji Publicznej',
    startsOn: '2017-10-25',
    kind: 'CONFERENCE',
    sessions: sessions.map(([slug, pl, en]) => ({ slug, theme: { pl, en } })),
  };
  await walked.hub.load('practices', 'event.json', JSON.stringify({ asOf: '2017-06-12', events: [event] }));
  await walked.addPerson('editor@urzad.test', 'EDITOR');
  for (const name of ['kprm', 'nist']) await walked.addPerson(`${name}@urzad.test`, 'REVIEWER');
  for (const [slug] of practices) await walked.addPerson(emailOf(slug), 'CONTRIBUTOR', officeOf(slug));
  const editor = await Person.signIn(browser, walked, 'editor@urzad.test');
  await editor.open('/account/new-call');
  await editor.send('/account/new-call', call);
  await editor.open(callPage);
  await editor.send(`${callPage}/publish`);
  for (const [path, title] of [
    ['/calls/walk-2017', call.titlePl],
    ['/en/calls/walk-2017', call.titleEn],
  ] as const) {
    expect(await editor.open(path)).toBe(200);
    expect(await editor.text()).toContain(title);
  }
  await editor.leave();
});

test('until 31 July: offices of both tiers apply in their language, with the form attached', long, async () => {
  for (const [index, [slug, , theme, title]] of practices.entries()) {
    walked.setTime(`2017-07-${String(20 + index).padStart(2, '0')}T10:00:00Z`);
    const page = `${prefixOf(index)}${callPage}/${officeOf(slug)}`;
    const person = await Person.signIn(browser, walked, emailOf(slug));
    await person.open(page);
    await person.send(
      `${page}/draft`,
      { answer_title: title, answer_theme: theme, answer_story: `Planted5ecret ${slug}` },
      { file_form: [`formularz ${slug}.pdf`, `%PDF-1.7\n${slug}`] },
    );
    await person.send(`${page}/submit`);
    const text = await person.text();
    expect(text).toContain(`walk-2017-${index + 1}`);
    expect(text).toContain(index % 2 === 0 ? 'Potwierdzenie' : 'Receipt');
    await person.leave();
  }
});

test('August: two reviewers declare, read the forms and score each of them', long, async () => {
  walked.setTime('2017-08-01T08:00:00Z');
  const editor = await Person.signIn(browser, walked, 'editor@urzad.test');
  for (const index of practices.keys()) {
    const submission = `${callPage}/submissions/${index + 1}`;
    for (const name of ['kprm', 'nist']) {
      await editor.open(submission);
      await editor.send(`${submission}/assign`, { email: `${name}@urzad.test` });
    }
  }
  await editor.leave();
  for (const [at, name] of ['kprm', 'nist'].entries()) {
    const reviewer = await Person.signIn(browser, walked, `${name}@urzad.test`);
    for (const index of practices.keys()) {
      const page = `${prefixOf(at)}/review/walk-2017/${index + 1}`;
      await reviewer.open(page);
      await reviewer.send(`${page}/declare`);
      expect(await reviewer.page.locator(`a[href="${page}/files/form"]`).count()).toBe(1);
      const score = index < 8 ? '5' : '1';
      const fields = { score_novel: score, reason_novel: 'Nowość', score_impact: score, reason_impact: 'Skutki' };
      await reviewer.send(`${page}/save`, fields);
      await reviewer.send(`${page}/complete`);
    }
    await reviewer.leave();
  }
});

test('September: the institute decides; the results have nine planned and eight chosen', long, async () => {
  walked.setTime('2017-09-01T08:00:00Z');
  const editor = await Person.signIn(browser, walked, 'editor@urzad.test');
  for (const [index, [slug, , , title]] of practices.entries()) {
    const submission = `${callPage}/submissions/${index + 1}`;
    await editor.open(submission);
    const accepted = {
      outcome: 'ACCEPTED',
      reasons: `Zaprezentowana ${slug}`,
      practice: `walk-${slug}`,
      titlePl: title,
      titleEn: `Practice ${slug}`,
      summaryPl: `Streszczenie ${slug}`,
      summaryEn: `Summary ${slug}`,
    };
    await editor.send(
      `${submission}/decide`,
      index < 8 ? accepted : { outcome: 'DECLINED', reasons: `Odmowa ${slug}` },
    );
  }
  expect(await editor.open('/practices/walk-deaf-help')).toBe(404);
  await editor.open(callPage);
  await editor.send(`${callPage}/results`);
  for (const path of ['/calls/walk-2017', '/en/calls/walk-2017']) {
    expect(await editor.open(path)).toBe(200);
    const text = await editor.text();
    for (const [slug] of chosen) expect(text).toContain(`Urząd ${slug}`);
    expect(text).not.toMatch(/Planted5ecret|Odmowa/);
  }
  await editor.leave();
});

test('25 October: each practice is shown in the session of its theme, in both languages', long, async () => {
  walked.setTime('2017-10-25T08:00:00Z');
  const editor = await Person.signIn(browser, walked, 'editor@urzad.test');
  for (const [slug, , session] of chosen) {
    await editor.open(callPage);
    const shown = { practice: `walk-${slug}`, event: 'walk-conference-2017', session };
    await editor.send(`${callPage}/present`, shown);
  }
  for (const [path, words] of [
    ['/practices/walk-talenty', ['Poszukiwanie talentów zarządczych', 'Streszczenie talenty']],
    ['/en/practices/walk-talenty', ['Practice talenty', 'Summary talenty']],
    ['/events/walk-conference-2017', [...sessions.map(([, pl]) => pl), 'Deaf Help', 'Małopolska Niania']],
    ['/en/events/walk-conference-2017', [...sessions.map(([, , en]) => en), 'Practice talenty']],
  ] as const) {
    expect(await editor.open(path)).toBe(200);
    const text = await editor.text();
    for (const word of words) expect(text).toContain(word);
  }
  for (const [slug] of practices) {
    const { text } = await walked.mail.take(emailOf(slug), slug);
    expect(text).toMatch(/Zaprezentowana|Odmowa/);
  }
  await editor.leave();
});
