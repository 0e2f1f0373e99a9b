/** Entries in the database: outlines read whole, details by key, both written entry by entry. */

import type { ClientBase, Pool } from 'pg';
import type { SqlReader } from '#platform/database/index.ts';
import { foldName } from '#registry';
import { type Content, isText, polishOf, textsIn } from './content.ts';
import { type Details, detailProperties, type Entry, type RecordKind } from './model.ts';

type Queryable = Pick<ClientBase | Pool, 'query'>;

export interface EntryKey {
  readonly kind: RecordKind;
  readonly slug: string;
}

export async function loadEntries(client: Queryable): Promise<Entry[]> {
  const entries = await client.query<Entry>(
    `SELECT kind, slug, outline, source_id AS "sourceId", changed_in AS "changedIn" FROM practice_record`,
  );
  return entries.rows;
}

/** In the order of the keys; an entry that is gone has nothing. */
export async function loadDetails(client: SqlReader, keys: readonly EntryKey[]): Promise<Details[RecordKind][]> {
  const { rows } = await client.query<EntryKey & { detail: Details[RecordKind] }>(
    `SELECT kind, slug, detail FROM practice_record
     JOIN unnest($1::practice_record_kind[], $2::text[]) AS asked (kind, slug) USING (kind, slug)`,
    columnsOf(keys),
  );
  const found = new Map(rows.map(({ kind, slug, detail }) => [`${kind} ${slug}`, detail]));
  return keys.map(({ kind, slug }) => found.get(`${kind} ${slug}`) ?? {});
}

export interface StoredContent extends EntryKey {
  readonly content: Content;
}

/** The whole of some entries, outline and detail together. */
export async function loadContents(client: Queryable, keys: readonly EntryKey[]): Promise<StoredContent[]> {
  const contents = await client.query<StoredContent>(
    `SELECT kind, slug, outline || detail AS content FROM practice_record
     JOIN unnest($1::practice_record_kind[], $2::text[]) AS asked (kind, slug) USING (kind, slug)`,
    columnsOf(keys),
  );
  return contents.rows;
}

export async function loadKeys(client: Queryable): Promise<EntryKey[]> {
  return (await client.query<EntryKey>('SELECT kind, slug FROM practice_record')).rows;
}

function columnsOf(keys: readonly EntryKey[]): [RecordKind[], string[]] {
  return [keys.map(({ kind }) => kind), keys.map(({ slug }) => slug)];
}

/** The slugs of those in whose texts every word occurs; letter case and Polish letters do not matter. */
export async function findSlugs(client: SqlReader, kind: RecordKind, text: string): Promise<Set<string>> {
  const patterns = wordsOf(text).map((word) => `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`);
  const found = await client.query<{ slug: string }>(
    'SELECT slug FROM practice_record WHERE kind = $1 AND folded LIKE ALL ($2)',
    [kind, patterns],
  );
  return new Set(found.rows.map(({ slug }) => slug));
}

export function wordsOf(text: string): string[] {
  return [...new Set(foldName(text).match(/[\p{L}\p{N}]+/gu) ?? [])];
}

/** Created, or put in the place of what stood under the same key. */
export async function writeContents(
  client: ClientBase,
  contents: readonly StoredContent[],
  sourceId: string,
  release: number,
): Promise<void> {
  await client.query(
    `INSERT INTO practice_record (kind, slug, title_pl, title_en, outline, detail, folded, source_id, created_in, changed_in)
     SELECT kind::practice_record_kind, slug, title_pl, title_en, outline, detail, folded, $2, $3, $3
     FROM jsonb_to_recordset($1::jsonb) AS written
       (kind text, slug text, title_pl text, title_en text, outline jsonb, detail jsonb, folded text)
     ON CONFLICT (kind, slug) DO UPDATE SET
       title_pl = excluded.title_pl, title_en = excluded.title_en, outline = excluded.outline, detail = excluded.detail,
       folded = excluded.folded, source_id = excluded.source_id, changed_in = excluded.changed_in`,
    [JSON.stringify(contents.map(rowOf)), sourceId, release],
  );
}

function rowOf({ kind, slug, content }: StoredContent): Record<string, unknown> {
  const inDetail = new Set<string>(detailProperties[kind]);
  const pick = (wanted: boolean): Content =>
    Object.fromEntries(Object.entries(content).filter(([property]) => inDetail.has(property) === wanted));
  const title = isText(content['title']) ? content['title'] : null;
  return {
    kind,
    slug,
    title_pl: title === null ? null : polishOf(title),
    title_en: title === null || typeof title === 'string' ? null : title.en,
    outline: pick(false),
    detail: pick(true),
    folded: foldName(textsIn(content).join('\n')),
  };
}

/** The contract numbers of documented projects. */
export async function loadContracts(
  client: Queryable,
): Promise<{ readonly slug: string; readonly contractNumber: string }[]> {
  const contracts = await client.query<{ slug: string; contractNumber: string }>(
    `SELECT slug, outline ->> 'contractNumber' AS "contractNumber" FROM practice_record
     WHERE kind = 'PROJECT' AND outline ? 'contractNumber'`,
  );
  return contracts.rows;
}

/** Remembers of documented projects which projects of the hub were made of them. */
export async function linkProjects(
  client: ClientBase,
  links: readonly { readonly slug: string; readonly projectId: string }[],
): Promise<void> {
  await client.query(
    `UPDATE practice_record SET outline = outline || jsonb_build_object('projectId', link."projectId")
     FROM jsonb_to_recordset($1::jsonb) AS link(slug text, "projectId" text)
     WHERE kind = 'PROJECT' AND practice_record.slug = link.slug`,
    [JSON.stringify(links)],
  );
}
