/** What somebody may try: forged requests, guessing who has an account, guessing links, using links again, and being first twice. */
import { pino } from 'pino';
import { beforeAll, describe, expect, test } from 'vitest';
import { createAccount, disableAccount } from '#accounts';
import type { RateSettings } from '#config';
import { accountAddresses } from '#http/account/index.ts';
import { startHub } from '../harness/hub.ts';
import { startMailServer } from '../harness/mail-server.ts';
import { addPeople, openCall, type TestPerson } from '../harness/people.ts';
import { linkIn, Visitor } from '../harness/visitor.ts';

const mail = await startMailServer();
let now = new Date('2026-06-15T12:00:00Z');
const lines: string[] = [];
const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) });
const hub = await startHub({ smtpUrl: mail.url, clock: () => now, log });
const rate: RateSettings = {
  windowSeconds: 600,
  anonymousPoints: 20,
  keyPoints: 25,
  costPerPoint: 100,
  redisUrl: null,
  trustedProxies: [],
  proxyHeader: 'x-forwarded-for',
};
const guarded = await startHub({ smtpUrl: mail.url, clock: () => now, rate });
const { pool } = hub.database;
const offices = { clerk: 'jst-246601', colleague: 'jst-246601', other: 'jst-020202' } as const;
let people: Readonly<Record<'editor' | 'second' | 'clerk' | 'colleague' | 'other', TestPerson>>;

beforeAll(async () => {
  people = await addPeople(hub, mail, now, {
    editor: { role: 'EDITOR' },
    second: { role: 'EDITOR' },
    clerk: { role: 'CONTRIBUTOR', office: offices.clerk },
    colleague: { role: 'CONTRIBUTOR', office: offices.colleague },
    other: { role: 'CONTRIBUTOR', office: offices.other },
  });
});

describe('a forged request', () => {
  const posts = accountAddresses.filter(({ method }) => method === 'POST').map(({ pattern }) => pattern);
  const pathOf = (pattern: string): string => pattern.replaceAll(/:(\w+)(\([^)]*\))?/g, '1');

  test.for(posts)('to %s is refused, from another site and from a page of another session', async (pattern) => {
    const { visitor } = people.editor;
    const path = pathOf(pattern);
    const foreign = [
      'https://evil.test',
      'https://hub.test.evil.test',
      'null',
      'http://hub.test',
      'https://hub.test:444',
    ];
    for (const origin of foreign) expect((await visitor.send('POST', path, {}, { origin })).status).toBe(403);
    expect((await visitor.send('POST', path, {}, {})).status).toBe(403);
    const csrf = /name="csrf" value="([^"]*)"/.exec((await people.second.visitor.get('/account')).html)?.[1] ?? '';
    expect(csrf).not.toBe('');
    for (const fields of [{}, { csrf }]) {
      expect((await visitor.send('POST', path, fields)).status).toBe(403);
      const form = new FormData();
      for (const [name, value] of Object.entries(fields)) form.set(name, value);
      expect((await visitor.send('POST', path, form)).status).toBe(403);
    }
  });

  test('to the API has no session', async () => {
    const query = '{ viewer { email } }';
    for (const origin of ['https://evil.test', 'null', 'http://hub.test']) {
      expect((await people.editor.visitor.graphql(query, {}, { origin })).data).toEqual({ viewer: null });
    }
    expect((await people.editor.visitor.graphql(query)).data).toEqual({ viewer: { email: 'editor@urzad.test' } });
    // Without asking first, browsers send these types to other sites.
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      const headers = { origin: 'https://hub.test', 'content-type': type };
      const init = { method: 'POST', headers, body: JSON.stringify({ query }) };
      expect((await hub.app.handler.fetch('https://hub.test/graphql', init)).status).toBe(415);
    }
  });
});

