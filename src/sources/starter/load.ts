import { createHash } from 'node:crypto';
import type { Database } from '#platform/database/index.ts';
import type { ImportCounts, SourceDescription } from '#platform/releases/model.ts';
import { publishChange } from '#platform/releases/publish.ts';
import { mergeRegister } from '#registry';
import { takeDocuments } from './documents.ts';
import { starterAsOf, starterUnits } from './units.ts';

/** Makes the starter set the first release of an empty hub; any other hub is left as it is. */
export async function loadStarter(database: Database): Promise<void> {
  const releases = await database.pool.query('SELECT 1 FROM release LIMIT 1');
  if (releases.rowCount !== 0) return;
  const rows = starterUnits.map(([terc, name]) => ({ terc, name }));
  await publishChange(
    database,
    starterSource,
    async (context) => {
      const { client, release, source } = context;
      // Another process may have been first while this one waited for its turn.
      if (release !== 1) return { changed: false, stored: false, rejectedRows: [], result: null, counts: noCounts };
      const register = { asOf: starterAsOf, completeVoivodeships: [], wholeCountry: false, rank: 48, rows, unread: [] };
      const { created, changed, stored, changedRows, unchanged } = await mergeRegister(client, register, source.id, 1);
      const told = await takeDocuments(context);
      const counts = {
        ...noCounts,
        records: rows.length + told.records,
        created: created + told.created,
        changed: changedRows + told.changed,
        unchanged: unchanged + told.unchanged,
      };
      return { changed, stored, rejectedRows: [], result: null, counts };
    },
    { note: 'Starter set: the voivodeships, and what the first documents tell with its places and offices' },
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

const starterSource: SourceDescription = {
  kind: 'starter',
  name: 'Węzeł starter set, from the TERC register',
  publisher: 'Węzeł, after Główny Urząd Statystyczny (GUS)',
  url: 'https://eteryt.stat.gov.pl/',
  fileName: 'units.ts',
  sha256: createHash('sha256').update(JSON.stringify(starterUnits)).digest('hex'),
  asOf: starterAsOf,
  licence:
    'Public sector information, free to use again with its source named (Act of 11 August 2021, Dz.U. 2021 poz. 1641)',
};
