/** Runs one operation: chooses it, checks its variables and cost, executes it within its time. */
import {
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
  getOperationAST,
  getVariableValues,
  type OperationDefinitionNode,
  visit,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Limits } from '#config';
import type { Quota } from '#graphql/context.ts';
import type { Contributor } from '#graphql/contributor.ts';
import type { CostModel } from '#graphql/cost.ts';
import { OperationTimeoutError } from '#graphql/errors.ts';
import type { ExportService } from '#graphql/export-service.ts';
import { LimitError } from '#graphql/limits.ts';
import { type Database, OperationDatabase, type StatementSpan } from '#platform/database/index.ts';
import { BadInputError } from '#platform/errors.ts';
import type { CurrentRelease, ReleaseState } from '#platform/releases/current.ts';
import { HttpProblem } from '../problem.ts';
import type { ValidDocument } from './documents.ts';
import type { Params } from './params.ts';
import { RequestContext } from './request-context.ts';

export interface ExecutionArguments {
  readonly schema: GraphQLSchema;
  readonly document: ValidDocument['document'];
  readonly contextValue: RequestContext;
  readonly variableValues: Readonly<Record<string, unknown>>;
  readonly operationName: string | undefined;
  readonly signal: AbortSignal;
}

export interface Engine {
  readonly schema: GraphQLSchema;
  readonly costs: CostModel;
  readonly limits: Limits;
  readonly publicUrl: string;
  /** The primary; what is read for an answer comes from the server of the release. */
  readonly database: Database;
  readonly current: CurrentRelease;
  /** Where exports are made; set once they can be. */
  readonly exports?: { service: ExportService | null };
  execute(args: ExecutionArguments): Promise<ExecutionResult> | ExecutionResult;
}

/** An operation that may be executed. */
export interface Checked {
  readonly operation: OperationDefinitionNode;
  readonly cost: number;
  /** With the default values that the schema has for what was left out: graphql-jit does not fill those in. */
  readonly variables: Readonly<Record<string, unknown>>;
}

export interface Outcome {
  readonly result: ExecutionResult;
  readonly context: RequestContext;
}

/** What was found of operations with their variables: the same ones give the same. By engine, whose limits decide. */
const checkedBefore = new WeakMap<Engine, LRUCache<string, Pick<Checked, 'cost' | 'variables'>>>();
const maxChecked = { bytes: 8 * 1024 * 1024, length: 2_500 };

function checkedOf(engine: Engine) {
  const known = checkedBefore.get(engine);
  if (known !== undefined) return known;
  // Beside the text itself, about as much for the values that were read from it.
  const sizeCalculation = (_checked: unknown, responseKey: string): number => 500 + 4 * responseKey.length;
  const checked = new LRUCache<string, Pick<Checked, 'cost' | 'variables'>>({
    maxSize: maxChecked.bytes,
    sizeCalculation,
  });
  checkedBefore.set(engine, checked);
  return checked;
}

export function check(
  engine: Engine,
  valid: ValidDocument,
  params: Params,
  method: string,
  responseKey: string,
): Checked {
  const operation = chooseOperation(valid.document, params);
  const known = checkedOf(engine);
  const found = known.get(responseKey);
  const checked = found ?? checkAnew(engine, valid, params, operation);
  if (method !== 'POST' && operation.operation === 'mutation') throw onlyByPost();
  if (found === undefined && responseKey.length <= maxChecked.length) known.set(responseKey, checked);
  return { operation, ...checked };
}

function checkAnew(
  engine: Engine,
  { document }: ValidDocument,
  params: Params,
  operation: OperationDefinitionNode,
): Pick<Checked, 'cost' | 'variables'> {
  const coerced = getVariableValues(engine.schema, operation.variableDefinitions ?? [], params.variables, {
    maxErrors: 5,
  });
  if (coerced.errors !== undefined) throw new VariableError(coerced.errors);
  const { data, introspection } = engine.costs.of(document, operation, coerced.coerced);
  const cost = Math.round(data);
  if (cost > engine.limits.cost) throw new LimitError('cost', engine.limits.cost, cost);
  if (introspection > engine.costs.introspectionLimit) throw tooMuchIntrospection();
  return { cost, variables: coerced.coerced };
}

/** The values of variables do not fit their types; stated as graphql-js words it. */
export class VariableError extends Error {
  readonly errors: readonly unknown[];

