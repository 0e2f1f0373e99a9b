/** A list of projects as batches of rows, whatever its layout; what is no row of a project is listed and left out. */
import { type Cell, cellText, rowsOf, rowText, type Sheet, type TableFile, type TableRow } from '#formats/table.ts';
import type { TableBatches } from '#formats/table-batches.ts';
import { RefusedFileError } from '#platform/errors.ts';
import type { RejectedRow } from '#platform/releases/model.ts';
import type { ListedProject } from '#projects';
import { type Layout, layoutIn, layoutOf } from './layouts.ts';
import { type RowContext, type RowFault, readProject } from './row.ts';

const searchedRows = 20;
const rowsOfHeadings = 3;
const longestOriginal = 2_000;

export interface ListOverview {
  readonly layout: Layout;
  /** What stands above the headings of the first sheet: `stan na 1 stycznia 2024 r.` */
  readonly preamble: string;
}

/** Reads no more than the beginning of the sheets. */
export function recogniseList({ sheets }: TableFile): ListOverview {
  for (const sheet of sheets) {
    const head = firstRows(sheet);
    const found = layoutIn(head);
    if (found === null) continue;
    const above = head.filter(({ number }) => number < found.row.number).flatMap(({ cells }) => cells);
    return { layout: found.layout, preamble: above.filter((cell) => cell !== null).join(' ') };
  }
  throw new RefusedFileError(
    'UNKNOWN_FORMAT',
    `No headings of a list of EU-funded projects stand in the first rows of ${sheets.length === 1 ? 'the sheet' : 'any sheet'}.`,
    'docs/projects.md names the layouts that are read and the columns that identify them.',
  );
}

function firstRows(sheet: Sheet): TableRow[] {
  const head: TableRow[] = [];
  for (const row of rowsOf(sheet)) {
    head.push(row);
    if (head.length === searchedRows) break;
  }
  return head;
}

export class ListReader {
  /** Rows that are not blank, below the headings. */
  records = 0;
  readonly rejected: RejectedRow[] = [];
  readonly sheets = new Map<string, readonly Cell[]>();
  readonly #table: TableFile;
  readonly #batches: TableBatches;
  readonly #onProgress: (bytes: number) => void;

  constructor(table: TableFile, batches: TableBatches, onProgress: (bytes: number) => void) {
    this.#table = table;
    this.#batches = batches;
    this.#onProgress = onProgress;
  }

  async *projects(): AsyncGenerator<readonly ListedProject[]> {
    let last: Headed | null = null;
    for (const [index, sheet] of this.#table.sheets.entries()) {
      const head = firstRows(sheet);
      const found = layoutIn(head);
      // A sheet that goes on where the one before was full has no headings of its own.
      const continued: Headed | null = headedBy(found) ?? (last !== null && goesOn(head, last.headings) ? last : null);
      if (continued === null) continue;
      last = continued;
      this.sheets.set(sheet.name, continued.headings);
      yield* this.#projectsOf(sheet.name, this.#batches.of(index), continued, found?.row.number ?? 0);
    }
  }

  async *#projectsOf(
    sheet: string,
    batches: AsyncIterable<readonly TableRow[]>,
    headed: Headed,
    headingRow: number,
  ): AsyncGenerator<readonly ListedProject[]> {
    const context = { layout: headed.layout, sheet, date1904: this.#table.date1904 };
    for await (const batch of batches) {
      const projects: ListedProject[] = [];
      for (const row of batch) {
        if (row.number <= headingRow || !isRecord(row, headed, headingRow)) continue;
        this.records += 1;
        const read = readRow(row, context);
        if ('title' in read) projects.push(read);
        else this.#reject(row, read, sheet);
      }
      this.#onProgress(this.#batches.position);
      yield projects;
    }
  }

  #reject(row: TableRow, { column, reason }: { column: string | null; reason: string }, sheet: string): void {
    const { number, cells } = row;
    const text = cells.length === 0 ? rowText(row) : cells.map(cellText).join(' | ');
    const where = sheet === '' ? reason : `Sheet ${sheet}: ${reason}`;
    this.rejected.push({ row: number, column, reason: where, original: text.slice(0, longestOriginal) });
  }
}

/** A row that could not be taken apart is no project; a damaged cell is listed, and the rest of the row is taken. */
function readRow(row: TableRow, context: RowContext): ListedProject | RowFault {
  const { fault } = row;
  if (fault !== null && fault.index === null) return { column: null, reason: fault.reason };
  return readProject(row, context);
}

interface Headed {
  readonly layout: Layout;
  readonly headings: readonly Cell[];
}

function headedBy(found: ReturnType<typeof layoutIn>): Headed | null {
  return found === null ? null : { layout: found.layout, headings: found.row.cells };
}

/** Rows that are blank, number the columns, or repeat the headings, in another language too, describe no project. */
function isRecord({ number, cells }: TableRow, { layout, headings }: Headed, headingRow: number): boolean {
  const filled = cells.filter((cell) => cell !== null && (typeof cell !== 'string' || /\S/.test(cell)));
  if (filled.length === 0) return false;
  if (filled.length > 3 && filled.every((cell, index) => Number(cell) === index + 1)) return false;
  const title = layout.columns.get('title')?.index ?? 0;
  if (cells[title] === headings[title]) return false;
  return number > headingRow + rowsOfHeadings || layoutOf(cells) === null;
}

function goesOn(head: readonly TableRow[], headings: readonly Cell[]): boolean {
  const width = Math.max(0, ...head.map(({ cells }) => cells.length));
  return head.length > 0 && width > headings.length / 2 && width <= headings.length;
}
