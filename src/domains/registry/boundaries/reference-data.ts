import type { ReferenceData } from '#platform/releases/current.ts';
import type { RegistryReferenceData } from '../reference-data.ts';
import { BoundaryIndex } from './boundary-index.ts';
import { GeometryCache } from './geometry-cache.ts';
import type { Boundary } from './model.ts';
import { loadBoundaries } from './store.ts';

/** Held beside the registry of the same release; the two are put together when they are first requested. */
export class BoundaryReferenceData {
  readonly geometries = new GeometryCache();
  readonly #boundaries: readonly Boundary[];
  #boundaryIndex: BoundaryIndex | undefined;

  constructor(boundaries: readonly Boundary[]) {
    this.#boundaries = boundaries;
  }

  boundaryIndex(registry: RegistryReferenceData): BoundaryIndex {
    this.#boundaryIndex ??= new BoundaryIndex(this.#boundaries, registry);
    return this.#boundaryIndex;
  }
}

export const cachedBoundaries: ReferenceData<BoundaryReferenceData> = {
  name: 'The boundaries of territorial units',
  load: async (client) => new BoundaryReferenceData(await loadBoundaries(client)),
};
