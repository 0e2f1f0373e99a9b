/** The published operations: documents of schema/operations that anyone may ask for by name or by hash. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import {
  type DocumentNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  validate,
} from 'graphql';

export interface PublishedOperation {
  readonly name: string;
  /** SHA-256 of the file's text, 64 hexadecimal digits: what `sha256sum` says of it. */
  readonly documentId: string;
  /** The comment above it. */
  readonly description: string;
  readonly document: string;
  /** The same as a tree, which is valid. */
  readonly tree: DocumentNode;
  readonly variables: readonly OperationVariable[];
  /** Variables with which it answers, from the .json beside it. */
  readonly example: Readonly<Record<string, unknown>>;
}

export interface OperationVariable {
  readonly name: string;
  readonly type: string;
  /** As it is written in the document; null when there is none. */
  readonly defaultValue: string | null;
  readonly required: boolean;
}

const folder = new URL('../../schema/operations/', import.meta.url);

/** Fails on a document that the schema cannot answer: better at the start than at the first visitor. */
export async function readPublishedOperations(
  schema: GraphQLSchema,
  from: URL = folder,
): Promise<PublishedOperation[]> {
  const files = (await readdir(from)).filter((file) => file.endsWith('.graphql')).sort();
  const operations = await Promise.all(files.map((file) => readOperation(schema, from, file)));
  const names = operations.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`Two published operations are named ${twice}`);
  return operations.sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function readOperation(schema: GraphQLSchema, from: URL, file: string): Promise<PublishedOperation> {
  const [document, example] = await Promise.all([
    readText(new URL(file, from)),
    readText(new URL(file.replace(/\.graphql$/, '.json'), from)),
  ]);
  const parsed = parse(document);
  const [problem] = validate(schema, parsed);
  if (problem !== undefined) throw new Error(`The published operation ${file}: ${problem.message}`);
  const operation = onlyOperation(parsed, file);
  return {
    name: operation.name?.value ?? '',
    documentId: createHash('sha256').update(document).digest('hex'),
    description: leadingComment(document),
    document,
    tree: parsed,
    variables: describeVariables(operation),
    example: JSON.parse(example) as Record<string, unknown>,
  };
}

export function describeVariables({ variableDefinitions = [] }: OperationDefinitionNode): OperationVariable[] {
  return variableDefinitions.map(({ variable, type, defaultValue }) => ({
    name: variable.name.value,
    type: print(type),
    defaultValue: defaultValue === undefined ? null : print(defaultValue),
    required: type.kind === Kind.NON_NULL_TYPE && defaultValue === undefined,
  }));
}

/** A checkout on Windows may have other line ends, which must not change the hash. */
async function readText(file: URL): Promise<string> {
  return (await readFile(file, 'utf8')).replaceAll('\r\n', '\n');
}

function onlyOperation({ definitions }: DocumentNode, file: string): OperationDefinitionNode {
  const operations = definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const [operation] = operations;
  if (operations.length === 1 && operation?.name !== undefined) return operation;
  throw new Error(`The published operation ${file} must be one operation with a name`);
}

function leadingComment(document: string): string {
  const lines = document.split('\n');
  const end = lines.findIndex((line) => !line.startsWith('#'));
  return lines
    .slice(0, Math.max(end, 0))
    .map((line) => line.slice(1).trim())
    .join(' ');
}
