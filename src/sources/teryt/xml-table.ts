import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { RefusedFileError } from '#platform/errors.ts';
import { type Column, columnOf, refuseOtherCatalogue, refuseOtherHeadings } from './columns.ts';
import { MAX_RECORDS, type RawRecord, type RegisterTable, tooManyRecords } from './table.ts';

/*
 * Both schemas at once: `<row><col name="WOJ">02</col>…` and `<row><WOJ>02</WOJ>…`. A row is an element called row, or any
 * element with a WOJ or TERC inside, so that answers of the TERYT web service pass too.
 */

const MAX_DEPTH = 50;

interface Open {
  readonly tag: string;
  /** The heading that the element stands for: its `name` attribute in the old schema, else its own name. */
  readonly heading: string;
  readonly start: number;
  /** Made when the first child closes: most elements are leaves. */
  fields: Map<string, string> | null;
  text: string;
}

class Stop extends Error {}

class Reading {
  readonly records: RawRecord[] = [];
  statedDate: string | null = null;
  ended = false;
  private readonly open: Open[] = [];
  private readonly columns = new Map<string, Column | null>();
  private readonly source: string;

  constructor(source: string) {
    this.source = source;
  }

  openTag(tag: SaxesTagPlain, position: number): void {
    const name = localName(tag.name);
    if (this.open.length === 0 && name === 'html') throw htmlPage();
    if (this.open.length >= MAX_DEPTH) throw new RefusedFileError('UNREADABLE', 'The XML nests too deeply.');
    if (name === 'catalog') this.catalogue(tag.attributes);
    const row = name === 'row';
    const heading = row ? 'row' : (tag.attributes['name'] ?? localName(tag.name, false));
    const fields = row ? new Map(Object.entries(tag.attributes)) : null;
    this.open.push({ tag: name, heading, start: this.source.lastIndexOf('<', position - 1), fields, text: '' });
  }

  text(text: string): void {
    const open = this.open.at(-1);
    if (open) open.text += text;
  }

  closeTag(position: number): void {
    const closed = this.open.pop();
    if (!closed) return;
    const parent = this.open.at(-1);
    if (this.isRecord(closed)) this.add(closed, position);
    else if (closed.fields === null && parent) {
      parent.fields ??= new Map();
      parent.fields.set(closed.heading, closed.text);
    }
    if (!parent) this.end();
  }

  private catalogue(attributes: Record<string, string>): void {
    refuseOtherCatalogue(attributes['name'] ?? '');
    this.statedDate = attributes['date'] ?? null;
  }

  private isRecord(element: Open): boolean {
    if (element.tag === 'row') return true;
    if (element.fields === null || element.fields.size < 2) return false;
    return [...element.fields.keys()].some((heading) => ['WOJ', 'TERC'].includes(this.column(heading) ?? ''));
  }

  private add(element: Open, position: number): void {
    const fields = element.fields ?? new Map<string, string>();
    if (this.records.length === 0) refuseOtherHeadings([...fields.keys()]);
    if (this.records.length >= MAX_RECORDS) throw tooManyRecords();
    const cells: RawRecord['cells'] = {};
    for (const [heading, text] of fields) {
      const column = this.column(heading);
      if (column !== null) cells[column] ??= text;
    }
    const original = this.source.slice(element.start, position);
    this.records.push({ row: this.records.length + 1, cells, original, fault: null, short: false });
  }

  private column(heading: string): Column | null {
    let column = this.columns.get(heading);
    if (column === undefined) {
      column = columnOf(heading);
      this.columns.set(heading, column);
    }
    return column;
  }

  /** e-TERYT may append its HTML page behind the document; nothing after the root element is read. */
  private end(): never {
    this.ended = true;
    throw new Stop();
  }
}

export function readXmlTable(text: string, encoding: string): RegisterTable {
  const reading = new Reading(text);
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
  if (reading.records.length === 0) throw noRows();
  return { format: `xml ${encoding}`, records: reading.records, statedDate: reading.statedDate };
}

function parse(parser: SaxesParser, text: string, reading: Reading): void {
  let closing = false;
  try {
    parser.write(text);
    closing = true;
    parser.close();
  } catch (error) {
    if (error instanceof RefusedFileError || error instanceof Stop) {
      if (error instanceof Stop) return;
      throw error;
    }
    throw closing && !reading.ended ? unclosed(reading.records.length) : malformed(error as Error);
  }
  if (!reading.ended) throw unclosed(reading.records.length);
}

const localName = (name: string, lower = true) => {
  const local = name.slice(name.indexOf(':') + 1);
  return lower ? local.toLowerCase() : local;
};

const unclosed = (rows: number) =>
  new RefusedFileError(
    'TRUNCATED',
    `The XML ends inside an element, after ${rows} whole rows: the download was cut off.`,
    'Download it again.',
  );

const malformed = (cause: Error) =>
  new RefusedFileError('UNREADABLE', `The XML is malformed at line:column ${cause.message}`, 'Download it again.', {
    cause,
  });

const doctype = () =>
  new RefusedFileError(
    'UNREADABLE',
    'The XML declares a document type; a register has none, and entities are not expanded.',
    'Remove the DOCTYPE.',
  );

const noRows = () =>
  new RefusedFileError(
    'EMPTY',
    'The XML holds no row of a register.',
    'Load the xml that eteryt.stat.gov.pl offers under TERC.',
  );

export const htmlPage = () =>
  new RefusedFileError(
    'UNKNOWN_FORMAT',
    'The file is an HTML page: the site answered with a page, often an error page, instead of the register.',
    'Open the file in a browser to see what it says, then download the register again.',
  );
