/** Makes Parquet of what COPY sends as text: parses it, gathers rows into groups and encodes each when it is full. */
import { ByteWriter, geojsonToWkb, ParquetWriter } from 'hyparquet-writer';
import type { ColumnType } from './datasets/index.ts';

export interface ParquetColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly isRequired: boolean;
}

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

export class ParquetTable {
  readonly #columns: readonly ParquetColumn[];
  readonly #bytes = new ByteWriter();
  readonly #writer: ParquetWriter;
  readonly #decoder = new TextDecoder();
  #values: unknown[][] = [];
  #rows = 0;
  #rest = '';

  constructor(columns: readonly ParquetColumn[]) {
    this.#columns = columns;
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
    this.#startGroup();
  }

  /** Bytes of the file that are ready after this chunk. */
  add(chunk: Uint8Array): Uint8Array {
    const lines = (this.#rest + this.#decoder.decode(chunk, { stream: true })).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.#addLine(line);
    return this.#take();
  }

  end(): Uint8Array {
    this.#writeGroup();
    void this.#writer.finish();
    return this.#take();
  }

  #addLine(line: string): void {
    const cells = line.split('\t');
    for (const [index, { type }] of this.#columns.entries()) {
      const cell = cells[index] as string;
      this.#values[index]?.push(cell === '\\N' ? null : readers[type](unescaped(cell)));
    }
    this.#rows += 1;
    if (this.#rows === rowsOfGroup) this.#writeGroup();
  }

  #startGroup(): void {
    this.#values = this.#columns.map(() => []);
    this.#rows = 0;
  }

  #writeGroup(): void {
    if (this.#rows === 0) return;
    const columnData = this.#columns.map(({ name }, index) => ({ name, data: this.#values[index] ?? [] }));
    // Nothing to wait for: its bytes are taken from memory.
    void this.#writer.write({ columnData, rowGroupSize: rowsOfGroup });
    this.#startGroup();
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
  if (!cell.includes('\\')) return cell;
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
