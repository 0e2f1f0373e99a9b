/** The 66 cities with powiat rights, beside the units of the first documents. */
import { createHash } from 'node:crypto';
import type { Database } from '#platform/database/index.ts';
import type { SourceDescription } from '#platform/releases/model.ts';
import { publishChange } from '#platform/releases/publish.ts';
import { mergeRegister } from '#registry';
import { citiesWithPowiatRights } from './cities.ts';
import { starterRegister, starterSource, starterUnits } from './units.ts';

export async function loadCountryUnits(database: Database, signal?: AbortSignal): Promise<void> {
  await publishChange(
    database,
    source,
    async ({ client, release, source: { id } }) => {
      const register = starterRegister(units);
      const { created, changed, stored, changedRows, unchanged } = await mergeRegister(client, register, id, release);
      const counts = {
        records: units.length,
        created,
        changed: changedRows,
        unchanged,
        closed: 0,
        duplicates: 0,
        rejected: 0,
      };
      return { changed, stored, rejectedRows: [], result: null, counts };
    },
    { note: 'Starter set: the cities with powiat rights', signal },
  );
}

export const countryUnitsKind = 'starter-units';

/** Of one voivodeship and day the fuller list takes the place of the other, so this one has the documents' units, too. */
const units: readonly (readonly [terc: string, name: string])[] = [
  ...new Map([
    ...starterUnits,
    ...citiesWithPowiatRights.flatMap(([terc, name]): (readonly [string, string])[] => [
      [terc, name],
      // The city is the one gmina of its powiat.
      [`${terc}011`, name],
    ]),
  ]),
].toSorted(([a], [b]) => (a < b ? -1 : 1));

const source: SourceDescription = {
  ...starterSource,
  kind: countryUnitsKind,
  fileName: 'cities.ts',
  sha256: createHash('sha256').update(JSON.stringify(units)).digest('hex'),
};
