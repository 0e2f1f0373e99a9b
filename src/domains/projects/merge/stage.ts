/** Puts the rows of a list into a staging table, as they are read: no more than two portions of them are ever in memory. */
import type { ClientBase } from 'pg';
import { copyEncoded, RowEncoder } from '#platform/database/copy.ts';
import type { ListedProject } from '../model.ts';
import type { Interpreter } from './interpret.ts';
import { type StagedColumn, stagedColumnNames, stagedRow } from './staged-row.ts';

/** What is read while the database takes the portion before. */
const portionRows = 1_000;

/** Rows as they are sent. */
interface Portion {
  readonly rows: number;
  readonly chunks: readonly Uint8Array[];
}

/** `onStaged` may do something with the rows after `ord` while the next ones are read. */
export async function stageProjects(
  client: ClientBase,
  batches: AsyncIterable<readonly ListedProject[]>,
  interpreter: Interpreter,
  onStaged: (after: number) => Promise<void>,
): Promise<void> {
  const encoder = new RowEncoder(stagedColumnNames);
  let after = 0;
  let writing = Promise.resolve();
  try {
    for await (const { rows, chunks } of portions(batches, interpreter, encoder)) {
      await writing;
      writing = write(chunks, after);
      // It is awaited with the next portion; until then nobody else would see that it failed.
      writing.catch(() => undefined);
      after += rows;
    }
  } catch (error) {
    // Nothing may be written over a connection that has been given back.
    await writing.catch(() => undefined);
    throw error;
  }
  await writing;

  async function write(chunks: readonly Uint8Array[], first: number): Promise<void> {
    await copyEncoded(client, 'staged_project', stagedColumnNames, chunks);
    encoder.reuse(chunks);
    await onStaged(first);
  }
}

async function* portions(
  batches: AsyncIterable<readonly ListedProject[]>,
  interpreter: Interpreter,
  encoder: RowEncoder<StagedColumn>,
): AsyncGenerator<Portion> {
  let ord = 0;
  let rows = 0;
  for await (const batch of batches) {
    for (const project of batch) {
      ord += 1;
      encoder.add(stagedRow(ord, interpreter.interpret(project)));
      rows += 1;
      if (rows < portionRows) continue;
      yield { rows, chunks: encoder.take() };
      rows = 0;
    }
  }
  if (rows > 0) yield { rows, chunks: encoder.take() };
}
