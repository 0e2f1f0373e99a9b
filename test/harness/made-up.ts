/** Makes up values for arguments, as GraphQL writes them, for tests that walk the schema. */
import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql';

/** The value of a scalar, by the name of its type and of what it is for. */
export type Scalar = (type: string, name: string) => string;

function literalOf(type: GraphQLInputType, name: string, scalar: Scalar): string {
  if (isNonNullType(type)) return literalOf(type.ofType, name, scalar);
  if (isListType(type)) return `[${literalOf(type.ofType, name, scalar)}]`;
  if (isEnumType(type)) return type.getValues()[0]?.name ?? '';
  if (!isInputObjectType(type)) return scalar(type.name, name);
  const fields = Object.values(type.getFields()).filter(isRequiredInputField);
  return `{ ${fields.map((field) => `${field.name}: ${literalOf(field.type, field.name, scalar)}`).join(', ')} }`;
}

interface Selecting {
  readonly scalar: Scalar;
  readonly isGiven?: (argument: GraphQLArgument) => boolean;
}

/** The name of a field, with those of its arguments that are given. */
function calledField(
  { name, args }: GraphQLField<unknown, unknown>,
  { scalar, isGiven = isRequiredArgument }: Selecting,
): string {
  const given = args
    .filter(isGiven)
    .map((argument) => `${argument.name}: ${literalOf(argument.type, argument.name, scalar)}`);
  return given.length === 0 ? name : `${name}(${given.join(', ')})`;
}

/** With the least that can be selected of it. */
export function selectedField(field: GraphQLField<unknown, unknown>, selecting: Selecting): string {
  const output = getNamedType(field.type);
  if (isLeafType(output)) return calledField(field, selecting);
  const hasErrors = 'getFields' in output && 'userErrors' in output.getFields();
  return `${calledField(field, selecting)}${hasErrors ? ' { userErrors { code path } }' : ' { __typename }'}`;
}

interface SelectingAll extends Selecting {
  /** Down to which everything without arguments of its own is selected. */
  readonly maxDepth: number;
  /** Types of which no field is selected. */
  readonly isLeftOut?: (type: GraphQLNamedType) => boolean;
}

/** With everything in it. */
export function wholeField(field: GraphQLField<unknown, unknown>, selecting: SelectingAll, depth = 0): string {
  const { maxDepth, isLeftOut = () => false } = selecting;
  const output = getNamedType(field.type);
  const head = calledField(field, selecting);
  if (isLeafType(output)) return head;
  if (isLeftOut(output) || !(isObjectType(output) || isInterfaceType(output))) return `${head} { __typename }`;
  const inner = Object.values(output.getFields()).filter(({ args, type }) => {
    const isNear = depth < maxDepth || isLeafType(getNamedType(type));
    return isNear && args.every((argument) => !isNonNullType(argument.type)) && getNamedType(type).name !== 'Query';
  });
  return `${head} { __typename ${inner.map((one) => wholeField(one, selecting, depth + 1)).join(' ')} }`;
}
