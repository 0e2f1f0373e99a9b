/** A call for practices as that of 2017, from its opening to published results: reviewed, returned, decided, presented. */
import { beforeAll, describe, expect, test } from 'vitest';
import { createAccount, findAccount } from '#accounts';
import { startHub } from '../harness/hub.ts';
import { startMailServer } from '../harness/mail-server.ts';
import { signIn, type Visitor } from '../harness/visitor.ts';

const mail = await startMailServer();
/** 12:00 in Poland. */
let now = new Date('2026-06-12T10:00:00Z');
const hub = await startHub({ smtpUrl: mail.url, clock: () => now });
const { pool } = hub.database;
const offices = ['pkj-gliwice', 'pkj-morawica', 'pkj-udt'] as const;
const people = new Map<string, Visitor>();
const person = (name: string): Visitor => people.get(name) as Visitor;

const call = {
  slug: 'pkj-2026',
  titlePl: 'Polska Konferencja Jakości: nabór dobrych praktyk',
  titleEn: 'Polish Quality Conference: call for good practices',
  kind: 'PRACTICES',
  admission: 'REVIEW',
  capacity: '9',
  tier: 'ANY',
  opensAt: '2026-06-12T12:00',
  closesAt: '2026-07-31T23:59',
  themes:
    'Obywatel w centrum uwagi administracji | The citizen at the centre\nBudowanie kompetentnej administracji | Building a competent administration',
  questions:
    'title | text | yes | Tytuł praktyki | Title of the practice | 200\nstory | text | yes | Opis | Description | 5000',
  criteria: 'novel | 2 | Nowatorska | Novel\nimpact | 3 | Skutki | Impact',
  reviewsNeeded: '2',
};

beforeAll(async () => {
  const rows = offices.map((id) => `${id};Urząd ${id};OTHER;${id === 'pkj-udt' ? 'GOVERNMENT' : 'SELF_GOVERNMENT'}`);
  await hub.load('offices', 'offices_2024-05-01.csv', ['key;name;kind;tier', ...rows, ''].join('\r\n'));
  const roles = { editor: 'EDITOR', anna: 'REVIEWER', ewa: 'REVIEWER', jan: 'REVIEWER' } as const;
  for (const [name, role] of Object.entries(roles)) {
    await createAccount(pool, { email: `${name}@urzad.test`, role }, { actor: null, now });
  }
  for (const name of [...Object.keys(roles), ...offices]) {
    people.set(name, await signIn(hub, mail, `${name}@urzad.test`));
  }
  const acts = [...offices.map((id) => [id, id] as const), ['jan', 'pkj-udt'] as const];
  for (const [name, office] of acts) {
    const account = await findAccount(pool, `${name}@urzad.test`);
    await pool.query(
      'INSERT INTO account_office (account_id, office_id, claimed_at, expires_at, confirmed_at) VALUES ($1, $2, $3, $3, $3)',
      [account?.id, office, now],
    );
  }
});

/** Sessions last for two weeks, while somebody comes. */
async function later(moment: string): Promise<void> {
  const until = new Date(moment);
  const isLong = until.getTime() - now.getTime() > 13 * 24 * 60 * 60_000;
  if (isLong) {
    now = until;
    for (const name of people.keys()) people.set(name, await signIn(hub, mail, `${name}@urzad.test`));
  }
  while (now < until) {
    now = new Date(Math.min(until.getTime(), now.getTime() + 11 * 60 * 60_000));
    await Promise.all([...people.values()].map((visitor) => visitor.get('/account')));
  }
}

const form = (id: string): string => `/account/calls/pkj-2026/${id}`;
const submission = (number: number): string => `/account/calls/pkj-2026/submissions/${number}`;

async function apply(id: string, title: string) {
  const visitor = person(id);
  await visitor.get(form(id));
  await visitor.submit(`${form(id)}/draft`, { answer_title: title, answer_story: `Planted5ecret ${id}` });
  return visitor.submit(`${form(id)}/submit`);
}