describe('who has an account', () => {
  test('shows neither in what is done for an address nor in the mail that it gets', async () => {
    const known = await createAccount(pool, { email: 'known@urzad.test', role: 'EDITOR' }, { actor: null, now });
    const gone = await createAccount(pool, { email: 'gone@urzad.test', role: 'EDITOR' }, { actor: null, now });
    if (known === null || gone === null) throw new Error('no account');
    await disableAccount(pool, gone, { actor: null, now });
    const done: string[][] = [];
    for (const email of ['known@urzad.test', 'gone@urzad.test', 'nobody@urzad.test']) {
      const visitor = new Visitor(hub);
      await visitor.get('/account');
      hub.statements();
      await visitor.submit('/account/sign-in', { email });
      done.push(hub.statements());
    }
    expect(done[0]?.length).toBeGreaterThan(0);
    expect(done[1]).toEqual(done[0]);
    expect(done[2]).toEqual(done[0]);
    const texts = await Promise.all(
      ['known@urzad.test', 'nobody@urzad.test'].map(async (email) => (await mail.take(email)).text),
    );
    const [first, second] = texts.map((text) => text.replace(/token=\S+/, ''));
    expect(second).toBe(first);
  });

  test('shows not in what is done for a subscription', async () => {
    const ask = async (email: string): Promise<string[]> => {
      const visitor = new Visitor(hub);
      await visitor.get('/subscriptions');
      hub.statements();
      const { html } = await visitor.submit('/subscriptions', { email, topic: 'CALLS', key: '' });
      return [html, ...hub.statements()];
    };
    const first = await ask('reader@urzad.test');
    const reader = new Visitor(hub);
    await reader.get(linkIn((await mail.take('reader@urzad.test')).text));
    await reader.submit('/subscriptions/confirm');
    expect(await ask('reader@urzad.test')).toEqual(first);
    expect(await ask('stranger@urzad.test')).toEqual(first);
  });
});

describe('a link', () => {
  test('is not found by guessing: the guesses of a network are counted, and none uses another one up', async () => {
    const statuses: number[] = [];
    for (let count = 0; count < 30; count += 1) {
      const token = `${'A'.repeat(40)}${String(count).padStart(3, '0')}`;
      statuses.push((await new Visitor(guarded).send('POST', '/account/confirm', { token })).status);
    }
    expect(statuses.filter((status) => status === 403)).toHaveLength(20);
    expect(statuses.slice(20)).toEqual(Array<number>(10).fill(429));
  });

  test('that is used twice at once signs in once', async () => {
    const visitor = new Visitor(hub);
    await visitor.get('/account');
    await visitor.submit('/account/sign-in', { email: 'twice@urzad.test' });
    const token = linkIn((await mail.take('twice@urzad.test')).text).split('token=')[1] ?? '';
    const copies = [0, 1, 2].map(() => {
      const copy = new Visitor(hub);
      copy.cookies.set('__Host-wezel-browser', visitor.cookies.get('__Host-wezel-browser') ?? '');
      return copy;
    });
    const shown = await Promise.all(copies.map((copy) => copy.send('POST', '/account/confirm', { token })));
    expect(shown.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 403, 403]);
  });

  test('that ends mails does so once: sent again it ends nothing that was asked for later', async () => {
    const subscribe = async (): Promise<string> => {
      const visitor = new Visitor(hub);
      await visitor.get('/subscriptions');
      await visitor.submit('/subscriptions', { email: 'again@urzad.test', topic: 'CALLS', key: '' });
      await visitor.get(linkIn((await mail.take('again@urzad.test')).text));
      await visitor.submit('/subscriptions/confirm');
      const { rows } = await pool.query<{ token: string }>(
        "SELECT token FROM subscriber WHERE email = 'again@urzad.test'",
      );
      return rows[0]?.token ?? '';
    };
    const end = async (token: string): Promise<string> => {
      const init = { method: 'POST', body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) };
      const response = await hub.app.handler.fetch(`https://hub.test/subscriptions/one-click?token=${token}`, init);
      return `${response.status} ${await response.text()}`;
    };
    const former = await subscribe();
    const first = await end(former);
    const present = await subscribe();
    expect(present).not.toBe(former);
    expect(await end(former)).toBe(first);
    const { rows } = await pool.query("SELECT token FROM subscriber WHERE email = 'again@urzad.test'");
    expect(rows).toEqual([{ token: present }]);
  });

  test('leaves no trace in the log', async () => {
    const { rows } = await pool.query<{ token: string }>('SELECT token FROM subscriber LIMIT 1');
    const token = rows[0]?.token ?? '';
    const before = lines.length;
    expect((await new Visitor(hub).get(`/subscriptions/${token}`)).status).toBe(200);
    const logged = lines.slice(before).join('');
    expect(logged).toContain('/subscriptions/');
    expect(logged).not.toContain(token);
  });
});

