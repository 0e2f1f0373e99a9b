/**
 * Takes a release back: rows get the state that they had before it, by its journal. What a later release changed stays,
 * and so does what others refer to. SQL as text: it is generated for each table of the catalogue, for which Kysely has no types.
 */
import type { ClientBase } from 'pg';
import { type KeptReason, planUndo } from './plan.ts';
import { readUndoTables, rowOfState, sameKey, type UndoTable } from './tables.ts';

export interface UndoneRows {
  readonly type: string;
  /** Rows that are as they were before, and rows of the release that are gone. */
  readonly restored: number;
  readonly removed: number;
}

export interface KeptRow {
  readonly type: string;
  readonly key: string;
  readonly reason: KeptReason;
}

export interface Undone {
  readonly undone: readonly UndoneRows[];
  readonly kept: number;
  /** The first of them. */
  readonly keptRows: readonly KeptRow[];
  /** The temporary table with the keys of the rows that the release had touched; null where it touched none. */
  touched(table: string): string | null;
}

const maxKeptRows = 1_000;

export async function undoRelease(client: ClientBase, retracted: number, release: number): Promise<Undone> {
  const tables = await planUndo(client, await readUndoTables(client), retracted);
  const undone = new Map(tables.map(({ type }) => [type, { type, restored: 0, removed: 0 }]));
  const refused = new Map<UndoTable, readonly string[]>();
  for (const table of tables) {
    const keys = await keysToRestore(client, table);
    const conflicts = await restoreKeys(client, table, release, null, keys);
    refused.set(table, conflicts);
    countOf(undone, table).restored = keys.length - conflicts.length;
  }
  for (const table of tables.toReversed()) countOf(undone, table).removed = await remove(client, table);
  // A unique value may have been taken by a row that is removed now.
  for (const [table, keys] of refused) {
    const conflicts = await restoreKeys(client, table, release, keys, keys);
    countOf(undone, table).restored += keys.length - conflicts.length;
    await client.query(`UPDATE "${table.undo}" SET kept = 'CONFLICT' WHERE row_key = ANY($1)`, [conflicts]);
  }
  return {
    undone: [...undone.values()].filter(({ restored, removed }) => restored + removed > 0),
    ...(await keptIn(client, tables)),
    touched: (name) => tables.find((table) => table.name === name)?.undo ?? null,
  };
}

type Counts = { -readonly [K in keyof UndoneRows]: UndoneRows[K] };

function countOf(counts: ReadonlyMap<string, Counts>, { type }: UndoTable): Counts {
  return counts.get(type) as Counts;
}

async function keptIn(
  client: ClientBase,
  tables: readonly UndoTable[],
): Promise<{ kept: number; keptRows: KeptRow[] }> {
  const keptRows: KeptRow[] = [];
  let kept = 0;
  for (const { type, undo } of tables) {
    const { rows } = await client.query<KeptRow & { total: number }>(
      `SELECT $1 AS type, row_key AS key, kept AS reason, count(*) OVER ()::int AS total FROM "${undo}"
       WHERE kept IS NOT NULL ORDER BY row_key COLLATE "C" LIMIT ${maxKeptRows}`,
      [type],
    );
    kept += rows[0]?.total ?? 0;
    keptRows.push(...rows.map(({ total: _, ...row }) => row));
  }
  return { kept, keptRows: keptRows.slice(0, maxKeptRows) };
}

const toBeRestored = 'u.before IS NOT NULL AND u.kept IS NULL';

async function keysToRestore(client: ClientBase, { undo }: UndoTable): Promise<string[]> {
  const { rows } = await client.query<{ key: string }>(
    `SELECT row_key AS key FROM "${undo}" u WHERE ${toBeRestored} ORDER BY row_key`,
  );
  return rows.map(({ key }) => key);
}

/** All keys at once, or where some are refused, the others, found by halving. Returns those. `part` null: all. */
async function restoreKeys(
  client: ClientBase,
  table: UndoTable,
  release: number,
  part: readonly string[] | null,
  keys: readonly string[],
): Promise<string[]> {
  if (keys.length === 0 || (await isDone(client, () => write(client, table, release, part)))) return [];
  if (keys.length === 1) return [...keys];
  const half = Math.ceil(keys.length / 2);
  const refused: string[] = [];
  for (const some of [keys.slice(0, half), keys.slice(half)]) {
    refused.push(...(await restoreKeys(client, table, release, some, some)));
  }
  return refused;
}

async function write(
  client: ClientBase,
  table: UndoTable,
  release: number,
  part: readonly string[] | null,
): Promise<void> {
  const { name, undo, keyColumns, columns, versionColumn } = table;
  const wanted = `${toBeRestored} AND ($1::text[] IS NULL OR u.row_key = ANY($1))`;
  // A row that is inserted again was not there in the releases between, which its own version does not show.
  if (versionColumn !== 'changed_in') {
    await client.query(
      `INSERT INTO journal_entry (release, table_name, row_key, before, redacted)
       SELECT ${release}, '${name}', u.row_key, NULL, false FROM "${undo}" u
       WHERE ${wanted} AND NOT EXISTS (SELECT FROM "${name}" t WHERE ${sameKey(table, 't', 'u')})
       ON CONFLICT DO NOTHING`,
      [part],
    );
  }
  const values = columns.map((column) => (column === 'changed_in' ? `${release}` : `p."${column}"`));
  const facts = columns.filter((column) => !keyColumns.includes(column));
  const assigned = facts.map((column) => `"${column}" = excluded."${column}"`).join(', ');
  await client.query(
    `INSERT INTO "${name}" (${columns.map((column) => `"${column}"`).join(', ')})
     SELECT ${values.join(', ')} FROM "${undo}" u, ${rowOfState(table, 'u.before')} p WHERE ${wanted}
     ON CONFLICT (${keyColumns.map((column) => `"${column}"`).join(', ')})
       ${assigned === '' ? 'DO NOTHING' : `DO UPDATE SET ${assigned}`}`,
    [part],
  );
}

async function remove(client: ClientBase, table: UndoTable): Promise<number> {
  const { rowCount } = await client.query(
    `DELETE FROM "${table.name}" t USING "${table.undo}" u
     WHERE ${sameKey(table, 't', 'u')} AND u.before IS NULL AND u.kept IS NULL`,
  );
  return rowCount ?? 0;
}

/** Foreign keys and unique keys that refuse it leave everything as it was. */
async function isDone(client: ClientBase, work: () => Promise<void>): Promise<boolean> {
  await client.query('SAVEPOINT restoring');
  try {
    await work();
    await client.query('RELEASE SAVEPOINT restoring');
    return true;
  } catch (error) {
    const { code = '' } = error as { code?: string };
    if (!code.startsWith('23')) throw error;
    await client.query('ROLLBACK TO SAVEPOINT restoring');
    return false;
  }
}
