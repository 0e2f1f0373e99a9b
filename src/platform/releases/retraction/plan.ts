/**
 * Which rows a release touched, and which of them stay as they are: a later release touched them or what they belong to,
 * or something that stays refers to them. Each table has its rows in a temporary one, for the transaction.
 * SQL as text: it is generated for each table of the catalogue, for which Kysely has no types.
 */
import type { ClientBase } from 'pg';
import {
  type Reference,
  refersTo,
  rootSql,
  rowOfKey,
  rowOfState,
  sameKey,
  type UndoTable,
  type UndoTables,
} from './tables.ts';

export type KeptReason = 'CHANGED_LATER' | 'REFERRED_TO' | 'CONFLICT';

/** Returns the tables that the release touched, parents first. */
export async function planUndo(
  client: ClientBase,
  { tables, references }: UndoTables,
  retracted: number,
): Promise<UndoTable[]> {
  const touched: UndoTable[] = [];
  for (const table of tables) if (await takeTouched(client, table, references, retracted)) touched.push(table);
  for (const table of touched) await keepChangedLater(client, table, retracted);
  await keepPartsChangedLater(client, touched, tables, references, retracted);
  while (await keepReferredTo(client, touched, references)) {
    // What is kept may refer to more.
  }
  return touched;
}

/** `before` is null for a row that the release made. */
async function takeTouched(
  client: ClientBase,
  table: UndoTable,
  references: readonly Reference[],
  retracted: number,
): Promise<boolean> {
  const { name, undo, keyColumns, keySql, versionColumn } = table;
  const keys = (row: string): string => keyColumns.map((column) => `${row}."${column}"`).join(', ');
  const root = (row: string): string => rootSql(name, row, references) ?? 'NULL';
  const { rowCount } = await client.query(
    `CREATE TEMPORARY TABLE "${undo}" ON COMMIT DROP AS
     SELECT ${keys('k')}, e.row_key, e.before, coalesce(${root('t')}, ${root('p')}) AS root, NULL::text AS kept
     FROM journal_entry e CROSS JOIN LATERAL ${rowOfKey(table, 'e.row_key')} k
     CROSS JOIN LATERAL ${rowOfState(table, `coalesce(e.before, '{}')`)} p
     LEFT JOIN "${name}" t ON ${sameKey(table, 't', 'k')}
     WHERE e.release = ${retracted} AND e.table_name = '${name}'
     UNION ALL
     SELECT ${keys('t')}, ${keySql}, NULL, ${root('t')}, NULL FROM "${name}" t
     WHERE t."${versionColumn}" = ${retracted} AND NOT EXISTS (SELECT FROM journal_entry e
       WHERE e.table_name = '${name}' AND e.row_key = ${keySql} AND e.release = ${retracted})`,
  );
  if ((rowCount ?? 0) > 0) await client.query(`ANALYZE "${undo}"`);
  return (rowCount ?? 0) > 0;
}

async function keepChangedLater(client: ClientBase, table: UndoTable, retracted: number): Promise<void> {
  const { name, undo, versionColumn } = table;
  await client.query(
    `UPDATE "${undo}" u SET kept = 'CHANGED_LATER' WHERE EXISTS (
       SELECT FROM journal_entry l WHERE l.table_name = '${name}' AND l.row_key = u.row_key AND l.release > ${retracted}
     ) OR EXISTS (SELECT FROM "${name}" t WHERE ${sameKey(table, 't', 'u')} AND t."${versionColumn}" > ${retracted})`,
  );
}

/** A project is taken back whole or not at all, and so is everything that has parts. */
async function keepPartsChangedLater(
  client: ClientBase,
  touched: readonly UndoTable[],
  tables: readonly UndoTable[],
  references: readonly Reference[],
  retracted: number,
): Promise<void> {
  await client.query('CREATE TEMPORARY TABLE later_root (root text) ON COMMIT DROP');
  for (const table of tables) {
    const { name, versionColumn } = table;
    const root = (row: string): string | null => rootSql(name, row, references);
    if (root('t') === null) continue;
    await client.query(
      `INSERT INTO later_root
       SELECT ${root('t')} FROM "${name}" t WHERE t."${versionColumn}" > ${retracted}
       UNION SELECT ${root('p')} FROM journal_entry l, ${rowOfState(table, 'l.before')} p
       WHERE l.table_name = '${name}' AND l.release > ${retracted} AND l.before IS NOT NULL`,
    );
  }
  await client.query('ANALYZE later_root');
  for (const { undo } of touched) {
    await client.query(
      `UPDATE "${undo}" SET kept = 'CHANGED_LATER' WHERE kept IS NULL AND root IN (SELECT root FROM later_root)`,
    );
  }
}

/** Offices refer to the statement that they show, which is derived anew, so that this reference holds none back. */
const isDerived = ({ child, parent }: Reference): boolean => child === 'office' && parent === 'office_statement';

async function keepReferredTo(
  client: ClientBase,
  touched: readonly UndoTable[],
  references: readonly Reference[],
): Promise<boolean> {
  const undoOf = new Map(touched.map((table) => [table.name, table]));
  let kept = 0;
  const keep = async (sql: string): Promise<void> => {
    kept += (await client.query(sql)).rowCount ?? 0;
  };
  for (const reference of references) {
    const parent = undoOf.get(reference.parent);
    if (parent === undefined || isDerived(reference)) continue;
    const child = undoOf.get(reference.child);
    const stays =
      child === undefined
        ? ''
        : `AND NOT EXISTS (SELECT FROM "${child.undo}" d WHERE ${sameKey(child, 'd', 'c')} AND d.kept IS NULL)`;
    await keep(
      `UPDATE "${parent.undo}" u SET kept = 'REFERRED_TO' WHERE kept IS NULL AND before IS NULL
         AND EXISTS (SELECT FROM "${reference.child}" c WHERE ${refersTo(reference, 'c', 'u')} ${stays})`,
    );
  }
  await keepTogether(touched, keep);
  if (undoOf.has('office') && undoOf.has('office_statement')) await keep(keepLastStatements);
  return kept > 0;
}

async function keepTogether(touched: readonly UndoTable[], keep: (sql: string) => Promise<void>): Promise<void> {
  const roots = touched.map(({ undo }) => `SELECT root FROM "${undo}" WHERE kept IS NOT NULL AND root IS NOT NULL`);
  for (const { undo } of touched) {
    await keep(`UPDATE "${undo}" SET kept = 'REFERRED_TO' WHERE kept IS NULL AND root IN (${roots.join(' UNION ')})`);
  }
}

/** An office that stays is derived from statements: it keeps the last that it has. */
const keepLastStatements = `
  UPDATE undo_office_statement u SET kept = 'REFERRED_TO'
  WHERE kept IS NULL AND before IS NULL
    AND EXISTS (SELECT FROM undo_office o WHERE o.id = u.office_id AND o.before IS NULL AND o.kept IS NOT NULL)
    AND NOT EXISTS (SELECT FROM office_statement s WHERE s.office_id = u.office_id AND NOT EXISTS (
      SELECT FROM undo_office_statement d WHERE d.office_id = s.office_id AND d.list = s.list AND d.as_of = s.as_of
        AND d.kept IS NULL))`;