describe('at once', () => {
  const call = 'race-2026';
  const criteria = 'novel | 1 | Nowatorska | Novel';
  /** The codes of what is wrong; empty when it was done. */
  const act = async (who: keyof typeof people, mutation: string): Promise<string[]> => {
    const { data } = await people[who].visitor.graphql(`mutation { done: ${mutation} { userErrors { code } } }`);
    const done = data?.['done'] as { userErrors: { code: string }[] } | undefined;
    return (done?.userErrors ?? [{ code: 'NO_DATA' }]).map(({ code }) => code);
  };
  const submitted = async (who: 'clerk' | 'colleague' | 'other', slug = call): Promise<void> => {
    const names = `call: "${slug}", office: "${offices[who]}"`;
    await act(who, `saveApplication(${names}, answers: { about: "${who}" }, version: 0)`);
    expect(await act(who, `submitApplication(${names})`)).toEqual([]);
  };

  test('two colleagues withdraw: one has done it', async () => {
    now = new Date('2026-06-15T12:00:00Z');
    const questions = 'about | text | no | Opis | Description | 500';
    await openCall(people.editor.visitor, {
      slug: call,
      questions,
      criteria,
      admission: 'REVIEW',
      capacity: '1',
      reviewsNeeded: '1',
    });
    await submitted('clerk');
    const withdraw = `withdrawApplication(call: "${call}", office: "${offices.clerk}")`;
    const outcomes = await Promise.all([act('clerk', withdraw), act('colleague', withdraw)]);
    expect(outcomes.toSorted()).toEqual([[], ['NOT_POSSIBLE']]);
    const { rows } = await pool.query("SELECT count(*)::int AS acts FROM audit_entry WHERE action = 'call.withdrawn'");
    expect(rows).toEqual([{ acts: 1 }]);
  });

  test('one submits and a colleague withdraws: there is one submission in force, or none', async () => {
    const names = `call: "${call}", office: "${offices.clerk}"`;
    for (let round = 0; round < 5; round += 1) {
      await Promise.all([
        act('clerk', `submitApplication(${names})`),
        act('colleague', `withdrawApplication(${names})`),
      ]);
      const { rows } = await pool.query<{ inForce: number; sequences: number[] }>(
        `SELECT count(*) FILTER (WHERE withdrawn_at IS NULL)::int AS "inForce", array_agg(sequence ORDER BY sequence) AS sequences
          FROM call_submission WHERE call_slug = $1`,
        [call],
      );
      expect(rows[0]?.inForce).toBeLessThanOrEqual(1);
      expect(rows[0]?.sequences).toEqual(rows[0]?.sequences.map((_sequence, index) => index + 1));
    }
    await act('clerk', `submitApplication(${names})`);
    await submitted('other');
  });

  test('the call closes while offices submit: what comes at the moment of the close is outside', async () => {
    const questions = 'about | text | no | Opis | Description | 500';
    await openCall(people.editor.visitor, { slug: 'closing-2026', questions });
    for (const who of ['clerk', 'other'] as const) {
      const names = `call: "closing-2026", office: "${offices[who]}"`;
      await act(who, `saveApplication(${names}, answers: { about: "x" }, version: 0)`);
    }
    const submit = (who: 'clerk' | 'other') =>
      act(who, `submitApplication(call: "closing-2026", office: "${offices[who]}")`);
    now = new Date('2026-06-15T17:59:59.999Z');
    const before = submit('clerk');
    // The moment of a request is that at which it was read.
    await new Promise((resolve) => setImmediate(resolve));
    const early = await before;
    now = new Date('2026-06-15T18:00:00Z');
    expect([early, await submit('other')]).toEqual([[], ['NOT_OPEN']]);
    const { rows } = await pool.query(
      "SELECT office_id AS office FROM call_submission WHERE call_slug = 'closing-2026'",
    );
    expect(rows).toEqual([{ office: offices.clerk }]);
  });

  test('two editors accept two submissions to one place: one is accepted; both publish: there is one release', async () => {
    now = new Date('2026-06-15T19:00:00Z');
    const { rows } = await pool.query<{ sequence: number }>(
      'SELECT sequence FROM call_submission WHERE call_slug = $1 AND withdrawn_at IS NULL ORDER BY sequence',
      [call],
    );
    const [first, second] = rows.map(({ sequence }) => sequence);
    for (const sequence of [first, second]) {
      const names = `call: "${call}", submission: ${sequence}`;
      expect(await act('editor', `assignReviewer(${names}, email: "second@urzad.test")`)).toEqual([]);
      expect(await act('second', `declareReview(${names})`)).toEqual([]);
      const scores = '[{ criterion: "novel", score: 4, reason: "Tak" }]';
      expect(await act('second', `saveReview(${names}, scores: ${scores}, version: 0)`)).toEqual([]);
      expect(await act('second', `completeReview(${names})`)).toEqual([]);
    }
    const accept = (who: 'editor' | 'second', sequence: number | undefined) =>
      act(who, `decideSubmission(call: "${call}", submission: ${sequence}, outcome: ACCEPTED, reasons: "Tak")`);
    const outcomes = await Promise.all([accept('editor', first), accept('second', second)]);
    expect(outcomes.toSorted()).toEqual([[], ['CAPACITY_REACHED']]);
    const declined = outcomes[0]?.length === 0 ? second : first;
    const decline = `decideSubmission(call: "${call}", submission: ${declined}, outcome: DECLINED, reasons: "Nie")`;
    expect(await act('editor', decline)).toEqual([]);
    const releases = async (): Promise<number> =>
      Number((await pool.query('SELECT max(number) AS n FROM release')).rows[0]?.n);
    const before = await releases();
    const results = `publishResults(call: "${call}")`;
    await Promise.all([act('editor', results), act('second', results)]);
    expect(await releases()).toBe(before + 1);
    for (const who of ['clerk', 'other']) await mail.take(`${who}@urzad.test`, 'Uzasadnienie');
    expect(mail.received.filter(({ text }) => text.includes('Uzasadnienie'))).toHaveLength(2);
  });
});

test('an editor who acts for the office that applied does not decide of it', async () => {
  now = new Date('2026-06-15T12:00:00Z');
  const slug = 'own-2026';
  const questions = 'about | text | no | Opis | Description | 500';
  const criteria = 'novel | 1 | Nowatorska | Novel';
  await openCall(people.editor.visitor, { slug, questions, criteria, admission: 'REVIEW', reviewsNeeded: '1' });
  const names = `call: "${slug}", office: "${offices.other}"`;
  await people.other.visitor.graphql(
    `mutation { saveApplication(${names}, answers: { about: "x" }, version: 0) { userErrors { code } }
      submitApplication(${names}) { userErrors { code } } }`,
  );
  await pool.query("UPDATE account SET role = 'EDITOR' WHERE id = $1", [people.other.accountId]);
  now = new Date('2026-06-15T19:00:00Z');
  const decide = `mutation { decideSubmission(call: "${slug}", submission: 1, outcome: DECLINED, reasons: "x") { userErrors { code } } }`;
  expect((await people.other.visitor.graphql(decide)).data).toEqual({
    decideSubmission: { userErrors: [{ code: 'CONFLICT_OF_INTEREST' }] },
  });
});
