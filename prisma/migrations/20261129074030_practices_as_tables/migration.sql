-- The extension is trusted: it needs no superuser.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- CreateEnum
CREATE TYPE "practice_stage" AS ENUM ('IDEA', 'IN_PREPARATION', 'IMPLEMENTED', 'ABANDONED');

-- CreateEnum
CREATE TYPE "innovation_type" AS ENUM ('SERVICE', 'PROCESS', 'ORGANISATIONAL', 'COMMUNICATION', 'POLICY');

-- CreateEnum
CREATE TYPE "practice_role" AS ENUM ('OWNER', 'PARTNER', 'SUBMITTER', 'FUNDER');

-- CreateEnum
CREATE TYPE "organiser_role" AS ENUM ('ORGANISER', 'CO_ORGANISER', 'LEADER', 'PATRON');

-- CreateEnum
CREATE TYPE "admission_role" AS ENUM ('ADMITTED', 'RESERVE');

-- CreateEnum
CREATE TYPE "submission_outcome" AS ENUM ('SUBMITTED', 'SELECTED', 'RESERVE', 'NOT_SELECTED');

-- CreateEnum
CREATE TYPE "material_type" AS ENUM ('SLIDES', 'RECORDING', 'DOCUMENT');

-- CreateEnum
CREATE TYPE "call_kind" AS ENUM ('PRACTICES', 'LIVING_LAB_PARTICIPANTS');

-- CreateEnum
CREATE TYPE "admission_order" AS ENUM ('FIRST_COME', 'REVIEW');

-- CreateEnum
CREATE TYPE "event_kind" AS ENUM ('CONFERENCE', 'SEMINAR', 'WORKSHOP', 'OTHER');

-- CreateEnum
CREATE TYPE "counted_thing" AS ENUM ('PRACTICES', 'SESSIONS', 'UNITS', 'OFFICES', 'PARTICIPANTS');

-- CreateTable
CREATE TABLE "topic" (
    "slug" TEXT NOT NULL,
    "ordinal" SMALLINT NOT NULL,
    "name_pl" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,

    CONSTRAINT "topic_pkey" PRIMARY KEY ("slug")
);

-- CreateTable
CREATE TABLE "citation" (
    "slug" TEXT NOT NULL,
    "title_pl" TEXT NOT NULL,
    "title_en" TEXT,
    "publisher_pl" TEXT,
    "publisher_en" TEXT,
    "published_on" TEXT,
    "url" TEXT,
    "note_pl" TEXT,
    "note_en" TEXT,
    "list_key" BYTEA NOT NULL,
    "stated_on" JSONB NOT NULL,
    "source_id" TEXT NOT NULL,
    "created_in" INTEGER NOT NULL,
    "changed_in" INTEGER NOT NULL,

    CONSTRAINT "citation_pkey" PRIMARY KEY ("slug")
);

-- CreateTable
CREATE TABLE "citation_use" (
    "id" TEXT NOT NULL,
    "citation_slug" TEXT NOT NULL,
    "ordinal" SMALLINT NOT NULL,
    "practice_slug" TEXT,
    "adoption_slug" TEXT,
    "cost_benefit_slug" TEXT,
    "documented_project_slug" TEXT,
    "call_slug" TEXT,
    "event_slug" TEXT,
    "living_lab_slug" TEXT,
    "list_key" BYTEA NOT NULL,
    "source_id" TEXT NOT NULL,
    "created_in" INTEGER NOT NULL,
    "changed_in" INTEGER NOT NULL,

    CONSTRAINT "citation_use_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "practice" (
    "slug" TEXT NOT NULL,
    "title_pl" TEXT NOT NULL,
    "title_en" TEXT,
    "summary_pl" TEXT,
    "summary_en" TEXT,
    "problem_pl" TEXT,
    "problem_en" TEXT,
    "solution_pl" TEXT,
    "solution_en" TEXT,
    "participation_pl" TEXT,
    "participation_en" TEXT,
    "weaknesses" JSONB,
    "methods" JSONB,
    "results" JSONB,
    "beneficiaries" JSONB,
    "resources" JSONB,
    "obstacles" JSONB,
    "lessons" JSONB,
    "transfer_conditions" JSONB,
    "innovation" "innovation_type",
    "stage" "practice_stage",
    "started_on" TEXT,
    "implemented_on" TEXT,
    "ended_on" TEXT,
    "cost_amount" TEXT,
    "cost_currency" CHAR(3),
    "cost_note_pl" TEXT,
    "cost_note_en" TEXT,
    "living_lab_slug" TEXT,
    "documented_project_slug" TEXT,
    "project_id" TEXT,
    "inferences" JSONB,
    "folded" TEXT NOT NULL,
    "list_key" BYTEA NOT NULL,
    "stated_on" JSONB NOT NULL,
    "source_id" TEXT NOT NULL,
    "created_in" INTEGER NOT NULL,
    "changed_in" INTEGER NOT NULL,

    CONSTRAINT "practice_pkey" PRIMARY KEY ("slug")
);

-- CreateTable
CREATE TABLE "practice_office" (
    "practice_slug" TEXT NOT NULL,
    "ordinal" SMALLINT NOT NULL,
    "role" "practice_role" NOT NULL,
    "office_id" TEXT,
    "organisation_pl" TEXT,
    "organisation_en" TEXT,
    "list_key" BYTEA NOT NULL,
    "source_id" TEXT NOT NULL,
    "created_in" INTEGER NOT NULL,
    "changed_in" INTEGER NOT NULL,

    CONSTRAINT "practice_office_pkey" PRIMARY KEY ("practice_slug","ordinal")
);

-- CreateTable
CREATE TABLE "practice_topic" (
    "practice_slug" TEXT NOT NULL,
    "topic_slug" TEXT NOT NULL,
    "ordinal" SMALLINT NOT NULL,
    "list_key" BYTEA NOT NULL,
    "source_id" TEXT NOT NULL,
    "created_in" INTEGER NOT NULL,
    "changed_in" INTEGER NOT NULL,

    CONSTRAINT "practice_topic_pkey" PRIMARY KEY ("practice_slug","topic_slug")
);

-- CreateTable
CREATE TABLE "practice_place" (
    "practice_slug" TEXT NOT NULL,
    "ordinal" SMALLINT NOT NULL,
    "unit_id" TEXT NOT NULL,
    "list_key" BYTEA NOT NULL,
    "source_id" TEXT NOT NULL,
    "created_in" INTEGER NOT NULL,
    "changed_in" INTEGER NOT NULL,

    CONSTRAINT "practice_place_pkey" PRIMARY KEY ("practice_slug","ordinal")
);

-- CreateTable
CREATE TABLE "practice_submission" (
    "id" TEXT NOT NULL,
    "practice_slug" TEXT NOT NULL,
    "call_slug" TEXT NOT NULL,
    "ordinal" SMALLINT NOT NULL,
    "outcome" "submission_outcome" NOT NULL,
    "list_key" BYTEA NOT NULL,
    "source_id" TEXT NOT NULL,
    "created_in" INTEGER NOT NULL,
    "changed_in" INTEGER NOT NULL,

    CONSTRAINT "practice_submission_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "evidence" (
    "id" TEXT NOT NULL,
    "practice_slug" TEXT,
    "documented_project_slug" TEXT,
    "ordinal" SMALLINT NOT NULL,
    "title_pl" TEXT NOT NULL,
    "title_en" TEXT,
    "url" TEXT,
    "metric_code" TEXT,
    "metric_id" INTEGER,
    "unit_id" TEXT,
    "office_id" TEXT,
    "dimensions" JSONB,
    "baseline_period" TEXT,
    "baseline_value" DOUBLE PRECISION,
    "target_period" TEXT,
    "target_value" DOUBLE PRECISION,
    "source_id" TEXT NOT NULL,
    "created_in" INTEGER NOT NULL,
    "changed_in" INTEGER NOT NULL,

    CONSTRAINT "evidence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "material" (
    "id" TEXT NOT NULL,
    "practice_slug" TEXT,
    "event_slug" TEXT,
    "presentation_id" TEXT,
    "ordinal" SMALLINT NOT NULL,
    "type" "material_type" NOT NULL,
    "title_pl" TEXT,
    "title_en" TEXT,
    "url" TEXT NOT NULL,
    "licence" TEXT,
    "source_id" TEXT NOT NULL,
    "created_in" INTEGER NOT NULL,
    "changed_in" INTEGER NOT NULL,

    CONSTRAINT "material_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "adoption" (
    "slug" TEXT NOT NULL,
    "practice_slug" TEXT NOT NULL,
    "adopter_office_id" TEXT,
    "adopter_organisation_pl" TEXT,
    "adopter_organisation_en" TEXT,
    "from_office_id" TEXT,
    "from_organisation_pl" TEXT,
    "from_organisation_en" TEXT,
    "adopted_on" TEXT,
    "changes_pl" TEXT,
    "changes_en" TEXT,
    "url" TEXT,
    "inferences" JSONB,
    "list_key" BYTEA NOT NULL,
    "stated_on" JSONB NOT NULL,
    "source_id" TEXT NOT NULL,
    "created_in" INTEGER NOT NULL,
    "changed_in" INTEGER NOT NULL,

    CONSTRAINT "adoption_pkey" PRIMARY KEY ("slug")
);

