/** The registry of territorial units, as other parts of the hub use it. */
import './graphql/index.ts';

export { heldRegistry } from './held.ts';
export type { NewRegister } from './registers/combine.ts';
export type { Difference, UnitChange } from './registers/difference.ts';
export { mergeRegister, type RegisterOutcome } from './registers/merge.ts';

export { comparePolish, foldName } from './text.ts';
