/** What became of announcing releases to webhooks: noted when it is enqueued and at each attempt, kept for a month. */
import type { ClientBase } from 'pg';
import { execute, query, type SqlReader } from '#platform/database/index.ts';

type Queryable = Pick<ClientBase, 'query'>;

/** After the first attempt. */
export const deliveryRetries = 10;
const keptMs = 30 * 24 * 60 * 60 * 1_000;

export const deliveryFailures = ['STATUS', 'PRIVATE_NETWORK', 'TIMEOUT', 'UNREACHABLE'] as const;
export type DeliveryFailure = (typeof deliveryFailures)[number];

export const deliveryStates = ['WAITING', 'DELIVERED', 'RETRYING', 'FAILED'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

export interface Delivery {
  readonly release: number;
  readonly enqueuedAt: Date;
  readonly attempts: number;
  readonly attemptedAt: Date | null;
  readonly status: number | null;
  readonly failure: DeliveryFailure | null;
  readonly deliveredAt: Date | null;
  /** Since when nothing is sent to its webhook; null while it is. */
  readonly disabledAt: Date | null;
}

/** "410 Gone": nothing is sent to it any more. */
export const goneStatus = 410;

export function deliveryState({
  attempts,
  status,
  failure,
  deliveredAt,
  disabledAt,
}: Pick<Delivery, 'attempts' | 'status' | 'failure' | 'deliveredAt' | 'disabledAt'>): DeliveryState {
  if (deliveredAt !== null) return 'DELIVERED';
  if (disabledAt !== null) return 'FAILED';
  if (failure === null) return 'WAITING';
  return attempts > deliveryRetries || status === goneStatus ? 'FAILED' : 'RETRYING';
}

export interface Attempt {
  readonly webhook: string;
  readonly release: number;
  readonly at: Date;
  /** Null: no response came. */
  readonly status: number | null;
  /** Null: it was delivered. */
  readonly failure: DeliveryFailure | null;
}

/** In the transaction that enqueues them. */
export async function noteEnqueued(
  client: Queryable,
  webhook: string,
  releases: readonly number[],
  now: Date,
): Promise<void> {
  if (releases.length === 0) return;
  const rows = releases.map((release) => ({ webhook_id: webhook, release, enqueued_at: now }));
  await execute(
    client,
    query
      .insertInto('webhook_delivery')
      .values(rows)
      .onConflict((conflict) => conflict.doNothing()),
  );
}

/** Nothing is left of a webhook that was deleted meanwhile. */
export async function noteAttempt(
  client: Queryable,
  { webhook, release, at, status, failure }: Attempt,
): Promise<void> {
  await execute(
    client,
    query
      .updateTable('webhook_delivery')
      .set(({ eb }) => ({
        attempts: eb('attempts', '+', 1),
        attempted_at: at,
        status,
        failure,
        delivered_at: failure === null ? at : null,
      }))
      .where('webhook_id', '=', webhook)
      .where('release', '=', release),
  );
}

/** The newest first. */
export function deliveriesOf(client: SqlReader, webhook: string, limit: number): Promise<Delivery[]> {
  return execute(
    client,
    query
      .selectFrom('webhook_delivery')
      .innerJoin('webhook', 'webhook.id', 'webhook_id')
      .select(['release', 'enqueued_at as enqueuedAt', 'attempts', 'attempted_at as attemptedAt'])
      .select(['status', 'failure', 'delivered_at as deliveredAt', 'disabled_at as disabledAt'])
      .where('webhook_id', '=', webhook)
      .orderBy('release', 'desc')
      .limit(limit),
  );
}

export async function forgetDeliveries(client: Queryable, now: Date): Promise<void> {
  const since = new Date(now.getTime() - keptMs);
  await execute(client, query.deleteFrom('webhook_delivery').where('enqueued_at', '<', since));
}
