/** What is private is nowhere public: secrets are planted in every text of every private table and looked for on every public surface. */
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { type GraphQLField, isRequiredArgument } from 'graphql';
import { afterAll, describe, expect, test } from 'vitest';
import { datasets } from '#exports/datasets/index.ts';
import { buildSchema } from '#graphql/schema.ts';
import { readJournalTables } from '#platform/releases/journal.ts';
import { type Scalar, wholeField } from '../harness/made-up.ts';
import {
  bodyOf,
  byContributor,
  contributor,
  expectNone,
  hasSecret,
  hub,
  lines,
  planted,
  practice,
  publicColumns,
  secret,
} from '../harness/planted-hub.ts';
import { privateTables } from '../harness/private-tables.ts';

const { pool } = hub.database;

describe('private tables', () => {
  test('are known, and none is in the journal or a download', async () => {
    for (const table of ['account', 'api_key', 'audit_entry', 'live_call', 'webhook'])
      expect(privateTables).toContain(table);
    const journaled = (await readJournalTables(pool)).map(({ name }) => name);
    expect(journaled.filter((name) => privateTables.includes(name))).toEqual([]);
    const sql = datasets.map(({ rows, table }) => `${table} ${rows.compile().sql}`);
    const named = privateTables.filter((name) => sql.some((text) => text.includes(`"${name}"`)));
    expect(named).toEqual([]);
  });

  test('are all tables that are neither in the journal nor of the hub itself', async () => {
    const own = [
      '_prisma_migrations',
      'journal_entry',
      'problem',
      'register_row',
      'register_slice',
      'release',
      'release_change',
    ];
    const { rows } = await pool.query<{ name: string }>(
      "SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1",
    );
    const journaled = (await readJournalTables(pool)).map(({ name }) => name);
    const left = rows
      .map(({ name }) => name)
      .filter((name) => !journaled.includes(name) && !privateTables.includes(name));
    expect(left.filter((name) => !own.includes(name) && !name.startsWith('search_'))).toEqual([]);
  });

  test('have the secret in every text, but for what everyone may see', () => {
    expect(planted.texts.length).toBeGreaterThan(100);
    expect([...planted.rows.keys()].toSorted()).toEqual([...privateTables].toSorted());
    expect(planted.texts.filter((name) => !planted.columns.includes(name)).toSorted()).toEqual(
      Object.keys(publicColumns).toSorted(),
    );
  });
});

