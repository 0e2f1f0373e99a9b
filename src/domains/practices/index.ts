/** Practices and what happens around them, as other parts of the hub use it. */
import './graphql/index.ts';
import './search.ts';

export { leavesOf } from './content.ts';
export { Practice } from './graphql/entries.ts';
export { detailOf, inLanguage } from './graphql/texts.ts';
export { heldPractices } from './held.ts';
export { practiceLoaders } from './loaders.ts';
export { mergeStatements, type Refusal, type Statement } from './merge.ts';
export type {
  DocumentedProject,
  DocumentedProjectDetail,
  Evidence,
  LocalText,
  MetricGoal,
  RecordKind,
} from './model.ts';
export { firstDayOf, isPartialDate, lastDayOf } from './partial-date.ts';
export type { StoredContent } from './store.ts';
export { linkProjects, loadContracts } from './store.ts';
