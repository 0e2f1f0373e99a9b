/** The fields of an operation as they are answered: fragments spread out, fields of one name merged. */
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';

/** A selection set and the type that it is of. */
export interface Selected {
  readonly type: GraphQLCompositeType;
  readonly set: SelectionSetNode;
}

export interface SelectedField {
  /** Its name in the response. */
  readonly key: string;
  readonly name: string;
  readonly type: GraphQLOutputType;
  /** What is selected of it: of each place where it stands. */
  readonly selected: readonly Selected[];
}

export class Selections {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;

  constructor(schema: GraphQLSchema, document: DocumentNode) {
    this.schema = schema;
    this.fragments = new Map(
      document.definitions
        .filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
        .map((fragment) => [fragment.name.value, fragment]),
    );
  }

  /** In the order of the document. */
  fieldsOf(selected: readonly Selected[]): SelectedField[] {
    const fields = new Map<string, SelectedField & { selected: Selected[] }>();
    for (const { set, type } of selected) {
      this.#visit(set, type, (node, parent) => {
        const key = node.alias?.value ?? node.name.value;
        const fieldType = typeOfField(parent, node.name.value);
        if (fieldType === undefined) return;
        const known = fields.get(key) ?? { key, name: node.name.value, type: fieldType, selected: [] };
        const inner = getNamedType(fieldType);
        if (node.selectionSet !== undefined && isCompositeType(inner)) {
          known.selected.push({ set: node.selectionSet, type: inner });
        }
        fields.set(key, known);
      });
    }
    return [...fields.values()];
  }

  #visit(
    set: SelectionSetNode,
    type: GraphQLCompositeType,
    found: (node: FieldNode, parent: GraphQLCompositeType) => void,
  ): void {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        found(selection, type);
        continue;
      }
      const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : this.fragments.get(selection.name.value);
      if (fragment === undefined) continue;
      this.#visit(fragment.selectionSet, this.narrowed(fragment.typeCondition?.name.value, type), found);
    }
  }

  /** The type inside a fragment. */
  narrowed(name: string | undefined, type: GraphQLCompositeType): GraphQLCompositeType {
    const condition: GraphQLNamedType | undefined = name === undefined ? undefined : this.schema.getType(name);
    return isCompositeType(condition) ? condition : type;
  }
}

export function typeOfField(parent: GraphQLCompositeType, name: string): GraphQLOutputType | undefined {
  return isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name]?.type : undefined;
}

export function isList(type: GraphQLOutputType): boolean {
  return isListType(isNonNullType(type) ? type.ofType : type);
}

/** A Relay connection: a page of a list. */
export function isConnection(type: GraphQLOutputType): boolean {
  const named = getNamedType(type);
  return !isList(type) && isObjectType(named) && named.name.endsWith('Connection') && 'pageInfo' in named.getFields();
}
