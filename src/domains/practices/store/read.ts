/** Entries as the practices format has them, put together from their tables. */
import { sql } from 'kysely';
import type { ClientBase } from 'pg';
import { execute, type Tables } from '#platform/database/index.ts';
import type { Content } from '../content.ts';
import type { RecordKind } from '../model.ts';
import { entryTables } from './entries.ts';
import { contentOf, type Row } from './fields.ts';
import { type Part, partsOf } from './parts.ts';

export interface EntryKey {
  readonly kind: RecordKind;
  readonly slug: string;
}

export interface KnownEntry extends EntryKey {
  readonly content: Content;
  /** By property, the day of the newest file that states it. */
  readonly statedOn: Readonly<Record<string, string>>;
}

/** The properties of entries of a kind, and those of their texts in English, such as `title.en`. */
export function fieldNamesOf(kind: RecordKind): string[] {
  const own = entryTables[kind].fields.flatMap(({ property, isText }) =>
    isText === true ? [property, `${property}.en`] : [property],
  );
  return [...own, ...partsOf[kind].map(({ property }) => property)];
}

/** Those that there are. */
export async function loadKnown(client: ClientBase, keys: readonly EntryKey[]): Promise<KnownEntry[]> {
  const known: KnownEntry[] = [];
  for (const [kind, ofKind] of Map.groupBy(keys, (key) => key.kind)) {
    const slugs = ofKind.map(({ slug }) => slug);
    const { table, fields } = entryTables[kind];
    const rows = await rowsOf(client, table, 'slug', slugs);
    const lists: Lists[] = [];
    for (const part of partsOf[kind]) lists.push(await loadLists(client, part, slugs));
    for (const row of rows) {
      const slug = String(row['slug']);
      const content = { ...contentOf(fields, row), ...Object.fromEntries(lists.flatMap((list) => list.of(slug))) };
      known.push({ kind, slug, content, statedOn: row['stated_on'] as Record<string, string> });
    }
  }
  return known;
}

interface Lists {
  /** The property of an owner with its list; nothing where the list is empty. */
  of(owner: string): [property: string, list: unknown[]][];
}

async function loadLists(client: ClientBase, part: Part, owners: readonly string[]): Promise<Lists> {
  const rows = await rowsOf(client, part.table, part.ownerColumn, owners);
  const keys = rows.map((row) => String(row['id']));
  const inner: Lists[] = [];
  for (const one of part.parts ?? []) inner.push(await loadLists(client, one, keys));
  const items = Map.groupBy(rows, (row) => String(row[part.ownerColumn]));
  const itemOf = (row: Row): unknown => {
    const content = contentOf(part.fields, row);
    if (part.isPlain === true) return content[''];
    return { ...content, ...Object.fromEntries(inner.flatMap((list) => list.of(String(row['id'])))) };
  };
  return {
    of: (owner) => {
      const list = items.get(owner) ?? [];
      return list.length === 0 ? [] : [[part.property, list.map(itemOf)]];
    },
  };
}

/** As JSON, whose arrays of enums the driver would leave as text. */
async function rowsOf(
  client: ClientBase,
  table: keyof Tables,
  column: string,
  values: readonly string[],
): Promise<Row[]> {
  if (values.length === 0) return [];
  const order = column === 'slug' ? sql`slug` : sql`ordinal`;
  const found = await execute(
    client,
    // SQL as text: the table is a parameter, for which Kysely has no types.
    sql<{
      row: Row;
    }>`SELECT to_jsonb(t) AS row FROM ${sql.table(table)} AS t WHERE ${sql.ref(column)} = ANY(${[...values]}) ORDER BY ${order}`,
  );
  return found.map(({ row }) => row);
}
