/** Corrections that anyone proposes and editors decide. */
export {
  type Correction,
  type CorrectionTarget,
  isOfficeField,
  officeFields,
  type ProposalError,
  type ProposalProblem,
  pageOfTarget,
  type Target,
  targetOfPage,
} from './model.ts';
export { maxLengths } from './rules.ts';
export {
  acceptedOf,
  findCorrection,
  latestCorrections,
  openCorrection,
  openCorrections,
  writeDecision,
} from './store.ts';
