/** Releases that come faster than an operation can be answered. */
import { expect, test } from 'vitest';
import { openDatabase } from '#platform/database/index.ts';
import { startHub } from '../harness/hub.ts';
import { renameSources, sourceNamed } from '../harness/renamed-sources.ts';

const hub = await startHub();
const writer = openDatabase(hub.database.url, { connections: 1 });
let made = 0;

/** A release that renames every source. */
async function publish(): Promise<void> {
  made += 1;
  await renameSources(writer, sourceNamed(`Renamed ${made}`, String(made).padStart(64, '0')));
}

const query = (index: number) =>
  `{ release { number } a${index}: releases(first: 5) { totalCount nodes { source { name } } } sources: releases(last: 1) { nodes { source { name } } } }`;

interface Releases {
  readonly totalCount?: number;
  readonly nodes: readonly { readonly source: { readonly name: string } }[];
}
interface Data {
  readonly release: { readonly number: number };
  readonly a1: Releases;
  readonly sources: Releases;
}

test('one comes at every attempt, and the operation is answered from one of them, whole', async () => {
  const { pool } = hub.database;
  const send = pool.query.bind(pool) as (...parameters: unknown[]) => Promise<unknown>;
  let attempts = 0;
  pool.query = (async (...parameters: unknown[]) => {
    const answer = await send(...parameters);
    const [statement] = parameters as [string | { text: string }];
    const text = typeof statement === 'string' ? statement : statement.text;
    if (!text.includes('still the latest') && text.includes('release')) {
      attempts += 1;
      await publish();
    }
    return answer;
  }) as typeof pool.query;
  const response = await hub.app.handler.fetch(`http://hub.test/graphql?${new URLSearchParams({ query: query(1) })}`);
  pool.query = send as typeof pool.query;
  await writer.close();
  const { data } = (await response.json()) as { data: Data };
  expect(attempts).toBeGreaterThanOrEqual(3);
  expect([response.status, response.headers.get('x-release')]).toEqual([200, String(data.release.number)]);
  const { a1, sources } = data;
  expect(a1.totalCount).toBe(data.release.number);
  const names = [...a1.nodes, ...sources.nodes].map(({ source }) => source.name);
  expect(new Set(names)).toEqual(new Set([`Renamed ${data.release.number - 1}`]));
});
