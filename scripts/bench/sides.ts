/** The three that answer the same questions, and how each is asked. */

import type { Database } from '../../src/platform/database/index.ts';
import { questionsFor } from './questions.ts';
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
  const questions = await questionsFor(database);
  const post = (asked: object): Ask => ({
    path: '/graphql',
    method: 'POST',
    headers: json,
    body: JSON.stringify(asked),
  });
  const hub = await startHub(database.url);
  const peer = await start(['scripts/bench/postgraphile.mjs'], { DATABASE_URL: database.url });
  const statements = JSON.stringify(questions.map(({ sql }) => sql));
  const sql = await start(['scripts/bench/sql-server.ts'], { DATABASE_URL: database.url, STATEMENTS: statements });
  return {
    names: questions.map(({ name }) => name),
    sides: [
      {
        name: 'hub',
        server: hub,
        asks: questions.map((question) => post(question.hub)),
        statements: async () => Number(/wezel_statements_total (\d+)/.exec(await textOf(`${hub.url}/metrics`))?.[1]),
      },
      {
        name: 'PostGraphile',
        server: peer,
        asks: questions.map((question) => post(question.peer)),
        statements: async () => Number(await textOf(`${peer.url}/statements`)),
      },
      {
        name: 'SQL',
        server: sql,
        asks: questions.map((_, index) => ({ path: `/${index}`, method: 'GET', headers: {} })),
        statements: async () => Number.NaN,
      },
    ],
  };
}

export async function textOf(url: string, init: RequestInit = {}): Promise<string> {
  const response = await fetch(url, init);
  return response.text();
}
