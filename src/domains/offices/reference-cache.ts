import type { ClientBase } from 'pg';
import type { ReferenceData } from '#platform/releases/current.ts';
import { OfficeReferenceData } from './reference-data.ts';
import { loadOffices } from './store.ts';

export const cachedOffices: ReferenceData<OfficeReferenceData> = {
  name: 'The directory of offices',
  load: (client) => findOffices(client),
};

/** The directory inside an import, as it stands at that point of its transaction. */
export async function findOffices(client: ClientBase): Promise<OfficeReferenceData> {
  return new OfficeReferenceData(await loadOffices(client));
}
