/** Observations page by page. Which slices there are, and how many rows each has, is cached: a page touches few. */
import type { KeysetList, KeysetRange } from '#graphql/keyset.ts';
import { markLoaded } from '#graphql/loaded-rows.ts';
import type { Select } from '#graphql/rows.ts';
import { type OperationDatabase, query } from '#platform/database/index.ts';
import type { SliceInfo } from '../reference-data.ts';
import { type ObservationFilter, subjectIdsOf } from './filter.ts';
import type { MetricContext } from './metric-context.ts';
import { type MoreColumn, moreColumnsOf, type ObservationRow, rowColumns } from './observation-rows.ts';
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
import { type Bounds, conditionOf, inSlice, maxId, slicesTable } from './slices-table.ts';
import { countOf, portionsOf, type WantedSlice, wantedSlices } from './wanted-slices.ts';

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
    this.#more = moreColumnsOf(select);
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
    const rows = this.#order.field === 'VALUE' ? await this.#sorted(range) : await this.#bySlices(range);
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

  /** All rows, sorted by PostgreSQL. */
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
    for (const portion of portionsOf(between, range.limit, this.#subjectIds?.length ?? null)) {
      const bounded = portion.map((wanted) => ({ ...wanted, ...this.#subjectsBetween(wanted.slice, after, before) }));
      const statement = this.#pageOf(bounded, range, range.limit - found.length);
      const isScan = this.#subjectIds === null && portion.some(({ rest }) => !rest.isCounted);
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
    return this.#order.field === 'KEY' && this.#order.direction === 'DESC';
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

function numbersOf(key: readonly string[] | null): number[] | null {
  return key === null ? null : key.map(Number);
}
