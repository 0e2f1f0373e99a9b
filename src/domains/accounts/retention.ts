/** What is kept for a stated time goes when it is over: addresses that were typed, sessions, requests, and old acts. */
import { sql } from 'kysely';
import type { ClientBase } from 'pg';
import { execute, query } from '#platform/database/index.ts';

const day = 24 * 60 * 60 * 1_000;
/** Rates count links of the last hour; a day shows an editor what went on. */
const linkDays = 1;
const claimDays = 30;
/** PostgreSQL refuses to delete younger ones. */
const auditYears = 5;

export async function forgetOldAccess(client: Pick<ClientBase, 'query'>, now: Date): Promise<void> {
  const before = (days: number): Date => new Date(now.getTime() - days * day);
  await execute(client, query.deleteFrom('sign_in_link').where('created_at', '<', before(linkDays)));
  await execute(client, query.deleteFrom('account_session').where('expires_at', '<', now));
  await execute(client, query.deleteFrom('identity_request').where('created_at', '<', before(linkDays)));
  await execute(client, query.deleteFrom('passkey_challenge').where('created_at', '<', before(linkDays)));
  await execute(client, query.deleteFrom('idempotency_key').where('created_at', '<', before(1)));
  const open = query.deleteFrom('account_office').where('confirmed_at', 'is', null);
  await execute(client, open.where('expires_at', '<', before(claimDays)));
}

export async function forgetOldActs(client: Pick<ClientBase, 'query'>, now: Date): Promise<void> {
  const age = sql<Date>`${now}::timestamptz - make_interval(years => ${auditYears})`;
  // Of the clock of the database, too, which the trigger asks.
  const acts = query.deleteFrom('audit_entry').where('at', '<', age);
  await execute(client, acts.where('at', '<', sql<Date>`clock_timestamp() - make_interval(years => ${auditYears})`));
}
