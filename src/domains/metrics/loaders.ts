/** What this domain reads for all objects of an answer at once. */
import type { Context } from '#graphql/context.ts';
import { ObservationLoader } from './read/load.ts';
import { worldOf } from './read/world.ts';

export function metricLoaders({ db, release }: Context) {
  return { observations: new ObservationLoader(db, worldOf(release)) };
}

declare module '#graphql/context.ts' {
  interface Loaders {
    readonly metrics: ReturnType<typeof metricLoaders>;
  }
}
