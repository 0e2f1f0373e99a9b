/** Takes one list of projects into the hub: staged as it is read, then merged by a few statements over whole sets. */
import type { ClientBase } from 'pg';
import { findOffices } from '#offices';
import type { Problem } from '#platform/problems/model.ts';
import type { RejectedRow } from '#platform/releases/model.ts';
import { heldRegistry } from '#registry';
import {
  type ListedProject,
  namesAsOf,
  type OriginalCell,
  type ProgrammingPeriod,
  type ProjectList,
} from '../model.ts';
import { PartyResolver } from '../parties/resolve.ts';
import { PlaceResolver } from '../places/resolve.ts';
import { UnitChains } from '../places/units.ts';
import { loadProgrammes, writeProgrammes, writeTotals } from '../programmes/store.ts';
import { ProgrammeTree } from '../programmes/tree.ts';
import { redactProjects } from '../redactions/add.ts';
import { redactRow } from '../redactions/redactor.ts';
import { loadRedactions } from '../redactions/store.ts';
import type { SweepOptions } from '../redactions/sweep.ts';
import { Interpreter } from './interpret.ts';
import { stageProjects } from './stage.ts';
import { type MergeCounts, planChanges, writeChanges } from './statements.ts';

export interface NewList {
  readonly list: ProjectList;
  /** The day whose state the list shows. */
  readonly asOf: string;
  readonly today: string;
  readonly projects: AsyncIterable<readonly ListedProject[]>;
  /** The headings of each sheet, complete once all rows are read. */
  readonly sheets: ReadonlyMap<string, readonly OriginalCell[]>;
  /** Rows that could not be read, complete once all are. */
  readonly rejected: readonly RejectedRow[];
  readonly personalColumns: SweepOptions['personalColumns'];
  /** Called when all rows are read and the comparison begins. */
  readonly onRead?: () => void;
}

export interface ListOutcome extends MergeCounts {
  readonly problems: readonly Problem[];
  readonly rejectedRows: readonly RejectedRow[];
}

export async function mergeList(
  client: ClientBase,
  list: NewList,
  { sourceId, release }: { readonly sourceId: string; readonly release: number },
): Promise<ListOutcome> {
  const registry = await heldRegistry.load(client, release);
  const tree = new ProgrammeTree(await loadProgrammes(client), { renames: list.list !== 'KOHESIO' });
  const chains = new UnitChains(registry, list.today);
  const directory = await findOffices(client);
  const parties = new PartyResolver({ directory, registry, chains, asOf: list.asOf });
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
  await stageProjects(client, list.projects, interpreter);
  list.onRead?.();
  const counts = await planChanges(client, list);
  if (counts.created + counts.changed > 0) {
    await writeProgrammes(client, tree.changed, sourceId, release);
    await writeChanges(client, list, { sourceId, release });
    await redactProjects(client, interpreter.listed, { ...list, sourceId, release });
    await writeTotals(client);
  }
  const rejectedRows = list.rejected.map((row) => ({ ...row, original: redactRow(row.original, redactions) }));
  return { ...counts, problems: interpreter.problems.all, rejectedRows };
}
