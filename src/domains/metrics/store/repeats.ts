/** Rows of one source that state the same observation more than once. */
import { sql } from 'kysely';
import type { ClientBase } from 'pg';
import { execute, executeCount } from '#platform/database/index.ts';
import { staging } from './staged-table.ts';

/** Two statements by their places among those of the source. */
export interface Contradiction {
  readonly ordinal: number;
  readonly otherOrdinal: number;
}

export interface Repeats {
  readonly duplicates: number;
  readonly contradictions: readonly Contradiction[];
}

/** Of rows about the same thing the first counts; one that says the same is a duplicate, another is refused. */
export async function takeOutRepeats(client: ClientBase): Promise<Repeats> {
  await execute(
    client,
    staging.schema.createTable('repeated_observation').temporary().onCommit('drop').as(selectRepeats),
  );
  const repeated = await executeCount(
    client,
    staging
      .deleteFrom('staged_observation as s')
      .using('repeated_observation as r')
      .whereRef('r.ordinal', '=', 's.ordinal'),
  );
  if (repeated > 0) await execute(client, countAgain);
  const contradictions = await execute(
    client,
    staging
      .selectFrom('repeated_observation')
      .select(['ordinal', 'first_ordinal as otherOrdinal'])
      .where('same', '=', false)
      .orderBy('ordinal'),
  );
  return { duplicates: repeated - contradictions.length, contradictions };
}

const window = sql`PARTITION BY slice, subject_id ORDER BY (moved AND value IS NULL), ordinal`;
const firstOf = <Value>(column: 'ordinal' | 'value' | 'flag' | 'moved') =>
  sql<Value>`first_value(${sql.ref(column)}) OVER (${window})`;

const numbered = staging
  .selectFrom('staged_observation')
  .select(['ordinal', 'value', 'flag', 'moved'])
  .select([
    sql<number>`row_number() OVER (${window})`.as('place'),
    firstOf<number>('ordinal').as('first_ordinal'),
    firstOf<number | null>('value').as('first_value'),
    firstOf<number>('flag').as('first_flag'),
    firstOf<boolean>('moved').as('first_moved'),
  ]);

const selectRepeats = staging
  .selectFrom(numbered.as('s'))
  .where('s.place', '>', 1)
  .select(['s.ordinal', 's.first_ordinal'])
  .select(({ eb, or, and, ref }) =>
    or([
      and([eb('s.value', 'is not distinct from', ref('s.first_value')), eb('s.flag', '=', ref('s.first_flag'))]),
      and([eb('s.value', 'is', null), or([ref('s.moved'), ref('s.first_moved')])]),
    ]).as('same'),
  );

const countAgain = staging
  .updateTable('staged_slice as k')
  .from(
    staging
      .selectFrom('staged_observation')
      .select(({ fn }) => ['slice', fn.countAll<number>().as('stated'), fn.count<number>('value').as('valued')])
      .groupBy('slice')
      .as('counted'),
  )
  .set(({ ref }) => ({ stated: ref('counted.stated'), valued: ref('counted.valued') }))
  .whereRef('counted.slice', '=', 'k.slice');
