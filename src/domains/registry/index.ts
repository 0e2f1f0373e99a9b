/** The registry of territorial units, as other parts of the hub use it. */
import './graphql/index.ts';
import './search.ts';

export {
  type BoundaryOfUnit,
  type BoundaryReference,
  type BoundaryReferenceData,
  cachedBoundaries,
  fittingRegisterDay,
  moveBoundaries,
  type NewBoundary,
  type PlannedBoundaries,
  planBoundaries,
  writeBoundaries,
} from './boundaries/index.ts';
export { parseBdlId, parseTerc } from './codes.ts';
export {
  TerritorialKind as TerritorialKindEnum,
  TerritorialLevel as TerritorialLevelEnum,
} from './graphql/enums.ts';
export { unitId } from './graphql/ids.ts';
export { asOfArgument, unitOfRow } from './graphql/linked-unit.ts';
export { unitListArgs, unitPage } from './graphql/list.ts';
export { TerritorialUnit, viewOf } from './graphql/unit.ts';
export { isAtLevel, isCityWithPowiatRights, isSelfGovernment, levelOf } from './levels.ts';
export { registryLoaders } from './loaders.ts';
export { type TerritorialKind, type TerritorialLevel, territorialKinds } from './model.ts';
export { nutsCodeOf } from './nuts.ts';
export { describeNutsCode, isNutsShaped, type NutsRegion, nutsRegionOf } from './nuts-editions.ts';
export { refuseNutsCode } from './nuts-refusal.ts';
export { cachedRegistry } from './reference-cache.ts';
export type { RegistryReferenceData, RegistryUnit, RegistryVersion } from './reference-data.ts';
export { addUnitReferences, movedIds } from './references.ts';
export type { NewRegister } from './registers/combine.ts';
export type { Difference, UnitChange } from './registers/difference.ts';
export { deriveHistoryAgain, mergeRegister, type RegisterOutcome } from './registers/merge.ts';
export { type Resolution, type ResolutionCandidate, resolveReference } from './resolve/index.ts';
export { comparePolish, foldName } from './text.ts';
export { asItIs, onDay, type UnitOnDay, unitWithTerc } from './unit-on-day.ts';
export { provideUnitValues, type UnitValues, type UnitValuesRequest } from './unit-values.ts';
export { type RegistryView, type UnitState, versionOn } from './view.ts';
