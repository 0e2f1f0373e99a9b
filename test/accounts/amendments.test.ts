/** Amendments of offices: proposed, reviewed, decided, published; who may see and do what. */
import { beforeAll, describe, expect, test } from 'vitest';
import { createAccount, findAccount } from '#accounts';
import { startHub } from '../harness/hub.ts';
import { startMailServer } from '../harness/mail-server.ts';
import { signIn, Visitor } from '../harness/visitor.ts';

const mail = await startMailServer();
const now = new Date('2026-06-15T12:00:00Z');
const hub = await startHub({ smtpUrl: mail.url, clock: () => now });
const { pool } = hub.database;
const people = new Map<string, Visitor>();
const person = (name: string): Visitor => people.get(name) as Visitor;
const office = 'jst-246601';
const practice = '/practices/amended-practice';

beforeAll(async () => {
  const roles = {
    editor: 'EDITOR',
    own: 'EDITOR',
    anna: 'REVIEWER',
    jan: 'REVIEWER',
    clerk: 'CONTRIBUTOR',
    other: 'CONTRIBUTOR',
  } as const;
  for (const [name, role] of Object.entries(roles)) {
    await createAccount(pool, { email: `${name}@urzad.test`, role }, { actor: null, now });
    people.set(name, await signIn(hub, mail, `${name}@urzad.test`));
  }
  for (const [name, code] of [
    ['clerk', office],
    ['own', office],
    ['other', 'jst-020202'],
  ] as const) {
    const account = await findAccount(pool, `${name}@urzad.test`);
    await pool.query(
      'INSERT INTO account_office (account_id, office_id, claimed_at, expires_at, confirmed_at) VALUES ($1, $2, $3, $3, $3)',
      [account?.id, code, now],
    );
  }
  await load('2026-05-01', 'Stare streszczenie');
});

async function load(asOf: string, summary: string): Promise<void> {
  const entry = {
    slug: 'amended-practice',
    title: { pl: 'Praktyka zmieniana', en: 'Amended practice' },
    summary,
    offices: [{ role: 'OWNER', office: { id: office } }],
  };
  const adoption = {
    slug: 'amended-adoption',
    practice: 'amended-practice',
    adopter: { office: { id: 'jst-020202' } },
    on: '2025',
    changes: 'Bez zmian',
  };
  const text = JSON.stringify({ asOf, practices: [entry], adoptions: [adoption] });
  await hub.load('practices', `${asOf}.json`, text);
}

async function propose(name: string, page: string, fields: Record<string, string>) {
  await person(name).get(`/account/amendments/new?page=${encodeURIComponent(page)}`);
  return person(name).submit('/account/amendments/new', { note: 'Planted5ecret', ...fields });
}

async function csrfOf(visitor: Visitor): Promise<string> {
  return /name="csrf" value="([^"]*)"/.exec((await visitor.get('/account')).html)?.[1] ?? '';
}

async function reviewed(number: number, name: string): Promise<void> {
  const page = `/account/amendments/${number}`;
  await person('editor').get(page);
  await person('editor').submit(`${page}/assign`, { email: `${name}@urzad.test` });
  await person(name).get(page);
  await person(name).submit(`${page}/declare`, { conflict: '' });
  await person(name).submit(`${page}/review`, { verdict: 'yes', reason: 'Sprawdzone' });
}

test('an office proposes what differs, and nobody else does for it', async () => {
  expect((await person('other').get(`/account/amendments/new?page=${encodeURIComponent(practice)}`)).status).toBe(404);
  expect((await new Visitor(hub).get(`/account/amendments/new?page=${encodeURIComponent(practice)}`)).status).toBe(401);
  const csrf = await csrfOf(person('other'));
  const forged = { csrf, page: practice, adoption: '', field_summary: 'Cudze', note: 'x' };
  expect((await person('other').send('POST', '/account/amendments/new', forged)).status).toBe(404);
  const shown = await person('clerk').get(`/account/amendments/new?page=${encodeURIComponent(practice)}`);
  expect(shown.html).toContain('Stare streszczenie');
  expect((await propose('clerk', practice, {})).status).toBe(400);
  const personal = await propose('clerk', practice, { field_summary: 'Pisz: jan.kowalski@poczta.pl' });
  expect(personal.status).toBe(400);
  const sent = await propose('clerk', practice, {
    field_summary: 'Nowe streszczenie',
    'field_summary.en': 'New summary',
  });
  expect(sent.path).toBe('/account/amendments/1');
  for (const text of ['Stare streszczenie', 'Nowe streszczenie', 'New summary']) expect(sent.html).toContain(text);
  // Two that are open would undo each other.
  expect((await propose('clerk', practice, { field_title: 'Inny tytuł' })).status).toBe(400);
});

