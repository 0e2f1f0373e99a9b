/** Which operations are compiled to code of their own by graphql-jit (docs/decisions/compiled-operations.md). */
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isInputObjectType,
  isObjectType,
  Kind,
  type NamedTypeNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  typeFromAST,
  visit,
} from 'graphql';
import { LRUCache } from 'lru-cache';

/** Compiling takes some milliseconds and keeps code in memory: a document that is requested once is not worth it. */
const timesBefore = 2;
/** Of the code that is kept, measured: what one field takes in it. */
const bytesPerCharacter = 400;
const bytesOfEach = 20_000;

interface Requested {
  readonly document: DocumentNode;
  readonly schema: GraphQLSchema;
}

/**
 * The plugin keeps the code of a document as long as that document lives. So it is given a copy of each (of its outermost
 * object alone), and what was requested longest ago loses its copy and its code.
 */
export class Compiling {
  readonly #times = new WeakMap<DocumentNode, number>();
  readonly #copies: LRUCache<DocumentNode, DocumentNode>;
  readonly #isCopy = new WeakSet<DocumentNode>();

  constructor(bytes: number) {
    this.#copies = new LRUCache({ maxSize: bytes, sizeCalculation: sizeOf });
  }

  /** What is executed in place of a document: its copy, once it is worth compiling. */
  documentFor({ document, schema }: Requested): DocumentNode {
    const known = this.#copies.get(document);
    if (known !== undefined) return known;
    // Minus infinity stays so, however often one is added.
    const before = this.#times.get(document) ?? (isCompiledRight(document, schema) ? 0 : Number.NEGATIVE_INFINITY);
    if (before < timesBefore) {
      this.#times.set(document, before + 1);
      return document;
    }
    const copy = { ...document };
    this.#isCopy.add(copy);
    this.#copies.set(document, copy);
    return copy;
  }

  isCompiled(document: DocumentNode): boolean {
    return this.#isCopy.has(document);
  }
}

function sizeOf({ loc }: DocumentNode): number {
  return bytesOfEach + bytesPerCharacter * (loc?.end ?? 0);
}

/**
 * The plugin keeps one function for each document, whichever of its operations is asked for. And graphql-jit takes the
 * fields of fragments after all others and the last fragment first, and of a fragment that is spread twice only the first,
 * even where @include leaves that out: such documents go on being interpreted.
 */
function isCompiledRight(document: DocumentNode, schema: GraphQLSchema): boolean {
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const [operation] = operations;
  if (operations.length !== 1 || operation === undefined || takesRecursiveInput(operation, schema)) return false;
  const fragments = new Map(
    document.definitions
      .filter((definition): definition is FragmentDefinitionNode => definition.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment.typeCondition.name.value]),
  );
  let isRight = true;
  visit(document, {
    SelectionSet: (selections) => {
      isRight &&= isInOrder(selections, (name) => fragments.get(name), schema);
    },
  });
  return isRight;
}

/** Of an input type that contains itself (`not` of a filter) graphql-jit makes code without an end. */
function takesRecursiveInput({ variableDefinitions = [] }: OperationDefinitionNode, schema: GraphQLSchema): boolean {
  return variableDefinitions.some(({ type }) => {
    const named = typeFromAST(schema, type as NamedTypeNode);
    return named !== undefined && containsItself(getNamedType(named), []);
  });
}

function containsItself(type: GraphQLNamedType, above: readonly GraphQLNamedType[]): boolean {
  if (!isInputObjectType(type)) return false;
  if (above.includes(type)) return true;
  return Object.values(type.getFields()).some((field) => containsItself(getNamedType(field.type), [...above, type]));
}

/** First fields, then fragments without conditions of which no two can be of the same object. */
function isInOrder(
  { selections }: SelectionSetNode,
  typeOfFragment: (name: string) => string | undefined,
  schema: GraphQLSchema,
): boolean {
  const first = selections.findIndex(({ kind }) => kind !== Kind.FIELD);
  if (first < 0) return true;
  const fragments = selections.slice(first);
  if (fragments.some(({ kind, directives }) => kind === Kind.FIELD || directives?.length !== 0)) return false;
  if (fragments.length === 1) return true;
  const types = fragments.map((fragment) => typeOf(fragment, typeOfFragment));
  return new Set(types).size === types.length && types.every((type) => isObjectType(schema.getType(type)));
}

function typeOf(selection: SelectionNode, typeOfFragment: (name: string) => string | undefined): string {
  if (selection.kind === Kind.FRAGMENT_SPREAD) return typeOfFragment(selection.name.value) ?? '';
  return selection.kind === Kind.INLINE_FRAGMENT ? (selection.typeCondition?.name.value ?? '') : '';
}
