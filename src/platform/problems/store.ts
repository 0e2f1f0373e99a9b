import type { ClientBase } from 'pg';
import { type CopyRow, copyInto, jsonCell } from '../database/copy.ts';
import type { Problem } from './model.ts';

const columns = ['release', 'ordinal', 'kind', 'row', 'column', 'reason', 'original', 'candidates'] as const;

/** Numbers them from 1 in their order. */
export async function insertProblems(client: ClientBase, release: number, problems: Iterable<Problem>): Promise<void> {
  await copyInto(client, 'problem', columns, rowsOf(release, problems));
}

function* rowsOf(
  release: number,
  problems: Iterable<Problem>,
): Generator<CopyRow<'problem', (typeof columns)[number]>> {
  let ordinal = 0;
  for (const { candidates = [], ...problem } of problems) {
    ordinal += 1;
    yield { ...problem, release, ordinal, candidates: jsonCell(candidates) };
  }
}
