/** What lists state of offices names units, too: it follows where an id becomes another unit's. */
import { sql } from 'kysely';
import { execute, query } from '#platform/database/index.ts';
import { addUnitReferences, movedIds } from '#registry';

addUnitReferences(async (client, moved) => {
  for (const field of ['seatUnitId', 'servedUnitId']) {
    await execute(
      client,
      query
        .updateTable('office_statement as s')
        .from(movedIds(moved))
        .set(({ ref }) => ({
          facts: sql`jsonb_set(${ref('s.facts')}, ARRAY[${sql.lit(field)}], to_jsonb(${ref('moved.after')}))`,
        }))
        .where(({ eb, ref }) => eb(sql`${ref('s.facts')} ->> ${sql.lit(field)}`, '=', ref('moved.before'))),
    );
  }
});
