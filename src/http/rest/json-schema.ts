/** JSON Schema (2020-12, the dialect of OpenAPI 3.1) of arguments and of what operations select. */
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLInputType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  type InlineFragmentNode,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

export type JsonSchema = Readonly<Record<string, unknown>>;

const scalars: Readonly<Record<string, JsonSchema>> = {
  Int: { type: 'integer', format: 'int32' },
  Float: { type: 'number', format: 'double' },
  String: { type: 'string' },
  ID: { type: 'string' },
  Boolean: { type: 'boolean' },
  Date: { type: 'string', format: 'date' },
  DateTime: { type: 'string', format: 'date-time' },
  Decimal: { type: 'string', pattern: '^-?\\d+(\\.\\d+)?$' },
  GeoJSON: { type: 'object', additionalProperties: true },
  JsonStat: { type: 'object', additionalProperties: true },
};

/** Enums and input objects are described once, under their names. */
export class JsonSchemas {
  readonly #schema: GraphQLSchema;
  readonly #place: string;
  readonly components: Record<string, JsonSchema> = {};

  /** `place` is where the components will stand, such as `#/components/schemas/`. */
  constructor(schema: GraphQLSchema, place: string) {
    this.#schema = schema;
    this.#place = place;
  }

  ofInput(type: GraphQLInputType): JsonSchema {
    if (isNonNullType(type)) return this.ofInput(type.ofType);
    if (isListType(type)) return { type: 'array', items: this.ofInput(type.ofType) };
    return this.#named(type.name) ?? {};
  }

  ofDocument(document: DocumentNode, root: SelectionSetNode): JsonSchema {
    const fragments = new Map<string, FragmentDefinitionNode>();
    for (const node of document.definitions) {
      if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
    }
    return this.#ofSelection(this.#schema.getQueryType()?.name ?? 'Query', root, fragments);
  }

  #ofSelection(typeName: string, set: SelectionSetNode, fragments: Fragments): JsonSchema {
    const properties: Record<string, JsonSchema> = {};
    const required: string[] = [];
    for (const { type, field, isCertain } of this.#fieldsOf(typeName, set.selections, fragments, true)) {
      const name = (field.alias ?? field.name).value;
      properties[name] = this.#ofField(type, field, fragments);
      if (isCertain && !required.includes(name)) required.push(name);
    }
    return { type: 'object', properties, ...(required.length > 0 ? { required } : {}) };
  }

  *#fieldsOf(
    typeName: string,
    selections: readonly SelectionNode[],
    fragments: Fragments,
    isCertain: boolean,
  ): Generator<{ type: string; field: FieldNode; isCertain: boolean }> {
    for (const node of selections) {
      const isAlways = isCertain && (node.directives ?? []).length === 0;
      if (node.kind === Kind.FIELD) yield { type: typeName, field: node, isCertain: isAlways };
      else {
        const fragment = node.kind === Kind.FRAGMENT_SPREAD ? fragments.get(node.name.value) : node;
        const other = conditionOf(fragment) ?? typeName;
        const isSame = other === typeName || !isAbstractType(this.#schema.getType(typeName));
        yield* this.#fieldsOf(other, fragment?.selectionSet.selections ?? [], fragments, isAlways && isSame);
      }
    }
  }

  #ofField(typeName: string, field: FieldNode, fragments: Fragments): JsonSchema {
    if (field.name.value === '__typename') return { type: 'string' };
    const parent = this.#schema.getType(typeName);
    const known = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[field.name.value] : undefined;
    if (known === undefined) return {};
    const schema = this.#ofOutput(known.type, field, fragments);
    return known.description == null ? schema : { description: known.description, ...schema };
  }

  #ofOutput(type: GraphQLOutputType, field: FieldNode, fragments: Fragments): JsonSchema {
    if (!isNonNullType(type)) return orNull(this.#ofNonNull(type, field, fragments));
    return this.#ofNonNull(type.ofType, field, fragments);
  }

  #ofNonNull(type: GraphQLOutputType, field: FieldNode, fragments: Fragments): JsonSchema {
    if (isListType(type)) return { type: 'array', items: this.#ofOutput(type.ofType, field, fragments) };
    if (field.selectionSet === undefined) return this.#named(getNamedType(type).name) ?? {};
    return this.#ofSelection(getNamedType(type).name, field.selectionSet, fragments);
  }

  #named(name: string): JsonSchema | undefined {
    const type = this.#schema.getType(name);
    if (!isEnumType(type) && !isInputObjectType(type)) return scalars[name];
    if (this.components[name] === undefined) {
      // Before its fields are looked at: one may be of the same type.
      this.components[name] = {};
      this.components[name] = isEnumType(type)
        ? { type: 'string', description: type.description ?? name, enum: type.getValues().map((value) => value.name) }
        : this.#inputObject(name);
    }
    return { $ref: `${this.#place}${name}` };
  }

  #inputObject(name: string): JsonSchema {
    const type = this.#schema.getType(name);
    if (!isInputObjectType(type)) return {};
    const fields = Object.values(type.getFields());
    const required = fields.filter((field) => isNonNullType(field.type) && field.defaultValue === undefined);
    return {
      type: 'object',
      description: type.description ?? name,
      properties: Object.fromEntries(
        fields.map((field) => [
          field.name,
          { description: field.description ?? field.name, ...this.ofInput(field.type) },
        ]),
      ),
      ...(required.length > 0 ? { required: required.map((field) => field.name) } : {}),
      additionalProperties: false,
    };
  }
}

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

const conditionOf = (fragment: FragmentDefinitionNode | InlineFragmentNode | undefined): string | undefined =>
  fragment?.typeCondition?.name.value;

function orNull(schema: JsonSchema): JsonSchema {
  if (typeof schema['type'] === 'string') return { ...schema, type: [schema['type'], 'null'] };
  return Object.keys(schema).length === 0 ? schema : { anyOf: [schema, { type: 'null' }] };
}
