/** What the journal keeps is enough to give every table as it was at every release. */
import { describe, expect, test } from 'vitest';
import { internalColumns, readJournalTables, stateAt } from '#platform/releases/journal.ts';
import { startHub, type TestHub } from '../harness/hub.ts';
import { privateTables } from '../harness/private-tables.ts';
import { generatedImports, redactedName, withRedactions } from './generated-imports.ts';

const notPublic = [
  ...privateTables,
  '_prisma_migrations',
  'journal_entry',
  'release_change',
  'search_document',
  'search_posting',
  'search_word',
];

describe('the journal', async () => {
  const hub = await startHub();
  const { pool } = hub.database;

  test('is kept of every public table', async () => {
    const { rows } = await pool.query<{ name: string }>(
      "SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'",
    );
    const journaled = (await readJournalTables(pool)).map(({ name }) => name);
    const hint = 'SELECT journal_table(…) in the migration that makes the table, or add it to notPublic';
    expect(rows.map(({ name }) => name).toSorted(), hint).toEqual([...journaled, ...notPublic].toSorted());
    const triggers = await pool.query<{ name: string; triggers: string }>(
      `SELECT relname AS name, count(*)::text AS triggers FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid
       WHERE tgname IN ('journal_update', 'journal_delete', 'journal_truncate') GROUP BY relname`,
    );
    expect(triggers.rows.filter(({ triggers: count }) => count !== '3')).toEqual([]);
    expect(triggers.rows.map(({ name }) => name).toSorted()).toEqual(journaled.toSorted());
  });

  test('shows no column that is derived to find and order rows', async () => {
    const { rows } = await pool.query<{ name: string }>(
      `SELECT DISTINCT a.attname AS name FROM pg_attribute a JOIN pg_trigger g ON g.tgrelid = a.attrelid
       WHERE g.tgname = 'journal_delete' AND a.attnum > 0 AND NOT a.attisdropped AND a.attname ~ '_(key|folded)$'`,
    );
    expect(rows.map(({ name }) => name).filter((name) => !internalColumns.includes(name))).toEqual([]);
  });

  test('refuses what would bypass it', async () => {
    await expect(pool.query('TRUNCATE programme_total')).rejects.toThrow('TRUNCATE would bypass the journal');
  });

  test('has nothing of a release that only inserts', async () => {
    const { rows } = await pool.query('SELECT * FROM journal_entry WHERE release = 1');
    expect(rows).toEqual([]);
  });
});

type Rows = ReadonlyMap<string, unknown>;

/** Every row of every public table, by table and key. */
async function stateOf({ database }: TestHub, release: number | null): Promise<Record<string, Rows>> {
  const state: Record<string, Rows> = {};
  for (const table of await readJournalTables(database.pool)) {
    const rows = release === null ? `SELECT * FROM "${table.name}"` : stateAt(table, String(release));
    const found = await database.pool.query<{ key: string; row: unknown }>(
      `SELECT ${table.keySql} AS key, to_jsonb(t) AS row FROM (${rows}) t ORDER BY 1`,
    );
    state[table.name] = new Map(found.rows.map(({ key, row }) => [key, row]));
  }
  return state;
}

const withoutInternals = (state: Record<string, Rows>) =>
  Object.entries(state).flatMap(([table, rows]) =>
    [...rows].map(([key, row]) => {
      const facts = Object.entries(row as object).filter(([name]) => !internalColumns.includes(name));
      return [table, key, Object.fromEntries(facts)];
    }),
  );

interface Line {
  readonly op: string;
  readonly type: string;
  readonly id: string;
  readonly before: object | null;
  readonly after: object | null;
  readonly release: number;
}

async function changes(hub: TestHub, query: string): Promise<Line[]> {
  const response = await hub.app.handler.fetch(`http://hub.test/changes?${query}`);
  expect(response.status).toBe(200);
  return (await response.text())
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
}

/** A mirror: rows by type and id. */
function follow(mirror: Map<string, object>, lines: readonly Line[]): void {
  for (const { op, type, id, before, after } of lines) {
    const place = `${type} ${id}`;
    // What was there is stated nowhere.
    if (op === 'redacted') expect(before).toBeNull();
    else
      expect({ op, place, row: mirror.get(place) ?? null }).toEqual({
        op,
        place,
        row: op === 'created' ? null : before,
      });
    if (after === null) mirror.delete(place);
    else mirror.set(place, after);
  }
}

