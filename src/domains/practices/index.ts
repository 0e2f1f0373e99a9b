/** Practices and what happens around them, as other parts of the hub use it. */
import './graphql/index.ts';
import './search.ts';

export { type Content, fingerprintOf, isObject, isText, leavesOf, polishOf } from './content.ts';
export { Call } from './graphql/call.ts';
export { AdmissionOrder, CallKind } from './graphql/enums.ts';
export { Event } from './graphql/event.ts';
export { callId, eventId, practiceId, sessionWithin } from './graphql/ids.ts';
export { LivingLab } from './graphql/living-lab.ts';
export { Practice } from './graphql/practice.ts';
export { Evidence } from './graphql/rows.ts';
export { practiceLoaders } from './loaders.ts';
export { type Authority, type MergePlan, nameOf, planMerge, type Refusal, writePlan } from './merge.ts';
export type { DocumentedProject, DocumentedProjectFacts, LocalText, RecordKind } from './model.ts';
export { firstDayOf, isPartialDate, lastDayOf } from './partial-date.ts';
export type { EvidenceRow } from './plain-loaders.ts';
export type { Overruled, Statement } from './statement.ts';
export { existingEntries, joinEvidence, loadContracts } from './store/links.ts';
export { type EntryKey, fieldNamesOf, type KnownEntry, loadKnown } from './store/read.ts';
