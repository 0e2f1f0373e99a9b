/** Plain lists of practices: one row a practice, one column a property. An empty cell says nothing. */
import { dayOf } from '#formats/days.ts';
import { type NamedBytes, readTable, type TableOptions } from '#formats/open.ts';
import { faultOf, headedTable } from '#formats/records.ts';
import { type Cell, cellText, rowText, type TableFile, type TableRow } from '#formats/table.ts';
import { RefusedFileError } from '#platform/errors.ts';
import type { Path } from './format.ts';
import { type PracticesFile, type Problem, readDocument, withoutPersonal } from './read.ts';

/** Where the cells of a column go; a cell of a column with `many` holds several, distinguished by `|`. */
interface Column {
  readonly path: Path;
  readonly many?: boolean;
  /** A day, a month or a year. */
  readonly isDay?: boolean;
}

const languages = ['pl', 'en'] as const;
const texts = ['title', 'summary', 'problem', 'solution', 'participation'];

const columns: Readonly<Record<string, Column>> = {
  slug: { path: ['slug'] },
  ...Object.fromEntries(texts.flatMap((text) => languages.map((lang) => [`${text}_${lang}`, { path: [text, lang] }]))),
  stage: { path: ['stage'] },
  innovation: { path: ['innovation'] },
  started_on: { path: ['startedOn'], isDay: true },
  implemented_on: { path: ['implementedOn'], isDay: true },
  ended_on: { path: ['endedOn'], isDay: true },
  topics: { path: ['topics'], many: true },
  office_id: { path: ['offices', 0, 'office', 'id'] },
  office_nip: { path: ['offices', 0, 'office', 'nip'] },
  office_regon: { path: ['offices', 0, 'office', 'regon'] },
  office_name: { path: ['offices', 0, 'office', 'name'] },
  office_unit: { path: ['offices', 0, 'office', 'unit'] },
  cost_amount: { path: ['cost', 'amount'] },
  cost_currency: { path: ['cost', 'currency'] },
  call: { path: ['submissions', 0, 'call'] },
};

export function readPracticesTable(content: NamedBytes): PracticesFile {
  return readTable(content, form, practicesIn);
}

const form: TableOptions = {
  what: 'a list of practices',
  hint: 'Load JSON, or a csv or workbook with a column slug; docs/practices.md shows the format.',
  recognise: [isHeader],
};

function isHeader(cells: readonly string[]): boolean {
  return cells.some((cell) => cell.trim().toLowerCase() === 'slug');
}

function practicesIn(table: TableFile): PracticesFile {
  const headed = headedTable(table, isHeader);
  const headings = (headed?.headings ?? []).map((heading) => heading.toLowerCase());
  refuseOtherHeadings(headings);
  const rows = [...(headed?.rows() ?? [])];
  const practices = rows.map(({ cells }) => entryOf(headings, cells, table));
  return readDocument({ format: table.format, properties: table.properties }, { practices }, (_collection, index) => ({
    row: rows[index]?.number ?? 0,
    original: originalOf(rows[index]),
    place: (inside) => headings.find((heading) => isAt(columns[heading], inside)) ?? 'slug',
    damage: damageOf(rows[index], headings),
  }));
}

function damageOf(row: TableRow | undefined, headings: readonly string[]): Problem | null {
  const fault = row === undefined ? null : faultOf(row, headings);
  if (fault === null) return null;
  return { path: columns[fault.column ?? '']?.path ?? [], reason: fault.reason };
}

function originalOf(row: TableRow | undefined): string {
  if (row === undefined) return '';
  const shown = row.cells.map((cell) => withoutPersonal(cell));
  return shown.every((cell, index) => cell === row.cells[index])
    ? rowText(row)
    : shown.map((cell) => cellText(cell as Cell)).join(';');
}

function refuseOtherHeadings(headings: readonly string[]): void {
  const hint = `Its first row has to name columns, slug among them: ${Object.keys(columns).join(', ')}.`;
  if (!headings.includes('slug')) {
    throw new RefusedFileError('UNKNOWN_FORMAT', 'The file is no list of practices: no column is named slug.', hint);
  }
  const wrong = headings.find((heading, index) => heading !== '' && !isOnly(heading, index, headings));
  if (wrong === undefined) return;
  throw new RefusedFileError('UNKNOWN_FORMAT', `The column "${wrong}" is unknown or stands twice.`, hint);
}

function isOnly(heading: string, index: number, headings: readonly string[]): boolean {
  return Object.hasOwn(columns, heading) && headings.indexOf(heading) === index;
}

function entryOf(
  headings: readonly string[],
  cells: readonly Cell[],
  { date1904 }: TableFile,
): Record<string, unknown> {
  const entry: Record<string, unknown> = {};
  for (const [index, heading] of headings.entries()) {
    const column = columns[heading];
    const cell = column?.isDay === true ? dayText(cells[index], date1904) : cellText(cells[index]).trim();
    if (cell === '' || column === undefined) continue;
    put(entry, column.path, column.many === true ? cell.split('|').map((part) => part.trim()) : cell);
    if (column.path[0] === 'offices') put(entry, ['offices', 0, 'role'], 'OWNER');
  }
  return entry;
}

/** Spreadsheets keep days as numbers; `2017` and `2017-07` are no days and stay. */
function dayText(cell: Cell | undefined, date1904: boolean): string {
  const text = cellText(cell).trim();
  return /^\d{4}([-.]\d\d)?$/.test(text) ? text : (dayOf(cell ?? null, { date1904 }) ?? text);
}

function put(entry: Record<string | number, unknown>, [step, ...rest]: Path, value: unknown): void {
  if (step === undefined) return;
  if (rest.length === 0) entry[step] = value;
  else {
    entry[step] ??= typeof rest[0] === 'number' ? [] : {};
    put(entry[step] as Record<string | number, unknown>, rest, value);
  }
}

/** Whether a problem inside an entry is that of a column: the one at its place, or the first one around it. */
function isAt(column: Column | undefined, inside: Path): boolean {
  const steps = Math.min(column?.path.length ?? 0, inside.length);
  return steps > 0 && inside.slice(0, steps).every((step, index) => step === column?.path[index]);
}