-- CreateTable
CREATE TABLE "cost_benefit_assessment" (
    "slug" TEXT NOT NULL,
    "practice_slug" TEXT NOT NULL,
    "period_from" TEXT,
    "period_to" TEXT,
    "assessor_office_id" TEXT,
    "assessor_organisation_pl" TEXT,
    "assessor_organisation_en" TEXT,
    "method_pl" TEXT,
    "method_en" TEXT,
    "costs" JSONB,
    "benefits" JSONB,
    "url" TEXT,
    "inferences" JSONB,
    "list_key" BYTEA NOT NULL,
    "stated_on" JSONB NOT NULL,
    "source_id" TEXT NOT NULL,
    "created_in" INTEGER NOT NULL,
    "changed_in" INTEGER NOT NULL,

    CONSTRAINT "cost_benefit_assessment_pkey" PRIMARY KEY ("slug")
);

-- CreateTable
CREATE TABLE "documented_project" (
    "slug" TEXT NOT NULL,
    "title_pl" TEXT NOT NULL,
    "title_en" TEXT,
    "contract_number" TEXT,
    "project_id" TEXT NOT NULL,
    "facts" JSONB NOT NULL,
    "inferences" JSONB,
    "list_key" BYTEA NOT NULL,
    "stated_on" JSONB NOT NULL,
    "source_id" TEXT NOT NULL,
    "created_in" INTEGER NOT NULL,
    "changed_in" INTEGER NOT NULL,

    CONSTRAINT "documented_project_pkey" PRIMARY KEY ("slug")
);

-- CreateTable
CREATE TABLE "call" (
    "slug" TEXT NOT NULL,
    "title_pl" TEXT NOT NULL,
    "title_en" TEXT,
    "kind" "call_kind" NOT NULL,
    "summary_pl" TEXT,
    "summary_en" TEXT,
    "motto_pl" TEXT,
    "motto_en" TEXT,
    "announced_on" TEXT,
    "opens_on" TEXT,
    "closes_on" TEXT,
    "results_on" TEXT,
    "opens_from" DATE,
    "closes_from" DATE,
    "closes_to" DATE,
    "tiers" TEXT[],
    "eligibility" JSONB,
    "channels" JSONB,
    "steps" JSONB,
    "preferences" JSONB,
    "benefits" JSONB,
    "documents" JSONB,
    "results" JSONB,
    "results_url" TEXT,
    "admission" "admission_order",
    "event_slug" TEXT,
    "living_lab_slug" TEXT,
    "documented_project_slug" TEXT,
    "project_id" TEXT,
    "inferences" JSONB,
    "folded" TEXT NOT NULL,
    "list_key" BYTEA NOT NULL,
    "stated_on" JSONB NOT NULL,
    "source_id" TEXT NOT NULL,
    "created_in" INTEGER NOT NULL,
    "changed_in" INTEGER NOT NULL,

    CONSTRAINT "call_pkey" PRIMARY KEY ("slug")
);

-- CreateTable
CREATE TABLE "call_theme" (
    "call_slug" TEXT NOT NULL,
    "ordinal" SMALLINT NOT NULL,
    "title_pl" TEXT NOT NULL,
    "title_en" TEXT,
    "topic_slug" TEXT,
    "list_key" BYTEA NOT NULL,
    "source_id" TEXT NOT NULL,
    "created_in" INTEGER NOT NULL,
    "changed_in" INTEGER NOT NULL,

    CONSTRAINT "call_theme_pkey" PRIMARY KEY ("call_slug","ordinal")
);

-- CreateTable
CREATE TABLE "call_admission" (
    "call_slug" TEXT NOT NULL,
    "ordinal" SMALLINT NOT NULL,
    "role" "admission_role" NOT NULL,
    "office_id" TEXT,
    "organisation_pl" TEXT,
    "organisation_en" TEXT,
    "list_key" BYTEA NOT NULL,
    "source_id" TEXT NOT NULL,
    "created_in" INTEGER NOT NULL,
    "changed_in" INTEGER NOT NULL,

    CONSTRAINT "call_admission_pkey" PRIMARY KEY ("call_slug","ordinal")
);

-- CreateTable
CREATE TABLE "organiser" (
    "id" TEXT NOT NULL,
    "call_slug" TEXT,
    "event_slug" TEXT,
    "living_lab_slug" TEXT,
    "ordinal" SMALLINT NOT NULL,
    "role" "organiser_role" NOT NULL,
    "office_id" TEXT,
    "organisation_pl" TEXT,
    "organisation_en" TEXT,
    "list_key" BYTEA NOT NULL,
    "source_id" TEXT NOT NULL,
    "created_in" INTEGER NOT NULL,
    "changed_in" INTEGER NOT NULL,

    CONSTRAINT "organiser_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "planned_number" (
    "id" TEXT NOT NULL,
    "call_slug" TEXT,
    "event_slug" TEXT,
    "ordinal" SMALLINT NOT NULL,
    "counted" "counted_thing" NOT NULL,
    "planned" INTEGER,
    "planned_citation_slug" TEXT,
    "actual" INTEGER,
    "actual_citation_slug" TEXT,
    "source_id" TEXT NOT NULL,
    "created_in" INTEGER NOT NULL,
    "changed_in" INTEGER NOT NULL,

    CONSTRAINT "planned_number_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "event" (
    "slug" TEXT NOT NULL,
    "title_pl" TEXT NOT NULL,
    "title_en" TEXT,
    "kind" "event_kind",
    "summary_pl" TEXT,
    "summary_en" TEXT,
    "motto_pl" TEXT,
    "motto_en" TEXT,
    "starts_on" TEXT,
    "ends_on" TEXT,
    "starts_from" DATE,
    "ends_to" DATE,
    "place_name_pl" TEXT,
    "place_name_en" TEXT,
    "place_unit_id" TEXT,
    "aims" JSONB,
    "outcomes" JSONB,
    "scheme_pl" TEXT,
    "scheme_en" TEXT,
    "documented_project_slug" TEXT,
    "project_id" TEXT,
    "inferences" JSONB,
    "folded" TEXT NOT NULL,
    "list_key" BYTEA NOT NULL,
    "stated_on" JSONB NOT NULL,
    "source_id" TEXT NOT NULL,
    "created_in" INTEGER NOT NULL,
    "changed_in" INTEGER NOT NULL,

    CONSTRAINT "event_pkey" PRIMARY KEY ("slug")
);

-- CreateTable
CREATE TABLE "event_session" (
    "id" TEXT NOT NULL,
    "event_slug" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "ordinal" SMALLINT NOT NULL,
    "theme_pl" TEXT NOT NULL,
    "theme_en" TEXT,
    "topic_slug" TEXT,
    "list_key" BYTEA NOT NULL,
    "source_id" TEXT NOT NULL,
    "created_in" INTEGER NOT NULL,
    "changed_in" INTEGER NOT NULL,

    CONSTRAINT "event_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "presentation" (
    "id" TEXT NOT NULL,
    "session_id" TEXT NOT NULL,
    "event_slug" TEXT NOT NULL,
    "ordinal" SMALLINT NOT NULL,
    "practice_slug" TEXT NOT NULL,
    "states_presenters" BOOLEAN NOT NULL,
    "list_key" BYTEA NOT NULL,
    "source_id" TEXT NOT NULL,
    "created_in" INTEGER NOT NULL,
    "changed_in" INTEGER NOT NULL,

    CONSTRAINT "presentation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "presenter" (
    "presentation_id" TEXT NOT NULL,
    "event_slug" TEXT NOT NULL,
    "ordinal" SMALLINT NOT NULL,
    "office_id" TEXT,
    "organisation_pl" TEXT,
    "organisation_en" TEXT,
    "list_key" BYTEA NOT NULL,
    "source_id" TEXT NOT NULL,
    "created_in" INTEGER NOT NULL,
    "changed_in" INTEGER NOT NULL,

    CONSTRAINT "presenter_pkey" PRIMARY KEY ("presentation_id","ordinal")
);

