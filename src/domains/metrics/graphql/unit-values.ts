/** Values of metrics for filters and orders of units. */
import type { Context } from '#graphql/context.ts';
import { provideUnitValues, type TerritorialLevel, type UnitValues, type UnitValuesRequest } from '#registry';
import { metricContextOf, type SliceValues } from '../read/metric-context.ts';
import { periodsWithValues, refuseWithoutValues } from '../read/periods.ts';
import { sliceOf } from '../read/slice.ts';
import type { Metric } from '../reference-data.ts';
import { metricArgument } from './ids.ts';
import { periodArgument } from './inputs.ts';

/** The last counts: a city with powiat rights has its value as a gmina. */
const allLevels: readonly TerritorialLevel[] = ['VOIVODESHIP', 'POWIAT', 'PART', 'AUXILIARY', 'GMINA'];

provideUnitValues(async ({ code, period, levels }: UnitValuesRequest, context: Context): Promise<UnitValues> => {
  const metric = metricArgument(code, context, 'code');
  const requested = period === null ? null : periodArgument(period, 'period');
  const slices = await Promise.all((levels ?? allLevels).map((level) => valuesAt(metric, level, requested, context)));
  const found = slices.flatMap((values) =>
    [...values].flatMap(([id, { value }]) => (value === null ? [] : [[id, value] as const])),
  );
  if (found.length === 0) refuse(metric, levels?.[0] ?? 'GMINA', requested, context);
  return new Map(found);
});

async function valuesAt(
  metric: Metric,
  level: TerritorialLevel,
  requested: number | null,
  context: Context,
): Promise<SliceValues> {
  const metricContext = metricContextOf(context.release);
  const place = { metric, level, dimensions: null, facet: null };
  const period = requested ?? periodsWithValues(metricContext.referenceData, place).at(-1);
  if (period === undefined) return new Map();
  const { values } = await sliceOf(metricContext, context.loaders.metrics.observations, { ...place, period });
  return values;
}

function refuse(metric: Metric, level: TerritorialLevel, period: number | null, { release }: Context): void {
  const place = { metric, level, dimensions: null, facet: null };
  refuseWithoutValues(metricContextOf(release).referenceData, place, { period: period ?? 0, values: new Map() });
}
