/**
 * What an operation costs, known before it is executed: every field 1 (or the weight that `@cost` states), times the entries
 * that are requested of each list it stands in. Introspection is counted for itself, by the real size of the schema.
 */
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  getArgumentValues,
  getIntrospectionQuery,
  getNamedType,
  getNullableType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  parse,
  SchemaMetaFieldDef,
  type SelectionSetNode,
  TypeMetaFieldDef,
} from 'graphql';
import type { Complexity } from './complexity.ts';
import { checkPageSize } from './pages.ts';

export interface Cost {
  readonly data: number;
  readonly introspection: number;
}

type ComplexityExtension = Complexity | ((args: Record<string, unknown>) => Complexity);

/** Of each field at the top of an operation, so that a document of many aliases is bounded by its cost. */
const rootFieldWeight = 50;
/** Entries of a list whose field says nothing of its size. */
export const assumedListSize = 5;
const none: Cost = { data: 0, introspection: 0 };

export class CostModel {
  readonly #schema: GraphQLSchema;
  readonly #introspectionSizes: ReadonlyMap<string, number>;
  readonly #pageEntries: number;
  /** One and a half times what the full introspection query of graphql-js costs. */
  readonly introspectionLimit: number;

  constructor(schema: GraphQLSchema, pageEntries: number) {
    this.#schema = schema;
    this.#pageEntries = pageEntries;
    this.#introspectionSizes = introspectionSizes(schema);
    const full = parse(
      getIntrospectionQuery({
        directiveIsRepeatable: true,
        inputValueDeprecation: true,
        specifiedByUrl: true,
        schemaDescription: true,
      }),
    );
    this.introspectionLimit = 1.5 * this.of(full, full.definitions[0] as OperationDefinitionNode, {}).introspection;
  }

  /** Throws where a page of more entries is requested than there may be. */
  of(document: DocumentNode, operation: OperationDefinitionNode, variables: Record<string, unknown>): Cost {
    const root = this.#schema.getRootType(operation.operation);
    if (root == null) return none;
    const fragments = new Map(
      document.definitions
        .filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
        .map((fragment) => [fragment.name.value, fragment]),
    );
    const counting = new Counting(
      this.#schema,
      root,
      fragments,
      variables,
      this.#introspectionSizes,
      this.#pageEntries,
    );
    return counting.set(operation.selectionSet, root);
  }
}

/** Each selection set is counted once per type, however often fragments spread it. */
class Counting {
  readonly #schema: GraphQLSchema;
  readonly #root: GraphQLCompositeType;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #variables: Record<string, unknown>;
  readonly #introspectionSizes: ReadonlyMap<string, number>;
  readonly #pageEntries: number;
  readonly #known = new Map<SelectionSetNode, Map<GraphQLCompositeType, Cost>>();

  constructor(
    schema: GraphQLSchema,
    root: GraphQLCompositeType,
    fragments: ReadonlyMap<string, FragmentDefinitionNode>,
    variables: Record<string, unknown>,
    sizes: ReadonlyMap<string, number>,
    pageEntries: number,
  ) {
    this.#schema = schema;
    this.#root = root;
    this.#fragments = fragments;
    this.#variables = variables;
    this.#introspectionSizes = sizes;
    this.#pageEntries = pageEntries;
  }

  set(set: SelectionSetNode, type: GraphQLCompositeType): Cost {
    const known = this.#known.get(set) ?? new Map<GraphQLCompositeType, Cost>();
    this.#known.set(set, known);
    const found = known.get(type);
    if (found !== undefined) return found;
    let total = none;
    for (const selection of set.selections) total = plus(total, this.#selection(selection, type));
    known.set(type, total);
    return total;
  }

  #selection(selection: SelectionSetNode['selections'][number], type: GraphQLCompositeType): Cost {
    if (selection.kind === Kind.FIELD) return this.#field(selection, type);
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : this.#fragments.get(selection.name.value);
    if (fragment === undefined) return none;
    const narrowed = fragment.typeCondition ? this.#schema.getType(fragment.typeCondition.name.value) : type;
    return isCompositeType(narrowed) ? this.set(fragment.selectionSet, narrowed) : none;
  }

