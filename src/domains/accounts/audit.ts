/** Who did what, when, with what was there before and after; append-only. */
import { sql } from 'kysely';
import type { ClientBase } from 'pg';
import type { NumberRange } from '#graphql/numbered-lists.ts';
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

/** Entries of earlier versions have what a review says, which not every editor may see; nobody deletes them. */
const acts = query
  .selectFrom('audit_entry')
  .select(['id', 'actor', 'action', 'subject', 'before', 'at'])
  .select(({ eb, ref }) =>
    eb.case().when('action', '=', 'review.completed').then(null).else(ref('after')).end().as('after'),
  );

/** The newest first. */
export async function readAudit(
  client: SqlReader,
  { limit, before }: { readonly limit: number; readonly before?: string | undefined },
): Promise<AuditRecord[]> {
  const statement = acts.orderBy('id', 'desc').limit(limit);
  const bounded = before === undefined ? statement : statement.where('id', '<', sql<string>`${before}::bigint`);
  return (await execute(client, bounded)) as AuditRecord[];
}

export async function auditBetween(
  client: SqlReader,
  { above, below, isAscending, limit }: NumberRange,
): Promise<AuditRecord[]> {
  let statement = acts.orderBy('id', isAscending ? 'asc' : 'desc').limit(limit);
  if (above !== null) statement = statement.where('id', '>', String(above));
  if (below !== null) statement = statement.where('id', '<', String(below));
  return (await execute(client, statement)) as AuditRecord[];
}

export async function countAudit(client: SqlReader): Promise<number> {
  const counted = query.selectFrom('audit_entry').select(({ fn }) => fn.countAll<string>().as('count'));
  return Number((await execute(client, counted))[0]?.count ?? 0);
}