  constructor(errors: readonly unknown[]) {
    super('The variables do not fit');
    this.errors = errors;
  }
}

export function chooseOperation(
  document: ValidDocument['document'],
  { operationName }: Pick<Params, 'operationName'>,
): OperationDefinitionNode {
  const operation = getOperationAST(document, operationName);
  if (operation != null) return operation;
  if (operationName === undefined) {
    throw new BadInputError('The document has several operations.', 'Name one of them in "operationName".', {
      polish: 'Dokument ma kilka operacji. Wskaż jedną z nich w "operationName".',
    });
  }
  const name = operationName.slice(0, 80);
  throw new BadInputError(`The document has no operation "${name}".`, 'Name one that it has.', {
    polish: `W dokumencie nie ma operacji "${name}". Wskaż taką, która w nim jest.`,
  });
}

function onlyByPost(): HttpProblem {
  return new HttpProblem(405, 'METHOD_NOT_ALLOWED', 'GET runs no mutations.', 'Send them by POST.', {
    headers: { allow: 'POST' },
    polish: 'Metodą GET nie można wykonać mutacji. Wyślij ją metodą POST.',
  });
}

function tooMuchIntrospection(): BadInputError {
  return new BadInputError(
    'The operation asks for more than one full introspection of the schema.',
    'Ask for the standard introspection query, once.',
    {
      polish: 'Operacja żąda więcej niż jednej pełnej introspekcji schematu. Wyślij standardowe zapytanie, jeden raz.',
    },
  );
}

export interface RunFacts {
  readonly today: string;
  readonly lang: 'PL' | 'EN';
  readonly requestId: string;
  readonly quota: Quota | null;
  /** What exports are counted under. */
  readonly caller: string;
  /** Of an event of a subscription. */
  readonly announced?: number | undefined;
}

/** What of a request cannot pass between threads. */
export interface RunParts {
  readonly count: StatementCount;
  /** Aborted when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
  readonly contributor: Contributor | null;
}

/** How many statements an operation sent, also one that came to nothing. */
export interface StatementCount {
  statements: number;
  /** When each was sent and answered, where somebody collects traces. */
  readonly spans?: StatementSpan[] | undefined;
}

/** What one attempt to answer is made with. */
interface Attempt extends RunParts {
  readonly release: ReleaseState;
}

export async function runOnce(
  engine: Engine,
  { document }: ValidDocument,
  { operationName, variables }: Params,
  facts: RunFacts,
  { release, count, signal: outer, contributor }: Attempt,
): Promise<{ outcome: Outcome; db: OperationDatabase }> {
  const { schema, limits, publicUrl } = engine;
  const controller = new AbortController();
  outer.throwIfAborted();
  const timer = setTimeout(() => controller.abort(new OperationTimeoutError()), limits.operationTimeoutMs);
  const { signal } = controller;
  const abandon = (): void => controller.abort(outer.reason);
  outer.addEventListener('abort', abandon, { once: true });
  const isQuery = getOperationAST(document, operationName)?.operation === 'query';
  const db = new OperationDatabase(release.server, { release: release.number, signal, isQuery });
  const context = new RequestContext({
    ...facts,
    db,
    release,
    limits,
    publicUrl,
    signal,
    fields: fieldsOf(document),
    exports: engine.exports?.service ?? null,
    contributor,
  });
  try {
    const args = { schema, document, contextValue: context, variableValues: variables, operationName, signal };
    const work = engine.execute(args);
    const result = isPromise(work) ? await Promise.race([work, abortOf(signal)]) : work;
    return { outcome: { result, context }, db };
  } finally {
    clearTimeout(timer);
    outer.removeEventListener('abort', abandon);
    count.statements += db.statements;
  }
}

const fieldsOfDocument = new WeakMap<DocumentNode, ReadonlySet<string>>();

/** The names of all fields that a document has anywhere. */
export function fieldsOf(document: DocumentNode): ReadonlySet<string> {
  const known = fieldsOfDocument.get(document);
  if (known !== undefined) return known;
  const fields = new Set<string>();
  visit(document, { Field: ({ name }) => void fields.add(name.value) });
  fieldsOfDocument.set(document, fields);
  return fields;
}

function isPromise<T>(value: T | Promise<T>): value is Promise<T> {
  return typeof (value as { then?: unknown }).then === 'function';
}

/** A compiled operation does not look at the signal: whoever waits for it goes, and its next statement is refused. */
function abortOf(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}
