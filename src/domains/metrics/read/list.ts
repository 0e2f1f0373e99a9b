/** Observations page by page. Which slices there are, and how many rows each has, is cached: a page touches few. */
import { type AliasedRawBuilder, type Expression, expressionBuilder, type SqlBool, sql } from 'kysely';
import type { KeysetList, KeysetRange } from '#graphql/keyset.ts';
import { markLoaded } from '#graphql/loaded-rows.ts';
import type { Select } from '#graphql/rows.ts';
import { type OperationDatabase, query, type Tables } from '#platform/database/index.ts';
import type { ObservationPlace } from '../ids.ts';
import type { SliceInfo } from '../reference-data.ts';
import { type ObservationFilter, type Remainder, remainders, subjectIdsOf } from './filter.ts';
import type { MetricContext } from './metric-context.ts';
import {
  columnsOf,
  compareKeys,
  compareSlices,
  isKey,
  isPast,
  keyOf,
  type ObservationOrder,
  type OrderColumn,
  sliceKey,
} from './order.ts';

/** What every row has; the other columns are as the document selects them. */
export interface ObservationRow extends ObservationPlace {
  readonly value: number | null;
  readonly flag: number;
}

interface WantedSlice {
  readonly slice: SliceInfo;
  readonly rest: Remainder;
}

export class ObservationList implements KeysetList<ObservationRow> {
  readonly name: string;
  readonly #db: OperationDatabase;
  readonly #columns: readonly OrderColumn[];
  readonly #order: ObservationOrder;
  readonly #slices: readonly WantedSlice[];
  /** Null for any. */
  readonly #subjectIds: readonly number[] | null;
  readonly #more: readonly MoreColumn[];

  constructor(
    db: OperationDatabase,
    metricContext: MetricContext,
    filter: ObservationFilter,
    order: ObservationOrder,
    select: Select,
  ) {
    this.name = `observations ${order.field} ${order.direction}`;
    this.#db = db;
    this.#order = order;
    this.#columns = columnsOf(order);
    this.#slices = wantedSlices(metricContext, filter);
    this.#subjectIds = filter.subjects === undefined ? null : subjectIdsOf(filter.subjects, metricContext);
    this.#more = moreColumns.filter((column) => select[column] === true);
  }

  /** How many rows its slices have, wanted or not. */
  get size(): number {
    return this.#slices.reduce((sum, { slice }) => sum + slice.stated, 0);
  }

