/** How pages with forms name what they are about: by its name in the language of the page, and by its code where it has none. */
import { type Compilable, sql } from 'kysely';
import { execute, query, type SqlReader } from '#platform/database/index.ts';
import type { Language } from '#portal/language.ts';

export interface NamedEntry {
  readonly type: string;
  /** By which addresses of pages name it. */
  readonly key: string;
}

interface Names {
  readonly key: string;
  readonly pl: string;
  readonly en: string | null;
}

/** As one parameter, whatever their number. */
const among = (keys: readonly string[]) => sql<string>`ANY(${keys}::text[])`;

const titled = (table: 'practice' | 'call' | 'event' | 'living_lab') => (keys: readonly string[]) =>
  query.selectFrom(table).select(['slug as key', 'title_pl as pl', 'title_en as en']).where('slug', '=', among(keys));

/** As observations name units. */
const unitById = 'UNIT_BY_ID';

/** By a code of today or of former days, or by the hub's own id. */
const unit = (column: 'terc' | 'unit_id') => (keys: readonly string[]) =>
  query
    .selectFrom('territorial_unit_version')
    .distinctOn(column)
    .select(({ lit, ref }) => [ref(column).as('key'), 'name as pl', lit(null).as('en')])
    .where(column, '=', among(keys))
    .orderBy(column)
    .orderBy('valid_from', (order) => order.desc().nullsLast());

const statements: Readonly<Record<string, (keys: readonly string[]) => Compilable<Names>>> = {
  TERRITORIAL_UNIT: unit('terc'),
  [unitById]: unit('unit_id'),
  OFFICE: (keys) =>
    query
      .selectFrom('office')
      .select(({ lit }) => ['id as key', 'name as pl', lit(null).as('en')])
      .where('id', '=', among(keys)),
  PROJECT: (keys) =>
    query.selectFrom('project').select(['id as key', 'title as pl', 'title_en as en']).where('id', '=', among(keys)),
  PRACTICE: titled('practice'),
  CALL: titled('call'),
  EVENT: titled('event'),
  LIVING_LAB: titled('living_lab'),
  METRIC: (keys) =>
    query
      .selectFrom('metric')
      .select(['code as key', 'name_pl as pl', 'name_en as en'])
      .where('code', '=', among(keys)),
  // An adoption is called by the practice that was adopted.
  ADOPTION: (keys) =>
    query
      .selectFrom('adoption as a')
      .innerJoin('practice as p', 'p.slug', 'a.practice_slug')
      .select(['a.slug as key', 'p.title_pl as pl', 'p.title_en as en'])
      .where('a.slug', '=', among(keys)),
};

export type NameOf = (entry: NamedEntry) => string;

interface Reading {
  readonly parts: { readonly database: { readonly pool: SqlReader } };
  readonly language: Language;
}

/** One statement for each type among them. */
export async function namesOf({ parts, language }: Reading, entries: readonly NamedEntry[]): Promise<NameOf> {
  const names = new Map<string, string>();
  const observations = entries.filter(({ type }) => type === 'OBSERVATION').map(({ key }) => partsOfObservation(key));
  const all = [...entries, ...observations.flatMap(({ metric, subject }) => [metric, subject])];
  for (const [type, ofType] of Map.groupBy(all, (entry) => entry.type)) {
    const statement = statements[type]?.([...new Set(ofType.map(({ key }) => key))]);
    for (const { key, pl, en } of statement === undefined ? [] : await execute(parts.database.pool, statement)) {
      names.set(`${type} ${key}`, language === 'en' ? (en ?? pl) : pl);
    }
  }
  const nameOf: NameOf = ({ type, key }) => names.get(`${type} ${key}`) ?? key;
  for (const { key, metric, period, subject } of observations) {
    names.set(`OBSERVATION ${key}`, [nameOf(metric), period, nameOf(subject)].join(', '));
  }
  return nameOf;
}

/** `population:gus:GMINA::2019:TERRITORIAL_UNIT:0202021`: of which metric, when, and of whom a value is. */
function partsOfObservation(key: string) {
  const [metric = '', _facet, _level, _dimensions, period = '', type = '', ...subject] = key.split(':');
  const subjectType = type === 'TERRITORIAL_UNIT' ? unitById : type;
  return {
    key,
    metric: { type: 'METRIC', key: metric },
    period,
    subject: { type: subjectType, key: subject.join(':') },
  };
}

export type OfficeLink = (officeId: string) => { readonly href: string; readonly text: string };

/** Offices by their names, each with its page. */
export async function officeLinks(exchange: Reading, officeIds: readonly string[]): Promise<OfficeLink> {
  const nameOf = await namesOf(
    exchange,
    officeIds.map((key) => ({ type: 'OFFICE', key })),
  );
  return (key) => ({ href: `/offices/${encodeURIComponent(key)}`, text: nameOf({ type: 'OFFICE', key }) });
}
