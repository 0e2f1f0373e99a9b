/** What the tests under test/clients know of the hub; that folder is a package of its own, without the hub's # aliases. */
import type { GraphQLSchema } from 'graphql';
import { afterAll } from 'vitest';
import { buildSchema } from '#graphql/schema.ts';
import { type PublishedOperation, readPublishedOperations } from '#http/operations.ts';
import { listen } from '#http/server.ts';
import { type HubOptions, startHub, type TestHub } from './hub.ts';

export type { PublishedOperation } from '#http/operations.ts';
export { hashOf } from '#platform/secrets.ts';

export interface ServedHub {
  readonly hub: TestHub;
  /** Where it answers GraphQL over HTTP. */
  readonly url: string;
  readonly schema: GraphQLSchema;
  readonly operations: readonly PublishedOperation[];
}

/** A hub that listens on a port of its own, closed when the file's tests are over. */
export async function serveHub(options: HubOptions = {}): Promise<ServedHub> {
  const hub = await startHub(options);
  const server = await listen(hub.app.handler, { host: '127.0.0.1', port: 0, connections: 100 });
  afterAll(() => server.stop());
  const schema = buildSchema();
  return { hub, url: `${server.url}/graphql`, schema, operations: await readPublishedOperations(schema) };
}