  /** Periods of its slices, ascending. */
  get periods(): number[] {
    return [...new Set(this.#slices.map(({ slice }) => slice.period))].toSorted((a, b) => a - b);
  }

  readonly keyOf = (row: ObservationRow): string[] => keyOf(this.#columns, row);

  readonly isKey = (key: readonly string[]): boolean => isKey(this.#columns, key);

  async fetch(range: KeysetRange): Promise<ObservationRow[]> {
    if (this.#slices.length === 0) return [];
    const isByRows = this.#subjectIds !== null || this.#order.field === 'VALUE';
    const rows = isByRows ? await this.#sorted(range) : await this.#bySlices(range);
    return rows.map(markLoaded);
  }

  async count(): Promise<number> {
    const counted = this.#slices.map(({ slice, rest }) => countOf(slice, rest));
    if (!counted.includes(null)) return counted.reduce((sum: number, count) => sum + (count ?? 0), 0);
    const statement = this.#wanted().select(({ fn }) => fn.countAll<string>().as('count'));
    const rows = this.#subjectIds === null ? await this.#db.scan(statement) : await this.#db.rows(statement);
    return Number(rows[0]?.count ?? 0);
  }

  /** The rows of all slices, called `o`, that the filter wants. */
  #wanted() {
    const subjectIds = this.#subjectIds;
    const slices = slicesTable(this.#slices);
    const rows =
      subjectIds === null
        ? query.selectFrom(slices).innerJoinLateral(
            (eb) => inSlice(eb).offset(0).as('o'),
            (join) => join.onTrue(),
          )
        : query
            .selectFrom(slices)
            .innerJoin('observation as o', (join) =>
              join
                .onRef('o.metric_id', '=', 'k.metric')
                .onRef('o.facet_id', '=', 'k.facet')
                .onRef('o.level', '=', 'k.level')
                .onRef('o.dimension_id', '=', 'k.dimension')
                .onRef('o.period', '=', 'k.period'),
            );
    return rows.where(conditionOf(this.#slices));
  }

  /** All rows of few slices, or of few subjects, sorted by PostgreSQL. */
  #sorted({ after, before, backwards, limit }: KeysetRange): Promise<ObservationRow[]> {
    let statement = this.#wanted()
      .select(rowColumns)
      .select(this.#more.map((column) => `o.${column}` as const));
    if (after !== null) statement = statement.where(isPast(this.#columns, 'after', after));
    if (before !== null) statement = statement.where(isPast(this.#columns, 'before', before));
    for (const { expression } of this.#columns) statement = statement.orderBy(expression, backwards ? 'desc' : 'asc');
    return this.#db.rows(statement.limit(limit));
  }

  /** Slice by slice in their order, as many as hold a page. */
  async #bySlices(range: KeysetRange): Promise<ObservationRow[]> {
    const [after, before] = [numbersOf(range.after), numbersOf(range.before)];
    const between = this.#slices
      .filter(({ slice }) => {
        const own = sliceKey(this.#columns, slice);
        return (after === null || compareKeys(own, after) >= 0) && (before === null || compareKeys(own, before) <= 0);
      })
      .toSorted((a, b) => (range.backwards ? -1 : 1) * compareSlices(this.#columns, a.slice, b.slice));
    const found: ObservationRow[] = [];
    for (const portion of portionsOf(between, range.limit)) {
      const bounded = portion.map((wanted) => ({ ...wanted, ...this.#subjectsBetween(wanted.slice, after, before) }));
      const statement = this.#pageOf(bounded, range, range.limit - found.length);
      const isScan = portion.some(({ rest }) => !rest.isCounted);
      found.push(...(isScan ? await this.#db.scan(statement) : await this.#db.rows(statement)));
      if (found.length >= range.limit) break;
    }
    return found;
  }

  /** Only in the slices of the cursors some subjects are past them. */
  #subjectsBetween(slice: SliceInfo, after: readonly number[] | null, before: readonly number[] | null): Bounds {
    const own = sliceKey(this.#columns, slice);
    const at = (key: readonly number[] | null): number | null =>
      key !== null && compareKeys(own, key) === 0 ? (key.at(-1) ?? 0) : null;
    const [from, to] = [at(after), at(before)];
    return this.#isSubjectDescending
      ? { low: to === null ? -1 : -to, high: from === null ? maxId : -from }
      : { low: from ?? -1, high: to ?? maxId };
  }

  get #isSubjectDescending(): boolean {
    return this.#order.field === 'PLACE' && this.#order.direction === 'DESC';
  }

  #pageOf(slices: readonly (WantedSlice & Bounds)[], { backwards }: KeysetRange, limit: number) {
    const way = this.#isSubjectDescending === backwards ? 'asc' : 'desc';
    return query
      .selectFrom(slicesTable(slices))
      .innerJoinLateral(
        (eb) =>
          inSlice(eb)
            .whereRef('o.subject_id', '>', 'k.low')
            .whereRef('o.subject_id', '<', 'k.high')
            .where(conditionOf(slices))
            .orderBy('o.subject_id', way)
            .limit(limit)
            .as('o'),
        (join) => join.onTrue(),
      )
      .select(rowColumns)
      .select(this.#more.map((column) => `o.${column}` as const))
      .orderBy('k.ordinal')
      .orderBy('o.subject_id', way)
      .limit(limit);
  }
}

const moreColumns = ['verbatim', 'mark', 'release'] as const;
type MoreColumn = (typeof moreColumns)[number];

const rowColumns = [
  'o.metric_id as metricId',
  'o.facet_id as facetId',
  'o.level',
  'o.dimension_id as dimensionId',
  'o.period',
  'o.subject_id as subjectId',
  'o.value',
  'o.flag',
] as const;

interface Bounds {
  readonly low: number;
  readonly high: number;
}

const maxId = 2_147_483_647;

interface SliceTable {
  readonly metric: number;
  readonly facet: number;
  readonly level: number;
  readonly dimension: number;
  readonly period: number;
  /** Which of the conditions holds for it. */
  readonly condition: number;
  readonly low: number;
  readonly high: number;
  readonly ordinal: number;
}

/** Kysely has no words for arrays as a table. */
function slicesTable(slices: readonly (WantedSlice & Partial<Bounds>)[]): AliasedRawBuilder<SliceTable, 'k'> {
  const places = conditionPlaces(slices);
  const numbers = (fieldOf: (wanted: WantedSlice & Partial<Bounds>) => number) => sql`${slices.map(fieldOf)}`;
  return sql<SliceTable>`unnest(${numbers(({ slice }) => slice.metricId)}::int[], ${numbers(({ slice }) => slice.facetId)}::int[],
    ${numbers(({ slice }) => slice.level)}::smallint[], ${numbers(({ slice }) => slice.dimensionId)}::int[],
    ${numbers(({ slice }) => slice.period)}::int[], ${numbers(({ rest }) => places.get(rest.key) ?? 0)}::int[],
    ${numbers(({ low = -1 }) => low)}::int[], ${numbers(({ high = maxId }) => high)}::int[])
    WITH ORDINALITY`.as<'k'>(sql`k(metric, facet, level, dimension, period, condition, low, high, ordinal)`);
}

type InSlices = Tables & { k: SliceTable };

function inSlice(eb: ReturnType<typeof expressionBuilder<InSlices, 'k'>>) {
  return eb
    .selectFrom('observation as o')
    .selectAll('o')
    .whereRef('o.metric_id', '=', 'k.metric')
    .whereRef('o.facet_id', '=', 'k.facet')
    .whereRef('o.level', '=', 'k.level')
    .whereRef('o.dimension_id', '=', 'k.dimension')
    .whereRef('o.period', '=', 'k.period');
}

/** Slices that an exclusion meets have other conditions than the rest; there are as many as exclusions inside each other. */
function conditionPlaces(slices: readonly WantedSlice[]): Map<string, number> {
  return new Map([...new Set(slices.map(({ rest }) => rest.key))].map((key, index) => [key, index]));
}

const k = expressionBuilder<{ k: SliceTable }, 'k'>();

function conditionOf(slices: readonly WantedSlice[]): Expression<SqlBool> {
  const places = conditionPlaces(slices);
  const groups = [...new Map(slices.map(({ rest }) => [rest.key, rest])).values()];
  const [only, ...others] = groups.map(({ key, conditions }) => ({ key, condition: k.and([...conditions]) }));
  if (only === undefined) return k.and([]);
  if (others.length === 0) return only.condition;
  return k.or(
    [only, ...others].map(({ key, condition }) => k.and([k('k.condition', '=', places.get(key) ?? 0), condition])),
  );
}

function wantedSlices(metricContext: MetricContext, filter: ObservationFilter): WantedSlice[] {
  const { referenceData } = metricContext;
  const { metricIds } = filter;
  const slices =
    metricIds === undefined
      ? referenceData.rows.slices
      : [...metricIds]
          .flatMap((id) => referenceData.metricById(id) ?? [])
          .flatMap((metric) => referenceData.slices(metric));
  const remainder = remainders(filter, metricContext);
  return slices.flatMap((slice) => {
    const rest = remainder(slice);
    return rest === null ? [] : [{ slice, rest }];
  });
}

/** Null where the statement has to count. */
function countOf({ stated, valued }: SliceInfo, { isCounted, hasValue }: Remainder): number | null {
  if (!isCounted) return null;
  return hasValue === null ? stated : hasValue ? valued : stated - valued;
}

/** Rows that are looked through at once where slices do not say how many of theirs are wanted. */
const rowsAtOnce = 50_000;

/** The first slice may be left at the cursor with hardly a row; those after it must hold the page. */
function* portionsOf(slices: readonly WantedSlice[], limit: number): Generator<WantedSlice[]> {
  let portion: WantedSlice[] = [];
  let size = 0;
  for (const wanted of slices) {
    const { slice, rest } = wanted;
    const count = countOf(slice, rest);
    if (count === 0) continue;
    portion.push(wanted);
    if (portion.length > 1) size += count ?? (slice.stated * limit) / rowsAtOnce;
    if (size < limit) continue;
    yield portion;
    [portion, size] = [[], 0];
  }
  if (portion.length > 0) yield portion;
}

function numbersOf(key: readonly string[] | null): number[] | null {
  return key === null ? null : key.map(Number);
}

/** Observations by their places, for `node`. */
export async function readObservations(
  db: OperationDatabase,
  places: readonly ObservationPlace[],
  select: Select,
): Promise<ObservationRow[]> {
  const more = moreColumns.filter((column) => select[column] === true);
  const statement = query
    .selectFrom('observation as o')
    .select(rowColumns)
    .select(more.map((column) => `o.${column}` as const))
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
