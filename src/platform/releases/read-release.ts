/** Reads the latest release of a server with all that is cached for it, in the transaction of the connection. */
import type pg from 'pg';
import type { Database } from '../database/index.ts';
import { execute, query } from '../database/kysely.ts';
import { type ReferenceData, ReleaseState } from '../release-state.ts';

export async function readRelease(
  client: pg.ClientBase,
  server: Database,
  referenceData: readonly ReferenceData<unknown>[],
  known?: ReleaseState,
): Promise<ReleaseState> {
  const [latest] = await execute(
    client,
    query.selectFrom('release').select(['number', 'released_at as releasedAt']).orderBy('number', 'desc').limit(1),
  );
  const release = latest ?? { number: 0, releasedAt: null };
  if (known?.is(release) === true) return known.on(server);
  const values = new Map<ReferenceData<unknown>, unknown>();
  for (const data of referenceData) values.set(data, await data.load(client, release.number, known?.get(data)));
  return new ReleaseState(release, server, values);
}
