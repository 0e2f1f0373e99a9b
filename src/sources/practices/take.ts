/** Takes the entries of a practices file into the hub, inside the transaction of a release. */

import type { ClientBase } from 'pg';
import { findOffices } from '#offices';
import type { RejectedRow } from '#platform/releases/model.ts';
import type { ChangeOutcome } from '#platform/releases/publish.ts';
import { type Authority, nameOf, planMerge, type Statement, writePlan } from '#practices';
import { findProjects } from '#projects';
import { cachedRegistry } from '#registry';
import type { DifferenceGroup } from '../import.ts';
import { refuseSharedContracts } from './contracts.ts';
import { collections } from './format.ts';
import { noteOverruled } from './overruled.ts';
import { makeProjects, namedProjects } from './projects.ts';
import { type FileEntry, type PracticesFile, reject } from './read.ts';
import { resolveReferences } from './references.ts';

export interface Place {
  readonly client: ClientBase;
  readonly release: number;
  readonly sourceId: string;
  /** The day whose codes of units the file uses. */
  readonly day: string;
  readonly authority?: Authority;
}

export async function takePractices(
  { client, release, sourceId, day, authority = 'FILE' }: Place,
  file: PracticesFile,
): Promise<ChangeOutcome<DifferenceGroup[]>> {
  const { distinct: different, duplicates, contradictions } = deduplicate(file.entries);
  const { entries: distinct, rejected: shared } = await refuseSharedContracts(client, different);
  const directories = {
    offices: await findOffices(client),
    registry: await cachedRegistry.load(client, release),
    projects: await findProjects(client, ...namedProjects(distinct)),
    day,
  };
  const rejected: RejectedRow[] = [...file.rejected, ...contradictions, ...shared];
  const entryOf = new Map<Statement, FileEntry>();
  for (const entry of distinct) {
    const { properties, problems } = resolveReferences(entry, directories);
    if (problems.length > 0) rejected.push(reject(entry.standing, problems));
    else entryOf.set({ kind: collections[entry.collection], slug: entry.slug, properties }, entry);
  }
  const plan = await planMerge(client, { statements: [...entryOf.keys()], named: file.named, day, authority });
  for (const { statement, problems } of plan.refused) {
    rejected.push(reject((entryOf.get(statement) as FileEntry).standing, problems));
  }
  const written = [...plan.created, ...plan.changed];
  const projectIds = await makeProjects(written, directories, { client, release, sourceId, day });
  await writePlan(client, plan, { sourceId, release, projectIds });
  const isNoted = await noteOverruled(client, plan.overruled);
  const [created, changed] = [plan.created.map(nameOf), plan.changed.map(nameOf)];
  const isChanged = written.length > 0 || isNoted;
  return {
    changed: isChanged,
    stored: isChanged || plan.confirmed.length > 0,
    rejectedRows: rejected.toSorted((a, b) => a.row - b.row),
    result: [
      { name: 'created', lines: created },
      { name: 'changed', lines: changed },
    ],
    counts: {
      records: file.records,
      created: created.length,
      changed: changed.length,
      unchanged: plan.unchanged,
      closed: 0,
      duplicates,
      rejected: rejected.length,
    },
  };
}

interface Distinct {
  readonly distinct: FileEntry[];
  readonly duplicates: number;
  readonly contradictions: RejectedRow[];
}

/** The same entry stated twice in the same words is a duplicate; in other words, only the first telling is taken. */
function deduplicate(entries: readonly FileEntry[]): Distinct {
  const first = new Map<string, FileEntry>();
  const contradictions: RejectedRow[] = [];
  let duplicates = 0;
  for (const entry of entries) {
    const key = `${entry.collection} ${entry.slug}`;
    const before = first.get(key);
    if (before === undefined) first.set(key, entry);
    else if (before.standing.original === entry.standing.original) duplicates += 1;
    else {
      const reason = `"${entry.slug}" is described before, at ${before.standing.place([])}, in another way. Put both together.`;
      contradictions.push(reject(entry.standing, [{ path: ['slug'], reason }]));
    }
  }
  return { distinct: [...first.values()], duplicates, contradictions };
}
