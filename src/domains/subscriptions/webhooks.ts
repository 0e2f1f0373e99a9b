/** Addresses of programs that hear of releases. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { ClientBase } from 'pg';
import { recordAct } from '#accounts';
import { lockInTransaction } from '#platform/database/advisory-lock.ts';
import { execute, query, type SqlReader } from '#platform/database/index.ts';
import { latestRelease } from '#platform/releases/latest.ts';

type Queryable = Pick<ClientBase, 'query'>;

export const maxWebhooks = 5;

export interface Webhook {
  readonly id: string;
  readonly url: string;
  readonly createdAt: Date;
  readonly disabledAt: Date | null;
}

interface Acting {
  readonly accountId: string;
  readonly now: Date;
}

export type NewWebhook =
  | { readonly status: 'CREATED'; readonly webhook: Webhook; readonly secret: string }
  | { readonly status: 'NOT_AN_ADDRESS' | 'TOO_MANY' };

/** Needs a transaction. https alone: the body is signed, not secret, but who hears of what is nobody's business. */
export async function createWebhook(client: Queryable, url: string, { accountId, now }: Acting): Promise<NewWebhook> {
  const parsed = URL.parse(url);
  const isWrong = parsed === null || parsed.protocol !== 'https:' || parsed.username !== '' || url.length > 500;
  if (isWrong) return { status: 'NOT_AN_ADDRESS' };
  // Those that are created at once are counted one after the other.
  await lockInTransaction(client, `webhooks of ${accountId}`);
  if ((await webhooksOf(client, accountId)).length >= maxWebhooks) return { status: 'TOO_MANY' };
  // As Standard Webhooks writes secrets.
  const secret = `whsec_${randomBytes(24).toString('base64')}`;
  const webhook = { id: randomUUID(), url: parsed.href, createdAt: now, disabledAt: null };
  const row = { id: webhook.id, account_id: accountId, url: webhook.url, secret, created_at: now };
  await execute(client, query.insertInto('webhook').values({ ...row, sent_through: await latestRelease(client) }));
  await recordAct(client, { actor: accountId, action: 'webhook.created', subject: `webhook:${webhook.id}`, at: now });
  return { status: 'CREATED', webhook, secret };
}

export function webhooksOf(client: SqlReader, accountId: string): Promise<Webhook[]> {
  return execute(
    client,
    query
      .selectFrom('webhook')
      .select(['id', 'url', 'created_at as createdAt', 'disabled_at as disabledAt'])
      .where('account_id', '=', accountId)
      .orderBy('created_at'),
  );
}

/** Needs a transaction. */
export async function deleteWebhook(client: Queryable, id: string, { accountId, now }: Acting): Promise<boolean> {
  const statement = query.deleteFrom('webhook').where('id', '=', id).where('account_id', '=', accountId);
  if ((await execute(client, statement.returning('id'))).length === 0) return false;
  await recordAct(client, { actor: accountId, action: 'webhook.deleted', subject: `webhook:${id}`, at: now });
  return true;
}

/** Signs what was enqueued for it; null: it is not sent, for it or its account is disabled. */
export async function webhookSecret(client: SqlReader, id: string): Promise<string | null> {
  const active = query
    .selectFrom('webhook')
    .innerJoin('account', 'account.id', 'webhook.account_id')
    .select('webhook.secret')
    .where('webhook.id', '=', id)
    .where('webhook.disabled_at', 'is', null)
    .where('account.disabled_at', 'is', null);
  return (await execute(client, active))[0]?.secret ?? null;
}

/** It said "410 Gone". */
export async function disableWebhook(client: Queryable, id: string, now: Date): Promise<void> {
  await execute(client, query.updateTable('webhook').set({ disabled_at: now }).where('id', '=', id));
}
