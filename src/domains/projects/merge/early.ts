/**
 * The first file of a list is for the most part of projects that nobody knows. They are inserted while the rest of the file is
 * still read, when the database has little else to do, as if each row were the only one of its key. What the plan then makes
 * something else of is deleted again, and written as it is planned.
 */
import { sql } from 'kysely';
import type { ClientBase } from 'pg';
import { execute, query } from '#platform/database/index.ts';
import { maySkipTriggers, withoutTriggers } from '#platform/database/keys-at-once.ts';
import type { ProjectList } from '../model.ts';
import type { NewList } from './new-list.ts';
import type { planned } from './planned-rows.ts';
import type { StagedColumn } from './staged-row.ts';
import { type StagedEarly, staging } from './staged-tables.ts';
import { insertPlaces, insertProjects, insertRecords, type WrittenBy } from './write.ts';

/** Where another file of the list is known, or editors state something of projects, most rows would be corrected again. */
export async function mayInsertEarly(client: ClientBase, list: ProjectList): Promise<boolean> {
  if (!(await maySkipTriggers(client))) return false;
  const record = query.selectFrom('project_record').select('project_id').where('list', '=', list);
  const statement = query.selectFrom('editorial_statement').select('project_id').where('project_id', 'is not', null);
  const [known] = await execute(
    client,
    query.selectNoFrom(({ exists, or }) => or([exists(record), exists(statement)]).as('is_known')),
  );
  return known?.is_known === false;
}

/**
 * For as long as the list is read: keys are looked up with those of all others, when all rows are there. No statistics say
 * how few of the staged rows a portion has: what belongs to them is looked up by indexes, and never by reading all projects.
 */
export function whileInserting(client: ClientBase, read: () => Promise<void>): Promise<void> {
  return withoutTriggers(client, async () => {
    for (const plan of otherPlans) await client.query(`SET LOCAL ${plan} = off`);
    await read();
    for (const plan of otherPlans) await client.query(`SET LOCAL ${plan} = DEFAULT`);
  });
}

const otherPlans = ['enable_seqscan', 'enable_hashjoin', 'enable_mergejoin'];

/** The rows after `ord`. One statement, for answers wait while rows are read, and PostgreSQL with them. */
export async function insertEarly(
  client: ClientBase,
  { list, asOf }: NewList,
  by: WrittenBy,
  ord: number,
): Promise<void> {
  const rows = early(ord);
  await execute(
    client,
    staging
      .with('early', () => chooseEarly(ord).returningAll())
      // In the order of the file, in which the search reads and numbers them.
      .with('projects', () => insertProjects(rows.orderBy('k.ord'), list, by))
      .with('places', () => insertPlaces(rows))
      .with('records', () => insertRecords(rows, list, asOf, by))
      .selectNoFrom(({ lit }) => lit(1).as('written')),
  );
}

/** Of several rows under one key the first, if no project has the key, or the id that is made of it. */
function chooseEarly(after: number) {
  const id = sql<string>`substr(encode(sha256(convert_to(${sql.ref('s.match_key' satisfies `s.${StagedColumn}`)}, 'UTF8')), 'hex'), 1, 24)`;
  return staging
    .insertInto('staged_early')
    .columns(['ord', 'match_key', 'digest', 'occurrences', 'project_id'])
    .expression(
      staging
        .selectFrom('staged_project as s')
        .distinctOn('s.match_key')
        .select(['s.ord', 's.match_key', 's.digest'])
        .select(({ lit }) => [lit(1).as('occurrences'), id.as('project_id')])
        .where('s.ord', '>', after)
        .where(({ exists, not, selectFrom }) =>
          not(exists(selectFrom('project').select('id').whereRef('match_key', '=', 's.match_key'))),
        )
        .where(({ exists, not, selectFrom }) => not(exists(selectFrom('project').select('id').where('id', '=', id))))
        .orderBy('s.match_key')
        .orderBy('s.ord'),
    );
}

/** In place of what is planned: those that the same statement chooses. */
function early(after: number): typeof planned {
  return staging
    .withTables<{ early: StagedEarly }>()
    .selectFrom('early as k')
    .innerJoin('staged_project as s', 's.ord', 'k.ord')
    .where('s.ord', '>', after) as unknown as typeof planned;
}

/** What the plan has no use for as it was inserted; the release has it nowhere then, not in its journal either. */
export async function removeSuperfluous(client: ClientBase): Promise<void> {
  const superfluous = staging
    .selectFrom('staged_early as e')
    .select('e.project_id')
    .where(({ exists, not, selectFrom }) =>
      not(
        exists(
          selectFrom('staged_plan as k')
            .select('k.ord')
            .whereRef('k.ord', '=', 'e.ord')
            .where('k.is_written', '=', true),
        ),
      ),
    );
  for (const table of ['project_place', 'project_record'] as const) {
    await execute(client, staging.deleteFrom(table).where('project_id', 'in', superfluous));
  }
  await execute(client, staging.deleteFrom('project').where('id', 'in', superfluous));
}
