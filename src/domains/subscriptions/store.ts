/** Subscriptions in the database: wanted, confirmed through the mailbox, ended. Each needs a transaction. */
import { randomUUID } from 'node:crypto';
import { type Compilable, sql } from 'kysely';
import type { ClientBase } from 'pg';
import { lockInTransaction } from '#platform/database/advisory-lock.ts';
import { execute, query, type SqlReader } from '#platform/database/index.ts';
import { latestRelease } from '#platform/releases/latest.ts';
import { hashOf, newToken } from '#platform/secrets.ts';
import { datasetTypes, type Subscriber, type Subscription, type Wanted } from './model.ts';
import { storedForms } from './tokens.ts';

type Queryable = Pick<ClientBase, 'query'>;

const hourMs = 60 * 60 * 1_000;
const rates = { network: 20, address: 5 } as const;
/** A link in a mail that nobody opens leads to nothing after this. */
const confirmMs = 7 * 24 * hourMs;

export interface SubscribeRequest extends Wanted {
  readonly email: string;
  readonly language: 'pl' | 'en';
  readonly network: string;
  readonly now: Date;
}

export type SubscribeOutcome =
  | { readonly status: 'REQUESTED'; readonly token: string }
  /** It is confirmed already, or requested too often: nothing is sent, and the requester cannot tell it from REQUESTED. */
  | { readonly status: 'SILENT' }
  | { readonly status: 'UNKNOWN_KEY' | 'TOO_MANY' };

export async function subscribe(client: Queryable, request: SubscribeRequest): Promise<SubscribeOutcome> {
  const { email, language, topic, key, network, now } = request;
  if (!(await isKnown(client, request))) return { status: 'UNKNOWN_KEY' };
  const networkHash = hashOf(network);
  const since = new Date(now.getTime() - hourMs);
  // To ask for the same again sends a mail again, and is counted as well.
  const recent = query
    .selectFrom('subscription')
    .select(({ fn }) => fn.sum<string | null>('requests').as('requests'))
    .where('created_at', '>', since);
  const countOf = async (counted: typeof recent): Promise<number> =>
    Number((await execute(client, counted))[0]?.requests ?? 0);
  await lockInTransaction(client, `subscriptions of ${networkHash}`);
  if ((await countOf(recent.where('network_hash', '=', networkHash))) >= rates.network) return { status: 'TOO_MANY' };
  const subscriberId = await subscriberOf(client, { email, language, now });
  const unconfirmed = recent.where('subscriber_id', '=', subscriberId).where('confirmed_at', 'is', null);
  if ((await countOf(unconfirmed)) >= rates.address) return { status: 'SILENT' };
  const token = newToken();
  const open = { confirm_hash: hashOf(token), network_hash: networkHash, created_at: now };
  const requests = sql<number>`CASE WHEN subscription.created_at > ${since} THEN subscription.requests + 1 ELSE 1 END`;
  const written = await execute(
    client,
    query
      .insertInto('subscription')
      .values({ id: randomUUID(), subscriber_id: subscriberId, topic, key, ...open })
      .onConflict((conflict) =>
        conflict
          .columns(['subscriber_id', 'topic', 'key'])
          .doUpdateSet({ ...open, requests })
          .where('subscription.confirmed_at', 'is', null),
      )
      .returning('id'),
  );
  return written.length === 0 ? { status: 'SILENT' } : { status: 'REQUESTED', token };
}

async function subscriberOf(
  client: Queryable,
  { email, language, now }: Pick<SubscribeRequest, 'email' | 'language' | 'now'>,
): Promise<string> {
  const row = { id: randomUUID(), email, language, token: newToken(), created_at: now };
  const [subscriber] = await execute(
    client,
    query
      .insertInto('subscriber')
      .values({ ...row, sent_through: await latestRelease(client) })
      // An update that changes nothing, so that the row comes back.
      .onConflict((conflict) => conflict.column('email').doUpdateSet({ email }))
      .returning('id'),
  );
  return subscriber?.id ?? '';
}

