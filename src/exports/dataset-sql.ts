/** A dataset as SQL for COPY: its rows at a release, in a fixed order, with the columns as a format writes them. */
import type { TableNode } from 'kysely';
import type pg from 'pg';
import { execute, query } from '#platform/database/index.ts';
import { type JournalTable, stateAt, stateSince } from '#platform/releases/journal.ts';
import type { ColumnType, Dataset } from './datasets/index.ts';
import { guardedSql } from './spreadsheet.ts';

export interface TableRequest {
  readonly dataset: Dataset;
  readonly release: number;
  /** Of observations: only those of this metric. */
  readonly metric?: string | undefined;
  /** A condition on the columns of the dataset, of literals only. */
  readonly where?: string | undefined;
}

/** Writes a column in the text of a format. */
type CellSql = (column: string, type: ColumnType) => string;

/** In plain text, as csv has it. */
const plain: CellSql = (column, type) => {
  if (type === 'decimal') return `trim_scale(${column})`;
  if (type === 'datetime') return `to_char(${column}, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
  return type === 'boolean' || type === 'json' || type === 'string' ? `${column}::text` : column;
};

const guarded: CellSql = (column, type) => {
  const text = plain(column, type);
  if (type !== 'string' && type !== 'json') return text;
  return guardedSql(text);
};

const json: CellSql = (column, type) =>
  type === 'geometry' ? `${column}::json` : type === 'boolean' || type === 'json' ? column : plain(column, type);

const binaryTypes: Readonly<Record<ColumnType, string>> = {
  string: 'text',
  json: 'text',
  geometry: 'text',
  integer: 'int4',
  number: 'float8',
  decimal: 'float8',
  boolean: 'bool',
  date: 'date',
  datetime: 'timestamp',
};

/** What Parquet is made from. */
const binary: CellSql = (column, type) => `${column}::${binaryTypes[type]}`;

const cells = { plain, guarded, json, binary };

/** `SELECT` of the declared columns in their order. */
export async function tableSql(
  client: pg.ClientBase,
  tables: readonly JournalTable[],
  request: TableRequest,
  style: keyof typeof cells,
): Promise<string> {
  const { columns } = request.dataset;
  const selected = Object.entries(columns).map(([name, [type]]) => `${cells[style](`d."${name}"`, type)} AS "${name}"`);
  return `${await statesSql(client, tables, request)} SELECT ${selected.join(', ')} FROM (${rowsSql(request)}) d ORDER BY ${orderSql(request.dataset)}`;
}

/** Each row as one JSON object; of GeoJSON a feature each but for what stands around them. */
export async function lineSql(
  client: pg.ClientBase,
  tables: readonly JournalTable[],
  request: TableRequest,
  style: 'ndjson' | 'geojson',
): Promise<string> {
  const states = await statesSql(client, tables, request);
  const names = Object.entries(request.dataset.columns);
  // SQL as text: the columns are those that the dataset declares.
  const objectOf = (wanted: typeof names): string =>
    `(SELECT row_to_json(o) FROM (SELECT ${wanted.map(([name, [type]]) => `${json(`d."${name}"`, type)} AS "${name}"`).join(', ')}) o)::text`;
  const order = orderSql(request.dataset);
  if (style === 'ndjson') return `${states} SELECT ${objectOf(names)} FROM (${rowsSql(request)}) d ORDER BY ${order}`;
  const geometry = names.find(([, [type]]) => type === 'geometry')?.[0] ?? '';
  const properties = objectOf(names.filter(([name]) => name !== geometry));
  return `${states} SELECT CASE WHEN row_number() OVER (ORDER BY ${order}) = 1 THEN '' ELSE ',' END
      || '{"type":"Feature","properties":' || ${properties} || ',"geometry":' || d."${geometry}" || '}'
    FROM (${rowsSql(request)}) d ORDER BY ${order}`;
}

function rowsSql({ dataset, metric, where }: TableRequest): string {
  const { sql, parameters } = dataset.rows.compile();
  if (parameters.length > 0) throw new Error(`The dataset ${dataset.name} has parameters, which COPY does not take`);
  return metric === undefined
    ? sql
    : // SQL as text: around the text of another statement, as COPY takes it.
      `SELECT * FROM (${sql}) m WHERE metric = ${literal(metric)} AND (${where ?? 'true'})`;
}

export function literal(text: string): string {
  return `E'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

/** The same whatever the collation of the database. */
function orderSql({ columns, primaryKey, order }: Dataset): string {
  const keys = order ?? primaryKey;
  return keys.map((key) => (columns[key]?.[0] === 'string' ? `d."${key}"::text COLLATE "C"` : `d."${key}"`)).join(', ');
}

function statesSql(client: pg.ClientBase, tables: readonly JournalTable[], request: TableRequest): Promise<string> {
  const condition = request.where ?? '';
  const ofDataset = tablesOf(request.dataset, tables);
  const read = tables
    .filter((table) => ofDataset.includes(table) || condition.includes(`"${table.name}"`))
    .map(({ name }) => name);
  return statesOf(client, tables, read, request.release);
}

/** The tables whose rows a dataset is made from. */
export function tablesOf({ rows }: Dataset, tables: readonly JournalTable[]): readonly JournalTable[] {
  const names = new Set(tableNames(rows.toOperationNode()));
  return tables.filter(({ name }) => names.has(name));
}

function tableNames(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  if ('kind' in node && node.kind === 'TableNode') return [(node as TableNode).table.identifier.name];
  return Object.values(node).flatMap(tableNames);
}

/** Tables as they were at the release, under their own names: what `SELECT` after it reads. */
export async function statesOf(
  client: pg.ClientBase,
  tables: readonly JournalTable[],
  names: readonly string[],
  release: number,
): Promise<string> {
  const rows = await execute(
    client,
    query.selectFrom('journal_entry').distinct().select('table_name as name').where('release', '>', release),
  );
  const changed = new Set(rows.map(({ name }) => name));
  const states = tables
    .filter(({ name }) => names.includes(name))
    .map((table) => {
      const state = (changed.has(table.name) ? stateAt : stateSince)(table, String(release));
      return `"${table.name}" AS NOT MATERIALIZED (${state})`;
    });
  // SQL as text: the tables are any of the catalogue.
  return `WITH ${states.join(', ')}`;
}
