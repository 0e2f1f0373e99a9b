/** Finds by statements over whole sets which project each staged row describes, and what is to be done with it. */
import { sql } from 'kysely';
import type { ClientBase } from 'pg';
import { execute, executeCount } from '#platform/database/index.ts';
import { type ProjectList, trustIn } from '../model.ts';
import type { NewList } from './new-list.ts';
import { keepRows, staging } from './staged-tables.ts';

export interface MergeCounts {
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly duplicates: number;
  /** Rows that only confirmed what is known on a later day. */
  readonly confirmed: number;
}

interface Planned {
  readonly release: number;
  /** There was no row of this list before. */
  readonly isFirst: boolean;
}

/**
 * The keys of the rows alone are compared; their texts are not touched again until they are written. Projects that this
 * release inserted while the list was read are none that are known.
 */
export async function planChanges(
  client: ClientBase,
  { list, asOf }: NewList,
  { release, isFirst }: Planned,
): Promise<MergeCounts> {
  await keepRows(client, 'staged_key', keys);
  await execute(
    client,
    staging.schema.createIndex('staged_key_by_match').on('staged_key').columns(['match_key', 'digest']),
  );
  await client.query('ANALYZE staged_key');
  await execute(client, countRepeated);
  await execute(client, dropRepeated);
  await execute(client, distinguishVariants);
  await keepRows(client, 'staged_known', known(list, { release, isFirst }));
  await client.query('ANALYZE staged_known');
  await execute(client, findByText(list, release));
  await keepRows(client, 'staged_plan', plan(list, asOf, release));
  await execute(client, staging.schema.createIndex('staged_plan_by_ord').on('staged_plan').column('ord'));
  await client.query('ANALYZE staged_plan');
  return countPlanned(client, list, asOf);
}

const keys = staging
  .selectFrom('staged_project')
  .select(['ord', 'match_key', 'text_key', 'variant_key', 'digest'])
  .select(({ eb, lit }) => [
    eb('contract_key', 'is not', null).as('has_contract'),
    eb('value', 'is not', null).as('has_value'),
    lit(1).as('occurrences'),
  ]);

/** Rows that are the same altogether become one with their count. */
const countRepeated = staging
  .updateTable('staged_key as s')
  .from(
    staging
      .selectFrom('staged_key')
      .select(({ fn }) => [fn.min('ord').as('ord'), fn.countAll<number>().as('number')])
      .groupBy(['match_key', 'digest'])
      .having(({ fn }) => fn.countAll(), '>', 1)
      .as('repeated'),
  )
  .set(({ ref }) => ({ occurrences: ref('repeated.number') }))
  .whereRef('s.ord', '=', 'repeated.ord');

const dropRepeated = staging
  .deleteFrom('staged_key as s')
  .using('staged_key as first')
  .where('first.occurrences', '>', 1)
  .whereRef('s.match_key', '=', 'first.match_key')
  .whereRef('s.digest', '=', 'first.digest')
  .whereRef('s.ord', '<>', 'first.ord');

/** Of several rows under one number the first by its text keeps it alone, whatever the order of the file. */
const distinguishVariants = staging
  .with('several', (db) =>
    db
      .selectFrom('staged_key')
      .select('match_key')
      .groupBy('match_key')
      .having(({ fn }) => fn.countAll(), '>', 1),
  )
  .with('numbered', (db) =>
    db
      .selectFrom('staged_key')
      .select('ord')
      .select(({ fn }) => [
        fn
          .agg<number>('row_number')
          .over((window) => window.partitionBy('match_key').orderBy('variant_key').orderBy('ord'))
          .as('number'),
        fn
          .agg<number>('row_number')
          .over((window) => window.partitionBy(['match_key', 'variant_key']).orderBy('ord'))
          .as('repetition'),
      ])
      .where('match_key', 'in', db.selectFrom('several').select('match_key')),
  )
  .updateTable('staged_key as s')
  .from('numbered')
  .set(({ ref }) => ({
    match_key: sql<string>`${ref('s.match_key')} || ' ' || ${ref('s.variant_key')}
      || CASE WHEN ${ref('numbered.repetition')} > 1 THEN ' ' || ${ref('numbered.repetition')} ELSE '' END`,
  }))
  .whereRef('s.ord', '=', 'numbered.ord')
  .where('numbered.number', '>', 1);

/** By what this list called it before, else by what any list calls it; two rows never describe one project. */
function known(list: ProjectList, { release, isFirst }: Planned) {
  const found = staging
    .selectFrom('staged_key as k')
    .leftJoinLateral(
      ({ selectFrom }) =>
        selectFrom('project_record as r')
          .select(({ fn }) => fn.min('r.project_id').as('project_id'))
          // PostgreSQL looks nothing up then.
          .where(({ lit }) => lit(!isFirst))
          .where('r.list', '=', list)
          .whereRef('r.match_key', '=', 'k.match_key')
          .where('r.changed_in', '<>', release)
          .as('former'),
      (join) => join.onTrue(),
    )
    .leftJoin('project as p', (join) => join.onRef('p.match_key', '=', 'k.match_key').on('p.created_in', '<>', release))
    .selectAll('k')
    .select(({ fn }) => ['former.project_id as of_record', fn.coalesce('former.project_id', 'p.id').as('found_id')]);
  return staging
    .selectFrom(found.as('found'))
    .selectAll('found')
    .select(({ ref }) =>
      sql<string | null>`CASE WHEN row_number() OVER (PARTITION BY ${ref('found.found_id')}
        ORDER BY ${ref('found.of_record')} IS NULL, ${ref('found.ord')}) = 1 THEN ${ref('found.found_id')} END`.as(
        'project_id',
      ),
    );
}

