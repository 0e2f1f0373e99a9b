import type { Context } from '#graphql/context.ts';
import { IdRule } from '#graphql/ids.ts';
import { noMetric } from '../read/choose.ts';
import { metricReference } from '../reference-cache.ts';
import type { Metric } from '../reference-data.ts';

/** Null where there is no such metric. */
export const metricId = new IdRule<Context, Metric | null>({
  typename: 'Metric',
  english: 'the code, such as `population`',
  polish: 'kod, np. `population`',
  byGlobalId: metricCoded,
  byNaturalKey: metricCoded,
});

function metricCoded(code: string, { release }: Context): Metric | null {
  return release.get(metricReference).metric(code) ?? null;
}

/** The metric that an argument names; it has to be there. */
export function metricArgument(id: string, context: Context, argument = 'metric'): Metric {
  const metric = metricId.find(id, argument, context);
  if (metric === null) throw noMetric(id);
  return metric;
}
