/** Puts the rows of a list into a staging table, as they are read: no more than two portions of them are ever in memory. */
import type { ClientBase } from 'pg';
import { copyEncoded, encodeRows } from '#platform/database/copy.ts';
import type { ListedProject } from '../model.ts';
import type { Interpreter } from './interpret.ts';
import { type StagedRow, stagedColumnNames, stagedRow } from './staged-row.ts';

/** What is read while the database takes the portion before. */
const portionRows = 2_000;

/** `onStaged` may do something with the rows after `ord` while the next ones are read. */
export async function stageProjects(
  client: ClientBase,
  batches: AsyncIterable<readonly ListedProject[]>,
  interpreter: Interpreter,
  onStaged: (after: number) => Promise<void>,
): Promise<void> {
  let after = 0;
  let writing = Promise.resolve();
  try {
    for await (const portion of portions(batches, interpreter)) {
      const chunks = encodeRows(portion, stagedColumnNames);
      await writing;
      writing = write(chunks, after);
      // It is awaited with the next portion; until then nobody else would see that it failed.
      writing.catch(() => undefined);
      after += portion.length;
    }
  } catch (error) {
    // Nothing may be written over a connection that has been given back.
    await writing.catch(() => undefined);
    throw error;
  }
  await writing;

  async function write(chunks: readonly Uint8Array[], first: number): Promise<void> {
    await copyEncoded(client, 'staged_project', stagedColumnNames, chunks);
    await onStaged(first);
  }
}

async function* portions(
  batches: AsyncIterable<readonly ListedProject[]>,
  interpreter: Interpreter,
): AsyncGenerator<readonly StagedRow[]> {
  let ord = 0;
  let portion: StagedRow[] = [];
  for await (const batch of batches) {
    for (const project of batch) {
      ord += 1;
      portion.push(stagedRow(ord, interpreter.interpret(project)));
      if (portion.length < portionRows) continue;
      yield portion;
      portion = [];
    }
  }
  if (portion.length > 0) yield portion;
}
