/** Reads slices and series: one statement for all that an answer needs at the same time. */
import DataLoader from 'dataloader';
import { sql } from 'kysely';
import { columnsAs, compiledOnce, keyArray, type OperationDatabase, query } from '#platform/database/index.ts';
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
  const column = (name: keyof SliceKey): number[] => keys.map((key) => key[name]);
  const statement = packedSlices(
    column('metricId'),
    column('facetId'),
    column('level'),
    column('dimensionId'),
    column('period'),
  );
  const slices = keys.map(() => new Map<string, Measured>());
  for (const [ordinal, values] of await db.tuples<[ordinal: number, values: Buffer]>(statement)) {
    const slice = slices[ordinal - 1];
    if (slice !== undefined)
      readPacked(values, (subjectId, measured) => slice.set(metricContext.keyOf(subjectId), measured));
  }
  return slices;
}

const o = columnsAs<'observation'>('o');

/** Packed: to send and to read each value as a text of its own takes several times as long. */
const packedSlices = compiledOnce(
  (metrics: number[], facets: number[], levels: number[], dimensions: number[], periods: number[]) => {
    type Given = { metric: number; facet: number; level: number; dimension: number; period: number; ordinal: number };
    const given = sql<Given>`unnest(${keyArray(metrics, 'int')}, ${keyArray(facets, 'int')}, ${keyArray(levels, 'smallint')},
      ${keyArray(dimensions, 'int')}, ${keyArray(periods, 'int')}) WITH ORDINALITY`;
    return query
      .selectFrom(given.as<'k'>(sql`k(metric, facet, level, dimension, period, ordinal)`))
      .innerJoinLateral(
        ({ selectFrom }) =>
          selectFrom('observation')
            .select(['subject_id', 'value', 'flag'])
            .whereRef('metric_id', '=', 'k.metric')
            .whereRef('facet_id', '=', 'k.facet')
            .whereRef('level', '=', 'k.level')
            .whereRef('dimension_id', '=', 'k.dimension')
            .whereRef('period', '=', 'k.period')
            .offset(sql.lit(0))
            .as('o'),
        (join) => join.onTrue(),
      )
      .select(({ cast }) => cast<number>('k.ordinal', 'integer').as('ordinal'))
      .select(
        sql<Buffer>`string_agg(int4send(${o('subject_id')}) || int2send(${o('flag')}) || int2send((${o('value')} IS NOT NULL)::int::int2)
          || float8send(coalesce(${o('value')}, 0)), ''::bytea ORDER BY ${o('subject_id')})`.as('packed'),
      )
      .groupBy('k.ordinal');
  },
);

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
  const statement = packedSeries(
    places.map(({ subjectId }) => subjectId),
    places.map(({ metricId }) => metricId),
    places.map(({ dimensionId }) => dimensionId),
  );
  const series = keys.map((): SeriesRow[] => []);
  for (const [ordinal, rows] of await db.tuples<[ordinal: number, rows: Buffer]>(statement)) {
    const index = places[ordinal - 1]?.index ?? -1;
    series[index]?.push(...seriesRows(rows));
  }
  // Subjects of one unit come one after the other, whatever their periods.
  for (const [index, { subjectIds }] of keys.entries()) {
    if (subjectIds.length > 1) series[index]?.sort((a, b) => a.period - b.period);
  }
  return series;
}

/** Packed as slices are, with the texts of a row behind its numbers; see `seriesRows`. */
const packedSeries = compiledOnce((subjects: number[], metrics: number[], dimensions: number[]) =>
  query
    .selectFrom(
      sql<{ subject: number; metric: number; dimension: number; ordinal: number }>`unnest(${keyArray(subjects, 'int')},
        ${keyArray(metrics, 'int')}, ${keyArray(dimensions, 'int')}) WITH ORDINALITY`.as<'k'>(
        sql`k(subject, metric, dimension, ordinal)`,
      ),
    )
    .innerJoinLateral(
      ({ selectFrom }) =>
        selectFrom('observation')
          .select(['level', 'facet_id', 'period', 'value', 'flag', 'verbatim', 'mark', 'release'])
          .whereRef('subject_id', '=', 'k.subject')
          .whereRef('metric_id', '=', 'k.metric')
          .whereRef('dimension_id', '=', 'k.dimension')
          .orderBy('period')
          .limit(sql.lit(maxSeriesRows))
          .as('o'),
      (join) => join.onTrue(),
    )
    .select(({ cast }) => cast<number>('k.ordinal', 'integer').as('ordinal'))
    .select(({ ref }) => {
      const text = (column: 'o.verbatim' | 'o.mark') =>
        sql`int4send(coalesce(octet_length(${ref(column)}), -1)) || coalesce(convert_to(${ref(column)}, 'UTF8'), ''::bytea)`;
      return sql<Buffer>`string_agg(int4send(${ref('o.facet_id')}) || int4send(${ref('o.period')})
        || int4send(${ref('o.release')}) || int2send(${ref('o.level')}) || int2send(${ref('o.flag')})
        || int4send((${ref('o.value')} IS NOT NULL)::int) || float8send(coalesce(${ref('o.value')}, 0))
        || ${text('o.verbatim')} || ${text('o.mark')}, ''::bytea ORDER BY ${ref('o.period')})`.as('rows');
    })
    .groupBy('k.ordinal')
    .orderBy('k.ordinal'),
);

const seriesRowBytes = 28;

function seriesRows(rows: Buffer): SeriesRow[] {
  const found: SeriesRow[] = [];
  let at = 0;
  const text = (): string | null => {
    const length = rows.readInt32BE(at);
    const start = at + 4;
    at = start + Math.max(0, length);
    return length < 0 ? null : rows.toString('utf8', start, at);
  };
  while (at < rows.length) {
    const row = at;
    at += seriesRowBytes;
    const verbatim = text() ?? '';
    const mark = text();
    found.push({
      facetId: rows.readInt32BE(row),
      period: rows.readInt32BE(row + 4),
      release: rows.readInt32BE(row + 8),
      level: rows.readInt16BE(row + 12),
      flag: flagOf(rows.readInt16BE(row + 14)),
      value: rows.readInt32BE(row + 16) === 1 ? rows.readDoubleBE(row + 20) : null,
      verbatim,
      mark,
    });
  }
  return found;
}
