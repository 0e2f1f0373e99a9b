/** Says in the description of each field what it weighs, unless that is 1 and nothing more. */
import {
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
} from 'graphql';
import { pageComplexity } from './pages.ts';

type Field = GraphQLField<unknown, unknown>;

export function describeCosts(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__') || !(isObjectType(type) || isInterfaceType(type))) continue;
    for (const field of Object.values(type.getFields())) {
      const cost = costOf(field);
      if (cost !== null) field.description = [field.description, `Cost: ${cost}.`].filter(Boolean).join(' ');
    }
  }
  return schema;
}

function costOf(field: Field): string | null {
  const complexity: unknown = field.extensions['complexity'];
  if (complexity === pageComplexity) {
    return '1, and what is asked of an entry as many times as `first` or `last` says, 20 times without them';
  }
  if (typeof complexity === 'function') {
    return 'told' in complexity ? String(complexity.told) : costByArguments(field);
  }
  const { field: own = 1, multiplier = 1 } =
    typeof complexity === 'object'
      ? (complexity as { field?: number; multiplier?: number })
      : { field: complexity as number };
  const isMultiplied = multiplier !== 1 && isCompositeType(getNamedType(field.type));
  if (isMultiplied) return `${own}, and what is asked of an entry ${multiplier} times`;
  return own === 1 ? null : String(own);
}

function costByArguments({ args }: Field): string {
  const lists = args.filter(({ type }) => isListType(getNullableType(type))).map(({ name }) => `\`${name}\``);
  return lists.length === 0
    ? 'by its arguments; `extensions.cost` of an answer tells it'
    : `1, and what is asked of an entry as many times as there are entries in ${lists.join(' and ')}`;
}
