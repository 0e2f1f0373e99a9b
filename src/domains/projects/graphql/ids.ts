import type { Context } from '#graphql/context.ts';
import { IdRule } from '#graphql/ids.ts';
import { contractKeyOf } from '../identity.ts';

/** The id in the database; null where no project has the number. */
export const projectId = new IdRule<Context, Promise<string | null>>({
  typename: 'Project',
  english: 'the contract number, such as `POKL.05.02.01-00-033/13`',
  polish: 'numer umowy, np. `POKL.05.02.01-00-033/13`',
  byGlobalId: async (id) => id,
  byNaturalKey: (number, { db }) => (/\d/.test(number) ? contracted(number, db) : undefined),
});

/** Of several rows under one contract number the one that keeps it alone. */
export async function contracted(number: string, db: Context['db']): Promise<string | null> {
  const found = await db.query<{ id: string }>(
    'SELECT id FROM project WHERE contract_key = $1 ORDER BY length(match_key), match_key DESC LIMIT 1',
    [contractKeyOf(number)],
  );
  return found.rows[0]?.id ?? null;
}

/** The path of codes, which may lead nowhere. */
export const programmeId = new IdRule<unknown, string>({
  typename: 'Programme',
  english: 'the path of its codes, such as `2014-2020/pois`',
  polish: 'ścieżkę jego kodów, np. `2014-2020/pois`',
  byGlobalId: (path) => path,
  byNaturalKey: (path) => (/^\d{4}-\d{4}(\/[^/]+)*$/.test(path) ? path : undefined),
});
