/** Every domain: importing them adds their types to the schema, and these are what they hold in memory per release. */

import '#corrections';
import '#live-calls';
import '#subscriptions';
import { listTotals } from '#graphql/lists/totals.ts';
import { metricReference } from '#metrics';
import type { ReferenceData } from '#platform/releases/current.ts';
import { cachedSearchWords } from '#platform/search/search-words.ts';
import { cachedProgrammes, cachedProjectPlaces } from '#projects';
import { cachedBoundaries, cachedRegistry } from '#registry';

export { createLoaders } from './loaders.ts';

export const referenceData: readonly ReferenceData<unknown>[] = [
  cachedRegistry,
  cachedBoundaries,
  metricReference,
  listTotals,
  cachedProgrammes,
  cachedProjectPlaces,
  cachedSearchWords,
];
