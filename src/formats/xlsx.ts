/** A streaming reader of xlsx workbooks (ECMA-376 part 1, SpreadsheetML): values only, in the order of the file. */
import { RefusedFileError } from '#platform/errors.ts';
import { SharedStrings } from './shared-strings.ts';
import type { Merge, Properties, Sheet, TableFile, TableRow } from './table.ts';
import { batchSize } from './table.ts';
import { type SheetOptions, workbookProperties } from './workbook-options.ts';
import type { Attributes, XmlHandlers } from './workbook-xml.ts';
import { parsePart, partPieces, partStream } from './xlsx-part.ts';
import { columnNumber, type RowOptions, SheetRows } from './xlsx-rows.ts';
import { TextCollector } from './xlsx-text.ts';
import { ZipArchive } from './zip.ts';

/** The widest official list has 27 columns; a cell far to the right is a stray one. */
const maxColumns = 1_000;

export function openXlsx(bytes: Uint8Array, options: SheetOptions = {}): TableFile {
  const archive = new ZipArchive(bytes, 'workbook');
  const { sheets, date1904 } = readOverview(archive);
  if (sheets.length === 0) throw noSheets();
  const rowOptions = { maxColumns: options.maxColumns ?? maxColumns, errorsAsText: options.errorsAsText ?? false };
  let texts: Texts<Iterator<void>> | undefined;
  let streamed: Texts<AsyncIterator<void>> | undefined;
  return {
    format: 'xlsx',
    kind: 'xlsx',
    source: { kind: 'xlsx', bytes, options: rowOptions },
    date1904,
    endsOpen: false,
    properties: readProperties(archive),
    size: bytes.length,
    position: () => archive.consumed,
    close() {
      texts = streamed = undefined;
    },
    sheets: sheets.map(
      ({ name, part }): Sheet => ({
        name,
        rows() {
          texts ??= textsOf((handlers) => partPieces(archive, textsPart, handlers));
          return readRows(archive, part, texts, rowOptions);
        },
        stream() {
          // Whoever looked at the first rows has read some already, and needs them no more.
          texts = undefined;
          streamed ??= textsOf((handlers) => partStream(archive, textsPart, handlers));
          return streamRows(archive, part, streamed, rowOptions);
        },
        merges: () => readMerges(archive, part),
      }),
    ),
  };
}

const noSheets = (): RefusedFileError =>
  new RefusedFileError('UNKNOWN_FORMAT', 'The office document (xlsx) has no sheet.', 'Save the table as xlsx or csv.');

interface Overview {
  readonly sheets: { readonly name: string; readonly part: string }[];
  readonly date1904: boolean;
}

function readOverview(archive: ZipArchive): Overview {
  const targets = new Map<string, string>();
  parsePart(archive, 'xl/_rels/workbook.xml.rels', {
    open(name, attributes) {
      const [id = '', target = ''] = [attributes.get('Id'), attributes.get('Target')];
      if (name === 'Relationship') targets.set(id, partOf(target));
    },
  });
  const sheets: Overview['sheets'] = [];
  let date1904 = false;
  parsePart(archive, 'xl/workbook.xml', {
    open(name, attributes) {
      if (name === 'workbookPr') date1904 = /^(1|true)$/.test(attributes.get('date1904') ?? '');
      const part = name === 'sheet' ? targets.get(relationOf(attributes)) : undefined;
      if (part !== undefined && archive.has(part)) sheets.push({ name: attributes.get('name') ?? '', part });
    },
  });
  return { sheets, date1904 };
}

function partOf(target: string): string {
  return target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`;
}

/** Usually `r:id`; the prefix is the writer's choice. */
function relationOf(attributes: Attributes): string {
  const name = attributes.names.find((key) => key.endsWith(':id'));
  return name === undefined ? '' : (attributes.get(name) ?? '');
}

const textsPart = 'xl/sharedStrings.xml';

/** Read as far as cells point at them: whoever looks at the first rows need not read them all. */
interface Texts<Pieces> {
  readonly strings: SharedStrings;
  /** Each adds some. */
  readonly pieces: Pieces;
}

function textsOf<Pieces>(read: (handlers: XmlHandlers) => Pieces): Texts<Pieces> {
  const text = new TextCollector();
  const strings = new SharedStrings();
  const pieces = read({
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
  return { strings, pieces };
}

function* readRows(
  archive: ZipArchive,
  part: string,
  { strings, pieces }: Texts<Iterator<void>>,
  options: RowOptions,
): Generator<readonly TableRow[]> {
  const readTo = (index: number): void => {
    while (index >= strings.count && pieces.next().done !== true);
  };
  const rows = new SheetRows(options);
  const take = (): readonly TableRow[] => {
    readTo(rows.highestText);
    return rows.take((index) => strings.get(index));
  };
  for (const _ of partPieces(archive, part, rows)) if (rows.count >= batchSize) yield take();
  // What no cell points at is read, too: it may be broken.
  readTo(Number.POSITIVE_INFINITY);
  yield take();
}

async function* streamRows(
  archive: ZipArchive,
  part: string,
  { strings, pieces }: Texts<AsyncIterator<void>>,
  options: RowOptions,
): AsyncGenerator<readonly TableRow[]> {
  const readTo = async (index: number): Promise<void> => {
    while (index >= strings.count && (await pieces.next()).done !== true);
  };
  const rows = new SheetRows(options);
  const take = async (): Promise<readonly TableRow[]> => {
    await readTo(rows.highestText);
    return rows.take((index) => strings.get(index));
  };
  for await (const _ of partStream(archive, part, rows)) if (rows.count >= batchSize) yield await take();
  await readTo(Number.POSITIVE_INFINITY);
  yield await take();
}

function readMerges(archive: ZipArchive, part: string): Merge[] {
  const merges: Merge[] = [];
  parsePart(archive, part, {
    open(name, attributes) {
      if (name !== 'mergeCell') return;
      const [, first = '', firstRow, last = '', lastRow] =
        /^([A-Z]+)(\d+):([A-Z]+)(\d+)$/.exec(attributes.get('ref') ?? '') ?? [];
      if (first === '') return;
      const corner = (letters: string, row: string | undefined): Merge['from'] => ({
        row: Number(row) - 1,
        column: columnNumber(letters) - 1,
      });
      merges.push({ from: corner(first, firstRow), to: corner(last, lastRow) });
    },
  });
  return merges;
}

/** Who made the workbook, what it is called and when it was saved (ECMA-376 part 2, core properties). */
function readProperties(archive: ZipArchive): Properties {
  const found: [string, string][] = [];
  for (const part of ['docProps/core.xml', 'docProps/app.xml']) {
    let text = '';
    parsePart(archive, part, {
      open() {
        text = '';
      },
      text(value) {
        text += value;
      },
      close: (name) => found.push([name, text]),
    });
  }
  return workbookProperties(found);
}
