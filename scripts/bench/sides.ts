/** The three that answer the same queries, and how each is requested. */

import type { Database } from '../../src/platform/database/index.ts';
import { queriesFor } from './queries.ts';
import { type Running, start, startHub } from './servers.ts';

export interface Ask {
  readonly path: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Record<string, string>;
  readonly body?: string;
}

export interface Side {
  readonly name: 'hub' | 'PostGraphile' | 'SQL';
  readonly server: Running;
  readonly asks: readonly Ask[];
  statements(): Promise<number>;
}

const json = { 'content-type': 'application/json', accept: 'application/json' };

export async function startSides(database: Database): Promise<{ names: string[]; sides: Side[] }> {
  const queries = await queriesFor(database);
  const post = (requested: object): Ask => ({
    path: '/graphql',
    method: 'POST',
    headers: json,
    body: JSON.stringify(requested),
  });
  const hub = await startHub(database.url);
  const peer = await start(['scripts/bench/postgraphile.mjs'], { DATABASE_URL: database.url });
  const statements = JSON.stringify(queries.map(({ sql }) => sql));
  const sql = await start(['scripts/bench/sql-server.ts'], { DATABASE_URL: database.url, STATEMENTS: statements });
  return {
    names: queries.map(({ name }) => name),
    sides: [
      {
        name: 'hub',
        server: hub,
        asks: queries.map((query) => post(query.hub)),
        statements: async () => Number(/wezel_statements_total (\d+)/.exec(await textOf(`${hub.url}/metrics`))?.[1]),
      },
      {
        name: 'PostGraphile',
        server: peer,
        asks: queries.map((query) => post(query.peer)),
        statements: async () => Number(await textOf(`${peer.url}/statements`)),
      },
      {
        name: 'SQL',
        server: sql,
        asks: queries.map((_, index) => ({ path: `/${index}`, method: 'GET', headers: {} })),
        statements: async () => Number.NaN,
      },
    ],
  };
}

export async function textOf(url: string, init: RequestInit = {}): Promise<string> {
  const response = await fetch(url, init);
  return response.text();
}
