/** Editors accept a correction: what they state themselves is a release with a source of its own. */
import { createHash } from 'node:crypto';
import { type Correction, isOfficeField, writeDecision } from '#corrections';
import { dayInPoland } from '#platform/clock.ts';
import { type Database, execute, query } from '#platform/database/index.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { ImportCounts, SourceDescription } from '#platform/releases/model.ts';
import { type ChangeContext, publishChange } from '#platform/releases/publish.ts';
import type { Corrected } from './corrected.ts';
import { entryCollections } from './entries.ts';
import { correctEntry } from './entry.ts';
import { correctOfficeField } from './office.ts';

export interface Acceptance {
  readonly editor: string;
  readonly now: Date;
  /** The release of an import that corrected it already; null: editors state it. */
  readonly release: number | null;
  /** Of the hub. */
  readonly publicUrl: string;
}

class NotPossible extends Error {}

/** False when somebody else has decided it, its entry is gone, or its field is none that editors state. */
export async function acceptCorrection(
  database: Database,
  correction: Correction,
  acceptance: Acceptance,
): Promise<boolean> {
  if (correction.state !== 'OPEN') return false;
  if (acceptance.release !== null) return acceptInRelease(database, correction, acceptance, acceptance.release);
  const write = writerOf(correction);
  if (write === null) return false;
  const day = dayInPoland(acceptance.now);
  try {
    await publishChange(database, describeCorrection(correction, day, acceptance.publicUrl), async (context) => {
      const corrected = await write(context, correction, day);
      if (corrected === null) throw new NotPossible();
      const { isChanged, formerValue } = corrected;
      const release = isChanged ? context.release : context.release - 1;
      const decision = { number: correction.number, editor: acceptance.editor, now: acceptance.now };
      const isWritten = await writeDecision(context.client, decision, { state: 'ACCEPTED', release, formerValue });
      if (!isWritten) throw new NotPossible();
      return { counts: countsOf(isChanged), rejectedRows: [], changed: isChanged, stored: true, result: release };
    });
    return true;
  } catch (error) {
    if (error instanceof NotPossible) return false;
    throw error;
  }
}

/** Null where it cannot be written so. */
type Writer = (context: ChangeContext, correction: Correction, day: string) => Promise<Corrected | null>;

function writerOf({ target, field }: Correction): Writer | null {
  if (target.type === 'OFFICE') return isOfficeField(field) ? correctOfficeField : null;
  return entryCollections[target.type] === undefined ? null : correctEntry;
}

/** Whether editors state it themselves, in a release of its own. */
export function isStatedByEditors(correction: Correction): boolean {
  return writerOf(correction) !== null;
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
    writeDecision(client, { number, editor, now }, { state: 'ACCEPTED', release, formerValue: null }),
  );
}

function countsOf(isChanged: boolean): ImportCounts {
  const none = { created: 0, closed: 0, duplicates: 0, rejected: 0 };
  return { ...none, records: 1, changed: isChanged ? 1 : 0, unchanged: isChanged ? 0 : 1 };
}

function describeCorrection(correction: Correction, asOf: string, publicUrl: string): SourceDescription {
  const { number, target, field, value } = correction;
  const url = `${publicUrl}/corrections/${number}`;
  return {
    kind: 'corrections',
    name: `Poprawka ${number}`,
    publisher: 'Redakcja Węzła',
    url,
    fileName: `correction-${number}`,
    sha256: createHash('sha256')
      .update(JSON.stringify([number, target, field, value]))
      .digest('hex'),
    asOf,
    licence: 'CC BY 4.0',
  };
}
