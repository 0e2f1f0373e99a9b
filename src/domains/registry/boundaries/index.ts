export { type HeldBoundaries, heldBoundaries } from './held.ts';
export {
  type BoundaryOfUnit,
  fittingRegisterDay,
  type PlannedBoundaries,
  planBoundaries,
  writeBoundaries,
} from './merge.ts';
export type { BoundaryReference, NewBoundary } from './model.ts';
export { moveBoundaries } from './store.ts';
