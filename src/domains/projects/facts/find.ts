/** Which projects the hub has under ids and contract numbers. */
import type { ClientBase } from 'pg';
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
  const found = await client.query<{ id: string; key: string | null }>(
    'SELECT id, contract_key AS key FROM project WHERE id = ANY($1) OR contract_key = ANY($2) ORDER BY id',
    [ids, keys],
  );
  const byContract = Map.groupBy(found.rows, ({ key }) => key ?? '');
  return new KnownProjects(
    found.rows.map(({ id }) => id),
    new Map([...byContract].map(([key, rows]) => [key, rows.map(({ id }) => id)])),
  );
}