async function assign(number: number, name: string) {
  await person('editor').get(submission(number));
  return person('editor').submit(`${submission(number)}/assign`, { email: `${name}@urzad.test` });
}

async function review(name: string, number: number, scores: readonly [novel: number, impact: number]) {
  const visitor = person(name);
  const page = `/review/pkj-2026/${number}`;
  const shown = await visitor.get(page);
  if (shown.html.includes(`${page}/declare`)) await visitor.submit(`${page}/declare`, { conflict: '' });
  await visitor.submit(`${page}/save`, {
    score_novel: String(scores[0]),
    reason_novel: `Bo ${name}`,
    score_impact: String(scores[1]),
    reason_impact: `Skutki ${name}`,
  });
  return visitor.submit(`${page}/complete`);
}

test('an editor opens a call with themes and criteria', async () => {
  const editor = person('editor');
  await editor.get('/account/new-call');
  expect((await editor.submit('/account/new-call', { ...call, criteria: '' })).status).toBe(400);
  await editor.get('/account/new-call');
  expect((await editor.submit('/account/new-call', { ...call, criteria: 'novel | x | a | b' })).status).toBe(400);
  await editor.get('/account/new-call');
  expect((await editor.submit('/account/new-call', call)).path).toBe('/account/calls/pkj-2026');
  await editor.submit('/account/calls/pkj-2026/publish');
  expect(
    await hub.ask(
      '{ call(slug: "pkj-2026") { kind admission themes { title(lang: EN) } capacity { counted planned } } }',
    ),
  ).toMatchObject({
    call: {
      kind: 'PRACTICES',
      admission: 'REVIEW',
      themes: [{ title: 'The citizen at the centre' }, { title: 'Building a competent administration' }],
      capacity: [{ counted: 'PRACTICES', planned: 9 }],
    },
  });
});

test('offices apply; nothing is assigned before the call has closed', async () => {
  for (const id of offices) expect((await apply(id, `Praktyka ${id}`)).status).toBe(200);
  expect((await person('editor').get(submission(1))).html).not.toContain(`${submission(1)}/assign`);
});

