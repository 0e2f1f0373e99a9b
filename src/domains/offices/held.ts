import type { ClientBase } from 'pg';
import type { Held } from '#platform/releases/current.ts';
import { OfficeDirectory } from './directory.ts';
import { loadOffices } from './store.ts';

export const heldOffices: Held<OfficeDirectory> = {
  name: 'The directory of offices',
  load: (client) => findOffices(client),
};

/** The directory inside an import, as it stands at that point of its transaction. */
export async function findOffices(client: ClientBase): Promise<OfficeDirectory> {
  return new OfficeDirectory(await loadOffices(client));
}
