/** COPY is the fastest way into PostgreSQL. Rows are given by the names of their columns, as the Prisma models have them. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ColumnType } from 'kysely';
import type { ClientBase } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Tables } from './kysely.ts';

/** Days, decimals, JSON and bytes are written as PostgreSQL's own text. */
export type CopyCell = string | number | boolean | readonly string[] | null;

type CellOf<T> = unknown extends T
  ? string
  : T extends null | string | number | boolean
    ? T
    : T extends readonly string[]
      ? readonly string[]
      : T extends ColumnType<infer Selected, infer _Inserted, infer _Updated>
        ? CellOf<Selected>
        : string;

export type ColumnOf<Table extends keyof Tables> = keyof Tables[Table] & string;

/** A row of a table of the models, with the columns that are written. */
export type CopyRow<Table extends keyof Tables, Column extends ColumnOf<Table>> = {
  readonly [Name in Column]: CellOf<Tables[Table][Name]>;
};

type Rows<Row> = Iterable<Row> | AsyncIterable<Row>;

export function copyInto<Table extends keyof Tables & string, Column extends ColumnOf<Table>>(
  client: ClientBase,
  table: Table,
  columns: readonly Column[],
  rows: Rows<CopyRow<Table, Column>>,
): Promise<void> {
  return copyIntoStaging(client, table, columns, rows as Rows<Readonly<Record<Column, CopyCell>>>);
}

/** For a table that lives for one transaction, and so has no model. */
export async function copyIntoStaging<Column extends string>(
  client: ClientBase,
  table: string,
  columns: readonly Column[],
  rows: Rows<Readonly<Record<Column, CopyCell>>>,
): Promise<void> {
  await pipeline(Readable.from(inChunks(rows, columns)), target(client, table, columns));
}

/**
 * Rows as COPY reads them, to be sent by `copyEncoded`: so they are made while the database still does something else, and
 * of a row nothing but its bytes is kept.
 */
export class RowEncoder<Column extends string> {
  readonly #columns: readonly Column[];
  readonly #chunk = new Chunk();
  #full: Uint8Array[] = [];

  constructor(columns: readonly Column[]) {
    this.#columns = columns;
  }

  add(row: Readonly<Record<Column, CopyCell>>): void {
    const full = this.#chunk.add(copyLine(row, this.#columns));
    if (full !== null) this.#full.push(full);
  }

  /** What was added since it was called last. */
  take(): readonly Uint8Array[] {
    const last = this.#chunk.take();
    const taken = last === null ? this.#full : [...this.#full, last];
    this.#full = [];
    return taken;
  }

  /** Chunks that have been sent are written over: garbage by the megabyte waits long for its collection. */
  reuse(chunks: readonly Uint8Array[]): void {
    for (const chunk of chunks) this.#chunk.reuse(chunk);
  }
}

export async function copyEncoded(
  client: ClientBase,
  table: string,
  columns: readonly string[],
  chunks: readonly Uint8Array[],
): Promise<void> {
  await pipeline(Readable.from(chunks), target(client, table, columns));
}

/** Lines of COPY's text format: for rows by the million, which no object each is made for. Texts in them are `copyText`s. */
export async function copyLines(
  client: ClientBase,
  table: string,
  columns: readonly string[],
  lines: Iterable<string>,
): Promise<void> {
  await pipeline(Readable.from(joined(lines)), target(client, table, columns));
}

/** The same in COPY's binary format, without its header and its end: for numbers by the million, which need no text each. */
export async function copyBinary(
  client: ClientBase,
  table: string,
  columns: readonly string[],
  rows: Iterable<Uint8Array>,
): Promise<void> {
  await pipeline(Readable.from(asBinary(rows)), target(client, table, columns, ' (FORMAT binary)'));
}

function* asBinary(rows: Iterable<Uint8Array>): Generator<Uint8Array> {
  // No flags, no extension of the header.
  yield Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
  yield* rows;
  yield Buffer.from([0xff, 0xff]);
}

function target(client: ClientBase, table: string, columns: readonly string[], format = '') {
  const names = columns.map((name) => `"${name}"`).join(', ');
  // SQL as text: Kysely has no COPY.
  return client.query(copyFrom(`COPY ${table} (${names}) FROM STDIN${format}`));
}

/** Each chunk costs a turn, and a system call that wakes PostgreSQL. */
const chunkBytes = 262_144;
/** A UTF-16 unit has at most three bytes in UTF-8. */
const maxBytesOfUnit = 3;

