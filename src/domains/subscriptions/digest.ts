/** What releases brought of what somebody subscribes to. */
import type { ExpressionBuilder } from 'kysely';
import { pagePath } from '#graphql/page-url.ts';
import { execute, query, type SqlReader, type Tables } from '#platform/database/index.ts';
import { readChangeCounts } from '#platform/releases/changes.ts';
import { datasetTypes, type Wanted } from './model.ts';

/** Releases after `from` up to `to`. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

export interface News {
  readonly titlePl: string;
  readonly titleEn: string;
  /** On the hub. */
  readonly path: string;
}

const maxNews = 50;

export async function newsOf(client: SqlReader, wanted: readonly Wanted[], range: Range): Promise<News[]> {
  const found: News[] = [];
  for (const one of wanted) found.push(...(await readers[one.topic](client, one.key, range)));
  // Two subscriptions may lead to the same.
  const distinct = new Map(found.map((news) => [news.path, news]));
  return [...distinct.values()].slice(0, maxNews);
}

type Reader = (client: SqlReader, key: string, range: Range) => Promise<News[]>;

const readers: Readonly<Record<Wanted['topic'], Reader>> = {
  CALLS: async (client, _key, { from, to }) => {
    const created = query.selectFrom('call').select(['slug', 'title_pl as titlePl', 'title_en as titleEn']);
    const rows = await execute(
      client,
      created.where('created_in', '>', from).where('created_in', '<=', to).orderBy('slug').limit(maxNews),
    );
    return rows.map((row) => newsAt('calls', row.slug, row));
  },
  PRACTICES: async (client, key, { from, to }) => {
    const created = query
      .selectFrom('practice')
      .select(['slug', 'title_pl as titlePl', 'title_en as titleEn'])
      .where('created_in', '>', from)
      .where('created_in', '<=', to);
    const wanted = key === '' ? created : created.where(isOf(key));
    const rows = await execute(client, wanted.orderBy('slug').limit(maxNews));
    return rows.map((row) => newsAt('practices', row.slug, row));
  },
  DATASET: async (client, key, range) => {
    const counts = await readChangeCounts(client, { ...range, types: [...(datasetTypes[key] ?? [])] });
    const releases = [...new Set(counts.map(({ release }) => release))];
    return releases.map((release) => ({
      titlePl: `Wydanie ${release}: ${key}`,
      titleEn: `Release ${release}: ${key}`,
      path: pagePath('releases', release),
    }));
  },
  METRIC: async (client, key, { from, to }) => {
    const rows = await execute(
      client,
      query
        .selectFrom('metric')
        .select(['code', 'name_pl as titlePl', 'name_en as titleEn'])
        .where('code', '=', key)
        .where(({ exists, selectFrom }) =>
          exists(
            selectFrom('observation_slice as s')
              .select('s.metric_id')
              .whereRef('s.metric_id', '=', 'metric.id')
              .where('s.changed_in', '>', from)
              .where('s.changed_in', '<=', to),
          ),
        ),
    );
    return rows.map((row) => newsAt('metrics', row.code, row));
  },
  UNIT: async (client, key, { from, to }) => {
    const rows = await execute(
      client,
      query
        .selectFrom('territorial_unit_version as v')
        .innerJoin('territorial_unit as u', 'u.id', 'v.unit_id')
        .select('v.name')
        .where('v.terc', '=', key)
        .where('u.changed_in', '>', from)
        .where('u.changed_in', '<=', to)
        .limit(1),
    );
    return rows.map(({ name }) => newsAt('units', key, { titlePl: name, titleEn: null }));
  },
};

function newsAt(
  kind: Parameters<typeof pagePath>[0],
  key: string,
  { titlePl, titleEn }: { readonly titlePl: string; readonly titleEn: string | null },
): News {
  return { titlePl, titleEn: titleEn ?? titlePl, path: pagePath(kind, key) };
}

/** Of a topic, or in a unit: the TERC of a voivodeship or powiat begins those of what lies in it. */
function isOf(key: string) {
  const isTerc = /^\d{2,7}$/.test(key);
  return ({ exists, selectFrom, or }: ExpressionBuilder<Tables, 'practice'>) =>
    isTerc
      ? or([
          exists(
            selectFrom('practice_office as po')
              .innerJoin('office as o', 'o.id', 'po.office_id')
              .innerJoin('territorial_unit_version as v', 'v.unit_id', 'o.served_unit_id')
              .select('po.practice_slug')
              .whereRef('po.practice_slug', '=', 'practice.slug')
              .where('v.terc', 'like', `${key}%`),
          ),
          exists(
            selectFrom('practice_place as pp')
              .innerJoin('territorial_unit_version as v', 'v.unit_id', 'pp.unit_id')
              .select('pp.practice_slug')
              .whereRef('pp.practice_slug', '=', 'practice.slug')
              .where('v.terc', 'like', `${key}%`),
          ),
        ])
      : exists(
          selectFrom('practice_topic as pt')
            .select('pt.practice_slug')
            .whereRef('pt.practice_slug', '=', 'practice.slug')
            .where('pt.topic_slug', '=', key),
        );
}
