import { RefusedFileError } from '#platform/errors.ts';
import { type Column, columnOf, isHeader, officialOrder, refuseOtherHeadings } from './columns.ts';
import { MAX_RECORDS, type RawRecord, type RegisterTable, tooManyRecords } from './table.ts';

type JsonObject = Record<string, unknown>;
const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof BrokenLine);

/** A line that is no JSON; it keeps its text for the report. */
class BrokenLine {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** An array of objects or of arrays, bare or wrapped in objects, or one object a line. */
export function readJsonTable(text: string, encoding: string): RegisterTable {
  const lines = linesOfJson(text);
  const items = lines ?? findRecords(parseWhole(text));
  if (items === null || items.length === 0) {
    throw new RefusedFileError(
      'EMPTY',
      'The JSON holds no list of TERC rows.',
      'Put objects with WOJ, POW, GMI, RODZ, NAZWA into one array.',
    );
  }
  if (items.length > MAX_RECORDS) throw tooManyRecords();
  const format = `${lines ? 'ndjson' : 'json'} ${encoding}`;
  return { format, records: Array.isArray(items[0]) ? fromArrays(items) : fromObjects(items), statedDate: null };
}

function parseWhole(text: string): unknown {
  try {
    // Python writes missing numbers as NaN, which is not JSON.
    return JSON.parse(text.replace(/:\s*NaN\b/g, ':null'));
  } catch (cause) {
    const { message } = cause as Error;
    const position = Number(/position (\d+)/.exec(message)?.[1] ?? 0);
    if (/end of JSON|Unterminated/.test(message) || position >= text.length) {
      throw new RefusedFileError(
        'TRUNCATED',
        'The JSON ends before it is closed: the file was cut off.',
        'Get it again.',
        { cause },
      );
    }
    throw new RefusedFileError('UNREADABLE', `The JSON is malformed: ${message.slice(0, 200)}.`, 'Get it again.', {
      cause,
    });
  }
}

/** Null unless the text is one object a line. */
function linesOfJson(text: string): unknown[] | null {
  const end = text.search(/[\r\n]/);
  if (!text.startsWith('{') || end < 0 || !isObject(parseLine(text.slice(0, end)))) return null;
  const lines = text.split(/\r\n|\n|\r/, MAX_RECORDS + 1);
  if (lines.length > MAX_RECORDS) throw tooManyRecords();
  const items = lines.filter((line) => line.trim() !== '').map(parseLine);
  if (items.at(-1) instanceof BrokenLine) {
    throw new RefusedFileError('TRUNCATED', 'The last line is not whole JSON: the file was cut off.', 'Get it again.');
  }
  return items;
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line.replace(/:\s*NaN\b/g, ':null'));
  } catch {
    return new BrokenLine(line);
  }
}

/** The longest list inside, at most four objects deep; a single row or a dictionary of rows counts as a list. */
function findRecords(value: unknown, depth = 0): unknown[] | null {
  if (Array.isArray(value)) return value;
  if (!isObject(value) || depth > 4) return null;
  if (isHeader(Object.keys(value).map(columnOf))) return [value];
  const values = Object.values(value);
  if (values.length > 4 && values.every(isObject)) return values;
  const lists = values.map((inner) => findRecords(inner, depth + 1)).filter((list) => list !== null);
  return lists.sort((a, b) => b.length - a.length)[0] ?? null;
}

function fromObjects(items: readonly unknown[]): RawRecord[] {
  const columns = new Map<string, Column | null>();
  if (isObject(items[0])) refuseOtherHeadings(Object.keys(items[0]));
  const records = items.map((item, i) => {
    if (!isObject(item)) return notARow(item, i + 1);
    const cells: RawRecord['cells'] = {};
    for (const [key, value] of Object.entries(item)) {
      if (!columns.has(key)) columns.set(key, columnOf(key));
      const column = columns.get(key) ?? null;
      if (column !== null) cells[column] ??= cellText(value);
    }
    return { row: i + 1, cells, original: item, fault: null, short: false };
  });
  if (isHeader([...columns.values()])) return records;
  const mend = 'Load the csv, xml or zip that eteryt.stat.gov.pl offers under TERC (urzędowy).';
  throw new RefusedFileError(
    'UNKNOWN_FORMAT',
    'The JSON is no TERC register: its objects have no WOJ, POW, GMI, RODZ, NAZWA.',
    mend,
  );
}

function fromArrays(items: readonly unknown[]): RawRecord[] {
  const first = (items[0] as unknown[]).map(cellText);
  const named = first.map(columnOf);
  refuseOtherHeadings(first);
  const columns = isHeader(named) ? named : officialOrder;
  return items.flatMap((item, i) => {
    if (!Array.isArray(item)) return [notARow(item, i + 1)];
    if (i === 0 && columns === named) return [];
    const cells: RawRecord['cells'] = {};
    columns.forEach((column, at) => {
      if (column !== null) cells[column] ??= cellText(item[at]);
    });
    return [{ row: i + 1, cells, original: item, fault: null, short: false }];
  });
}

const notARow = (item: unknown, row: number): RawRecord => ({
  row,
  cells: {},
  original: item instanceof BrokenLine ? item.text : item,
  fault: 'The record is not a JSON object with the columns of TERC.',
  short: false,
});

function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? '{…}' : String(value);
}
