import { RefusedFileError } from '#platform/errors.ts';
import { type ListRecord, type ListShape, type ListTable, otherFile, recordOf } from './records.ts';

type JsonObject = Record<string, unknown>;

/** An array of objects, or of arrays below a row of headings, bare or wrapped in objects. */
export function readJsonRecords(text: string, shape: ListShape): ListTable {
  const items = findItems(parseJson(text), shape, 0);
  if (items === null) throw otherFile(shape);
  const records = Array.isArray(items[0]) ? fromArrays(items as unknown[][]) : items.map(fromObject);
  if (records.length === 0) throw otherFile(shape);
  const headings = new Set(records.flatMap(({ cells }) => [...cells.keys()]));
  return { format: 'json', headings: [...headings], records };
}

function parseJson(text: string): unknown {
  try {
    // Python writes missing values as NaN, which is not JSON.
    return JSON.parse(text.replaceAll(/:\s*NaN\b/g, ':null'));
  } catch (cause) {
    const { message } = cause as Error;
    const position = Number(/position (\d+)/.exec(message)?.[1] ?? 0);
    const isCut = /end of JSON|Unterminated/.test(message) || position >= text.length;
    const reason = isCut ? 'TRUNCATED' : 'UNREADABLE';
    const what = isCut ? 'The JSON ends before it is closed' : `The JSON is malformed: ${message.slice(0, 200)}`;
    throw new RefusedFileError(reason, `${what}.`, 'Download it again.', { cause });
  }
}

function findItems(value: unknown, shape: ListShape, depth: number): unknown[] | null {
  if (Array.isArray(value)) return isList(value, shape) ? value : null;
  if (typeof value !== 'object' || value === null || depth > 4) return null;
  for (const inner of Object.values(value)) {
    const found = findItems(inner, shape, depth + 1);
    if (found !== null) return found;
  }
  return null;
}

function isList(items: readonly unknown[], { isHeader }: ListShape): boolean {
  const first = items[0];
  if (Array.isArray(first)) return isHeader(first.map(cellText));
  return typeof first === 'object' && first !== null && isHeader(Object.keys(first));
}

function fromArrays([headings = [], ...rows]: unknown[][]): ListRecord[] {
  const names = headings.map((heading) => cellText(heading).trim());
  return rows.map((row, index) =>
    Array.isArray(row) ? recordOf(index + 2, names, row.map(cellText)) : notARecord(row, index + 2),
  );
}

function fromObject(item: unknown, index: number): ListRecord {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return notARecord(item, index + 1);
  const entries = Object.entries(item as JsonObject);
  return recordOf(
    index + 1,
    entries.map(([heading]) => heading.trim()),
    entries.map(([, value]) => cellText(value)),
  );
}

function notARecord(item: unknown, row: number): ListRecord {
  const text = JSON.stringify(item)?.slice(0, 200) ?? '';
  return { row, cells: new Map([['', text]]), fault: 'The record is not a JSON object like the others.' };
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
