/** Calls to which offices apply in the hub: their forms, drafts, submissions, order, review and decisions. */
import './graphql/index.ts';

export {
  type Applicant,
  findApplication,
  mayChange,
  misfits,
  type SaveOutcome,
  saveDraft,
  submit,
  withdraw,
  wrongIn,
} from './apply.ts';
export { labelledChoice } from './choices.ts';
export { admissionOrders, callKinds, callUnitKinds, populationRules } from './drafting.ts';
export {
  type DraftOutcome,
  decide,
  draftCall,
  extend,
  publishDraft,
  publishResultsOf,
} from './editing.ts';
export { type EligibilityRule, eligibilityOf } from './eligibility.ts';
export { acceptedExtensions, fileTypeOf, safeName } from './files/content.ts';
export { findStaged, markSent } from './files/staged.ts';
export { type ApplicationFile, addFile, contentName, type FileOwner, filesOf, findFile } from './files/store.ts';
export { contentNames, forgetStaged, removeUnusedFile } from './files/unused.ts';
export { liveCallLoaders } from './loaders.ts';
export {
  type CallChannel,
  type CallDocument,
  type LiveCall,
  type Phase,
  phaseOf,
  placed,
  receiptNumber,
  type Submission,
} from './model.ts';
export {
  type Answers,
  answersOf,
  type CallForm,
  FormError,
  type FormProblem,
  formText,
  type LocalLabel,
  maxAnswerLength,
  parseForm,
  type Question,
  questionTypes,
  shownSteps,
} from './questions.ts';
export { callReminders } from './reminders/index.ts';
export { criteriaText, parseCriteria } from './review/criteria.ts';
export {
  type ApprovedPractice,
  type Decided,
  type Decision,
  decisionsOf,
} from './review/decide.ts';
export {
  assessed,
  type Criterion,
  type Review,
  type Scores,
  scoreRange,
  templateCriteria,
  weightedMean,
} from './review/model.ts';
export { openReturn, returnsOf } from './review/returns.ts';
export { reviewableSubmissions, type SubmissionKey } from './review/reviewable.ts';
export { completeReview, reviewsBy, reviewsOf, saveReview } from './review/store.ts';
export {
  findCall,
  listCalls,
  markPublished,
  type NewCall,
  submissionsOf,
  submittedAnswers,
  writeDraftCall,
} from './store.ts';
