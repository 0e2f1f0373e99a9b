/** Observations page by page. Which slices there are, and how many rows each has, is held in memory: a page touches few. */
import type { KeysetList, KeysetRange } from '#graphql/keyset.ts';
import type { OperationDatabase } from '#platform/database/index.ts';
import { BadInputError } from '#platform/errors.ts';
import type { Metric, MetricCatalogue, SliceInfo } from '../catalogue.ts';
import { type Flag, flagOf } from '../flags.ts';
import { type Level, levelNumbers } from '../levels.ts';
import { firstDayOf, lastDayOf } from '../period.ts';
import { facetAt } from './choose.ts';
import type { MetricWorld } from './world.ts';

export interface ObservationRow {
  readonly metricId: number;
  readonly facetId: number;
  readonly level: number;
  readonly dimensionId: number;
  readonly period: number;
  readonly subjectId: number;
  readonly value: number | null;
  readonly flag: Flag;
  readonly verbatim: string;
  readonly mark: string | null;
  readonly release: number;
}

export interface ListQuestion {
  readonly metric: Metric | null;
  /** Empty for a subject that does not exist. */
  readonly subject: string | null;
  readonly level: Level | null;
  readonly facet: string | null;
  readonly from: number | null;
  readonly to: number | null;
  readonly hasValue: boolean | null;
}

export function observationList(
  db: OperationDatabase,
  world: MetricWorld,
  question: ListQuestion,
): KeysetList<ObservationRow> {
  const slices = slicesFor(world, question);
  const subjectIds = question.subject === null ? null : world.idsOf(question.subject);
  return {
    name: 'observations',
    keyOf: (row) => placeOf(row).map(String),
    fetch: (range) =>
      subjectIds === null
        ? fetchFromSlices(db, slices, question, range)
        : fetchOfSubject(db, slices, subjectIds, question, range),
    count: () =>
      subjectIds === null
        ? Promise.resolve(slices.reduce((sum, slice) => sum + sizeOf(slice, question), 0))
        : countOfSubject(db, slices, subjectIds, question),
  };
}

type Place = readonly [number, number, number, number, number, number];

function placeOf({ metricId, facetId, level, dimensionId, period, subjectId }: ObservationRow): Place {
  return [metricId, facetId, level, dimensionId, period, subjectId];
}

function slicesFor(world: MetricWorld, { metric, level, facet, from, to }: ListQuestion): SliceInfo[] {
  const { catalogue } = world;
  const all = metric === null ? catalogue.rows.slices : catalogue.slices(metric);
  return all.filter(
    (slice) =>
      (level === null || slice.level === levelNumbers[level]) &&
      isChosen(catalogue, slice, facet) &&
      (from === null || lastDayOf(slice.period) >= firstDayOf(from)) &&
      (to === null || firstDayOf(slice.period) <= lastDayOf(to)),
  );
}

/** Without a facet the default one, so that a list never holds one number twice. */
function isChosen(catalogue: MetricCatalogue, slice: SliceInfo, facet: string | null): boolean {
  if (facet !== null) return catalogue.facet(slice.facetId)?.code === facet;
  const metric = catalogue.metricById(slice.metricId);
  return metric !== undefined && facetAt(catalogue, metric, null, slice)?.id === slice.facetId;
}

function sizeOf({ stated, valued }: SliceInfo, { hasValue }: ListQuestion): number {
  return hasValue === null ? stated : hasValue ? valued : stated - valued;
}

function valueCondition({ hasValue }: ListQuestion): string {
  return hasValue === null ? '' : hasValue ? 'AND value IS NOT NULL' : 'AND value IS NULL';
}

const columns = `metric_id AS "metricId", facet_id AS "facetId", level, dimension_id AS "dimensionId", period,
  subject_id AS "subjectId", value, flag, verbatim, mark, release`;

const inSlice = `metric_id = k.metric AND facet_id = k.facet AND level = k.level AND dimension_id = k.dimension
  AND period = k.period`;

const slicesFrom = (first: number) =>
  `unnest($${first}::int[], $${first + 1}::int[], $${first + 2}::smallint[], $${first + 3}::int[], $${first + 4}::int[])`;

function sliceParameters(slices: readonly SliceInfo[]): number[][] {
  return [
    slices.map(({ metricId }) => metricId),
    slices.map(({ facetId }) => facetId),
    slices.map(({ level }) => level),
    slices.map(({ dimensionId }) => dimensionId),
    slices.map(({ period }) => period),
  ];
}

type StoredRow = Omit<ObservationRow, 'flag'> & { readonly flag: number };

