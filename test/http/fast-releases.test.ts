/** Releases that come faster than an operation can be answered. */
import type pg from 'pg';
import { expect, test } from 'vitest';
import { type Database, openDatabase } from '#platform/database/index.ts';
import { createTestDatabase } from '../harness/database.ts';
import { startHub, type TestHub } from '../harness/hub.ts';
import { renameSources, sourceNamed } from '../harness/renamed-sources.ts';

const { url } = await createTestDatabase('starter');
const hub = await startHub({ databaseUrl: url });
const replica = { directUrls: [], readUrls: [url], maxLagSeconds: 60, fallbackConnections: 1 };
const replicated = await startHub({ databaseUrl: url, servers: replica });
let made = 0;

const ofReleases = (index: number) =>
  `a${index}: releases(first: 5) { totalCount nodes { source { name } } } sources: releases(last: 1) { nodes { source { name } } }`;

interface Releases {
  readonly totalCount?: number;
  readonly nodes: readonly { readonly source: { readonly name: string } }[];
}
interface Answer {
  readonly data: Readonly<Record<string, Releases | null>> & { readonly release: { readonly number: number } };
  readonly errors?: readonly { readonly path: readonly unknown[]; readonly extensions: Record<string, unknown> }[];
}

/** The answer to an operation during which a release that renames every source comes after each statement about releases. */
async function answerAmidReleases({ app }: TestHub, { pool }: Database, query: string): Promise<Answer> {
  const writer = openDatabase(url, { connections: 1 });
  const send = pool.query.bind(pool) as (...parameters: unknown[]) => Promise<unknown>;
  let published = 0;
  pool.query = (async (...parameters: unknown[]) => {
    const answer = await send(...parameters);
    const [statement] = parameters as [string | { text: string }];
    const text = typeof statement === 'string' ? statement : statement.text;
    if (!text.includes('still the latest') && text.includes('release')) {
      published += 1;
      made += 1;
      await renameSources(writer, sourceNamed(`Renamed ${made}`, String(made).padStart(64, '0')));
    }
    return answer;
  }) as typeof pool.query;
  const response = await app.handler.fetch(`http://hub.test/graphql?${new URLSearchParams({ query })}`);
  pool.query = send as typeof pool.query;
  await writer.close();
  const answer = (await response.json()) as Answer;
  expect(published).toBeGreaterThanOrEqual(3);
  expect([response.status, response.headers.get('x-release')]).toEqual([200, String(answer.data.release.number)]);
  return answer;
}

function expectOneRelease({ data }: Answer, index: number): void {
  const { release, sources } = data;
  const first = data[`a${index}`];
  expect(first?.totalCount).toBe(release.number);
  const names = [...(first?.nodes ?? []), ...(sources?.nodes ?? [])].map(({ source }) => source.name);
  expect(new Set(names)).toEqual(new Set([`Renamed ${release.number - 1}`]));
}

test('one comes at every attempt, and the operation is answered from one of them, whole', async () => {
  const answer = await answerAmidReleases(hub, hub.database, `{ release { number } ${ofReleases(1)} }`);
  expect(answer.errors).toBeUndefined();
  expectOneRelease(answer, 1);
});

test('a statement that fails meanwhile fails alone', async () => {
  await hub.database.pool.query('ALTER TABLE living_lab RENAME title_pl TO title_elsewhere');
  const failing = 'livingLabs(first: 1) { nodes { title } }';
  const answer = await answerAmidReleases(
    hub,
    hub.database,
    `{ b: ${failing} release { number } c: ${failing} ${ofReleases(2)} d: ${failing} }`,
  );
  await hub.database.pool.query('ALTER TABLE living_lab RENAME title_elsewhere TO title_pl');
  const failed = answer.errors?.map(({ path, extensions }) => [path[0], extensions['code']]);
  expect(failed?.toSorted()).toEqual(['b', 'c', 'd'].map((name) => [name, 'INTERNAL_ERROR']));
  expectOneRelease(answer, 2);
});

test('where the server is lost meanwhile another one answers', async () => {
  const server = replicated.database.readers[0] as Database;
  const { options } = server.pool as unknown as { options: { Client: new () => pg.Client } };
  let lost = 0;
  /** One that is ended by the server as soon as it reads of offices. */
  class EndedClient extends options.Client {
    override query(...parameters: unknown[]): never {
      const [statement] = parameters as [string | { text?: string }];
      const text = typeof statement === 'string' ? statement : (statement.text ?? '');
      const send = super.query as (...given: unknown[]) => never;
      if (lost === 0 && text.includes('"office"')) {
        lost += 1;
        (send.call(this, 'SELECT pg_terminate_backend(pg_backend_pid())') as Promise<unknown>).catch(() => undefined);
      }
      return send.apply(this, parameters);
    }
  }
  // Those that the replica has already are as they are; the snapshot gets its own.
  const { Client } = options;
  options.Client = EndedClient;
  const answer = await answerAmidReleases(
    replicated,
    server,
    `{ offices(first: 1) { nodes { code } } release { number } ${ofReleases(3)} }`,
  );
  options.Client = Client;
  expect([lost, answer.errors]).toEqual([1, undefined]);
  expectOneRelease(answer, 3);
});
