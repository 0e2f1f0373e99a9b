/** Calls to which offices apply in the hub: their forms, drafts, submissions and order. */
export { findApplication, saveDraft, submit, withdraw } from './apply.ts';
export { type EligibilityRule, eligibilityOf } from './eligibility.ts';
export { type LiveCall, type Phase, phaseOf, placed, receiptNumber, type Submission } from './model.ts';
export { type Answers, answersOf, parseQuestions, type Question, QuestionSyntaxError } from './questions.ts';
export {
  extendCall,
  findCall,
  listCalls,
  markDecided,
  markPublished,
  submissionsOf,
  writeDraftCall,
} from './store.ts';