describe('an open amendment', () => {
  const page = '/account/amendments/1';

  test('is there for its office, editors and reviewers without a conflict of interest', async () => {
    expect((await person('other').get(page)).status).toBe(404);
    expect((await person('anna').get(page)).status).toBe(404);
    expect((await new Visitor(hub).get(page)).status).toBe(401);
    for (const path of ['/amendments/1', '/amendments', practice, '/changes?from=0']) {
      const { html } = await new Visitor(hub).get(path);
      expect(html).not.toMatch(/Nowe streszczenie|Planted5ecret/);
    }
    await person('editor').get(page);
    for (const name of ['anna', 'jan']) {
      expect((await person('editor').submit(`${page}/assign`, { email: `${name}@urzad.test` })).status).toBe(200);
    }
    expect((await mail.take('anna@urzad.test', 'Zmiana 1')).text).toContain(page);
    expect((await person('editor').submit(`${page}/assign`, { email: 'own@urzad.test' })).status).toBe(409);
    expect((await person('editor').submit(`${page}/assign`, { email: 'clerk@urzad.test' })).status).toBe(409);
    expect((await person('anna').get(page)).html).not.toContain('Nowe streszczenie');
    const conflict = await person('jan')
      .get(page)
      .then(() => person('jan').submit(`${page}/declare`, { conflict: 'Siostra' }));
    expect(conflict.html).not.toContain('Nowe streszczenie');
    await person('anna').get(page);
    expect((await person('anna').submit(`${page}/declare`, { conflict: '' })).html).toContain('Nowe streszczenie');
  });

  test('is decided after a completed review, by an editor who does not act for the office', async () => {
    await person('editor').get(page);
    const early = await person('editor').submit(`${page}/decide`, { verdict: 'yes', reasons: 'Tak' });
    expect(early.status).toBe(409);
    await person('anna').get(page);
    await person('anna').submit(`${page}/review`, { verdict: 'yes', reason: 'Lepsze' });
    await expect(
      pool.query("UPDATE amendment_review SET reason = 'x' WHERE completed_at IS NOT NULL"),
    ).rejects.toThrow();
    const csrf = await csrfOf(person('own'));
    const mine = await person('own').send('POST', `${page}/decide`, { csrf, verdict: 'yes', reasons: 'Moje' });
    expect(mine.status).toBe(409);
    for (const act of ['decide', 'assign']) {
      for (const name of ['clerk', 'anna', 'other']) {
        const token = await csrfOf(person(name));
        const shown = await person(name).send('POST', `${page}/${act}`, { csrf: token, verdict: 'yes', reasons: 'x' });
        expect(shown.status).toBe(403);
      }
    }
    const other = await csrfOf(person('other'));
    expect((await person('other').send('POST', `${page}/withdraw`, { csrf: other })).status).toBe(404);
    const foreign = { origin: 'https://evil.test' };
    expect((await person('editor').send('POST', `${page}/decide`, { verdict: 'yes' }, foreign)).status).toBe(403);
  });

  test('that is approved is a release, whose version names office and role, and no account', async () => {
    await person('editor').get(page);
    const decided = await person('editor').submit(`${page}/decide`, { verdict: 'yes', reasons: 'Zgoda redakcji' });
    expect(decided.status).toBe(200);
    expect((await mail.take('clerk@urzad.test', 'Zgoda redakcji')).subject).toContain('zmiana 1');
    const answer = await hub.ask(`{
      release { number source { name } }
      practice(id: "amended-practice") {
        summary english: summary(lang: EN)
        amendments { number officeCode office { code } state decidedBy changes { field before value } release { number } }
      }
    }`);
    expect(answer).toMatchObject({
      release: { source: { name: `Zmiana 1 (${office})` } },
      practice: {
        summary: 'Nowe streszczenie',
        english: 'New summary',
        amendments: [
          {
            number: 1,
            officeCode: office,
            office: { code: office },
            state: 'APPROVED',
            decidedBy: 'EDITOR',
            changes: [
              { field: 'summary', before: 'Stare streszczenie', value: 'Nowe streszczenie' },
              { field: 'summary.en', before: null, value: 'New summary' },
            ],
          },
        ],
      },
    });
    const { html } = await new Visitor(hub).get('/amendments/1');
    for (const text of ['Nowe streszczenie', 'redakcja', office]) expect(html).toContain(text);
    expect(html).not.toMatch(/urzad\.test|Planted5ecret|Lepsze|Zgoda redakcji/);
    expect((await new Visitor(hub).get('/en/amendments')).html).toContain('/en/amendments/1');
    const again = await person('editor').send('POST', `${page}/decide`, {
      csrf: await csrfOf(person('editor')),
      verdict: 'yes',
      reasons: 'Znowu',
    });
    expect(again.status).toBe(409);
  });

  test('stands above the files that come later', async () => {
    await load('2026-06-10', 'Streszczenie z pliku');
    expect(await hub.ask('{ practice(id: "amended-practice") { summary } }')).toEqual({
      practice: { summary: 'Nowe streszczenie' },
    });
  });
});

