import type { Held } from '#platform/releases/current.ts';
import { loadSources } from '#platform/releases/sources.ts';
import { loadCoverage } from './coverage.ts';
import { RegistrySnapshot } from './snapshot.ts';
import { loadMergedIds, loadUnits } from './store.ts';

export const heldRegistry: Held<RegistrySnapshot> = {
  name: 'The registry of territorial units',
  load: async (client) =>
    new RegistrySnapshot(
      await loadUnits(client),
      await loadSources(client),
      await loadMergedIds(client),
      await loadCoverage(client),
    ),
};
