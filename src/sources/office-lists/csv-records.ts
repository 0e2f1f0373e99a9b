import { CsvError, parse } from 'csv-parse/sync';
import { RefusedFileError } from '#platform/errors.ts';
import { type ListRecord, type ListShape, type ListTable, maximalRecords, otherFile, recordOf } from './records.ts';

const delimiters = [';', '\t', ',', '|'] as const;
/** Titles and notes above the header. */
const headerRows = 20;

interface Parsed {
  readonly record: string[];
  readonly info: { readonly lines: number };
}

export function readCsvRecords(text: string, shape: ListShape): ListTable {
  const delimiter = delimiterOf(text, shape);
  const rows = delimiter === undefined ? [] : parseAll(text, delimiter);
  const header = rows.findIndex(({ record }) => shape.isHeader(record));
  if (delimiter === undefined || header < 0) throw otherFile(shape);
  const headings = (rows[header]?.record ?? []).map((heading) => heading.trim());
  const records = rows.slice(header + 1).flatMap((row, index) => {
    const line = (rows[header + index]?.info.lines ?? 0) + 1;
    return row.record.every((cell) => cell.trim() === '') ? [] : [readRow(row.record, line, headings)];
  });
  refuseIfCut(records);
  return { format: `csv ${delimiter === '\t' ? 'tab' : delimiter}`, headings, records };
}

function delimiterOf(text: string, { isHeader }: ListShape): string | undefined {
  const lines = text.slice(0, 100_000).split(/\r\n|\n|\r/, headerRows);
  const cells = (line: string, delimiter: string): string[] =>
    line.split(delimiter).map((cell) => cell.trim().replaceAll(/^"|"$/g, ''));
  return delimiters.find((delimiter) => lines.some((line) => isHeader(cells(line, delimiter))));
}

function parseAll(text: string, delimiter: string): Parsed[] {
  try {
    return parseRows(text, { delimiter, to: maximalRecords + headerRows });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new RefusedFileError(
      error.code === 'CSV_QUOTE_NOT_CLOSED' ? 'TRUNCATED' : 'UNREADABLE',
      `The csv cannot be read: ${error.message.slice(0, 200)}.`,
      'It was cut off, or has a quotation mark too many: download it again.',
      { cause: error },
    );
  }
}

function parseRows(text: string, options: { delimiter: string; to: number }): Parsed[] {
  return parse(text, {
    ...options,
    info: true,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: false,
  }) as unknown as Parsed[];
}

function readRow(cells: readonly string[], line: number, headings: readonly string[]): ListRecord {
  const wanted = headings.findLastIndex((heading) => heading !== '') + 1;
  const record = recordOf(line, headings, cells);
  if (cells.length >= wanted) return record;
  return { ...record, fault: `The row has ${cells.length} columns instead of ${wanted}: is a delimiter missing?` };
}

/** Files break off in the middle of a row; a broken row elsewhere is that row's own fault. */
function refuseIfCut(records: readonly ListRecord[]): void {
  const last = records.at(-1);
  if (last === undefined) {
    throw new RefusedFileError('EMPTY', 'The file has a header and no rows.', 'Download it again.');
  }
  if (last.fault === null || records.length === 1) return;
  throw new RefusedFileError(
    'TRUNCATED',
    `The last row, line ${last.row}, breaks off: the file was cut.`,
    'Download it again.',
  );
}
