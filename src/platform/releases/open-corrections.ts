/**
 * The corrections that are open when a release is published: a part of the release, so that its files stay as they are and
 * those of earlier releases can be made again.
 */
import type { ClientBase } from 'pg';
import { execute, query } from '../database/kysely.ts';

const columns = ['number', 'target_type', 'target', 'field', 'proposed_at'] as const;
const open = query
  .selectFrom('correction')
  .select(['number', 'target_type', 'target_key as target', 'field', 'proposed_at'])
  .where('state', '=', 'OPEN');

export async function markOpenCorrections(client: ClientBase): Promise<void> {
  const isOpen = query.selectFrom('correction').select('number').where('state', '=', 'OPEN');
  await execute(client, query.deleteFrom('open_correction').where('number', 'not in', isOpen));
  await execute(
    client,
    query
      .insertInto('open_correction')
      .columns([...columns])
      .expression(open)
      .onConflict((conflict) =>
        conflict
          .column('number')
          .doUpdateSet(({ ref }) => ({ field: ref('excluded.field') }))
          .whereRef('open_correction.field', '<>', 'excluded.field'),
      ),
  );
}
