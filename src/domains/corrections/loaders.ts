/** Open tickets of all entries of an answer at once. They change between releases, so no answer with them is cached. */
import DataLoader from 'dataloader';
import type { Context } from '#graphql/context.ts';
import type { Correction, Target } from './model.ts';
import { openOf } from './store.ts';

export function correctionLoaders(context: Context) {
  context.readsLive();
  const keyOf = ({ type, key }: Target): string => `${type} ${key}`;
  return {
    open: new DataLoader<Target, Correction[], string>(
      async (targets) => {
        const byType = Map.groupBy(targets, ({ type }) => type);
        const found = await Promise.all(
          [...byType].map(([type, ofType]) =>
            openOf(
              context.db,
              type,
              ofType.map(({ key }) => key),
            ),
          ),
        );
        const byTarget = Map.groupBy(found.flat(), ({ target }) => keyOf(target));
        return targets.map((target) => byTarget.get(keyOf(target)) ?? []);
      },
      { cacheKeyFn: keyOf },
    ),
  };
}

declare module '#graphql/context.ts' {
  interface Loaders {
    readonly corrections: ReturnType<typeof correctionLoaders>;
  }
}
