import type { ReferenceData } from '#platform/releases/current.ts';
import { loadSources } from '#platform/releases/sources.ts';
import { loadCoverage } from './coverage.ts';
import { RegistryReferenceData } from './reference-data.ts';
import { loadMergedIds, loadUnits } from './store.ts';

export const cachedRegistry: ReferenceData<RegistryReferenceData> = {
  name: 'The registry of territorial units',
  load: async (client) =>
    new RegistryReferenceData(
      await loadUnits(client),
      await loadSources(client),
      await loadMergedIds(client),
      await loadCoverage(client),
    ),
};
