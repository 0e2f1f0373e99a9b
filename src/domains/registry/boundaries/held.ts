import type { Held } from '#platform/releases/current.ts';
import type { RegistrySnapshot } from '../snapshot.ts';
import { BoundaryAtlas } from './atlas.ts';
import { GeometryCache } from './geometry-cache.ts';
import type { Boundary } from './model.ts';
import { loadBoundaries } from './store.ts';

/** Held beside the registry of the same release; the two are put together when they are first asked. */
export class HeldBoundaries {
  readonly geometries = new GeometryCache();
  readonly #boundaries: readonly Boundary[];
  #atlas: BoundaryAtlas | undefined;

  constructor(boundaries: readonly Boundary[]) {
    this.#boundaries = boundaries;
  }

  atlas(registry: RegistrySnapshot): BoundaryAtlas {
    this.#atlas ??= new BoundaryAtlas(this.#boundaries, registry);
    return this.#atlas;
  }
}

export const heldBoundaries: Held<HeldBoundaries> = {
  name: 'The boundaries of territorial units',
  load: async (client) => new HeldBoundaries(await loadBoundaries(client)),
};
