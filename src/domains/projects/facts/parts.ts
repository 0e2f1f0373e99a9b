/** Writes what documents state of the inside of a project: modules, who takes part, products and their ratings. */
import type { ClientBase } from 'pg';
import { comparable, digestOf } from '../identity.ts';
import { organisationOf } from '../parties/resolve.ts';
import type { ParticipationFacts, ProductFacts, ProjectFacts } from './model.ts';
import type { FactsSource } from './source.ts';

export async function writeModules(
  client: ClientBase,
  id: string,
  facts: ProjectFacts,
  source: FactsSource,
): Promise<void> {
  await client.query(
    `INSERT INTO project_module (id, project_id, ordinal, name, name_en, starts_on, ends_on, planned_participants,
       actual_participants, source_id, changed_in)
     SELECT $1 || '-' || ordinal, $1, ordinal, m ->> 'name', m ->> 'nameEn', (m ->> 'startsOn')::date,
            (m ->> 'endsOn')::date, (m ->> 'plannedParticipants')::int, (m ->> 'actualParticipants')::int, $3, $4::int
     FROM jsonb_array_elements($2::jsonb) WITH ORDINALITY AS modules(m, ordinal)`,
    [id, JSON.stringify(facts.modules ?? []), source.sourceId, source.release],
  );
}

export async function writeParticipations(
  client: ClientBase,
  id: string,
  participations: readonly ParticipationFacts[],
  { startsOn: projectStart = null }: ProjectFacts,
  { sourceId, release }: FactsSource,
): Promise<void> {
  for (const { role, officeId = null, name, module = null, startsOn = null, endsOn = null } of participations) {
    const organisation = officeId === null ? await writeOrganisation(client, name, sourceId, release) : null;
    const moduleId = module === null ? null : `${id}-${module}`;
    const own = digestOf([id, role, officeId ?? '', organisation ?? '', moduleId ?? '']).slice(0, 24);
    await client.query(
      `INSERT INTO participation (id, project_id, office_id, organisation_id, role, module_id, starts_on, ends_on,
         stated_name, stated_key, sort_start, method, confidence, candidates, from_list, source_id, changed_in)
       VALUES ($1, $2, $3, $4, $5::participation_role, $6, $7::date, $8::date, $9, $10,
         coalesce($7::date, $11::date, '0001-01-01'), $12, $13, '[]', false, $14, $15) ON CONFLICT (id) DO NOTHING`,
      [
        own,
        id,
        officeId,
        organisation,
        role,
        moduleId,
        startsOn,
        endsOn,
        name,
        comparable(name),
        projectStart,
        officeId === null ? null : 'STATED_ID',
        officeId === null ? null : 1,
        sourceId,
        release,
      ],
    );
  }
}

async function writeOrganisation(client: ClientBase, name: string, sourceId: string, release: number): Promise<string> {
  const listed = { name, nip: null, legalForm: null, postcode: null, town: null, voivodeship: null, powiat: null };
  const { id, nameKey } = organisationOf(listed, { nipValid: null });
  await client.query(
    `INSERT INTO organisation (id, name, name_key, nip_valid, redacted, source_id, changed_in)
     VALUES ($1, $2, $3, false, false, $4, $5) ON CONFLICT (id) DO NOTHING`,
    [id, name, nameKey, sourceId, release],
  );
  return id;
}

export async function writeProducts(
  client: ClientBase,
  id: string,
  products: readonly ProductFacts[],
  { sourceId, release }: FactsSource,
): Promise<void> {
  const numbered = products.map((product, index) => ({ ...product, id: `${id}-p${index + 1}`, ordinal: index + 1 }));
  await client.query(
    `INSERT INTO project_product (id, project_id, module_id, ordinal, name, name_en, source_id, changed_in)
     SELECT p.id, $1, $1 || '-' || p.module, p.ordinal, p.name, p."nameEn", $3, $4::int
     FROM jsonb_to_recordset($2::jsonb) AS p(id text, ordinal int, module int, name text, "nameEn" text)`,
    [id, JSON.stringify(numbered), sourceId, release],
  );
  const ratings = numbered.flatMap(({ id: productId, ratings: given = [] }) =>
    given.map((rating, index) => ({ ...rating, productId, ordinal: index + 1 })),
  );
  await client.query(
    `INSERT INTO product_rating (product_id, ordinal, survey, survey_en, respondents, respondents_en, office_id,
       asked_on, rank, score, score_most, verdict, verdict_en, source_id)
     SELECT "productId", ordinal, survey, "surveyEn", respondents, "respondentsEn", "officeId", "askedOn", rank, score,
            "scoreMost", verdict, "verdictEn", $2
     FROM jsonb_to_recordset($1::jsonb) AS r("productId" text, ordinal int, survey text, "surveyEn" text,
       respondents text, "respondentsEn" text, "officeId" text, "askedOn" date, rank int, score numeric,
       "scoreMost" numeric, verdict text, "verdictEn" text)`,
    [JSON.stringify(ratings), sourceId],
  );
}
