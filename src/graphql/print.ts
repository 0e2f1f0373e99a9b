/** The schema as text, each field with the cost that cost.ts computes for it. */
import {
  DirectiveLocation,
  type DocumentNode,
  GraphQLDirective,
  type GraphQLField,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  type GraphQLSchema,
  GraphQLString,
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  lexicographicSortSchema,
  parse,
  printSchema,
} from 'graphql';
import type { Complexity, StatedCost } from './complexity.ts';
import { assumedListSize } from './cost.ts';

const names = new GraphQLList(new GraphQLNonNull(GraphQLString));

export const costDirective = new GraphQLDirective({
  name: 'cost',
  description: 'What a field adds to the cost of an operation. A field without it costs 1. See docs/cost.md.',
  locations: [DirectiveLocation.FIELD_DEFINITION],
  args: {
    weight: {
      type: new GraphQLNonNull(GraphQLInt),
      defaultValue: 1,
      description: 'Points for the field itself, at least.',
    },
    raisedBy: { type: names, description: 'Arguments that raise the weight; docs/cost.md says by how much.' },
    multipliedBy: {
      type: names,
      description:
        'Arguments that multiply the cost of the selected fields: by their value, or by the number of their entries.',
    },
    assumedSize: {
      type: GraphQLInt,
      description: 'How many entries are assumed where no argument gives their number.',
    },
  },
});

export function printWithCosts(schema: GraphQLSchema): string {
  const printed = printSchema(lexicographicSortSchema(schema));
  // After the field, from the last to the first, so that places do not move.
  return costsIn(parse(printed), schema)
    .toReversed()
    .reduce((text, { end, cost }) => `${text.slice(0, end)} ${cost}${text.slice(end)}`, `${printed}\n`);
}

function costsIn(
  { definitions }: DocumentNode,
  schema: GraphQLSchema,
): { readonly end: number; readonly cost: string }[] {
  return definitions.flatMap((definition) => {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION)
      return [];
    return (definition.fields ?? []).flatMap(({ name, loc }) => {
      const field = fieldOf(schema, definition.name.value, name.value);
      const cost = field && statedCost(field);
      return cost == null ? [] : [{ end: loc?.end ?? 0, cost: directiveOf(cost) }];
    });
  });
}

function fieldOf(schema: GraphQLSchema, typename: string, name: string): GraphQLField<unknown, unknown> | undefined {
  const type = schema.getType(typename);
  return isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
}

function directiveOf(cost: StatedCost): string {
  const given = Object.entries(cost).filter(([name, value]) => name !== 'weight' || value !== 1);
  return `@cost(${given.map(([name, value]) => `${name}: ${JSON.stringify(value).replaceAll(',', ', ')}`).join(', ')})`;
}

/** Null where a field costs 1 and nothing more. */
function statedCost(field: GraphQLField<unknown, unknown>): StatedCost | null {
  const complexity = field.extensions['complexity'] as
    | Complexity
    | ({ readonly cost?: StatedCost } & ((args: never) => Complexity))
    | undefined;
  if (typeof complexity === 'function') return complexity.cost ?? costByArguments(field);
  const { field: weight = 1, multiplier } = typeof complexity === 'number' ? { field: complexity } : (complexity ?? {});
  const size = multiplier ?? (isListType(getNullableType(field.type)) ? assumedListSize : 1);
  if (size === 1 || !isCompositeType(getNamedType(field.type))) return weight === 1 ? null : { weight };
  return { weight, assumedSize: size };
}

/** A list of keys multiplies; anything else is for `weighed` to state. */
function costByArguments({ name, args }: GraphQLField<unknown, unknown>): StatedCost {
  const lists = args.filter(({ type }) => isListType(getNullableType(type)));
  if (lists.length === 0) throw new Error(`What "${name}" costs is not stated: use weighed() of complexity.ts.`);
  return { weight: 1, multipliedBy: lists.map((argument) => argument.name) };
}
