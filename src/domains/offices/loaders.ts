/** What this domain reads for all objects of an answer at once. */
import DataLoader from 'dataloader';
import type { Context } from '#graphql/context.ts';
import type { OfficeStatement } from './model.ts';
import { loadStatements } from './store.ts';

export function officeLoaders({ db }: Context) {
  return {
    statements: new DataLoader<string, OfficeStatement[]>(async (ids) => {
      const found = Map.groupBy(await loadStatements(db, ids), ({ officeId }) => officeId);
      return ids.map((id) => found.get(id) ?? []);
    }),
  };
}

declare module '#graphql/context.ts' {
  interface Loaders {
    readonly offices: ReturnType<typeof officeLoaders>;
  }
}
