/** Plain lists of practices: one row a practice, one column a property. An empty cell says nothing. */
import { RefusedFileError } from '#platform/errors.ts';
import { readCsv } from '../tables/csv.ts';
import type { TableRow } from '../tables/table.ts';
import type { Path } from './format.ts';
import { type PracticesFile, readDocument, withoutPersonal } from './read.ts';

/** Where the cells of a column go; a cell of a column with `many` holds several, told apart by `|`. */
interface Column {
  readonly path: Path;
  readonly many?: boolean;
}

const languages = ['pl', 'en'] as const;
const texts = ['title', 'summary', 'problem', 'solution', 'participation'];

const columns: Readonly<Record<string, Column>> = {
  slug: { path: ['slug'] },
  ...Object.fromEntries(texts.flatMap((text) => languages.map((lang) => [`${text}_${lang}`, { path: [text, lang] }]))),
  stage: { path: ['stage'] },
  innovation: { path: ['innovation'] },
  started_on: { path: ['startedOn'] },
  implemented_on: { path: ['implementedOn'] },
  ended_on: { path: ['endedOn'] },
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

export function readPracticesCsv(bytes: Uint8Array): PracticesFile {
  const table = readCsv(bytes);
  const [header, ...rows] = table.rows();
  const headings = (header?.cells ?? []).map((heading) => heading.trim().toLowerCase());
  refuseOtherHeadings(headings);
  const practices = rows.map(({ cells }) => entryOf(headings, cells));
  return readDocument(table.format, { practices }, (_collection, index) => ({
    row: rows[index]?.number ?? 0,
    original: originalOf(rows[index]),
    place: (inside) => headings.find((heading) => isAt(columns[heading], inside)) ?? 'slug',
  }));
}

function originalOf(row: TableRow | undefined): string {
  if (row === undefined) return '';
  const shown = row.cells.map(withoutPersonal);
  return shown.every((cell, index) => cell === row.cells[index]) ? row.text : shown.join(';');
}

function refuseOtherHeadings(headings: readonly string[]): void {
  const mend = `Its first row has to name columns, slug among them: ${Object.keys(columns).join(', ')}.`;
  if (!headings.includes('slug')) {
    throw new RefusedFileError('UNKNOWN_FORMAT', 'The file is no list of practices: no column is named slug.', mend);
  }
  const wrong = headings.find((heading, index) => heading !== '' && !isOnly(heading, index, headings));
  if (wrong === undefined) return;
  throw new RefusedFileError('UNKNOWN_FORMAT', `The column "${wrong}" is unknown or stands twice.`, mend);
}

function isOnly(heading: string, index: number, headings: readonly string[]): boolean {
  return Object.hasOwn(columns, heading) && headings.indexOf(heading) === index;
}

function entryOf(headings: readonly string[], cells: readonly string[]): Record<string, unknown> {
  const entry: Record<string, unknown> = {};
  for (const [index, heading] of headings.entries()) {
    const cell = (cells[index] ?? '').trim();
    const column = columns[heading];
    if (cell === '' || column === undefined) continue;
    put(entry, column.path, column.many === true ? cell.split('|').map((part) => part.trim()) : cell);
    if (column.path[0] === 'offices') put(entry, ['offices', 0, 'role'], 'OWNER');
  }
  return entry;
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
