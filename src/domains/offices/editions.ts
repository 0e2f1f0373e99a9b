/** The editions of lists of offices: of which days each list was loaded. */
import { sql } from 'kysely';
import type { ClientBase, Pool } from 'pg';
import { execute, insertRows, query } from '#platform/database/index.ts';
import type { OfficeEdition } from './model.ts';

export function loadEditions(client: Pick<ClientBase | Pool, 'query'>): Promise<OfficeEdition[]> {
  return execute(
    client,
    query
      .selectFrom('office_edition')
      .select(({ cast }) => ['list', 'complete', 'source_id as sourceId', cast<string>('as_of', 'text').as('asOf')])
      .orderBy('list')
      .orderBy('as_of'),
  );
}

export async function writeEdition(
  client: ClientBase,
  { list, asOf, complete, sourceId }: OfficeEdition,
): Promise<void> {
  const row = { list, as_of: asOf, complete, source_id: sourceId };
  await insertRows(client, 'office_edition', [row], { key: ['list', 'as_of'], update: 'others' });
}

/** What a file states of another day than it was said to be of, unless that day has other statements. Keys follow. */
export async function moveEdition(
  client: ClientBase,
  { list, sourceId, from, to }: { list: string; sourceId: string; from: string; to: string },
): Promise<void> {
  const day = (text: string) => sql<Date>`${text}::date`;
  await execute(
    client,
    query
      .insertInto('office_edition')
      .columns(['list', 'as_of', 'complete', 'source_id'])
      .expression(
        query
          .selectFrom('office_edition')
          .select(['list', day(to).as('as_of'), 'complete', 'source_id'])
          .where('list', '=', list)
          .where('as_of', '=', day(from))
          .where('source_id', '=', sourceId),
      )
      .onConflict((conflict) => conflict.doNothing()),
  );
  await execute(
    client,
    query
      .updateTable('office_statement as s')
      .set({ as_of: to })
      .where('s.list', '=', list)
      .where('s.source_id', '=', sourceId)
      .where('s.as_of', '=', day(from))
      .where(({ and, exists, not, selectFrom }) =>
        and([
          exists(
            selectFrom('office_edition as e')
              .select('e.list')
              .where('e.list', '=', list)
              .where('e.as_of', '=', day(to)),
          ),
          not(
            exists(
              selectFrom('office_statement as o')
                .select('o.list')
                .whereRef('o.office_id', '=', 's.office_id')
                .where('o.list', '=', list)
                .where('o.as_of', '=', day(to)),
            ),
          ),
        ]),
      ),
  );
  await execute(
    client,
    query
      .deleteFrom('office_edition as e')
      .where('e.list', '=', list)
      .where('e.as_of', '=', day(from))
      .where(({ exists, not, selectFrom }) =>
        not(
          exists(
            selectFrom('office_statement as s')
              .select('s.list')
              .whereRef('s.list', '=', 'e.list')
              .whereRef('s.as_of', '=', 'e.as_of'),
          ),
        ),
      ),
  );
}
