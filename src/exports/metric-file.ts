/** Observations of one metric with filters, as csv or as a JSON-stat 2.0 dataset (https://json-stat.org/full/). */
import { createHash } from 'node:crypto';
import { type Expression, type SqlBool, sql } from 'kysely';
import { query } from '#platform/database/index.ts';
import { copyCsv, inSnapshot } from './copy-out.ts';
import { literal, tableSql } from './dataset-sql.ts';
import { observations } from './datasets/metrics.ts';
import type { KeptFile } from './kept-files.ts';
import type { OpenData } from './open-data.ts';
import { csvLine } from './spreadsheet.ts';

export interface MetricFilter {
  readonly metric: string;
  readonly release: number;
  /** TERC, present or former, or id of one unit. */
  readonly unit: string | null;
  /** TERC or id of a unit that has the others in it. */
  readonly within: string | null;
  readonly level: string | null;
  readonly from: string | null;
  readonly to: string | null;
}

/** Whether anything is, or was, known by a code or id: a unit, or what else observations are about. */
export async function isSubject({ database }: OpenData, key: string): Promise<boolean> {
  if (key.includes('\0')) return false;
  if (await isUnit(database, key)) return true;
  const { prisma } = database;
  const others = [{ officeId: key }, { projectId: key }, { practiceId: key }, { bdlId: key }];
  return (await prisma.observationSubject.count({ where: { OR: others } })) > 0;
}

/** A voivodeship, powiat or gmina by its present or former TERC, or by its id. */
export async function isUnit({ prisma }: OpenData['database'], key: string): Promise<boolean> {
  if (key.includes('\0')) return false;
  const names = [{ terc: key }, { powiatTerc: key }, { unitId: key }];
  return (await prisma.territorialUnitVersion.count({ where: { OR: names } })) > 0;
}

export async function voivodeshipCodes({ prisma }: OpenData['database']): Promise<string[]> {
  const found = await prisma.territorialUnitVersion.findMany({
    where: { kind: 'VOIVODESHIP', validTo: null },
    select: { terc: true },
    distinct: ['terc'],
    orderBy: { terc: 'asc' },
  });
  return found.map(({ terc }) => terc);
}

/** Anybody can think of another filter. */
const keptFiltered = { bytes: 256 * 1024 * 1024, files: 2_000, unusedMs: 7 * 86_400_000 };

/** A JSON-stat dataset is one object in memory, at either end. */
const maxCells = 500_000;

export class TooManyCellsError extends Error {}

export function metricFile(data: OpenData, filter: MetricFilter, form: 'csv' | 'json-stat'): Promise<KeptFile> {
  const hash = createHash('sha256').update(JSON.stringify(filter)).digest('hex').slice(0, 32);
  return named(data, filter, `${hash}.${form}`, form);
}

