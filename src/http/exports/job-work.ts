/** What a job does: the whole walk into a file; and how GraphQL requests one. */
import { hostname } from 'node:os';
import { KeptFiles, type MakeFile } from '#exports/kept-files.ts';
import type { FilePlace } from '#exports/stores/index.ts';
import type { ExportFacts, ExportInput, ExportService, ExportStatus } from '#graphql/export-service.ts';
import { dayInPoland } from '#platform/clock.ts';
import { isStorageFull } from '#platform/disk-space.ts';
import { BadInputError } from '#platform/errors.ts';
import { storageProblem } from '../unavailable.ts';
import { writeExport } from './body.ts';
import type { ExportJob, ExportProgress } from './job-status.ts';
import { ExportJobs } from './jobs.ts';
import type { ExportParts } from './parts.ts';
import { type ExportRequest, prepareExport } from './prepare.ts';
import { exportProblem } from './problems.ts';
import { type ExportPage, type WalkFacts, walkPages } from './walk.ts';

export function jobsOf(parts: ExportParts, place: FilePlace): ExportJobs {
  const { engine, log, traces, lastRedaction } = parts;
  return new ExportJobs({
    database: engine.database,
    files: new KeptFiles(place, 'exports'),
    log,
    traces,
    lastRedaction,
    hours: engine.limits.exportHours,
    madeIn: place.s3 === null ? `${hostname()}:${place.folder}` : null,
    make: (job, signal, progress) => makeFile(parts, job, signal, progress),
    problemOf(error) {
      // Another attempt right now finds no more room.
      if (isStorageFull(error)) return storageProblem();
      const problem = exportProblem(error, { language: 'en', requestId: 'job', log });
      return problem.status < 500 ? problem : null;
    },
  });
}

function makeFile(parts: ExportParts, job: ExportJob, signal: AbortSignal, progress: ExportProgress): MakeFile {
  const { engine, documents, clock, log } = parts;
  return async (target) => {
    progress.rows = 0;
    const prepared = prepareExport(engine, documents, job.request);
    const facts: WalkFacts = {
      caller: { policy: 'anonymous', id: job.caller, points: null },
      today: dayInPoland(clock()),
      reporting: { language: 'en', requestId: job.requestId, log },
    };
    await writeExport(prepared, noted(walkPages(parts, prepared, facts, signal), progress), progress, target);
    return progress.rows;
  };
}

async function* noted(pages: AsyncIterable<ExportPage>, progress: ExportProgress): AsyncGenerator<ExportPage> {
  for await (const page of pages) {
    progress.release = page.release;
    progress.total = page.total;
    yield page;
  }
}

export class ExportRequests implements ExportService {
  readonly #parts: ExportParts;
  readonly #jobs: ExportJobs;

  constructor(parts: ExportParts, jobs: ExportJobs) {
    this.#parts = parts;
    this.#jobs = jobs;
  }

  async create(input: ExportInput, { lang, requestId, caller }: ExportFacts): Promise<ExportStatus> {
    const { engine, documents, clock } = this.#parts;
    const { variables, format, at, rows } = input;
    const csv = { isRaw: false, hasBom: false };
    const document = this.#document(input);
    const request: ExportRequest = { document, operationName: undefined, variables, format, at, rows, csv, lang };
    const { name } = prepareExport(engine, documents, request);
    const { number } = await engine.current.get();
    const id = await this.#jobs.create({ request, name, requestId }, { id: caller }, number, dayInPoland(clock()));
    const status = await this.find(id);
    if (status === null) throw new Error('The export that was created is not there');
    return status;
  }

  async find(id: string): Promise<ExportStatus | null> {
    if (!/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(id)) return null;
    return (await this.#jobs.find(id))?.status ?? null;
  }

  #document({ query, operation }: ExportInput): string {
    const { operations } = this.#parts;
    const published = operations.find(({ name }) => name === operation);
    const document = query ?? published?.document;
    if (document !== undefined) return document;
    const names = operations.map(({ name }) => name).join(', ');
    const given =
      operation === null
        ? 'Neither "query" nor "operation" was given.'
        : `No published operation is named "${operation.slice(0, 80)}".`;
    throw new BadInputError(given, `Send a document as "query", or name one of ${names}.`, {
      polish: `Podaj dokument jako "query" albo w "operation" jedną z operacji: ${names}.`,
    });
  }
}
