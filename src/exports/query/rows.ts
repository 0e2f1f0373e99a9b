/** Rows of an export from the entries of the API. */
import type { Cells, ExportColumn } from './columns.ts';

export type Cell = string | number | boolean | null;
export type Row = readonly Cell[];

/** One row for each entry, or one for each entry of the inner list that is made rows; an empty one still has its row. */
export function rowsOf(entry: unknown, cells: Cells, columns: readonly ExportColumn[]): Row[] {
  return fill(
    entry,
    cells,
    columns.map(() => null),
  );
}

function fill(value: unknown, cells: Cells, row: Cell[]): Cell[][] {
  if (cells.kind === 'cell') {
    row[cells.index] = cellOf(cells.of === 'entries' ? entriesOf(value) : value, cells.type === 'json');
    return [row];
  }
  if (cells.kind === 'rows') {
    const entries = cells.of === 'entries' ? entriesOf(value) : (value as readonly unknown[] | null | undefined);
    if (entries == null || entries.length === 0) return [row];
    return entries.flatMap((entry) => fill(entry, cells.entry, [...row]));
  }
  return fillObject(value, cells, row);
}

function fillObject(value: unknown, { fields }: Extract<Cells, { kind: 'object' }>, row: Cell[]): Cell[][] {
  let rows = [row];
  // What is not a list first, so that it stands in every row of the list.
  for (const [key, inner] of fields.toSorted(([, a], [, b]) => Number(hasRows(a)) - Number(hasRows(b)))) {
    const part = key === '' ? value : (value as Readonly<Record<string, unknown>> | null | undefined)?.[key];
    rows = rows.flatMap((current) => fill(part, inner, current));
  }
  return rows;
}

function hasRows(cells: Cells): boolean {
  return cells.kind === 'rows' || (cells.kind === 'object' && cells.fields.some(([, inner]) => hasRows(inner)));
}

interface ConnectionValue {
  readonly nodes?: readonly unknown[];
  readonly edges?: readonly { readonly node: unknown }[];
}

function entriesOf(value: unknown): readonly unknown[] | null {
  const connection = value as ConnectionValue | null | undefined;
  return connection?.nodes ?? connection?.edges?.map(({ node }) => node) ?? null;
}

function cellOf(value: unknown, isJson: boolean): Cell {
  if (value === null || value === undefined) return null;
  return isJson || typeof value === 'object' ? JSON.stringify(value) : (value as Cell);
}