async function named(data: OpenData, filter: MetricFilter, name: string, form: 'csv' | 'json-stat'): Promise<KeptFile> {
  const path = `${await data.folderOf(filter.release)}/filtered/${name}`;
  const tables = await data.tables();
  const known = await data.files.find(path);
  if (known !== null) {
    await data.files.touch(path);
    return known;
  }
  await data.files.prune((file) => /^redacted-\d+\/[^/]+\/filtered\//.test(file), keptFiltered);
  return data.files.get(path, (target) =>
    inSnapshot(
      data.database,
      async (client) => {
        const { metric, release } = filter;
        const request = { dataset: observations, release, metric, where: conditionOf(filter) };
        if (form === 'csv') {
          target.write(csvLine(Object.keys(observations.columns)));
          return copyCsv(client, await tableSql(client, tables, request, 'guarded'), target);
        }
        const statement = await tableSql(client, tables, request, 'plain');
        const { rows } = await client.query<ObservationRow>(`${statement} LIMIT ${maxCells + 1}`);
        if (rows.length > maxCells) throw new TooManyCellsError();
        target.write(JSON.stringify(jsonStatOf(metric, rows)));
        return rows.length;
      },
      filter.release,
    ),
  );
}

/** Of COPY, which takes no parameters: columns of the dataset, and statements whose values are literals. */
function conditionOf({ unit, within, level, from, to }: MetricFilter): string {
  const period = (operator: '>=' | '<=', bound: string): string => {
    const column = /^\d{4}$/.test(bound) ? 'left(period, 4)' : 'period';
    return `${column} COLLATE "C" ${operator} ${literal(bound)}`;
  };
  return [
    'true',
    unit === null ? '' : `subject IN (${subjectsNamed(unit)})`,
    within === null ? '' : `subject IN (${subjectsWithin(within)})`,
    level === null ? '' : `level = ${literal(level)}`,
    from === null ? '' : period('>=', from),
    to === null ? '' : period('<=', to),
  ]
    .filter((condition) => condition !== '')
    .join(' AND ');
}

const asLiteral = (text: string) => sql.raw<string>(literal(text));

/** What an id or code names, a former code of a unit too. */
function subjectsNamed(name: string): string {
  const key = asLiteral(name);
  const units = query
    .selectFrom('territorial_unit_version as v')
    .select('v.unit_id')
    .where(({ eb, or }) => or([eb('v.terc', '=', key), eb('v.powiat_terc', '=', key)]));
  return query
    .selectFrom('observation_subject as i')
    .select('i.id')
    .where(({ eb, or }) =>
      or([
        eb('i.unit_id', '=', key),
        eb('i.bdl_id', '=', key),
        eb('i.office_id', '=', key),
        eb('i.project_id', '=', key),
        eb('i.practice_id', '=', key),
        eb('i.unit_id', 'in', units),
      ]),
    )
    .compile().sql;
}

/** Units at present in the one that a code or id names. */
function subjectsWithin(name: string): string {
  const key = asLiteral(name);
  const present = query.selectFrom('territorial_unit_version as v').where('v.valid_to', 'is', null);
  const code = present.select('v.terc').where('v.unit_id', '=', key);
  const units = present.select('v.unit_id').where(({ fn, or, ref }) => {
    const begins = (column: 'v.terc' | 'v.powiat_terc', prefix: Expression<unknown>) =>
      fn<SqlBool>('starts_with', [ref(column), prefix]);
    return or([begins('v.terc', key), begins('v.powiat_terc', key), begins('v.terc', code)]);
  });
  return query.selectFrom('observation_subject as i').select('i.id').where('i.unit_id', 'in', units).compile().sql;
}

interface ObservationRow {
  readonly facet: string;
  readonly level: string;
  readonly dimensions: string;
  readonly period: string;
  readonly subject_id: string;
  readonly value: number | null;
  readonly flag: string;
}

const dimensions = {
  facet: ['Publication', ({ facet }: ObservationRow) => facet],
  level: ['Level', ({ level }: ObservationRow) => level],
  dimensions: ['Dimensions', ({ dimensions: key }: ObservationRow) => key],
  geo: ['Place', ({ subject_id: id }: ObservationRow) => id],
  time: ['Period', ({ period }: ObservationRow) => period],
} as const;

/** Values and flags by the index of their cell, so that cells without an observation take no room. */
function jsonStatOf(metric: string, rows: readonly ObservationRow[]): object {
  const names = Object.keys(dimensions) as (keyof typeof dimensions)[];
  const categories = names.map((name) => [...new Set(rows.map(dimensions[name][1]))].toSorted());
  const places = categories.map((list) => new Map(list.map((code, index) => [code, index])));
  const size = categories.map((list) => list.length);
  const value: Record<number, number | null> = {};
  const status: Record<number, string> = {};
  for (const row of rows) {
    const at = names.reduce(
      (sum, name, index) => sum * (size[index] ?? 0) + (places[index]?.get(dimensions[name][1](row)) ?? 0),
      0,
    );
    value[at] = row.value === null ? null : Number(row.value);
    if (row.flag !== 'NORMAL') status[at] = row.flag;
  }
  return {
    version: '2.0',
    class: 'dataset',
    label: metric,
    id: names,
    size,
    role: { geo: ['geo'], time: ['time'] },
    dimension: Object.fromEntries(
      names.map((name, index) => [name, { label: dimensions[name][0], category: { index: categories[index] ?? [] } }]),
    ),
    value,
    status,
  };
}
