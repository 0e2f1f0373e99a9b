/** The official client of the Model Context Protocol, in one of the revisions that the hub speaks. */
import { Client, StreamableHTTPClientTransport, type Transport } from '@modelcontextprotocol/client';
import { afterAll, expect } from 'vitest';

export const revisions = ['2025-11-25', '2026-07-28'] as const;
export type Revision = (typeof revisions)[number];

interface Answer {
  // biome-ignore lint/suspicious/noExplicitAny: what an operation returns is of its own type.
  readonly data?: any;
  readonly release?: number;
  readonly citation?: string;
  readonly cursor?: string;
  readonly part?: number;
  readonly of?: number;
  readonly dataAsText?: string;
  readonly code?: string;
  readonly message?: string;
}

export interface ToolAnswer extends Answer {
  readonly isError: boolean;
  readonly text: string;
}

export interface McpClient {
  readonly client: Client;
  call(name: string, args?: Record<string, unknown>): Promise<ToolAnswer>;
  /** Goes on with the cursor of each answer until there is none; the parts of an answer are joined. */
  readAll(name: string, args: Record<string, unknown>): Promise<readonly unknown[]>;
}

/** Models count about two characters of such text as a token, at worst. */
export const maxCharacters = 36_000;

/** Closed when the file's tests are over. Nothing but the revision that is named is accepted. */
export async function connectOver(transport: Transport, revision: Revision, timeout = 60_000): Promise<McpClient> {
  const mode = revision === '2025-11-25' ? 'legacy' : { pin: revision };
  const client = new Client({ name: 'test', version: '1.0.0' }, { versionNegotiation: { mode } });
  await client.connect(transport, { timeout });
  afterAll(() => client.close());
  expect(client.getNegotiatedProtocolVersion()).toBe(revision);
  const call: McpClient['call'] = async (name, args = {}) => {
    const result = await client.callTool({ name, arguments: args });
    const [content] = result.content as { type: string; text: string }[];
    const text = content?.text ?? '';
    return { isError: result.isError === true, text, ...parsed(text) };
  };
  return { client, call, readAll: (name, args) => readAll(call, name, args) };
}

/** `url` is where the hub answers GraphQL. */
export function connectTo(url: string, revision: Revision): Promise<McpClient> {
  return connectOver(new StreamableHTTPClientTransport(new URL(url.replace('/graphql', '/mcp'))), revision);
}

function parsed(text: string): Answer {
  try {
    return JSON.parse(text) as Answer;
  } catch {
    return {};
  }
}

async function readAll(call: McpClient['call'], name: string, args: Record<string, unknown>): Promise<unknown[]> {
  const found: unknown[] = [];
  let [pieces, cursor]: [string, string | undefined] = ['', undefined];
  do {
    const answer = await call(name, cursor === undefined ? args : { ...args, cursor });
    expect([answer.isError, answer.isError ? answer.text : '']).toEqual([false, '']);
    expect(answer.text.length).toBeLessThanOrEqual(maxCharacters);
    expect([answer.release, answer.citation]).toEqual([expect.any(Number), expect.stringContaining('Węzeł, release')]);
    const { dataAsText = '', part, of, data } = answer;
    expect(dataAsText.isWellFormed()).toBe(true);
    pieces += dataAsText;
    if (part === undefined) found.push(data);
    else if (part === of) found.push(JSON.parse(pieces));
    if (part === of) pieces = '';
    cursor = answer.cursor;
  } while (cursor !== undefined && found.length < 100);
  expect(pieces).toBe('');
  return found;
}
