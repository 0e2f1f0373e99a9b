/** Webhooks and what became of announcing releases to them, of all objects of an answer at once. */
import { sql } from 'kysely';
import { columnFields, columnOf } from '#graphql/columns.ts';
import type { Context } from '#graphql/context.ts';
import { OwnedRowLoader } from '#graphql/owned-rows.ts';
import { RowLoader, type Selection } from '#graphql/rows.ts';
import { query } from '#platform/database/index.ts';

interface DeliveryRow {
  readonly webhookId: string;
  readonly release: number;
}

const maxShown = 50;

/** The newest of each webhook, with what state the webhook is in: that of a delivery depends on it. */
function newestDeliveries(webhooks: readonly string[], { select }: Selection) {
  const ranked = query
    .selectFrom('webhook_delivery as d')
    .innerJoin('webhook as w', 'w.id', 'd.webhook_id')
    .selectAll('d')
    .select('w.disabled_at')
    .select(({ fn }) =>
      fn
        .agg<number>('row_number')
        .over((over) => over.partitionBy('d.webhook_id').orderBy('d.release', 'desc'))
        .as('place'),
    )
    .where('d.webhook_id', 'in', webhooks);
  const fields = new Set([...columnFields(select), 'webhookId', 'release']);
  return query
    .selectFrom(ranked.as('r'))
    .select([...fields].map((field) => sql.ref(`r.${columnOf(field)}`).as(field)))
    .select('r.disabled_at as disabledAt')
    .where('r.place', '<=', maxShown)
    .orderBy('r.release', 'desc');
}

export function subscriptionLoaders(context: Context) {
  const { db } = context;
  return {
    webhook: new RowLoader<string, { readonly id: string }>(
      'Webhook',
      context,
      ({ id }) => id,
      (ids, { select }) =>
        db.prisma.webhook.findMany({ where: { id: { in: [...ids] } }, select: { ...select, id: true } }),
    ),
    /** By the id of the webhook; the newest first. */
    deliveries: new OwnedRowLoader<DeliveryRow>(
      'WebhookDelivery',
      context,
      ({ webhookId }) => webhookId,
      async (webhooks, selection) => {
        const rows = await db.rows(newestDeliveries(webhooks, selection));
        return rows.map(({ disabledAt, ...row }) => ({ ...row, webhook: { disabledAt } }) as unknown as DeliveryRow);
      },
    ),
  };
}

declare module '#graphql/context.ts' {
  interface Loaders {
    readonly subscriptions: ReturnType<typeof subscriptionLoaders>;
  }
}
