/** What an operation returned as a table, for pages that show no list: where each value stands, and the value. */
import type { Table } from './page.ts';

type Row = readonly [field: string, value: string | number | null];

export function fieldTable(name: string, data: unknown): Table {
  return { name, header: ['field', 'value'], rows: [...rowsOf(data, [])] };
}

/** The levels that connections have for their cursors, and that say nothing of the data. */
const transparent = new Set(['edges', 'node']);

function* rowsOf(value: unknown, path: readonly string[]): Generator<Row> {
  if (typeof value === 'object' && value !== null) {
    for (const [name, inner] of Object.entries(value)) {
      yield* rowsOf(inner, transparent.has(name) ? path : [...path, name]);
    }
    return;
  }
  yield [path.join('.'), typeof value === 'boolean' ? String(value) : (value as string | number | null)];
}
