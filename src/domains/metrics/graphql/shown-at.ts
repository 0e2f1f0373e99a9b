/** The field `url` of what belongs to a metric: the page of the metric. */
import { pagePath, shownAtField } from '#graphql/page-url.ts';
import { metricReference } from '../reference-cache.ts';

export const shownOnMetric = {
  select: { metricId: true },
  ...shownAtField<{ metricId: number }>(({ metricId }, { release }) => {
    const metric = release.get(metricReference).metricById(metricId);
    // Only in an attempt whose release is replaced meanwhile; it is answered anew.
    return metric === undefined ? '/metrics' : pagePath('metrics', metric.code);
  }),
} as const;
