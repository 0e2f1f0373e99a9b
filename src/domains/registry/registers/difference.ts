/** What an import changes in the history of units, for people to read before and after. */
import type { DerivedUnit, DerivedVersion } from '../history/derive.ts';
import type { UnitEvent } from '../model.ts';
import type { RegistryUnit } from '../reference-data.ts';
import { fingerprintOf, type KnownUnit, type UnitChanges } from '../store.ts';

export interface UnitChange {
  readonly terc: string;
  readonly name: string;
  /** What it was before a rename, a change of kind or a move. */
  readonly before: { readonly terc: string; readonly name: string } | null;
}

export interface Difference {
  readonly created: readonly UnitChange[];
  readonly closed: readonly UnitChange[];
  readonly renamed: readonly UnitChange[];
  readonly kindChanged: readonly UnitChange[];
  readonly moved: readonly UnitChange[];
}

type Written = Pick<UnitChanges, 'created' | 'changed'>;

/** Which histories have to be written. */
export function changesSince(known: readonly KnownUnit[], after: readonly DerivedUnit[]): Written {
  const fingerprints = new Map(known.map(({ id, fingerprint }) => [id, fingerprint]));
  const created: DerivedUnit[] = [];
  const changed: DerivedUnit[] = [];
  for (const unit of after) {
    const before = fingerprints.get(unit.id);
    if (before === undefined) created.push(unit);
    else if (before !== fingerprintOf(unit)) changed.push(unit);
  }
  return { created, changed };
}

/** `before` are the changed units as they were. */
export function describeDifference(before: readonly RegistryUnit[], changes: Written): Difference {
  const known = new Map(before.map((unit) => [unit.id, unit]));
  const eventsSince = (unit: DerivedUnit): UnitEvent[] => {
    const old = new Set(known.get(unit.id)?.events.map((event) => `${event.type} ${event.notAfter}`));
    return unit.events.filter((event) => !old.has(`${event.type} ${event.notAfter}`));
  };
  const touched = [...changes.created, ...changes.changed];
  const withEvent = (...types: readonly UnitEvent['type'][]): UnitChange[] =>
    touched.flatMap((unit) =>
      eventsSince(unit)
        .filter(({ type }) => types.includes(type))
        .map((event) => describeEvent(unit, event)),
    );
  return {
    created: changes.created.map((unit) => ({ ...nameOf(unit.versions.at(-1)), before: null })),
    closed: closedUnits(known, changes),
    renamed: withEvent('RENAMED'),
    kindChanged: withEvent('KIND_CHANGED'),
    moved: withEvent('MOVED', 'RECODED'),
  };
}

function describeEvent(unit: DerivedUnit, event: UnitEvent): UnitChange {
  const before = unit.versions.find(({ validFrom }) => validFrom === event.beforeFrom);
  const after = unit.versions.find(({ validFrom }) => validFrom === event.afterFrom);
  return { ...nameOf(after), before: before === undefined ? null : nameOf(before) };
}

/** Units that stood before this import and stand no more. */
function closedUnits(known: ReadonlyMap<string, RegistryUnit>, { changed }: Written): UnitChange[] {
  return changed
    .filter((unit) => unit.versions.at(-1)?.validTo !== null && known.get(unit.id)?.versions.at(-1)?.validTo === null)
    .map((unit) => ({ ...nameOf(unit.versions.at(-1)), before: null }));
}

function nameOf(version: DerivedVersion | undefined): { terc: string; name: string } {
  return { terc: version?.terc ?? '', name: version?.name ?? '' };
}
