/** The rows of observations: their columns, and those at given places. */
import type { Select } from '#graphql/rows.ts';
import { type OperationDatabase, query } from '#platform/database/index.ts';
import type { ObservationPlace } from '../ids.ts';

/** What every row has; the other columns are as the document selects them. */
export interface ObservationRow extends ObservationPlace {
  readonly value: number | null;
  readonly flag: number;
}

const moreColumns = ['verbatim', 'mark', 'release'] as const;
export type MoreColumn = (typeof moreColumns)[number];

export const rowColumns = [
  'o.metric_id as metricId',
  'o.facet_id as facetId',
  'o.level',
  'o.dimension_id as dimensionId',
  'o.period',
  'o.subject_id as subjectId',
  'o.value',
  'o.flag',
] as const;

export function moreColumnsOf(select: Select): MoreColumn[] {
  return moreColumns.filter((column) => select[column] === true);
}

/** Observations by their places, for `node`. */
export async function readObservations(
  db: OperationDatabase,
  places: readonly ObservationPlace[],
  select: Select,
): Promise<ObservationRow[]> {
  const statement = query
    .selectFrom('observation as o')
    .select(rowColumns)
    .select(moreColumnsOf(select).map((column) => `o.${column}` as const))
    .where(({ or, and }) =>
      or(
        places.map((place) =>
          and({
            'o.metric_id': place.metricId,
            'o.facet_id': place.facetId,
            'o.level': place.level,
            'o.dimension_id': place.dimensionId,
            'o.period': place.period,
            'o.subject_id': place.subjectId,
          }),
        ),
      ),
    );
  return db.rows(statement);
}
