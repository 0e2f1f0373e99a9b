/** Operations, 16 at once, that read 300 rows each of the database whose address the thread is given. */
import { workerData } from 'node:worker_threads';
import { OperationDatabase, openDatabase } from '#platform/database/index.ts';
import { reportGrowth } from '../../harness/heap.ts';

const database = openDatabase(workerData as string, { connections: 4, slowStatementMs: 60_000 });
const many = 'SELECT n, repeat($1::text, 40) AS name FROM generate_series(1, 300) n';

await reportGrowth(async (look) => {
  for (let turn = 0; turn < 300; turn += 1) {
    await new OperationDatabase(database, { release: 0, isQuery: true }).prismaRows(many, ['x']);
    if (turn % 20 === 0) look();
  }
});
await database.close();
