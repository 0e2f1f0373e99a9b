/** Editors accept a correction: what they state themselves is a release with a source of its own. */
import { type Correction, writeDecision } from '#corrections';
import { dayInPoland } from '#platform/clock.ts';
import { type Database, execute, query } from '#platform/database/index.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { EditorialTarget } from '#platform/editorial/model.ts';
import { publishChange } from '#platform/releases/publish.ts';
import { describeEditorial } from './describe.ts';
import { changedOne, NotPossible } from './outcome.ts';
import { isEditorialField, stateFields } from './state.ts';

export interface Acceptance {
  readonly editor: string;
  readonly now: Date;
  /** The release of an import that corrected it already; null: editors state it. */
  readonly release: number | null;
  /** Of the hub. */
  readonly publicUrl: string;
}

/** False when somebody else has decided it, its entry is gone, or its field is none that editors state. */
export async function acceptCorrection(
  database: Database,
  correction: Correction,
  acceptance: Acceptance,
): Promise<boolean> {
  if (correction.state !== 'OPEN') return false;
  if (acceptance.release !== null) return acceptInRelease(database, correction, acceptance, acceptance.release);
  if (!isStatedByEditors(correction)) return false;
  const { number, target, field, value } = correction;
  const { editor, now } = acceptance;
  const day = dayInPoland(now);
  const description = describeEditorial({
    kind: 'corrections',
    name: `Poprawka ${number}`,
    url: `${acceptance.publicUrl}/corrections/${number}`,
    fileName: `correction-${number}`,
    content: [number, target, field, value],
    asOf: day,
  });
  return NotPossible.isFalse(async () => {
    await publishChange(database, description, async ({ client, release, source }) => {
      const entry = { type: target.type as EditorialTarget, key: target.key };
      const stated = await stateFields({ client, release, sourceId: source.id, day }, entry, [{ field, value }]);
      if (stated === null) throw new NotPossible();
      const isWritten = await writeDecision(client, { number, editor, now }, { state: 'ACCEPTED', release });
      if (!isWritten) throw new NotPossible();
      return changedOne(release);
    });
  });
}

/** Whether editors state it themselves, in a release of its own. */
export function isStatedByEditors({ target, field }: Correction): boolean {
  return isEditorialField(target.type, field);
}

/** What editors do not state themselves is corrected where it comes from, by an import. */
async function acceptInRelease(
  { pool }: Database,
  { number }: Correction,
  { editor, now }: Acceptance,
  release: number,
): Promise<boolean> {
  const named = query.selectFrom('release').select('number').where('number', '=', release);
  if ((await execute(pool, named)).length === 0) return false;
  return inTransaction(pool, (client) =>
    writeDecision(client, { number, editor, now }, { state: 'ACCEPTED', release }),
  );
}
