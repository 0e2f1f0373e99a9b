/** Nothing is sent to a webhook that is disabled, or whose account is: what waited for it has failed. */
import { beforeAll, expect, test, vi } from 'vitest';
import { disableAccount, findAccountById } from '#accounts';
import { inTransaction } from '#platform/database/transaction.ts';
import { webhookSecret } from '#subscriptions';
import { startHub } from '../harness/hub.ts';
import { startMailServer } from '../harness/mail-server.ts';
import { addPeople, type TestPerson } from '../harness/people.ts';

const mail = await startMailServer();
const now = new Date('2026-06-15T12:00:00Z');
let gone = 0;
const hub = await startHub({
  smtpUrl: mail.url,
  clock: () => now,
  news: {
    transport: { send: async ({ body }) => ((JSON.parse(body) as Announcement).data.number === gone ? 410 : 500) },
  },
});
const { pool } = hub.database;
let people: Readonly<Record<'clerk' | 'other', TestPerson>>;

interface Announcement {
  readonly data: { readonly number: number };
}

beforeAll(async () => {
  people = await addPeople(hub, mail, now, { clerk: { role: 'CONTRIBUTOR' }, other: { role: 'CONTRIBUTOR' } });
});

async function addWebhook({ visitor }: TestPerson): Promise<string> {
  const { data } = await visitor.graphql(
    'mutation { createWebhook(address: "https://site.example/hook") { webhook { webhookId } } }',
  );
  return (data as { createWebhook: { webhook: { webhookId: string } } }).createWebhook.webhook.webhookId;
}

async function publish(slug: string, asOf: string): Promise<void> {
  const practices = [{ slug, title: `Praktyka ${slug}` }];
  await hub.load('practices', `${slug}.json`, JSON.stringify({ asOf, practices }));
}

const states = async (): Promise<string[]> => {
  const listed = '{ viewer { webhooks { nodes { deliveries { state } } } } }';
  const { data } = await people.clerk.visitor.graphql(listed);
  const { webhooks } = (data as { viewer: { webhooks: { nodes: { deliveries: { state: string }[] }[] } } }).viewer;
  return webhooks.nodes.flatMap(({ deliveries }) => deliveries.map(({ state }) => state));
};

test('what is not delivered when the address is gone has failed, through the API and on the pages', async () => {
  const id = await addWebhook(people.clerk);
  await publish('first', '2026-05-01');
  await vi.waitFor(async () => expect(await states()).toEqual(['RETRYING']), 60_000);
  const { rows } = await pool.query<{ number: number }>('SELECT max(number) AS number FROM release');
  gone = (rows[0]?.number ?? 0) + 1;
  await publish('second', '2026-05-02');
  await vi.waitFor(async () => expect(await states()).toEqual(['FAILED', 'FAILED']), 60_000);
  const { html } = await people.clerk.visitor.get(`/account/webhooks/${id}`);
  expect(html.split('<td>nie dostarczono</td>')).toHaveLength(3);
  expect(html).not.toContain('będzie wysłane ponownie');
});

test('what was enqueued for an account is not sent once it is disabled', async () => {
  const { accountId } = people.other;
  const id = await addWebhook(people.other);
  expect(await webhookSecret(pool, id)).toMatch(/^whsec_/);
  await inTransaction(pool, async (client) => {
    const account = await findAccountById(client, accountId);
    if (account !== null) await disableAccount(client, account, { actor: null, now });
  });
  expect(await webhookSecret(pool, id)).toBeNull();
});
