/** The recruitment of 2013 to the living lab as its notice tells of it: 16 places, first come, declaration first. */
import { beforeAll, expect, test } from 'vitest';
import { createAccount, findAccount } from '#accounts';
import { startHub } from '../harness/hub.ts';
import { startMailServer } from '../harness/mail-server.ts';
import { signIn, type Visitor } from '../harness/visitor.ts';

const mail = await startMailServer();
/** 8:00 in Poland on the first day. */
let now = new Date('2013-07-10T06:00:00Z');
const hub = await startHub({ smtpUrl: mail.url, clock: () => now });
const count = 18;
const offices = Array.from({ length: count }, (_, index) => `lab-office-${String(index + 1).padStart(2, '0')}`);
const people = new Map<string, Visitor>();
let editor: Visitor;
const person = (name: string): Visitor => people.get(name) as Visitor;
const page = (id: string): string => `/account/calls/lab-recruitment/${id}`;

const call = {
  slug: 'lab-recruitment',
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
  questions: [
    'problem | text | yes | Problem wspólnoty lokalnej | Problem of the local community | 2000',
    'staff | number | no | Liczba pracowników urzędu | Number of employees | 10000',
    'declaration | declaration | yes | Deklaruję uczestnictwo urzędu | I declare that the office takes part |',
  ].join('\n'),
};

async function signInAll(): Promise<void> {
  for (const id of offices) people.set(id, await signIn(hub, mail, `${id}@urzad.test`));
  editor = await signIn(hub, mail, 'editor@urzad.test');
}

beforeAll(async () => {
  const rows = offices.map((id) => `${id};Urząd ${id};OTHER;SELF_GOVERNMENT`);
  await hub.load('offices', 'offices_2013-01-01.csv', ['key;name;kind;tier', ...rows, ''].join('\r\n'));
  await createAccount(hub.database.pool, { email: 'editor@urzad.test', role: 'EDITOR' }, { actor: null, now });
  await signInAll();
  for (const id of offices) {
    const account = await findAccount(hub.database.pool, `${id}@urzad.test`);
    await hub.database.pool.query(
      'INSERT INTO account_office (account_id, office_id, claimed_at, expires_at, confirmed_at) VALUES ($1, $2, $3, $3, $3)',
      [account?.id, id, now],
    );
  }
}, 120_000);

async function apply(id: string) {
  await person(id).get(page(id));
  await person(id).submit(`${page(id)}/draft`, { answer_problem: `Planted5ecret ${id}`, answer_declaration: 'yes' });
  now = new Date(now.getTime() + 60_000);
  return person(id).submit(`${page(id)}/submit`);
}

test('the declaration stands before the form, and population is a preference that keeps nobody out', async () => {
  await editor.get('/account/new-call');
  await editor.submit('/account/new-call', call);
  await editor.submit('/account/calls/lab-recruitment/publish');
  const { html } = await person('lab-office-01').get(page('lab-office-01'));
  expect(html.indexOf('Deklaruję uczestnictwo')).toBeGreaterThan(0);
  expect(html.indexOf('Deklaruję uczestnictwo')).toBeLessThan(html.indexOf('Problem wspólnoty lokalnej'));
  expect(html).toContain('liczba mieszkańców (preferencja)');
  const { html: english } = await person('lab-office-01').get(`/en${page('lab-office-01')}`);
  expect(english).toContain('I declare that the office takes part');
});

test('places go in the order of submissions; who withdraws lets the next one in', async () => {
  for (const [index, id] of offices.entries()) {
    const { html } = await apply(id);
    expect(html).toContain(`${index + 1} (${index < 16 ? 'wśród przyjętych' : 'na liście rezerwowej'})`);
  }
  await person('lab-office-03').get(page('lab-office-03'));
  await person('lab-office-03').submit(`${page('lab-office-03')}/withdraw`);
  expect((await person('lab-office-17').get(page('lab-office-17'))).html).toContain('16 (wśród przyjętych)');
});

test('after the last day nothing changes, and the results are published in both languages', async () => {
  now = new Date('2013-08-12T08:00:00Z');
  await signInAll();
  expect((await person('lab-office-03').get(page('lab-office-03'))).html).not.toContain('/submit"');
  await editor.get('/account/calls/lab-recruitment');
  await editor.submit('/account/calls/lab-recruitment/results');
  interface Answered {
    readonly call: {
      readonly resultsOn: string;
      readonly capacity: object[];
      readonly admitted: { readonly role: string; readonly office: { readonly code: string } }[];
    };
  }
  const { call: shown } = await hub.ask<Answered>(
    '{ call(slug: "lab-recruitment") { resultsOn capacity { counted planned actual } admitted { role office { code } } } }',
  );
  expect(shown.resultsOn).toBe('2013-08-12');
  expect(shown.capacity).toEqual([{ counted: 'OFFICES', planned: 16, actual: 16 }]);
  const admitted = shown.admitted.filter(({ role }) => role === 'ADMITTED').map(({ office }) => office.code);
  expect(admitted).toEqual(offices.filter((id) => id !== 'lab-office-03').slice(0, 16));
  expect(shown.admitted.filter(({ role }) => role === 'RESERVE').map(({ office }) => office.code)).toEqual([
    'lab-office-18',
  ]);
  for (const [path, title] of [
    ['/calls/lab-recruitment', call.titlePl],
    ['/en/calls/lab-recruitment', call.titleEn],
  ] as const) {
    const html = await (await hub.app.handler.fetch(`https://hub.test${path}`)).text();
    expect(html).toContain(title);
    expect(html).toContain('lab-office-17');
    expect(html).not.toContain('Planted5ecret');
  }
}, 120_000);
