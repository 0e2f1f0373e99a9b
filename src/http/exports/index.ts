/** Any query in bulk: `/exports/{Operation}.{csv,ndjson,parquet}` and `POST /exports` (docs/open-data.md). */
import { createHash } from 'node:crypto';
import type { Quota } from '#graphql/context.ts';
import type { Reporting } from '#graphql/errors.ts';
import type { ExportService } from '#graphql/export-service.ts';
import { VariableError } from '#http/graphql/run.ts';
import { dayInPoland } from '#platform/clock.ts';
import { acceptedEncoding } from '../accept.ts';
import { admit } from '../admission.ts';
import { answersVersion } from '../answers-version.ts';
import type { Caller } from '../callers.ts';
import { isUnchanged } from '../conditional.ts';
import { type HubRequest, type HubResponse, jsonResponse, languageOf } from '../message.ts';

import { rateHeaders } from '../rate-limit.ts';
import type { Route } from '../router.ts';
import { termsLink } from '../terms.ts';
import { type BegunExport, beginExport } from './begin.ts';
import { bytesOf } from './body.ts';
import { isJobName, jobResponse, statusJson } from './job-routes.ts';
import { ExportRequests, jobsOf } from './job-work.ts';
import type { ExportJobs } from './jobs.ts';
import type { ExportParts } from './parts.ts';
import { type PreparedExport, prepareExport } from './prepare.ts';
import { badVariables, exportProblem, otherRelease } from './problems.ts';
import { mediaTypes, readGet, readPost, variablesIn, type WantedExport } from './read-request.ts';
import { ExportSlots } from './slots.ts';

export class Exports {
  readonly #parts: ExportParts;
  readonly #slots: ExportSlots;
  readonly #jobs: ExportJobs | null;

  constructor(parts: ExportParts) {
    this.#parts = parts;
    this.#jobs = parts.place === null ? null : jobsOf(parts, parts.place);
    this.#slots = new ExportSlots(parts.engine.limits.exportsPerCaller);
  }

  get running(): number {
    return this.#slots.running;
  }

  /** Goes on with the jobs that a process before this one left. */
  async resume(): Promise<void> {
    await this.#jobs?.resume();
  }

  /** For each release that is served. */
  async removeRedacted(): Promise<void> {
    await this.#jobs?.removeRedacted();
  }

  async close(): Promise<void> {
    await this.#jobs?.close();
  }

  /** For GraphQL. */
  get service(): ExportService | null {
    return this.#jobs === null ? null : new ExportRequests(this.#parts, this.#jobs);
  }

