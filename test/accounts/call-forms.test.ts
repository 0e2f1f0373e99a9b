/** Questions that name an office, a unit or a metric; calls made after another; mails before the end and of an extension. */
import { beforeAll, expect, test, vi } from 'vitest';
import { createAccount, findAccount } from '#accounts';
import { startHub } from '../harness/hub.ts';
import { startMailServer } from '../harness/mail-server.ts';
import { signIn, type Visitor } from '../harness/visitor.ts';

const mail = await startMailServer();
/** 14:00 in Poland. */
let now = new Date('2026-06-15T12:00:00Z');
const hub = await startHub({ smtpUrl: mail.url, clock: () => now, news: {} });
let editor: Visitor;
let clerk: Visitor;
const page = '/account/calls/forms-2026/jst-246601';

const call = {
  slug: 'forms-2026',
  titlePl: 'Nabór z pytaniami',
  titleEn: 'Call with questions',
  kind: 'PRACTICES',
  admission: 'FIRST_COME',
  capacity: '3',
  tier: 'SELF_GOVERNMENT',
  populationFrom: '10000',
  populationTo: '30000',
  populationRule: 'PREFERENCE',
  opensAt: '2026-06-15T14:00',
  closesAt: '2026-06-20T14:00',
  themes: 'Kadry | Staff',
  questions: [
    'partner | office | yes | Urząd partnerski | Partner office',
    'place | unit | no | Gmina | Gmina',
    'pick | choice | no | Wybór | Choice | jeden; dwa',
    'theme | choice | no | Temat | Theme | citizen = obywatel / citizen; staff = kadry i/lub szkolenia / staff',
    'about | text | no | Opis | Description | 50',
  ].join('\n'),
};

beforeAll(async () => {
  await createAccount(hub.database.pool, { email: 'editor@urzad.test', role: 'EDITOR' }, { actor: null, now });
  editor = await signIn(hub, mail, 'editor@urzad.test');
  clerk = await signIn(hub, mail, 'clerk@urzad.test');
  const account = await findAccount(hub.database.pool, 'clerk@urzad.test');
  await hub.database.pool.query(
    'INSERT INTO account_office (account_id, office_id, claimed_at, expires_at, confirmed_at) VALUES ($1, $2, $3, $3, $3)',
    [account?.id, 'jst-246601', now],
  );
  await editor.get('/account/new-call');
  await editor.submit('/account/new-call', call);
  await editor.submit('/account/calls/forms-2026/publish');
});

test('an answer names an office and a unit that there are', async () => {
  await clerk.get(page);
  await clerk.submit(`${page}/draft`, { answer_partner: 'no-such-office', answer_place: '9999999' });
  const wrong = await clerk.submit(`${page}/submit`);
  expect(wrong.status).toBe(400);
  expect(wrong.html.match(/aria-invalid/g)).toHaveLength(2);
  await clerk.submit(`${page}/draft`, { answer_partner: "x'; DROP TABLE office --", answer_place: '' });
  expect((await clerk.submit(`${page}/submit`)).status).toBe(400);
  await clerk.submit(`${page}/draft`, { answer_partner: 'jst-020202', answer_place: '0202021' });
  expect((await clerk.submit(`${page}/submit`)).html).toContain('forms-2026-1');
  await clerk.submit(`${page}/withdraw`);
});