-- CreateTable
CREATE TABLE "living_lab" (
    "slug" TEXT NOT NULL,
    "title_pl" TEXT NOT NULL,
    "title_en" TEXT,
    "summary_pl" TEXT,
    "summary_en" TEXT,
    "host_unit_id" TEXT,
    "stages" JSONB,
    "documented_project_slug" TEXT,
    "project_id" TEXT,
    "inferences" JSONB,
    "list_key" BYTEA NOT NULL,
    "stated_on" JSONB NOT NULL,
    "source_id" TEXT NOT NULL,
    "created_in" INTEGER NOT NULL,
    "changed_in" INTEGER NOT NULL,

    CONSTRAINT "living_lab_pkey" PRIMARY KEY ("slug")
);

-- The hub's own taxonomy
INSERT INTO topic (slug, ordinal, name_pl, name_en) VALUES
  ('citizen-service', 1, 'Obsługa obywatela', 'Serving citizens'),
  ('accessibility', 2, 'Dostępność i włączenie społeczne', 'Accessibility and inclusion'),
  ('digital-services', 3, 'Usługi cyfrowe', 'Digital services'),
  ('communication', 4, 'Komunikacja wewnętrzna i zewnętrzna', 'Internal and external communication'),
  ('people', 5, 'Ludzie i kompetencje', 'People and competences'),
  ('quality-management', 6, 'Zarządzanie jakością', 'Quality management'),
  ('benchmarking', 7, 'Porównywanie się i samoocena', 'Benchmarking and self-assessment'),
  ('public-policy', 8, 'Tworzenie i ocena polityk publicznych', 'Making and evaluating public policy'),
  ('participation', 9, 'Udział mieszkańców', 'Public participation'),
  ('partnership', 10, 'Współpraca i partnerstwa', 'Cooperation and partnerships'),
  ('economy', 11, 'Gospodarka i przedsiębiorczość', 'Economy and enterprise'),
  ('education', 12, 'Oświata i wychowanie', 'Education and childcare'),
  ('social-policy', 13, 'Polityka społeczna i rodzina', 'Social policy and families'),
  ('health', 14, 'Zdrowie', 'Health'),
  ('safety', 15, 'Bezpieczeństwo i ratownictwo', 'Safety and rescue'),
  ('environment', 16, 'Środowisko i klimat', 'Environment and climate'),
  ('space-and-transport', 17, 'Przestrzeń i transport', 'Space and transport'),
  ('culture', 18, 'Kultura, sport i turystyka', 'Culture, sport and tourism'),
  ('finance', 19, 'Finanse i zamówienia', 'Finance and procurement');


-- What follows takes along what practice_record holds.

CREATE FUNCTION pg_temp.pl(t jsonb) RETURNS text LANGUAGE sql IMMUTABLE AS
$$ SELECT CASE jsonb_typeof(t) WHEN 'object' THEN t ->> 'pl' ELSE t #>> '{}' END $$;

CREATE FUNCTION pg_temp.en(t jsonb) RETURNS text LANGUAGE sql IMMUTABLE AS
$$ SELECT CASE jsonb_typeof(t) WHEN 'object' THEN t ->> 'en' END $$;

-- The same keys as src/domains/practices/list-keys.ts makes.
CREATE FUNCTION pg_temp.letter_weight(letter text) RETURNS int LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE
    WHEN letter ~ '[\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufeff]' THEN 0
    ELSE coalesce(nullif(strpos(a.alphabet, l.lower), 0), nullif(strpos(a.alphabet, left(normalize(l.lower, NFKD), 1)), 0), 254)
  END
  FROM (SELECT ' _-–—,;:!?.…·''"«»()[]{}§@*/\&#%•°+±×<=>|~$£€0123456789aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż' AS alphabet) a,
    (SELECT translate(lower(letter), 'ĄĆĘŁŃÓŚŹŻ‘’‚‛“”„‟', 'ąćęłńóśźż''''''''""""') AS lower) l
$$;

CREATE FUNCTION pg_temp.title_key(title text, slug text) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
  SELECT decode(coalesce((
    SELECT string_agg(lpad(to_hex(w.weight), 2, '0'), '' ORDER BY l.n)
    FROM string_to_table(normalize(title, NFC), NULL) WITH ORDINALITY AS l(letter, n),
      LATERAL (SELECT pg_temp.letter_weight(l.letter) AS weight) w
    WHERE w.weight > 0
  ), '') || '00', 'hex') || convert_to(slug, 'UTF8')
$$;

CREATE FUNCTION pg_temp.day_key(day text, slug text) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
  SELECT decode(coalesce((
    SELECT string_agg(to_hex(255 - ascii(d.digit)), '' ORDER BY d.n)
    FROM string_to_table(day, NULL) WITH ORDINALITY AS d(digit, n)
  ), '') || 'ff', 'hex') || convert_to(slug, 'UTF8')
$$;

CREATE FUNCTION pg_temp.first_day(day text) RETURNS date LANGUAGE sql IMMUTABLE AS
$$ SELECT (day || substr('-01-01', CASE length(day) WHEN 4 THEN 1 WHEN 7 THEN 4 ELSE 7 END))::date $$;

CREATE FUNCTION pg_temp.last_day(day text) RETURNS date LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE length(day) WHEN 10 THEN day::date
    WHEN 7 THEN (pg_temp.first_day(day) + interval '1 month' - interval '1 day')::date
    ELSE (day || '-12-31')::date END
$$;

