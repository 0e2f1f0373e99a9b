/** What this domain reads for all objects of an answer at once. */
import type { Context } from '#graphql/context.ts';
import { RowLoader } from '#graphql/rows.ts';
import { assessmentLoaders } from './assessments/loaders.ts';
import { observationKey, parseObservationKey } from './ids.ts';
import { OwnedRows } from './owned-rows.ts';
import { ObservationLoader } from './read/load.ts';
import { metricContextOf } from './read/metric-context.ts';
import { type ObservationRow, readObservations } from './read/observation-rows.ts';
import { metricReference } from './reference-cache.ts';

export function metricLoaders(context: Context) {
  const { db, release } = context;
  return {
    observations: new ObservationLoader(db, metricContextOf(release)),
    observation: observationLoader(context),
    ...dimensionLoaders(context),
    assessments: assessmentLoaders(context),
  };
}

/** By the key of the global id. */
function observationLoader(context: Context) {
  const { db, release } = context;
  const referenceData = release.get(metricReference);
  return new RowLoader<string, ObservationRow>(
    'Observation',
    context,
    (row) => observationKey(referenceData, row),
    async (keys, { select }) => {
      const places = keys.flatMap((key) => parseObservationKey(referenceData, key) ?? []);
      return places.length === 0 ? [] : readObservations(db, places, select);
    },
  );
}

function dimensionLoaders(context: Context) {
  const { db } = context;
  return {
    dimensions: new OwnedRows<number, { readonly metricId: number; readonly code: string }>(
      'MetricDimension',
      context,
      ({ metricId }) => metricId,
      (metrics, select) =>
        db.prisma.metricDimension.findMany({
          where: { metricId: { in: [...metrics] } },
          orderBy: [{ ordinal: 'asc' }, { code: 'asc' }],
          select: { ...select, metricId: true, code: true },
        }),
    ),
    /** By the number of the metric and the code of the dimension, with a blank between them. */
    dimensionValues: new OwnedRows<
      string,
      { readonly metricId: number; readonly dimension: string; readonly code: string }
    >(
      'MetricDimensionValue',
      context,
      ({ metricId, dimension }) => `${metricId} ${dimension}`,
      (dimensions, select) => {
        const keys = dimensions.map((key) => key.split(' ') as [string, string]);
        return db.prisma.metricDimensionValue.findMany({
          where: {
            metricId: { in: [...new Set(keys.map(([metric]) => Number(metric)))] },
            dimension: { in: [...new Set(keys.map(([, dimension]) => dimension))] },
          },
          orderBy: { code: 'asc' },
          select: { ...select, metricId: true, dimension: true, code: true },
        });
      },
    ),
  };
}

declare module '#graphql/context.ts' {
  interface Loaders {
    readonly metrics: ReturnType<typeof metricLoaders>;
  }
}