test('a choice is shown by its name in the language of the page; a text alone as it is', async () => {
  const { html: polish } = await clerk.get(page);
  expect(polish).toContain('<option value="citizen">obywatel</option>');
  expect(polish).toContain('<option value="staff">kadry i/lub szkolenia</option>');
  const { html: english } = await clerk.get(`/en${page}`);
  expect(english).toContain('<option value="citizen">citizen</option>');
  for (const html of [polish, english]) expect(html).toContain('<option value="dwa">dwa</option>');
  await clerk.get(page);
  const chosen = { answer_partner: 'jst-020202', answer_place: '0202021', answer_pick: 'dwa', answer_theme: 'staff' };
  await clerk.submit(`${page}/draft`, chosen);
  expect((await clerk.submit(`${page}/submit`)).status).toBe(200);
  const { rows } = await hub.database.pool.query<{ sequence: number }>(
    'SELECT max(sequence) AS sequence FROM call_submission',
  );
  const submission = `/account/calls/forms-2026/submissions/${rows[0]?.sequence}`;
  const { html: read } = await editor.get(submission);
  expect(read).toContain('<dd>kadry i/lub szkolenia</dd>');
  expect((await editor.get(`/en${submission}`)).html).toContain('<dd>staff</dd>');
  // Offices, units and metrics that an answer names are shown by their names, with their pages.
  expect(read).toContain('<a href="/offices/jst-020202">Urząd Miasta w Dzierżoniowie (jst-020202)</a>');
  expect(read).toContain('<a href="/units/0202021">Dzierżoniów (0202021)</a>');
  expect(read).toContain('<a href="/offices/jst-246601">Urząd Miejski w Gliwicach</a>');
  await clerk.get(page);
  await clerk.submit(`${page}/draft`, { answer_theme: 'nothing of these' });
  expect((await clerk.submit(`${page}/submit`)).status).toBe(400);
  const { data } = await clerk.graphql(
    '{ viewer { application(call: "forms-2026", office: "jst-246601") { answersSchema } } }',
  );
  expect(data).toMatchObject({
    viewer: {
      application: {
        answersSchema: {
          properties: {
            pick: { enum: ['jeden', 'dwa'] },
            theme: {
              oneOf: [
                { const: 'citizen', title: 'citizen', labels: { pl: 'obywatel', en: 'citizen' } },
                { const: 'staff', title: 'staff', labels: { pl: 'kadry i/lub szkolenia', en: 'staff' } },
              ],
            },
          },
        },
      },
    },
  });
  await clerk.get(page);
  await clerk.submit(`${page}/withdraw`);
});

test('an editor begins a call with another one', async () => {
  const { html } = await editor.get('/account/new-call?from=forms-2026');
  for (const text of [
    'Nabór z pytaniami',
    'Kadry | Staff',
    'jeden; dwa',
    'citizen = obywatel / citizen; staff = kadry i/lub szkolenia / staff',
    '10000',
  ])
    expect(html).toContain(text);
  const { slug: _, ...copied } = { ...call, slug: '' };
  expect(html).not.toContain('value="forms-2026"');
  const again = { ...copied, slug: 'forms-2027', opensAt: '2027-06-15T14:00', closesAt: '2027-06-20T14:00' };
  expect((await editor.submit('/account/new-call', again)).path).toBe('/account/calls/forms-2027');
  expect((await clerk.get('/account/calls/forms-2027')).status).toBe(404);
});

test('who has begun hears that the call is extended, and once that it is about to close', async () => {
  await editor.get('/account/calls/forms-2026');
  await editor.submit('/account/calls/forms-2026/extend', { closesAt: '2026-06-16T20:00' });
  // A call is never shortened.
  expect(mail.received.filter(({ subject }) => subject.includes('przedłużony'))).toEqual([]);
  await editor.get('/account/calls/forms-2026');
  await editor.submit('/account/calls/forms-2026/extend', { closesAt: '2026-06-21T20:00' });
  expect((await mail.take('clerk@urzad.test')).text).toContain('Nabór z pytaniami');
  now = new Date('2026-06-20T12:00:00Z');
  const reminders = () => mail.received.filter(({ subject }) => subject.includes('nabór się kończy'));
  for (const slug of ['first', 'second']) {
    const practice = { slug: `remind-${slug}`, title: slug };
    await hub.load('practices', `${slug}.json`, JSON.stringify({ asOf: '2026-06-01', practices: [practice] }));
    await vi.waitFor(() => expect(reminders()).toHaveLength(1), 20_000);
  }
  expect(reminders()[0]?.to).toBe('clerk@urzad.test');
});
