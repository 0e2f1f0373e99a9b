/** What lists state of offices names units, too: it follows where an id becomes another unit's. */
import { addUnitReferences } from '#registry';

addUnitReferences(async (client, moved) => {
  for (const field of ['seatUnitId', 'servedUnitId']) {
    // Kysely has no words for what lies in a JSON document.
    await client.query(
      `UPDATE office_statement s SET facts = jsonb_set(facts, ARRAY[$1], to_jsonb(moved.after))
       FROM unnest($2::text[], $3::text[]) AS moved(before, after) WHERE s.facts ->> $1 = moved.before`,
      [field, [...moved.keys()], [...moved.values()]],
    );
  }
});
