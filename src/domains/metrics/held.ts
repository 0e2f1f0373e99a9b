import type { Held } from '#platform/releases/current.ts';
import type { MetricCatalogue } from './catalogue.ts';
import { readCatalogue } from './store/read-catalogue.ts';

export const heldMetrics: Held<MetricCatalogue> = {
  name: 'The catalogue of metrics',
  load: (client) => readCatalogue(client),
};
