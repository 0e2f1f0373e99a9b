/** `/mcp`: the Model Context Protocol over streamable HTTP, without sessions (revisions 2026-07-28 and 2025-11-25). */
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { createMcpHandler, type McpHttpHandler } from '@modelcontextprotocol/server';
import type { Logger } from 'pino';
import type { Quota } from '#graphql/context.ts';
import { admit } from '../admission.ts';
import type { Callers } from '../callers.ts';
import { dataLanguageOf, type HubRequest, type HubResponse, languageOf } from '../message.ts';
import type { Reader } from '../pages/in-process.ts';
import { type RateLimit, rateHeaders } from '../rate-limit.ts';
import type { Route } from '../router.ts';
import { createMcpServer, type McpParts } from './server.ts';

export interface McpRouteParts extends McpParts {
  readonly callers: Callers;
  readonly rateLimit: RateLimit | null;
  readonly log: Logger;
}

export interface McpRoute {
  readonly route: Route;
  close(): Promise<void>;
}

export function mcpRoute(parts: McpRouteParts): McpRoute {
  const handler = createMcpHandler(({ authInfo }) => createMcpServer(parts, authInfo?.extra?.['reader'] as Reader), {
    onerror: (error) => parts.log.debug({ reason: error.message }, 'an MCP request was refused'),
  });
  return {
    route: { path: '/mcp', methods: ['POST'], answer: (request) => answer(parts, handler, request) },
    close: () => handler.close(),
  };
}

async function answer(parts: McpRouteParts, handler: McpHttpHandler, request: HubRequest): Promise<HubResponse> {
  let quota: Quota | null = null;
  const caller = await admit(parts, request, (left) => {
    quota = left;
  });
  const signal = request.gone();
  const language = languageOf(request);
  const dataLanguage = dataLanguageOf(request);
  const { id: requestId, headers: sent } = request;
  const reader: Reader = { caller, language, dataLanguage, requestId, traceparent: sent['traceparent'], signal };
  const response = await handler.fetch(await fetchRequest(parts.publicUrl, request, signal), {
    // Not of the protocol's own authorization: whatever is passed here reaches the server of the request.
    authInfo: { token: '', clientId: '', scopes: [], extra: { reader } },
  });
  const headers = { ...Object.fromEntries(response.headers), 'cache-control': 'no-store', ...rateHeaders(quota) };
  return { status: response.status, headers, body: await bodyOf(response) };
}

async function fetchRequest(publicUrl: string, request: HubRequest, signal: AbortSignal): Promise<Request> {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined && name !== 'content-length') headers.set(name, value);
  }
  const body = await request.body();
  return new Request(`${publicUrl}/mcp`, { method: 'POST', headers, body: new Uint8Array(body), signal });
}

/** A stream of events may go on as long as the caller listens. */
async function bodyOf(response: Response): Promise<HubResponse['body']> {
  const { body } = response;
  if (body === null) return null;
  if (response.headers.get('content-type')?.startsWith('text/event-stream') !== true) {
    return Buffer.from(await response.arrayBuffer());
  }
  return { bytes: null, open: () => Readable.fromWeb(body as ReadableStream) };
}
