/** The MCP server: tools over published operations, which run in process, and resources for datasets. */
import { type CallToolResult, McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';
import type { Limits } from '#config';
import { fileNames } from '#exports/datasets/find.ts';
import { type Dataset, datasets } from '#exports/datasets/index.ts';
import { checkVariables } from '#graphql/limits.ts';
import { RefusalError } from '#platform/errors.ts';
import { hubVersion } from '#platform/version.ts';
import type { InProcess, Reader } from '../pages/in-process.ts';
import type { PublishedQuery } from '../rest/operation.ts';
import { answerOf, refusal, type ToolAnswer } from './answer.ts';
import { operationTools } from './tools.ts';

export interface McpParts {
  readonly queries: readonly PublishedQuery[];
  readonly operations: InProcess;
  readonly limits: Limits;
  /** Without a slash at its end. */
  readonly publicUrl: string;
}

const instructions =
  'Open data of Polish public administration: territorial units (TERYT), offices, EU-funded projects, good practices and metrics. Cite the `citation` of each answer. Where an answer has a `cursor`, call the tool again with it for the rest.';

const readOnly = { readOnlyHint: true, idempotentHint: true, destructiveHint: false, openWorldHint: false };

export function createMcpServer(parts: McpParts, reader: Reader): McpServer {
  const server = new McpServer({ name: 'wezel', title: 'Węzeł', version: hubVersion }, { instructions });
  for (const { name, title, description, operation, input, variables } of operationTools) {
    const query = parts.queries.find((known) => known.name === operation);
    if (query === undefined) throw new Error(`The tool ${name} needs the operation ${operation}`);
    server.registerTool(name, { title, description, inputSchema: input, annotations: readOnly }, async (given) =>
      resultOf(await runTool(parts, query, variables(given), cursorOf(given), reader)),
    );
  }
  addCatalogueTools(server, parts, reader);
  for (const dataset of datasets) addDataset(server, dataset, parts.publicUrl);
  return server;
}

const cursorOf = (given: Record<string, unknown>): string | undefined =>
  typeof given['cursor'] === 'string' ? given['cursor'] : undefined;

/** For what no tool of its own is there. */
function addCatalogueTools(server: McpServer, parts: McpParts, reader: Reader): void {
  const listed = parts.queries.filter(({ name }) => !/Page$|^Chart/.test(name));
  const listInput = z.strictObject({});
  server.registerTool(
    'list_operations',
    {
      title: 'List published operations',
      description: 'All published operations with their variables, for run_operation.',
      inputSchema: listInput,
      annotations: readOnly,
    },
    () => ({ content: [{ type: 'text', text: JSON.stringify({ operations: listed.map(summaryOf) }) }] }),
  );
  const runInput = z.strictObject({
    operation: z.string().min(1).max(100).describe('Its name, from list_operations.'),
    variables: z.record(z.string(), z.unknown()).optional().describe('Its variables by name.'),
    cursor: z.string().min(1).max(2_000).optional().describe('The cursor of the answer before, to read on.'),
  });
  server.registerTool(
    'run_operation',
    {
      title: 'Run a published operation',
      description: 'Runs any published operation with variables.',
      inputSchema: runInput,
      annotations: readOnly,
    },
    async ({ operation, variables = {}, cursor }) => {
      const query = parts.queries.find(({ name }) => name === operation);
      if (query === undefined) return resultOf(refusal('BAD_USER_INPUT', `There is no operation "${operation}".`));
      const unknown = Object.keys(variables).find((name) => query.parameters.every((known) => known.name !== name));
      if (unknown !== undefined) {
        const known = query.parameters.map(({ name }) => name).join(', ');
        return resultOf(refusal('BAD_USER_INPUT', `${operation} has no variable "${unknown}". It takes: ${known}.`));
      }
      return resultOf(await runTool(parts, query, variables, cursor, reader));
    },
  );
}

function summaryOf({ name, description, parameters, example }: PublishedQuery): object {
  const variables = Object.fromEntries(parameters.map((parameter) => [parameter.name, String(parameter.type)]));
  return { name, description, variables, example };
}

async function runTool(
  { operations, limits, publicUrl }: McpParts,
  query: PublishedQuery,
  variables: Record<string, unknown>,
  cursor: string | undefined,
  reader: Reader,
): Promise<ToolAnswer> {
  try {
    checkVariables(variables, limits);
    const run = (given: Readonly<Record<string, unknown>>) =>
      operations.run({ name: query.name, variables: given }, reader);
    return await answerOf({ query, variables, publicUrl, run }, cursor);
  } catch (error) {
    // Limits too: a model reads what is wrong, and what to do, in the answer of its call.
    if (error instanceof RefusalError) return refusal(error.code, error.lineIn(reader.language));
    throw error;
  }
}

function resultOf({ text, isError }: ToolAnswer): CallToolResult {
  return { content: [{ type: 'text', text }], ...(isError ? { isError } : {}) };
}

/** What it has, and where its files are: a whole table is no answer for a model. */
function addDataset(server: McpServer, dataset: Dataset, publicUrl: string): void {
  const { name, title, description, columns, primaryKey, references } = dataset;
  server.registerResource(
    name,
    `wezel://datasets/${name}`,
    { title, description, mimeType: 'application/json' },
    (uri) => ({
      contents: [
        {
          uri: uri.href,
          mimeType: 'application/json',
          text: JSON.stringify({
            name,
            title,
            description,
            columns: Object.entries(columns).map(([column, [type, meaning]]) => ({
              name: column,
              type,
              description: meaning,
            })),
            primaryKey,
            references,
            files: fileNames
              .filter((file) => file.replace(/\.\w+$/, '') === name)
              .map((file) => `${publicUrl}/releases/latest/${file}`),
          }),
        },
      ],
    }),
  );
}
