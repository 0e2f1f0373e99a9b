/**
 * The recruitment of 2013 to the living lab, walked in chromium from opening to results: 16 places in the order of submissions,
 * first the declaration and then the form, a waiting list, a withdrawal. In two languages.
 */
import { chromium } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { startWalkedHub } from '../harness/walked-hub.ts';
import { browserArguments, executablePath } from './chromium.ts';
import { Person } from './person.ts';

/** 8:30 in Poland, before it opens. */
const walked = await startWalkedHub('2013-07-10T05:30:00Z');
const browser = await chromium.launch({ executablePath, args: browserArguments() });
afterAll(() => browser.close());
const long = { timeout: 900_000 };

/** Two whose population the hub knows, and sixteen others: one of each language after the other. */
const offices = [
  'jst-246601',
  'jst-020202',
  ...Array.from({ length: 16 }, (_, index) => `walk-lab-${String(index + 3).padStart(2, '0')}`),
];
const emailOf = (office: string): string => `${office}@urzad.test`;
const isEnglish = (index: number): boolean => index % 2 === 1;
const callPage = '/account/calls/walk-2013';
const pageOf = (index: number): string => `${isEnglish(index) ? '/en' : ''}${callPage}/${offices[index]}`;

const call = {
  slug: 'walk-2013',
  titlePl: 'Rekrutacja: Opracowanie innowacyjnych rozwiązań z zakresu zarządzania publicznego',
  titleEn: 'Recruitment: innovative solutions in public management',
  kind: 'LIVING_LAB_PARTICIPANTS',
  admission: 'FIRST_COME',
  capacity: '16',
  tier: 'SELF_GOVERNMENT',
  populationFrom: '10000',
  populationTo: '30000',
  populationRule: 'PREFERENCE',
  opensAt: '2013-07-10T08:00',
  closesAt: '2013-08-06T00:00',
  resultsDueOn: '2013-08-12',
  channels: 'SELF_GOVERNMENT | zarzadzaniejst@mac.gov.pl',
  documents: 'Regulamin rekrutacji i uczestnictwa | Rules of recruitment | https://administracja.mac.gov.pl/regulamin',
  questions: [
    '# Deklaracja uczestnictwa urzędu | Declaration of participation',
    'scan | file | yes | Skan podpisanej deklaracji | Scan of the signed declaration | 5',
    'consent | declaration | yes | Deklaruję uczestnictwo urzędu | I declare that the office takes part',
    '# Formularz zgłoszeniowy | Application form',
    'problem | text | yes | Problem wspólnoty lokalnej | Problem of the local community | 2000',
    'staff | number | no | Liczba pracowników urzędu | Number of employees | 10000',
  ].join('\n'),
};

const words = (index: number) =>
  isEnglish(index)
    ? { receipt: 'Receipt', admitted: 'among the admitted', waiting: 'on the waiting list', step: 'Step 2 of 2' }
    : { receipt: 'Potwierdzenie', admitted: 'wśród przyjętych', waiting: 'na liście rezerwowej', step: 'Krok 2 z 2' };

test('10 July: the call is previewed, published and announced in both languages', long, async () => {
  const rows = offices.slice(2).map((id) => `${id};Urząd ${id};OTHER;SELF_GOVERNMENT`);
  await walked.hub.load('offices', 'offices_2013-01-01.csv', ['key;name;kind;tier', ...rows, ''].join('\r\n'));
  await walked.addPerson('editor@urzad.test', 'EDITOR');
  for (const office of offices) await walked.addPerson(emailOf(office), 'CONTRIBUTOR', office);
  const editor = await Person.signIn(browser, walked, 'editor@urzad.test');
  await editor.open('/account/new-call');
  await editor.send('/account/new-call', call);
  await editor.open(`${callPage}/preview`);
  const preview = await editor.text();
  expect(preview).toContain('Krok 1 z 2: Deklaracja uczestnictwa urzędu');
  expect(preview.indexOf('Deklaruję uczestnictwo')).toBeLessThan(preview.indexOf('Skan podpisanej deklaracji'));
  expect(preview).toContain('Krok 2 z 2: Formularz zgłoszeniowy');
  expect(await editor.open('/calls/walk-2013')).toBe(404);
  await editor.open(callPage);
  await editor.send(`${callPage}/publish`);
  for (const [path, expected] of [
    ['/calls/walk-2013', [call.titlePl, 'Deklaracja uczestnictwa urzędu', 'Regulamin rekrutacji', '12 sierpnia 2013']],
    ['/en/calls/walk-2013', [call.titleEn, 'Declaration of participation', 'Rules of recruitment', '12 August 2013']],
  ] as const) {
    expect(await editor.open(path)).toBe(200);
    const text = await editor.text();
    for (const word of [...expected, 'zarzadzaniejst@mac.gov.pl', '16']) expect(text).toContain(word);
    expect(text).toMatch(/10\D000\D+30\D000/);
  }
  await editor.leave();
});

