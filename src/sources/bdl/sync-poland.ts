/** `npm run sync -- poland`: the units of the whole country and their population, from the Local Data Bank. */
import type { Synchroniser } from '../sync.ts';
import { finishedParts } from './api/finished.ts';
import { populationVariable } from './known-metrics.ts';
import { bdlUnitsSync, yearOfUnits } from './sync-units.ts';
import { bdlSync } from './sync-variables.ts';

/** About a hundred requests: what a caller without a client id may send in a quarter of an hour. */
export const polandSync: Synchroniser = {
  name: 'poland',
  summary: 'the whole country: the units of last year, and their population in all years',
  async *run(job) {
    const { today } = job;
    const year = yearOfUnits({ options: {}, today });
    const finished = finishedParts(job, JSON.stringify([job.api.url, 'poland', year]));
    if (!finished.has('units')) {
      yield* bdlUnitsSync.run({ ...job, options: { years: String(year) } });
      finished.add('units');
    }
    const { years } = job.options;
    yield* bdlSync.run({ ...job, options: { variables: populationVariable, years } });
    finished.forget();
  },
};
