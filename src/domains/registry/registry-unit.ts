/** A unit with all its versions and events, as one release knows it. */
import type { Unit, UnitEvent, UnitVersion } from './model.ts';

export interface RegistryVersion extends UnitVersion {
  readonly sourceId: string;
}

export interface RegistryUnit extends Unit {
  readonly versions: readonly RegistryVersion[];
  readonly events: readonly UnitEvent[];
  /** The release that last changed the unit. */
  readonly changedIn: number;
}
