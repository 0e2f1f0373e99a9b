/** The answer of an operation as csv, by the columns and rules of exports (docs/open-data.md). */
import type { TablePlan } from '#exports/query/plan.ts';
import { rowsOf } from '#exports/query/rows.ts';
import { rowWriter } from '#exports/query/write.ts';
import { valueAt } from './operation.ts';

const style = { isRaw: false, hasBom: false };

export function csvOfTable(table: TablePlan, data: unknown): string {
  const { columns, cells } = table;
  const { head, line } = rowWriter('csv', columns, style);
  const rows = entriesOf(table, data).flatMap((entry) => rowsOf(entry, cells, columns));
  return head + rows.map(line).join('');
}

interface Connection {
  readonly nodes?: readonly unknown[];
  readonly edges?: readonly { readonly node: unknown }[];
}

/** None where something above the list, or all of the one row, is null. */
function entriesOf({ kind, path }: TablePlan, data: unknown): readonly unknown[] {
  const value = valueAt(data, path) ?? null;
  if (value === null) return [];
  if (kind === 'object') return Object.values(value).some((field) => field !== null) ? [value] : [];
  if (kind === 'list') return value as readonly unknown[];
  const { nodes, edges } = value as Connection;
  if (nodes === undefined || edges === undefined) return nodes ?? edges?.map(({ node }) => node) ?? [];
  // Selected both ways, an entry has a part of its fields here and a part there.
  return nodes.map((node, index) => ({ ...(edges[index]?.node as object), ...(node as object) }));
}
