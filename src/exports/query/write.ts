/** Rows of an export as the text of a format. */
import { csvLine, guardedText } from '../spreadsheet.ts';
import type { ExportColumn } from './columns.ts';
import type { Cell, Row } from './rows.ts';

export const exportFormats = ['csv', 'ndjson', 'parquet'] as const;
export type ExportFormat = (typeof exportFormats)[number];

export interface RowWriter {
  /** What stands before the first row. */
  readonly head: string;
  line(row: Row): string;
}

export interface CsvStyle {
  /** Cells as they are, even where a spreadsheet takes them for formulas. */
  readonly isRaw: boolean;
  readonly hasBom: boolean;
}

export function rowWriter(format: ExportFormat, columns: readonly ExportColumn[], csv: CsvStyle): RowWriter {
  if (format === 'csv') return csvWriter(columns, csv);
  return format === 'ndjson' ? jsonWriter(columns) : copyWriter;
}

function csvWriter(columns: readonly ExportColumn[], { isRaw, hasBom }: CsvStyle): RowWriter {
  const isText = columns.map(({ type }) => type === 'string' || type === 'json');
  const guard = (cell: Cell, index: number): Cell =>
    typeof cell === 'string' && isText[index] === true ? guardedText(cell) : cell;
  return {
    head: `${hasBom ? '\uFEFF' : ''}${csvLine(columns.map(({ name }) => name))}`,
    line: (row) => csvLine(isRaw ? row : row.map(guard)),
  };
}

function jsonWriter(columns: readonly ExportColumn[]): RowWriter {
  const names = columns.map(({ name }) => `${JSON.stringify(name)}:`);
  const isVerbatim = columns.map(({ type }) => type === 'json' || type === 'decimal');
  const json = (cell: Cell, index: number): string =>
    cell !== null && isVerbatim[index] === true ? String(cell) : JSON.stringify(cell);
  return {
    head: '',
    line: (row) => `{${row.map((cell, index) => `${names[index]}${json(cell, index)}`).join(',')}}\n`,
  };
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** PostgreSQL's text format, of which Parquet is made. */
const copyWriter: RowWriter = {
  head: '',
  line: (row) => `${row.map(copyCell).join('\t')}\n`,
};

function copyCell(cell: Cell): string {
  if (cell === null) return '\\N';
  return typeof cell === 'string' ? cell.replaceAll(/[\\\n\r\t]/g, (sign) => escapes[sign] ?? sign) : String(cell);
}
