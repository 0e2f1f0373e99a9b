/** Practices and what happens around them, as other parts of the hub use it. */
import './graphql/index.ts';
import './search.ts';

export { leavesOf } from './content.ts';
export { practiceId } from './graphql/ids.ts';
export { Practice } from './graphql/practice.ts';
export { type EvidenceRow, practiceLoaders } from './loaders.ts';
export { type MergePlan, nameOf, planMerge, type Refusal, writePlan } from './merge.ts';
export type { DocumentedProject, DocumentedProjectFacts, LocalText, RecordKind } from './model.ts';
export { firstDayOf, isPartialDate, lastDayOf } from './partial-date.ts';
export type { Statement } from './statement.ts';
export { existingEntries, joinEvidence, loadContracts } from './store/links.ts';
export type { EntryKey, KnownEntry } from './store/read.ts';
