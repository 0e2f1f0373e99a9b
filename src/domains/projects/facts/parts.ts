/** Writes what documents state of the inside of a project: modules, who takes part, products and their ratings. */
import type { ClientBase } from 'pg';
import { insertRows } from '#platform/database/index.ts';
import { comparable, digestOf } from '../identity.ts';
import { organisationOf } from '../parties/resolve.ts';
import type { ParticipationFacts, ProductFacts, ProjectFacts, RatingFacts } from './model.ts';
import type { FactsSource } from './source.ts';

export async function writeModules(
  client: ClientBase,
  id: string,
  { modules = [] }: ProjectFacts,
  { sourceId, release }: FactsSource,
): Promise<void> {
  const rows = modules.map((module, index) => ({
    id: `${id}-${index + 1}`,
    project_id: id,
    ordinal: index + 1,
    name: module.name,
    name_en: module.nameEn ?? null,
    starts_on: module.startsOn ?? null,
    ends_on: module.endsOn ?? null,
    planned_participants: module.plannedParticipants ?? null,
    actual_participants: module.actualParticipants ?? null,
    source_id: sourceId,
    changed_in: release,
  }));
  await insertRows(client, 'project_module', rows);
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
    const row = {
      id: digestOf([id, role, officeId ?? '', organisation ?? '', moduleId ?? '']).slice(0, 24),
      project_id: id,
      office_id: officeId,
      organisation_id: organisation,
      role,
      module_id: moduleId,
      starts_on: startsOn,
      ends_on: endsOn,
      stated_name: name,
      stated_key: comparable(name),
      sort_start: startsOn ?? projectStart ?? '0001-01-01',
      method: officeId === null ? null : 'STATED_ID',
      confidence: officeId === null ? null : 1,
      candidates: [],
      from_list: false,
      source_id: sourceId,
      changed_in: release,
    };
    await insertRows(client, 'participation', [row], { key: ['id'] });
  }
}

async function writeOrganisation(client: ClientBase, name: string, sourceId: string, release: number): Promise<string> {
  const listed = { name, nip: null, legalForm: null, postcode: null, town: null, voivodeship: null, powiat: null };
  const { id, nameKey } = organisationOf(listed, { nipValid: null });
  const row = {
    id,
    name,
    name_key: nameKey,
    nip_valid: false,
    redacted: false,
    source_id: sourceId,
    changed_in: release,
  };
  await insertRows(client, 'organisation', [row], { key: ['id'] });
  return id;
}

export async function writeProducts(
  client: ClientBase,
  id: string,
  products: readonly ProductFacts[],
  { sourceId, release }: FactsSource,
): Promise<void> {
  const rows = products.map(({ name, nameEn = null, module = null }, index) => ({
    id: `${id}-p${index + 1}`,
    project_id: id,
    module_id: module === null ? null : `${id}-${module}`,
    ordinal: index + 1,
    name,
    name_en: nameEn,
    source_id: sourceId,
    changed_in: release,
  }));
  await insertRows(client, 'project_product', rows);
  const ratings = products.flatMap(({ ratings: given = [] }, product) =>
    given.map((rating, index) => ratingRow(rating, `${id}-p${product + 1}`, index + 1, sourceId)),
  );
  await insertRows(client, 'product_rating', ratings);
}

function ratingRow(rating: RatingFacts, productId: string, ordinal: number, sourceId: string) {
  return {
    product_id: productId,
    ordinal,
    survey: rating.survey,
    survey_en: rating.surveyEn ?? null,
    respondents: rating.respondents,
    respondents_en: rating.respondentsEn ?? null,
    office_id: rating.officeId ?? null,
    asked_on: rating.askedOn ?? null,
    rank: rating.rank ?? null,
    score: rating.score ?? null,
    score_most: rating.scoreMost ?? null,
    verdict: rating.verdict ?? null,
    verdict_en: rating.verdictEn ?? null,
    source_id: sourceId,
  };
}
