/**
 * The counts of slices after a release was taken back whose observations others have changed since. SQL as text: the name of the
 * temporary table is a parameter, for which Kysely has no types.
 */
import type { ClientBase } from 'pg';

const slice = 'metric_id, facet_id, level, dimension_id, period';
const same = (a: string, b: string): string =>
  slice
    .split(', ')
    .map((column) => `${a}.${column} = ${b}.${column}`)
    .join(' AND ');

/** `touched` is a table with the keys of observations. */
export async function countSlicesAgain(client: ClientBase, touched: string, release: number): Promise<void> {
  await client.query(
    `CREATE TEMPORARY TABLE counted_slice ON COMMIT DROP AS
     SELECT ${slice}, count(o.subject_id)::int AS stated, count(o.value)::int AS valued
     FROM (SELECT DISTINCT ${slice} FROM "${touched}") t LEFT JOIN observation o USING (${slice}) GROUP BY ${slice}`,
  );
  await client.query(
    `INSERT INTO observation_slice AS s (${slice}, stated, valued, changed_in)
     SELECT ${slice}, stated, valued, $1::int FROM counted_slice WHERE stated > 0
     ON CONFLICT (${slice}) DO UPDATE
       SET stated = excluded.stated, valued = excluded.valued, changed_in = excluded.changed_in
       WHERE (s.stated, s.valued) IS DISTINCT FROM (excluded.stated, excluded.valued)`,
    [release],
  );
  await client.query(`DELETE FROM observation_slice s USING counted_slice c WHERE ${same('s', 'c')} AND c.stated = 0`);
}
