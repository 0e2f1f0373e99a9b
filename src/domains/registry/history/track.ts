/** One unit on its way through the registers. */
import type { IsoDate, UnitEvent, UnitEventType, UnitVersion } from '../model.ts';
import type { Day } from './day.ts';

export type UnitState = Omit<UnitVersion, 'validFrom' | 'validTo' | 'certainUntil'>;

export interface DerivedVersion extends UnitVersion {
  readonly sourceId: string;
}

export interface DerivedUnit {
  readonly id: string;
  readonly versions: readonly DerivedVersion[];
  readonly events: readonly UnitEvent[];
}

export type Mutable<T> = { -readonly [K in keyof T]: T[K] };

export interface Track {
  readonly id: string;
  key: string;
  isOpen: boolean;
  lastShown: IsoDate;
  readonly versions: Mutable<DerivedVersion>[];
  readonly events: UnitEvent[];
}

export function versionOf(state: UnitState, day: Day): Mutable<DerivedVersion> {
  return { ...state, validFrom: day.asOf, validTo: null, certainUntil: null, sourceId: day.sourceOf(state) };
}

export function changesBetween(before: UnitState, after: UnitState): UnitEventType[] {
  const types: UnitEventType[] = [];
  if (before.name !== after.name) types.push('RENAMED');
  if (before.kind !== after.kind) types.push('KIND_CHANGED');
  if (before.parentId !== after.parentId) types.push('MOVED');
  const sameCodes = before.terc === after.terc && before.powiatTerc === after.powiatTerc;
  return types.length === 0 && !sameCodes ? ['RECODED'] : types;
}

export function isPart({ kind }: Pick<UnitVersion, 'kind'>): boolean {
  return kind === 'TOWN' || kind === 'RURAL_AREA';
}

export function last(track: Track): Mutable<DerivedVersion> {
  const version = track.versions.at(-1);
  if (version === undefined) throw new Error(`The unit ${track.id} has no version`);
  return version;
}
