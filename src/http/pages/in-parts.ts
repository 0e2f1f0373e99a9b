/** A long list of an operation, fetched in parts that are small operations each: no page waits in the queue of large ones. */
import type { ListParts, Operation, OperationResult } from '#portal/page.ts';

type Run = (operation: Operation) => Promise<OperationResult>;

/** A release between two parts is rare, several in a row are not to be expected. */
const maxAttempts = 3;

/** All parts are of one release. */
export async function runInParts(operation: Operation, parts: ListParts, run: Run): Promise<OperationResult> {
  let result = await runOnce(operation, parts, run);
  for (let attempts = 1; result === null && attempts < maxAttempts; attempts += 1) {
    result = await runOnce(operation, parts, run);
  }
  // Then as one large operation.
  return result ?? run(operation);
}

async function runOnce(
  { name, variables }: Operation,
  { path, cursor, size }: ListParts,
  run: Run,
): Promise<OperationResult | null> {
  const part = (after: string | null) => run({ name, variables: { ...variables, first: size, after } });
  const first = await part(null);
  const entries = listAt(first.data, path);
  if (entries === null) return first;
  let [last, dependsOnToday] = [entries, first.dependsOnToday];
  while (last.length === size) {
    const next = await part(String(valueAt(last.at(-1), cursor)));
    if (next.release !== first.release) return null;
    const more = listAt(next.data, path);
    if (more === null) return next;
    entries.push(...more);
    dependsOnToday ||= next.dependsOnToday;
    last = more;
  }
  return { ...first, dependsOnToday };
}

function listAt(data: unknown, path: readonly string[]): unknown[] | null {
  const found = valueAt(data, path);
  return Array.isArray(found) ? found : null;
}

function valueAt(data: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, name) => (value as Record<string, unknown> | null | undefined)?.[name], data);
}
