/** A published operation as REST and tools for language models offer it: its parameters, pages and forms. */
import {
  type DocumentNode,
  type FieldNode,
  type GraphQLInputType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isInputType,
  isListType,
  isNonNullType,
  Kind,
  type OperationDefinitionNode,
  TypeInfo,
  typeFromAST,
  valueFromAST,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { planTable, type TablePlan } from '#exports/query/plan.ts';
import type { OperationResult } from '#portal/page.ts';
import type { PublishedOperation } from '../operations.ts';

export interface PublishedQuery {
  readonly name: string;
  readonly description: string;
  readonly example: Readonly<Record<string, unknown>>;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly parameters: readonly Parameter[];
  /** The list whose pages the caller goes through. */
  readonly pages: Pages | null;
  /** Where the answer has a JSON-stat dataset. */
  readonly jsonStat: Path | null;
  /** The table that the answer is: the list that has pages, or else its first list, or else one row. */
  readonly table: TablePlan;
}

export interface Parameter {
  readonly name: string;
  readonly type: GraphQLInputType;
  readonly description: string;
  readonly isRequired: boolean;
  /** Undefined: there is none. */
  readonly defaultValue: unknown;
}

/** Names of fields from the root of the answer. */
export type Path = readonly string[];

export interface Pages {
  readonly path: Path;
  /** The parameter that takes the cursor. */
  readonly cursor: string;
  /** The parameter that takes the size of a page. */
  readonly size: string | null;
}

export function readPublishedQuery(schema: GraphQLSchema, published: PublishedOperation): PublishedQuery {
  const { name, description, example, tree: document } = published;
  const operation = document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
  if (operation === undefined) throw new Error(`The published operation ${name} has no operation`);
  const found = findFields(schema, document);
  return {
    name,
    description,
    example,
    document,
    operation,
    parameters: readParameters(schema, operation, found),
    table: planTable(schema, document, operation, found.pages?.path.join('.') ?? null),
    ...found,
  };
}

interface FoundFields {
  readonly descriptions: ReadonlyMap<string, string>;
  readonly pages: Pages | null;
  readonly jsonStat: Path | null;
}

/** A page or a dataset below a list would be several, so those are looked for outside of lists alone. */
function findFields(schema: GraphQLSchema, document: DocumentNode): FoundFields {
  const descriptions = new Map<string, string>();
  const path: string[] = [];
  let lists = 0;
  let pages: Pages | null = null;
  let jsonStat: Path | null = null;
  const info = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(info, {
      Field: {
        enter(field) {
          path.push((field.alias ?? field.name).value);
          const type = info.getType();
          if (lists === 0) pages ??= pagesAt(field, [...path]);
          if (lists === 0 && isNamed(type, 'JsonStat')) jsonStat ??= [...path];
          if (isList(type)) lists += 1;
        },
        leave() {
          path.pop();
          if (isList(info.getType())) lists -= 1;
        },
      },
      Variable({ name }) {
        const said = info.getArgument()?.description;
        if (said != null && !descriptions.has(name.value)) descriptions.set(name.value, said);
      },
    }),
  );
  return { descriptions, pages, jsonStat };
}

const isNamed = (type: GraphQLOutputType | null | undefined, name: string): boolean =>
  type != null && !isList(type) && getNamedType(type).name === name;

function isList(type: GraphQLOutputType | null | undefined): boolean {
  return isListType(isNonNullType(type) ? type.ofType : type);
}

function pagesAt(field: FieldNode, path: Path): Pages | null {
  const cursor = variableOf(field, 'after');
  if (cursor === null || selected(selected(field, 'pageInfo'), 'endCursor') === undefined) return null;
  return { path, cursor, size: variableOf(field, 'first') };
}

function variableOf(field: FieldNode, argument: string): string | null {
  const value = field.arguments?.find(({ name }) => name.value === argument)?.value;
  return value?.kind === Kind.VARIABLE ? value.name.value : null;
}

function selected(field: FieldNode | undefined, name: string): FieldNode | undefined {
  const selections = field?.selectionSet?.selections ?? [];
  return selections.find((node): node is FieldNode => node.kind === Kind.FIELD && node.name.value === name);
}

function readParameters(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  { descriptions }: FoundFields,
): Parameter[] {
  return (operation.variableDefinitions ?? []).map(({ variable, type: node, defaultValue: value }) => {
    const name = variable.name.value;
    const type = typeFromAST(schema, node as never);
    if (!isInputType(type)) throw new Error(`The type of $${name} is not an input type`);
    const defaultValue = value === undefined ? undefined : valueFromAST(value, type);
    const isRequired = isNonNullType(type) && value === undefined;
    return { name, type, description: descriptions.get(name) ?? '', isRequired, defaultValue };
  });
}

/** The value at a path of an answer; undefined where something above it is null. */
export function valueAt(data: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, name) => (value as Record<string, unknown> | null | undefined)?.[name], data);
}

/** Where the next page begins; null after the last. */
export function nextCursor(data: unknown, pages: Pages | null): string | null {
  if (pages === null) return null;
  const info = valueAt(data, [...pages.path, 'pageInfo']) as { hasNextPage?: boolean; endCursor?: string } | undefined;
  return info?.hasNextPage === true && typeof info.endCursor === 'string' ? info.endCursor : null;
}

/** Whether errors left nothing of the answer. */
export function isNothing({ data, errors }: OperationResult): boolean {
  if (errors.length === 0) return false;
  return data === null || Object.values(data as object).every((value) => value === null);
}
