/**
 * Rows in an XML document, whatever its schema: `<row><col name="WOJ">02</col>…`, `<row><WOJ>02</WOJ>…`, or any element
 * whose attributes and leaves are headed like the expected table.
 */
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { RefusedFileError } from '#platform/errors.ts';
import type { IsHeader } from './csv.ts';
import { damageReason, isDamaged, storable } from './storable.ts';
import { inBatches, type Properties, type TableFile, type TableRow } from './table.ts';

const maxDepth = 50;

export interface XmlOptions {
  readonly recognise?: readonly IsHeader[];
  readonly maxRecords?: number;
}

interface XmlRecord {
  readonly fields: ReadonlyMap<string, string>;
  readonly text: string;
}

export function openXml(source: string, encoding: string, isLossy: boolean, options: XmlOptions): TableFile {
  const text = withoutForbidden(source.trimStart());
  const mayBeDamaged = isLossy || text.length !== source.trimStart().length || text.includes('\uFFFD');
  const reading = new Reading(text, options);
  read(text, reading);
  const { records, properties } = reading;
  return {
    format: `xml ${encoding}`,
    kind: 'xml',
    source: null,
    date1904: false,
    endsOpen: false,
    properties,
    size: text.length,
    position: () => text.length,
    close: () => undefined,
    sheets: [{ name: '', rows: () => inBatches(rowsOf(records, mayBeDamaged)), merges: () => [] }],
  };
}

/** No XML may hold these, even as references, but a damaged file does; one of them must not lose the whole file. */
function withoutForbidden(text: string): string {
  const references =
    /&#(?:0+|x0+|5(?:5(?:29[6-9]|[3-9]\d\d)|6\d\d\d|7[0-2]\d\d|73[0-3]\d|734[0-3])|xd[89a-f][0-9a-f]{2});/gi;
  return text
    .replaceAll(/[\p{Cc}\uFFFE\uFFFF]/gu, (character) => (isAllowed(character) ? character : '\uFFFD'))
    .replaceAll(references, '\uFFFD')
    .toWellFormed();
}

/** Tab, line feed, carriage return, and what lies beyond ASCII (XML 1.0, 2.2). */
function isAllowed(character: string): boolean {
  return /[\t\n\r\u0080-\u009f]/.test(character);
}

function* rowsOf(records: readonly XmlRecord[], mayBeDamaged: boolean): Generator<TableRow> {
  if (records.length === 0) return;
  const headings = [...new Set(records.flatMap(({ fields }) => [...fields.keys()]))];
  yield { number: 0, ordinal: 0, cells: headings, text: headings.join(';'), fault: null };
  for (const [index, { fields, text }] of records.entries()) {
    const cells = headings.map((heading) => fields.get(heading) || null);
    const damaged = mayBeDamaged ? cells.findIndex((cell) => cell !== null && isDamaged(cell, true)) : -1;
    const fault = damaged < 0 ? null : ({ kind: 'DAMAGED_TEXT', index: damaged, reason: damageReason } as const);
    yield { number: index + 1, ordinal: index + 1, cells, text: storable(text), fault };
  }
}

interface Open {
  readonly tag: string;
  readonly heading: string;
  readonly start: number;
  readonly fields: Map<string, string>;
  isLeaf: boolean;
  text: string;
}

class Stop extends Error {}

class Reading {
  readonly records: XmlRecord[] = [];
  readonly properties: Properties;
  isEnded = false;
  readonly #found: Record<string, string> = {};
  readonly #open: Open[] = [];
  readonly #source: string;
  readonly #recognise: readonly IsHeader[];
  readonly #max: number;
  /** The element that the records are, once one is recognised: a record that lacks a field is one all the same. */
  #recordTag: string | null = null;

  constructor(source: string, { recognise = [], maxRecords = Number.POSITIVE_INFINITY }: XmlOptions) {
    this.#source = source;
    this.#recognise = recognise;
    this.#max = maxRecords;
    this.properties = this.#found;
  }

