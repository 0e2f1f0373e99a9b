/** Which operations are compiled to code of their own by graphql-jit (docs/decisions/compiled-operations.md). */
import { type DocumentNode, Kind } from 'graphql';

/** Compiling takes some milliseconds and keeps code in memory: a document that is asked once is not worth it. */
const timesBefore = 2;

export function isWorthCompiling(): (args: { readonly document: DocumentNode }) => boolean {
  const times = new WeakMap<DocumentNode, number>();
  return ({ document }) => {
    // Minus infinity stays so, however often one is added.
    const before = times.get(document) ?? (hasOneOperation(document) ? 0 : Number.NEGATIVE_INFINITY);
    if (before >= timesBefore) return true;
    times.set(document, before + 1);
    return false;
  };
}

/** The plugin keeps one function for each document, whichever of its operations is asked for. */
function hasOneOperation({ definitions }: DocumentNode): boolean {
  return definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION).length === 1;
}
