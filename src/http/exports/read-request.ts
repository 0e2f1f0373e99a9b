/** What a request wants exported, in which format: `GET /exports/{Operation}.{format}?…` and `POST /exports`. */
import {
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
  type OperationDefinitionNode,
  typeFromAST,
} from 'graphql';
import { type ExportFormat, exportFormats } from '#exports/query/write.ts';
import type { Documents } from '#http/graphql/documents.ts';
import { badRequest, jsonOfBody, paramsOf, parseJson } from '#http/graphql/params.ts';
import { percentDecoded } from '#platform/text.ts';
import { acceptedType } from '../accept.ts';
import { dataLanguageOf, type HubRequest } from '../message.ts';
import { describeVariables, type PublishedOperation } from '../operations.ts';
import { type ExportRequest, findOperation } from './prepare.ts';
import { noSuchFormat, noSuchOperation, RefusedDocumentError, unknownParameter } from './problems.ts';

export interface WantedExport {
  readonly request: ExportRequest;
  /** The release that it has to be of; null: any. */
  readonly release: string | null;
}

export const mediaTypes: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8; header=present',
  ndjson: 'application/x-ndjson; charset=utf-8',
  parquet: 'application/vnd.apache.parquet',
};

const options = ['at', 'rows', 'raw', 'bom', 'release', 'variables'] as const;

export function readGet(
  request: HubRequest,
  name: string,
  {
    schema,
    documents,
    operations,
  }: { schema: GraphQLSchema; documents: Documents; operations: readonly PublishedOperation[] },
): WantedExport {
  const [, base = '', extension = ''] = /^(.*?)(?:\.([^.]*))?$/s.exec(percentDecoded(name)) ?? [];
  const published = operations.find((candidate) => candidate.name === base);
  if (published === undefined) throw noSuchOperation(base, operations);
  const format = formatNamed(extension, 404);
  const { operation } = findOperation(documents, { document: published.document, operationName: undefined });
  const search = new URLSearchParams(request.query);
  const option = (option: (typeof options)[number]): string | null => {
    const isVariable = published.variables.some((variable) => variable.name === option);
    return isVariable ? null : search.get(option) || null;
  };
  const given = option('variables');
  const variables = {
    ...(given === null ? {} : objectOf(parseJson(given, '"variables"'))),
    ...variablesOf(search, operation, published, schema),
  };
  return {
    request: {
      document: published.document,
      operationName: undefined,
      variables,
      format,
      at: option('at'),
      rows: option('rows'),
      csv: { isRaw: option('raw') === '1', hasBom: option('bom') === '1' },
      lang: dataLanguageOf(request),
    },
    release: option('release'),
  };
}

/** Each by its own parameter; objects and lists as JSON, lists of plain values also with commas. */
function variablesOf(
  search: URLSearchParams,
  operation: OperationDefinitionNode,
  { name: operationName, variables }: PublishedOperation,
  schema: GraphQLSchema,
): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const name of new Set(search.keys())) {
    const definition = operation.variableDefinitions?.find(({ variable }) => variable.name.value === name);
    if (definition === undefined) {
      if (options.some((option) => option === name)) continue;
      throw unknownParameter(name, operationName, variables, options);
    }
    const type = typeFromAST(schema, definition.type as never) as GraphQLInputType | undefined;
    const texts = search.getAll(name);
    if (type !== undefined)
      values[name] =
        texts.length > 1 ? texts.map((text) => valueIn(text, itemOf(type), name)) : valueIn(texts[0] ?? '', type, name);
  }
  return values;
}

function itemOf(type: GraphQLInputType): GraphQLInputType {
  const list = getNullableType(type);
  return isListType(list) ? (list.ofType as GraphQLInputType) : type;
}

function valueIn(text: string, type: GraphQLInputType, name: string): unknown {
  const nullable = getNullableType(type);
  const named = getNamedType(type);
  if (isListType(nullable)) {
    if (text.startsWith('[') || isInputObjectType(named)) return parseJson(text, `"${name}"`);
    return text === '' ? [] : text.split(',').map((part) => valueIn(part.trim(), named as GraphQLInputType, name));
  }
  if (isInputObjectType(named)) return parseJson(text, `"${name}"`);
  if (named.name === 'Boolean' && /^(true|false)$/.test(text)) return text === 'true';
  if (/^(Int|Float)$/.test(named.name) && text.trim() !== '' && Number.isFinite(Number(text))) return Number(text);
  return text;
}

/** The members of a GraphQL request, and `format`, `at`, `rows`, `raw`, `bom` and `release`. */
export async function readPost(
  request: HubRequest,
  { documents, operations }: { documents: Documents; operations: readonly PublishedOperation[] },
): Promise<WantedExport> {
  const body = await jsonOfBody(request);
  const params = paramsOf(body);
  const { outcome } = documents.find(params);
  if ('errors' in outcome) throw new RefusedDocumentError(outcome);
  const document = outcome.document.loc?.source.body;
  if (document === undefined) throw noSuchOperation(params.documentId ?? '', operations);
  return {
    request: {
      document,
      operationName: params.query === undefined ? undefined : params.operationName,
      variables: params.variables,
      format: formatOf(request, textOf(body, 'format')),
      at: textOf(body, 'at'),
      rows: textOf(body, 'rows'),
      csv: { isRaw: body['raw'] === true, hasBom: body['bom'] === true },
      lang: dataLanguageOf(request),
    },
    release: body['release'] === undefined ? null : String(body['release']),
  };
}

const types = exportFormats.map((format) => mediaTypes[format].split(';')[0] ?? '');

/** As named, or else as accepted. */
function formatOf(request: HubRequest, named: string | null): ExportFormat {
  if (named !== null) return formatNamed(named, 400);
  const accepted = acceptedType(request.headers['accept'], types);
  return exportFormats[types.indexOf(accepted ?? '')] ?? 'csv';
}

function formatNamed(name: string, status: 400 | 404): ExportFormat {
  const format = exportFormats.find((candidate) => candidate === name);
  if (format === undefined) throw noSuchFormat(name, status);
  return format;
}

function textOf(body: Readonly<Record<string, unknown>>, name: string): string | null {
  const value = body[name] ?? null;
  if (value === null || typeof value === 'string') return value || null;
  throw badRequest('BAD_REQUEST', `"${name}" is not a text.`, 'Send a text.', `"${name}" to nie tekst.`);
}

function objectOf(value: unknown): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw badRequest(
    'BAD_REQUEST',
    '"variables" is not a JSON object.',
    'Send an object, or each variable as a parameter of its own.',
    '"variables" to nie obiekt JSON.',
  );
}

export function variablesIn(documents: Documents, request: ExportRequest) {
  return describeVariables(findOperation(documents, request).operation);
}
