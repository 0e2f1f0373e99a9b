import type { Context } from '#graphql/context.ts';
import { IdRule } from '#graphql/ids.ts';

/** The id in the database; null where no project has the number. */
export const projectId = new IdRule<Context, Promise<string | null>>({
  typename: 'Project',
  english: 'the contract number, such as `POKL.05.02.01-00-033/13`',
  polish: 'numer umowy, np. `POKL.05.02.01-00-033/13`',
  byGlobalId: async (id) => id,
  byNaturalKey: (number, { loaders }) => (/\d/.test(number) ? loaders.projects.contracted.load(number) : undefined),
});

/** The path of codes, which may lead nowhere. */
export const programmeId = new IdRule<unknown, string>({
  typename: 'Programme',
  english: 'the path of its codes, such as `2014-2020/pois`',
  polish: 'ścieżkę jego kodów, np. `2014-2020/pois`',
  byGlobalId: (path) => path,
  byNaturalKey: (path) => (/^\d{4}-\d{4}(\/[^/]+)*$/.test(path) ? path : undefined),
});
