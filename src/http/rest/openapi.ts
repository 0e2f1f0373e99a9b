/** `/openapi.json`: the REST addresses of the published operations, described as OpenAPI 3.1. */
import type { GraphQLSchema } from 'graphql';
import { restPrefix } from './address.ts';
import { formsOf } from './forms.ts';
import { type JsonSchema, JsonSchemas } from './json-schema.ts';
import type { Parameter, PublishedQuery } from './operation.ts';
import { formatParameter, isJsonParameter, isListParameter } from './query-values.ts';

const schemaPlace = '#/components/schemas/';

export interface OpenApiOptions {
  readonly schema: GraphQLSchema;
  readonly queries: readonly PublishedQuery[];
  /** Where the hub is reached, without a slash at its end. */
  readonly publicUrl: string;
  readonly version: string;
}

const tags: readonly { readonly name: string; readonly description: string; readonly pattern: RegExp }[] = [
  { name: 'pages', description: 'What the pages of the hub show.', pattern: /Page$/ },
  { name: 'charts', description: 'What the charts of the hub show.', pattern: /^Chart/ },
  { name: 'data', description: 'Units, offices, projects, practices and metrics.', pattern: /./ },
];

export function openApiDocument({ schema, queries, publicUrl, version }: OpenApiOptions): JsonSchema {
  const schemas = new JsonSchemas(schema, schemaPlace);
  const paths = Object.fromEntries(
    queries.map((query) => [`${restPrefix}${query.name}`, { get: operationOf(query, schemas) }]),
  );
  return {
    openapi: '3.1.0',
    info: {
      title: 'Węzeł',
      version,
      summary: 'Open data of Polish public administration.',
      description:
        'Each published GraphQL operation as a GET. Public data changes only in releases: the answer states its release in the header X-Release, and is the same until the next.',
      contact: { name: 'Węzeł', url: `${publicUrl}/about` },
      license: { name: 'MIT', identifier: 'MIT' },
      termsOfService: `${publicUrl}/data`,
    },
    externalDocs: { description: 'For developers', url: `${publicUrl}/developers` },
    servers: [{ url: publicUrl, description: 'This hub' }],
    tags: tags.toReversed().map(({ name, description }) => ({ name, description })),
    security: [{}, { apiKey: [] }],
    paths,
    components: {
      schemas: { ...sorted(schemas.components), Problem: problemSchema, Errors: errorsSchema },
      responses: problemResponses,
      headers: responseHeaders,
      securitySchemes: {
        apiKey: {
          type: 'http',
          scheme: 'bearer',
          description: 'A key with which one may ask more often. None is needed.',
        },
      },
    },
  };
}

function operationOf(query: PublishedQuery, schemas: JsonSchemas): JsonSchema {
  const { name, description, document, operation, parameters } = query;
  const [summary = name] = description.split(/(?<=\.) /);
  const data = schemas.ofDocument(document, operation.selectionSet);
  return {
    operationId: name,
    summary: summary.replace(/\.$/, '').slice(0, 120),
    description,
    tags: [tags.find(({ pattern }) => pattern.test(name))?.name],
    parameters: [...parameters.map((parameter) => parameterOf(parameter, query, schemas)), formatOf(query)],
    responses: {
      200: {
        description: 'The answer.',
        headers: headersOf(query),
        content: contentOf(query, data),
      },
      304: { description: 'The caller has it already (If-None-Match).' },
      ...Object.fromEntries(
        Object.keys(problemResponses).map((status) => [status, { $ref: `#/components/responses/${status}` }]),
      ),
    },
  };
}

