/** Who did what, when, with what was there before and after; append-only. */
import { sql } from 'kysely';
import type { ClientBase } from 'pg';
import { execute, query, type SqlReader } from '#platform/database/index.ts';

export interface Act {
  /** The id of the account; null: the hub itself or the command line. */
  readonly actor: string | null;
  readonly action: string;
  readonly subject: string;
  readonly before?: unknown;
  readonly after?: unknown;
  readonly at: Date;
}

export interface AuditRecord extends Act {
  readonly id: string;
  readonly before: unknown;
  readonly after: unknown;
}

type Queryable = Pick<ClientBase, 'query'>;

/** Names accounts by their ids alone: what is written here stays when an account is erased. */
export async function recordAct(client: Queryable, { actor, action, subject, before, after, at }: Act): Promise<void> {
  const row = { actor, action, subject, at, before: jsonOf(before), after: jsonOf(after) };
  await execute(client, query.insertInto('audit_entry').values(row));
}

const jsonOf = (value: unknown): string | null => (value == null ? null : JSON.stringify(value));

const completed = 'review.completed';

/** Entries of earlier versions have what a review says, which not every editor may see; nobody deletes them. */
export function isHidden(action: string): boolean {
  return action === completed;
}

const acts = query
  .selectFrom('audit_entry')
  .select(['id', 'actor', 'action', 'subject', 'before', 'at'])
  .select(({ eb, ref }) => eb.case().when('action', '=', completed).then(null).else(ref('after')).end().as('after'));

/** The newest first. */
export function readAudit(
  client: SqlReader,
  { limit, before }: { readonly limit: number; readonly before?: string | undefined },
): Promise<AuditRecord[]> {
  const statement = acts.orderBy('id', 'desc').limit(limit);
  const bounded = before === undefined ? statement : statement.where('id', '<', sql<string>`${before}::bigint`);
  return execute(client, bounded);
}
