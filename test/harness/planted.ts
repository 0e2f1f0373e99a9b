/** Plants a secret in every text of every private table, one row each, as the tables themselves state their columns. */
import type pg from 'pg';
import { privateTables } from './private-tables.ts';

type Row = Readonly<Record<string, unknown>>;

interface Column {
  readonly name: string;
  readonly type: string;
  readonly isArray: boolean;
  readonly labels: readonly string[] | null;
  readonly length: number | null;
  readonly isNullable: boolean;
  readonly fallback: string | null;
}

interface Reference {
  readonly columns: readonly string[];
  readonly table: string;
  readonly targets: readonly string[];
}

/** Columns with values of their own, by table. */
export type Given = Readonly<Record<string, Row>>;

export interface Planted {
  readonly rows: ReadonlyMap<string, Row>;
  /** `table.column` of each that has the secret. */
  readonly columns: readonly string[];
  /** Of each that could have it. */
  readonly texts: readonly string[];
}

export async function plantSecrets(pool: pg.Pool, secret: string, given: Given): Promise<Planted> {
  const rows = new Map<string, Row>();
  const texts: string[] = [];
  const waiting = new Set(privateTables);
  while (waiting.size > 0) {
    const next = await findNext(pool, waiting);
    const columns = await columnsOf(pool, next.table);
    texts.push(...columns.filter(isText).map(({ name }) => `${next.table}.${name}`));
    const row = { ...rowOf(next.table, columns, secret), ...keysOf(next.references, rows), ...given[next.table] };
    rows.set(next.table, await insert(pool, next.table, row));
    waiting.delete(next.table);
  }
  return { rows, texts, columns: [...rows].flatMap(([table, row]) => columnsWith(secret, table, row)) };
}

/** One that refers to none of the others. */
async function findNext(pool: pg.Pool, waiting: ReadonlySet<string>) {
  for (const table of waiting) {
    const references = await referencesOf(pool, table);
    if (references.every((one) => !waiting.has(one.table))) return { table, references };
  }
  throw new Error(`These refer to one another: ${[...waiting].join(', ')}`);
}

function keysOf(references: readonly Reference[], rows: ReadonlyMap<string, Row>): Row {
  return Object.fromEntries(
    references.flatMap(({ columns, table, targets }) =>
      columns.map((name, index) => [name, rows.get(table)?.[targets[index] ?? '']]),
    ),
  );
}

function columnsWith(secret: string, table: string, row: Row): string[] {
  const has = (value: unknown): boolean => JSON.stringify(value).toLowerCase().includes(secret.toLowerCase());
  return Object.entries(row).flatMap(([name, value]) => (has(value) ? [`${table}.${name}`] : []));
}

const isText = ({ type }: Column): boolean => ['text', 'varchar', 'bpchar', 'json', 'jsonb'].includes(type);

function rowOf(table: string, columns: readonly Column[], secret: string): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  for (const column of columns) {
    const value = plantedIn(column, `${secret}-${table}-${column.name}`);
    if (value !== undefined) row[column.name] = value;
  }
  return row;
}

/** What is no text and need not be there is left out. */
function plantedIn(column: Column, text: string): unknown {
  const { type, labels, isNullable, fallback } = column;
  if (isText(column)) return textIn(column, text);
  if (isNullable || fallback !== null) return undefined;
  if (labels !== null) return labels[0];
  if (type.startsWith('timestamp') || type === 'date') return new Date('2026-06-15T12:00:00Z');
  return type === 'bool' ? false : 1;
}

function textIn({ type, isArray, length, fallback }: Column, text: string): unknown {
  if (type.startsWith('json')) return JSON.stringify(fallback?.startsWith("'[]'") === true ? [{ text }] : { text });
  const fitting = length === null ? text : text.slice(0, length).padEnd(length, 'x');
  return isArray ? [fitting] : fitting;
}

async function columnsOf(pool: pg.Pool, table: string): Promise<Column[]> {
  const { rows } = await pool.query<Column>(
    `SELECT a.attname AS name, coalesce(e.typname, t.typname) AS type, t.typelem <> 0 AND t.typlen = -1 AS "isArray",
        (SELECT array_agg(enumlabel::text ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid) AS labels,
        CASE WHEN t.typname = 'bpchar' THEN a.atttypmod - 4 END AS length, NOT a.attnotnull AS "isNullable",
        pg_get_expr(d.adbin, d.adrelid) AS fallback
      FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
        LEFT JOIN pg_type e ON e.oid = t.typelem AND t.typlen = -1
        LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
      WHERE a.attrelid = $1::regclass AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum`,
    [`"${table}"`],
  );
  return rows;
}

async function referencesOf(pool: pg.Pool, table: string): Promise<Reference[]> {
  const named = (list: string, of: string) =>
    `(SELECT array_agg(attname::text ORDER BY at) FROM unnest(c.${list}) WITH ORDINALITY AS k(num, at)
      JOIN pg_attribute ON attrelid = c.${of} AND attnum = k.num)`;
  const { rows } = await pool.query<Reference>(
    `SELECT ${named('conkey', 'conrelid')} AS columns, r.relname AS table, ${named('confkey', 'confrelid')} AS targets
      FROM pg_constraint c JOIN pg_class r ON r.oid = c.confrelid WHERE c.conrelid = $1::regclass AND c.contype = 'f'`,
    [`"${table}"`],
  );
  return rows;
}

async function insert(pool: pg.Pool, table: string, row: Row): Promise<Row> {
  const names = Object.keys(row);
  const { rows } = await pool.query<{ row: Row }>(
    `INSERT INTO "${table}" AS t (${names.map((name) => `"${name}"`).join(', ')})
      VALUES (${names.map((_, index) => `$${index + 1}`).join(', ')}) RETURNING to_jsonb(t) AS row`,
    Object.values(row),
  );
  return rows[0]?.row ?? {};
}
