/** Single values that editors state: files that state another one do not overwrite them. */
import { sql } from 'kysely';
import type { ClientBase } from 'pg';
import { execute, query, type SqlReader } from '#platform/database/index.ts';
import type { ListedDetail } from '#platform/editorial/model.ts';
import { noteListed } from '#platform/editorial/store.ts';
import { flags } from '../flags.ts';
import { isLevel, levelNumbers } from '../levels.ts';
import { parsePeriod } from '../period.ts';
import { observationKey, sliceKey } from '../store/keys.ts';
import { staging } from '../store/staged-table.ts';

export interface ObservationKey {
  readonly metric_id: number;
  readonly facet_id: number;
  readonly level: number;
  readonly dimension_id: number;
  readonly period: number;
  readonly subject_id: number;
}

export interface StoredObservation {
  readonly key: ObservationKey;
  /** Its text is the number, or how the source says that there is none. */
  readonly listed: ListedDetail;
}

const textOfValue = (table: 'o' | 's') =>
  sql<string>`coalesce(${sql.ref(`${table}.value`)}::text, ${sql.ref(`${table}.verbatim`)})`;

/** By the key of its global id; undefined where there is none. */
export async function findObservation(client: SqlReader, key: string): Promise<StoredObservation | undefined> {
  const [metric = '', facet = '', level = '', dimensions = '', periodText = '', type = '', ...rest] = key.split(':');
  const period = parsePeriod(periodText);
  if (period === null || !isLevel(level)) return undefined;
  const found = query
    .selectFrom('observation as o')
    .innerJoin('metric as m', 'm.id', 'o.metric_id')
    .innerJoin('metric_facet as f', 'f.id', 'o.facet_id')
    .innerJoin('metric_dimension_key as k', 'k.id', 'o.dimension_id')
    .innerJoin('observation_subject as u', 'u.id', 'o.subject_id')
    .select(observationKey.map((name) => `o.${name}` as const))
    .select(['o.value', 'o.flag', 'o.verbatim', 'o.mark', textOfValue('o').as('text')])
    .where('m.code', '=', metric)
    .where('f.code', '=', facet)
    .where('k.key', '=', dimensions)
    .where('o.level', '=', levelNumbers[level])
    .where('o.period', '=', period)
    .where(({ cast }) => cast<string>('u.type', 'text'), '=', type)
    .where(
      ({ fn }) => fn.coalesce('u.unit_id', 'u.office_id', 'u.project_id', 'u.practice_id', 'u.bdl_id'),
      '=',
      rest.join(':'),
    );
  const [observation] = await execute(client, found.limit(1));
  if (observation === undefined) return undefined;
  const { text, value: number, flag, verbatim, mark, ...place } = observation;
  return { key: place, listed: { text, value: number, flag, verbatim, mark } };
}

/** The number as it is stored as text; null for a text that is not a number. */
export function observationValueOf(text: string): string | null {
  const plain = text.replaceAll(/[\s\u00a0]/g, '').replace(',', '.');
  return /^-?\d{1,15}(\.\d{1,12})?$/.test(plain) ? String(Number(plain)) : null;
}

/** A number as it is typed, or as JavaScript and PostgreSQL write one. */
const writtenNumber = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i;

/** A text without remarks; one that is no number is how a source says that there is none. */
export function statedAs(text: string): ListedDetail {
  const value = writtenNumber.test(text) ? Number(text) : null;
  return {
    text,
    value,
    flag: value === null ? flags.MISSING.number : flags.NORMAL.number,
    verbatim: text,
    mark: null,
  };
}

export async function writeObservation(
  client: ClientBase,
  key: ObservationKey,
  { text: _, ...stated }: ListedDetail,
  release: number,
): Promise<void> {
  const update = query.updateTable('observation').set({ ...stated, release });
  await execute(
    client,
    observationKey.reduce((statement, name) => statement.where(name, '=', key[name]), update),
  );
  await countSlice(client, key, release);
}

async function countSlice(client: ClientBase, key: ObservationKey, release: number): Promise<void> {
  const inSlice = sliceKey.reduce(
    (statement, name) => statement.where(name, '=', key[name]),
    query.selectFrom('observation').select(({ fn }) => fn.count<number>('value').as('valued')),
  );
  const update = query.updateTable('observation_slice').set({ valued: inSlice, changed_in: release });
  await execute(
    client,
    sliceKey.reduce((statement, name) => statement.where(name, '=', key[name]), update),
  );
}

/** Lays what editors state over the rows of a source that are about to be written. Whether the source states anything new. */
export async function keepEditorialValues(client: ClientBase): Promise<boolean> {
  const known = query.selectFrom('editorial_statement').select('field').where('target_type', '=', 'OBSERVATION');
  if ((await execute(client, known.limit(1))).length === 0) return false;
  const listed = await execute(client, stated);
  let isNews = false;
  for (const { key, ...detail } of listed) {
    if (await noteListed(client, { type: 'OBSERVATION', key, field: 'value' }, detail.text, detail)) isNews = true;
  }
  await execute(client, layOver);
  return isNews;
}

const stated = sliceKey.reduce(
  (statement, name) => statement.whereRef(`k.${name}`, '=', `e.${name}`),
  staging
    .selectFrom(['staged_observation as s', 'staged_slice as k', 'editorial_statement as e'])
    .select(['e.target as key', 's.value', 's.flag', 's.verbatim', 's.mark', textOfValue('s').as('text')])
    .whereRef('k.slice', '=', 's.slice')
    .whereRef('e.subject_id', '=', 's.subject_id')
    .where('e.target_type', '=', 'OBSERVATION'),
);

const layOver = sliceKey.reduce(
  (statement, name) => statement.whereRef(`k.${name}`, '=', `e.${name}`),
  staging
    .updateTable('staged_observation as s')
    .from(['staged_slice as k', 'editorial_statement as e'])
    .set(({ ref }) => ({
      value: sql<number>`${ref('e.value')}::double precision`,
      flag: flags.NORMAL.number,
      verbatim: ref('e.value'),
      mark: null,
    }))
    .whereRef('k.slice', '=', 's.slice')
    .whereRef('e.subject_id', '=', 's.subject_id')
    .where('e.target_type', '=', 'OBSERVATION'),
);