test('an office amends its own entry and its adoption, beside what editors corrected', async () => {
  const own = await propose('clerk', `/offices/${office}`, { field_phone: '32 111 22 33' });
  const first = Number(own.path.split('/').at(-1));
  await reviewed(first, 'anna');
  await person('editor').get(`/account/amendments/${first}`);
  await person('editor').submit(`/account/amendments/${first}/decide`, { verdict: 'yes', reasons: 'Tak' });
  const { data } = await person('editor').graphql(
    `mutation { proposeCorrection(target: "/offices/${office}", field: "website", value: "https://urzad.test.pl", reason: "Nowa strona") { correction { number } } }`,
  );
  const { proposeCorrection } = data as { proposeCorrection: { correction: { number: number } } };
  await person('editor').graphql('mutation ($n: Int!) { acceptCorrection(number: $n) { userErrors { code } } }', {
    n: proposeCorrection.correction.number,
  });
  expect(
    await hub.ask(`{ office(code: "${office}") { phone website amendments { changes { field value } } } }`),
  ).toEqual({
    office: {
      phone: '32 111 22 33',
      website: 'https://urzad.test.pl',
      amendments: [{ changes: [{ field: 'phone', value: '32 111 22 33' }] }],
    },
  });
  // The adopter, not the owner of the practice.
  expect((await person('clerk').get('/account/amendments/new?adoption=amended-adoption')).status).toBe(404);
  await person('other').get('/account/amendments/new?adoption=amended-adoption');
  const adopted = await person('other').submit('/account/amendments/new', { field_changes: 'Dodano kartę', note: 'x' });
  const second = Number(adopted.path.split('/').at(-1));
  await reviewed(second, 'jan');
  await person('editor').get(`/account/amendments/${second}`);
  await person('editor').submit(`/account/amendments/${second}/decide`, { verdict: 'yes', reasons: 'Tak' });
  const { html } = await new Visitor(hub).get(practice);
  expect(html).toContain('Dodano kartę');
});

test('what is declined or withdrawn changes nothing, and another one may follow', async () => {
  const propose = (value: string) =>
    person('clerk').graphql(
      `mutation ($value: String!) { proposeAmendment(target: "/practices/amended-practice", office: "${office}", changes: [{ field: "title", value: $value }], note: "x") { number userErrors { code } } }`,
      { value },
    );
  const numberOf = ({ data }: Awaited<ReturnType<typeof propose>>): number =>
    (data as { proposeAmendment: { number: number } }).proposeAmendment.number;
  const first = numberOf(await propose('Tytuł pierwszy'));
  const withdrawn = await person('clerk').graphql('mutation ($n: Int!) { withdrawAmendment(number: $n) { isDone } }', {
    n: first,
  });
  expect(withdrawn.data).toEqual({ withdrawAmendment: { isDone: true } });
  const second = numberOf(await propose('Tytuł drugi'));
  await reviewed(second, 'anna');
  const declined = await person('editor').graphql(
    'mutation ($n: Int!) { decideAmendment(number: $n, isApproved: false, reasons: "Nie") { isDone } }',
    { n: second },
  );
  expect(declined.data).toEqual({ decideAmendment: { isDone: true } });
  expect(await hub.ask('{ practice(id: "amended-practice") { title } }')).toEqual({
    practice: { title: 'Praktyka zmieniana' },
  });
  expect((await new Visitor(hub).get(`/amendments/${second}`)).status).toBe(404);
  const strange = await person('other').graphql(
    'mutation { proposeAmendment(target: "/practices/amended-practice", office: "jst-246601", changes: [{ field: "title", value: "x" }], note: "x") { number userErrors { code } } }',
  );
  expect(strange.data).toEqual({ proposeAmendment: { number: null, userErrors: [{ code: 'NOT_FOUND' }] } });
});
