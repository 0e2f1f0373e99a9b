/** Every domain: importing them adds their types to the schema, and these are what they hold in memory per release. */

import { listTotals } from '#graphql/lists/totals.ts';
import { metricReference } from '#metrics';
import { heldOffices } from '#offices';
import type { Held } from '#platform/releases/current.ts';
import { heldVocabulary } from '#platform/search/vocabulary.ts';
import { heldProgrammes, heldProjectPlaces } from '#projects';
import { heldBoundaries, heldRegistry } from '#registry';

export { createLoaders } from './loaders.ts';

export const held: readonly Held<unknown>[] = [
  heldRegistry,
  heldBoundaries,
  heldOffices,
  metricReference,
  listTotals,
  heldProgrammes,
  heldProjectPlaces,
  heldVocabulary,
];
