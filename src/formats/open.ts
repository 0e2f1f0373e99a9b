/** Any table file, recognised by its first bytes and not by its name. */
import { RefusedFileError } from '#platform/errors.ts';
import { type Content, type ContentOptions, contentsOf } from './contents.ts';
import { type CsvOptions, openCsv } from './csv.ts';
import { encodingName, findEncoding } from './decode.ts';
import { openJson } from './json-table.ts';
import type { TableFile } from './table.ts';
import type { SheetOptions } from './workbook-options.ts';
import { openXls } from './xls.ts';
import { openXlsx } from './xlsx.ts';
import { htmlPage, openXml } from './xml-table.ts';

export interface TableOptions extends ContentOptions, CsvOptions, SheetOptions {
  readonly maxRecords?: number;
}

/** What the importers hand over; the name says nothing about the form. */
export interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The table in a file that holds one; of an archive, the only one that `read` takes. */
export function readTable<T>(file: NamedBytes, options: TableOptions, read: (table: TableFile) => T): T {
  return readContent(file, options, (content) => read(openTable(content, options)));
}

/**
 * What `read` makes of the document in a file. An archive may hold other documents beside it: those are passed over. Two
 * that can be read are refused, for nobody knows which of them is meant, unless they are editions of one under one name.
 */
export function readContent<T>(file: NamedBytes, options: ContentOptions, read: (content: Content) => T): T {
  if (file.bytes.length === 0) throw emptyFile();
  let found: { readonly content: Content; readonly result: T } | undefined;
  let refusal: RefusedFileError | undefined;
  for (const content of contentsOf(file.bytes, file.name, options)) {
    if (found !== undefined && isOtherEdition(found.content, content, options)) continue;
    const result = triedWith(content, read);
    if (result instanceof RefusedFileError) refusal ??= result;
    else if (found === undefined) found = { content, result };
    else throw severalDocuments(found.content, content);
  }
  if (found !== undefined) return found.result;
  throw refusal ?? emptyFile();
}

/** Of a collection in which one document is preferred, the others are passed over. */
function isOtherEdition(found: Content, { name }: Content, { preference }: ContentOptions): boolean {
  return preference !== undefined || stemOf(found.name) === stemOf(name);
}

/** The refusal where the document is something else than what is looked for. */
function triedWith<T>(content: Content, read: (content: Content) => T): T | RefusedFileError {
  try {
    return read(content);
  } catch (error) {
    if (error instanceof RefusedFileError && isOtherDocument(error)) return error;
    throw error;
  }
}

const isOtherDocument = ({ reason }: RefusedFileError): boolean =>
  reason === 'OTHER_REGISTER' || reason === 'ADDRESS_VARIANT' || reason === 'UNKNOWN_FORMAT';

function stemOf(name: string): string {
  return name.replace(/^.*\//, '').replace(/\.[^.]*$/, '');
}

function severalDocuments(first: Content, second: Content): RefusedFileError {
  const message = `The archive holds several such files: ${first.name}, ${second.name}.`;
  return new RefusedFileError('TOO_LARGE', message, 'Unpack it and load them one after the other.');
}

const emptyFile = (): RefusedFileError =>
  new RefusedFileError('EMPTY', 'The file is empty: it holds no rows.', 'Download it again.');

export function openTable(content: Content, options: TableOptions): TableFile {
  const table = openContent(content, options);
  return content.container === '' ? table : { ...table, format: content.container + table.format };
}

function openContent({ bytes, kind }: Content, options: TableOptions): TableFile {
  if (kind === 'xlsx') return openXlsx(bytes, options);
  if (kind === 'xls') return openXls(bytes, options);
  const found = findEncoding(bytes);
  const start = new TextDecoder(found.encoding).decode(bytes.subarray(0, 2_000)).trimStart();
  if (start === '' && isBlankText(bytes)) throw emptyFile();
  if (/^(<\?xml[^>]*>\s*)?<(!doctype\s+html|html)/i.test(start)) throw htmlPage();
  if (!/^[<[{]/.test(start) || isCsvInBrackets(start)) return openCsv(bytes, found, options);
  refuseIfLong(bytes);
  const text = new TextDecoder(found.encoding).decode(bytes);
  const name = encodingName(found.encoding);
  return start.startsWith('<')
    ? openXml(text, name, found.isLossy, options)
    : openJson(text, name, found.isLossy, options);
}

/** A csv whose first cell is `[zł]`. */
function isCsvInBrackets(start: string): boolean {
  return /^\[[^"\]{[\n]*\p{L}[^\]\n]*\][^,\]\s]*[;\t|]/u.test(start);
}

function isBlankText(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte <= 32 || byte === 0xef || byte === 0xbb || byte === 0xbf || byte >= 0xfe);
}

/** A document is parsed as a whole, which takes several times its size. */
const maxDocumentBytes = 128 * 1024 * 1024;

function refuseIfLong(bytes: Uint8Array): void {
  if (bytes.length <= maxDocumentBytes) return;
  const message = `The XML or JSON has ${Math.round(bytes.length / 1024 ** 2)} MB; at most 128 are read.`;
  throw new RefusedFileError('TOO_LARGE', message, 'Load the list as csv or xlsx.');
}
