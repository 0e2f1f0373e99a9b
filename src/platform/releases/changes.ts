/** What releases changed, read from the journal: counts, and rows in the order of release, type and key. */
import { sql } from 'kysely';
import { execute, query, type SqlReader } from '../database/kysely.ts';
import { createdSql, type JournalTable, kindSql, publicState, touchedSql } from './journal.ts';

export const changeKinds = ['CREATED', 'CHANGED', 'DELETED', 'MERGED', 'REDACTED'] as const;
export type ChangeKind = (typeof changeKinds)[number];

export interface ChangeCount {
  readonly release: number;
  readonly type: string;
  readonly kind: ChangeKind;
  readonly rows: number;
}

export interface Change {
  readonly release: number;
  readonly type: string;
  readonly kind: ChangeKind;
  readonly key: string;
  readonly id: string;
  /** Of a unit that was merged: the id that it leads to. */
  readonly into: string | null;
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
}

/** Releases after `from` up to `to`, in their order and by type; `types` null: of all. */
export async function readChangeCounts(
  reader: SqlReader,
  range: { readonly from: number; readonly to: number; readonly types: readonly string[] | null },
): Promise<ChangeCount[]> {
  const all = query
    .selectFrom('release_change')
    .select(['release', 'type', 'kind', 'rows'])
    .where('release', '>', range.from)
    .where('release', '<=', range.to)
    .where('rows', '>', 0)
    .orderBy('release')
    .orderBy('type', (order) => order.collate('C'))
    .orderBy('kind');
  const { types } = range;
  return execute(reader, types === null ? all : all.where('type', '=', sql<string>`ANY(${types}::text[])`));
}

/** The changes of one table in one release as `row_key, kind, id, into, before, after`. */
export function changesSql(table: JournalTable, release: number): string {
  const number = String(release);
  // SQL as text: the key is a JSON array, which has no types.
  const id =
    table.keyColumns.length === 1
      ? 'row_key'
      : `array_to_string(ARRAY(SELECT jsonb_array_elements_text(row_key::jsonb)), '/')`;
  // SQL as text: the table is any of the catalogue.
  return `SELECT row_key, kind, ${id} AS id, CASE WHEN kind = 'MERGED' THEN after ->> 'merged_into_id' END AS "into",
      CASE WHEN kind <> 'REDACTED' THEN ${publicState('before')} END AS before, ${publicState('after')} AS after
    FROM (
      SELECT c.*, ${kindSql(table)} AS kind
      FROM (${touchedSql(table, number)} UNION ALL ${createdSql(table, number)}) c
    ) kinds WHERE kind IS NOT NULL`;
}

export async function readChanges(
  reader: SqlReader,
  table: JournalTable,
  release: number,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<Change[]> {
  const { rows } = await reader.query<Omit<Change, 'release' | 'type' | 'key'> & { row_key: string }>(
    // SQL as text: the table is any of the catalogue.
    `SELECT * FROM (${changesSql(table, release)}) c WHERE row_key > $1 COLLATE "C" ORDER BY row_key LIMIT $2`,
    [after, limit],
  );
  return rows.map(({ row_key: key, ...change }) => ({ ...change, key, release, type: table.type }));
}

/** The first release whose state can be given: before it there was no journal. */
export async function firstJournaled(reader: SqlReader): Promise<number> {
  const [last] = await execute(
    reader,
    query
      .selectFrom('release')
      .select(({ fn }) => fn.max('number').as('number'))
      .where('journaled', '=', false),
  );
  return last?.number ?? 0;
}
