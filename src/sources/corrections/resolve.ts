/** Editors resolve a conflict between what they state and what files state since: they keep theirs, or take that of the files. */
import { recordAct } from '#accounts';
import { dayInPoland } from '#platform/clock.ts';
import type { Database } from '#platform/database/index.ts';
import { type EditorialKey, isConflicting } from '#platform/editorial/model.ts';
import { findEditorial, overrule } from '#platform/editorial/store.ts';
import { publishChange } from '#platform/releases/publish.ts';
import { hashOf } from '#platform/secrets.ts';
import { describeEditorial } from './describe.ts';
import { changedOne, NotPossible } from './outcome.ts';
import { withdrawStatements } from './state.ts';

export interface ConflictDecision {
  readonly resolution: 'KEEP' | 'TAKE_LISTED';
  /** SHA-256 of what files stated when the editor looked: another value is a new conflict. */
  readonly listedHash: string;
  readonly editor: string;
  readonly now: Date;
  /** Of the hub. */
  readonly publicUrl: string;
}

/** False when it was resolved before, or files state something else by now. */
export async function resolveConflict(
  database: Database,
  key: EditorialKey,
  { resolution, listedHash, editor, now, publicUrl }: ConflictDecision,
): Promise<boolean> {
  const day = dayInPoland(now);
  const subject = `${key.type}:${key.key}:${key.field}`;
  const description = describeEditorial({
    kind: 'editorial-decisions',
    name: `Rozstrzygnięcie: ${key.key}, ${key.field}`,
    url: `${publicUrl}/corrections`,
    fileName: 'editorial-decision',
    content: [key, resolution, listedHash, now.toISOString()],
    asOf: day,
  });
  return NotPossible.isFalse(async () => {
    await publishChange(database, description, async ({ client, release, source }) => {
      const statement = await findEditorial(client, key);
      if (statement === null || !isConflicting(statement)) throw new NotPossible();
      const { listedValue } = statement;
      if (listedValue === null || hashOf(listedValue) !== listedHash) throw new NotPossible();
      if (resolution === 'KEEP') await overrule(client, key, listedValue);
      else if (!(await withdrawStatements({ client, release, sourceId: source.id, day }, [statement]))) {
        throw new NotPossible();
      }
      const act = { action: `conflict.${resolution.toLowerCase()}`, before: statement.value, after: listedValue };
      await recordAct(client, { actor: editor, subject, at: now, ...act });
      return changedOne(release);
    });
  });
}
