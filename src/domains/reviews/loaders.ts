/** Who has a part in what is reviewed, of all offices in an answer at once. */
import DataLoader from 'dataloader';
import type { Context } from '#graphql/context.ts';
import { actingFor } from './assign.ts';

export function reviewLoaders({ db, contributor }: Context) {
  return {
    /** By the id of an office: the accounts that act for it, or have a claim to it that is open. */
    parties: new DataLoader<string, readonly string[]>(async (officeIds) => {
      // Without accounts nobody acts for any.
      const rows = contributor === null ? [] : await db.rows(actingFor(officeIds, contributor.now));
      const accounts = Map.groupBy(rows, ({ officeId }) => officeId);
      return officeIds.map((id) => (accounts.get(id) ?? []).map(({ accountId }) => accountId));
    }),
  };
}

declare module '#graphql/context.ts' {
  interface Loaders {
    readonly reviews: ReturnType<typeof reviewLoaders>;
  }
}
