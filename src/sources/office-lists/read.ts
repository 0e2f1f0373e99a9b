/** Reads a list of offices in any of its editions: csv, JSON or XML, in any encoding. */
import { RefusedFileError } from '#platform/errors.ts';
import { decodeText } from '../teryt/decode.ts';
import { readCsvRecords } from './csv-records.ts';
import { readJsonRecords } from './json-records.ts';
import { type ListShape, type ListTable, maximalRecords } from './records.ts';
import { readXmlRecords } from './xml-records.ts';

const signatures: readonly (readonly [start: readonly number[], what: string])[] = [
  [[0x50, 0x4b, 3, 4], 'an Excel workbook or a zip archive'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'an old Excel or Word file'],
  [[0x25, 0x50, 0x44, 0x46], 'a PDF document'],
  [[0x1f, 0x8b], 'a gzip archive'],
];

export function readListTable(bytes: Uint8Array, shape: ListShape): ListTable {
  const known = signatures.find(([start]) => start.every((byte, index) => bytes[index] === byte));
  if (known !== undefined) {
    const mend = 'Unpack it, or save the sheet as csv, and load that.';
    throw new RefusedFileError('UNKNOWN_FORMAT', `The file is ${known[1]}, not a csv, JSON or XML file.`, mend);
  }
  const decoded = decodeText(bytes);
  const text = decoded.text.replace(/^\uFEFF/, '');
  const start = text.trimStart().slice(0, 1);
  if (start === '') throw new RefusedFileError('EMPTY', 'The file is empty.', 'Download it again.');
  if (/^\s*<(!doctype\s+html|html)/i.test(text)) throw htmlPage(shape);
  const table =
    start === '<'
      ? readXmlRecords(text, shape)
      : start === '{' || start === '['
        ? readJsonRecords(text, shape)
        : readCsvRecords(text, shape);
  if (table.records.length > maximalRecords) {
    throw new RefusedFileError('TOO_LARGE', `The file has ${table.records.length} records.`, 'Is it the right file?');
  }
  return { ...table, format: `${table.format} ${decoded.encoding}` };
}

function htmlPage({ name }: ListShape): RefusedFileError {
  return new RefusedFileError(
    'UNKNOWN_FORMAT',
    `The file is an HTML page, not the ${name}: the site answered with a page, often an error page.`,
    'Open it in a browser to see what it says, then download the list again.',
  );
}
