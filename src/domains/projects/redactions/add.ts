/** Takes a list of redactions: whom it names is named nowhere from then on. */
import { sql } from 'kysely';
import type { ClientBase } from 'pg';
import { execute, query } from '#platform/database/index.ts';
import { contractKeyOf } from '../identity.ts';
import { redactionOfContract, redactionOfName, redactionOfProject, storeRedactions } from './store.ts';
import { type SweepOptions, type Swept, sweepNames } from './sweep.ts';

/** At least one of the two. */
export interface GivenRedaction {
  readonly contractNumber: string | null;
  readonly name: string | null;
}

export async function addRedactions(
  client: ClientBase,
  given: readonly GivenRedaction[],
  options: Omit<SweepOptions, 'among'> & { readonly today: string },
): Promise<Swept & { readonly created: number }> {
  const redactions = given.map(({ contractNumber, name }) => [
    ...(contractNumber === null ? [] : [redactionOfContract(contractNumber)]),
    ...(name === null ? [] : [redactionOfName(name)]),
  ]);
  const stored = await storeRedactions(client, redactions.flat(), options.today);
  const created = redactions.filter((keys) => keys.some(({ key }) => stored.has(key))).length;
  const contractKeys = given.flatMap(({ contractNumber }) => contractNumber ?? []).map(contractKeyOf);
  const projects = await execute(
    client,
    query
      .selectFrom('project')
      .select('text_key as textKey')
      .where('contract_key', '=', sql<string>`ANY(${contractKeys}::text[])`),
  );
  const textKeys = projects.map(({ textKey }) => redactionOfProject(textKey));
  await storeRedactions(client, textKeys, options.today);
  return { created, ...(await sweepNames(client, options)) };
}

/** Lists without contract numbers may have described projects whose contracts are listed, before a list states their numbers. */
export async function redactProjects(
  client: ClientBase,
  textKeys: ReadonlySet<string>,
  options: Omit<SweepOptions, 'among'> & { readonly today: string },
): Promise<void> {
  const added = await storeRedactions(client, [...textKeys].map(redactionOfProject), options.today);
  if (added.size === 0) return;
  const known = await execute(
    client,
    query
      .selectFrom('project')
      .select('id')
      .where('text_key', '=', sql<string>`ANY(${[...textKeys]}::text[])`),
  );
  await sweepNames(client, { ...options, among: known.map(({ id }) => id) });
}
