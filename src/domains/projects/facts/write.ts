/** Writes what documents tell of projects. The same facts again change nothing; other facts replace those before. */
import type { ClientBase } from 'pg';
import { execute, query } from '#platform/database/index.ts';
import { polishSortKey } from '#platform/polish-order.ts';
import { comparable, contractKeyOf, digestOf, textKeyOf } from '../identity.ts';
import { organisationOf } from '../parties/resolve.ts';
import { removeUnnamedOrganisations } from '../parties/store.ts';
import { loadProgrammes, writeProgrammes, writeTotals } from '../programmes/store.ts';
import { type ProgrammePath, ProgrammeTree } from '../programmes/tree.ts';
import type { ParticipationFacts, ProductFacts, ProjectFacts } from './model.ts';

export interface FactsSource {
  readonly sourceId: string;
  /** The day whose state the document tells. */
  readonly asOf: string;
  readonly release: number;
}

export interface FactsOutcome {
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
  /** Of each project, in the order given. */
  readonly projectIds: readonly string[];
}

export async function writeProjectFacts(
  client: ClientBase,
  projects: readonly ProjectFacts[],
  source: FactsSource,
): Promise<FactsOutcome> {
  const tree = new ProgrammeTree(await loadProgrammes(client), { renames: false });
  const paths = projects.map((facts) => pathOf(tree, facts));
  const prepare = once(async () => {
    await writeProgrammes(client, tree.changed, source.sourceId, source.release);
    await writeSheet(client, source.sourceId);
  });
  const actions: ('created' | 'changed' | 'unchanged')[] = [];
  const projectIds: string[] = [];
  for (const [index, facts] of projects.entries()) {
    const path = paths[index] as ProgrammePath;
    const { id, action } = await writeOne(client, facts, { path, source, prepare });
    projectIds.push(id);
    actions.push(action);
  }
  const count = (wanted: string): number => actions.filter((action) => action === wanted).length;
  const outcome = { created: count('created'), changed: count('changed'), unchanged: count('unchanged'), projectIds };
  if (outcome.created + outcome.changed > 0) {
    await removeUnnamedOrganisations(client);
    await writeTotals(client);
  }
  return outcome;
}

function pathOf(tree: ProgrammeTree, { period, programme = {}, programmeCode = null }: ProjectFacts): ProgrammePath {
  const nothing = { programme: null, priority: null, measure: null, submeasure: null };
  return tree.place(period, { ...nothing, ...programme }, programmeCode);
}

/** What the rows of a project refer to is written before the first of them, and only if there is one. */
function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => {
    done ??= work();
    return done;
  };
}

/** A document has no columns. */
async function writeSheet(client: ClientBase, sourceId: string): Promise<void> {
  const sheet = { source_id: sourceId, sheet: '', columns: '[]' };
  await execute(
    client,
    query
      .insertInto('project_sheet')
      .values(sheet)
      .onConflict((conflict) => conflict.doNothing()),
  );
}

interface ProjectWriting {
  readonly path: ProgrammePath;
  readonly source: FactsSource;
  readonly prepare: () => Promise<void>;
}

