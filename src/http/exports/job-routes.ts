/** `GET /exports/{id}`: how far a job is; `/exports/{id}.{format}`: its file, whole or in parts. */
import type { ExportStatus } from '#graphql/export-service.ts';
import { admit } from '../admission.ts';
import { type HubRequest, type HubResponse, jsonResponse } from '../message.ts';
import { fileResponse } from '../open-data/send-file.ts';
import { termsLink } from '../terms.ts';
import type { ExportJobs } from './jobs.ts';
import type { ExportParts } from './parts.ts';
import { madeElsewhere, noSuchExport, notMade } from './problems.ts';
import { mediaTypes } from './read-request.ts';

const jobName = /^([\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12})(\.(?:csv|ndjson|parquet))?$/;

export function isJobName(name: string): boolean {
  return jobName.test(name);
}

export async function jobResponse(
  parts: ExportParts,
  jobs: ExportJobs,
  request: HubRequest,
  name: string,
): Promise<HubResponse> {
  await admit(parts, request, () => undefined);
  const [, id = '', extension] = jobName.exec(name) ?? [];
  const found = await jobs.find(id);
  if (found === null) throw noSuchExport(id);
  const { status, file, isElsewhere } = found;
  if (extension === undefined) {
    const isWaiting = status.status === 'QUEUED' || status.status === 'RUNNING';
    const headers = { 'cache-control': 'no-store', ...(isWaiting ? { 'retry-after': '2' } : {}) };
    return jsonResponse(200, statusJson(status, parts.publicUrl), headers);
  }
  if (extension !== `.${status.format}`) throw noSuchExport(name);
  if (file === null) throw isElsewhere ? madeElsewhere(id) : notMade(id);
  return fileResponse(request, file, {
    'content-type': mediaTypes[status.format],
    'content-disposition': `attachment; filename="${status.operation}.${status.format}"`,
    'cache-control': 'public, max-age=3600',
    'x-release': String(status.release),
    ...(status.release === null ? {} : { link: termsLink(status.release) }),
    'x-total-count': String(status.total),
  });
}

export function statusJson({ path, ...status }: ExportStatus, publicUrl: string): object {
  return { ...status, url: path === null ? null : publicUrl + path };
}
