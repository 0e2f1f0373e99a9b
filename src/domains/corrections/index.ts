/** Corrections that anyone proposes and editors decide. */
import './graphql/index.ts';

export {
  type AmendmentApproval,
  assignAmendment,
  completeAmendment,
  type DecideAmendmentOutcome,
  decideAmendment,
  proposeAmendment,
  withdrawAmendment,
} from './amendments/acting.ts';
export {
  type AmendedEntry,
  type Amendment,
  type AmendmentReview,
  type AmendmentState,
  type AmendmentTarget,
  amendableFields,
  type FieldChange,
  pageOfAmended,
  type RecordedChange,
} from './amendments/model.ts';
export { amendmentReminders } from './amendments/reminders.ts';
export { reviewableAmendments } from './amendments/reviewable.ts';
export { amendmentReviewsBy, completeAmendmentReview, reviewsOfAmendment } from './amendments/reviews.ts';
export {
  closeAmendment,
  findAmendment,
  isAmendableBy,
  latestAmendments,
  practiceOfAdoption,
} from './amendments/store.ts';
export { conflictsOf } from './conflict.ts';
export { correctableFields } from './fields.ts';
export { amendmentLoaders, correctionLoaders } from './loaders.ts';
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
  correctionsBetween,
  correctionsChannel,
  findCorrection,
  latestCorrections,
  type OpenTicket,
  openCorrection,
  openCorrections,
  openTickets,
  targetExists,
  writeDecision,
} from './store.ts';