  #field(node: Parameters<typeof getArgumentValues>[1] & { kind: Kind.FIELD }, type: GraphQLCompositeType): Cost {
    const field = fieldOf(type, node.name.value);
    const root = type === this.#root ? rootFieldWeight : 0;
    if (field === undefined) return { data: root + 1, introspection: 0 };
    const isIntrospection = type.name.startsWith('__') || node.name.value.startsWith('__');
    const { own, multiplier } = isIntrospection ? this.#introspection(type, field) : this.#weight(field, node);
    const inner = getNamedType(field.type);
    const nested =
      node.selectionSet !== undefined && isCompositeType(inner) ? this.set(node.selectionSet, inner) : none;
    return {
      data: root + (isIntrospection ? 0 : own) + nested.data * multiplier,
      introspection: (isIntrospection ? own : 0) + nested.introspection * multiplier,
    };
  }

  #weight(field: GraphQLField<unknown, unknown>, node: Parameters<typeof getArgumentValues>[1]) {
    const extension = field.extensions['complexity'] as ComplexityExtension | undefined;
    const complexity = typeof extension === 'function' ? extension(this.#arguments(field, node)) : extension;
    const { field: own = 1, multiplier } = typeof complexity === 'number' ? { field: complexity } : (complexity ?? {});
    return { own, multiplier: Math.max(multiplier ?? (isList(field) ? assumedListSize : 1), 0) };
  }

  #arguments(field: GraphQLField<unknown, unknown>, node: Parameters<typeof getArgumentValues>[1]) {
    const args = getArgumentValues(field, node, this.#variables);
    if (!getNamedType(field.type).name.endsWith('Connection')) return args;
    for (const name of ['first', 'last']) {
      const size = args[name];
      if (typeof size === 'number' && size > this.#pageEntries) checkPageSize(name, size, this.#pageEntries);
    }
    return args;
  }

  #introspection(type: GraphQLCompositeType, { name }: GraphQLField<unknown, unknown>) {
    return { own: 1, multiplier: this.#introspectionSizes.get(`${type.name}.${name}`) ?? 1 };
  }
}

function plus(a: Cost, b: Cost): Cost {
  return { data: a.data + b.data, introspection: a.introspection + b.introspection };
}

function fieldOf(type: GraphQLCompositeType, name: string): GraphQLField<unknown, unknown> | undefined {
  if (name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef;
  if (name === TypeMetaFieldDef.name) return TypeMetaFieldDef;
  return isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
}

function isList({ type }: GraphQLField<unknown, unknown>): boolean {
  return isListType(getNullableType(type));
}

/** How many entries the lists of introspection have: exact where there is one list, else the average over all types. */
function introspectionSizes(schema: GraphQLSchema): Map<string, number> {
  const types = Object.values(schema.getTypeMap());
  const fielded = types.filter((type) => isObjectType(type) || isInterfaceType(type));
  const fields = fielded.flatMap((type) => Object.values(type.getFields()));
  const average = (total: number, count: number): number => Math.max(1, Math.ceil(total / Math.max(count, 1)));
  const total = <T>(items: readonly T[], size: (item: T) => number): number =>
    items.reduce((sum, item) => sum + size(item), 0);
  const inputs = types.filter(isInputObjectType);
  const enums = types.filter(isEnumType);
  return new Map([
    ['__Schema.types', types.length],
    ['__Schema.directives', schema.getDirectives().length],
    ['__Type.fields', average(fields.length, types.length)],
    [
      '__Field.args',
      average(
        total(fields, ({ args }) => args.length),
        fields.length,
      ),
    ],
    [
      '__Type.inputFields',
      average(
        total(inputs, (type) => Object.keys(type.getFields()).length),
        types.length,
      ),
    ],
    [
      '__Type.enumValues',
      average(
        total(enums, (type) => type.getValues().length),
        types.length,
      ),
    ],
    ['__Type.interfaces', 1],
    ['__Type.possibleTypes', 1],
    ['__Directive.args', 2],
    // Most types are wrapped once or not at all, and what is below a null costs nothing.
    ['__Type.ofType', 0.5],
  ]);
}
