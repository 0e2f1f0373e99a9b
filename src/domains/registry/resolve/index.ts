export {
  type Resolution,
  type ResolutionCandidate,
  type ResolutionMethod,
  resolutionMethods,
  type UnitReference,
} from './model.ts';
export { resolveReference } from './resolve.ts';
export { buildResolutionIndex, type ResolutionIndex } from './unit-index.ts';
