import './graphql/types.ts';
import './graphql/queries.ts';

export { cafEditions, isCafCriterion } from './caf.ts';
export { heldAssessments } from './held.ts';
export { mergeAssessments, type StatedRow } from './merge.ts';
export { type AssessmentModel, actionStates, assessmentId, assessmentModels } from './model.ts';