describe.for([3, 17])('a generated history of imports and retractions (seed %i)', async (seed) => {
  const hub = await startHub();
  const snapshots = new Map<number, Record<string, Rows>>([[1, await stateOf(hub, null)]]);
  for await (const release of generatedImports(hub, seed, 18)) snapshots.set(release, await stateOf(hub, null));
  const latest = Math.max(...snapshots.keys());

  test('has every release as it was', async () => {
    for (const [release, snapshot] of snapshots)
      expect([release, await stateOf(hub, release)]).toEqual([release, snapshot]);
  });

  test('is rebuilt by following the changes', async () => {
    const mirror = new Map<string, object>();
    const types = new Map((await readJournalTables(hub.database.pool)).map(({ name, type }) => [name, type]));
    const idOf = (key: string): string => (key.startsWith('[') ? (JSON.parse(key) as unknown[]).join('/') : key);
    for (let release = 1; release <= latest; release += 1) {
      follow(mirror, await changes(hub, `from=${release - 1}&to=${release}`));
      const snapshot = withoutInternals(snapshots.get(release) ?? {});
      const expected = snapshot.map(([table, key, row]) => [`${types.get(String(table))} ${idOf(String(key))}`, row]);
      expect([release, new Map([...mirror].toSorted())]).toEqual([release, new Map(expected.toSorted() as [])]);
    }
    const all = await changes(hub, `from=0&to=${latest}`);
    const again = new Map<string, object>();
    follow(again, all);
    expect(again).toEqual(mirror);
  });

  test('counts what it changed', async () => {
    const { releases } = await hub.ask<{
      releases: { nodes: { number: number; changes: { type: string; kind: string; rows: number }[] }[] };
    }>('{ releases(first: 100) { nodes { number changes { type kind rows } } } }');
    for (const { number, changes: counted } of releases.nodes) {
      const counts: Record<string, number> = {};
      for (const { op, type } of await changes(hub, `from=${number - 1}&to=${number}`)) {
        const name = `${type} ${op.toUpperCase()}`;
        counts[name] = (counts[name] ?? 0) + 1;
      }
      expect([number, Object.fromEntries(counted.map(({ type, kind, rows }) => [`${type} ${kind}`, rows]))]).toEqual([
        number,
        counts,
      ]);
    }
  });

  test('is paged in GraphQL as it is streamed', async () => {
    const found: unknown[] = [];
    let after: string | null = null;
    for (;;) {
      const page: Page = await hub.ask<Page>(
        `query ($after: String, $from: Int!) { changes(from: $from, first: 50, after: $after, types: ["Project", "Practice", "OfficeStatement"]) {
          totalCount pageInfo { hasNextPage endCursor } nodes { kind type key before after release { number } } } }`,
        { after, from: 1 },
      );
      found.push(
        ...page.changes.nodes.map(({ kind, key, release, ...rest }) => ({
          ...rest,
          op: kind.toLowerCase(),
          id: key,
          release: release.number,
        })),
      );
      after = page.changes.pageInfo.endCursor;
      if (!page.changes.pageInfo.hasNextPage) {
        expect(found).toHaveLength(page.changes.totalCount);
        break;
      }
    }
    const lines = await changes(hub, 'from=1&types=Project,Practice,OfficeStatement');
    expect(found).toEqual(lines.map(({ into, ...line }: Line & { into?: unknown }) => line));
  });
});

describe('a generated history with redactions', async () => {
  const hub = await startHub();
  for await (const _ of generatedImports(hub, 5, 16, withRedactions));

  test('is rebuilt by following the changes, in which no old value stands', async () => {
    const mirror = new Map<string, object>();
    const lines = await changes(hub, 'from=0');
    follow(mirror, lines);
    expect(lines.some(({ op }) => op === 'redacted')).toBe(true);
    expect(JSON.stringify(lines)).not.toContain(redactedName);
    const types = new Map((await readJournalTables(hub.database.pool)).map(({ name, type }) => [name, type]));
    const idOf = (key: string): string => (key.startsWith('[') ? (JSON.parse(key) as unknown[]).join('/') : key);
    const now = withoutInternals(await stateOf(hub, null));
    const expected = now.map(([table, key, row]) => [`${types.get(String(table))} ${idOf(String(key))}`, row]);
    expect(new Map([...mirror].toSorted())).toEqual(new Map(expected.toSorted() as []));
  });
});

interface Page {
  readonly changes: {
    readonly totalCount: number;
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    readonly nodes: readonly {
      readonly kind: string;
      readonly type: string;
      readonly key: string;
      readonly before: object | null;
      readonly after: object | null;
      readonly release: { readonly number: number };
    }[];
  };
}

describe('wrong requests of changes', async () => {
  const hub = await startHub();
  const ask = async (query: string) => {
    const response = await hub.app.handler.fetch(`http://hub.test/changes${query}`);
    return { status: response.status, ...((await response.json()) as { code: string; detail: string }) };
  };

  test.for([
    ['', 'BAD_RELEASE', 'from 0 to 1'],
    ['?from=7', 'BAD_RELEASE', 'from 0 to 1'],
    ['?from=0&to=x', 'BAD_RELEASE', 'from 0 to 1'],
    ['?from=1&to=0', 'BAD_RANGE', 'later than'],
    ['?from=0&types=Nothing', 'UNKNOWN_TYPE', 'Project'],
  ] as const)('%s', async ([query, code, detail]) => {
    expect(await ask(query)).toMatchObject({ status: 400, code, detail: expect.stringContaining(detail) });
  });
});
