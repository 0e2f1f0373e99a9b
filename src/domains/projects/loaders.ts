/** What this domain reads for all objects of an answer at once. */
import type { Context } from '#graphql/context.ts';
import { detailLoaders } from './query/details.ts';
import { projectPageLoaders } from './query/list.ts';
import { participationLoaders } from './query/participations.ts';

export function projectLoaders(context: Context) {
  return {
    ...detailLoaders(context),
    ofUnits: projectPageLoaders(context),
    participations: participationLoaders(context),
  };
}

declare module '#graphql/context.ts' {
  interface Loaders {
    readonly projects: ReturnType<typeof projectLoaders>;
  }
}
