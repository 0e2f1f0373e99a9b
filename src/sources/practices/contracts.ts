/** One project is described under one slug: a contract that another entry has is refused. */
import type { ClientBase } from 'pg';
import type { RejectedRow } from '#platform/releases/model.ts';
import { loadContracts } from '#practices';
import { contractKeyOf } from '#projects';
import { type FileEntry, reject } from './read.ts';

interface StatedOnce {
  readonly entries: readonly FileEntry[];
  readonly rejected: readonly RejectedRow[];
}

/** What the file says of an entry replaces the contract that it had. */
export async function refuseSharedContracts(client: ClientBase, entries: readonly FileEntry[]): Promise<StatedOnce> {
  const restated = new Set(entries.filter(statesContract).map(({ slug }) => slug));
  const slugOf = new Map<string, string>();
  for (const { slug, contractNumber } of restated.size === 0 ? [] : await loadContracts(client)) {
    if (!restated.has(slug)) slugOf.set(contractKeyOf(contractNumber), slug);
  }
  const rejected: RejectedRow[] = [];
  const accepted = entries.filter((entry) => {
    const { contractNumber } = entry.properties;
    if (!statesContract(entry) || typeof contractNumber !== 'string') return true;
    const contract = contractKeyOf(contractNumber);
    const other = slugOf.get(contract);
    if (other === undefined) slugOf.set(contract, entry.slug);
    else rejected.push(reject(entry.standing, [{ path: ['contractNumber'], reason: reasonFor(other) }]));
    return other === undefined;
  });
  return { entries: accepted, rejected };
}

function statesContract({ collection, properties }: FileEntry): boolean {
  return collection === 'projects' && 'contractNumber' in properties;
}

function reasonFor(slug: string): string {
  return `The project with this contract is described as "${slug}". Describe it under that slug.`;
}
