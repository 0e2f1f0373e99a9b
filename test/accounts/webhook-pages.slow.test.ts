/** `/account/webhooks`: added, watched and deleted on pages, in both languages, without JavaScript; the API shows the same. */
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { WebhookFailed } from '#http/jobs/webhook-request.ts';
import { startHub } from '../harness/hub.ts';
import { startMailServer } from '../harness/mail-server.ts';
import { addPeople, type TestPerson } from '../harness/people.ts';

const mail = await startMailServer();
const now = new Date('2026-06-15T12:00:00Z');
const sent: { readonly url: string; readonly secret: string }[] = [];
/** What the next requests get; a number is a status. Without any, 200. */
const answers: (number | Error)[] = [];
const hub = await startHub({
  smtpUrl: mail.url,
  clock: () => now,
  news: {
    transport: {
      send: async ({ url, secret }) => {
        sent.push({ url, secret });
        const answer = answers.shift() ?? 200;
        if (answer instanceof Error) throw answer;
        return answer;
      },
    },
  },
});
const page = '/account/webhooks';
let people: Readonly<Record<'clerk' | 'other', TestPerson>>;
let own = '';
let secret = '';
let published = 0;

beforeAll(async () => {
  people = await addPeople(hub, mail, now, { clerk: { role: 'CONTRIBUTOR' }, other: { role: 'CONTRIBUTOR' } });
});

/** A new practice is a release, whose number is returned. */
async function publish(): Promise<number> {
  published += 1;
  const practice = { slug: `hooked-${published}`, title: `Praktyka ${published}` };
  const asOf = `2026-05-${String(published).padStart(2, '0')}`;
  await hub.load('practices', `${published}.json`, JSON.stringify({ asOf, practices: [practice] }));
  return (await hub.ask<{ release: { number: number } }>('{ release { number } }')).release.number;
}

async function rowOf(release: number, text: string): Promise<string> {
  return vi.waitFor(async () => {
    const { html } = await people.clerk.visitor.get(own);
    const row = html.split('<tr>').find((one) => one.includes(`href="/releases/${release}"`)) ?? '';
    expect(row).toContain(text);
    return row;
  }, 60_000);
}

describe('a new webhook', () => {
  test('is for accounts, and linked from the page of the account and from that of news', async () => {
    const { visitor } = people.clerk;
    expect((await visitor.get('/account')).html).toContain(`href="${page}"`);
    expect((await visitor.get('/en/subscriptions')).html).toContain(`href="/en${page}"`);
    expect((await hub.app.handler.fetch(`https://hub.test${page}`)).status).toBe(401);
  });

  test.for([
    'http://site.example/hook',
    'https://user:pass@site.example',
    'nonsense',
    `https://x.example/${'x'.repeat(500)}`,
  ])('is no address "%s", which the page says at the field', async (address) => {
    const { visitor } = people.clerk;
    await visitor.get(page);
    const shown = await visitor.submit(page, { address });
    expect(shown.status).toBe(400);
    expect(shown.html).toContain('aria-invalid="true"');
    expect(shown.html).toContain('To nie jest adres https');
  });

  test('shows its secret once, with which it is signed', async () => {
    const { visitor } = people.clerk;
    await visitor.get(page);
    const shown = await visitor.submit(page, { address: 'https://site.example/hook' });
    expect(shown.status).toBe(200);
    secret = /whsec_[A-Za-z0-9+/=]+/.exec(shown.html)?.[0] ?? '';
    expect(secret).toHaveLength(38);
    own = /href="(\/account\/webhooks\/[\da-f-]{36})"/.exec(shown.html)?.[1] ?? '';
    for (const path of [page, own, `/en${own}`]) {
      const { html, status } = await visitor.get(path);
      expect(status).toBe(200);
      expect(html).toContain('https://site.example/hook');
      expect(html).not.toContain('whsec_');
    }
    expect((await visitor.get(own)).html).toContain('Nie było jeszcze żadnego');
  });
});

