/** The review of what offices submit, be it an application to a call or an amendment: one mechanism for all of it. */
export { assignTo, type Editing, mailDecision, returnToOffice } from './acting.ts';
export {
  type AssignOutcome,
  carryReviews,
  completeOwnReview,
  declareConflict,
  isOwnReview,
  ownOffices,
  seenReviews,
  updateReview,
} from './assign.ts';
export { type Undecidable, whyUndecidable } from './decide.ts';
export { editingOf, type SignedIn, signedInOf, storedText } from './graphql/arguments.ts';
export { reviewsSeen } from './graphql/seen.ts';
export { ReviewStateEnum } from './graphql/state.ts';
export { isWaitingArgument, reviewPage } from './graphql/waiting.ts';
export { reviewLoaders } from './loaders.ts';
export { bilingualMail } from './mails.ts';
export { isWaiting, type Review, type ReviewState, reviewColumns, stateOfReview } from './model.ts';
export { emailOf } from './recipients.ts';
export {
  beforeMs,
  type DueReminder,
  type RemindedOf,
  type Reminder,
  remindersOf,
  takeDue,
} from './reminders.ts';
export { completeReturn, isOpenReturn, type Returned, returnOf } from './returns.ts';
export type { Acting, Described, Reviewable, UnderReview } from './reviewable.ts';
