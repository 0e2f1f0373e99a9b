/** The kinds of entries that files of practices have, as editors name them. */
import type { EditorialReference, EditorialTarget } from '#platform/editorial/model.ts';
import type { RecordKind } from '#practices';
import type { Collection } from './format.ts';

export type EntryTarget = Extract<EditorialTarget, 'PRACTICE' | 'ADOPTION' | 'CALL' | 'EVENT' | 'LIVING_LAB'>;

interface EntryType {
  readonly collection: Collection;
  readonly kind: RecordKind;
  readonly column: keyof EditorialReference;
}

export const entryTypes: Readonly<Record<EntryTarget, EntryType>> = {
  PRACTICE: { collection: 'practices', kind: 'PRACTICE', column: 'practice_slug' },
  ADOPTION: { collection: 'adoptions', kind: 'ADOPTION', column: 'adoption_slug' },
  CALL: { collection: 'calls', kind: 'CALL', column: 'call_slug' },
  EVENT: { collection: 'events', kind: 'EVENT', column: 'event_slug' },
  LIVING_LAB: { collection: 'livingLabs', kind: 'LIVING_LAB', column: 'living_lab_slug' },
};

const targetsOfKinds = new Map(
  Object.entries(entryTypes).map(([target, { kind }]) => [kind, target as EntryTarget] as const),
);

export function entryTargetOf(kind: RecordKind): EntryTarget | undefined {
  return targetsOfKinds.get(kind);
}
