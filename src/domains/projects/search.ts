/** What the search knows of EU-funded projects. */
import { addSearchable } from '#platform/search/model.ts';

const batchSize = 1_000;

interface Row {
  readonly id: string;
  readonly title: string;
  readonly titleEn: string | null;
  readonly contractNumber: string | null;
  readonly parties: string | null;
  readonly places: string | null;
}

/** Of a project in hundreds of places the first few say enough. */
const selectBatch = `
  SELECT p.id, p.title, p.title_en AS "titleEn", p.contract_number AS "contractNumber", named.parties, placed.places
  FROM project p
  LEFT JOIN LATERAL (
    SELECT string_agg(DISTINCT coalesce(f.name, o.name), ' · ') AS parties
    FROM participation a
    LEFT JOIN office f ON f.id = a.office_id
    LEFT JOIN organisation o ON o.id = a.organisation_id
    WHERE a.project_id = p.id
  ) named ON true
  LEFT JOIN LATERAL (
    SELECT string_agg(l.text, ' · ' ORDER BY l.ordinal) AS places
    FROM project_place l WHERE l.project_id = p.id AND l.ordinal <= 5
  ) placed ON true
  WHERE p.id = ANY($1)`;

/** Stated once: the ids of all projects take a few megabytes, looking for those that changed with each batch took longer. */
const selectIds = `
  SELECT id FROM project WHERE $1::int IS NULL OR changed_in = $1
  UNION SELECT project_id FROM participation WHERE changed_in = $1 ORDER BY id`;

addSearchable({
  type: 'PROJECT',
  typename: 'Project',
  keys: 'SELECT id FROM project',
  async *documents(client, release) {
    const changed = await client.query<{ id: string }>(selectIds, [release]);
    for (let start = 0; start < changed.rows.length; start += batchSize) {
      const ids = changed.rows.slice(start, start + batchSize).map(({ id }) => id);
      const { rows } = await client.query<Row>(selectBatch, [ids]);
      yield rows.map(({ id, title, titleEn, contractNumber, parties, places }) => ({
        key: id,
        title,
        text: [parties, titleEn, contractNumber, places].filter((part) => part !== null).join(' · '),
        boost: 1,
      }));
    }
  },
});
