import { markLoaded } from '#graphql/loaded-rows.ts';
import type { ReferenceData } from '#platform/releases/current.ts';
import type { MetricReferenceData } from './reference-data.ts';
import { readMetricReference } from './store/read-metric-reference.ts';

/** Its metrics and facets are whole rows, which fields of their types read without a statement. */
export const metricReference: ReferenceData<MetricReferenceData> = {
  name: 'The catalogue of metrics',
  load: async (client) => {
    const referenceData = await readMetricReference(client);
    for (const row of [...referenceData.rows.metrics, ...referenceData.rows.facets]) markLoaded(row);
    return referenceData;
  },
};
