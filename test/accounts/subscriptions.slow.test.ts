/** Mails and webhooks of what is new: double opt-in, one mail a day, one click to end them. */
import { createHmac } from 'node:crypto';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { signedHeaders } from '#http/jobs/webhook-request.ts';
import { startHub } from '../harness/hub.ts';
import { startMailServer } from '../harness/mail-server.ts';
import { linkIn, signIn, Visitor } from '../harness/visitor.ts';

const mail = await startMailServer();
let now = new Date('2026-06-15T12:00:00Z');
interface Sent {
  readonly url: string;
  readonly messageId: string;
  readonly body: string;
}
const sent: Sent[] = [];
const statuses: number[] = [];
const hub = await startHub({
  smtpUrl: mail.url,
  clock: () => now,
  news: {
    transport: {
      send: async ({ url, messageId, body }) => {
        sent.push({ url, messageId, body });
        return statuses.shift() ?? 200;
      },
    },
  },
});
const { pool } = hub.database;
const reader = 'reader@urzad.test';
let day = 1;

/** A new practice is a release. */
async function publish(slug: string): Promise<void> {
  const practice = { slug, title: `Praktyka ${slug}`, topics: [] };
  day += 1;
  await hub.load(
    'practices',
    `${slug}.json`,
    JSON.stringify({ asOf: `2026-05-${String(day).padStart(2, '0')}`, practices: [practice] }),
  );
}

async function ask(email: string, topic: string, key = '') {
  const visitor = new Visitor(hub);
  await visitor.get('/subscriptions');
  return { visitor, shown: await visitor.submit('/subscriptions', { email, topic, key }) };
}

async function subscribed(email: string, topic: string, key = ''): Promise<void> {
  const { visitor } = await ask(email, topic, key);
  await visitor.get(linkIn((await mail.take(email)).text));
  const shown = await visitor.submit('/subscriptions/confirm');
  if (!shown.html.includes('Potwierdzono')) throw new Error(shown.html);
}

const newsTo = (email: string) =>
  mail.received.filter(({ to, subject }) => to === email && subject.includes('nowości'));

beforeAll(() => subscribed(reader, 'PRACTICES'));

