/** A streaming reader of xlsx workbooks (ECMA-376 part 1, SpreadsheetML): values only, in the order of the file. */
import { SaxesParser } from 'saxes';
import { RefusedFileError } from '#platform/errors.ts';
import { Archive } from './archive.ts';
import { batchSize, type Cell, type Sheet, type TableRow, type Workbook } from './model.ts';
import { SharedStrings } from './shared-strings.ts';

/** The widest official list has 27 columns; a cell far to the right is a stray one. */
const maximalColumns = 1_000;

export async function openXlsx(bytes: Uint8Array): Promise<Workbook> {
  const archive = new Archive(bytes);
  if (!archive.has('xl/workbook.xml')) {
    throw new RefusedFileError('UNKNOWN_FORMAT', 'The archive holds no xlsx workbook.', 'Unpack it and load its file.');
  }
  const { sheets, date1904 } = await readOverview(archive);
  let texts: Promise<SharedStrings> | undefined;
  const sharedStrings = (): Promise<SharedStrings> => {
    texts ??= readSharedStrings(archive);
    return texts;
  };
  return {
    format: 'xlsx',
    date1904,
    size: bytes.length,
    position: () => archive.consumed,
    close() {
      texts = undefined;
    },
    sheets: sheets.map(({ name, part }): Sheet => ({ name, rows: () => readRows(archive, part, sharedStrings) })),
  };
}

interface Overview {
  readonly sheets: { readonly name: string; readonly part: string }[];
  readonly date1904: boolean;
}

async function readOverview(archive: Archive): Promise<Overview> {
  const targets = new Map<string, string>();
  await parse(archive, 'xl/_rels/workbook.xml.rels', {
    open: (name, { Id = '', Target = '' }) => name === 'Relationship' && targets.set(Id, partOf(Target)),
  });
  const sheets: Overview['sheets'] = [];
  let date1904 = false;
  await parse(archive, 'xl/workbook.xml', {
    open(name, attributes) {
      if (name === 'workbookPr') date1904 = /^(1|true)$/.test(attributes['date1904'] ?? '');
      const part = name === 'sheet' ? targets.get(relationOf(attributes)) : undefined;
      if (part !== undefined && archive.has(part)) sheets.push({ name: attributes['name'] ?? '', part });
    },
  });
  return { sheets, date1904 };
}