async function writeOne(
  client: ClientBase,
  facts: ProjectFacts,
  { path, source, prepare }: ProjectWriting,
): Promise<{ id: string; action: 'created' | 'changed' | 'unchanged' }> {
  const contractKey = facts.contractNumber == null ? null : contractKeyOf(facts.contractNumber);
  const documentKey = `document ${facts.key}`;
  const matchKey = `${facts.period} ${contractKey === null ? documentKey : `contract ${contractKey}`}`;
  const digest = digestOf([JSON.stringify(facts), JSON.stringify(path)]);
  const before = await findKnown(client, matchKey, documentKey);
  if (before?.digest === digest) return { id: before.id, action: 'unchanged' };
  await prepare();
  const id = before?.id ?? digestOf([matchKey]).slice(0, 24);
  // Where a list tells of the project, documents add to it and do not contradict.
  if (before === undefined || before.list === 'DOCUMENT') await writeProject(client, id, matchKey, facts, path, source);
  await removeParts(client, id);
  await writeModules(client, id, facts, source);
  await writeParticipations(client, id, facts.participations ?? [], facts, source);
  await writeProducts(client, id, facts.products ?? [], source);
  await client.query(
    `INSERT INTO project_record (project_id, list, source_id, sheet, "row", occurrences, match_key, original, digest,
       seen_as_of, changed_in)
     VALUES ($1, 'DOCUMENT', $2, '', 0, 1, $3, '[]', $4, $5, $6)
     ON CONFLICT (project_id, list) DO UPDATE SET source_id = excluded.source_id, digest = excluded.digest,
       seen_as_of = excluded.seen_as_of, changed_in = excluded.changed_in`,
    [id, source.sourceId, documentKey, digest, source.asOf, source.release],
  );
  await client.query('UPDATE project SET changed_in = $2 WHERE id = $1', [id, source.release]);
  return { id, action: before === undefined ? 'created' : 'changed' };
}

interface Known {
  readonly id: string;
  readonly list: string;
  /** Of the facts that it was told by; null when only lists told of it. */
  readonly digest: string | null;
}

/**
 * The project that goes by the key, else the one that this document told of before: it keeps its id when its contract
 * becomes known. Where a list has that contract, the document tells of the list's project from now on.
 */
async function findKnown(client: ClientBase, matchKey: string, documentKey: string): Promise<Known | undefined> {
  const found = await client.query<Known & { isNamed: boolean }>(
    `SELECT p.id, p.list, r.digest, p.match_key = $1 AS "isNamed"
     FROM project p LEFT JOIN project_record r ON r.project_id = p.id AND r.list = 'DOCUMENT'
     WHERE p.match_key = $1 OR p.id IN
       (SELECT project_id FROM project_record WHERE list = 'DOCUMENT' AND match_key = $2)`,
    [matchKey, documentKey],
  );
  const named = found.rows.find(({ isNamed }) => isNamed);
  const told = found.rows.find(({ isNamed }) => !isNamed);
  if (named === undefined || told === undefined) return named ?? told;
  await forget(client, told, named.id);
  return named;
}

/** Takes away what documents stated of a project, and the project itself when no list has it: it is the other one then. */
async function forget(client: ClientBase, { id, list }: Known, otherId: string): Promise<void> {
  const record = query.deleteFrom('project_record').where('project_id', '=', id).where('list', '=', 'DOCUMENT');
  await execute(client, record);
  await removeParts(client, id);
  if (list !== 'DOCUMENT') return;
  await moveSubject(client, id, otherId);
  await execute(client, query.deleteFrom('project').where('id', '=', id));
}

/** What only documents state; ratings go with their products. */
async function removeParts(client: ClientBase, id: string): Promise<void> {
  const participations = query.deleteFrom('participation').where('project_id', '=', id).where('from_list', '=', false);
  await execute(client, participations);
  await execute(client, query.deleteFrom('project_product').where('project_id', '=', id));
  await execute(client, query.deleteFrom('project_module').where('project_id', '=', id));
}

/** Observations of a project follow it; where the other one has its own, these keep the id as their subject's name. */
async function moveSubject(client: ClientBase, id: string, otherId: string): Promise<void> {
  const other = query.selectFrom('observation_subject').select('id').where('project_id', '=', otherId);
  await execute(
    client,
    query
      .updateTable('observation_subject')
      .set({ project_id: otherId })
      .where('project_id', '=', id)
      .where(({ not, exists }) => not(exists(other))),
  );
  await execute(client, query.updateTable('observation_subject').set({ name: id }).where('project_id', '=', id));
}

