import type { Database } from '#platform/database/index.ts';
import { latestRelease } from '#platform/releases/latest.ts';
import type { ImportCounts } from '#platform/releases/model.ts';
import { publishChange } from '#platform/releases/publish.ts';
import { mergeRegister } from '#registry';
import { takeDocuments } from './documents.ts';
import { starterRegister, starterSource, starterUnits } from './units.ts';

/** Makes the first documents the first release of an empty hub; any other hub is left as it is. */
export async function loadStarter(database: Database): Promise<void> {
  if ((await latestRelease(database.pool)) !== 0) return;
  const register = starterRegister(starterUnits);
  await publishChange(
    database,
    starterSource,
    async (context) => {
      const { client, release, source } = context;
      // Another process may have been first while this one waited for its turn.
      if (release !== 1) return { changed: false, stored: false, rejectedRows: [], result: null, counts: noCounts };
      const { created, changed, stored, changedRows, unchanged } = await mergeRegister(client, register, source.id, 1);
      const documents = await takeDocuments(context);
      const counts = {
        ...noCounts,
        records: starterUnits.length + documents.records,
        created: created + documents.created,
        changed: changedRows + documents.changed,
        unchanged: unchanged + documents.unchanged,
      };
      return { changed, stored, rejectedRows: [], result: null, counts };
    },
    { note: 'Starter set: the voivodeships, and what the first documents state with its places and offices' },
  );
}

const noCounts: ImportCounts = {
  records: 0,
  created: 0,
  changed: 0,
  unchanged: 0,
  closed: 0,
  duplicates: 0,
  rejected: 0,
};
