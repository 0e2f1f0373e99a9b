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
} from './apply.ts';
export { decide, publishResultsOf } from './editing.ts';
export { type EligibilityRule, eligibilityOf } from './eligibility.ts';
export { acceptedExtensions, fileTypeOf, safeName } from './files/content.ts';
export { type ApplicationFile, addFile, contentName, type FileOwner, filesOf, findFile } from './files/store.ts';
export { type LiveCall, type Phase, phaseOf, placed, receiptNumber, type Submission } from './model.ts';
export {
  type Answers,
  answersOf,
  parseQuestions,
  type Question,
  QuestionSyntaxError,
  questionsText,
} from './questions.ts';
export { extensionMails } from './reminders/applications.ts';
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
  extendCall,
  findCall,
  listCalls,
  markPublished,
  submissionsOf,
  submittedAnswers,
  writeDraftCall,
} from './store.ts';
