import type { ClientBase } from 'pg';
import { copyIn, copyLine } from '../database/copy.ts';
import type { Problem } from './model.ts';

/** Numbers them from 1 in their order. */
export async function insertProblems(client: ClientBase, release: number, problems: Iterable<Problem>): Promise<void> {
  await copyIn(
    client,
    'problem (release, ordinal, kind, "row", "column", reason, original, candidates)',
    lines(release, problems),
  );
}

function* lines(release: number, problems: Iterable<Problem>): Generator<string> {
  let ordinal = 0;
  for (const { kind, row, column, reason, original, candidates = [] } of problems) {
    ordinal += 1;
    const cells = [String(release), String(ordinal), kind, String(row), column, reason, original];
    yield copyLine([...cells, JSON.stringify(candidates)].map(storable));
  }
}

/** PostgreSQL has no text with a NUL in it, but a damaged file may; JSON writes it as an escape. */
function storable(text: string | null): string | null {
  return text === null ? null : text.replaceAll('\0', '\uFFFD').replaceAll('\\u0000', '\uFFFD');
}