describe('a subscription', () => {
  test('begins only once the mailbox confirms it, with a button', async () => {
    const other = 'victim@urzad.test';
    const { visitor, shown } = await ask(other, 'CALLS');
    expect(shown.status).toBe(200);
    const link = linkIn((await mail.take(other)).text);
    await visitor.get(link);
    const { rows } = await pool.query('SELECT 1 FROM subscription WHERE confirmed_at IS NOT NULL AND topic = $1', [
      'CALLS',
    ]);
    expect(rows).toEqual([]);
    expect((await visitor.submit('/subscriptions/confirm')).html).toContain('Potwierdzono');
    await visitor.get(link);
    expect((await visitor.submit('/subscriptions/confirm')).status).toBe(404);
  });

  test('says the same whether the address subscribes already, and sends it nothing then', async () => {
    const before = mail.received.length;
    const known = (await ask(reader, 'PRACTICES')).shown;
    const unknown = (await ask('new@urzad.test', 'PRACTICES')).shown;
    await mail.take('new@urzad.test');
    expect(known.html).toBe(unknown.html);
    expect(mail.received.length).toBe(before + 1);
  });

  test.for([
    ['no-mail', 'CALLS', ''],
    ['a@urzad.test', 'METRIC', 'no-such'],
    ['a@urzad.test', 'DATASET', 'no-such'],
    ['a@urzad.test', 'UNIT', ''],
    ['a@urzad.test', 'CALLS', 'x'],
  ] as const)('says at the field what is wrong: %s %s %s', async ([email, topic, key]) => {
    const { shown } = await ask(email, topic, key);
    expect(shown.status).toBe(400);
    expect(shown.html).toContain('aria-invalid');
  });

  test('cannot be used to flood a mailbox', async () => {
    now = new Date(now.getTime() + 61 * 60_000);
    const before = mail.received.length;
    for (const key of ['02', '04', '06', '08', '10', '12', '14']) await ask('flooded@urzad.test', 'UNIT', key);
    const count = (): number => mail.received.length - before;
    await vi.waitFor(() => expect(count()).toBeGreaterThan(0));
    expect(count()).toBeLessThanOrEqual(5);
    now = new Date(now.getTime() + 61 * 60_000);
    // To ask for the same again and again sends no more, be it one by one or at once.
    for (const keys of [['', '', '', '', '', '', ''], Array<string>(10).fill('')]) {
      const address = `again${keys.length}@urzad.test`;
      if (keys.length === 10) await Promise.all(keys.map((key) => ask(address, 'CALLS', key)));
      else for (const key of keys) await ask(address, 'CALLS', key);
      const toAddress = () => mail.received.filter(({ to }) => to === address);
      await vi.waitFor(() => expect(toAddress()).toHaveLength(5));
    }
    now = new Date(now.getTime() + 61 * 60_000);
  });

  test('is asked for through the API, too', async () => {
    const mutation = `mutation ($email: String!) { subscribe(email: $email, topic: CALLS, lang: EN) { isDone userErrors { code path } } }`;
    expect(await hub.ask(mutation, { email: 'api@urzad.test' })).toEqual({
      subscribe: { isDone: true, userErrors: [] },
    });
    const { text } = await mail.take('api@urzad.test');
    expect(text).toContain('/en/subscriptions/confirm');
    const act = (called: string) => hub.ask(`mutation { done: ${called} { userErrors { code path } } }`);
    const wrong = { done: { userErrors: [{ code: 'WRONG_LINK', path: ['token'] }] } };
    const done = { done: { userErrors: [] } };
    const token = linkIn(text).split('token=')[1] ?? '';
    expect(await act(`confirmSubscription(token: "${'A'.repeat(43)}")`)).toEqual(wrong);
    expect(await act(`confirmSubscription(token: "${token}")`)).toEqual(done);
    expect(await act(`confirmSubscription(token: "${token}")`)).toEqual(wrong);
    const { rows } = await pool.query<{ token: string; id: string }>(
      "SELECT r.token, s.id FROM subscriber r JOIN subscription s ON s.subscriber_id = r.id WHERE r.email = 'api@urzad.test'",
    );
    const [own = { token: '', id: '' }] = rows;
    expect(await act(`endSubscription(token: "${token}", subscription: "${own.id}")`)).toEqual(wrong);
    expect(await act(`endSubscription(token: "${own.token}", subscription: "x")`)).toEqual(wrong);
    expect(await act(`endSubscription(token: "${own.token}", subscription: "${own.id}")`)).toEqual(done);
    expect(await act(`endSubscription(token: "${own.token}")`)).toEqual(done);
    expect((await pool.query("SELECT 1 FROM subscriber WHERE email = 'api@urzad.test'")).rows).toEqual([]);
    expect(await hub.ask(mutation, { email: 'nonsense' })).toMatchObject({
      subscribe: { userErrors: [{ code: 'NOT_AN_ADDRESS', path: ['email'] }] },
    });
  });
});

describe('news', () => {
  test('come as one mail a day, with both ways to end them', async () => {
    await publish('news-one');
    await vi.waitFor(() => expect(newsTo(reader)).toHaveLength(1), 20_000);
    const [first] = newsTo(reader);
    expect(first?.text).toContain('https://hub.test/practices/news-one');
    expect(first?.header('List-Unsubscribe-Post')).toContain('List-Unsubscribe=One-Click');
    expect(first?.header('List-Unsubscribe')).toMatch(
      /<https:\/\/hub\.test\/subscriptions\/one-click\?token=[\w-]{43}>/,
    );
    await publish('news-two');
    await publish('news-three');
    now = new Date(now.getTime() + 24 * 60 * 60_000);
    await publish('news-four');
    await vi.waitFor(() => expect(newsTo(reader)).toHaveLength(2), 20_000);
    const second = newsTo(reader)[1]?.text ?? '';
    // The mail of the day before has told of the first; the fourth may be the next day's.
    for (const slug of ['news-two', 'news-three']) expect(second).toContain(`/practices/${slug}`);
    expect(second).not.toContain('news-one');
  });

  test('are of what was asked for alone', async () => {
    await subscribed('units@urzad.test', 'UNIT', '0202021');
    await subscribed('region@urzad.test', 'PRACTICES', '02');
    now = new Date(now.getTime() + 24 * 60 * 60_000);
    const practice = {
      slug: 'in-region',
      title: 'W regionie',
      offices: [{ role: 'OWNER', office: { id: 'jst-020202' } }],
    };
    await hub.load('practices', 'region.json', JSON.stringify({ asOf: '2026-06-01', practices: [practice] }));
    await vi.waitFor(() => expect(newsTo('region@urzad.test')).toHaveLength(1), 20_000);
    expect(newsTo('units@urzad.test')).toEqual([]);
    now = new Date(now.getTime() + 24 * 60 * 60_000);
    await publish('elsewhere');
    await vi.waitFor(() => expect(newsTo(reader).at(-1)?.text).toContain('elsewhere'), 20_000);
    expect(newsTo('region@urzad.test')).toHaveLength(1);
  });

  test('end with one click of the mailbox, which has no cookie and no Origin', async () => {
    const header = newsTo(reader).at(-1)?.header('List-Unsubscribe').replaceAll(/\s/g, '') ?? '';
    const link = /<(https:[^>]*)>/.exec(header)?.[1] ?? '';
    const shown = await hub.app.handler.fetch(link);
    expect(shown.status).toBe(303);
    const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' });
    expect((await hub.app.handler.fetch(link, { method: 'POST', body })).status).toBe(200);
    const { rows } = await pool.query('SELECT 1 FROM subscriber WHERE email = $1', [reader]);
    expect(rows).toEqual([]);
    expect((await hub.app.handler.fetch(link, { method: 'POST', body })).status).toBe(200);
    const other = link.replace(/token=.{5}/, 'token=AAAAA');
    expect((await hub.app.handler.fetch(other, { method: 'POST', body })).status).toBe(200);
    expect((await pool.query('SELECT 1 FROM subscriber WHERE email = $1', ['region@urzad.test'])).rows).toHaveLength(1);
  });

  test('are changed on a page that only who has a mail knows', async () => {
    const { rows } = await pool.query<{ token: string }>('SELECT token FROM subscriber WHERE email = $1', [
      'region@urzad.test',
    ]);
    const page = `/subscriptions/${rows[0]?.token}`;
    const visitor = new Visitor(hub);
    expect((await visitor.get(page)).html).toContain('nowe praktyki 02');
    expect((await visitor.submit(`${page}/end`)).html).not.toContain('nowe praktyki 02');
    await visitor.submit(`${page}/end`);
    expect((await visitor.get(page)).status).toBe(404);
    expect((await visitor.get('/subscriptions/AAAA')).status).toBe(404);
  });
});