/** A list without contract numbers and one with them share title, beneficiary and value; only a single pair is joined. */
function findByText(list: ProjectList, release: number) {
  return staging
    .with('free', (db) =>
      db
        .selectFrom('staged_known')
        .select(({ fn }) => ['text_key', fn.min('ord').as('ord')])
        .groupBy('text_key')
        .having(({ and, eb, fn, ref }) =>
          and([
            eb(fn.countAll(), '=', 1),
            sql<boolean>`bool_and(${ref('project_id')} IS NULL)`,
            sql<boolean>`bool_and(${ref('has_value')})`,
          ]),
        ),
    )
    .with('known', (db) =>
      db
        .selectFrom('project as p')
        .innerJoin('free', 'free.text_key', 'p.text_key')
        .select(({ fn }) => ['p.text_key', fn.min('p.id').as('id')])
        .where('p.created_in', '<>', release)
        .groupBy('p.text_key')
        .having(({ fn }) => fn.countAll(), '=', 1),
    )
    .updateTable('staged_known as s')
    .from('free')
    .innerJoin('known', 'known.text_key', 'free.text_key')
    .innerJoin('project as p', 'p.id', 'known.id')
    .set(({ ref }) => ({ project_id: ref('p.id') }))
    .whereRef('s.ord', '=', 'free.ord')
    .where(({ eb, ref, parens }) => eb(parens(eb('p.contract_key', 'is not', null)), '<>', ref('s.has_contract')))
    .where('p.list', '<>', list)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('staged_known as t').select('t.ord').whereRef('t.project_id', '=', 'p.id'))),
    );
}

/** An edition that is older than what is known of a row says nothing new of it. */
function plan(list: ProjectList, asOf: string, release: number) {
  const planned = staging
    .selectFrom('staged_known as k')
    .leftJoin('project_record as r', (join) => join.onRef('r.project_id', '=', 'k.project_id').on('r.list', '=', list))
    .leftJoin('project as p', 'p.id', 'k.project_id')
    .select(['k.ord', 'k.match_key', 'k.digest', 'k.occurrences'])
    .select(({ eb, ref }) => [
      eb('k.project_id', 'is', null).as('is_new'),
      sql<string>`coalesce(${ref('k.project_id')},
        substr(encode(sha256(convert_to(${ref('k.match_key')}, 'UTF8')), 'hex'), 1, 24))`.as('project_id'),
      sql<'CREATE' | 'CHANGE' | 'KEEP'>`CASE WHEN ${ref('k.project_id')} IS NULL THEN 'CREATE'
        WHEN ${ref('r.project_id')} IS NULL THEN 'CHANGE'
        WHEN ${ref('r.digest')} = ${ref('k.digest')} AND ${ref('r.occurrences')} = ${ref('k.occurrences')} THEN 'KEEP'
        WHEN ${ref('r.seen_as_of')} > ${asOf}::date THEN 'KEEP'
        ELSE 'CHANGE' END`.as('action'),
      sql<boolean>`${ref('p.id')} IS NULL
        OR ${trustIn[list]}::int >= (${JSON.stringify(trustIn)}::jsonb ->> ${ref('p.list')}::text)::int`.as('trusted'),
    ]);
  return staging
    .selectFrom(planned.as('planned'))
    .select(['ord', 'match_key', 'digest', 'occurrences', 'is_new', 'project_id', 'action'])
    .select(({ exists, not, selectFrom }) =>
      not(
        exists(
          selectFrom('project')
            .select('project.id')
            .whereRef('project.id', '=', 'planned.project_id')
            .where('project.created_in', '<>', release),
        ),
      ).as('is_fresh'),
    )
    .select(({ and, eb, exists, selectFrom }) =>
      and([
        eb('action', '=', 'CREATE'),
        eb('occurrences', '=', 1),
        exists(
          selectFrom('staged_early as e')
            .select('e.ord')
            .whereRef('e.ord', '=', 'planned.ord')
            .whereRef('e.project_id', '=', 'planned.project_id'),
        ),
      ]).as('is_written'),
    )
    .select(({ and, eb, ref }) => and([eb('action', 'in', ['CREATE', 'CHANGE']), ref('trusted')]).as('wins'));
}

async function countPlanned(client: ClientBase, list: ProjectList, asOf: string): Promise<MergeCounts> {
  const confirmed = await executeCount(
    client,
    staging
      .updateTable('project_record as r')
      .from('staged_plan as s')
      .set({ seen_as_of: asOf })
      .where('s.action', '=', 'KEEP')
      .whereRef('r.project_id', '=', 's.project_id')
      .where('r.list', '=', list)
      .where('r.seen_as_of', '<', sql<Date>`${asOf}::date`),
  );
  const [counted] = await execute(
    client,
    staging.selectFrom('staged_plan').select(({ cast, fn }) => {
      const planned = (action: 'CREATE' | 'CHANGE' | 'KEEP') =>
        cast<number>(fn.countAll().filterWhere('action', '=', action), 'integer');
      return [
        planned('CREATE').as('created'),
        planned('CHANGE').as('changed'),
        planned('KEEP').as('unchanged'),
        sql<number>`coalesce(sum(occurrences - 1), 0)::int`.as('duplicates'),
      ];
    }),
  );
  return { ...(counted ?? { created: 0, changed: 0, unchanged: 0, duplicates: 0 }), confirmed };
}
