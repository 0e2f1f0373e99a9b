/** What this domain reads for all objects of an answer at once. */
import DataLoader from 'dataloader';
import type { Context } from '#graphql/context.ts';
import type { Boundary } from './boundaries/model.ts';
import { loadGeometries } from './boundaries/store.ts';
import { unitsNamed } from './unit-names.ts';

export function registryLoaders({ db }: Context) {
  return {
    geometries: new DataLoader((boundaries: readonly Boundary[]) => loadGeometries(db, boundaries)),
    /** Ids of units by a folded part of a name. */
    named: new DataLoader((texts: readonly string[]) => unitsNamed(db, texts)),
  };
}

declare module '#graphql/context.ts' {
  interface Loaders {
    readonly registry: ReturnType<typeof registryLoaders>;
  }
}
