/** The scalar of amounts and rates: a decimal number without loss, which a JSON number is not. graphql-scalars has none. */
import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import type { Decimal as DecimalValue } from '#platform/database/index.ts';
import { builder } from './builder.ts';

/** Longer than any amount, so that no text keeps PostgreSQL busy. */
const maxLength = 40;

builder.addScalarType(
  'Decimal',
  new GraphQLScalarType<string, string>({
    name: 'Decimal',
    description:
      'A decimal number without loss, written as a string with a point: `"1234567.80"`. Arguments also take a number.',
    serialize: (value) => (typeof value === 'string' ? value : (value as DecimalValue).toFixed()),
    parseValue: (value) => {
      if (typeof value === 'string') return decimalOf(value);
      // What JSON has made of a longer number is another number.
      if (typeof value === 'number' && (!Number.isInteger(value) || Number.isSafeInteger(value))) {
        return decimalOf(String(value));
      }
      throw notDecimal(JSON.stringify(value) ?? 'undefined');
    },
    // One parameter: of a scalar that takes variables, too, graphql-jit complains on stderr.
    parseLiteral: (node: ValueNode) => {
      if (node.kind === Kind.STRING || node.kind === Kind.INT || node.kind === Kind.FLOAT) return decimalOf(node.value);
      throw notDecimal(node.kind);
    },
  }),
);

function decimalOf(text: string): string {
  if (text.length <= maxLength && /^-?\d+(\.\d+)?$/.test(text)) return text;
  throw notDecimal(JSON.stringify(text.slice(0, maxLength)));
}

function notDecimal(found: string): GraphQLError {
  return new GraphQLError(`Decimal cannot represent ${found}: write a decimal number such as "1234.50".`);
}
