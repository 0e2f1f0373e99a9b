/** All entries of a list, page after page by their cursors, inside one release. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { pageVariables } from '#exports/query/page-document.ts';
import { OperationTimeoutError, PresentedError, type Reporting } from '#graphql/errors.ts';
import type { Executed } from '#http/graphql/executed.ts';
import type { Executor } from '#http/graphql/executor.ts';
import type { Params } from '#http/graphql/params.ts';
import { responseKeyOf } from '#http/graphql/response-cache.ts';
import { check, type Engine } from '#http/graphql/run.ts';
import type { Caller } from '../callers.ts';
import { HttpProblem } from '../problem.ts';
import { BusyError } from '../workers/fair-queue.ts';
import type { PreparedExport } from './prepare.ts';
import { nothingThere } from './problems.ts';

export interface WalkParts {
  readonly engine: Engine;
  readonly executor: Executor;
  readonly log: Logger;
}

/** For whom and when: the same for all pages. */
export interface WalkFacts {
  readonly caller: Caller;
  readonly today: string;
  readonly reporting: Reporting;
}

export interface ExportPage {
  readonly entries: readonly unknown[];
  readonly release: number;
  /** Of the whole list. */
  readonly total: number;
}

/** A release was published between two pages. */
export class ReleaseChangedError extends Error {}

/** A page that the hub was too busy for is requested again; the first is refused, as the API refuses. */
const attempts = 30;
const pauseMs = 1_000;

export async function* walkPages(
  parts: WalkParts,
  prepared: PreparedExport,
  facts: WalkFacts,
  signal: AbortSignal,
): AsyncGenerator<ExportPage, void, undefined> {
  let state: { after: string | null; release: number; total: number } | null = null;
  let { pageSize } = prepared;
  for (;;) {
    const { executed, size } = await runPage(
      parts,
      prepared,
      facts,
      { after: state?.after ?? null, size: pageSize, isFirst: state === null },
      signal,
    );
    pageSize = size;
    const [error] = executed.errors ?? [];
    if (error !== undefined) throw new PresentedError(error);
    if (state !== null && executed.release !== state.release) throw new ReleaseChangedError();
    const { entries, next, total } = readPage(executed, prepared);
    const found: number = state?.total ?? total ?? entries.length;
    yield { entries, release: executed.release, total: found };
    if (next === null) return;
    state = { after: next, release: executed.release, total: found };
  }
}

interface Place {
  readonly after: string | null;
  readonly size: number;
  readonly isFirst: boolean;
}

/** A page that takes too long is requested in smaller ones. */
async function runPage(
  parts: WalkParts,
  prepared: PreparedExport,
  facts: WalkFacts,
  place: Place,
  signal: AbortSignal,
): Promise<{ executed: Executed; size: number }> {
  let { size } = place;
  for (let attempt = 1; ; attempt += 1) {
    signal.throwIfAborted();
    try {
      const executed = await execute(parts, prepared, facts, { ...place, size }, signal);
      return { executed, size };
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      if (isTimeout(error) && size > 1 && prepared.plan.kind === 'connection') size = Math.ceil(size / 4);
      else if (!isBusy(error) || place.isFirst || attempt >= attempts) throw error;
      else await wait(pauseMs, undefined, { signal });
    }
  }
}

function execute(
  { engine, executor }: WalkParts,
  { page, pageHash, variables, plan, request }: PreparedExport,
  { caller, today, reporting }: WalkFacts,
  { after, size, isFirst }: Place,
  signal: AbortSignal,
): Promise<Executed> {
  const { first, after: cursor, count } = pageVariables;
  const values =
    plan.kind === 'connection' ? { ...variables, [first]: size, [cursor]: after, [count]: isFirst } : variables;
  const params: Params = {
    query: plan.page.text,
    documentId: undefined,
    operationName: undefined,
    variables: values,
    extensions: {},
  };
  const responseKey = responseKeyOf(pageHash, undefined, values, 'export', request.lang);
  return executor.execute(
    {
      document: page,
      params,
      checked: check(engine, page, params, 'POST', responseKey),
      responseKey,
      // Apart from what the caller asks for meanwhile, which must not wait behind an export.
      caller: { ...caller, id: `${caller.id} export` },
      facts: { today, lang: request.lang, requestId: reporting.requestId, quota: null, caller: caller.id },
      reporting,
      count: { statements: 0 },
    },
    signal,
  );
}

interface Connection {
  readonly nodes: readonly unknown[];
  readonly totalCount?: number;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

function readPage(
  { data }: Executed,
  { plan }: PreparedExport,
): { entries: readonly unknown[]; next: string | null; total: number | undefined } {
  const text = data === null || typeof data === 'string' ? (data ?? '{}') : Buffer.from(data).toString();
  let value: unknown = JSON.parse(text);
  for (const [index, key] of plan.path.entries()) {
    value = (value as Record<string, unknown>)[key] ?? null;
    if (value === null) throw nothingThere(plan.path.slice(0, index + 1));
  }
  if (plan.kind === 'object') return { entries: [value], next: null, total: 1 };
  if (plan.kind === 'list') {
    const entries = value as readonly unknown[];
    return { entries, next: null, total: entries.length };
  }
  const { nodes, totalCount, pageInfo } = value as Connection;
  return { entries: nodes, next: pageInfo.hasNextPage ? pageInfo.endCursor : null, total: totalCount };
}

function codeOf(error: unknown): unknown {
  return error instanceof PresentedError ? error.formatted.extensions?.['code'] : undefined;
}

function isTimeout(error: unknown): boolean {
  return error instanceof OperationTimeoutError || codeOf(error) === 'TIMEOUT';
}

function isBusy(error: unknown): boolean {
  if (error instanceof HttpProblem) return false;
  return error instanceof BusyError || codeOf(error) === 'SERVICE_UNAVAILABLE';
}
