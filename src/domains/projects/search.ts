/** What the search knows of EU-funded projects. */
import { addSearchable } from '#platform/search/model.ts';

const batchSize = 5_000;

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
  WHERE p.id > $1 AND ($2::int IS NULL OR p.id IN (
    SELECT c.id FROM project c WHERE c.changed_in = $2
    UNION SELECT a.project_id FROM participation a WHERE a.changed_in = $2))
  ORDER BY p.id LIMIT ${batchSize}`;

addSearchable({
  type: 'PROJECT',
  typename: 'Project',
  keys: 'SELECT id FROM project',
  async *documents(client, release) {
    let last = '';
    let rows: Row[];
    do {
      ({ rows } = await client.query<Row>(selectBatch, [last, release]));
      yield rows.map(({ id, title, titleEn, contractNumber, parties, places }) => ({
        key: id,
        title,
        text: [parties, titleEn, contractNumber, places].filter((part) => part !== null).join(' · '),
        boost: 1,
      }));
      last = rows.at(-1)?.id ?? last;
    } while (rows.length === batchSize);
  },
});