function partOf(target: string): string {
  return target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`;
}

/** Usually `r:id`; the prefix is the writer's choice. */
function relationOf(attributes: Attributes): string {
  const key = Object.keys(attributes).find((name) => name.endsWith(':id'));
  return key === undefined ? '' : (attributes[key] ?? '');
}

async function readSharedStrings(archive: Archive): Promise<SharedStrings> {
  const strings = new SharedStrings();
  const part = 'xl/sharedStrings.xml';
  if (!archive.has(part)) return strings;
  const text = new TextCollector();
  await parse(archive, part, {
    open(name) {
      if (name === 'si') text.start();
      else text.open(name);
    },
    text: (value) => text.add(value),
    close(name) {
      if (name === 'si') strings.add(text.end());
      else text.close(name);
    },
  });
  strings.close();
  return strings;
}

/** What stands in `t` elements, whole and in formatted runs, but not the phonetic hints in `rPh`. */
class TextCollector {
  #text = '';
  #isInText = false;
  #isInHint = false;

  start(): void {
    this.#text = '';
  }

  open(name: string): void {
    if (name === 't') this.#isInText = !this.#isInHint;
    else if (name === 'rPh') this.#isInHint = true;
  }

  add(value: string): void {
    if (this.#isInText) this.#text += value;
  }

  close(name: string): void {
    if (name === 't') this.#isInText = false;
    else if (name === 'rPh') this.#isInHint = false;
  }

  end(): string {
    return unescapeControls(this.#text);
  }
}

/** `_x000D_` stands for a character that XML or the writer could not hold (ECMA-376 part 1, 22.9.2.19). */
function unescapeControls(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

async function* readRows(
  archive: Archive,
  part: string,
  sharedStrings: () => Promise<SharedStrings>,
): AsyncGenerator<readonly TableRow[]> {
  const reader = new RowReader(await sharedStrings());
  const parser = saxParser(reader);
  for await (const piece of archive.text(part)) {
    parser.write(piece);
    if (reader.rows.length >= batchSize) yield reader.take();
  }
  parser.close();
  yield reader.take();
}

class RowReader implements Handlers {
  rows: TableRow[] = [];
  readonly #strings: SharedStrings;
  readonly #inline = new TextCollector();
  #number = 0;
  #cells: Cell[] = [];
  #column = 0;
  #type = 'n';
  #value = '';
  #isInValue = false;

  constructor(strings: SharedStrings) {
    this.#strings = strings;
  }

  take(): readonly TableRow[] {
    const taken = this.rows;
    this.rows = [];
    return taken;
  }

  open(name: string, attributes: Attributes): void {
    if (name === 'c') this.#openCell(attributes);
    else if (name === 'v') this.#isInValue = true;
    else if (name === 'row') this.#openRow(attributes);
    else this.#inline.open(name);
  }

  text(value: string): void {
    if (this.#isInValue) this.#value += value;
    else this.#inline.add(value);
  }

  close(name: string): void {
    if (name === 'v') this.#isInValue = false;
    else if (name === 'c') this.#closeCell();
    else if (name === 'row') this.rows.push({ number: this.#number, cells: this.#cells });
    else this.#inline.close(name);
  }

  #openRow({ r }: Attributes): void {
    this.#number = r === undefined ? this.#number + 1 : Number(r);
    this.#cells = [];
    this.#column = 0;
  }

  #openCell({ r, t }: Attributes): void {
    this.#column = r === undefined ? this.#column + 1 : columnOf(r);
    this.#type = t ?? 'n';
    this.#value = '';
    this.#inline.start();
  }

  #closeCell(): void {
    if (this.#column < 1 || this.#column > maximalColumns) return;
    const cell = this.#cell();
    if (cell === null) return;
    while (this.#cells.length < this.#column - 1) this.#cells.push(null);
    this.#cells[this.#column - 1] = cell;
  }

  #cell(): Cell {
    if (this.#type === 'inlineStr') return this.#inline.end() || null;
    if (this.#value === '') return null;
    if (this.#type === 's') return this.#strings.get(Number(this.#value)) || null;
    if (this.#type === 'n') return Number.isFinite(Number(this.#value)) ? Number(this.#value) : this.#value;
    if (this.#type === 'b') return this.#value === '1';
    // Formula errors (#N/A) say nothing.
    return this.#type === 'e' ? null : unescapeControls(this.#value);
  }
}

/** `AB12` → 28. */
function columnOf(reference: string): number {
  let column = 0;
  for (let index = 0; index < reference.length; index += 1) {
    const code = reference.charCodeAt(index);
    if (code < 65 || code > 90) break;
    column = column * 26 + code - 64;
  }
  return column;
}

type Attributes = Readonly<Record<string, string | undefined>>;

interface Handlers {
  open(name: string, attributes: Attributes): unknown;
  text?(value: string): void;
  close?(name: string): void;
}

async function parse(archive: Archive, part: string, handlers: Handlers): Promise<void> {
  if (!archive.has(part)) return;
  const parser = saxParser(handlers);
  for await (const piece of archive.text(part)) parser.write(piece);
  parser.close();
}

/** Names without their namespace prefix, which is the writer's choice. */
function saxParser(handlers: Handlers): SaxesParser {
  const parser = new SaxesParser({ xmlns: false, position: false });
  const localName = (name: string): string => (name.includes(':') ? name.slice(name.indexOf(':') + 1) : name);
  parser.on('opentag', ({ name, attributes }) => handlers.open(localName(name), attributes as Attributes));
  if (handlers.text !== undefined) parser.on('text', (value) => handlers.text?.(value));
  if (handlers.close !== undefined) parser.on('closetag', ({ name }) => handlers.close?.(localName(name)));
  parser.on('error', (error) => {
    const mend = 'Open it in a spreadsheet program, save it again as xlsx and load that.';
    throw new RefusedFileError('UNREADABLE', `The workbook holds broken XML: ${error.message}`, mend);
  });
  return parser;
}
