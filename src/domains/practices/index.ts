/** Practices and what happens around them, as other parts of the hub use it. */
import './graphql/index.ts';
import './search.ts';

export { leavesOf } from './content.ts';
export { heldPractices } from './held.ts';
export { mergeStatements, type Refusal, type Statement } from './merge.ts';
export type { RecordKind } from './model.ts';
export { isPartialDate } from './partial-date.ts';