describe('review', () => {
  test('is assigned by editors, to reviewers who do not act for the applicant', async () => {
    await later('2026-08-01T08:00:00Z');
    expect((await assign(1, 'pkj-morawica')).status).toBe(409);
    expect((await assign(1, 'nobody')).status).toBe(409);
    expect((await assign(3, 'jan')).html).toContain('działa w imieniu urzędu');
    for (const [number, name] of [
      [1, 'anna'],
      [1, 'ewa'],
      [2, 'anna'],
      [2, 'jan'],
      [2, 'ewa'],
      [3, 'anna'],
      [3, 'ewa'],
    ] as const) {
      expect((await assign(number, name)).status).toBe(200);
    }
    expect((await mail.take('anna@urzad.test')).text).toContain('https://hub.test/review');
    expect((await assign(1, 'anna')).status).toBe(409);
  });

  test('is there for whom it is assigned to only', async () => {
    for (const name of ['jan', 'editor', 'pkj-gliwice']) {
      const shown = await person(name).get('/review/pkj-2026/1');
      expect([403, 404]).toContain(shown.status);
      expect(shown.html).not.toContain('Planted5ecret');
    }
    expect((await person('anna').get(submission(1))).status).toBe(403);
    const csrf = /name="csrf" value="([^"]*)"/.exec((await person('anna').get('/account')).html)?.[1] ?? '';
    const act = { csrf, outcome: 'ACCEPTED', reasons: 'x' };
    expect((await person('anna').send('POST', `${submission(1)}/decide`, act)).status).toBe(403);
  });

  test('shows nothing before a conflict of interest is declared, and nothing after one', async () => {
    expect((await person('jan').get('/review/pkj-2026/2')).html).not.toContain('Planted5ecret');
    const shown = await person('jan').submit('/review/pkj-2026/2/declare', { conflict: 'Moja siostra tam pracuje' });
    expect(shown.html).not.toContain('Planted5ecret');
    const csrf = /name="csrf" value="([^"]*)"/.exec((await person('jan').get('/account')).html)?.[1] ?? '';
    const tried = { csrf, version: '0', score_novel: '5', reason_novel: 'x' };
    expect((await person('jan').send('POST', '/review/pkj-2026/2/save', tried)).status).toBe(409);
    expect((await person('jan').get('/review')).html).toContain('konflikt interesów');
  });

  test('is complete when every criterion has a score and a reason, and then stays', async () => {
    const anna = person('anna');
    await anna.get('/review/pkj-2026/1');
    expect((await anna.submit('/review/pkj-2026/1/declare', { conflict: '' })).html).toContain('Planted5ecret');
    await anna.submit('/review/pkj-2026/1/save', { score_novel: '5', reason_novel: 'Bo nowe' });
    expect((await anna.submit('/review/pkj-2026/1/complete')).html).toContain('potrzebna jest ocena i uzasadnienie');
    const csrf = /name="csrf" value="([^"]*)"/.exec((await anna.get('/account')).html)?.[1] ?? '';
    const stale = { csrf, version: '0', score_novel: '1', reason_novel: 'Nieaktualne' };
    const conflict = await anna.send('POST', '/review/pkj-2026/1/save', stale);
    expect(conflict.status).toBe(409);
    expect(conflict.html).toContain('Nieaktualne');
    expect((await review('anna', 1, [5, 5])).html).toContain('Ocenę zakończono.');
    const late = await anna.send('POST', '/review/pkj-2026/1/save', { ...stale, version: '2' });
    expect(late.status).toBe(409);
    await expect(
      pool.query("UPDATE submission_review SET comment = 'x' WHERE completed_at IS NOT NULL"),
    ).rejects.toThrow('A completed review is not changed');
  });

  test('is blind until all have completed theirs', async () => {
    expect((await person('ewa').get('/review/pkj-2026/1')).html).not.toContain('Skutki anna');
    await person('ewa').submit('/review/pkj-2026/1/declare', { conflict: '' });
    expect((await person('ewa').get('/review/pkj-2026/1')).html).not.toContain('Skutki anna');
    expect((await person('anna').get('/review/pkj-2026/1')).html).not.toContain('Skutki ewa');
    const others =
      '{ viewer { reviews(isWaiting: true) { nodes { own { callSlug call { slug } submission state } others { comment } } } } }';
    const { data } = await person('ewa').graphql(others);
    expect(JSON.stringify(data)).not.toContain('Skutki anna');
    const early = await person('editor').graphql(
      'mutation { decideSubmission(call: "pkj-2026", submission: 1, outcome: ACCEPTED, reasons: "Tak") { userErrors { code } } }',
    );
    expect(early.data).toMatchObject({ decideSubmission: { userErrors: [{ code: 'REVIEWS_MISSING' }] } });
    await review('ewa', 1, [1, 5]);
    expect((await person('ewa').get('/review/pkj-2026/1')).html).toContain('Skutki anna');
    expect((await person('anna').get('/review/pkj-2026/1')).html).toContain('Skutki ewa');
  });

  test('shows editors the weighted mean and where reviewers disagree', async () => {
    const { html } = await person('editor').get(submission(1));
    expect(html).toContain('Recenzenci nie są zgodni.');
    const { data } = await person('editor').graphql(
      '{ viewer { submissionAssessment(call: "pkj-2026", submission: 1) { mean spread isDisputed disputedCriteria } } }',
    );
    // (2·5 + 3·5) / 5 = 5 and (2·1 + 3·5) / 5 = 3.4.
    expect(data).toEqual({
      viewer: { submissionAssessment: { mean: 4.2, spread: 1.6, isDisputed: true, disputedCriteria: ['novel'] } },
    });
  });

  test('lists what waits for a reviewer and what they have done', async () => {
    const { html } = await person('anna').get('/en/review');
    const [, waiting = '', done = ''] = /Waiting for me(.*)Reviewed by me(.*)/s.exec(html) ?? [];
    expect(waiting).toContain('/en/review/pkj-2026/2');
    expect(waiting).not.toContain('/en/review/pkj-2026/1"');
    expect(done).toContain('/en/review/pkj-2026/1"');
  });
});