test('before it opens nobody can apply', long, async () => {
  const person = await Person.signIn(browser, walked, emailOf('jst-020202'));
  expect(await person.open(pageOf(1))).toBe(200);
  expect(await person.page.locator('form[action$="/draft"]').count()).toBe(0);
  await person.leave();
});

test('18 offices declare first, then fill in the form; places go in the order of submissions', long, async () => {
  for (const [index, office] of offices.entries()) {
    walked.setTime(`2013-07-${String(10 + index).padStart(2, '0')}T07:00:00Z`);
    const page = pageOf(index);
    const person = await Person.signIn(browser, walked, emailOf(office));
    await person.open(page);
    expect(await person.page.locator('[name=answer_problem], form[action$="/submit"]').count()).toBe(0);
    if (index < 2) {
      // What the hub knows of the office, with the reason: a preference that is not met keeps nobody out.
      const eligibility = await person.page.locator('table').first().innerText();
      expect(eligibility).toMatch(/10\D000–30\D000/);
      expect(eligibility).toMatch(isEnglish(index) ? /preference/ : /preferencja/);
    }
    const scan = { file_scan: [`deklaracja ${office}.pdf`, `%PDF-1.4\n${office}`] } as const;
    // Without the declaration the form stays closed.
    await person.send(`${page}/draft`, {}, scan);
    expect(await person.page.locator('[name=answer_problem]').count()).toBe(0);
    await person.send(`${page}/draft`, { answer_consent: 'yes' });
    expect(await person.text()).toContain(words(index).step);
    await person.send(`${page}/draft`, { answer_problem: `Planted5ecret ${office}`, answer_staff: '40' });
    await person.send(`${page}/submit`);
    const text = await person.text();
    expect(text).toContain(`${words(index).receipt}: walk-2013-${index + 1}`);
    expect(text).toContain(`${index + 1} (${index < 16 ? words(index).admitted : words(index).waiting})`);
    await person.leave();
  }
});

test('who withdraws lets the next one in, and comes last when they apply again', long, async () => {
  walked.setTime('2013-08-05T21:59:00Z');
  const third = await Person.signIn(browser, walked, emailOf(offices[2] ?? ''));
  await third.open(pageOf(2));
  await third.send(`${pageOf(2)}/withdraw`);
  expect(await third.text()).toContain('Zgłoszenie wycofano.');
  const seventeenth = await Person.signIn(browser, walked, emailOf(offices[16] ?? ''));
  await seventeenth.open(pageOf(16));
  expect(await seventeenth.text()).toContain('16 (wśród przyjętych)');
  await third.send(`${pageOf(2)}/submit`);
  expect(await third.text()).toContain('18 (na liście rezerwowej)');
  await third.leave();
  await seventeenth.leave();
});

test('6 August, at midnight in Poland: nothing changes any longer', long, async () => {
  walked.setTime('2013-08-05T22:00:00Z');
  const person = await Person.signIn(browser, walked, emailOf(offices[3] ?? ''));
  await person.open(pageOf(3));
  for (const act of ['draft', 'submit', 'withdraw']) {
    expect(await person.page.locator(`form[action$="/${act}"]`).count()).toBe(0);
  }
  expect(await person.text()).toContain('4');
  await person.leave();
});

test('12 August: the list of those who take part and wait is published in both languages', long, async () => {
  walked.setTime('2013-08-12T08:00:00Z');
  const editor = await Person.signIn(browser, walked, 'editor@urzad.test');
  await editor.open(callPage);
  await editor.send(`${callPage}/results`);
  const named = offices.slice(3);
  for (const [path, day] of [
    ['/calls/walk-2013', '12 sierpnia 2013'],
    ['/en/calls/walk-2013', '12 August 2013'],
  ] as const) {
    expect(await editor.open(path)).toBe(200);
    const text = await editor.text();
    expect(text).toContain(day);
    for (const office of named) expect(text).toContain(`Urząd ${office}`);
    expect(text).not.toContain('Planted5ecret');
    expect(text).not.toContain('deklaracja walk');
  }
  const { call: shown } = await walked.hub.ask<{ call: { capacity: object[]; admitted: { role: string }[] } }>(
    '{ call(slug: "walk-2013") { capacity { counted planned actual } admitted { role office { code } } } }',
  );
  expect(shown.capacity).toEqual([{ counted: 'OFFICES', planned: 16, actual: 16 }]);
  const inOrder = [...offices.filter((_, index) => index !== 2), offices[2]];
  expect(shown.admitted).toEqual(
    inOrder.map((code, index) => ({ role: index < 16 ? 'ADMITTED' : 'RESERVE', office: { code } })),
  );
  await editor.leave();
});
