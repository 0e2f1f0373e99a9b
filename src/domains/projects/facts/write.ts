/** Writes what documents state of projects. The same facts again change nothing; other facts replace those before. */
import { sql } from 'kysely';
import type { ClientBase } from 'pg';
import { execute, query } from '#platform/database/index.ts';
import { withEditorial } from '../editorial/keep-facts.ts';
import { contractKeyOf, digestOf } from '../identity.ts';
import { removeUnnamedOrganisations } from '../parties/store.ts';
import { loadProgrammes, writeProgrammes, writeTotals } from '../programmes/store.ts';
import { type ProgrammePath, ProgrammeTree } from '../programmes/tree.ts';
import { findKnown, removeParts } from './known.ts';
import type { ProjectFacts } from './model.ts';
import { writeModules, writeParticipations, writeProducts } from './parts.ts';
import { writeProject } from './project-row.ts';
import type { FactsSource } from './source.ts';

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
  // Where a list has the project, documents add to it and do not contradict.
  if (before === undefined || before.list === 'DOCUMENT') {
    await writeProject(client, id, matchKey, await withEditorial(client, id, facts), path, source);
  }
  await removeParts(client, id);
  await writeModules(client, id, facts, source);
  await writeParticipations(client, id, facts.participations ?? [], facts, source);
  await writeProducts(client, id, facts.products ?? [], source);
  await execute(client, recordOf(id, { documentKey, digest }, source));
  const { release } = source;
  await execute(client, query.updateTable('project').set({ changed_in: release }).where('id', '=', id));
  return { id, action: before === undefined ? 'created' : 'changed' };
}

/** A document has one record of each project. */
function recordOf(id: string, { documentKey, digest }: Record<'documentKey' | 'digest', string>, source: FactsSource) {
  const changing = {
    source_id: source.sourceId,
    digest,
    // A Date would be written in the zone of the process.
    seen_as_of: sql<Date>`${source.asOf}::date`,
    changed_in: source.release,
  };
  const row = { project_id: id, list: 'DOCUMENT', sheet: '', row: 0, occurrences: 1, match_key: documentKey } as const;
  return query
    .insertInto('project_record')
    .values({ ...row, original: '[]', ...changing })
    .onConflict((conflict) => conflict.columns(['project_id', 'list']).doUpdateSet(changing));
}