describe('its announcements', () => {
  test('are shown as delivered', async () => {
    const release = await publish();
    expect(await rowOf(release, 'dostarczono')).toContain('HTTP 200');
    expect(sent).toEqual([{ url: 'https://site.example/hook', secret }]);
    expect((await people.clerk.visitor.get(page)).html).toContain('dostarczono');
    expect((await people.clerk.visitor.get(`/en${own}`)).html).toContain('Delivered');
  });

  test('are shown with why they failed, and come again', async () => {
    answers.push(new WebhookFailed('PRIVATE_NETWORK', 'The address is inside a private network'), 503);
    const release = await publish();
    expect(await rowOf(release, 'będzie wysłane ponownie')).toContain('adres w sieci prywatnej');
    expect(await rowOf(release, 'HTTP 503')).toContain('<td>2</td>');
    expect(await rowOf(release, 'dostarczono')).toContain('<td>3</td>');
  });

  test('end with "410 Gone", which disables it', async () => {
    answers.push(410);
    const release = await publish();
    expect(await rowOf(release, 'nie dostarczono')).toContain('HTTP 410');
    expect((await people.clerk.visitor.get(page)).html).toContain('410 Gone');
  });

  test('are what the API has', async () => {
    const { data } = await people.clerk.visitor.graphql(
      '{ viewer { webhooks { nodes { deliveries { release state attempts status failure } } } } }',
    );
    const releases = hub.database.pool.query<{ number: number }>('SELECT max(number) AS number FROM release');
    const [{ number } = { number: 0 }] = (await releases).rows;
    expect(data).toEqual({
      viewer: {
        webhooks: {
          nodes: [
            {
              deliveries: [
                { release: number, state: 'FAILED', attempts: 1, status: 410, failure: 'STATUS' },
                { release: number - 1, state: 'DELIVERED', attempts: 3, status: 200, failure: null },
                { release: number - 2, state: 'DELIVERED', attempts: 1, status: 200, failure: null },
              ],
            },
          ],
        },
      },
    });
  });
});

test('is of its account alone', async () => {
  const { visitor } = people.other;
  expect((await visitor.get(own)).status).toBe(404);
  const csrf = /name="csrf" value="([^"]*)"/.exec((await visitor.get('/account')).html)?.[1] ?? '';
  expect((await visitor.send('POST', `${own}/delete`, { csrf })).status).toBe(404);
  expect((await people.clerk.visitor.get(own)).status).toBe(200);
});

test('five are the most, which the page says', async () => {
  const { visitor } = people.other;
  for (const number of [1, 2, 3, 4, 5]) {
    await visitor.get(page);
    await visitor.submit(page, { address: `https://other.example/${number}` });
  }
  const { html } = await visitor.get(page);
  expect(html).toContain('najwyżej 5 webhooków');
  expect(html).not.toContain('name="address"');
});

test('is deleted with a button; what waited for it is not sent any more', async () => {
  const { visitor } = people.other;
  const { html } = await visitor.get(page);
  const [first = ''] = [...html.matchAll(/href="(\/account\/webhooks\/[\da-f-]{36})"/g)].map(([, href]) => href ?? '');
  answers.push(...Array.from({ length: 5 }, () => 500));
  const before = sent.length;
  await publish();
  await vi.waitFor(() => expect(sent.length).toBe(before + 5), 60_000);
  await visitor.get(first);
  const after = await visitor.submit(`${first}/delete`);
  expect(after.path).toBe(page);
  expect(after.html).not.toContain(first);
  // The other four come again.
  const deleted = 'https://other.example/1';
  await vi.waitFor(() => expect(sent.length).toBe(before + 9), 60_000);
  expect(sent.slice(before + 5).map(({ url }) => url)).not.toContain(deleted);
  const { rows } = await hub.database.pool.query<{ count: string }>(
    'SELECT count(*) FROM webhook_delivery WHERE webhook_id = $1',
    [first.split('/').at(-1)],
  );
  expect(rows[0]?.count).toBe('0');
});
