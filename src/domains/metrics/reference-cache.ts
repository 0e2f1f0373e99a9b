import { markLoaded } from '#graphql/loaded-rows.ts';
import type { Held } from '#platform/releases/current.ts';
import type { MetricCatalogue } from './catalogue.ts';
import { readCatalogue } from './store/read-catalogue.ts';

/** Its metrics and facets are whole rows, which fields of their types read without a statement. */
export const metricReference: Held<MetricCatalogue> = {
  name: 'The catalogue of metrics',
  load: async (client) => {
    const catalogue = await readCatalogue(client);
    for (const row of [...catalogue.rows.metrics, ...catalogue.rows.facets]) markLoaded(row);
    return catalogue;
  },
};
