import './graphql/criterion.ts';
import './graphql/assessment.ts';
import './graphql/action.ts';
import './graphql/certification.ts';
import './graphql/lists.ts';
import './graphql/compare.ts';
import './search.ts';

export { cafEditions, isCafCriterion } from './caf.ts';
export { mergeAssessments, type StatedRow } from './merge.ts';
export { type AssessmentModel, actionStates, assessmentId, assessmentModels } from './model.ts';
