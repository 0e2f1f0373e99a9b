/** The counts of slices after a release was taken back whose observations others have changed since. */
import { sql } from 'kysely';
import type { ClientBase } from 'pg';
import { execute, query, type Tables } from '#platform/database/index.ts';
import type { StagedSlice } from './staged-table.ts';

const slice = [
  'metric_id',
  'facet_id',
  'level',
  'dimension_id',
  'period',
] as const satisfies (keyof Tables['observation'])[];
const counts = ['stated', 'valued'] as const;

type SliceColumns = Pick<StagedSlice, (typeof slice)[number]>;
/** Lives for one transaction. */
type Counted = SliceColumns & { readonly stated: number; readonly valued: number };

const counting = query.withTables<{ counted_slice: Counted }>();

/** `touched` is a table with the keys of observations. */
export async function countSlicesAgain(client: ClientBase, touched: string, release: number): Promise<void> {
  await execute(client, counting.schema.createTable('counted_slice').temporary().onCommit('drop').as(counted(touched)));
  await execute(client, storeCounts(release));
  await execute(client, dropEmpty);
}

function counted(touched: string) {
  const keys = sql<SliceColumns>`${sql.table(touched)}`.as<'k'>('k');
  const slices = counting.selectFrom(keys).select(slice).distinct().as('t');
  return counting
    .selectFrom(slices)
    .leftJoin('observation as o', (join) =>
      slice.reduce((joined, column) => joined.onRef(`o.${column}`, '=', `t.${column}`), join),
    )
    .select(slice.map((column) => `t.${column}` as const))
    .select(({ cast, fn }) => [
      cast<number>(fn.count('o.subject_id'), 'integer').as('stated'),
      cast<number>(fn.count('o.value'), 'integer').as('valued'),
    ])
    .groupBy(slice.map((column) => `t.${column}` as const));
}

function storeCounts(release: number) {
  const rows = counting
    .selectFrom('counted_slice')
    .select([...slice, ...counts])
    .select(({ cast, val }) => cast<number>(val(release), 'integer').as('changed_in'))
    .where('stated', '>', 0);
  return counting
    .insertInto('observation_slice')
    .columns([...slice, ...counts, 'changed_in'])
    .expression(rows)
    .onConflict((conflict) =>
      conflict
        .columns([...slice])
        .doUpdateSet(({ ref }) => ({
          stated: ref('excluded.stated'),
          valued: ref('excluded.valued'),
          changed_in: ref('excluded.changed_in'),
        }))
        .where(({ eb, or, ref }) =>
          or(counts.map((count) => eb(`observation_slice.${count}`, 'is distinct from', ref(`excluded.${count}`)))),
        ),
    );
}

const dropEmpty = slice.reduce(
  (statement, column) => statement.whereRef(`s.${column}`, '=', `c.${column}`),
  counting.deleteFrom('observation_slice as s').using('counted_slice as c').where('c.stated', '=', 0),
);
