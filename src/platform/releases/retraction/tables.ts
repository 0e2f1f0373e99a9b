/**
 * The tables that a retraction works on, with what refers to what and what belongs to what, read from the catalogue of
 * PostgreSQL. SQL as text: it is generated for each table, for which Kysely has no types.
 */
import type { ClientBase } from 'pg';
import { type JournalTable, keyObject, quoted, readJournalTables } from '../journal.ts';

/** Releases, sources and problems say how the data came about; sums and marks are made anew. */
const excluded = new Set(['release', 'source', 'problem', 'programme_total', 'open_correction']);

export interface Reference {
  readonly child: string;
  readonly childColumns: readonly string[];
  readonly parent: string;
  readonly parentColumns: readonly string[];
  /** Whether the child is a part of the parent and changes with it. */
  readonly isPart: boolean;
  readonly isDeferred: boolean;
}

export interface UndoTable extends JournalTable {
  readonly columns: readonly string[];
  /** The temporary table with the rows that the release touched. */
  readonly undo: string;
}

export interface UndoTables {
  /** Tables that others refer to come before those. */
  readonly tables: readonly UndoTable[];
  readonly references: readonly Reference[];
}

/** Parts whose rows PostgreSQL does not delete with their owner. */
const furtherParts: ReadonlySet<string> = new Set([
  'territorial_unit_version unit_id',
  'territorial_unit_event unit_id',
  'register_row as_of,voivodeship',
]);

/** The one reference without a foreign key whose row nothing else refers to. */
const subjectReference: Reference = {
  child: 'observation',
  childColumns: ['subject_id'],
  parent: 'observation_subject',
  parentColumns: ['id'],
  isPart: false,
  isDeferred: false,
};

export async function readUndoTables(client: ClientBase): Promise<UndoTables> {
  const { rows: columns } = await client.query<{ table: string; columns: string[] }>(
    `SELECT c.relname AS table, array_agg(a.attname::text ORDER BY a.attnum) AS columns
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
     WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' GROUP BY c.relname`,
  );
  const columnsOf = new Map(columns.map((row) => [row.table, row.columns]));
  const tables = (await readJournalTables(client))
    .filter(({ name }) => !excluded.has(name))
    .map((table) => ({ ...table, columns: columnsOf.get(table.name) ?? [], undo: `undo_${table.name}` }));
  const names = new Set(tables.map(({ name }) => name));
  const keys = (await readForeignKeys(client)).filter(({ child, parent }) => names.has(child) && names.has(parent));
  const references = [...keys, subjectReference];
  return { tables: inOrderOfReferences(tables, references), references };
}

async function readForeignKeys(client: ClientBase): Promise<Reference[]> {
  const { rows } = await client.query<Omit<Reference, 'isPart'> & { cascades: boolean }>(
    `SELECT c.relname AS child, p.relname AS parent, k.confdeltype = 'c' AS cascades,
       k.condeferrable AS "isDeferred",
       ARRAY(SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY u(n, o) JOIN pg_attribute a
         ON a.attrelid = k.conrelid AND a.attnum = u.n ORDER BY u.o) AS "childColumns",
       ARRAY(SELECT a.attname::text FROM unnest(k.confkey) WITH ORDINALITY u(n, o) JOIN pg_attribute a
         ON a.attrelid = k.confrelid AND a.attnum = u.n ORDER BY u.o) AS "parentColumns"
     FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_class p ON p.oid = k.confrelid
     WHERE k.contype = 'f' AND k.connamespace = current_schema()::regnamespace ORDER BY k.conname`,
  );
  return rows.map(({ cascades, ...row }) => ({
    ...row,
    isPart: cascades || furtherParts.has(`${row.child} ${row.childColumns.join(',')}`),
  }));
}

function inOrderOfReferences(tables: readonly UndoTable[], references: readonly Reference[]): UndoTable[] {
  const immediate = references.filter(({ child, parent, isDeferred }) => child !== parent && !isDeferred);
  const ordered: UndoTable[] = [];
  let rest = [...tables];
  while (rest.length > 0) {
    const waiting = new Set(rest.map(({ name }) => name));
    const isReady = ({ name }: UndoTable): boolean =>
      immediate.every(({ child, parent }) => child !== name || !waiting.has(parent));
    const ready = rest.filter(isReady);
    if (ready.length === 0) throw new Error('The tables refer to each other in a circle');
    ordered.push(...ready);
    rest = rest.filter((table) => !ready.includes(table));
  }
  return ordered;
}

export const sameKey = ({ keyColumns }: JournalTable, a: string, b: string): string =>
  keyColumns.map((column) => `${a}.${quoted(column)} = ${b}.${quoted(column)}`).join(' AND ');

export const refersTo = ({ childColumns, parentColumns }: Reference, child: string, parent: string): string =>
  childColumns
    .map((column, index) => `${child}.${quoted(column)} = ${parent}.${quoted(parentColumns[index] ?? '')}`)
    .join(' AND ');

/** A row of the table as the composite that its state or its key describes. */
export const rowOfState = ({ name }: JournalTable, state: string): string =>
  `jsonb_populate_record(NULL::${quoted(name)}, ${state})`;

export const rowOfKey = (table: JournalTable, key: string): string => rowOfState(table, keyObject(table, key));

/**
 * What a row belongs to in the end, as text: the project of a rating of its product; null for a row on its own. Of a part
 * whose owner is gone it is null, too.
 */
export function rootSql(name: string, row: string, references: readonly Reference[], depth = 0): string | null {
  const owners = references.filter(({ child, isPart }) => child === name && isPart);
  const isOwner = references.some(({ parent, isPart }) => parent === name && isPart);
  const roots = owners.map((reference) => {
    const { parent } = reference;
    const alias = `owner_${depth}`;
    const isPartItself = references.some(({ child, isPart }) => child === parent && isPart);
    if (!isPartItself) return rootText(parent, reference.childColumns, row);
    const inner = rootSql(parent, alias, references, depth + 1);
    return `(SELECT ${inner} FROM ${quoted(parent)} ${alias} WHERE ${refersTo(reference, row, alias)})`;
  });
  if (roots.length > 0) return roots.length === 1 ? (roots[0] ?? null) : `coalesce(${roots.join(', ')})`;
  if (!isOwner) return null;
  const own = references.find(({ parent, isPart }) => parent === name && isPart);
  return own === undefined ? null : rootText(name, own.parentColumns, row);
}

/** Null when a column is. */
function rootText(table: string, columns: readonly string[], row: string): string {
  return columns.reduce((text, column) => `${text} || ' ' || ${row}.${quoted(column)}::text`, `'${table}'`);
}
