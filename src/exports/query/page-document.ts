/** The operation that asks for one page of a list, made of one that asks for more. */
import {
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLCompositeType,
  getNamedType,
  isCompositeType,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import type { WalkableList } from './find-list.ts';
import { type Selections, typeOfField } from './selections.ts';

/** The variables that the operation gets. */
export const pageVariables = { first: '_exportFirst', after: '_exportAfter', count: '_exportCount' } as const;

const pageArguments = new Set(['first', 'after', 'last', 'before']);

export interface PageDocument {
  readonly text: string;
  /** The variables of the original operation that it still has. */
  readonly variables: readonly string[];
}

/** Null for the list: the operation as it is. */
export function pageDocument(
  selections: Selections,
  operation: OperationDefinitionNode,
  list: WalkableList | null,
): PageDocument {
  const root = selections.schema.getRootType(operation.operation);
  const pruned =
    list === null || root == null
      ? operation
      : { ...operation, selectionSet: new Pruning(selections, list).set(operation.selectionSet, root, list.path) };
  const fragments = usedFragments(selections, pruned);
  const used = usedVariables([pruned, ...fragments]);
  const kept = (pruned.variableDefinitions ?? []).filter(({ variable }) => used.has(variable.name.value));
  const definitions = [...kept, ...(list?.kind === 'connection' ? pageDefinitions : [])];
  const document: DocumentNode = {
    kind: Kind.DOCUMENT,
    definitions: [{ ...pruned, variableDefinitions: definitions }, ...fragments],
  };
  return { text: print(document), variables: kept.map(({ variable }) => variable.name.value) };
}

const { first, after, count } = pageVariables;
const template = parse(
  `query ($${first}: Int!, $${after}: String, $${count}: Boolean!) {
    list(first: $${first}, after: $${after}) { totalCount @include(if: $${count}) pageInfo { hasNextPage endCursor } }
  }`,
  { noLocation: true },
).definitions[0] as OperationDefinitionNode;
const pageDefinitions = template.variableDefinitions ?? [];
const page = template.selectionSet.selections[0] as FieldNode;

/** Leaves the way to the list, and all that is selected of its entries. */
class Pruning {
  readonly #selections: Selections;
  readonly #list: WalkableList;

  constructor(selections: Selections, list: WalkableList) {
    this.#selections = selections;
    this.#list = list;
  }

  set(set: SelectionSetNode, type: GraphQLCompositeType, path: readonly string[]): SelectionSetNode {
    const selections = set.selections.flatMap((selection) => this.#selection(selection, type, path));
    return { ...set, selections };
  }

  #selection(selection: SelectionNode, type: GraphQLCompositeType, path: readonly string[]): SelectionNode[] {
    if (selection.kind === Kind.FIELD) return this.#field(selection, type, path);
    const fragment =
      selection.kind === Kind.INLINE_FRAGMENT ? selection : this.#selections.fragments.get(selection.name.value);
    if (fragment === undefined) return [];
    const narrowed = this.#selections.narrowed(fragment.typeCondition?.name.value, type);
    const selectionSet = this.set(fragment.selectionSet, narrowed, path);
    if (selectionSet.selections.length === 0) return [];
    const condition = fragment.typeCondition === undefined ? {} : { typeCondition: fragment.typeCondition };
    return [{ kind: Kind.INLINE_FRAGMENT, ...condition, directives: selection.directives ?? [], selectionSet }];
  }

  #field(node: FieldNode, type: GraphQLCompositeType, [key, ...rest]: readonly string[]): SelectionNode[] {
    if ((node.alias?.value ?? node.name.value) !== key) return [];
    if (rest.length === 0) return [this.#list.kind === 'connection' ? this.#connection(node) : node];
    const inner = getNamedType(typeOfField(type, node.name.value));
    if (node.selectionSet === undefined || !isCompositeType(inner)) return [];
    return [{ ...node, selectionSet: this.set(node.selectionSet, inner, rest) }];
  }

  #connection(node: FieldNode): FieldNode {
    const own = (node.arguments ?? []).filter(({ name }) => !pageArguments.has(name.value));
    const selections: SelectionNode[] = [...(page.selectionSet?.selections ?? []), this.#nodes()];
    return {
      ...node,
      arguments: [...own, ...(page.arguments as readonly ArgumentNode[])],
      selectionSet: { kind: Kind.SELECTION_SET, selections },
    };
  }

  #nodes(): FieldNode {
    const selections = this.#list.entry.selected.flatMap(({ set }) => set.selections);
    return {
      kind: Kind.FIELD,
      name: { kind: Kind.NAME, value: 'nodes' },
      ...(selections.length === 0 ? {} : { selectionSet: { kind: Kind.SELECTION_SET, selections } }),
    };
  }
}

function usedFragments(selections: Selections, operation: OperationDefinitionNode) {
  const found = new Set<string>();
  const look = (node: OperationDefinitionNode | SelectionSetNode): void => {
    visit(node, {
      FragmentSpread({ name: { value } }) {
        const fragment = selections.fragments.get(value);
        if (fragment === undefined || found.has(value)) return;
        found.add(value);
        look(fragment.selectionSet);
      },
    });
  };
  look(operation);
  return [...selections.fragments.values()].filter(({ name }) => found.has(name.value));
}

function usedVariables(definitions: readonly DocumentNode['definitions'][number][]): Set<string> {
  const used = new Set<string>();
  for (const definition of definitions) {
    visit(definition, {
      VariableDefinition: () => false,
      Variable: ({ name }) => void used.add(name.value),
    });
  }
  return used;
}
