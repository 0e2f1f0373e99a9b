/** Where an operation is executed: a small one here and now, a large one through a queue, in a thread of its own. */
import type { Contributor } from '#graphql/contributor.ts';
import type { Reporting } from '#graphql/errors.ts';
import { defaultBounds, FairQueue } from '#http/workers/fair-queue.ts';
import { operationsPerThread, type WorkerPool } from '#http/workers/pool.ts';
import { observeStatements, statementListener } from '#platform/database/index.ts';
import type { Caller } from '../callers.ts';
import type { ValidDocument } from './documents.ts';
import { type Executed, executeHere } from './executed.ts';
import type { Params } from './params.ts';
import { type Checked, type Engine, fieldsOf, type RunFacts, type StatementCount } from './run.ts';

/** Points of cost that take some milliseconds (docs/cost.md); an operation of more would keep others waiting. */
const largeCost = 1_000;
/** Of an operation of a page: once a release, and its rendering keeps the main thread as long anyway. */
const largeCostOfPage = 2_000;

export interface Execution {
  readonly document: ValidDocument;
  readonly params: Params;
  readonly checked: Checked;
  /** The same for the same document, operation and variables. */
  readonly responseKey: string;
  readonly caller: Caller;
  readonly facts: RunFacts;
  readonly reporting: Reporting;
  readonly count: StatementCount;
  readonly isOfPage?: boolean;
  /** Null where nothing is written and nobody is signed in. */
  readonly contributor?: Contributor | null;
}

export class Executor {
  readonly #engine: Engine;
  readonly #workers: WorkerPool | null;
  readonly #queue: FairQueue;

  constructor(engine: Engine, workers: WorkerPool | null, threads: number) {
    this.#engine = engine;
    this.#workers = workers;
    this.#queue = new FairQueue({ ...defaultBounds, running: Math.max(1, threads) * operationsPerThread });
  }

  get running(): number {
    return this.#queue.running;
  }

  get waiting(): number {
    return this.#queue.waiting;
  }

  execute(execution: Execution, signal: AbortSignal): Promise<Executed> {
    const { spans } = execution.count;
    if (spans === undefined) return this.#execute(execution, signal);
    return observeStatements(
      (statement) => spans.push(statement),
      () => this.#execute(execution, signal),
    );
  }

  #execute(execution: Execution, signal: AbortSignal): Promise<Executed> {
    const { checked, caller, isOfPage = false } = execution;
    const isSmall = checked.cost <= (isOfPage ? largeCostOfPage : largeCost);
    // Exports are made by the main thread alone.
    if (isSmall || checked.operation.operation === 'mutation') return this.#here(execution, signal);
    return this.#queue.run(caller.id, () => this.#large(execution, signal), signal);
  }

  async #large(execution: Execution, signal: AbortSignal): Promise<Executed> {
    const { document, params, responseKey, facts, reporting, count } = execution;
    const text = document.document.loc?.source.body;
    if (this.#workers === null || text === undefined) return this.#here(execution, signal);
    if (await isOfViewer(execution)) return this.#here(execution, signal);
    if (!(await this.#workers.canRun(signal))) return this.#here(execution, signal);
    const { operationName, variables } = params;
    const { language } = reporting;
    const isTraced = statementListener() !== undefined;
    const task = { text, operationName, variables, responseKey, facts, language, isTraced };
    return this.#workers.run(task, count, signal);
  }

  #here(execution: Execution, signal: AbortSignal): Promise<Executed> {
    const { document, params, checked, facts, reporting, count, contributor = null } = execution;
    const { variables } = checked;
    const parts = { reporting, count, signal, contributor };
    return executeHere(this.#engine, document, { ...params, variables }, facts, parts);
  }
}

/** What only a viewer sees is made by the main thread; for whoever is not signed in there is nothing of it. */
async function isOfViewer({ document, contributor }: Execution): Promise<boolean> {
  return fieldsOf(document.document).has('viewer') && (await contributor?.viewer()) != null;
}
