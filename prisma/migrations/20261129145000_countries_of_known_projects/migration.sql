-- Rows of Kohesio that were loaded before countries were read get theirs from the cells that are kept of them: the country
-- that is stated, or else that of the regions. Their beneficiaries are organisations of that country and no Polish office.

CREATE TEMP TABLE country_name (name text PRIMARY KEY, code char(2) NOT NULL);
INSERT INTO country_name VALUES
  ('AUSTRIA', 'AT'), ('BELARUS', 'BY'), ('BELGIUM', 'BE'), ('BULGARIA', 'BG'), ('CROATIA', 'HR'), ('CYPRUS', 'CY'),
  ('CZECHIA', 'CZ'), ('CZECH REPUBLIC', 'CZ'), ('DENMARK', 'DK'), ('ESTONIA', 'EE'), ('FINLAND', 'FI'), ('FRANCE', 'FR'),
  ('GERMANY', 'DE'), ('GREECE', 'GR'), ('HUNGARY', 'HU'), ('IRELAND', 'IE'), ('ITALY', 'IT'), ('LATVIA', 'LV'),
  ('LITHUANIA', 'LT'), ('LUXEMBOURG', 'LU'), ('MALTA', 'MT'), ('NETHERLANDS', 'NL'), ('NORWAY', 'NO'), ('POL', 'PL'),
  ('POLAND', 'PL'), ('POLSKA', 'PL'), ('PORTUGAL', 'PT'), ('ROMANIA', 'RO'), ('SLOVAKIA', 'SK'), ('SLOVENIA', 'SI'),
  ('SPAIN', 'ES'), ('SWEDEN', 'SE'), ('UKRAINE', 'UA'), ('UNITED KINGDOM', 'GB'), ('EL', 'GR'), ('UK', 'GB');

CREATE TEMP TABLE kohesio_country AS
WITH heading AS (
  SELECT s.source_id, s.sheet, lower(btrim(c.name)) AS name, min(c.place)::int - 1 AS at
  FROM project_sheet s CROSS JOIN LATERAL jsonb_array_elements_text(s.columns) WITH ORDINALITY AS c(name, place)
  WHERE lower(btrim(c.name)) IN ('country', 'nuts2_code', 'nuts3_code')
  GROUP BY 1, 2, 3
), cell AS (
  SELECT r.project_id, h.name, upper(btrim(r.original ->> h.at)) AS text
  FROM project_record r JOIN heading h ON h.source_id = r.source_id AND h.sheet = r.sheet
  WHERE r.list = 'KOHESIO' AND btrim(r.original ->> h.at) <> ''
), stated AS (
  SELECT project_id, max(text) FILTER (WHERE name = 'country') AS country,
         coalesce(max(text) FILTER (WHERE name = 'nuts2_code'), max(text) FILTER (WHERE name = 'nuts3_code')) AS regions
  FROM cell GROUP BY project_id
), read AS (
  SELECT project_id, stated.country, coalesce(named.code, CASE WHEN stated.country ~ '^[A-Z]{2}$' THEN stated.country END) AS code,
         ARRAY(SELECT coalesce(eurostat.code, substr(region, 1, 2))
               FROM regexp_split_to_table(regions, '[|;,[:space:]]+') WITH ORDINALITY AS r(region, place)
               LEFT JOIN country_name eurostat ON eurostat.name = substr(region, 1, 2)
               WHERE region ~ '^[A-Z]{2}' ORDER BY place) AS of_regions
  FROM stated LEFT JOIN country_name named ON named.name = stated.country
)
SELECT project_id, coalesce(code,
         CASE WHEN 'PL' = ANY (of_regions) THEN 'PL' ELSE of_regions[1] END,
         CASE WHEN country IS NULL THEN 'PL' ELSE 'ZZ' END) AS country
FROM read;

UPDATE project p SET country = k.country
FROM kohesio_country k WHERE p.id = k.project_id AND p.list = 'KOHESIO' AND p.country <> k.country;

-- As `organisationOf` in src/domains/projects/parties/resolve.ts makes their ids.
CREATE TEMP TABLE foreign_beneficiary AS
SELECT a.id AS participation_id, p.country,
       substr(encode(sha256(convert_to(concat_ws(chr(31), 'name', a.stated_key, p.country), 'UTF8')), 'hex'), 1, 32) AS organisation_id
FROM participation a JOIN project p ON p.id = a.project_id LEFT JOIN organisation o ON o.id = a.organisation_id
WHERE p.country <> 'PL' AND p.list = 'KOHESIO' AND a.from_list AND a.stated_name IS NOT NULL AND o.redacted IS NOT TRUE;

INSERT INTO organisation (id, name, name_key, nip, nip_valid, legal_form, postcode, town, redacted, source_id, changed_in)
SELECT DISTINCT ON (f.organisation_id) f.organisation_id, a.stated_name, a.stated_key, a.stated_nip, false, o.legal_form, o.postcode,
       o.town, false, a.source_id, a.changed_in
FROM foreign_beneficiary f JOIN participation a ON a.id = f.participation_id LEFT JOIN organisation o ON o.id = a.organisation_id
ORDER BY f.organisation_id, a.id
ON CONFLICT (id) DO NOTHING;

UPDATE participation a
SET organisation_id = f.organisation_id, office_id = NULL, method = NULL, confidence = NULL, candidates = '[]', nip_valid = NULL
FROM foreign_beneficiary f WHERE a.id = f.participation_id AND a.organisation_id IS DISTINCT FROM f.organisation_id;

DELETE FROM organisation o WHERE NOT EXISTS (SELECT 1 FROM participation a WHERE a.organisation_id = o.id);

-- Totals of programmes leave out what is not in Poland.
DELETE FROM programme_total WHERE EXISTS (SELECT 1 FROM foreign_beneficiary);
INSERT INTO programme_total (programme_id, currency, projects, value, eligible_cost, eu_contribution)
SELECT node.id, currency, count(*), coalesce(sum(value), 0), coalesce(sum(eligible_cost), 0), coalesce(sum(eu_contribution), 0)
FROM project CROSS JOIN LATERAL (VALUES (replace(substr(period::text, 2), '_', '-')), (programme_id), (priority_id), (measure_id),
  (submeasure_id)) AS node(id)
WHERE country = 'PL' AND EXISTS (SELECT 1 FROM programme WHERE id = node.id) AND EXISTS (SELECT 1 FROM foreign_beneficiary)
GROUP BY node.id, currency;

DROP TABLE country_name, kohesio_country, foreign_beneficiary;
