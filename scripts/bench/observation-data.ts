/** Metrics and their observations, made by statements: as many as one likes, the same in every run. */
import type { ClientBase } from 'pg';

/** Metrics are numbered from this on. */
export const firstMetric = 1_001;
export const years = Array.from({ length: 25 }, (_, index) => 2000 + index);
export const groups = 16;

/** Metrics of 2,477 gminas × 25 years × 16 groups each: some 990,000 observations. */
export async function addMetrics(client: ClientBase, metrics: number): Promise<void> {
  console.log('  observations');
  await addSubjects(client);
  for (let metric = firstMetric; metric < firstMetric + metrics; metric += 1) await addMetric(client, metric);
}

export async function addSubjects(client: ClientBase): Promise<void> {
  await client.query(
    `INSERT INTO observation_subject (id, type, unit_id, name)
     SELECT 1000000 + row_number() OVER (ORDER BY unit_id), 'TERRITORIAL_UNIT', unit_id, name FROM territorial_unit_version
     WHERE valid_to IS NULL AND kind IN ('URBAN_GMINA', 'RURAL_GMINA', 'URBAN_RURAL_GMINA')`,
  );
}

/** With its observations in the order in which an import writes them, so that a slice lies together. */
export async function addMetric(client: ClientBase, metric: number): Promise<void> {
  await client.query(
    `INSERT INTO metric (id, code, name_pl, unit_pl, multiplier, decimals, polarity, kind, aggregation, city_levels, changed_in)
     SELECT ${metric}, 'bench-${metric}', 'Wskaźnik ${metric}', 'osoba', 1, 1, 'NEUTRAL', 'COUNT', 'SUM', 'ONE', max(number) FROM release`,
  );
  await client.query(
    `INSERT INTO metric_dimension (metric_id, ordinal, code, name_pl) VALUES (${metric}, 1, 'group', 'Grupa')`,
  );
  await client.query(
    `INSERT INTO metric_dimension_value (metric_id, dimension, code, name_pl)
     SELECT ${metric}, 'group', 'g' || g, 'Grupa ' || g FROM generate_series(1, ${groups - 1}) g`,
  );
  await client.query(
    `INSERT INTO metric_dimension_key (id, metric_id, key)
     SELECT ${metric * 100} + g, ${metric}, 'group=g' || g FROM generate_series(1, ${groups - 1}) g`,
  );
  await client.query(
    `INSERT INTO metric_facet (id, metric_id, code, name, publisher, url, licence, rank)
     VALUES (${metric}, ${metric}, 'bench', 'Bench', 'Nobody', '', 'CC0', 1)`,
  );
  await client.query(
    `INSERT INTO observation (value, metric_id, dimension_id, period, subject_id, release, facet_id, level, flag, verbatim)
     SELECT v, ${metric}, CASE g WHEN 0 THEN 0 ELSE ${metric * 100} + g END, y * 100, s.id, (SELECT max(number) FROM release),
       ${metric}, 6, 0, v::text
     FROM observation_subject s, generate_series(0, ${groups - 1}) g, generate_series(${years[0]}, ${years.at(-1)}) y,
       LATERAL (SELECT (hashint4(s.id * 31 + y * 17 + g + ${metric})::bigint & 1048575) / 10.0 AS v) made
     WHERE s.id > 1000000 ORDER BY 3, 4, 5`,
  );
  await client.query(
    `INSERT INTO observation_slice (metric_id, facet_id, level, dimension_id, period, stated, valued, changed_in)
     SELECT ${metric}, ${metric}, 6, CASE g WHEN 0 THEN 0 ELSE ${metric * 100} + g END, y * 100, s.number, s.number,
       (SELECT max(number) FROM release)
     FROM generate_series(0, ${groups - 1}) g, generate_series(${years[0]}, ${years.at(-1)}) y,
       (SELECT count(*) AS number FROM observation_subject WHERE id > 1000000) s`,
  );
}
