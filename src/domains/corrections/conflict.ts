/** Where an import has stated something new of a fact that editors corrected: shown, and never taken over silently. */
import { sql } from 'kysely';
import { execute, query, type SqlReader } from '#platform/database/index.ts';
import type { EditorialTarget } from '#platform/editorial/model.ts';

/**
 * What files state by now, of those among the tickets that were accepted: nothing while they state what they did, or what the
 * correction says, or another statement holds.
 */
export async function conflictsOf(
  client: SqlReader,
  numbers: readonly number[],
): Promise<ReadonlyMap<number, string | null>> {
  const statement = query
    .selectFrom('correction as c')
    .innerJoin('editorial_statement as e', (join) =>
      join
        .onRef('e.target', '=', 'c.target_key')
        .onRef('e.field', '=', 'c.field')
        .on(({ eb, ref }) =>
          // Editors state nothing of units, which the other enum does not have.
          eb(
            'e.target_type',
            '=',
            eb
              .case()
              .when('c.target_type', '<>', 'TERRITORIAL_UNIT')
              .then(sql<EditorialTarget>`${ref('c.target_type')}::text::editorial_target`)
              .end(),
          ),
        ),
    )
    .innerJoin('release as r', (join) =>
      join.onRef('r.number', '=', 'c.release').onRef('r.source_id', '=', 'e.source_id'),
    )
    .select(['c.number', 'e.listed_value as listed'])
    .where('c.number', 'in', numbers)
    .where('c.state', '=', 'ACCEPTED')
    .whereRef('e.listed_value', '<>', 'e.value')
    .whereRef('e.listed_value', 'is distinct from', 'e.overruled_value');
  return new Map((await execute(client, statement)).map(({ number, listed }) => [number, listed]));
}
