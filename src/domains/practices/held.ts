import type { Held } from '#platform/releases/current.ts';
import { PracticesSnapshot } from './snapshot.ts';
import { loadEntries } from './store.ts';

export const heldPractices: Held<PracticesSnapshot> = {
  name: 'Practices, calls and events',
  load: async (client) => new PracticesSnapshot(await loadEntries(client)),
};
