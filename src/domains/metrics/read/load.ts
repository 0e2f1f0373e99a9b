/** Reads slices and series: one statement for all that an answer needs at the same time. */
import DataLoader from 'dataloader';
import { sql } from 'kysely';
import type { OperationDatabase } from '#platform/database/index.ts';
import { type Flag, flagOf } from '../flags.ts';
import type { SliceKey } from '../reference-data.ts';
import { type Measured, type MetricContext, type SliceValues, sliceName } from './metric-context.ts';

export interface SeriesKey {
  /** All ids that stand for the subject. */
  readonly subjectIds: readonly number[];
  readonly metricId: number;
  readonly dimensionId: number;
}

export interface SeriesRow {
  readonly level: number;
  readonly facetId: number;
  readonly period: number;
  readonly value: number | null;
  readonly flag: Flag;
  readonly verbatim: string;
  readonly mark: string | null;
  readonly release: number;
}

/** Months of a century, at three levels, from three publications, are fewer. */
const maxSeriesRows = 20_000;

export class ObservationLoader {
  readonly #metricContext: MetricContext;
  readonly #slices: DataLoader<SliceKey, SliceValues, string>;
  readonly #series: DataLoader<SeriesKey, readonly SeriesRow[], string>;

  constructor(db: OperationDatabase, metricContext: MetricContext) {
    this.#metricContext = metricContext;
    this.#slices = new DataLoader((keys) => readSlices(db, metricContext, keys), { cacheKeyFn: sliceName });
    this.#series = new DataLoader((keys) => readSeries(db, keys), { cacheKeyFn: seriesName });
  }

  /** Kept for the whole release: between two releases a slice does not change. */
  slice(key: SliceKey): Promise<SliceValues> {
    return this.#metricContext.slice(key, () => this.#slices.load(key));
  }

  series(key: SeriesKey): Promise<readonly SeriesRow[]> {
    return key.subjectIds.length === 0 ? Promise.resolve([]) : this.#series.load(key);
  }
}

function seriesName({ subjectIds, metricId, dimensionId }: SeriesKey): string {
  return `${subjectIds.join(',')} ${metricId} ${dimensionId}`;
}

async function readSlices(
  db: OperationDatabase,
  metricContext: MetricContext,
  keys: readonly SliceKey[],
): Promise<SliceValues[]> {
  const of = (name: keyof SliceKey): number[] => keys.map((key) => key[name]);
  const [metrics, facets, levels] = [of('metricId'), of('facetId'), of('level')];
  // Packed: to send and to read each value as a text of its own takes several times as long.
  const rows = await db.tuples<[ordinal: number, values: Buffer]>(
    sql`SELECT k.ordinal::int, string_agg(int4send(o.subject_id) || int2send(o.flag)
        || int2send((o.value IS NOT NULL)::int::int2) || float8send(coalesce(o.value, 0)), ''::bytea
        ORDER BY o.subject_id)
      FROM unnest(${metrics}::int[], ${facets}::int[], ${levels}::smallint[], ${of('dimensionId')}::int[],
        ${of('period')}::int[])
        WITH ORDINALITY k(metric, facet, level, dimension, period, ordinal)
      CROSS JOIN LATERAL (
        SELECT subject_id, value, flag FROM observation
        WHERE metric_id = k.metric AND facet_id = k.facet AND level = k.level AND dimension_id = k.dimension
          AND period = k.period
        OFFSET 0
      ) o GROUP BY k.ordinal`,
  );
  const slices = keys.map(() => new Map<string, Measured>());
  for (const [ordinal, values] of rows) {
    const slice = slices[ordinal - 1];
    if (slice !== undefined)
      readPacked(values, (subjectId, measured) => slice.set(metricContext.keyOf(subjectId), measured));
  }
  return slices;
}

const packedBytes = 16;

/** Each observation is the id of its subject, its flag, whether it has a value, and the value. */
function readPacked(values: Buffer, add: (subjectId: number, measured: Measured) => void): void {
  for (let at = 0; at < values.length; at += packedBytes) {
    const value = values.readInt16BE(at + 6) === 1 ? values.readDoubleBE(at + 8) : null;
    add(values.readInt32BE(at), { value, flag: flagOf(values.readInt16BE(at + 4)) });
  }
}

async function readSeries(db: OperationDatabase, keys: readonly SeriesKey[]): Promise<SeriesRow[][]> {
  const places = keys.flatMap(({ subjectIds, metricId, dimensionId }, index) =>
    subjectIds.map((subjectId) => ({ index, subjectId, metricId, dimensionId })),
  );
  const { rows } = await db.query<Omit<SeriesRow, 'flag'> & { ordinal: number; flag: number }>(
    `SELECT k.ordinal::int, o.level, o.facet_id AS "facetId", o.period, o.value, o.flag, o.verbatim, o.mark, o.release
     FROM unnest($1::int[], $2::int[], $3::int[]) WITH ORDINALITY k(subject, metric, dimension, ordinal)
     CROSS JOIN LATERAL (
       SELECT * FROM observation
       WHERE subject_id = k.subject AND metric_id = k.metric AND dimension_id = k.dimension
       ORDER BY period LIMIT $4
     ) o ORDER BY k.ordinal, o.period`,
    [
      places.map(({ subjectId }) => subjectId),
      places.map(({ metricId }) => metricId),
      places.map(({ dimensionId }) => dimensionId),
      maxSeriesRows,
    ],
  );
  const series = keys.map((): SeriesRow[] => []);
  for (const { ordinal, flag, ...row } of rows) {
    const index = places[ordinal - 1]?.index ?? -1;
    series[index]?.push({ ...row, flag: flagOf(flag) });
  }
  // Subjects of one unit come one after the other, whatever their periods.
  for (const [index, { subjectIds }] of keys.entries()) {
    if (subjectIds.length > 1) series[index]?.sort((a, b) => a.period - b.period);
  }
  return series;
}