-- A unit that a register gave another id since is found by the code that its id was made of.
CREATE FUNCTION pg_temp.unit(id text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT coalesce(
    (SELECT u.id FROM territorial_unit u WHERE u.id = $1),
    (SELECT v.unit_id FROM territorial_unit_version v
     WHERE CASE WHEN v.kind::text LIKE '%GMINA' THEN left(v.terc, 6) ELSE v.terc END = split_part($1, '~', 1)
     ORDER BY v.valid_from DESC LIMIT 1))
$$;

CREATE FUNCTION pg_temp.office(id text) RETURNS text LANGUAGE sql STABLE AS
$$ SELECT o.id FROM office o WHERE o.id = $1 $$;

-- An office that is gone keeps at least the id under which it was stated.
CREATE FUNCTION pg_temp.organisation(actor jsonb) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT coalesce(pg_temp.pl(actor -> 'organisation'),
    CASE WHEN pg_temp.office(actor ->> 'office') IS NULL THEN actor ->> 'office' END)
$$;

CREATE FUNCTION pg_temp.metric(code text) RETURNS int LANGUAGE sql STABLE AS
$$ SELECT m.id FROM metric m WHERE m.code = $1 $$;

CREATE TEMPORARY TABLE old AS
SELECT r.kind::text AS kind, r.slug, r.title_pl, r.title_en, r.folded, r.source_id, r.created_in, r.changed_in, c.content AS c,
  CASE r.kind::text
    WHEN 'CALL' THEN pg_temp.day_key(coalesce(c.content ->> 'closesOn', c.content ->> 'opensOn', c.content ->> 'announcedOn'), r.slug)
    WHEN 'EVENT' THEN pg_temp.day_key(c.content ->> 'startsOn', r.slug)
    WHEN 'ADOPTION' THEN pg_temp.day_key(c.content ->> 'on', r.slug)
    WHEN 'COST_BENEFIT' THEN pg_temp.day_key(c.content ->> 'to', r.slug)
    ELSE pg_temp.title_key(r.title_pl, r.slug)
  END AS list_key,
  coalesce((
    SELECT jsonb_object_agg(k.property, s.as_of::text) FROM jsonb_object_keys(c.content) AS k(property) WHERE k.property <> 'projectId'
  ), '{}') AS stated_on,
  c.content -> 'project' ->> 'slug' AS documented_project_slug,
  coalesce(
    (SELECT p.id FROM project p WHERE p.id = c.content -> 'project' ->> 'id'),
    (SELECT d.outline ->> 'projectId' FROM practice_record d
     WHERE d.kind::text = 'PROJECT' AND d.slug = c.content -> 'project' ->> 'slug')) AS project_id
FROM practice_record r
JOIN source s ON s.id = r.source_id
-- An empty list says what a missing one says.
CROSS JOIN LATERAL (
  SELECT coalesce(jsonb_object_agg(e.key, e.value), '{}') AS content FROM jsonb_each(r.outline || r.detail) AS e WHERE e.value <> '[]'
) AS c;

INSERT INTO citation (slug, title_pl, title_en, publisher_pl, publisher_en, published_on, url, note_pl, note_en, list_key,
  stated_on, source_id, created_in, changed_in)
SELECT slug, title_pl, title_en, pg_temp.pl(c -> 'publisher'), pg_temp.en(c -> 'publisher'), c ->> 'publishedOn', c ->> 'url',
  pg_temp.pl(c -> 'note'), pg_temp.en(c -> 'note'), list_key, stated_on, source_id, created_in, changed_in
FROM old WHERE kind = 'CITATION';

INSERT INTO documented_project (slug, title_pl, title_en, contract_number, project_id, facts, inferences, list_key, stated_on,
  source_id, created_in, changed_in)
SELECT slug, title_pl, title_en, c ->> 'contractNumber', c ->> 'projectId',
  c - ARRAY['title', 'contractNumber', 'projectId', 'evidence', 'citations', 'inferences'], c -> 'inferences', list_key,
  stated_on, source_id, created_in, changed_in
FROM old WHERE kind = 'PROJECT';

INSERT INTO living_lab (slug, title_pl, title_en, summary_pl, summary_en, host_unit_id, stages, documented_project_slug,
  project_id, inferences, list_key, stated_on, source_id, created_in, changed_in)
SELECT slug, title_pl, title_en, pg_temp.pl(c -> 'summary'), pg_temp.en(c -> 'summary'),
  pg_temp.unit(c -> 'hostUnit' ->> 'unit'), c -> 'stages', documented_project_slug, project_id, c -> 'inferences', list_key,
  stated_on, source_id, created_in, changed_in
FROM old WHERE kind = 'LIVING_LAB';

INSERT INTO event (slug, title_pl, title_en, kind, summary_pl, summary_en, motto_pl, motto_en, starts_on, ends_on,
  starts_from, ends_to, place_name_pl, place_name_en, place_unit_id, aims, outcomes, scheme_pl, scheme_en,
  documented_project_slug, project_id, inferences, folded, list_key, stated_on, source_id, created_in, changed_in)
SELECT slug, title_pl, title_en, (c ->> 'kind')::event_kind, pg_temp.pl(c -> 'summary'), pg_temp.en(c -> 'summary'),
  pg_temp.pl(c -> 'motto'), pg_temp.en(c -> 'motto'), c ->> 'startsOn', c ->> 'endsOn', pg_temp.first_day(c ->> 'startsOn'),
  pg_temp.last_day(coalesce(c ->> 'endsOn', c ->> 'startsOn')), pg_temp.pl(c -> 'place' -> 'name'),
  pg_temp.en(c -> 'place' -> 'name'), pg_temp.unit(c -> 'place' ->> 'unit'), c -> 'aims', c -> 'outcomes',
  pg_temp.pl(c -> 'scheme'), pg_temp.en(c -> 'scheme'), documented_project_slug, project_id, c -> 'inferences', folded,
  list_key, stated_on, source_id, created_in, changed_in
FROM old WHERE kind = 'EVENT';

INSERT INTO call (slug, title_pl, title_en, kind, summary_pl, summary_en, motto_pl, motto_en, announced_on, opens_on,
  closes_on, results_on, opens_from, closes_from, closes_to, tiers, eligibility, channels, steps, preferences, benefits,
  documents, results, results_url, admission, event_slug, living_lab_slug, documented_project_slug, project_id, inferences,
  folded, list_key, stated_on, source_id, created_in, changed_in)
SELECT slug, title_pl, title_en, (c ->> 'kind')::call_kind, pg_temp.pl(c -> 'summary'), pg_temp.en(c -> 'summary'),
  pg_temp.pl(c -> 'motto'), pg_temp.en(c -> 'motto'), c ->> 'announcedOn', c ->> 'opensOn', c ->> 'closesOn', c ->> 'resultsOn',
  pg_temp.first_day(coalesce(c ->> 'opensOn', c ->> 'announcedOn')), pg_temp.first_day(c ->> 'closesOn'),
  pg_temp.last_day(c ->> 'closesOn'),
  ARRAY(SELECT t FROM jsonb_array_elements_text(coalesce(c -> 'tiers', '[]')) WITH ORDINALITY AS tier(t, n) ORDER BY n),
  c -> 'eligibility', c -> 'channels', c -> 'steps', c -> 'preferences', c -> 'benefits', c -> 'documents', c -> 'results',
  c ->> 'resultsUrl', (c ->> 'admission')::admission_order, c ->> 'event', c ->> 'livingLab', documented_project_slug,
  project_id, c -> 'inferences', folded, list_key, stated_on, source_id, created_in, changed_in
FROM old WHERE kind = 'CALL';

INSERT INTO practice (slug, title_pl, title_en, summary_pl, summary_en, problem_pl, problem_en, solution_pl, solution_en,
  participation_pl, participation_en, weaknesses, methods, results, beneficiaries, resources, obstacles, lessons,
  transfer_conditions, innovation, stage, started_on, implemented_on, ended_on, cost_amount, cost_currency, cost_note_pl,
  cost_note_en, living_lab_slug, documented_project_slug, project_id, inferences, folded, list_key, stated_on, source_id,
  created_in, changed_in)
SELECT slug, title_pl, title_en, pg_temp.pl(c -> 'summary'), pg_temp.en(c -> 'summary'), pg_temp.pl(c -> 'problem'),
  pg_temp.en(c -> 'problem'), pg_temp.pl(c -> 'solution'), pg_temp.en(c -> 'solution'), pg_temp.pl(c -> 'participation'),
  pg_temp.en(c -> 'participation'), c -> 'weaknesses', c -> 'methods', c -> 'results', c -> 'beneficiaries', c -> 'resources',
  c -> 'obstacles', c -> 'lessons', c -> 'transferConditions', (c ->> 'innovation')::innovation_type,
  (c ->> 'stage')::practice_stage, c ->> 'startedOn', c ->> 'implementedOn', c ->> 'endedOn', c -> 'cost' ->> 'amount',
  c -> 'cost' ->> 'currency', pg_temp.pl(c -> 'costNote'), pg_temp.en(c -> 'costNote'), c ->> 'livingLab',
  documented_project_slug, project_id, c -> 'inferences', folded, list_key, stated_on, source_id, created_in, changed_in
FROM old WHERE kind = 'PRACTICE';

INSERT INTO adoption (slug, practice_slug, adopter_office_id, adopter_organisation_pl, adopter_organisation_en,
  from_office_id, from_organisation_pl, from_organisation_en, adopted_on, changes_pl, changes_en, url, inferences, list_key,
  stated_on, source_id, created_in, changed_in)
SELECT slug, c ->> 'practice', pg_temp.office(c -> 'adopter' ->> 'office'), pg_temp.organisation(c -> 'adopter'),
  pg_temp.en(c -> 'adopter' -> 'organisation'), pg_temp.office(c -> 'from' ->> 'office'), pg_temp.organisation(c -> 'from'),
  pg_temp.en(c -> 'from' -> 'organisation'), c ->> 'on', pg_temp.pl(c -> 'changes'), pg_temp.en(c -> 'changes'), c ->> 'url',
  c -> 'inferences', list_key, stated_on, source_id, created_in, changed_in
FROM old WHERE kind = 'ADOPTION';

INSERT INTO cost_benefit_assessment (slug, practice_slug, period_from, period_to, assessor_office_id,
  assessor_organisation_pl, assessor_organisation_en, method_pl, method_en, costs, benefits, url, inferences, list_key,
  stated_on, source_id, created_in, changed_in)
SELECT slug, c ->> 'practice', c ->> 'from', c ->> 'to', pg_temp.office(c -> 'assessedBy' ->> 'office'),
  pg_temp.organisation(c -> 'assessedBy'), pg_temp.en(c -> 'assessedBy' -> 'organisation'), pg_temp.pl(c -> 'method'),
  pg_temp.en(c -> 'method'), c -> 'costs', c -> 'benefits', c ->> 'url', c -> 'inferences', list_key, stated_on, source_id,
  created_in, changed_in
FROM old WHERE kind = 'COST_BENEFIT';

CREATE FUNCTION pg_temp.listed(property text) RETURNS TABLE (kind text, slug text, item jsonb, ordinal int, list_key bytea,
  source_id text, created_in int, changed_in int) LANGUAGE sql STABLE AS $$
  SELECT old.kind, old.slug, list.item, list.n::int, old.list_key, old.source_id, old.created_in, old.changed_in
  FROM old CROSS JOIN LATERAL jsonb_array_elements(old.c -> property) WITH ORDINALITY AS list(item, n)
$$;

INSERT INTO practice_office (practice_slug, ordinal, role, office_id, organisation_pl, organisation_en, list_key, source_id,
  created_in, changed_in)
SELECT slug, ordinal, (item ->> 'role')::practice_role, pg_temp.office(item ->> 'office'), pg_temp.organisation(item),
  pg_temp.en(item -> 'organisation'), list_key, source_id, created_in, changed_in
FROM pg_temp.listed('offices') WHERE kind = 'PRACTICE';

INSERT INTO practice_topic (practice_slug, topic_slug, ordinal, list_key, source_id, created_in, changed_in)
SELECT slug, item #>> '{}', ordinal, list_key, source_id, created_in, changed_in
FROM pg_temp.listed('topics') WHERE kind = 'PRACTICE';

INSERT INTO practice_place (practice_slug, ordinal, unit_id, list_key, source_id, created_in, changed_in)
SELECT slug, ordinal, pg_temp.unit(item ->> 'unit'), list_key, source_id, created_in, changed_in
FROM pg_temp.listed('places') WHERE kind = 'PRACTICE' AND pg_temp.unit(item ->> 'unit') IS NOT NULL;

INSERT INTO practice_submission (id, practice_slug, call_slug, ordinal, outcome, list_key, source_id, created_in, changed_in)
SELECT slug || '/' || (item ->> 'call'), slug, item ->> 'call', ordinal, coalesce(item ->> 'outcome', 'SUBMITTED')::submission_outcome, list_key, source_id,
  created_in, changed_in
FROM pg_temp.listed('submissions') WHERE kind = 'PRACTICE';

INSERT INTO evidence (id, practice_slug, documented_project_slug, ordinal, title_pl, title_en, url, metric_code, metric_id,
  unit_id, office_id, dimensions, baseline_period, baseline_value, target_period, target_value, source_id, created_in, changed_in)
SELECT lower(kind) || '/' || slug || '/' || ordinal, CASE kind WHEN 'PRACTICE' THEN slug END,
  CASE kind WHEN 'PROJECT' THEN slug END, ordinal, pg_temp.pl(item -> 'title'), pg_temp.en(item -> 'title'), item ->> 'url',
  item ->> 'metric', pg_temp.metric(item ->> 'metric'), pg_temp.unit(item ->> 'unit'), pg_temp.office(item ->> 'office'),
  item -> 'dimensions', item -> 'baseline' ->> 'period', (item -> 'baseline' ->> 'value')::float,
  item -> 'target' ->> 'period', (item -> 'target' ->> 'value')::float, source_id, created_in, changed_in
FROM pg_temp.listed('evidence');

INSERT INTO call_theme (call_slug, ordinal, title_pl, title_en, topic_slug, list_key, source_id, created_in, changed_in)
SELECT slug, ordinal, pg_temp.pl(item -> 'title'), pg_temp.en(item -> 'title'), item ->> 'topic', list_key, source_id,
  created_in, changed_in
FROM pg_temp.listed('themes');

INSERT INTO call_admission (call_slug, ordinal, role, office_id, organisation_pl, organisation_en, list_key, source_id,
  created_in, changed_in)
SELECT slug, ordinal, (item ->> 'role')::admission_role, pg_temp.office(item ->> 'office'), pg_temp.organisation(item),
  pg_temp.en(item -> 'organisation'), list_key, source_id, created_in, changed_in
FROM pg_temp.listed('admitted');

INSERT INTO organiser (id, call_slug, event_slug, living_lab_slug, ordinal, role, office_id, organisation_pl,
  organisation_en, list_key, source_id, created_in, changed_in)
SELECT replace(lower(kind), '_', '-') || '/' || slug || '/' || ordinal, CASE kind WHEN 'CALL' THEN slug END,
  CASE kind WHEN 'EVENT' THEN slug END, CASE kind WHEN 'LIVING_LAB' THEN slug END, ordinal,
  (item ->> 'role')::organiser_role, pg_temp.office(item ->> 'office'), pg_temp.organisation(item),
  pg_temp.en(item -> 'organisation'), list_key, source_id, created_in, changed_in
FROM pg_temp.listed('organisers');

INSERT INTO planned_number (id, call_slug, event_slug, ordinal, counted, planned, planned_citation_slug, actual,
  actual_citation_slug, source_id, created_in, changed_in)
SELECT lower(kind) || '/' || slug || '/' || ordinal, CASE kind WHEN 'CALL' THEN slug END, CASE kind WHEN 'EVENT' THEN slug END,
  ordinal, (item ->> 'of')::counted_thing, (item ->> 'planned')::int, item ->> 'plannedCitation', (item ->> 'actual')::int,
  item ->> 'actualCitation', source_id, created_in, changed_in
FROM (SELECT * FROM pg_temp.listed('capacity') UNION ALL SELECT * FROM pg_temp.listed('numbers')) AS numbers;

INSERT INTO event_session (id, event_slug, slug, ordinal, theme_pl, theme_en, topic_slug, list_key, source_id, created_in, changed_in)
SELECT slug || '/' || (item ->> 'slug'), slug, item ->> 'slug', ordinal, pg_temp.pl(item -> 'theme'),
  pg_temp.en(item -> 'theme'), item ->> 'topic', list_key, source_id, created_in, changed_in
FROM pg_temp.listed('sessions');

CREATE TEMPORARY TABLE old_presentation AS
SELECT s.slug || '/' || (s.item ->> 'slug') AS session_id, s.slug || '/' || (s.item ->> 'slug') || '/' || (p.item ->> 'practice') AS id,
  s.slug AS event_slug, p.item, p.n::int AS ordinal,
  s.list_key || '\x00'::bytea || int2send(s.ordinal::int2) || int2send(p.n::int2) AS list_key, s.list_key AS event_key,
  s.source_id, s.created_in, s.changed_in
FROM pg_temp.listed('sessions') AS s
CROSS JOIN LATERAL jsonb_array_elements(s.item -> 'presentations') WITH ORDINALITY AS p(item, n);

INSERT INTO presentation (id, session_id, event_slug, ordinal, practice_slug, states_presenters, list_key, source_id,
  created_in, changed_in)
SELECT id, session_id, event_slug, ordinal, item ->> 'practice', item ? 'offices', list_key, source_id, created_in, changed_in
FROM old_presentation;

INSERT INTO presenter (presentation_id, event_slug, ordinal, office_id, organisation_pl, organisation_en, list_key, source_id,
  created_in, changed_in)
SELECT o.id, o.event_slug, a.n, pg_temp.office(a.actor ->> 'office'), pg_temp.organisation(a.actor), pg_temp.en(a.actor -> 'organisation'),
  o.event_key, o.source_id, o.created_in, o.changed_in
FROM old_presentation AS o
CROSS JOIN LATERAL jsonb_array_elements(o.item -> 'offices') WITH ORDINALITY AS a(actor, n);

INSERT INTO material (id, practice_slug, event_slug, presentation_id, ordinal, type, title_pl, title_en, url, licence,
  source_id, created_in, changed_in)
SELECT owner || '/' || ordinal, practice_slug, event_slug, presentation_id, ordinal, (item ->> 'type')::material_type,
  pg_temp.pl(item -> 'title'), pg_temp.en(item -> 'title'), item ->> 'url', item ->> 'licence', source_id, created_in, changed_in
FROM (
  SELECT lower(kind) || '/' || slug AS owner, CASE kind WHEN 'PRACTICE' THEN slug END AS practice_slug,
    CASE kind WHEN 'EVENT' THEN slug END AS event_slug, NULL AS presentation_id, item, ordinal, source_id, created_in, changed_in
  FROM pg_temp.listed('materials')
  UNION ALL
  SELECT 'presentation/' || o.id, NULL, NULL, o.id, m.item, m.n::int, o.source_id, o.created_in, o.changed_in
  FROM old_presentation AS o
  CROSS JOIN LATERAL jsonb_array_elements(o.item -> 'materials') WITH ORDINALITY AS m(item, n)
) AS materials;

INSERT INTO citation_use (id, citation_slug, ordinal, practice_slug, adoption_slug, cost_benefit_slug,
  documented_project_slug, call_slug, event_slug, living_lab_slug, list_key, source_id, created_in, changed_in)
SELECT replace(lower(kind), '_', '-') || '/' || slug || '/' || ordinal, item #>> '{}', ordinal,
  CASE kind WHEN 'PRACTICE' THEN slug END, CASE kind WHEN 'ADOPTION' THEN slug END,
  CASE kind WHEN 'COST_BENEFIT' THEN slug END, CASE kind WHEN 'PROJECT' THEN slug END, CASE kind WHEN 'CALL' THEN slug END,
  CASE kind WHEN 'EVENT' THEN slug END, CASE kind WHEN 'LIVING_LAB' THEN slug END, list_key, source_id, created_in, changed_in
FROM pg_temp.listed('citations');

-- An observed practice that is not there keeps its name alone
UPDATE observation_subject SET practice_id = NULL, name = coalesce(name, practice_id)
WHERE practice_id IS NOT NULL AND NOT EXISTS (SELECT FROM practice p WHERE p.slug = practice_id);

DROP TABLE "practice_record";
DROP TYPE "practice_record_kind";
DROP TABLE old, old_presentation;

-- CreateIndex
CREATE UNIQUE INDEX "citation_list_key_key" ON "citation"("list_key");

-- CreateIndex
CREATE INDEX "citation_use_citation_slug_list_key_idx" ON "citation_use"("citation_slug", "list_key");

-- CreateIndex
CREATE INDEX "citation_use_practice_slug_idx" ON "citation_use"("practice_slug");

-- CreateIndex
CREATE INDEX "citation_use_adoption_slug_idx" ON "citation_use"("adoption_slug");

-- CreateIndex
CREATE INDEX "citation_use_cost_benefit_slug_idx" ON "citation_use"("cost_benefit_slug");

-- CreateIndex
CREATE INDEX "citation_use_documented_project_slug_idx" ON "citation_use"("documented_project_slug");

-- CreateIndex
CREATE INDEX "citation_use_call_slug_idx" ON "citation_use"("call_slug");

-- CreateIndex
CREATE INDEX "citation_use_event_slug_idx" ON "citation_use"("event_slug");

-- CreateIndex
CREATE INDEX "citation_use_living_lab_slug_idx" ON "citation_use"("living_lab_slug");

-- CreateIndex
CREATE UNIQUE INDEX "practice_list_key_key" ON "practice"("list_key");

-- CreateIndex
CREATE INDEX "practice_stage_list_key_idx" ON "practice"("stage", "list_key");

-- CreateIndex
CREATE INDEX "practice_living_lab_slug_list_key_idx" ON "practice"("living_lab_slug", "list_key");

-- CreateIndex
CREATE INDEX "practice_project_id_list_key_idx" ON "practice"("project_id", "list_key");

-- CreateIndex
CREATE INDEX "practice_documented_project_slug_idx" ON "practice"("documented_project_slug");

-- CreateIndex
CREATE INDEX "practice_folded_idx" ON "practice" USING GIN ("folded" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "practice_changed_in_idx" ON "practice"("changed_in");

-- CreateIndex
CREATE INDEX "practice_office_office_id_list_key_idx" ON "practice_office"("office_id", "list_key");

-- CreateIndex
CREATE INDEX "practice_topic_topic_slug_list_key_idx" ON "practice_topic"("topic_slug", "list_key");

-- CreateIndex
CREATE INDEX "practice_place_unit_id_list_key_idx" ON "practice_place"("unit_id", "list_key");

-- CreateIndex
CREATE INDEX "practice_submission_practice_slug_idx" ON "practice_submission"("practice_slug");

-- CreateIndex
CREATE INDEX "practice_submission_call_slug_list_key_idx" ON "practice_submission"("call_slug", "list_key");

-- CreateIndex
CREATE INDEX "evidence_practice_slug_idx" ON "evidence"("practice_slug");

-- CreateIndex
CREATE INDEX "evidence_documented_project_slug_idx" ON "evidence"("documented_project_slug");

-- CreateIndex
CREATE INDEX "evidence_metric_id_idx" ON "evidence"("metric_id");

-- CreateIndex
CREATE INDEX "evidence_metric_code_idx" ON "evidence"("metric_code");

-- CreateIndex
CREATE INDEX "evidence_unit_id_idx" ON "evidence"("unit_id");

-- CreateIndex
CREATE INDEX "evidence_office_id_idx" ON "evidence"("office_id");

-- CreateIndex
CREATE INDEX "material_practice_slug_idx" ON "material"("practice_slug");

-- CreateIndex
CREATE INDEX "material_event_slug_idx" ON "material"("event_slug");

-- CreateIndex
CREATE INDEX "material_presentation_id_idx" ON "material"("presentation_id");

-- CreateIndex
CREATE UNIQUE INDEX "adoption_list_key_key" ON "adoption"("list_key");

-- CreateIndex
CREATE INDEX "adoption_practice_slug_list_key_idx" ON "adoption"("practice_slug", "list_key");

-- CreateIndex
CREATE INDEX "adoption_adopter_office_id_list_key_idx" ON "adoption"("adopter_office_id", "list_key");

-- CreateIndex
CREATE INDEX "adoption_from_office_id_list_key_idx" ON "adoption"("from_office_id", "list_key");

-- CreateIndex
CREATE UNIQUE INDEX "cost_benefit_assessment_list_key_key" ON "cost_benefit_assessment"("list_key");

-- CreateIndex
CREATE INDEX "cost_benefit_assessment_practice_slug_list_key_idx" ON "cost_benefit_assessment"("practice_slug", "list_key");

-- CreateIndex
CREATE INDEX "cost_benefit_assessment_assessor_office_id_list_key_idx" ON "cost_benefit_assessment"("assessor_office_id", "list_key");

-- CreateIndex
CREATE UNIQUE INDEX "documented_project_list_key_key" ON "documented_project"("list_key");

-- CreateIndex
CREATE INDEX "documented_project_project_id_idx" ON "documented_project"("project_id");

-- CreateIndex
CREATE UNIQUE INDEX "call_list_key_key" ON "call"("list_key");

-- CreateIndex
CREATE INDEX "call_kind_list_key_idx" ON "call"("kind", "list_key");

-- CreateIndex
CREATE INDEX "call_event_slug_list_key_idx" ON "call"("event_slug", "list_key");

-- CreateIndex
CREATE INDEX "call_living_lab_slug_list_key_idx" ON "call"("living_lab_slug", "list_key");

-- CreateIndex
CREATE INDEX "call_project_id_list_key_idx" ON "call"("project_id", "list_key");

-- CreateIndex
CREATE INDEX "call_documented_project_slug_idx" ON "call"("documented_project_slug");

-- CreateIndex
CREATE INDEX "call_folded_idx" ON "call" USING GIN ("folded" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "call_changed_in_idx" ON "call"("changed_in");

-- CreateIndex
CREATE INDEX "call_theme_topic_slug_list_key_idx" ON "call_theme"("topic_slug", "list_key");

-- CreateIndex
CREATE INDEX "call_admission_office_id_list_key_idx" ON "call_admission"("office_id", "list_key");

-- CreateIndex
CREATE INDEX "organiser_call_slug_idx" ON "organiser"("call_slug");

-- CreateIndex
CREATE INDEX "organiser_event_slug_idx" ON "organiser"("event_slug");

-- CreateIndex
CREATE INDEX "organiser_living_lab_slug_idx" ON "organiser"("living_lab_slug");

-- CreateIndex
CREATE INDEX "organiser_office_id_list_key_idx" ON "organiser"("office_id", "list_key");

-- CreateIndex
CREATE INDEX "planned_number_call_slug_idx" ON "planned_number"("call_slug");

-- CreateIndex
CREATE INDEX "planned_number_event_slug_idx" ON "planned_number"("event_slug");

-- CreateIndex
CREATE INDEX "planned_number_planned_citation_slug_idx" ON "planned_number"("planned_citation_slug");

-- CreateIndex
CREATE INDEX "planned_number_actual_citation_slug_idx" ON "planned_number"("actual_citation_slug");

-- CreateIndex
CREATE UNIQUE INDEX "event_list_key_key" ON "event"("list_key");

-- CreateIndex
CREATE INDEX "event_place_unit_id_list_key_idx" ON "event"("place_unit_id", "list_key");

-- CreateIndex
CREATE INDEX "event_project_id_list_key_idx" ON "event"("project_id", "list_key");

-- CreateIndex
CREATE INDEX "event_documented_project_slug_idx" ON "event"("documented_project_slug");

-- CreateIndex
CREATE INDEX "event_folded_idx" ON "event" USING GIN ("folded" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "event_changed_in_idx" ON "event"("changed_in");

-- CreateIndex
CREATE INDEX "event_session_topic_slug_list_key_idx" ON "event_session"("topic_slug", "list_key");

-- CreateIndex
CREATE UNIQUE INDEX "event_session_event_slug_slug_key" ON "event_session"("event_slug", "slug");

-- CreateIndex
CREATE INDEX "presentation_session_id_idx" ON "presentation"("session_id");

-- CreateIndex
CREATE INDEX "presentation_event_slug_practice_slug_idx" ON "presentation"("event_slug", "practice_slug");

-- CreateIndex
CREATE INDEX "presentation_practice_slug_list_key_idx" ON "presentation"("practice_slug", "list_key");

-- CreateIndex
CREATE INDEX "presenter_event_slug_idx" ON "presenter"("event_slug");

-- CreateIndex
CREATE INDEX "presenter_office_id_list_key_idx" ON "presenter"("office_id", "list_key");

-- CreateIndex
CREATE UNIQUE INDEX "living_lab_list_key_key" ON "living_lab"("list_key");

-- CreateIndex
CREATE INDEX "living_lab_host_unit_id_list_key_idx" ON "living_lab"("host_unit_id", "list_key");

-- CreateIndex
CREATE INDEX "living_lab_project_id_list_key_idx" ON "living_lab"("project_id", "list_key");

-- CreateIndex
CREATE INDEX "living_lab_documented_project_slug_idx" ON "living_lab"("documented_project_slug");

-- AddForeignKey: checked at COMMIT, for the row of a release is the last that its transaction writes.
ALTER TABLE "observation_subject" ADD CONSTRAINT "observation_subject_practice_id_fkey" FOREIGN KEY ("practice_id") REFERENCES "practice"("slug") ON DELETE RESTRICT ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "citation" ADD CONSTRAINT "citation_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "citation" ADD CONSTRAINT "citation_created_in_fkey" FOREIGN KEY ("created_in") REFERENCES "release"("number") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "citation" ADD CONSTRAINT "citation_changed_in_fkey" FOREIGN KEY ("changed_in") REFERENCES "release"("number") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "citation_use" ADD CONSTRAINT "citation_use_citation_slug_fkey" FOREIGN KEY ("citation_slug") REFERENCES "citation"("slug") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "citation_use" ADD CONSTRAINT "citation_use_practice_slug_fkey" FOREIGN KEY ("practice_slug") REFERENCES "practice"("slug") ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "citation_use" ADD CONSTRAINT "citation_use_adoption_slug_fkey" FOREIGN KEY ("adoption_slug") REFERENCES "adoption"("slug") ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "citation_use" ADD CONSTRAINT "citation_use_cost_benefit_slug_fkey" FOREIGN KEY ("cost_benefit_slug") REFERENCES "cost_benefit_assessment"("slug") ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "citation_use" ADD CONSTRAINT "citation_use_documented_project_slug_fkey" FOREIGN KEY ("documented_project_slug") REFERENCES "documented_project"("slug") ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "citation_use" ADD CONSTRAINT "citation_use_call_slug_fkey" FOREIGN KEY ("call_slug") REFERENCES "call"("slug") ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "citation_use" ADD CONSTRAINT "citation_use_event_slug_fkey" FOREIGN KEY ("event_slug") REFERENCES "event"("slug") ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "citation_use" ADD CONSTRAINT "citation_use_living_lab_slug_fkey" FOREIGN KEY ("living_lab_slug") REFERENCES "living_lab"("slug") ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "citation_use" ADD CONSTRAINT "citation_use_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "citation_use" ADD CONSTRAINT "citation_use_created_in_fkey" FOREIGN KEY ("created_in") REFERENCES "release"("number") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "citation_use" ADD CONSTRAINT "citation_use_changed_in_fkey" FOREIGN KEY ("changed_in") REFERENCES "release"("number") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "practice" ADD CONSTRAINT "practice_living_lab_slug_fkey" FOREIGN KEY ("living_lab_slug") REFERENCES "living_lab"("slug") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "practice" ADD CONSTRAINT "practice_documented_project_slug_fkey" FOREIGN KEY ("documented_project_slug") REFERENCES "documented_project"("slug") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "practice" ADD CONSTRAINT "practice_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE SET NULL ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "practice" ADD CONSTRAINT "practice_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "practice" ADD CONSTRAINT "practice_created_in_fkey" FOREIGN KEY ("created_in") REFERENCES "release"("number") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "practice" ADD CONSTRAINT "practice_changed_in_fkey" FOREIGN KEY ("changed_in") REFERENCES "release"("number") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "practice_office" ADD CONSTRAINT "practice_office_practice_slug_fkey" FOREIGN KEY ("practice_slug") REFERENCES "practice"("slug") ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "practice_office" ADD CONSTRAINT "practice_office_office_id_fkey" FOREIGN KEY ("office_id") REFERENCES "office"("id") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "practice_office" ADD CONSTRAINT "practice_office_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "practice_office" ADD CONSTRAINT "practice_office_created_in_fkey" FOREIGN KEY ("created_in") REFERENCES "release"("number") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "practice_office" ADD CONSTRAINT "practice_office_changed_in_fkey" FOREIGN KEY ("changed_in") REFERENCES "release"("number") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "practice_topic" ADD CONSTRAINT "practice_topic_practice_slug_fkey" FOREIGN KEY ("practice_slug") REFERENCES "practice"("slug") ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "practice_topic" ADD CONSTRAINT "practice_topic_topic_slug_fkey" FOREIGN KEY ("topic_slug") REFERENCES "topic"("slug") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "practice_topic" ADD CONSTRAINT "practice_topic_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "practice_topic" ADD CONSTRAINT "practice_topic_created_in_fkey" FOREIGN KEY ("created_in") REFERENCES "release"("number") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "practice_topic" ADD CONSTRAINT "practice_topic_changed_in_fkey" FOREIGN KEY ("changed_in") REFERENCES "release"("number") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "practice_place" ADD CONSTRAINT "practice_place_practice_slug_fkey" FOREIGN KEY ("practice_slug") REFERENCES "practice"("slug") ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "practice_place" ADD CONSTRAINT "practice_place_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "territorial_unit"("id") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "practice_place" ADD CONSTRAINT "practice_place_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "practice_place" ADD CONSTRAINT "practice_place_created_in_fkey" FOREIGN KEY ("created_in") REFERENCES "release"("number") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "practice_place" ADD CONSTRAINT "practice_place_changed_in_fkey" FOREIGN KEY ("changed_in") REFERENCES "release"("number") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "practice_submission" ADD CONSTRAINT "practice_submission_practice_slug_fkey" FOREIGN KEY ("practice_slug") REFERENCES "practice"("slug") ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "practice_submission" ADD CONSTRAINT "practice_submission_call_slug_fkey" FOREIGN KEY ("call_slug") REFERENCES "call"("slug") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "practice_submission" ADD CONSTRAINT "practice_submission_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "practice_submission" ADD CONSTRAINT "practice_submission_created_in_fkey" FOREIGN KEY ("created_in") REFERENCES "release"("number") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "practice_submission" ADD CONSTRAINT "practice_submission_changed_in_fkey" FOREIGN KEY ("changed_in") REFERENCES "release"("number") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_practice_slug_fkey" FOREIGN KEY ("practice_slug") REFERENCES "practice"("slug") ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_documented_project_slug_fkey" FOREIGN KEY ("documented_project_slug") REFERENCES "documented_project"("slug") ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_metric_id_fkey" FOREIGN KEY ("metric_id") REFERENCES "metric"("id") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "territorial_unit"("id") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_office_id_fkey" FOREIGN KEY ("office_id") REFERENCES "office"("id") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_created_in_fkey" FOREIGN KEY ("created_in") REFERENCES "release"("number") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_changed_in_fkey" FOREIGN KEY ("changed_in") REFERENCES "release"("number") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "material" ADD CONSTRAINT "material_practice_slug_fkey" FOREIGN KEY ("practice_slug") REFERENCES "practice"("slug") ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "material" ADD CONSTRAINT "material_event_slug_fkey" FOREIGN KEY ("event_slug") REFERENCES "event"("slug") ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "material" ADD CONSTRAINT "material_presentation_id_fkey" FOREIGN KEY ("presentation_id") REFERENCES "presentation"("id") ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "material" ADD CONSTRAINT "material_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "material" ADD CONSTRAINT "material_created_in_fkey" FOREIGN KEY ("created_in") REFERENCES "release"("number") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "material" ADD CONSTRAINT "material_changed_in_fkey" FOREIGN KEY ("changed_in") REFERENCES "release"("number") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "adoption" ADD CONSTRAINT "adoption_practice_slug_fkey" FOREIGN KEY ("practice_slug") REFERENCES "practice"("slug") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "adoption" ADD CONSTRAINT "adoption_adopter_office_id_fkey" FOREIGN KEY ("adopter_office_id") REFERENCES "office"("id") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "adoption" ADD CONSTRAINT "adoption_from_office_id_fkey" FOREIGN KEY ("from_office_id") REFERENCES "office"("id") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "adoption" ADD CONSTRAINT "adoption_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "adoption" ADD CONSTRAINT "adoption_created_in_fkey" FOREIGN KEY ("created_in") REFERENCES "release"("number") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "adoption" ADD CONSTRAINT "adoption_changed_in_fkey" FOREIGN KEY ("changed_in") REFERENCES "release"("number") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "cost_benefit_assessment" ADD CONSTRAINT "cost_benefit_assessment_practice_slug_fkey" FOREIGN KEY ("practice_slug") REFERENCES "practice"("slug") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "cost_benefit_assessment" ADD CONSTRAINT "cost_benefit_assessment_assessor_office_id_fkey" FOREIGN KEY ("assessor_office_id") REFERENCES "office"("id") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "cost_benefit_assessment" ADD CONSTRAINT "cost_benefit_assessment_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "cost_benefit_assessment" ADD CONSTRAINT "cost_benefit_assessment_created_in_fkey" FOREIGN KEY ("created_in") REFERENCES "release"("number") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "cost_benefit_assessment" ADD CONSTRAINT "cost_benefit_assessment_changed_in_fkey" FOREIGN KEY ("changed_in") REFERENCES "release"("number") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "documented_project" ADD CONSTRAINT "documented_project_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "documented_project" ADD CONSTRAINT "documented_project_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "documented_project" ADD CONSTRAINT "documented_project_created_in_fkey" FOREIGN KEY ("created_in") REFERENCES "release"("number") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "documented_project" ADD CONSTRAINT "documented_project_changed_in_fkey" FOREIGN KEY ("changed_in") REFERENCES "release"("number") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "call" ADD CONSTRAINT "call_event_slug_fkey" FOREIGN KEY ("event_slug") REFERENCES "event"("slug") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "call" ADD CONSTRAINT "call_living_lab_slug_fkey" FOREIGN KEY ("living_lab_slug") REFERENCES "living_lab"("slug") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "call" ADD CONSTRAINT "call_documented_project_slug_fkey" FOREIGN KEY ("documented_project_slug") REFERENCES "documented_project"("slug") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "call" ADD CONSTRAINT "call_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE SET NULL ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "call" ADD CONSTRAINT "call_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "call" ADD CONSTRAINT "call_created_in_fkey" FOREIGN KEY ("created_in") REFERENCES "release"("number") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "call" ADD CONSTRAINT "call_changed_in_fkey" FOREIGN KEY ("changed_in") REFERENCES "release"("number") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "call_theme" ADD CONSTRAINT "call_theme_call_slug_fkey" FOREIGN KEY ("call_slug") REFERENCES "call"("slug") ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "call_theme" ADD CONSTRAINT "call_theme_topic_slug_fkey" FOREIGN KEY ("topic_slug") REFERENCES "topic"("slug") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "call_theme" ADD CONSTRAINT "call_theme_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "call_theme" ADD CONSTRAINT "call_theme_created_in_fkey" FOREIGN KEY ("created_in") REFERENCES "release"("number") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "call_theme" ADD CONSTRAINT "call_theme_changed_in_fkey" FOREIGN KEY ("changed_in") REFERENCES "release"("number") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "call_admission" ADD CONSTRAINT "call_admission_call_slug_fkey" FOREIGN KEY ("call_slug") REFERENCES "call"("slug") ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "call_admission" ADD CONSTRAINT "call_admission_office_id_fkey" FOREIGN KEY ("office_id") REFERENCES "office"("id") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "call_admission" ADD CONSTRAINT "call_admission_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "call_admission" ADD CONSTRAINT "call_admission_created_in_fkey" FOREIGN KEY ("created_in") REFERENCES "release"("number") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "call_admission" ADD CONSTRAINT "call_admission_changed_in_fkey" FOREIGN KEY ("changed_in") REFERENCES "release"("number") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "organiser" ADD CONSTRAINT "organiser_call_slug_fkey" FOREIGN KEY ("call_slug") REFERENCES "call"("slug") ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "organiser" ADD CONSTRAINT "organiser_event_slug_fkey" FOREIGN KEY ("event_slug") REFERENCES "event"("slug") ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "organiser" ADD CONSTRAINT "organiser_living_lab_slug_fkey" FOREIGN KEY ("living_lab_slug") REFERENCES "living_lab"("slug") ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "organiser" ADD CONSTRAINT "organiser_office_id_fkey" FOREIGN KEY ("office_id") REFERENCES "office"("id") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "organiser" ADD CONSTRAINT "organiser_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "organiser" ADD CONSTRAINT "organiser_created_in_fkey" FOREIGN KEY ("created_in") REFERENCES "release"("number") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "organiser" ADD CONSTRAINT "organiser_changed_in_fkey" FOREIGN KEY ("changed_in") REFERENCES "release"("number") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "planned_number" ADD CONSTRAINT "planned_number_call_slug_fkey" FOREIGN KEY ("call_slug") REFERENCES "call"("slug") ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "planned_number" ADD CONSTRAINT "planned_number_event_slug_fkey" FOREIGN KEY ("event_slug") REFERENCES "event"("slug") ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "planned_number" ADD CONSTRAINT "planned_number_planned_citation_slug_fkey" FOREIGN KEY ("planned_citation_slug") REFERENCES "citation"("slug") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "planned_number" ADD CONSTRAINT "planned_number_actual_citation_slug_fkey" FOREIGN KEY ("actual_citation_slug") REFERENCES "citation"("slug") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "planned_number" ADD CONSTRAINT "planned_number_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "planned_number" ADD CONSTRAINT "planned_number_created_in_fkey" FOREIGN KEY ("created_in") REFERENCES "release"("number") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "planned_number" ADD CONSTRAINT "planned_number_changed_in_fkey" FOREIGN KEY ("changed_in") REFERENCES "release"("number") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "event" ADD CONSTRAINT "event_place_unit_id_fkey" FOREIGN KEY ("place_unit_id") REFERENCES "territorial_unit"("id") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "event" ADD CONSTRAINT "event_documented_project_slug_fkey" FOREIGN KEY ("documented_project_slug") REFERENCES "documented_project"("slug") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "event" ADD CONSTRAINT "event_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE SET NULL ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "event" ADD CONSTRAINT "event_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "event" ADD CONSTRAINT "event_created_in_fkey" FOREIGN KEY ("created_in") REFERENCES "release"("number") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "event" ADD CONSTRAINT "event_changed_in_fkey" FOREIGN KEY ("changed_in") REFERENCES "release"("number") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "event_session" ADD CONSTRAINT "event_session_event_slug_fkey" FOREIGN KEY ("event_slug") REFERENCES "event"("slug") ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "event_session" ADD CONSTRAINT "event_session_topic_slug_fkey" FOREIGN KEY ("topic_slug") REFERENCES "topic"("slug") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "event_session" ADD CONSTRAINT "event_session_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "event_session" ADD CONSTRAINT "event_session_created_in_fkey" FOREIGN KEY ("created_in") REFERENCES "release"("number") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "event_session" ADD CONSTRAINT "event_session_changed_in_fkey" FOREIGN KEY ("changed_in") REFERENCES "release"("number") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "presentation" ADD CONSTRAINT "presentation_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "event_session"("id") ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "presentation" ADD CONSTRAINT "presentation_event_slug_fkey" FOREIGN KEY ("event_slug") REFERENCES "event"("slug") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "presentation" ADD CONSTRAINT "presentation_practice_slug_fkey" FOREIGN KEY ("practice_slug") REFERENCES "practice"("slug") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "presentation" ADD CONSTRAINT "presentation_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "presentation" ADD CONSTRAINT "presentation_created_in_fkey" FOREIGN KEY ("created_in") REFERENCES "release"("number") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "presentation" ADD CONSTRAINT "presentation_changed_in_fkey" FOREIGN KEY ("changed_in") REFERENCES "release"("number") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "presenter" ADD CONSTRAINT "presenter_presentation_id_fkey" FOREIGN KEY ("presentation_id") REFERENCES "presentation"("id") ON DELETE CASCADE ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "presenter" ADD CONSTRAINT "presenter_event_slug_fkey" FOREIGN KEY ("event_slug") REFERENCES "event"("slug") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "presenter" ADD CONSTRAINT "presenter_office_id_fkey" FOREIGN KEY ("office_id") REFERENCES "office"("id") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "presenter" ADD CONSTRAINT "presenter_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "presenter" ADD CONSTRAINT "presenter_created_in_fkey" FOREIGN KEY ("created_in") REFERENCES "release"("number") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "presenter" ADD CONSTRAINT "presenter_changed_in_fkey" FOREIGN KEY ("changed_in") REFERENCES "release"("number") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "living_lab" ADD CONSTRAINT "living_lab_host_unit_id_fkey" FOREIGN KEY ("host_unit_id") REFERENCES "territorial_unit"("id") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "living_lab" ADD CONSTRAINT "living_lab_documented_project_slug_fkey" FOREIGN KEY ("documented_project_slug") REFERENCES "documented_project"("slug") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "living_lab" ADD CONSTRAINT "living_lab_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE SET NULL ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "living_lab" ADD CONSTRAINT "living_lab_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "living_lab" ADD CONSTRAINT "living_lab_created_in_fkey" FOREIGN KEY ("created_in") REFERENCES "release"("number") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "living_lab" ADD CONSTRAINT "living_lab_changed_in_fkey" FOREIGN KEY ("changed_in") REFERENCES "release"("number") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;