  openTag({ name, attributes }: SaxesTagPlain, position: number): void {
    const tag = localName(name);
    if (this.#open.length === 0 && tag.toLowerCase() === 'html') throw htmlPage();
    if (this.#open.length >= maxDepth) throw new RefusedFileError('UNREADABLE', 'The XML nests too deeply.');
    const above = this.#open.at(-1);
    if (above !== undefined) above.isLeaf = false;
    const fields = new Map(Object.entries(attributes).map(([key, value]) => [plainName(key), value]));
    const heading = plainName(attributes['name'] ?? attributes['nazwa'] ?? tag);
    const start = this.#source.lastIndexOf('<', position - 1);
    this.#open.push({ tag: tag.toLowerCase(), heading, start, fields, isLeaf: true, text: '' });
  }

  text(text: string): void {
    const open = this.#open.at(-1);
    if (open !== undefined) open.text += text;
  }

  closeTag(position: number): void {
    const closed = this.#open.pop();
    if (closed === undefined) return;
    const parent = this.#open.at(-1);
    if (this.#isRecord(closed)) this.#add(closed, position);
    else if (closed.isLeaf && parent !== undefined) {
      if (!parent.fields.get(closed.heading)) parent.fields.set(closed.heading, closed.text);
    } else
      for (const [key, value] of closed.fields) this.#found[`${closed.tag}.${key}`] ??= value.trim().slice(0, 1_000);
    if (parent === undefined) this.#end();
  }

  #isRecord({ tag, fields, isLeaf }: Open): boolean {
    if (tag === 'row' || (tag === this.#recordTag && fields.size > 0)) return true;
    if (fields.size < 2 && (isLeaf || this.#recognise.length === 0)) return false;
    // Of a table whose headings nobody knows beforehand every element with several fields is a row.
    if (this.#recognise.length === 0) return true;
    const headings = [...fields.keys()];
    return this.#recognise.some((isHeader) => isHeader(headings));
  }

  #add({ tag, fields, start }: Open, position: number): void {
    if (this.records.length >= this.#max) {
      throw new RefusedFileError(
        'TOO_LARGE',
        `The file holds more than ${this.#max} records.`,
        'Is it the right file?',
      );
    }
    this.#recordTag ??= tag;
    this.records.push({ fields, text: this.#source.slice(start, position) });
  }

  /** e-TERYT may append its HTML page behind the document; nothing after the root element is read. */
  #end(): never {
    this.isEnded = true;
    throw new Stop();
  }
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** Access writes blanks as `_x0020_`. */
function plainName(name: string): string {
  return name.replaceAll(/_x([0-9a-f]{4})_/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

function read(text: string, reading: Reading): void {
  const parser = new SaxesParser({ position: true });
  parser.on('doctype', () => {
    throw doctype();
  });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', (tag) => reading.openTag(tag as SaxesTagPlain, parser.position));
  parser.on('text', (part) => reading.text(part));
  parser.on('cdata', (part) => reading.text(part));
  parser.on('closetag', () => reading.closeTag(parser.position));
  parse(parser, text, reading);
}

function parse(parser: SaxesParser, text: string, reading: Reading): void {
  let isClosing = false;
  try {
    parser.write(text);
    isClosing = true;
    parser.close();
  } catch (error) {
    if (error instanceof Stop) return;
    if (error instanceof RefusedFileError) throw error;
    throw isClosing && !reading.isEnded ? unclosed(reading.records.length) : malformed(error as Error);
  }
  if (!reading.isEnded) throw unclosed(reading.records.length);
}

const unclosed = (rows: number): RefusedFileError =>
  new RefusedFileError(
    'TRUNCATED',
    `The XML ends inside an element, after ${rows} whole rows: the download was cut off.`,
    'Download it again.',
  );

const malformed = (cause: Error): RefusedFileError =>
  new RefusedFileError(
    'UNREADABLE',
    `The XML is malformed at line:column ${cause.message.slice(0, 200)}`,
    'Download it again.',
    { cause },
  );

const doctype = (): RefusedFileError =>
  new RefusedFileError(
    'UNREADABLE',
    'The XML declares a document type; a list has none, and entities are not expanded.',
    'Remove the DOCTYPE.',
  );

export const htmlPage = (): RefusedFileError =>
  new RefusedFileError(
    'UNKNOWN_FORMAT',
    'The file is an HTML page: the site answered with a page, often an error page, instead of the file.',
    'Open the file in a browser to see what it says, then download it again.',
  );
