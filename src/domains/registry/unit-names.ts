/** Units by a part of a name, through the trigram index. */
import { sql } from 'kysely';
import { type OperationDatabase, query } from '#platform/database/index.ts';

/** Ids of units that have or had a name with the folded text in it, for each text. */
export async function unitsNamed(db: OperationDatabase, texts: readonly string[]): Promise<ReadonlySet<string>[]> {
  const patterns = texts.map((text) => `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`);
  const rows = await db.rows(
    query
      .selectFrom(sql<{ pattern: string }>`unnest(${patterns}::text[])`.as<'p'>(sql`p(pattern)`))
      .innerJoin('territorial_unit_version as v', (join) =>
        join.on(({ eb, ref }) => eb('v.name_folded', 'like', ref('p.pattern'))),
      )
      .distinct()
      .select(['p.pattern', 'v.unit_id as unitId']),
  );
  const found = Map.groupBy(rows, ({ pattern }) => pattern);
  return patterns.map((pattern) => new Set((found.get(pattern) ?? []).map(({ unitId }) => unitId)));
}