async function writeProject(
  client: ClientBase,
  id: string,
  matchKey: string,
  facts: ProjectFacts,
  path: ProgrammePath,
  { sourceId, release }: FactsSource,
): Promise<void> {
  const {
    period,
    title,
    contractNumber = null,
    value = null,
    euContribution = null,
    startsOn = null,
    endsOn = null,
  } = facts;
  const contractKey = contractNumber === null ? null : contractKeyOf(contractNumber);
  const textKey = textKeyOf({ period, title: comparable(title), beneficiary: '', value });
  const row = {
    id,
    match_key: matchKey,
    text_key: textKey,
    period,
    list: 'DOCUMENT',
    contract_number: contractNumber,
    contract_key: contractKey,
    title,
    title_en: facts.titleEn ?? null,
    title_sort: `\\x${polishSortKey(title).toString('hex')}`,
    search_text: searchTextOf(facts, contractKey),
    summary: facts.summary ?? null,
    summary_en: facts.summaryEn ?? null,
    programme_id: path.programmeId,
    priority_id: path.priorityId,
    measure_id: path.measureId,
    submeasure_id: path.submeasureId,
    fund: facts.fund ?? null,
    currency: facts.currency ?? 'PLN',
    value,
    eligible_cost: facts.eligibleCost ?? null,
    public_support: facts.publicSupport ?? null,
    eu_contribution: euContribution,
    starts_on: startsOn,
    ends_on: endsOn,
    occurrences: 1,
    sort_value: value ?? '-1',
    sort_eu: euContribution ?? '-1',
    sort_start: startsOn ?? '0001-01-01',
    sort_end: endsOn ?? '0001-01-01',
    source_id: sourceId,
    created_in: release,
    changed_in: release,
  };
  const names = Object.keys(row);
  const told = names.filter((name) => name !== 'id' && name !== 'created_in');
  await client.query(
    `INSERT INTO project (${names.join(', ')}) SELECT ${names.join(', ')} FROM jsonb_populate_record(NULL::project, $1)
     ON CONFLICT (id) DO UPDATE SET ${told.map((name) => `${name} = excluded.${name}`).join(', ')}`,
    [JSON.stringify(row)],
  );
  await client.query('DELETE FROM project_place WHERE project_id = $1', [id]);
  await client.query(
    `INSERT INTO project_place (project_id, ordinal, kind, text, unit_id, method, confidence, candidates, sort_start)
     SELECT $1, ordinal, 'UNIT', place ->> 'text', place ->> 'unitId', 'STATED_ID', 1, '[]', $3::date
     FROM jsonb_array_elements($2::jsonb) WITH ORDINALITY AS places(place, ordinal)`,
    [id, JSON.stringify(facts.places ?? []), row.sort_start],
  );
}

function searchTextOf({ title, participations = [] }: ProjectFacts, contractKey: string | null): string {
  const names = participations
    .filter(({ role }) => role === 'BENEFICIARY' || role === 'LEADER')
    .map(({ name }) => name);
  return [title, contractKey ?? '', ...names].map(comparable).join(' ');
}

async function writeModules(client: ClientBase, id: string, facts: ProjectFacts, source: FactsSource): Promise<void> {
  await client.query(
    `INSERT INTO project_module (id, project_id, ordinal, name, name_en, starts_on, ends_on, planned_participants,
       actual_participants, source_id, changed_in)
     SELECT $1 || '-' || ordinal, $1, ordinal, m ->> 'name', m ->> 'nameEn', (m ->> 'startsOn')::date,
            (m ->> 'endsOn')::date, (m ->> 'plannedParticipants')::int, (m ->> 'actualParticipants')::int, $3, $4::int
     FROM jsonb_array_elements($2::jsonb) WITH ORDINALITY AS modules(m, ordinal)`,
    [id, JSON.stringify(facts.modules ?? []), source.sourceId, source.release],
  );
}

async function writeParticipations(
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
  const { id, nameKey } = organisationOf(listed, false, null);
  await client.query(
    `INSERT INTO organisation (id, name, name_key, nip_valid, redacted, source_id, changed_in)
     VALUES ($1, $2, $3, false, false, $4, $5) ON CONFLICT (id) DO NOTHING`,
    [id, name, nameKey, sourceId, release],
  );
  return id;
}

async function writeProducts(
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
