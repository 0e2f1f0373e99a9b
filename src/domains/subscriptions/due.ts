/** The next mail or webhook that is due: enqueued in the same transaction that notes it, so exactly once. */
import type { ClientBase } from 'pg';
import { execute, query } from '#platform/database/index.ts';
import { newToken } from '#platform/secrets.ts';
import { noteEnqueued } from './deliveries.ts';
import { type News, newsOf } from './digest.ts';
import type { Subscriber } from './model.ts';
import { subscriptionsOf } from './store.ts';
import { isHashedToken } from './tokens.ts';

export interface Digest {
  readonly subscriber: Subscriber;
  readonly news: readonly News[];
  readonly through: number;
}

/**
 * Needs a transaction. Null: nobody is due, for one mail a day goes to each. Otherwise the subscriber is done with up to
 * the latest release; without news there is no mail, and the day stays open.
 */
export async function takeDueDigest(
  client: ClientBase,
  { latest, today }: { readonly latest: number; readonly today: string },
): Promise<Digest | null> {
  const [found] = await execute(
    client,
    query
      .selectFrom('subscriber')
      .select(['id', 'email', 'language', 'token', 'sent_through as sentThrough'])
      .where('bounced_at', 'is', null)
      .where('sent_through', '<', latest)
      .where(({ or, eb }) => or([eb('last_sent_on', 'is', null), eb('last_sent_on', '<>', today)]))
      .where(({ exists, selectFrom }) =>
        exists(
          selectFrom('subscription as s')
            .select('s.id')
            .whereRef('s.subscriber_id', '=', 'subscriber.id')
            .where('s.confirmed_at', 'is not', null),
        ),
      )
      .orderBy('id')
      .limit(1)
      .forUpdate()
      .skipLocked(),
  );
  if (found === undefined) return null;
  const token = isHashedToken(found.token) ? newToken() : found.token;
  const subscriber = { ...found, token } as Subscriber;
  const wanted = await subscriptionsOf(client, subscriber.id);
  const news = await newsOf(client, wanted, { from: subscriber.sentThrough, to: latest });
  // With no mail the links in the last one lead on.
  const change = { sent_through: latest, ...(news.length === 0 ? {} : { last_sent_on: today, token }) };
  await execute(client, query.updateTable('subscriber').set(change).where('id', '=', subscriber.id));
  return { subscriber, news, through: latest };
}

export interface DueWebhook {
  readonly id: string;
  readonly url: string;
  /** The releases of which it has not heard. */
  readonly releases: readonly { readonly number: number; readonly releasedAt: Date }[];
}

/** After a long silence it hears of the last ones alone. */
const maxReleases = 20;

/** Needs a transaction. Null: all have heard of the latest release. */
export async function takeDueWebhook(client: ClientBase, latest: number, now: Date): Promise<DueWebhook | null> {
  const [found] = await execute(
    client,
    query
      .selectFrom('webhook')
      .select(['id', 'url', 'sent_through as sentThrough'])
      .where('disabled_at', 'is', null)
      .where(({ exists, selectFrom }) =>
        exists(
          selectFrom('account as a')
            .select('a.id')
            .whereRef('a.id', '=', 'webhook.account_id')
            .where('a.disabled_at', 'is', null),
        ),
      )
      .where('sent_through', '<', latest)
      .orderBy('id')
      .limit(1)
      .forUpdate()
      .skipLocked(),
  );
  if (found === undefined) return null;
  const releases = await execute(
    client,
    query
      .selectFrom('release')
      .select(['number', 'released_at as releasedAt'])
      .where('number', '>', Math.max(found.sentThrough, latest - maxReleases))
      .where('number', '<=', latest)
      .orderBy('number'),
  );
  await execute(client, query.updateTable('webhook').set({ sent_through: latest }).where('id', '=', found.id));
  const numbers = releases.map(({ number }) => number);
  await noteEnqueued(client, found.id, numbers, now);
  return { id: found.id, url: found.url, releases };
}
