/** How an operation becomes a table: which list is walked, by which operation, and with which columns. */
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { RefusalError } from '#platform/errors.ts';
import { type Cells, type ExportColumn, layoutOf } from './columns.ts';
import { chooseList, type WalkableList, walkableLists } from './find-list.ts';
import { type PageDocument, pageDocument } from './page-document.ts';
import { Selections } from './selections.ts';

export interface PlanOptions {
  /** The list whose entries are rows; null: the first. */
  readonly at: string | null;
  /** The inner list whose entries are rows; null: none. */
  readonly rows: string | null;
}

export interface TablePlan {
  /** `object`: the operation has no list, and the whole of it is one row. */
  readonly kind: WalkableList['kind'] | 'object';
  /** Leads to the list in the response. */
  readonly path: readonly string[];
  readonly columns: readonly ExportColumn[];
  readonly cells: Cells;
}

export interface ExportPlan extends TablePlan {
  readonly page: PageDocument;
}

/** A list that the operation does not have. */
export class NoSuchListError extends RefusalError {
  readonly code = 'NO_SUCH_LIST';
  readonly parameter: 'at' | 'rows';
  readonly lists: readonly string[];

  constructor(parameter: 'at' | 'rows', name: string, lists: readonly string[]) {
    const shown = name.slice(0, 80);
    const known = lists.join(', ');
    const [hint, rada] =
      lists.length === 0 ? ['It has none.', 'Nie ma żadnej.'] : [`Lists are ${known}.`, `Listy: ${known}.`];
    super(`"${parameter}" names "${shown}", which is no list of the operation that can be walked.`, hint, {
      polish: `"${parameter}" wskazuje "${shown}", a takiej listy ta operacja nie ma. ${rada}`,
    });
    this.parameter = parameter;
    this.lists = lists;
  }
}

export function planExport(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  options: PlanOptions,
): ExportPlan {
  const selections = new Selections(schema, document);
  const { table, list } = chooseTable(selections, operation, options);
  return { ...table, page: pageDocument(selections, operation, list) };
}

/** The same table, of what the operation itself returns. */
export function planTable(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  at: string | null,
): TablePlan {
  return chooseTable(new Selections(schema, document), operation, { at, rows: null }).table;
}

function chooseTable(
  selections: Selections,
  operation: OperationDefinitionNode,
  { at, rows }: PlanOptions,
): { readonly table: TablePlan; readonly list: WalkableList | null } {
  const lists = walkableLists(selections, operation);
  const list = chooseList(lists, at) ?? null;
  if (list === null && at !== null) {
    throw new NoSuchListError(
      'at',
      at,
      lists.map(({ path }) => path.join('.')),
    );
  }
  const root = selections.schema.getRootType(operation.operation);
  if (root == null) throw new Error('The operation has no root type');
  const entry = list?.entry ?? { type: root, selected: [{ type: root, set: operation.selectionSet }] };
  const { columns, cells, lists: inner } = layoutOf(selections, entry, rows === null ? null : rows.split('.'));
  if (rows !== null && !inner.includes(rows)) throw new NoSuchListError('rows', rows, inner);
  return { table: { kind: list?.kind ?? 'object', path: list?.path ?? [], columns, cells }, list };
}