  routes(): Route[] {
    return [
      {
        path: '/exports',
        methods: ['POST'],
        answer: (request) => this.#answer(request, () => readPost(request, this.#parts)),
      },
      { path: '/exports/', methods: ['GET'], answer: (request) => this.#get(request) },
    ];
  }

  #get(request: HubRequest): Promise<HubResponse> {
    const name = request.path.slice('/exports/'.length);
    const { engine, documents, operations } = this.#parts;
    if (this.#jobs !== null && isJobName(name)) return jobResponse(this.#parts, this.#jobs, request, name);
    return this.#answer(request, async () => readGet(request, name, { schema: engine.schema, documents, operations }));
  }

  async #answer(request: HubRequest, read: () => Promise<WantedExport>): Promise<HubResponse> {
    const { log, rateLimit } = this.#parts;
    const reporting: Reporting = { language: languageOf(request), requestId: request.id, log };
    let quota: Quota | null = null;
    try {
      const caller = await admit(this.#parts, request, (left) => {
        quota = left;
      });
      const wanted = await read();
      const prepared = this.#prepare(wanted, reporting);
      const points = rateLimit?.pointsFor(prepared.cost) ?? 0;
      if (rateLimit !== null && points > 0) quota = await rateLimit.take(caller, points);
      const response = await this.#export(request, prepared, caller, reporting);
      return { ...response, headers: { ...response.headers, ...rateHeaders(quota) } };
    } catch (error) {
      if (request.gone().aborted) throw error;
      throw exportProblem(error, reporting);
    }
  }

  #prepare({ request, release }: WantedExport, reporting: Reporting): PreparedExport {
    const { engine, documents } = this.#parts;
    const latest = engine.current.number;
    if (release !== null && release !== 'latest' && release !== String(latest)) throw otherRelease(release, latest);
    try {
      return prepareExport(engine, documents, request);
    } catch (error) {
      if (!(error instanceof VariableError)) throw error;
      const name = request.operationName ?? 'the operation';
      throw badVariables(exportProblem(error, reporting), name, variablesIn(documents, request));
    }
  }

  async #export(
    request: HubRequest,
    prepared: PreparedExport,
    caller: Caller,
    reporting: Reporting,
  ): Promise<HubResponse> {
    const { engine, clock } = this.#parts;
    const today = dayInPoland(clock());
    const { number } = await engine.current.get();
    const isGet = request.method !== 'POST';
    if (isGet && isUnchanged(request, { etag: etagOf(prepared, number, today), lastModified: null })) {
      return { status: 304, headers: { etag: etagOf(prepared, number, today) }, body: null };
    }
    const isLater = /\brespond-async\b/i.test(request.headers['prefer'] ?? '');
    if (isLater && this.#jobs !== null) return this.#later(request, prepared, caller, this.#jobs);
    const free = this.#slots.take(caller);
    const controller = new AbortController();
    const signal = AbortSignal.any([request.gone(), controller.signal]);
    const facts = { caller, today, reporting };
    try {
      const max = this.#jobs === null ? Number.POSITIVE_INFINITY : engine.limits.exportRows;
      const begun = await beginExport(this.#parts, prepared, facts, { signal, max });
      if (this.#jobs !== null && begun.total > max) {
        await begun.pages.return();
        free();
        return await this.#later(request, prepared, caller, this.#jobs);
      }
      return this.#stream(request, prepared, begun, { today, controller, free });
    } catch (error) {
      free();
      throw error;
    }
  }

  /** A job makes it. */
  async #later(
    request: HubRequest,
    { request: wanted, name }: PreparedExport,
    caller: Caller,
    jobs: ExportJobs,
  ): Promise<HubResponse> {
    const { clock, engine, publicUrl } = this.#parts;
    const { number } = await engine.current.get();
    const job = { request: wanted, name, requestId: request.id };
    const id = await jobs.create(job, caller, number, dayInPoland(clock()));
    const found = await jobs.find(id);
    const headers = { location: `/exports/${id}`, 'retry-after': '2', 'cache-control': 'no-store' };
    return jsonResponse(202, found === null ? { id } : statusJson(found.status, publicUrl), headers);
  }

  #stream(
    request: HubRequest,
    prepared: PreparedExport,
    { release, total, pages }: BegunExport,
    { today, controller, free }: { today: string; controller: AbortController; free: () => void },
  ): HubResponse {
    const { format } = prepared.request;
    const isText = format !== 'parquet';
    const isZipped = isText && acceptedEncoding(request.headers['accept-encoding']) !== 'identity';
    const headers = {
      'content-type': mediaTypes[format],
      'content-disposition': `attachment; filename="${prepared.name}.${format}"`,
      'cache-control': 'no-cache',
      'x-release': String(release),
      link: termsLink(release),
      'x-total-count': String(total),
      ...(request.method === 'POST' ? {} : { etag: etagOf(prepared, release, today) }),
      ...(isText ? { vary: 'Accept-Encoding, Accept-Language' } : { vary: 'Accept-Language' }),
      ...(isZipped ? { 'content-encoding': 'gzip' } : {}),
    };
    // Nobody opens the body of an answer to HEAD.
    if (request.method === 'HEAD') {
      free();
      return { status: 200, headers, body: '' };
    }
    const done = (error: Error | null): void => {
      free();
      controller.abort(new DOMException('The export ended', 'AbortError'));
      if (error !== null && !request.gone().aborted) {
        this.#parts.log.warn({ err: error, requestId: request.id }, 'an export broke off');
      }
    };
    return { status: 200, headers, body: { bytes: null, open: () => bytesOf(prepared, pages, isZipped, done) } };
  }
}

/** Weak: what is sent may be compressed. */
function etagOf({ request }: PreparedExport, release: number, today: string): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([answersVersion, release, today, request]))
    .digest('base64url');
  return `W/"export-${release}-${hash.slice(0, 22)}"`;
}
