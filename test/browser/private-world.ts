/** A hub in which something of everything that people contribute lies: waiting, done, refused. Made through its own pages. */
import type { Browser } from 'playwright-core';
import { startWalkedHub, type WalkedHub } from '../harness/walked-hub.ts';
import { Person } from './person.ts';
import { type Entrance, openSite, type Site } from './site.ts';

const offices = ['walk-one', 'walk-two'] as const;
const emailOf = (name: string): string => `${name}@urzad.test`;

const callOf = (slug: string, closesAt: string) => ({
  slug,
  titlePl: `Nabór ${slug}`,
  titleEn: `Call ${slug}`,
  kind: 'PRACTICES',
  admission: 'REVIEW',
  capacity: '9',
  tier: 'ANY',
  opensAt: '2026-06-12T12:00',
  closesAt,
  themes: 'Obywatel | The citizen\nKadry | Staff',
  questions: [
    'title | text | yes | Tytuł praktyki | Title of the practice | 300',
    'theme | choice | yes | Temat | Theme | citizen = obywatel / citizen; staff = kadry / staff',
    'since | number | no | Od roku | Since the year |',
    'unit | unit | no | Gmina | Gmina |',
    'page | url | no | Strona | Page |',
    'form | file | yes | Formularz | Form | 1',
    'agree | declaration | yes | Zgoda na publikację | Consent to publication |',
  ].join('\n'),
  criteria: 'novel | 2 | Nowatorska | Novel\nimpact | 3 | Skutki | Impact',
  reviewsNeeded: '1',
});

export interface PrivateWorld {
  readonly origin: string;
  readonly visitor: Site;
  readonly contributor: Site;
  readonly reviewer: Site;
  readonly editor: Site;
  /** Of the page where a reader ends what they subscribed to. */
  readonly preferences: string;
  /** Of the page of a webhook of the contributor. */
  readonly webhook: string;
}

export async function makePrivateWorld(browser: Browser): Promise<PrivateWorld> {
  const walked = await startWalkedHub('2026-06-12T11:00:00Z');
  await loadEntries(walked);
  for (const [name, role, office] of [
    ['editor', 'EDITOR', undefined],
    ['rita', 'REVIEWER', undefined],
    ['anna', 'CONTRIBUTOR', offices[0]],
    ['jan', 'CONTRIBUTOR', offices[1]],
    ['ewa', 'CONTRIBUTOR', undefined],
  ] as const) {
    await walked.addPerson(emailOf(name), role, office);
  }
  const signIn = (name: string): Promise<Person> => Person.signIn(browser, walked, emailOf(name));
  const editor = await signIn('editor');
  const anna = await signIn('anna');
  await openCalls(editor);
  await apply(anna, signIn);
  await reportErrors(walked, anna, editor);
  await amend(anna, editor, await signIn('rita'));
  const preferences = await subscribe(walked, anna);
  const webhook = await addWebhook(walked, anna);
  for (const person of [anna, editor]) await person.leave();
  // The call that closes is closed by then, and whoever was signed in no longer is.
  walked.setTime('2026-06-15T11:00:00Z');
  await assignReviews(await signIn('editor'), await signIn('rita'));
  const siteOf = async (name: string): Promise<Site> => openSite(await entranceOf(walked, await signIn(name)));
  return {
    origin: walked.origin,
    visitor: await openSite({ origin: walked.origin }),
    contributor: await siteOf('anna'),
    reviewer: await siteOf('rita'),
    editor: await siteOf('editor'),
    preferences,
    webhook,
  };
}

async function entranceOf({ origin }: WalkedHub, person: Person): Promise<Entrance> {
  const storageState = await person.page.context().storageState();
  await person.leave();
  return { origin, storageState };
}

async function loadEntries({ hub }: WalkedHub): Promise<void> {
  await hub.load('offices', 'offices_2024-05-01.csv', officeList('http://old.example'));
  const practice = {
    slug: 'walk-practice',
    title: { pl: 'Praktyka do zmiany', en: 'A practice to amend' },
    summary: 'Stare streszczenie',
    offices: [{ role: 'OWNER', office: { id: offices[0] } }],
  };
  await hub.load('practices', 'practice.json', JSON.stringify({ asOf: '2026-05-01', practices: [practice] }));
}

function officeList(website: string): string {
  const rows = offices.map((id) => `${id};Urząd ${id};OTHER;SELF_GOVERNMENT;${website}`);
  return ['key;name;kind;tier;website', ...rows, ''].join('\r\n');
}

async function openCalls(editor: Person): Promise<void> {
  for (const [slug, closesAt] of [
    ['walk-open', '2026-07-31T23:59'],
    ['walk-closed', '2026-06-13T23:59'],
    ['walk-draft', '2026-07-31T23:59'],
  ] as const) {
    await editor.open('/account/new-call');
    await editor.send('/account/new-call', callOf(slug, closesAt));
    if (slug === 'walk-draft') continue;
    await editor.open(`/account/calls/${slug}`);
    await editor.send(`/account/calls/${slug}/publish`);
  }
}

const pdf = ['formularz.pdf', '%PDF-1.7\nwalk'] as const;
const answers = { answer_title: 'Budżet obywatelski', answer_theme: 'citizen', answer_agree: 'yes' };

