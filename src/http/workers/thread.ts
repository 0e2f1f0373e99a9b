/** A thread that executes large operations for the main one: see pool.ts. */
import { once } from 'node:events';
import { constants, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { referenceData } from '#domains';
import { presentError, type Reporting } from '#graphql/errors.ts';
import { buildSchema } from '#graphql/schema.ts';
import { Documents } from '#http/graphql/documents.ts';
import { createEngine } from '#http/graphql/engine.ts';
import { type Executed, executeHere } from '#http/graphql/executed.ts';
import { check, type StatementCount } from '#http/graphql/run.ts';
import { observeStatements, openDatabase, poolUses, type StatementSpan } from '#platform/database/index.ts';
import { openLog } from '#platform/logging.ts';
import { CurrentRelease } from '#platform/releases/current.ts';
import type { FromThread, Task, ThreadSettings, ToThread } from './messages.ts';

/** The main thread and the other processes of the hub come first: Linux alone has a priority for each thread. */
if (process.platform === 'linux') setPriority(0, constants.priority.PRIORITY_BELOW_NORMAL);

if (parentPort === null) throw new Error('This file is the code of a worker thread');
const port = parentPort;
const { databaseUrl, servers, limits, publicUrl, log: logSettings } = workerData as ThreadSettings;
const log = openLog(logSettings);
/** Few: what reads much at once must leave connections to the small operations of the main thread. */
const connections = 4;
/** The main thread has the text of each document; what is parsed here is for those that come again soon. */
const documentBytes = 8 * 1024 * 1024;

const database = openDatabase(databaseUrl, {
  servers,
  connections,
  statementTimeoutMs: limits.statementTimeoutMs,
  onIdleError: (error) => log.warn({ reason: error.message }, 'a database connection broke'),
  locate: async () => {
    send({ type: 'locate' });
    for (;;) {
      const [message] = (await once(port, 'message')) as [ToThread];
      if (message.type === 'located') return message.databaseUrl;
    }
  },
});
const current = new CurrentRelease(database, referenceData, log);
const engine = createEngine(buildSchema(), { database, limits, publicUrl, current }, documentBytes);
const documents = new Documents([], engine, limits, documentBytes);
const running = new Map<number, AbortController>();

function send(message: FromThread, transfer: ArrayBuffer[] = []): void {
  port.postMessage(message, transfer);
}

async function runTask(id: number, task: Task): Promise<void> {
  const { facts, language } = task;
  const controller = new AbortController();
  running.set(id, controller);
  const reporting: Reporting = { language, requestId: facts.requestId, log };
  const spans: StatementSpan[] = [];
  const count: StatementCount = { statements: 0, spans };
  const run = (): Promise<Executed> => execute(task, reporting, count, controller.signal);
  try {
    const executed = await (task.isTraced ? observeStatements((statement) => spans.push(statement), run) : run());
    const bytes = executed.data === null ? null : Uint8Array.from(Buffer.from(executed.data as string));
    send({ type: 'done', id, ...count, executed: { ...executed, data: bytes } }, bytes === null ? [] : [bytes.buffer]);
  } catch (error) {
    send({ type: 'failed', id, ...count, error: presentError(error, reporting) });
  } finally {
    running.delete(id);
  }
}

function execute(
  { text, operationName, variables, responseKey, facts }: Task,
  reporting: Reporting,
  count: StatementCount,
  signal: AbortSignal,
): Promise<Executed> {
  const params = { query: text, documentId: undefined, operationName, variables, extensions: {} };
  const { outcome } = documents.find(params);
  if ('errors' in outcome) throw outcome.errors[0];
  const checked = check(engine, outcome, params, 'POST', responseKey);
  return executeHere(engine, outcome, { ...params, variables: checked.variables }, facts, {
    reporting,
    count,
    signal,
    contributor: null,
  });
}

async function stop(): Promise<void> {
  await current.close();
  await database.close();
  port.close();
}

port.on('message', (message: ToThread) => {
  if (message.type === 'run') void runTask(message.id, message.task);
  if (message.type === 'abort') running.get(message.id)?.abort(new DOMException('Aborted', 'AbortError'));
  if (message.type === 'pools') send({ type: 'pools', uses: poolUses(database) });
  if (message.type === 'stop') void stop();
});

// Not awaited here: a thread that is stopped while it opens ends without a word.
void current.open().then(() => send({ type: 'ready' }));