describe('a submission that is returned', () => {
  test('can be completed by its office until the day, and no other office changes anything', async () => {
    const editor = person('editor');
    await editor.get(submission(2));
    await editor.submit(`${submission(2)}/return`, { note: 'Brakuje kosztów', dueAt: '2026-08-10T12:00' });
    expect((await mail.take('pkj-morawica@urzad.test')).text).toContain('Brakuje kosztów');
    expect((await person('pkj-gliwice').get(form('pkj-gliwice'))).html).not.toContain(`${form('pkj-gliwice')}/submit`);
    const shown = await apply('pkj-morawica', 'Praktyka z kosztami');
    expect(shown.html).toContain('pkj-2026-4');
    expect((await person('anna').get('/review')).html).toContain('/review/pkj-2026/4');
    await person('pkj-morawica').get(form('pkj-morawica'));
    expect((await person('pkj-morawica').get(form('pkj-morawica'))).html).not.toContain('/submit"');
  });

  test('is not completed after the day', async () => {
    await person('editor').get(submission(3));
    await person('editor').submit(`${submission(3)}/return`, { note: 'Popraw', dueAt: '2026-08-05T12:00' });
    await later('2026-08-06T08:00:00Z');
    expect((await person('pkj-udt').get(form('pkj-udt'))).html).not.toContain('/submit"');
  });
});

