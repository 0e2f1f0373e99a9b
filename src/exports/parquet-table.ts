/** Makes Parquet of what COPY sends as text: parses it, gathers rows into groups and encodes each when it is full. */
import { ByteWriter, geojsonToWkb, ParquetWriter } from 'hyparquet-writer';
import type { ColumnType } from './datasets/index.ts';

export interface ParquetColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly isRequired: boolean;
}

/** As many as still compress well: all their values are in memory at once. */
const rowsOfGroup = 50_000;

type Schema = ConstructorParameters<typeof ParquetWriter>[0]['schema'];
type Element = Schema[number];

const elements: Readonly<Record<ColumnType, Omit<Element, 'name' | 'repetition_type'>>> = {
  string: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  json: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  integer: { type: 'INT32' },
  number: { type: 'DOUBLE' },
  decimal: { type: 'DOUBLE' },
  boolean: { type: 'BOOLEAN' },
  date: { type: 'INT32', converted_type: 'DATE' },
  datetime: { type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' },
  geometry: { type: 'BYTE_ARRAY' },
};

const readers: Readonly<Record<ColumnType, (text: string) => unknown>> = {
  string: (text) => text,
  json: (text) => text,
  integer: Number,
  number: Number,
  decimal: Number,
  boolean: (text) => text === 'true' || text === 't',
  date: (text) => new Date(`${text}T00:00:00Z`),
  datetime: (text) => new Date(text),
  geometry: (text) => geojsonToWkb(JSON.parse(text)),
};

const tab = 0x09;
const lineFeed = 0x0a;
const backslash = 0x5c;

/**
 * The values of one column in the group that is being gathered. Rows are in the order of their key, so that most cells are
 * those of the row before: a value is read anew only where its bytes differ.
 */
class Column {
  readonly name: string;
  readonly values: unknown[] = new Array(rowsOfGroup);
  readonly #read: (text: string) => unknown;
  #lastBytes: Buffer = Buffer.alloc(0);
  #lastValue: unknown = undefined;

  constructor({ name, type }: ParquetColumn) {
    this.name = name;
    this.#read = readers[type];
  }

  set(row: number, bytes: Buffer, start: number, end: number, hasEscape: boolean): void {
    if (this.#lastValue === undefined || !this.#isLast(bytes, start, end)) {
      this.#lastBytes = bytes.subarray(start, end);
      this.#lastValue = this.#valueOf(bytes.toString('utf8', start, end), hasEscape);
    }
    this.values[row] = this.#lastValue;
  }

  #isLast(bytes: Buffer, start: number, end: number): boolean {
    const last = this.#lastBytes;
    if (last.length !== end - start) return false;
    // From the end: numbers and ids differ there.
    for (let at = last.length - 1; at >= 0; at -= 1) if (last[at] !== bytes[start + at]) return false;
    return true;
  }

  #valueOf(text: string, hasEscape: boolean): unknown {
    if (!hasEscape) return this.#read(text);
    return text === '\\N' ? null : this.#read(unescaped(text));
  }
}

export class ParquetTable {
  readonly #columns: readonly Column[];
  readonly #bytes = new ByteWriter();
  readonly #writer: ParquetWriter;
  #rows = 0;
  /** The beginning of a line whose end has not come yet. */
  #rest: Buffer = Buffer.alloc(0);

  constructor(columns: readonly ParquetColumn[]) {
    this.#columns = columns.map((column) => new Column(column));
    this.#writer = new ParquetWriter({
      writer: this.#bytes,
      schema: [
        { name: 'root', num_children: columns.length },
        ...columns.map(
          ({ name, type, isRequired }): Element => ({
            name,
            repetition_type: isRequired ? 'REQUIRED' : 'OPTIONAL',
            ...elements[type],
          }),
        ),
      ],
      kvMetadata: geoMetadata(columns),
      createdBy: 'wezel',
    });
  }

  /** Bytes of the file that are ready after this chunk. */
  add(chunk: Uint8Array): Uint8Array {
    const bytes = Buffer.concat([this.#rest, chunk]);
    let line = 0;
    for (let end = bytes.indexOf(lineFeed); end !== -1; end = bytes.indexOf(lineFeed, line)) {
      this.#addLine(bytes, line, end);
      line = end + 1;
    }
    this.#rest = bytes.subarray(line);
    return this.#take();
  }

  end(): Uint8Array {
    this.#writeGroup();
    void this.#writer.finish();
    return this.#take();
  }

  /** COPY escapes tabs and line feeds inside a cell. */
  #addLine(bytes: Buffer, start: number, end: number): void {
    let cell = start;
    let column = 0;
    let hasEscape = false;
    for (let at = start; at <= end; at += 1) {
      const byte = bytes[at];
      if (byte === backslash) hasEscape = true;
      if (byte !== tab && at !== end) continue;
      this.#columns[column]?.set(this.#rows, bytes, cell, at, hasEscape);
      [cell, column, hasEscape] = [at + 1, column + 1, false];
    }
    this.#rows += 1;
    if (this.#rows === rowsOfGroup) this.#writeGroup();
  }

  #writeGroup(): void {
    if (this.#rows === 0) return;
    const isFull = this.#rows === rowsOfGroup;
    const columnData = this.#columns.map(({ name, values }) => ({
      name,
      data: isFull ? values : values.slice(0, this.#rows),
    }));
    // Nothing to wait for: its bytes are taken from memory, and the values are not looked at again.
    void this.#writer.write({ columnData, rowGroupSize: rowsOfGroup });
    this.#rows = 0;
  }

  #take(): Uint8Array {
    const bytes = this.#bytes.getBytes().slice();
    this.#bytes.index = 0;
    return bytes;
  }
}

const escapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

/** Of COPY's text format. */
function unescaped(cell: string): string {
  return cell.replaceAll(/\\(.)/gs, (_, letter: string) => escapes[letter] ?? letter);
}

/** GeoParquet 1.1. */
function geoMetadata(columns: readonly ParquetColumn[]): { key: string; value: string }[] {
  const geometry = columns.find(({ type }) => type === 'geometry');
  if (geometry === undefined) return [];
  const value = {
    version: '1.1.0',
    primary_column: geometry.name,
    columns: { [geometry.name]: { encoding: 'WKB', geometry_types: ['Polygon', 'MultiPolygon'] } },
  };
  return [{ key: 'geo', value: JSON.stringify(value) }];
}
