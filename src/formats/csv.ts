/** Delimited text as one sheet: the encoding and the delimiter are found from the bytes. */
import { RefusedFileError } from '#platform/errors.ts';
import { type CsvRecord, type CsvRules, cellsOfLine, csvRecords, type Delimiter } from './csv-records.ts';
import { encodingName, type FoundEncoding, textPieces } from './decode.ts';
import { damageReason, isDamaged, storable } from './storable.ts';
import { batchSize, type TableFile, type TableRow, type TableSource } from './table.ts';

export interface CsvOptions {
  /** Tried in this order on the first lines; the delimiter with which a line fits is the one of the file. */
  readonly recognise?: readonly IsHeader[];
  readonly delimiter?: Delimiter | undefined;
  /** Whether cells in quotation marks may hold line breaks; the default. */
  readonly lineBreaks?: boolean;
  readonly longestRecord?: number;
  /** Whether a file that ends inside a row is refused; the default. */
  readonly refuseCut?: boolean;
}

/** Whether these cells are the headings of the table (or its first row, where it has none). */
export type IsHeader = (cells: readonly string[]) => boolean;

/** A quotation mark that is never closed takes in what follows; no row of an official list is this long. */
const longestRecord = 1_000_000;
const sampleLength = 100_000;
const sampledLines = 100;
const delimiters: readonly Delimiter[] = [';', '\t', ',', '|'];

export function openCsv(bytes: Uint8Array, found: FoundEncoding, options: CsvOptions = {}): TableFile {
  const { encoding } = found;
  const delimiter = options.delimiter ?? delimiterOf(sampleOf(bytes, found), options.recognise ?? []);
  const rules = {
    delimiter,
    lineBreaks: options.lineBreaks ?? true,
    longestRecord: options.longestRecord ?? longestRecord,
  };
  let consumed = 0;
  const endsOpen = !endsWithBreak(bytes, found);
  const onRead = (read: number): void => {
    consumed = read;
  };
  const reading = { bytes, found, rules, onRead };
  return {
    format: `csv ${delimiter === '\t' ? 'tab' : delimiter} ${encodingName(encoding)}`,
    kind: 'csv',
    source: { kind: 'csv', bytes, options: { ...rules, refuseCut: options.refuseCut ?? true, found } },
    date1904: false,
    endsOpen,
    properties: {},
    size: bytes.length,
    position: () => consumed,
    close: () => undefined,
    sheets: [
      {
        name: '',
        rows: () => readRows(reading, endsOpen && (options.refuseCut ?? true)),
        merges: () => [],
      },
    ],
  };
}

/** In another thread, with what was found out about it here. */
export function openCsvAgain({ bytes, options }: TableSource): TableFile {
  const { found, ...rest } = options as CsvOptions & { readonly found: FoundEncoding };
  return openCsv(bytes, found, rest);
}

interface Reading {
  readonly bytes: Uint8Array;
  readonly found: FoundEncoding;
  readonly rules: CsvRules;
  readonly onRead: (bytes: number) => void;
}

function* readRows({ bytes, found, rules, onRead }: Reading, refuseCut: boolean): Generator<readonly TableRow[]> {
  let batch: TableRow[] = [];
  let last: TableRow | undefined;
  let width = 0;
  for (const record of csvRecords(textPieces(bytes, found.encoding, onRead), rules)) {
    width = last?.cells.length ?? 0;
    last = rowOf(record, found.isLossy);
    batch.push(last);
    if (batch.length < batchSize) continue;
    yield batch;
    batch = [];
  }
  if (refuseCut && last !== undefined) refuseIfCut(last, width);
  yield batch;
}

/** Half of an amount would be taken for a whole one. */
function refuseIfCut({ number, cells, fault }: TableRow, width: number): void {
  if (fault?.kind !== 'OPEN_QUOTE' && cells.length >= width) return;
  throw new RefusedFileError(
    'TRUNCATED',
    `The last row, line ${number}, breaks off after ${cells.length} of ${width} cells: the file was cut.`,
    'Download it again.',
  );
}

function rowOf({ cells, text, fault, ...place }: CsvRecord, isLossy: boolean): TableRow {
  const damaged = isDamaged(text, isLossy) ? cells.findIndex((cell) => isDamaged(cell, isLossy)) : -1;
  const read = cells.map((cell) => (cell === '' ? null : damaged < 0 ? cell : storable(cell)));
  const damage = { kind: 'DAMAGED_TEXT', index: damaged, reason: damageReason } as const;
  return { ...place, cells: read, text: storable(text), fault: fault ?? (damaged < 0 ? null : damage) };
}

function sampleOf(bytes: Uint8Array, { encoding }: FoundEncoding): string {
  let sample = '';
  for (const piece of textPieces(bytes, encoding)) {
    sample += piece;
    if (sample.length >= sampleLength) break;
  }
  return sample.slice(0, sampleLength);
}

function endsWithBreak(bytes: Uint8Array, { encoding }: FoundEncoding): boolean {
  const end = new TextDecoder(encoding).decode(bytes.subarray(Math.max(0, bytes.length - 2)));
  return /[\r\n]$/.test(end);
}

/** The one with which a line is the expected heading; else the one that most of the first lines have the same number of. */
function delimiterOf(sample: string, recognise: readonly IsHeader[]): Delimiter {
  const lines = sample.split(/\r\n|\n|\r/).filter((line) => /[^\s;,|"]/.test(line));
  const first = lines.slice(0, sampledLines);
  for (const isHeader of recognise) {
    for (const line of first) {
      const fitting = delimiters.find((delimiter) => isHeader(cellsOfLine(line, delimiter) ?? line.split(delimiter)));
      if (fitting !== undefined) return fitting;
    }
  }
  return mostRegular(sample);
}

function mostRegular(sample: string): Delimiter {
  const score = (delimiter: Delimiter): number => {
    const rules = { delimiter, lineBreaks: true, longestRecord: 10_000 };
    const counts = new Map<number, number>();
    let records = 0;
    for (const { cells, fault } of csvRecords([sample.slice(0, 50_000)], rules)) {
      records += 1;
      if (records > sampledLines) break;
      if (cells.length > 1 && fault === null) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
    }
    return Math.max(0, ...counts.values());
  };
  return delimiters.reduce((best, delimiter) => (score(delimiter) > score(best) ? delimiter : best));
}