describe('the decision', () => {
  const results = 'mutation { publishResults(call: "pkj-2026") { isDone userErrors { code } } }';

  test('waits for every submission in force', async () => {
    const { data } = await person('editor').graphql(results);
    expect(data).toEqual({ publishResults: { isDone: false, userErrors: [{ code: 'NOT_DECIDED' }] } });
  });

  test('of editors is private until the results are published', async () => {
    for (const [number, scores] of [
      [3, [2, 2]],
      [4, [4, 4]],
    ] as const) {
      for (const name of ['anna', 'ewa']) await review(name, number, scores);
    }
    const editor = person('editor');
    const accepted = { outcome: 'ACCEPTED', reasons: 'Świetna praktyka' };
    await editor.get(submission(1));
    const wrong = await editor.submit(`${submission(1)}/decide`, {
      ...accepted,
      practice: 'Zła nazwa',
      titlePl: 'Tytuł',
    });
    expect(wrong.status).toBe(409);
    const approved = {
      practice: 'poszukiwanie-talentow',
      titlePl: 'Poszukiwanie talentów zarządczych',
      titleEn: 'Looking for managers',
      summaryPl: 'Zatwierdzone streszczenie',
    };
    expect((await editor.submit(`${submission(1)}/decide`, { ...accepted, ...approved })).status).toBe(200);
    for (const [number, outcome] of [
      [3, 'DECLINED'],
      [4, 'ACCEPTED'],
    ] as const) {
      const { data } = await editor.graphql(
        `mutation ($n: Int!, $outcome: SubmissionDecisionOutcome!, $reasons: String!) {
          decideSubmission(call: "pkj-2026", submission: $n, outcome: $outcome, reasons: $reasons) { isDone }
        }`,
        { n: number, outcome, reasons: `Powód ${number}` },
      );
      expect(data).toEqual({ decideSubmission: { isDone: true } });
    }
    expect((await person('pkj-udt').get(form('pkj-udt'))).html).not.toContain('Powód 3');
    expect(await hub.ask('{ practice(id: "poszukiwanie-talentow") { title } }')).toEqual({ practice: null });
  });

  test('publishes approved texts, results and numbers in one release, and reasons go to applicants', async () => {
    const { release: before } = await hub.ask<{ release: { number: number } }>('{ release { number } }');
    expect((await person('editor').graphql(results)).data).toEqual({
      publishResults: { isDone: true, userErrors: [] },
    });
    const answer = await hub.ask(`{
      release { number }
      call(slug: "pkj-2026") { capacity { planned actual } admitted { role office { code } } }
      practice(id: "poszukiwanie-talentow") {
        title(lang: EN) summary offices { role office { code } } submissions { outcome call { slug } }
      }
    }`);
    expect(answer).toMatchObject({
      release: { number: before.number + 1 },
      call: {
        capacity: [{ planned: 9, actual: 2 }],
        admitted: [
          { role: 'ADMITTED', office: { code: 'pkj-gliwice' } },
          { role: 'ADMITTED', office: { code: 'pkj-morawica' } },
        ],
      },
      practice: {
        title: 'Looking for managers',
        summary: 'Zatwierdzone streszczenie',
        offices: [{ role: 'OWNER', office: { code: 'pkj-gliwice' } }],
        submissions: [{ outcome: 'SELECTED', call: { slug: 'pkj-2026' } }],
      },
    });
    expect((await mail.take('pkj-udt@urzad.test', 'Powód 3')).subject).not.toBe('');
    expect((await person('pkj-udt').get(form('pkj-udt'))).html).toContain('Powód 3');
    expect((await person('pkj-gliwice').get(form('pkj-udt'))).status).toBe(404);
    const again = await person('editor').graphql(results);
    expect(again.data).toMatchObject({ publishResults: { userErrors: [{ code: 'NOT_POSSIBLE' }] } });
    const sent = mail.received.filter(({ text }) => text.includes('Powód 3'));
    expect(sent).toHaveLength(1);
  });

  test('leaves no trace in public of answers, scores, reasons and declined applicants', async () => {
    const paths = [
      '/changes?from=0',
      '/calls/pkj-2026',
      '/practices/poszukiwanie-talentow',
      '/releases/latest/calls.ndjson',
    ];
    for (const path of paths) {
      const body = await (await hub.app.handler.fetch(`https://hub.test${path}`)).text();
      expect(/Planted5ecret|Skutki anna|Powód|siostra/.exec(body)).toBeNull();
      if (path !== '/changes?from=0') expect(body).not.toContain('pkj-udt');
    }
  });

  test('puts a practice into a session of an event', async () => {
    const event = { slug: 'pkj-konferencja-2026', title: 'Konferencja', sessions: [{ slug: 'kadry', theme: 'Kadry' }] };
    await hub.load('practices', 'event.json', JSON.stringify({ asOf: '2026-06-01', events: [event] }));
    const editor = person('editor');
    await editor.get('/account/calls/pkj-2026');
    const wrong = { practice: 'poszukiwanie-talentow', event: 'pkj-konferencja-2026', session: 'nie-ma' };
    expect((await editor.submit('/account/calls/pkj-2026/present', wrong)).status).toBe(409);
    await editor.submit('/account/calls/pkj-2026/present', { ...wrong, session: 'kadry' });
    const sessions = '{ event(slug: "pkj-konferencja-2026") { sessions { presentations { practice { slug } } } } }';
    const shown = { event: { sessions: [{ presentations: [{ practice: { slug: 'poszukiwanie-talentow' } }] }] } };
    expect(await hub.ask(sessions)).toEqual(shown);
    const again = await editor.graphql(
      'mutation { presentPractice(event: "pkj-konferencja-2026", session: "kadry", practice: "poszukiwanie-talentow") { isDone } }',
    );
    expect(again.data).toEqual({ presentPractice: { isDone: true } });
    expect(await hub.ask(sessions)).toEqual(shown);
  });
});
