/** The unit that a boundary was found to be of. */
import type { TerritorialLevel, Unit, UnitVersion } from '../model.ts';
import type { ResolutionMethod } from '../resolve/index.ts';

export interface Joined {
  readonly unit: Unit;
  /** The state that bears the code or the name. */
  readonly version: UnitVersion;
  readonly level: TerritorialLevel;
  readonly method: ResolutionMethod;
  readonly confidence: number;
}
