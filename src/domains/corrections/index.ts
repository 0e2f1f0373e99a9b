/** Corrections that anyone proposes and editors decide. */
import './graphql/index.ts';

export { conflictOf } from './conflict.ts';
export { correctionLoaders } from './loaders.ts';
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
  correctionsBetween,
  correctionsChannel,
  findCorrection,
  latestCorrections,
  noteListed,
  type OpenTicket,
  openCorrection,
  openCorrections,
  openTickets,
  writeDecision,
} from './store.ts';
