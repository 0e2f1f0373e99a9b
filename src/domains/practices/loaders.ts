/** What this domain reads for all objects of an answer at once. */
import DataLoader from 'dataloader';
import type { Context } from '#graphql/context.ts';
import type { Details, RecordKind } from './model.ts';
import { type EntryKey, loadDetails } from './store.ts';

export function practiceLoaders({ db }: Context) {
  return {
    details: new DataLoader<EntryKey, Details[RecordKind], string>((keys) => loadDetails(db, keys), {
      cacheKeyFn: ({ kind, slug }) => `${kind} ${slug}`,
    }),
  };
}

declare module '#graphql/context.ts' {
  interface Loaders {
    readonly practices: ReturnType<typeof practiceLoaders>;
  }
}