describe('a webhook', () => {
  const create =
    'mutation ($url: String!) { createWebhook(address: $url) { secret webhook { webhookId address } userErrors { code } } }';

  test('takes https addresses of accounts alone', async () => {
    const clerk = await signIn(hub, mail, 'clerk@urzad.test');
    for (const url of ['http://site.example/hook', 'ftp://site.example', 'https://user:pass@site.example', 'x']) {
      const { data } = await clerk.graphql(create, { url });
      expect(data).toMatchObject({ createWebhook: { secret: null, userErrors: [{ code: 'NOT_AN_ADDRESS' }] } });
    }
  });

  test('hears of each release once, and again until it answers', async () => {
    const clerk = await signIn(hub, mail, 'clerk@urzad.test');
    const { data } = await clerk.graphql(create, { url: 'https://site.example/hook' });
    expect(data).toMatchObject({ createWebhook: { secret: expect.stringMatching(/^whsec_/), userErrors: [] } });
    statuses.push(500);
    await publish('hooked');
    await vi.waitFor(() => expect(sent).toHaveLength(2), 30_000);
    expect(sent[0]).toEqual(sent[1]);
    const { release } = await hub.ask<{ release: { number: number } }>('{ release { number } }');
    expect(JSON.parse(sent[0]?.body ?? '')).toMatchObject({
      type: 'release.published',
      data: { number: release.number, url: `https://hub.test/releases/${release.number}` },
    });
    statuses.push(410);
    await publish('gone');
    await vi.waitFor(async () => {
      const shown = await clerk.graphql('{ viewer { webhooks { nodes { webhookId disabledAt } } } }');
      expect(JSON.stringify(shown.data)).toMatch(/"disabledAt":"2026/);
    }, 30_000);
    const other = await signIn(hub, mail, 'other@urzad.test');
    const id = (data as { createWebhook: { webhook: { webhookId: string } } }).createWebhook.webhook.webhookId;
    const stolen = await other.graphql(`mutation { deleteWebhook(webhookId: "${id}") { userErrors { code } } }`);
    expect(stolen.data).toMatchObject({ deleteWebhook: { userErrors: [{ code: 'NOT_FOUND' }] } });
  }, 90_000);

  test('is signed as Standard Webhooks has it', () => {
    const secret = `whsec_${Buffer.from('a secret of some bytes').toString('base64')}`;
    const headers = signedHeaders({ secret, messageId: 'id', body: '{}' }, new Date(1_000_000));
    const expected = createHmac('sha256', 'a secret of some bytes').update('id.1000.{}').digest('base64');
    expect(headers).toMatchObject({
      'webhook-id': 'id',
      'webhook-timestamp': '1000',
      'webhook-signature': `v1,${expected}`,
    });
  });
});
