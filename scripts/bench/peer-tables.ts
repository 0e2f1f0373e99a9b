/**
 * What PostGraphile reads relations from beside the hub's own foreign keys: those of observations, and a table of the units
 * of today, since the hub keeps units with their history. Nothing of the hub's own reads these.
 */
import type { ClientBase } from 'pg';

const foreignKeys = [
  ['project_place', 'unit_id', 'peer_unit'],
  ['observation', 'subject_id', 'observation_subject'],
  ['observation', 'metric_id', 'metric'],
  ['peer_unit', 'parent_id', 'peer_unit'],
] as const;

export async function addPeerTables(client: ClientBase): Promise<void> {
  await client.query(
    `CREATE TABLE peer_unit AS
     SELECT v.unit_id AS id, v.terc, v.name, v.kind, v.parent_id, s.id AS subject_id
     FROM territorial_unit_version v LEFT JOIN observation_subject s ON s.unit_id = v.unit_id
     WHERE v.valid_to IS NULL`,
  );
  await client.query('ALTER TABLE peer_unit ADD PRIMARY KEY (id), ADD UNIQUE (terc)');
  await client.query('CREATE INDEX ON peer_unit (parent_id, terc)');
  await client.query('ALTER TABLE peer_unit ADD FOREIGN KEY (subject_id) REFERENCES observation_subject (id)');
  for (const [table, column, target] of foreignKeys) {
    await client.query(`ALTER TABLE ${table} ADD FOREIGN KEY (${column}) REFERENCES ${target} (id)`);
  }
  await client.query(projectsFunction);
  await client.query(idsFunction);
  await client.query(searchFunction);
}

/** PostGraphile's way to list what lies behind a table between, in an order of its own. */
const projectsFunction = `
  CREATE FUNCTION peer_unit_projects(unit peer_unit) RETURNS SETOF project LANGUAGE sql STABLE AS $$
    SELECT p.* FROM (
      SELECT DISTINCT sort_start, project_id FROM project_place WHERE unit_id = unit.id
      ORDER BY sort_start DESC, project_id DESC
    ) there JOIN project p ON p.id = there.project_id ORDER BY there.sort_start DESC, there.project_id DESC
  $$`;

/** As `node` fields PostGraphile would read them by 50 statements; this is what someone would write who measures. */
const idsFunction = `
  CREATE FUNCTION peer_projects(ids text[]) RETURNS SETOF project LANGUAGE sql STABLE AS $$
    SELECT p.* FROM unnest(ids) WITH ORDINALITY AS requested(id, place) JOIN project p USING (id) ORDER BY place
  $$`;

/** The hub's own statement: PostGraphile has no search of its own. It is given the readings of the words, too. */
const searchFunction = `
  CREATE FUNCTION peer_search(terms int[], word_ids int[], qualities int[]) RETURNS SETOF search_document
  LANGUAGE sql STABLE AS $$
    WITH hit AS (
      SELECT p.document_id, w.term, max(p.weight * w.quality) AS score
      FROM unnest(terms, word_ids, qualities) AS w(term, word_id, quality)
      JOIN search_posting p ON p.word_id = w.word_id
      GROUP BY p.document_id, w.term
    ), scored AS (
      SELECT document_id, sum(score)::int AS score, count(*)::int AS terms FROM hit GROUP BY document_id
    ), found AS (
      SELECT document_id, score FROM scored WHERE terms = (SELECT max(terms) FROM scored)
    )
    SELECT d.* FROM found JOIN search_document d ON d.id = found.document_id ORDER BY found.score DESC, d.id
  $$`;