const keys: Readonly<Partial<Record<Wanted['topic'], (key: string) => readonly Compilable<unknown>[]>>> = {
  PRACTICES: (key) => [
    query.selectFrom('topic').select('slug').where('slug', '=', key),
    query.selectFrom('territorial_unit_version').select('terc').where('terc', '=', key).limit(1),
  ],
  METRIC: (key) => [query.selectFrom('metric').select('code').where('code', '=', key)],
  UNIT: (key) => [query.selectFrom('territorial_unit_version').select('terc').where('terc', '=', key).limit(1)],
};

async function isKnown(client: SqlReader, { topic, key }: Wanted): Promise<boolean> {
  if (topic === 'DATASET') return Object.hasOwn(datasetTypes, key);
  if (topic === 'CALLS') return key === '';
  if (key === '') return topic === 'PRACTICES';
  for (const statement of keys[topic]?.(key) ?? []) {
    if ((await execute(client, statement)).length > 0) return true;
  }
  return false;
}

/** From the mailbox. What is published from then on is written of. */
export async function confirmSubscription(client: Queryable, token: string, now: Date): Promise<Wanted | null> {
  const [confirmed] = await execute(
    client,
    query
      .updateTable('subscription')
      .set({ confirmed_at: now, confirm_hash: null, network_hash: null })
      .where('confirm_hash', '=', hashOf(token))
      .where('created_at', '>', new Date(now.getTime() - confirmMs))
      .returning(['topic', 'key', 'subscriber_id as subscriberId']),
  );
  if (confirmed === undefined) return null;
  // Their mailbox works, and releases before the first subscription are not news.
  const others = await execute(
    client,
    query
      .selectFrom('subscription')
      .select('id')
      .where('subscriber_id', '=', confirmed.subscriberId)
      .where('confirmed_at', 'is not', null),
  );
  const first = others.length === 1 ? { sent_through: await latestRelease(client) } : {};
  const change = { bounced_at: null, ...first };
  await execute(client, query.updateTable('subscriber').set(change).where('id', '=', confirmed.subscriberId));
  return { topic: confirmed.topic, key: confirmed.key };
}

const subscribers = query
  .selectFrom('subscriber')
  .select(['id', 'email', 'language', 'token', 'sent_through as sentThrough']);

export async function findSubscriber(client: SqlReader, token: string): Promise<Subscriber | null> {
  const [found] = await execute(client, subscribers.where('token', 'in', storedForms(token)));
  return (found as Subscriber | undefined) ?? null;
}

export async function subscriptionsOf(client: SqlReader, subscriberId: string): Promise<Subscription[]> {
  return execute(
    client,
    query
      .selectFrom('subscription')
      .select(['id', 'topic', 'key', 'confirmed_at as confirmedAt'])
      .where('subscriber_id', '=', subscriberId)
      .where('confirmed_at', 'is not', null)
      .orderBy('created_at'),
  );
}

export async function endSubscription(client: Queryable, token: string, id: string): Promise<boolean> {
  const subscriber = await findSubscriber(client, token);
  if (subscriber === null) return false;
  const statement = query.deleteFrom('subscription').where('subscriber_id', '=', subscriber.id).where('id', '=', id);
  return (await execute(client, statement.returning('id'))).length > 0;
}

/** Of an address nothing stays. */
export async function endAll(client: Queryable, token: string): Promise<boolean> {
  const own = query.deleteFrom('subscriber').where('token', 'in', storedForms(token));
  const ended = await execute(client, own.returning('id'));
  return ended.length > 0;
}

export async function noteBounce(client: Queryable, email: string, now: Date): Promise<void> {
  await execute(client, query.updateTable('subscriber').set({ bounced_at: now }).where('email', '=', email));
}

/** Addresses that somebody typed in, and whose mailbox never confirmed any. */
export async function forgetUnconfirmed(client: Queryable, now: Date): Promise<void> {
  const since = new Date(now.getTime() - confirmMs);
  const open = query.deleteFrom('subscription').where('confirmed_at', 'is', null);
  await execute(client, open.where('created_at', '<', since));
  await execute(
    client,
    query
      .deleteFrom('subscriber')
      .where('created_at', '<', since)
      .where(({ not, exists, selectFrom }) =>
        not(exists(selectFrom('subscription as s').select('s.id').whereRef('s.subscriber_id', '=', 'subscriber.id'))),
      ),
  );
}
