/** Takes one list of projects into the hub: staged as it is read, then merged by a few statements over whole sets. */
import type { ClientBase } from 'pg';
import { findOffices } from '#offices';
import type { Problem } from '#platform/problems/model.ts';
import type { RejectedRow } from '#platform/releases/model.ts';
import { cachedRegistry } from '#registry';
import { keepEditorial } from '../editorial/keep.ts';
import { type ListedProject, namesAsOf, type ProgrammingPeriod } from '../model.ts';
import { PartyResolver } from '../parties/resolve.ts';
import { PlaceResolver } from '../places/resolve.ts';
import { UnitChains } from '../places/units.ts';
import { loadProgrammes, writeProgrammes, writeTotals } from '../programmes/store.ts';
import { ProgrammeTree } from '../programmes/tree.ts';
import { redactProjects } from '../redactions/add.ts';
import { redactRow } from '../redactions/redactor.ts';
import { loadRedactions } from '../redactions/store.ts';
import { insertEarly, mayInsertEarly, removeSuperfluous, whileInserting } from './early.ts';
import { Interpreter } from './interpret.ts';
import type { NewList } from './new-list.ts';
import { type MergeCounts, planChanges } from './plan.ts';
import { stageProjects } from './stage.ts';
import { createStagedProjects } from './staged-tables.ts';
import { moveRecords, writeChanges } from './write.ts';

export type { NewList } from './new-list.ts';

export interface ListOutcome extends MergeCounts {
  readonly problems: readonly Problem[];
  readonly rejectedRows: readonly RejectedRow[];
}

interface ListedBy {
  readonly sourceId: string;
  readonly release: number;
  /** The day that the same file was said to be of before. */
  readonly movedFrom?: string | null;
}

export async function mergeList(
  client: ClientBase,
  list: NewList,
  { sourceId, release, movedFrom = null }: ListedBy,
): Promise<ListOutcome> {
  const registry = await cachedRegistry.load(client, release);
  const tree = new ProgrammeTree(await loadProgrammes(client), { renames: list.list !== 'KOHESIO' });
  const chains = new UnitChains(registry, list.today);
  const referenceData = await findOffices(client);
  const parties = new PartyResolver({ referenceData, registry, chains, asOf: list.asOf });
  const resolvers = new Map<ProgrammingPeriod, PlaceResolver>();
  const placesOf = ({ period }: ListedProject): PlaceResolver => {
    const known = resolvers.get(period);
    if (known !== undefined) return known;
    const resolver = new PlaceResolver(registry, namesAsOf(period, list.asOf), { marksRural: list.list === 'CST2021' });
    resolvers.set(period, resolver);
    return resolver;
  };
  const redactions = await loadRedactions(client);
  const interpreter = new Interpreter({ tree, parties, placesOf, redactions });
  await prepareForSets(client);
  await createStagedProjects(client);
  const isEarly = await mayInsertEarly(client, list.list);
  const stage = (onStaged: (after: number) => Promise<void>): Promise<void> =>
    stageProjects(client, list.projects, interpreter, onStaged);
  await (isEarly
    ? whileInserting(client, () => stage((ord) => insertEarly(client, list, { sourceId, release }, ord)))
    : stage(() => Promise.resolve()));
  list.onRead?.();
  const counts = await planChanges(client, list, { release, isFirst: isEarly });
  if (isEarly) await removeSuperfluous(client);
  if (movedFrom !== null) await moveRecords(client, list, { sourceId, release, from: movedFrom });
  if (counts.created + counts.changed > 0) {
    await writeProgrammes(client, tree.changed, sourceId, release);
    await keepEditorial(client);
    const isMany = isEarly || counts.created + counts.changed >= manyRows;
    await writeChanges(client, list, { sourceId, release }, isMany);
    await settleIndexes(client);
    await redactProjects(client, interpreter.listed, { ...list, sourceId, release });
    await writeTotals(client);
    // Whatever asks next, be it the search or a reader, must not plan for the tables as they were.
    if (counts.created + counts.changed > fewChanges) await client.query(`ANALYZE ${sampled.join(', ')}`);
  }
  const rejectedRows = list.rejected.map((row) => ({ ...row, original: redactRow(row.original, redactions) }));
  return { ...counts, problems: interpreter.problems.all, rejectedRows };
}

/** What plans are made by; long texts would take longer to sample than all the rest. */
const sampled = [
  'project (id, period, contract_key, programme_id, priority_id, fund, currency, value, starts_on, ends_on, changed_in)',
  'project_place (project_id, unit_id, sort_start)',
  'participation (project_id, office_id, organisation_id, role, changed_in)',
];
const fewChanges = 1_000;
/** So many are worth looking all their keys up at once. */
const manyRows = 1_000;

/**
 * For the rest of the transaction: sorts in memory, and the faster of two ways to pack texts, where the server has it. They
 * are packed once, while the list is still read: what is inserted is then copied as it is.
 */
async function prepareForSets(client: ClientBase): Promise<void> {
  await client.query("SET LOCAL work_mem = '64MB'");
  // Entries of the indexes of words are merged a few times instead of a hundred times. Readers look through those that wait,
  // so more of them wait only where they can be merged at the end: by the owner of the indexes.
  await client.query(
    // SQL as text: Kysely has no types of PostgreSQL's own functions.
    `SELECT set_config('gin_pending_list_limit', '32MB', true) FROM pg_class
     WHERE oid = 'project_search_text_idx'::regclass AND pg_has_role(relowner, 'USAGE')`,
  );
  await client.query(
    // SQL as text: Kysely has no types of PostgreSQL's own views.
    `SELECT set_config('default_toast_compression', 'lz4', true)
     FROM pg_settings WHERE name = 'default_toast_compression' AND 'lz4' = ANY(enumvals)`,
  );
}

/**
 * Whoever reads by these indexes looks through all that waits to be merged. Only their owner may merge it; for a user with
 * rights on data alone, VACUUM or the next insert does.
 */
async function settleIndexes(client: ClientBase): Promise<void> {
  await client.query(
    // SQL as text: Kysely has no types of PostgreSQL's own functions.
    `SELECT gin_clean_pending_list(oid) FROM pg_class
     WHERE oid IN ('project_search_text_idx'::regclass, 'participation_stated_key_idx'::regclass)
       AND pg_has_role(relowner, 'USAGE')`,
  );
}
