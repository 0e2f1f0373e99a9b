/** An accepted correction of an office as a release, with a source of its own. */
import { createHash } from 'node:crypto';
import { acceptedOf, type Correction, isOfficeField, writeDecision } from '#corrections';
import { correctOffice, listedValue } from '#offices';
import { dayInPoland } from '#platform/clock.ts';
import type { Database } from '#platform/database/index.ts';
import type { SourceDescription } from '#platform/releases/model.ts';
import { publishChange } from '#platform/releases/publish.ts';

export interface Acceptance {
  readonly editor: string;
  readonly now: Date;
  /** Of the hub. */
  readonly publicUrl: string;
}

export type AcceptOutcome =
  | { readonly status: 'ACCEPTED'; readonly release: number }
  /** Somebody else decided it, its office is gone, or its field is none that editors state. */
  | { readonly status: 'NOT_POSSIBLE' };

class NotPossible extends Error {}

export async function acceptCorrection(
  database: Database,
  correction: Correction,
  acceptance: Acceptance,
): Promise<AcceptOutcome> {
  const { target, field } = correction;
  if (target.type !== 'OFFICE' || !isOfficeField(field)) return { status: 'NOT_POSSIBLE' };
  const day = dayInPoland(acceptance.now);
  try {
    const published = await publishChange(
      database,
      describeCorrection(correction, day, acceptance.publicUrl),
      async ({ client, release, source }) => {
        const accepted = [...(await acceptedOf(client, target)), correction];
        const facts = Object.fromEntries(accepted.map((one) => [one.field, one.value]));
        const listed = await listedValue(client, target.key, field);
        const changed = await correctOffice(
          client,
          { officeId: target.key, facts, day },
          { sourceId: source.id, release },
        );
        if (changed === undefined) throw new NotPossible();
        const inRelease = changed ? release : release - 1;
        const formerValue = listed == null ? null : String(listed);
        const decision = { number: correction.number, editor: acceptance.editor, now: acceptance.now };
        const isWritten = await writeDecision(client, decision, { state: 'ACCEPTED', release: inRelease, formerValue });
        if (!isWritten) throw new NotPossible();
        const counts = { ...noCounts, records: 1, changed: changed ? 1 : 0, unchanged: changed ? 0 : 1 };
        return { counts, rejectedRows: [], changed, stored: true, result: inRelease };
      },
    );
    return { status: 'ACCEPTED', release: published.result };
  } catch (error) {
    if (error instanceof NotPossible) return { status: 'NOT_POSSIBLE' };
    throw error;
  }
}

const noCounts = { records: 0, created: 0, changed: 0, unchanged: 0, closed: 0, duplicates: 0, rejected: 0 };

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
