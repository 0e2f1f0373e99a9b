import type { Context } from '#graphql/context.ts';
import { IdRule } from '#graphql/ids.ts';
import { query } from '#platform/database/index.ts';
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
  const [found] = await db.rows(
    query
      .selectFrom('project')
      .select('id')
      .where('contract_key', '=', contractKeyOf(number))
      .orderBy(({ fn }) => fn<number>('length', ['match_key']))
      .orderBy('match_key', 'desc')
      .limit(1),
  );
  return found?.id ?? null;
}

/** The path of codes, which may lead nowhere. */
export const programmeId = new IdRule<unknown, string>({
  typename: 'Programme',
  english: 'the path of its codes, such as `2014-2020/pois`',
  polish: 'ścieżkę jego kodów, np. `2014-2020/pois`',
  byGlobalId: (path) => path,
  byNaturalKey: (path) => (/^\d{4}-\d{4}(\/[^/]+)*$/.test(path) ? path : undefined),
});
