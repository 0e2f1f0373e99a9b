/** The MCP server: tools over published operations, which run in process, and resources for datasets. */
import { type CallToolResult, McpServer } from '@modelcontextprotocol/server';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Limits } from '#config';
import { checkVariables } from '#graphql/limits.ts';
import { BadInputError, RefusalError } from '#platform/errors.ts';
import type { CurrentRelease } from '#platform/releases/current.ts';
import { hubVersion } from '#platform/version.ts';
import type { InProcess, Reader } from '../pages/in-process.ts';
import type { PublishedQuery } from '../rest/operation.ts';
import { problemOf } from '../router.ts';
import { answerOf, refusal, type ToolAnswer } from './answer.ts';
import type { CitedRelease } from './citation.ts';
import { addDatasets } from './datasets.ts';
import { operationList } from './operation-list.ts';
import { cursorInput, operationTools } from './tools.ts';

export interface McpParts {
  readonly queries: readonly PublishedQuery[];
  readonly operations: InProcess;
  readonly current: CurrentRelease;
  readonly limits: Limits;
  readonly log: Logger;
  /** Without a slash at its end. */
  readonly publicUrl: string;
}

/** The revision that a server speaks: 2026-07-28 is modern. */
export type McpEra = 'legacy' | 'modern';

const instructions =
  'Open data of Polish public administration: territorial units (TERYT), offices, EU-funded projects, good practices and metrics. Cite the `citation` of each answer. Where an answer has a `cursor`, call the tool again with the same arguments and it for the rest. An answer with `part` and `of` is a part: the `dataAsText` of all parts, joined, is the JSON of its `data`.';

const annotations = { readOnlyHint: true, idempotentHint: true, destructiveHint: false, openWorldHint: false };

export function createMcpServer(parts: McpParts, reader: Reader, era: McpEra): McpServer {
  const capabilities = {
    // What there is changes with the version of the hub alone.
    tools: { listChanged: false },
    // Before 2026-07-28 a subscription needs a session.
    resources: { listChanged: false, ...(era === 'modern' ? { subscribe: true } : {}) },
  };
  const info = { name: 'wezel', title: 'Węzeł', version: hubVersion };
  const server = new McpServer(info, { instructions, capabilities });
  for (const { name, title, description, operation, input, variables } of operationTools) {
    const query = parts.queries.find((known) => known.name === operation);
    if (query === undefined) throw new Error(`The tool ${name} needs the operation ${operation}`);
    server.registerTool(name, { title, description, inputSchema: input, annotations }, ({ cursor, ...given }) =>
      resultOf(parts, reader, () => runQuery(parts, query, variables(given), cursorOf(cursor), reader)),
    );
  }
  addListing(server, parts, reader);
  addRunning(server, parts, reader);
  addDatasets(server, {
    publicUrl: parts.publicUrl,
    // What is thrown here is shown as it is.
    release: () => citedRelease(parts).catch((error: unknown) => Promise.reject(explained(parts, reader, error))),
  });
  return server;
}

const cursorOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

async function citedRelease({ current }: McpParts): Promise<CitedRelease> {
  const { number: release, releasedAt } = await current.get();
  return { release, releasedAt };
}

function addListing(server: McpServer, parts: McpParts, reader: Reader): void {
  const title = 'List published operations';
  const description = 'All published operations with their variables, for run_operation.';
  const inputSchema = z.strictObject({ cursor: cursorInput });
  server.registerTool('list_operations', { title, description, inputSchema, annotations }, ({ cursor }) =>
    resultOf(parts, reader, async () =>
      operationList(parts.queries, await citedRelease(parts), parts.publicUrl, cursor),
    ),
  );
}

/** For what no tool of its own is there. */
function addRunning(server: McpServer, parts: McpParts, reader: Reader): void {
  const title = 'Run a published operation';
  const description = 'Runs any published operation with variables.';
  const inputSchema = z.strictObject({
    operation: z.string().min(1).max(100).describe('Its name, from list_operations.'),
    variables: z.record(z.string(), z.unknown()).optional().describe('Its variables by name.'),
    cursor: cursorInput,
  });
  server.registerTool('run_operation', { title, description, inputSchema, annotations }, (given) =>
    resultOf(parts, reader, async () => {
      const { operation, variables = {}, cursor } = given;
      const query = parts.queries.find(({ name }) => name === operation);
      if (query === undefined) throw noSuchOperation(operation);
      const unknown = Object.keys(variables).find((name) => query.parameters.every((known) => known.name !== name));
      if (unknown !== undefined) throw noSuchVariable(query, unknown);
      return runQuery(parts, query, variables, cursor, reader);
    }),
  );
}

function noSuchOperation(name: string): BadInputError {
  return new BadInputError(`There is no operation "${name}".`, 'list_operations lists those that there are.', {
    polish: `Nie ma operacji "${name}". Listę podaje list_operations.`,
  });
}

function noSuchVariable({ name, parameters }: PublishedQuery, wrong: string): BadInputError {
  const known = parameters.map((parameter) => parameter.name).join(', ');
  const shown = wrong.slice(0, 80);
  return new BadInputError(`${name} has no variable "${shown}".`, `It takes: ${known}.`, {
    polish: `Operacja ${name} nie ma zmiennej "${shown}". Przyjmuje: ${known}.`,
  });
}

function runQuery(
  { operations, limits, publicUrl }: McpParts,
  query: PublishedQuery,
  variables: Record<string, unknown>,
  cursor: string | undefined,
  reader: Reader,
): Promise<ToolAnswer> {
  checkVariables(variables, limits);
  const run = (given: Readonly<Record<string, unknown>>) =>
    operations.run({ name: query.name, variables: given }, reader);
  return answerOf({ query, variables, publicUrl, run }, cursor);
}

/** Whatever is refused or fails, limits too: a model reads in the answer of its call what is wrong and what to do. */
async function resultOf(
  parts: McpParts,
  reader: Reader,
  work: () => ToolAnswer | Promise<ToolAnswer>,
): Promise<CallToolResult> {
  try {
    return shown(await work());
  } catch (error) {
    const explanation = explained(parts, reader, error);
    return shown(refusal(explanation.code, explanation.lineIn(reader.language)));
  }
}

/** Nothing of what failed inside, which is logged. */
function explained({ log }: McpParts, { requestId, signal }: Reader, error: unknown): RefusalError {
  if (error instanceof RefusalError) return error;
  const { problem, failure } = problemOf(error, { id: requestId, gone: () => signal });
  log[failure.level]({ err: error, requestId, code: failure.code }, failure.message);
  return problem;
}

function shown({ text, isError }: ToolAnswer): CallToolResult {
  return { content: [{ type: 'text', text }], ...(isError ? { isError } : {}) };
}
