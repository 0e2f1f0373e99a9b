/** A list in a JSON document as a table: objects, or arrays below a row of headings, bare or wrapped in objects, or one object a line. */
import { RefusedFileError } from '#platform/errors.ts';
import type { IsHeader } from './csv.ts';
import { isObject, type JsonObject, parseJson, plainJson, printed } from './json.ts';
import { damageReason, isDamaged, mayHoldDamage, storable } from './storable.ts';
import { type Cell, inBatches, type RowDamage, type TableFile, type TableRow } from './table.ts';

export interface JsonOptions {
  readonly recognise?: readonly IsHeader[];
}

interface Found {
  readonly items: readonly unknown[];
  readonly properties: Readonly<Record<string, string>>;
  readonly isLines: boolean;
}

const maxDepth = 4;
/** More rows than this have no list that is read whole. */
const maxItems = 1_000_000;

/** A line that is no JSON; it keeps its text for the report. */
class BrokenLine {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export function openJson(text: string, encoding: string, isLossy: boolean, { recognise = [] }: JsonOptions): TableFile {
  const { items, properties, isLines } = findList(text.trim(), recognise);
  if (items.length > maxItems) {
    throw new RefusedFileError('TOO_LARGE', `The file has ${items.length} records.`, 'Is it the right file?');
  }
  const mayBeDamaged = isLossy || mayHoldDamage(text);
  const rows = (): Iterable<TableRow> => (Array.isArray(items[0]) ? fromArrays(items) : fromObjects(items));
  return {
    format: `${isLines ? 'ndjson' : 'json'} ${encoding}`,
    kind: 'json',
    source: null,
    date1904: false,
    endsOpen: false,
    properties,
    size: text.length,
    position: () => text.length,
    close: () => undefined,
    sheets: [{ name: '', rows: () => inBatches(mayBeDamaged ? checked(rows(), isLossy) : rows()), merges: () => [] }],
  };
}

function findList(text: string, recognise: readonly IsHeader[]): Found {
  const lines = linesOf(text);
  if (lines !== null) return { items: lines, properties: {}, isLines: true };
  const document = parseJson(text);
  const items = expectedList(document, recognise, 0) ?? longestList(document, recognise, 0);
  if (items === null || items.length === 0) {
    throw new RefusedFileError('EMPTY', 'The JSON holds no list of rows.', 'Put the rows as objects into one array.');
  }
  return { items, properties: propertiesOf(document), isLines: false };
}

/** Null unless the text is one object a line. */
function linesOf(text: string): unknown[] | null {
  const end = text.search(/[\r\n]/);
  if (!text.startsWith('{') || end < 0 || !isRecord(parseLine(text.slice(0, end)))) return null;
  const items = text
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '')
    .map(parseLine);
  if (!(items.at(-1) instanceof BrokenLine)) return items;
  throw new RefusedFileError('TRUNCATED', 'The last line is not whole JSON: the file was cut off.', 'Get it again.');
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(plainJson(line));
  } catch {
    return new BrokenLine(line);
  }
}

/** The first list whose rows have the expected headings. */
function expectedList(value: unknown, recognise: readonly IsHeader[], depth: number): readonly unknown[] | null {
  if (Array.isArray(value)) return isExpected(value[0], recognise) ? value : null;
  if (!isObject(value) || depth > maxDepth) return null;
  for (const inner of Object.values(value)) {
    const found = expectedList(inner, recognise, depth + 1);
    if (found !== null) return found;
  }
  return null;
}

function isExpected(first: unknown, recognise: readonly IsHeader[]): boolean {
  const headings = Array.isArray(first) ? first.map(textOf) : isObject(first) ? Object.keys(first) : null;
  return headings !== null && recognise.some((isHeader) => isHeader(headings));
}

/** The longest list inside; a single row or a dictionary of rows counts as a list. */
function longestList(value: unknown, recognise: readonly IsHeader[], depth: number): readonly unknown[] | null {
  if (Array.isArray(value)) return value;
  if (!isObject(value) || depth > maxDepth) return null;
  if (isExpected(value, recognise)) return [value];
  const values = Object.values(value);
  if (values.length > maxDepth && values.every(isObject)) return values;
  const lists = values.flatMap((inner) => {
    const list = longestList(inner, recognise, depth + 1);
    return list === null ? [] : [list];
  });
  return lists.toSorted((a, b) => b.length - a.length)[0] ?? null;
}

/** What stands beside the list: `{"asOf": "2024-01-01", "items": […]}`. */
function propertiesOf(document: unknown): Record<string, string> {
  if (!isObject(document)) return {};
  const plain = Object.entries(document).filter(([, value]) => typeof value === 'string' || typeof value === 'number');
  return Object.fromEntries(plain.map(([key, value]) => [storable(key), storable(String(value)).slice(0, 1_000)]));
}

function* fromArrays(items: readonly unknown[]): Generator<TableRow> {
  for (const [index, item] of items.entries()) {
    const number = index + 1;
    if (Array.isArray(item)) yield rowOf(number, item.map(cellOf), printed(item));
    else yield noRecord(number, item, 'The record is not a JSON array like the others.');
  }
}

function* fromObjects(items: readonly unknown[]): Generator<TableRow> {
  const headings = [...new Set(items.flatMap((item) => (isRecord(item) ? Object.keys(item) : [])))];
  yield rowOf(0, headings, printed(headings));
  for (const [index, item] of items.entries()) {
    if (!isRecord(item)) yield noRecord(index + 1, item, 'The record is not a JSON object like the others.');
    else {
      const cells = headings.map((heading) => (Object.hasOwn(item, heading) ? cellOf(item[heading]) : null));
      yield rowOf(index + 1, cells, printed(item));
    }
  }
}

function isRecord(item: unknown): item is JsonObject {
  return isObject(item) && !(item instanceof BrokenLine);
}

function rowOf(number: number, cells: readonly Cell[], text: string): TableRow {
  return { number, ordinal: number, cells, text, fault: null };
}

function noRecord(number: number, item: unknown, reason: string): TableRow {
  const text = item instanceof BrokenLine ? item.text : printed(item);
  return { number, ordinal: number, cells: [], text, fault: { kind: 'NO_RECORD', index: null, reason } };
}

function cellOf(value: unknown): Cell {
  if (value === null || value === undefined) return null;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : printed(value);
}

function textOf(value: unknown): string {
  return String(cellOf(value) ?? '');
}

function* checked(rows: Iterable<TableRow>, isLossy: boolean): Generator<TableRow> {
  for (const row of rows) {
    const index = row.cells.findIndex((cell) => typeof cell === 'string' && isDamagedJson(cell, isLossy));
    const clean = row.cells.map((cell) => (typeof cell === 'string' ? withoutEscapes(storable(cell)) : cell));
    const damage: RowDamage | null = index < 0 ? null : { kind: 'DAMAGED_TEXT', index, reason: damageReason };
    const text = withoutEscapes(storable(row.text ?? ''));
    yield { ...row, cells: clean, text, fault: row.fault ?? damage };
  }
}

/** A text, or a value inside that was printed again, in which such characters are escapes. */
function isDamagedJson(cell: string, isLossy: boolean): boolean {
  return isDamaged(cell, isLossy) || (/^[[{]/.test(cell) && escapes.test(cell));
}

const escapes = /\\u(?:0000|d[89a-f][0-9a-f]{2})/i;

function withoutEscapes(text: string): string {
  return text.replaceAll(new RegExp(escapes, 'gi'), '\uFFFD');
}
