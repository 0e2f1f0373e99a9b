import { execute, query, type SqlReader } from '../database/kysely.ts';

/** The number of the latest release; 0 before the first. */
export async function latestRelease(reader: SqlReader): Promise<number> {
  const [latest] = await execute(
    reader,
    query.selectFrom('release').select(({ fn }) => fn.max('number').as('number')),
  );
  return latest?.number ?? 0;
}
