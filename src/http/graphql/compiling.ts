/** Which operations are compiled to code of their own by graphql-jit (docs/decisions/compiled-operations.md). */
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  isObjectType,
  Kind,
  type NamedTypeNode,
  type SelectionNode,
  type SelectionSetNode,
  type VariableDefinitionNode,
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
 * The plugin keeps the code of a document as long as that document lives. So it is given a copy of each, and what was requested longest ago loses its copy and its code.
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
    const copy = withCoercedVariables(document);
    this.#isCopy.add(copy);
    this.#copies.set(document, copy);
    return copy;
  }

  isCompiled(document: DocumentNode): boolean {
    return this.#isCopy.has(document);
  }
}

/**
 * Variables come with the values that graphql-js made of them. The code that graphql-jit would coerce them with knows no
 * defaults of fields and has no end for an input type that contains itself (`not` of a filter), so they are declared as JSON,
 * which stays as it is. Of those of @skip and @include it wants to see that they are Boolean.
 */
function withCoercedVariables(document: DocumentNode): DocumentNode {
  const definitions = document.definitions.map((definition) => {
    if (definition.kind !== Kind.OPERATION_DEFINITION) return definition;
    return { ...definition, variableDefinitions: (definition.variableDefinitions ?? []).map(coerced) };
  });
  return { ...document, definitions };
}

function coerced(definition: VariableDefinitionNode): VariableDefinitionNode {
  const { kind, variable, type } = definition;
  const named = type.kind === Kind.NON_NULL_TYPE ? type.type : type;
  if (named.kind === Kind.NAMED_TYPE && named.name.value === 'Boolean') return definition;
  return { kind, variable, type: json };
}

const json: NamedTypeNode = { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: 'JSON' } };

function sizeOf({ loc }: DocumentNode): number {
  return bytesOfEach + bytesPerCharacter * (loc?.end ?? 0);
}

/**
 * The plugin keeps one function for each document, whichever of its operations is requested. And graphql-jit takes the
 * fields of fragments after all others and the last fragment first, and of a fragment that is spread twice only the first,
 * even where @include leaves that out: such documents go on being interpreted.
 */
function isCompiledRight(document: DocumentNode, schema: GraphQLSchema): boolean {
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const [operation] = operations;
  if (operations.length !== 1 || operation?.operation !== 'query') return false;
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
