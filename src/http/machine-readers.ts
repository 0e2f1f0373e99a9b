/** Published operations for programs that do not speak GraphQL: REST with its description, and the Model Context Protocol. */
import { randomUUID } from 'node:crypto';
import type { McpServer } from '@modelcontextprotocol/server';
import type { GraphQLSchema } from 'graphql';
import { hubVersion } from '#platform/version.ts';
import type { Caller } from './callers.ts';
import { datasetAddresses } from './mcp/datasets.ts';
import { McpRoute, type McpRouteParts } from './mcp/route.ts';
import { createMcpServer, type McpEra } from './mcp/server.ts';
import type { HubMetrics } from './metrics.ts';
import type { PublishedOperation } from './operations.ts';
import { documentRoute } from './operations-list.ts';
import type { Reader } from './pages/in-process.ts';
import type { CacheUse } from './pages/rendered.ts';
import { openApiDocument } from './rest/openapi.ts';
import { readPublishedQuery } from './rest/operation.ts';
import { Rest, type RestParts } from './rest/route.ts';
import type { Route } from './router.ts';

export interface MachineReaders {
  readonly routes: readonly Route[];
  /** Of the REST answers. */
  readonly cacheUse: CacheUse;
  /** For a program on this machine, which reads without limits on how often. */
  mcpServer(signal: AbortSignal, era: McpEra): McpServer;
  close(): Promise<void>;
}

export interface MachineReaderParts extends Omit<RestParts & McpRouteParts, 'queries'> {
  readonly schema: GraphQLSchema;
  readonly published: readonly PublishedOperation[];
  readonly metrics: HubMetrics;
}

/** 0 points: no limit. */
const operator: Caller = { policy: 'key', id: 'operator', points: 0 };

export function openMachineReaders({ schema, published, metrics, ...parts }: MachineReaderParts): MachineReaders {
  const queries = published.map((operation) => readPublishedQuery(schema, operation));
  const rest = new Rest({ ...parts, queries });
  metrics.gauge('wezel_rest_bytes', 'Bytes of the REST answers that are cached.', () => rest.bytes);
  const mcp = new McpRoute({ ...parts, queries });
  const openApi = openApiDocument({ schema, queries, publicUrl: parts.publicUrl, version: hubVersion });
  return {
    routes: [documentRoute('/openapi.json', openApi), rest.route, mcp.route],
    mcpServer(signal, era) {
      const reader: Reader = {
        caller: operator,
        language: 'en',
        dataLanguage: 'PL',
        requestId: randomUUID(),
        signal,
      };
      const server = createMcpServer({ ...parts, queries }, reader, era);
      if (era === 'modern') parts.current.onServed(() => announceDatasets(server));
      return server;
    },
    cacheUse: rest.cacheUse,
    close: () => mcp.close(),
  };
}

/** To whom it was a request of its own: the protocol's code knows who subscribed to what. */
function announceDatasets({ server }: McpServer): void {
  // The connection may be gone by now.
  for (const uri of datasetAddresses) server.sendResourceUpdated({ uri }).catch(() => undefined);
}
