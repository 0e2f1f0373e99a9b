/** Rows of one source that state the same observation more than once. */
import { sql } from 'kysely';
import type { ClientBase } from 'pg';
import { execute } from '#platform/database/index.ts';
import { observationKey } from './keys.ts';
import { staging } from './staged-table.ts';

export interface Contradiction {
  readonly row: number;
  readonly column: string | null;
  readonly verbatim: string;
  readonly otherRow: number;
  readonly otherVerbatim: string;
}

export interface Repeats {
  readonly duplicates: number;
  readonly contradictions: readonly Contradiction[];
}

/** Of rows about the same thing the first counts; one that says the same is a duplicate, another is refused. */
export async function takeOutRepeats(client: ClientBase): Promise<Repeats> {
  if (!(await hasRepeats(client))) return { duplicates: 0, contradictions: [] };
  await execute(
    client,
    staging.schema.createTable('repeated_observation').temporary().onCommit('drop').as(selectRepeats),
  );
  await execute(
    client,
    staging
      .deleteFrom('staged_observation as s')
      .using('repeated_observation as r')
      .whereRef('r.ordinal', '=', 's.ordinal'),
  );
  const contradictions = await execute(
    client,
    staging
      .selectFrom('repeated_observation')
      .select(['row', 'column', 'verbatim', 'first_row as otherRow', 'first_verbatim as otherVerbatim'])
      .where('same', '=', false)
      .orderBy('ordinal'),
  );
  const [all] = await execute(
    client,
    staging
      .selectFrom('repeated_observation')
      .select(({ fn, cast }) => cast<number>(fn.countAll(), 'integer').as('count')),
  );
  return { duplicates: (all?.count ?? 0) - contradictions.length, contradictions };
}

const window = sql`PARTITION BY ${sql.join(observationKey.map((name) => sql.ref(name)))}
  ORDER BY (moved AND value IS NULL), ordinal`;
const firstOf = <Value>(column: 'row' | 'verbatim' | 'value' | 'flag' | 'moved') =>
  sql<Value>`first_value(${sql.ref(column)}) OVER (${window})`;

const numbered = staging
  .selectFrom('staged_observation')
  .select(['ordinal', 'row', 'column', 'verbatim', 'value', 'flag', 'moved'])
  .select([
    sql<number>`row_number() OVER (${window})`.as('place'),
    firstOf<number>('row').as('first_row'),
    firstOf<string>('verbatim').as('first_verbatim'),
    firstOf<number | null>('value').as('first_value'),
    firstOf<number>('flag').as('first_flag'),
    firstOf<boolean>('moved').as('first_moved'),
  ]);

const selectRepeats = staging
  .selectFrom(numbered.as('s'))
  .where('s.place', '>', 1)
  .select(['s.ordinal', 's.row', 's.column', 's.verbatim', 's.first_row', 's.first_verbatim'])
  .select(({ eb, or, and, ref }) =>
    or([
      and([eb('s.value', 'is not distinct from', ref('s.first_value')), eb('s.flag', '=', ref('s.first_flag'))]),
      and([eb('s.value', 'is', null), or([ref('s.moved'), ref('s.first_moved')])]),
    ]).as('same'),
  );

/** Most files have none, and a look costs a tenth of numbering every row. */
async function hasRepeats(client: ClientBase): Promise<boolean> {
  const distinct = staging.selectFrom('staged_observation').distinct().select(observationKey);
  const [answer] = await execute(
    client,
    staging.selectNoFrom(({ eb, selectFrom }) =>
      eb(
        selectFrom('staged_observation').select(({ fn }) => fn.countAll().as('count')),
        '>',
        staging.selectFrom(distinct.as('d')).select(({ fn }) => fn.countAll().as('count')),
      ).as('found'),
    ),
  );
  return answer?.found === true;
}
