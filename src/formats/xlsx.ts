/** A streaming reader of xlsx workbooks (ECMA-376 part 1, SpreadsheetML): values only, in the order of the file. */
import { RefusedFileError } from '#platform/errors.ts';
import { SharedStrings } from './shared-strings.ts';
import type { Merge, Properties, Sheet, TableFile, TableRow } from './table.ts';
import { batchSize } from './table.ts';
import { type SheetOptions, workbookProperties } from './workbook-options.ts';
import { type Attributes, parsePart, partPieces } from './xlsx-part.ts';
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
  let texts: SharedStrings | undefined;
  const sharedStrings = (): SharedStrings => {
    texts ??= readSharedStrings(archive);
    return texts;
  };
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
      texts = undefined;
    },
    sheets: sheets.map(
      ({ name, part }): Sheet => ({
        name,
        rows: () => readRows(archive, part, sharedStrings(), rowOptions),
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
    open: (name, { Id = '', Target = '' }) => name === 'Relationship' && targets.set(Id, partOf(Target)),
  });
  const sheets: Overview['sheets'] = [];
  let date1904 = false;
  parsePart(archive, 'xl/workbook.xml', {
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

/** Read as far as cells point at them: whoever looks at the first rows need not read them all. */
function readSharedStrings(archive: ZipArchive): SharedStrings {
  const text = new TextCollector();
  const strings: SharedStrings = new SharedStrings(
    partPieces(archive, 'xl/sharedStrings.xml', {
      open(name) {
        if (name === 'si') text.start();
        else text.open(name);
      },
      text: (value) => text.add(value),
      close(name) {
        if (name === 'si') strings.add(text.end());
        else text.close(name);
      },
    }),
  );
  return strings;
}

function* readRows(
  archive: ZipArchive,
  part: string,
  strings: SharedStrings,
  options: RowOptions,
): Generator<readonly TableRow[]> {
  const rows = new SheetRows(strings, options);
  for (const _ of partPieces(archive, part, rows)) if (rows.count >= batchSize) yield rows.take();
  // What no cell points at is read, too: it may be broken.
  strings.readAll();
  yield rows.take();
}

function readMerges(archive: ZipArchive, part: string): Merge[] {
  const merges: Merge[] = [];
  parsePart(archive, part, {
    open(name, { ref = '' }) {
      const [, first = '', firstRow, last = '', lastRow] = /^([A-Z]+)(\d+):([A-Z]+)(\d+)$/.exec(ref) ?? [];
      if (name !== 'mergeCell' || first === '') return;
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
