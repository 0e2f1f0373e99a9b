/** A large file sent in parts: S3 takes at most 5 GB at once, and a request that fails is sent again, not the whole file. */
import { createHash } from 'node:crypto';
import { createReadStream, openAsBlob } from 'node:fs';
import { StoreError } from '#platform/store-errors.ts';
import { again, type RequestParts } from './s3-client.ts';
import { xmlElement } from './xml-element.ts';

/** S3 takes 10,000 parts, which are 671 GB of these. */
export const defaultPartBytes = 64 * 1024 * 1024;

/** Sends a request about the file to the store; fails where the store refuses it. */
export type SendRequest = (
  method: string,
  query: Readonly<Record<string, string>>,
  parts?: RequestParts,
) => Promise<Response>;

export interface SentFile {
  readonly path: string;
  readonly bytes: number;
  readonly partBytes: number;
  /** Of the object. */
  readonly headers: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

/** The object appears when all parts are there; what a failure or the signal leaves is removed. */
export async function sendInParts(sendAlways: SendRequest, file: SentFile): Promise<void> {
  const { path, bytes, partBytes, headers, signal } = file;
  const send: SendRequest = (method, query, parts) => sendAlways(method, query, { ...parts, signal });
  const uploadId = await again(() => begin(send, headers), signal);
  try {
    const etags: string[] = [];
    for (let start = 0; start < bytes; start += partBytes) {
      const range = { start, end: Math.min(start + partBytes, bytes) };
      const query = { uploadId, partNumber: String(etags.length + 1) };
      etags.push(await again(() => sendPart(send, path, range, query), signal));
    }
    await again(() => complete(send, uploadId, etags), signal);
  } catch (error) {
    await sendAlways('DELETE', { uploadId }).catch(() => undefined);
    throw error;
  }
}

async function begin(send: SendRequest, headers: SentFile['headers']): Promise<string> {
  const answer = await (await send('POST', { uploads: '' }, { headers })).text();
  const uploadId = xmlElement(answer, 'UploadId');
  if (uploadId === '') throw failed('begin an upload', answer);
  return uploadId;
}

async function sendPart(
  send: SendRequest,
  path: string,
  { start, end }: { readonly start: number; readonly end: number },
  query: Readonly<Record<string, string>>,
): Promise<string> {
  const digest = createHash('sha256');
  for await (const chunk of createReadStream(path, { start, end: end - 1 })) digest.update(chunk as Buffer);
  const body = (await openAsBlob(path)).slice(start, end);
  const headers = { 'x-amz-content-sha256': digest.digest('hex') };
  const response = await send('PUT', query, { headers, body, isLong: true });
  return response.headers.get('etag') ?? '';
}

async function complete(send: SendRequest, uploadId: string, etags: readonly string[]): Promise<void> {
  const parts = etags.map((etag, index) => {
    const escaped = etag.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
    return `<Part><PartNumber>${index + 1}</PartNumber><ETag>${escaped}</ETag></Part>`;
  });
  const text = `<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`;
  const headers = { 'x-amz-content-sha256': createHash('sha256').update(text).digest('hex') };
  const response = await send('POST', { uploadId }, { headers, body: new Blob([text]), isLong: true });
  // S3 begins to answer before it knows whether it succeeds.
  const answer = await response.text();
  if (answer.includes('<Error>')) throw failed('join the parts', answer);
}

function failed(what: string, answer: string): StoreError {
  const message = `The store of files did not ${what}: ${xmlElement(answer, 'Code')}`.trim();
  return new StoreError('STORE_REFUSED', message, 'Try again later.');
}
