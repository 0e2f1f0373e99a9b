/** Which projects the hub has under ids and contract numbers. */
import { sql } from 'kysely';
import type { ClientBase } from 'pg';
import { execute, query } from '#platform/database/index.ts';
import { contractKeyOf } from '../identity.ts';

export class KnownProjects {
  readonly #ids: ReadonlySet<string>;
  readonly #byContract: ReadonlyMap<string, readonly string[]>;

  constructor(ids: readonly string[], byContract: ReadonlyMap<string, readonly string[]>) {
    this.#ids = new Set(ids);
    this.#byContract = byContract;
  }

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  /** Several projects of a list may share a number. */
  withContract(contractNumber: string): readonly string[] {
    return this.#byContract.get(contractKeyOf(contractNumber)) ?? [];
  }
}

export async function findProjects(
  client: ClientBase,
  ids: readonly string[],
  contractNumbers: readonly string[],
): Promise<KnownProjects> {
  const keys = contractNumbers.map(contractKeyOf);
  const found = await execute(
    client,
    query
      .selectFrom('project')
      .select(['id', 'contract_key as key'])
      .where(({ eb, or }) =>
        or([
          eb('id', '=', sql<string>`ANY(${ids}::text[])`),
          eb('contract_key', '=', sql<string>`ANY(${keys}::text[])`),
        ]),
      )
      .orderBy('id'),
  );
  const byContract = Map.groupBy(found, ({ key }) => key ?? '');
  return new KnownProjects(
    found.map(({ id }) => id),
    new Map([...byContract].map(([key, rows]) => [key, rows.map(({ id }) => id)])),
  );
}
