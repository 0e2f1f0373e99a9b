/** Units by a part of a name, through the trigram index. */
import { sql } from 'kysely';
import type { OperationDatabase } from '#platform/database/index.ts';

/** Ids of units that have or had a name with the folded text in it, for each text. Kysely has no join with an array. */
export async function unitsNamed(db: OperationDatabase, texts: readonly string[]): Promise<ReadonlySet<string>[]> {
  const patterns = texts.map((text) => `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`);
  const rows = await db.rows(
    sql<{ pattern: string; unitId: string }>`
      SELECT DISTINCT p.pattern, v.unit_id AS "unitId"
      FROM unnest(${patterns}::text[]) AS p(pattern) JOIN territorial_unit_version v ON v.name_folded LIKE p.pattern`,
  );
  const found = Map.groupBy(rows, ({ pattern }) => pattern);
  return patterns.map((pattern) => new Set((found.get(pattern) ?? []).map(({ unitId }) => unitId)));
}
