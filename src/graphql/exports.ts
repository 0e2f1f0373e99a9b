/** Exports that are made in the background, for clients that stay in GraphQL. */
import { BadInputError } from '#platform/errors.ts';
import { builder } from './builder.ts';
import type { Context } from './context.ts';
import type { ExportService, ExportStatus } from './export-service.ts';

const ExportFormat = builder.enumType('ExportFormat', {
  description: 'The format of an exported file.',
  values: {
    CSV: { value: 'csv', description: 'Comma-separated values in UTF-8.' },
    NDJSON: { value: 'ndjson', description: 'A JSON object in each line.' },
    PARQUET: { value: 'parquet', description: 'Apache Parquet, Snappy.' },
  } as const,
});

const ExportStateEnum = builder.enumType('ExportState', {
  description: 'The status of an export.',
  values: {
    QUEUED: { description: 'Waiting.' },
    RUNNING: { description: 'In progress.' },
    COMPLETED: { description: 'Completed: the file is ready.' },
    FAILED: { description: 'Failed; `problem` says why.' },
  } as const,
});

const ExportType = builder.objectRef<ExportStatus>('Export').implement({
  description: 'A file with all entries of a list, made in the background and kept for some days.',
  fields: (t) => ({
    id: t.exposeString('id', { description: 'The id, as `export(id)` and `/exports/{id}` take it.' }),
    status: t.expose('status', { type: ExportStateEnum, description: 'Its status.' }),
    operation: t.exposeString('operation', { description: 'The name of the operation.' }),
    format: t.expose('format', { type: ExportFormat, description: 'The format of the file.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was requested.' }),
    completedAt: t.expose('completedAt', { type: 'DateTime', nullable: true, description: 'When it was completed.' }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the file is removed; null while it is not made.',
    }),
    release: t.exposeInt('release', {
      nullable: true,
      description: 'The number of the release that all rows are of; null while that is not known.',
    }),
    totalCount: t.exposeInt('total', {
      nullable: true,
      description: 'How many entries the list has; null while that is not known.',
    }),
    rowCount: t.exposeInt('rows', { description: 'How many rows are written so far.' }),
    bytes: t.float({ nullable: true, description: 'Bytes of the file.', resolve: ({ bytes }) => bytes }),
    sha256: t.exposeString('sha256', { nullable: true, description: 'SHA-256 of the file, hexadecimal.' }),
    url: t.string({
      nullable: true,
      description: 'The address of the file, which can be resumed with Range; null while it is not made.',
      resolve: ({ path }, _args, { publicUrl }) => (path === null ? null : publicUrl + path),
    }),
    problem: t.string({
      nullable: true,
      description: 'Why it failed.',
      resolve: ({ problem }) => problem?.detail ?? null,
    }),
  }),
});

builder.queryField('export', (t) =>
  t.field({
    type: ExportType,
    nullable: true,
    description: 'One export by its id. Null when there is none, or it expired.',
    args: { id: t.arg.string({ required: true, description: 'The id.' }) },
    resolve: (_root, { id }, context) => serviceOf(context).find(id),
  }),
);

builder.mutationType({ description: 'The root of mutations.' });
builder.mutationField('createExport', (t) =>
  t.field({
    type: ExportType,
    description:
      'Requests all entries of the list of a query as a file. The same request in the same release is the same export.',
    args: {
      operation: t.arg.string({ description: 'The name of a published operation, in place of `query`.' }),
      query: t.arg.string({ description: 'A GraphQL document with one query.' }),
      variables: t.arg({ type: 'JSON', description: 'The variables, as a JSON object.' }),
      format: t.arg({ type: ExportFormat, defaultValue: 'csv', required: true, description: 'The format.' }),
      at: t.arg.string({ description: 'The list whose entries are rows, such as `office.participations`.' }),
      rows: t.arg.string({ description: 'The inner list whose entries are rows, too.' }),
    },
    authScopes: { everyone: true },
    isIdempotent: true,
    complexity: 100,
    resolve: (_root, { operation, query, variables, format, at, rows }, context) =>
      serviceOf(context).create(
        {
          operation: operation ?? null,
          query: query ?? null,
          variables: objectOf(variables),
          format,
          at: at || null,
          rows: rows || null,
        },
        context,
      ),
  }),
);

function serviceOf({ exports }: Context): ExportService {
  if (exports !== null) return exports;
  throw new BadInputError('Exports are not made here.', 'Send this field in an operation of its own.', {
    polish: 'Tu nie przygotowuje się eksportów. Wyślij to pole w osobnej operacji.',
  });
}

function objectOf(value: unknown): Record<string, unknown> {
  if (value === null || value === undefined) return {};
  if (typeof value === 'object' && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new BadInputError('"variables" is not a JSON object.', 'Send { "name": value, … }.', {
    polish: '"variables" to nie obiekt JSON. Wyślij { "nazwa": wartość, … }.',
  });
}