/** Two offices submit; the first has a draft in the other call, and a claim of a third person waits. */
async function apply(anna: Person, signIn: (name: string) => Promise<Person>): Promise<void> {
  const jan = await signIn('jan');
  for (const [person, office] of [
    [anna, offices[0]],
    [jan, offices[1]],
  ] as const) {
    const page = `/account/calls/walk-closed/${office}`;
    await person.open(page);
    await person.send(`${page}/draft`, answers, { file_form: pdf });
    await person.send(`${page}/submit`);
    if (!(await person.text()).includes('walk-closed-')) throw new Error(`Not submitted: ${await person.text()}`);
  }
  await jan.leave();
  const draft = `/account/calls/walk-open/${offices[0]}`;
  await anna.open(draft);
  await anna.send(`${draft}/draft`, { answer_title: 'Szkic' }, { file_form: pdf });
  const ewa = await signIn('ewa');
  await ewa.send('/account/offices', { office: offices[1] });
  await ewa.leave();
}

/** One is accepted, which a later file contradicts; one is declined; one waits. */
async function reportErrors(walked: WalkedHub, reader: Person, editor: Person): Promise<void> {
  const page = `/corrections/new?page=${encodeURIComponent(`/offices/${offices[0]}`)}`;
  const report = async (field: string, value: string): Promise<void> => {
    await reader.open(page);
    await reader.send('/corrections/new', { field, value, reason: 'Tak jest na stronie urzędu.' });
    await editor.open('/account/corrections');
  };
  await report('website', 'https://new.example');
  await editor.send('/account/corrections/accept');
  await report('street', 'ul. Inna');
  await editor.send('/account/corrections/decline', { answer: 'Ulica jest taka w statucie.' });
  await report('other', 'Brakuje adresu.');
  await walked.hub.load('offices', 'offices_2025-05-01.csv', officeList('https://listed.example'));
}

/** One is approved, one is being reviewed. */
async function amend(anna: Person, editor: Person, rita: Person): Promise<void> {
  for (const [number, summary] of [
    [1, 'Nowe streszczenie'],
    [2, 'Jeszcze nowsze streszczenie'],
  ] as const) {
    const page = `/account/amendments/${number}`;
    await anna.open(`/account/amendments/new?page=${encodeURIComponent('/practices/walk-practice')}`);
    await anna.send('/account/amendments/new', { field_summary: summary, note: 'Po zmianie przepisów' });
    await editor.open(page);
    await editor.send(`${page}/assign`, { email: emailOf('rita') });
    await rita.open(page);
    await rita.send(`${page}/declare`);
    if (number === 2) continue;
    await rita.send(`${page}/review`, { verdict: 'yes', reason: 'Sprawdzone' });
    await editor.open(page);
    await editor.send(`${page}/decide`, { verdict: 'yes', reasons: 'Zgoda redakcji' });
  }
  await rita.leave();
}

async function subscribe({ hub, mail }: WalkedHub, reader: Person): Promise<string> {
  const email = emailOf('reader');
  await reader.open('/subscriptions');
  await reader.send('/subscriptions', { email, topic: 'PRACTICES' });
  const { text } = await mail.take(email, '/subscriptions/confirm');
  await reader.page.goto(/https?:\/\/\S+\/subscriptions\/confirm\S*/.exec(text)?.[0] ?? '');
  await reader.send('/subscriptions/confirm');
  const { rows } = await hub.database.pool.query<{ token: string }>('SELECT token FROM subscriber');
  return `/subscriptions/${rows[0]?.token ?? ''}`;
}

/** One announcement was delivered, one waits, two failed. */
async function addWebhook({ hub }: WalkedHub, person: Person): Promise<string> {
  await person.open('/account/webhooks');
  await person.send('/account/webhooks', { address: 'https://program.example/wezel/zawiadomienia-o-wydaniach' });
  if (!(await person.text()).includes('whsec_')) throw new Error(`No webhook: ${await person.text()}`);
  const { rows } = await hub.database.pool.query<{ id: string }>('SELECT id FROM webhook');
  const id = rows[0]?.id ?? '';
  await hub.database.pool.query(
    `INSERT INTO webhook_delivery (webhook_id, release, enqueued_at, attempts, attempted_at, status, failure, delivered_at)
     VALUES ($1, 1, now(), 1, now(), 200, NULL, now()), ($1, 2, now(), 2, now(), 503, 'STATUS', NULL),
       ($1, 3, now(), 11, now(), NULL, 'UNREACHABLE', NULL), ($1, 4, now(), 0, NULL, NULL, NULL, NULL)`,
    [id],
  );
  return `/account/webhooks/${id}`;
}

/** One is scored and complete, one is not declared yet. */
async function assignReviews(editor: Person, rita: Person): Promise<void> {
  for (const number of [1, 2]) {
    const submission = `/account/calls/walk-closed/submissions/${number}`;
    await editor.open(submission);
    await editor.send(`${submission}/assign`, { email: emailOf('rita') });
  }
  const page = '/review/walk-closed/1';
  await rita.open(page);
  await rita.send(`${page}/declare`);
  await rita.send(`${page}/save`, { score_novel: '5', reason_novel: 'Nowość' });
  for (const person of [editor, rita]) await person.leave();
}
