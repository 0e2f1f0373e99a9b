/** Puts the rows of a list into a staging table, as they are read: no more than a batch of them is ever in memory. */
import type { ClientBase } from 'pg';
import { copyIntoStaging } from '#platform/database/copy.ts';
import type { ListedProject } from '../model.ts';
import type { Interpreter } from './interpret.ts';
import { type StagedRow, stagedColumnNames, stagedRow } from './staged-row.ts';
import { createStagedProjects } from './staged-tables.ts';

export async function stageProjects(
  client: ClientBase,
  batches: AsyncIterable<readonly ListedProject[]>,
  interpreter: Interpreter,
): Promise<void> {
  await createStagedProjects(client);
  await copyIntoStaging(client, 'staged_project', stagedColumnNames, rows(batches, interpreter));
}

async function* rows(
  batches: AsyncIterable<readonly ListedProject[]>,
  interpreter: Interpreter,
): AsyncGenerator<StagedRow> {
  let ord = 0;
  for await (const batch of batches) {
    for (const project of batch) {
      ord += 1;
      yield stagedRow(ord, interpreter.interpret(project));
    }
  }
}
