export {
  type BoundaryOfUnit,
  fittingRegisterDay,
  type PlannedBoundaries,
  planBoundaries,
  writeBoundaries,
} from './merge.ts';
export type { BoundaryReference, NewBoundary } from './model.ts';
export { type BoundaryReferenceData, cachedBoundaries } from './reference-data.ts';
export { moveBoundaries } from './store.ts';
