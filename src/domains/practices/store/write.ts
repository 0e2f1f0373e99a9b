/** Writes whole entries, table by table: what is the same stays as it is, so that a row changes when its facts do. */
import { type RawBuilder, sql } from 'kysely';
import type { ClientBase } from 'pg';
import { execute, type Tables } from '#platform/database/index.ts';
import { asBytea } from '#platform/list-keys.ts';
import { type Content, isObject } from '../content.ts';
import { listKeyOf, titleKeyOf } from '../list-keys.ts';
import { recordKinds } from '../model.ts';
import { entryTables } from './entries.ts';
import { type Row, rowOf } from './fields.ts';
import { type Owner, type Part, partsOf } from './parts.ts';
import type { KnownEntry } from './read.ts';

export interface Edition {
  readonly sourceId: string;
  readonly release: number;
  /** The ids of documented projects, by their slugs. */
  readonly projectIds: ReadonlyMap<string, string>;
}

const rowsAtOnce = 2_000;

export async function writeEntries(
  client: ClientBase,
  entries: readonly KnownEntry[],
  edition: Edition,
): Promise<void> {
  const written = Map.groupBy(entries, ({ kind }) => kind);
  for (const kind of recordKinds) {
    const ofKind = written.get(kind) ?? [];
    if (ofKind.length === 0) continue;
    const { table } = entryTables[kind];
    await upsert(client, { table, primaryKey: ['slug'], isEntry: true }, ofKind.map(entryRow(edition)), edition);
    const owners = ofKind.map(ownerOf);
    for (const part of partsOf[kind]) await writePart(client, part, owners, edition);
  }
}

interface OwnerWithContent {
  readonly owner: Owner;
  readonly content: Content;
}

function ownerOf({ kind, slug, content }: KnownEntry): OwnerWithContent {
  const path = `${entryTables[kind].prefix}/${slug}`;
  const entryKey = listKeyOf(kind, slug, content);
  return { owner: { path, key: slug, entrySlug: slug, entryKey, ordinal: 0 }, content };
}

function entryRow({ projectIds }: Edition): (entry: KnownEntry) => Row {
  return ({ kind, slug, content, statedOn }) => {
    const { fields, derive } = entryTables[kind];
    const row = rowOf(fields, content);
    const documented = row['documented_project_slug'];
    return {
      slug,
      ...row,
      ...derive?.(content),
      ...(typeof documented === 'string' ? { project_id: projectIds.get(documented) ?? null } : {}),
      ...(kind === 'PROJECT' ? { project_id: projectIds.get(slug) } : {}),
      list_key: asBytea(listKeyOf(kind, slug, content)),
      ...(kind === 'CALL' || kind === 'EVENT' ? { title_key: asBytea(titleKeyOf(slug, content)) } : {}),
      stated_on: statedOn,
    };
  };
}

async function writePart(
  client: ClientBase,
  part: Part,
  owners: readonly OwnerWithContent[],
  edition: Edition,
): Promise<void> {
  const items = owners.flatMap(({ owner, content }) => itemsOf(part, owner, content));
  await removeOthers(
    client,
    part,
    owners.map(({ owner }) => owner.key),
    items.map(({ row }) => row),
  );
  await upsert(
    client,
    part,
    items.map(({ row }) => row),
    edition,
  );
  const inner = items.flatMap(({ inside }) => inside ?? []);
  for (const one of part.parts ?? []) await writePart(client, one, inner, edition);
}

function itemsOf(part: Part, owner: Owner, content: Content): { row: Row; inside: OwnerWithContent | undefined }[] {
  const list = content[part.property];
  if (!Array.isArray(list)) return [];
  return list.map((value: unknown, index) => {
    const item: Content = isObject(value) ? value : { '': value };
    const ordinal = index + 1;
    const row = {
      [part.ownerColumn]: owner.key,
      ordinal,
      ...rowOf(part.fields, item),
      ...part.derive?.(owner, ordinal, item),
    };
    const key = part.keyOf?.(owner, item);
    if (key === undefined) return { row, inside: undefined };
    return { row, inside: { owner: { ...owner, path: `${pathOf(part)}/${key}`, key, ordinal }, content: item } };
  });
}

