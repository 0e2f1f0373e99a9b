/** The lists of an operation that can be walked: those that stand in no other list. */
import type { OperationDefinitionNode } from 'graphql';
import { type EntryType, entriesOf } from './columns.ts';
import { isConnection, isList, type Selected, type Selections } from './selections.ts';

export interface WalkableList {
  /** The names in the response that lead to it. */
  readonly path: readonly string[];
  readonly kind: 'connection' | 'list';
  readonly entry: EntryType;
}

/** In the order of the document. */
export function walkableLists(selections: Selections, operation: OperationDefinitionNode): WalkableList[] {
  const root = selections.schema.getRootType(operation.operation);
  if (root == null) return [];
  return listsOf(selections, [{ type: root, set: operation.selectionSet }], []);
}

function listsOf(selections: Selections, selected: readonly Selected[], above: readonly string[]): WalkableList[] {
  return selections.fieldsOf(selected).flatMap((field) => {
    const path = [...above, field.key];
    if (isConnection(field.type)) {
      const entry = entriesOf(selections, field.selected);
      return entry === null ? [] : [{ path, kind: 'connection' as const, entry }];
    }
    if (isList(field.type)) return [{ path, kind: 'list' as const, entry: field }];
    return listsOf(selections, field.selected, path);
  });
}

/** By its whole path or the end of it; without a name the first connection, or else the first list at the top. */
export function chooseList(lists: readonly WalkableList[], at: string | null): WalkableList | undefined {
  if (at === null) {
    return lists.find(({ kind }) => kind === 'connection') ?? lists.find(({ path }) => path.length === 1);
  }
  return (
    lists.find(({ path }) => path.join('.') === at) ?? lists.find(({ path }) => `.${path.join('.')}`.endsWith(`.${at}`))
  );
}