function contentOf(query: PublishedQuery, data: JsonSchema): JsonSchema {
  const envelope = {
    type: 'object',
    properties: {
      data,
      release: { type: 'integer', description: 'The release that it was read from.' },
      errors: { $ref: `${schemaPlace}Errors` },
    },
    required: ['data', 'release'],
  };
  const forms = formsOf(query);
  const schemas: Readonly<Record<string, JsonSchema>> = {
    json: envelope,
    csv: { type: 'string', description: `A table: ${query.table.columns.map(({ name }) => name).join(', ')}.` },
    'json-stat': { type: 'object', description: 'A JSON-stat 2.0 dataset.', additionalProperties: true },
  };
  return Object.fromEntries(forms.map(({ name, mediaType }) => [mediaType, { schema: schemas[name] ?? {} }]));
}

function parameterOf(parameter: Parameter, { example }: PublishedQuery, schemas: JsonSchemas): JsonSchema {
  const { name, type, description, isRequired, defaultValue } = parameter;
  const schema = { ...schemas.ofInput(type), ...(defaultValue === undefined ? {} : { default: defaultValue }) };
  const value = example[name];
  const facts = {
    name,
    in: 'query',
    description: description === '' ? `The variable $${name} of the operation.` : description,
    required: isRequired,
  };
  const shown = value === undefined || value === null ? {} : { example: value };
  if (isJsonParameter(type)) return { ...facts, content: { 'application/json': { schema, ...shown } } };
  return { ...facts, ...(isListParameter(type) ? { style: 'form', explode: true } : {}), schema, ...shown };
}

function formatOf(query: PublishedQuery): JsonSchema {
  const forms = formsOf(query).map(({ name }) => name);
  return {
    name: formatParameter,
    in: 'query',
    description: 'The form of the answer; without it what the header Accept prefers.',
    required: false,
    schema: { type: 'string', enum: forms },
  };
}

function headersOf({ pages }: PublishedQuery): JsonSchema {
  const names = ['ETag', 'X-Release', 'Cache-Control', ...(pages === null ? [] : ['Link'])];
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}

const text = { type: 'string' };
const responseHeaders = {
  ETag: { description: 'For If-None-Match: the answer, as it is in this release.', schema: text },
  'X-Release': { description: 'The release that the answer was read from.', schema: { type: 'integer' } },
  'Cache-Control': { description: 'How long the answer may be kept.', schema: text },
  Link: { description: 'The first and the next page, where there is one (RFC 8288).', schema: text },
  'Retry-After': { description: 'After how many seconds to ask again.', schema: { type: 'integer' } },
};

const problemContent = { 'application/problem+json': { schema: { $ref: `${schemaPlace}Problem` } } };
const retry = { 'Retry-After': { $ref: '#/components/headers/Retry-After' } };
const problemResponses = {
  400: { description: 'A parameter is wrong, missing or unknown, or too much is requested.', content: problemContent },
  401: { description: 'The API key is not known.', content: problemContent },
  406: { description: 'The answer has no form that Accept takes.', content: problemContent },
  414: { description: 'The address has more than 16,384 characters.', content: problemContent },
  429: { description: 'The caller asks too often.', headers: retry, content: problemContent },
  431: { description: 'The headers and the address have more than 32 KiB together.', content: problemContent },
  500: { description: 'A defect of the hub.', content: problemContent },
  503: { description: 'The hub is busy, or its database away.', headers: retry, content: problemContent },
};

const problemSchema = {
  type: 'object',
  description: 'Problem details (RFC 9457).',
  properties: {
    type: { type: 'string', format: 'uri-reference' },
    title: text,
    status: { type: 'integer' },
    detail: { type: 'string', description: 'What is wrong and what to do, in the language of Accept-Language.' },
    code: { type: 'string', description: 'A stable code.' },
    messages: { type: 'object', properties: { pl: text, en: text }, required: ['pl', 'en'] },
    requestId: text,
  },
  required: ['type', 'title', 'status', 'detail', 'code'],
};

const errorsSchema = {
  type: 'array',
  description: 'Why parts of the answer are null.',
  items: {
    type: 'object',
    properties: { message: text, code: text, path: { type: 'array', items: { type: ['string', 'integer'] } } },
    required: ['message', 'code', 'path'],
  },
};

function sorted<T>(values: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)));
}