function pathOf({ table }: Part): string {
  return table === 'presentation' ? 'presentation' : 'session';
}

interface Target {
  readonly table: keyof Tables;
  readonly primaryKey: readonly string[];
  /** An entry changes with its parts, even where its own columns are the same. */
  readonly isEntry?: boolean;
}

async function upsert(client: ClientBase, target: Target, rows: readonly Row[], edition: Edition): Promise<void> {
  const { sourceId, release } = edition;
  const [first] = rows;
  if (first === undefined) return;
  const columns = Object.keys(first);
  const facts = columns.filter((column) => !target.primaryKey.includes(column));
  const table = sql.table(target.table);
  const assigned = [...facts, 'source_id', 'changed_in'].map((name) => sql`${sql.ref(name)} = ${excluded(name)}`);
  const differs = sql`(${sql.join(facts.map((name) => sql`t.${sql.ref(name)}`))}) IS DISTINCT FROM (${sql.join(facts.map(excluded))})`;
  for (let start = 0; start < rows.length; start += rowsAtOnce) {
    const batch = JSON.stringify(rows.slice(start, start + rowsAtOnce));
    await execute(
      client,
      // SQL as text: the table is a parameter, for which Kysely has no types.
      sql`INSERT INTO ${table} AS t (${sql.join(columns.map((name) => sql.ref(name)))}, source_id, created_in, changed_in)
        SELECT ${sql.join(columns.map((name) => sql.ref(name)))}, ${sourceId}, ${release}::int, ${release}::int
        FROM jsonb_populate_recordset(NULL::${table}, ${batch}::jsonb)
        ON CONFLICT (${sql.join(target.primaryKey.map((name) => sql.ref(name)))}) DO UPDATE SET ${sql.join(assigned)}
        ${target.isEntry === true ? sql`` : sql`WHERE ${differs}`}`,
    );
  }
}

function excluded(name: string): RawBuilder<unknown> {
  return sql`excluded.${sql.ref(name)}`;
}

/** Removes what owners no longer have; what belonged to it goes with it. */
async function removeOthers(
  client: ClientBase,
  { table, ownerColumn, primaryKey }: Part,
  owners: readonly string[],
  rows: readonly Row[],
): Promise<void> {
  if (owners.length === 0) return;
  const kept = JSON.stringify(rows.map((row) => Object.fromEntries(primaryKey.map((name) => [name, row[name]]))));
  const same = primaryKey.map((name) => sql`kept.${sql.ref(name)} = t.${sql.ref(name)}`);
  await execute(
    client,
    // SQL as text: the table is a parameter, for which Kysely has no types.
    sql`DELETE FROM ${sql.table(table)} AS t WHERE ${sql.ref(ownerColumn)} = ANY(${[...owners]}) AND NOT EXISTS (
      SELECT FROM jsonb_populate_recordset(NULL::${sql.table(table)}, ${kept}::jsonb) AS kept WHERE ${sql.join(same, sql` AND `)})`,
  );
}

/** Where newer files said the same as older ones: nothing public changes. */
export async function writeStatedOn(client: ClientBase, entries: readonly KnownEntry[]): Promise<void> {
  for (const [kind, ofKind] of Map.groupBy(entries, (entry) => entry.kind)) {
    const stated = JSON.stringify(ofKind.map(({ slug, statedOn }) => ({ slug, stated_on: statedOn })));
    await execute(
      client,
      // SQL as text: the table is a parameter, for which Kysely has no types.
      sql`UPDATE ${sql.table(entryTables[kind].table)} AS t SET stated_on = stated.stated_on
        FROM jsonb_to_recordset(${stated}::jsonb) AS stated(slug text, stated_on jsonb) WHERE t.slug = stated.slug`,
    );
  }
}