async function fetchFromSlices(
  db: OperationDatabase,
  slices: readonly SliceInfo[],
  question: ListQuestion,
  range: KeysetRange,
): Promise<ObservationRow[]> {
  const [after, before] = [readPlace(range.after), readPlace(range.before)];
  const between = slices.filter(
    (slice) =>
      (after === null || compareSlice(slice, after) >= 0) && (before === null || compareSlice(slice, before) <= 0),
  );
  const chosen = firstThatHold(range.backwards ? between.toReversed() : between, question, range.limit);
  const direction = range.backwards ? 'DESC' : 'ASC';
  const { rows } = await db.query<StoredRow>(
    `SELECT o.* FROM ${slicesFrom(1)} WITH ORDINALITY k(metric, facet, level, dimension, period, ordinal)
     CROSS JOIN LATERAL (
       SELECT ${columns} FROM observation
       WHERE ${inSlice} ${valueCondition(question)}
         AND ($6::int[] IS NULL OR (metric_id, facet_id, level::int, dimension_id, period, subject_id)
           > ($6[1], $6[2], $6[3], $6[4], $6[5], $6[6]))
         AND ($7::int[] IS NULL OR (metric_id, facet_id, level::int, dimension_id, period, subject_id)
           < ($7[1], $7[2], $7[3], $7[4], $7[5], $7[6]))
       ORDER BY subject_id ${direction} LIMIT $8
     ) o ORDER BY k.ordinal, o."subjectId" ${direction} LIMIT $8`,
    [...sliceParameters(chosen), after, before, range.limit],
  );
  return rows.map(withFlag);
}

/** The first slice may be left at the cursor with hardly a row; those after it must hold the page. */
function firstThatHold(slices: readonly SliceInfo[], question: ListQuestion, limit: number): SliceInfo[] {
  const chosen: SliceInfo[] = [];
  let held = 0;
  for (const [index, slice] of slices.entries()) {
    if (held >= limit) break;
    const size = sizeOf(slice, question);
    if (size === 0) continue;
    chosen.push(slice);
    if (index > 0) held += size;
  }
  return chosen;
}

async function fetchOfSubject(
  db: OperationDatabase,
  slices: readonly SliceInfo[],
  subjectIds: readonly number[],
  question: ListQuestion,
  range: KeysetRange,
): Promise<ObservationRow[]> {
  const direction = range.backwards ? 'DESC' : 'ASC';
  const place = '"metricId", "facetId", level, "dimensionId", period, "subjectId"';
  const { rows } = await db.query<StoredRow>(
    `SELECT o.* FROM (${ofSubject(question)}) o
     WHERE ($7::int[] IS NULL OR (${place}) > ($7[1], $7[2], $7[3], $7[4], $7[5], $7[6]))
       AND ($8::int[] IS NULL OR (${place}) < ($8[1], $8[2], $8[3], $8[4], $8[5], $8[6]))
     ORDER BY ${place
       .split(', ')
       .map((column) => `${column} ${direction}`)
       .join(', ')} LIMIT $9`,
    [subjectIds, ...sliceParameters(slices), readPlace(range.after), readPlace(range.before), range.limit],
  );
  return rows.map(withFlag);
}

function ofSubject(question: ListQuestion): string {
  return `SELECT ${columns} FROM observation
    WHERE subject_id = ANY($1::int[]) ${valueCondition(question)}
      AND (metric_id, facet_id, level, dimension_id, period) IN (SELECT * FROM ${slicesFrom(2)})
    OFFSET 0`;
}

async function countOfSubject(
  db: OperationDatabase,
  slices: readonly SliceInfo[],
  subjectIds: readonly number[],
  question: ListQuestion,
): Promise<number> {
  const { rows } = await db.query<{ count: number }>(`SELECT count(*)::int AS count FROM (${ofSubject(question)}) o`, [
    subjectIds,
    ...sliceParameters(slices),
  ]);
  return rows[0]?.count ?? 0;
}

function withFlag({ flag, ...row }: StoredRow): ObservationRow {
  return { ...row, flag: flagOf(flag) };
}

function compareSlice({ metricId, facetId, level, dimensionId, period }: SliceInfo, place: readonly number[]): number {
  const own = [metricId, facetId, level, dimensionId, period];
  const at = own.findIndex((number, index) => number !== place[index]);
  return at === -1 ? 0 : (own[at] as number) - (place[at] as number);
}

function readPlace(key: readonly string[] | null): number[] | null {
  if (key === null) return null;
  if (key.length === 6 && key.every((part) => /^\d{1,9}$/.test(part))) return key.map(Number);
  throw new BadInputError('"after" or "before" is not a cursor of this list.', 'Take it from "cursor" or "pageInfo".', {
    polish: '"after" albo "before" nie jest kursorem tej listy. Weź go z "cursor" albo "pageInfo".',
  });
}