describe('nothing of it is in', () => {
  const schema = buildSchema();
  const queries = Object.values(schema.getQueryType()?.getFields() ?? {});
  const scalar: Scalar = (type, name) => {
    if (name === 'first') return '20';
    const known: Record<string, string> = {
      Int: '1',
      Float: '1',
      Boolean: 'true',
      Date: '"2026-06-15"',
      ID: `"/practices/${practice}"`,
    };
    if (name === 'number') return String(planted.rows.get('correction')?.['number'] ?? 1);
    return known[type] ?? `"${practice}"`;
  };
  const isGiven: NonNullable<Parameters<typeof wholeField>[1]['isGiven']> = (argument) =>
    isRequiredArgument(argument) || argument.name === 'first';

  const answered = new Set<string>();

  test.for(queries.map(({ name }) => name))('the query %s, for nobody and for a contributor', async (name) => {
    const field = queries.find((one) => one.name === name) as GraphQLField<unknown, unknown>;
    const query = `{ ${wholeField(field, { scalar, isGiven, maxDepth: 2 })} }`;
    for (const answer of [await hub.answer(query), await byContributor(query)]) {
      const codes = (answer.errors ?? []).map(({ extensions }) => extensions?.['code']);
      expect(codes).not.toContain('INTERNAL_ERROR');
      expect(codes).not.toContain('GRAPHQL_VALIDATION_FAILED');
      expectNone(JSON.stringify(answer), name);
      if (answer.data != null) answered.add(name);
    }
  });

  test('queries, most of which were answered with something', () => {
    expect(queries.filter(({ name }) => !answered.has(name)).length).toBeLessThan(queries.length / 4);
  });

  test('the search', async () => {
    const body = await hub.answer('query ($text: String!) { search(text: $text) { totalCount } }', { text: secret });
    expect(body).toMatchObject({ data: { search: { totalCount: 0 } } });
    for (const path of [
      `/search?q=${secret}`,
      `/search/suggestions?q=${secret.toLowerCase()}`,
      `/search.json?q=${secret}`,
    ]) {
      expectNone((await bodyOf(path)).replaceAll(secret, '').replaceAll(secret.toLowerCase(), ''), path);
    }
  });

  test('downloads', async () => {
    for (const { name } of datasets) {
      for (const format of ['ndjson', 'csv', 'parquet'])
        expectNone(await bodyOf(`/releases/latest/${name}.${format}`), name);
    }
    const files = ['manifest.json', 'datapackage.json', 'SHA256SUMS'];
    for (const file of files) expectNone(await bodyOf(`/releases/latest/${file}`), file);
  });

  test.for([
    '/changes?from=0',
    '/operations',
    '/openapi.json',
    '/catalog',
    '/catalog.ttl',
    '/catalog.jsonld',
    '/catalog.rdf',
    '/datasets.xml',
    '/releases.atom',
    '/practices.atom',
    '/calls.atom',
    '/sitemap.xml',
    '/robots.txt',
    '/metrics',
    '/health/ready',
    '/health/live',
    '/status',
    '/data',
    '/developers',
    '/privacy',
    '/practices.json',
    '/offices.csv',
    '/corrections',
    '/corrections.csv',
    '/corrections.ndjson',
    '/amendments',
    '/amendments/1',
    '/subscriptions',
    `/subscriptions/${'A'.repeat(43)}`,
    `/practices/${practice}`,
    `/en/practices/${practice}`,
    '/account',
    '/account/claims',
    '/account/audit',
    '/account/audit.ndjson',
    '/account/corrections',
    '/account/conflicts',
    '/account/calls',
    '/account/amendments',
    '/account/amendments/1',
    '/review',
    '/uploads?token=x',
    '/no-such-page',
  ])('%s, for nobody and for a contributor', async (path) => {
    expectNone(await bodyOf(path), path);
    expectNone((await contributor.get(path)).html, path);
  });

  test('the page of the ticket and of the planted call', async () => {
    const number = planted.rows.get('correction')?.['number'];
    const body = await bodyOf(`/corrections/${number}`);
    expect(body).toContain(practice);
    expectNone(body, 'ticket');
    const slug = encodeURIComponent(String(planted.rows.get('live_call')?.['slug']));
    for (const path of [`/calls/${slug}`, `/account/calls/${slug}`]) {
      const own = new RegExp(slug.replaceAll(/[-_]/g, '.'), 'g');
      expectNone((await bodyOf(path)).replaceAll(own, ''), path);
    }
  });

  test('pages of every kind', async () => {
    const listed = [...(await bodyOf('/sitemap.xml')).matchAll(/<loc>https:\/\/hub\.test([^<]*)<\/loc>/g)].map(
      ([, path = '']) => path,
    );
    const lists = listed.some((path) => path.endsWith('.xml'))
      ? (await Promise.all(listed.map((path) => bodyOf(path)))).flatMap((text) =>
          [...text.matchAll(/<loc>https:\/\/hub\.test([^<]*)<\/loc>/g)].map(([, path = '']) => path),
        )
      : listed;
    const ofKind = Map.groupBy(lists, (path) =>
      path
        .split('/')
        .slice(0, 3)
        .filter((part) => !/\d/.test(part))
        .slice(0, 2)
        .join('/'),
    );
    expect(ofKind.size).toBeGreaterThan(5);
    for (const paths of ofKind.values()) for (const path of paths.slice(0, 4)) expectNone(await bodyOf(path), path);
  });

  interface Listed {
    readonly name: string;
    readonly example: { readonly variables: Readonly<Record<string, unknown>>; readonly url: string };
  }
  const operations = async () => (JSON.parse(await bodyOf('/operations')) as { operations: Listed[] }).operations;

  test('published operations, REST and exports', async () => {
    for (const { name, example } of await operations()) {
      const plain = Object.entries(example.variables).filter(([, value]) => typeof value !== 'object');
      const search = new URLSearchParams(plain.map(([key, value]) => [key, String(value)]));
      const paths = [
        example.url,
        `/api/v1/${name}?${search}`,
        `/exports/${name}.ndjson?${search}`,
        `/exports/${name}.csv?${search}`,
      ];
      for (const path of paths) expectNone(await bodyOf(path), path);
    }
  });

  test('tools for models', async () => {
    const client = new Client({ name: 'test', version: '1.0.0' });
    const fetchHub = (url: string | URL, init?: RequestInit) => hub.app.handler.fetch(String(url), init);
    await client.connect(
      new StreamableHTTPClientTransport(new URL('https://hub.test/mcp'), { fetch: fetchHub as never }),
    );
    afterAll(() => client.close());
    const { tools } = await client.listTools();
    expect(tools.length).toBeGreaterThan(5);
    expectNone(JSON.stringify(tools), 'tools');
    const call = async (name: string, args: Record<string, unknown>) =>
      JSON.stringify(await client.callTool({ name, arguments: args }).catch((error: Error) => error.message));
    expectNone((await call('search', { text: secret })).replaceAll(secret, ''), 'search');
    for (const { name, example } of await operations()) {
      expectNone(await call('run_operation', { name, variables: example.variables }), name);
    }
  });

  test('errors: neither in what the caller gets nor in the log', async () => {
    const session = contributor.cookies.get('__Host-wezel-session') ?? '';
    expect(session).toHaveLength(43);
    const before = lines.length;
    await pool.query('ALTER TABLE account RENAME COLUMN email TO email_gone');
    try {
      for (const path of ['/account', '/account/corrections']) {
        const shown = await contributor.get(path);
        expect(shown.status).toBe(500);
        expectNone(shown.html, path);
        expect(shown.html).not.toContain('email_gone');
      }
      const answer = JSON.stringify(await contributor.graphql('{ viewer { email } }'));
      expect(answer).toContain('INTERNAL_ERROR');
      for (const text of [secret, 'email_gone', 'SELECT', session])
        expect(answer.toLowerCase()).not.toContain(text.toLowerCase());
    } finally {
      await pool.query('ALTER TABLE account RENAME COLUMN email_gone TO email');
    }
    const logged = lines.slice(before).join('');
    expect(logged).not.toBe('');
    expect(logged).not.toContain(session);
  });

  test('the log', () => {
    expect(lines.length).toBeGreaterThan(50);
    // Of what callers sent themselves, the address of a search and of a call that is not there.
    const others = lines.map((line) => line.replaceAll(/q=Planted5ecret|calls\/Planted5ecret-live_call-slug/gi, ''));
    expect(others.filter(hasSecret)).toEqual([]);
  });
});