/** Lines on their way into chunks: as bytes at once, for thousands of texts put together keep all of them alive. */
class Chunk {
  #bytes: Buffer = Buffer.allocUnsafe(chunkBytes);
  #end = 0;
  readonly #free: Buffer[] = [];

  /** The chunk before, where there is no room for the line in it. */
  add(line: string): Uint8Array | null {
    const maxBytes = line.length * maxBytesOfUnit;
    const full = this.#end + maxBytes > this.#bytes.length ? this.take(maxBytes) : null;
    this.#end += this.#bytes.write(line, this.#end);
    return full;
  }

  /** What is in it, and room for so much instead. */
  take(maxBytes = 0): Uint8Array | null {
    const taken = this.#end === 0 ? null : this.#bytes.subarray(0, this.#end);
    this.#bytes = this.#withRoom(maxBytes);
    this.#end = 0;
    return taken;
  }

  reuse({ buffer }: Uint8Array): void {
    if (buffer.byteLength === chunkBytes) this.#free.push(Buffer.from(buffer));
  }

  #withRoom(bytes: number): Buffer {
    if (bytes > chunkBytes) return Buffer.allocUnsafe(bytes);
    return this.#free.pop() ?? Buffer.allocUnsafe(chunkBytes);
  }
}

/** One write per line would cost more than the copy itself, and so would one turn of the event loop. */
function inChunks<Column extends string>(
  rows: Rows<Readonly<Record<Column, CopyCell>>>,
  columns: readonly Column[],
): Iterable<Uint8Array> | AsyncIterable<Uint8Array> {
  return Symbol.asyncIterator in rows ? ofAsync(rows, columns) : joined(ofSync(rows, columns));
}

function* ofSync<Column extends string>(
  rows: Iterable<Readonly<Record<Column, CopyCell>>>,
  columns: readonly Column[],
): Generator<string> {
  for (const row of rows) yield copyLine(row, columns);
}

function* joined(lines: Iterable<string>): Generator<Uint8Array> {
  const chunk = new Chunk();
  for (const line of lines) {
    const full = chunk.add(line);
    if (full !== null) yield full;
  }
  const last = chunk.take();
  if (last !== null) yield last;
}

async function* ofAsync<Column extends string>(
  rows: AsyncIterable<Readonly<Record<Column, CopyCell>>>,
  columns: readonly Column[],
): AsyncGenerator<Uint8Array> {
  const chunk = new Chunk();
  for await (const row of rows) {
    const full = chunk.add(copyLine(row, columns));
    if (full !== null) yield full;
  }
  const last = chunk.take();
  if (last !== null) yield last;
}

/** A line of COPY's text format. */
function copyLine<Column extends string>(row: Readonly<Record<Column, CopyCell>>, columns: readonly Column[]): string {
  let line = '';
  let separator = '';
  for (const column of columns) {
    line += separator + cellText(row[column]);
    separator = '\t';
  }
  return `${line}\n`;
}

function cellText(cell: CopyCell): string {
  if (cell === null) return '\\N';
  if (typeof cell === 'string') return copyText(cell);
  if (typeof cell === 'number') return String(cell);
  if (typeof cell === 'boolean') return cell ? 't' : 'f';
  return copyText(arrayLiteral(cell));
}

/** In JSON, the escape of a NUL or of half a surrogate pair; not what follows an escaped backslash. */
const unstorable = /(?<!\\)((?:\\\\)*)\\u(?:0000|d[89a-f][0-9a-f]{2})/g;

/** JSON without NULs and without halves of characters, which PostgreSQL's has not either. */
export function jsonCell(value: unknown): string {
  const json = JSON.stringify(value);
  return json.includes('\\u') ? json.replaceAll(unstorable, '$1\uFFFD') : json;
}

/** PostgreSQL's text form of an array of texts. */
function arrayLiteral(texts: readonly string[]): string {
  return `{${texts.map((text) => `"${text.replaceAll(/["\\]/g, '\\$&')}"`).join(',')}}`;
}

/** PostgreSQL has no text with a NUL in it, but a damaged file may. */
const copyEscapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
  '\0': '\uFFFD',
};

export function copyText(value: string): string {
  // Looking for the characters one by one is faster than one regular expression, and most texts have none of them.
  const isPlain = !(
    value.includes('\\') ||
    value.includes('\n') ||
    value.includes('\t') ||
    value.includes('\r') ||
    value.includes('\0')
  );
  return isPlain ? value : value.replaceAll(/[\\\t\n\r\0]/g, (character) => copyEscapes[character] ?? character);
}
