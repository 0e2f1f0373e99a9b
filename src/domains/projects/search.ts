/** What the search knows of EU-funded projects. */
import { sql } from 'kysely';
import { execute, query } from '#platform/database/index.ts';
import { addSearchable } from '#platform/search/model.ts';

const batchSize = 1_000;

/** Of a project in hundreds of places the first few say enough. */
function batch(ids: readonly string[]) {
  return query
    .selectFrom('project as p')
    .leftJoinLateral(
      ({ selectFrom }) =>
        selectFrom('participation as a')
          .leftJoin('office as f', 'f.id', 'a.office_id')
          .leftJoin('organisation as o', 'o.id', 'a.organisation_id')
          .select(({ fn, ref }) =>
            sql<string | null>`string_agg(DISTINCT ${fn.coalesce(ref('f.name'), ref('o.name'))}, ' · ')`.as('parties'),
          )
          .whereRef('a.project_id', '=', 'p.id')
          .as('named'),
      (join) => join.onTrue(),
    )
    .leftJoinLateral(
      ({ selectFrom }) =>
        selectFrom('project_place as l')
          .select(({ ref }) =>
            sql<string | null>`string_agg(${ref('l.text')}, ' · ' ORDER BY ${ref('l.ordinal')})`.as('places'),
          )
          .whereRef('l.project_id', '=', 'p.id')
          .where('l.ordinal', '<=', 5)
          .as('placed'),
      (join) => join.onTrue(),
    )
    .select(['p.id', 'p.title', 'p.title_en as titleEn', 'p.contract_number as contractNumber'])
    .select(['named.parties', 'placed.places'])
    .where('p.id', '=', sql<string>`ANY(${ids}::text[])`);
}

/** Stated once: the ids of all projects take a few megabytes, looking for those that changed with each batch took longer. */
function changedIds(release: number | null) {
  if (release === null) return query.selectFrom('project').select('id').orderBy('id');
  return query
    .selectFrom('project')
    .select('id')
    .where('changed_in', '=', release)
    .union(query.selectFrom('participation').select('project_id as id').where('changed_in', '=', release))
    .orderBy('id');
}

addSearchable({
  type: 'PROJECT',
  typename: 'Project',
  keys: query.selectFrom('project').select('id as key'),
  async *documents(client, release) {
    const changed = await execute(client, changedIds(release));
    for (let start = 0; start < changed.length; start += batchSize) {
      const ids = changed.slice(start, start + batchSize).map(({ id }) => id);
      const rows = await execute(client, batch(ids));
      yield rows.map(({ id, title, titleEn, contractNumber, parties, places }) => ({
        key: id,
        title,
        text: [parties, titleEn, contractNumber, places].filter((part) => part !== null).join(' · '),
        boost: 1,
      }));
    }
  },
});
