/** Delimited text as one sheet: the encoding and the delimiter are found from the bytes. */
import { CsvError, parse } from 'csv-parse';
import { RefusedFileError } from '#platform/errors.ts';
import { batchSize, type TableRow, type Workbook } from './model.ts';

const chunkBytes = 65_536;
/** A quotation mark that is never closed takes in what follows; no row of an official list is this long. */
const maximalRecord = 1_000_000;
const sampleBytes = 8_192;

type Encoding = 'utf-8' | 'utf-16le' | 'windows-1250';

export function openCsv(bytes: Uint8Array): Workbook {
  const encoding = encodingOf(bytes);
  const delimiter = delimiterOf(new TextDecoder(encoding).decode(bytes.subarray(0, sampleBytes)));
  let consumed = 0;
  return {
    format: `csv ${delimiter === '\t' ? 'tab' : delimiter} ${encoding}`,
    date1904: false,
    size: bytes.length,
    position: () => consumed,
    close: () => undefined,
    sheets: [{ name: '', rows: () => readRows(bytes, encoding, delimiter, (read) => (consumed = read)) }],
  };
}

async function* readRows(
  bytes: Uint8Array,
  encoding: Encoding,
  delimiter: string,
  onRead: (bytes: number) => void,
): AsyncGenerator<readonly TableRow[]> {
  let rows: TableRow[] = [];
  let width = 0;
  let last: TableRow | undefined;
  let end = '';
  const parser = parse({
    delimiter,
    bom: true,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: maximalRecord,
    info: true,
  });
  parser.on('readable', () => {
    for (let record = parser.read(); record !== null; record = parser.read()) {
      width = last?.cells.length ?? 0;
      last = rowOf(record);
      rows.push(last);
    }
  });
  const failure = new Promise<never>((_, reject) => parser.on('error', (error) => reject(explain(error))));
  failure.catch(() => undefined);
  const ended = new Promise<void>((resolve) => parser.on('end', resolve));
  const decoder = new TextDecoder(encoding);
  for (let start = 0; start < bytes.length; start += chunkBytes) {
    const text = decoder.decode(bytes.subarray(start, start + chunkBytes), { stream: true });
    end = text.at(-1) ?? end;
    await Promise.race([failure, new Promise((resolve) => parser.write(text, resolve))]);
    onRead(Math.min(start + chunkBytes, bytes.length));
    if (rows.length < batchSize) continue;
    yield rows;
    rows = [];
  }
  parser.end(decoder.decode());
  await Promise.race([failure, ended]);
  if (last !== undefined && !/[\r\n]/.test(end)) refuseIfCut(last, width);
  yield rows;
}

/** Half of an amount would be taken for a whole one. */
function refuseIfCut({ number, cells }: TableRow, width: number): void {
  if (cells.length >= width) return;
  throw new RefusedFileError(
    'TRUNCATED',
    `The last row, line ${number}, breaks off after ${cells.length} of ${width} cells: the file was cut.`,
    'Download it again.',
  );
}

interface RecordWithInfo {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

function rowOf({ record, info }: RecordWithInfo): TableRow {
  const breaks = record.reduce((count, cell) => count + (cell.includes('\n') ? cell.split('\n').length - 1 : 0), 0);
  return { number: info.lines - breaks, cells: record.map((cell) => (cell === '' ? null : cell)) };
}

function explain(error: Error): Error {
  if (!(error instanceof CsvError)) return error;
  const mend = 'Close or remove the quotation mark at fault.';
  return new RefusedFileError('UNREADABLE', `The csv cannot be read: ${error.message}.`, mend, { cause: error });
}

/** What is valid UTF-8 is UTF-8; Polish lists that are not are windows-1250. */
function encodingOf(bytes: Uint8Array): Encoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for (let start = 0; start < bytes.length; start += chunkBytes) {
      decoder.decode(bytes.subarray(start, start + chunkBytes), { stream: true });
    }
    return 'utf-8';
  } catch {
    return 'windows-1250';
  }
}

/** The one that stands most often outside quotation marks. */
function delimiterOf(sample: string): string {
  const bare = sample.replace(/"[^"]*"/g, '');
  const count = (delimiter: string): number => bare.split(delimiter).length;
  return [';', ',', '\t', '|'].reduce((best, delimiter) => (count(delimiter) > count(best) ? delimiter : best));
}
