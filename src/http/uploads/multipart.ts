/** Forms with files (RFC 7578), of those who are signed in: nobody else's body is read so far. */
import type { HubRequest } from '../message.ts';
import { HttpProblem } from '../problem.ts';
import type { NewFile } from './index.ts';

export interface MultipartForm {
  readonly fields: URLSearchParams;
  /** By the name of the field; those that are empty are left out. */
  readonly files: ReadonlyMap<string, NewFile>;
}

/** What the other fields take: fifty long answers. */
const fieldBytes = 2 * 1024 * 1024;
/** Each is in memory while it is read. */
const maxReading = 4;
const reading = new Set<string>();

export function isMultipart({ headers }: HubRequest): boolean {
  return /^multipart\/form-data\s*;/i.test(headers['content-type'] ?? '');
}

/** A body that is larger is cut off while it is read. */
export function readMultipart(request: HubRequest, accountId: string, maxBytes: number): Promise<MultipartForm> {
  return oneAtATime(accountId, async () => parsed(request, await bodyOf(request, maxBytes + fieldBytes, maxBytes)));
}

/** Of each account, and few of all. */
export async function oneAtATime<T>(accountId: string, read: () => Promise<T>): Promise<T> {
  if (reading.size >= maxReading || reading.has(accountId)) throw busy();
  reading.add(accountId);
  try {
    return await read();
  } finally {
    reading.delete(accountId);
  }
}

export async function bodyOf(request: HubRequest, bodyBytes: number, maxBytes: number): Promise<Buffer> {
  try {
    return await request.body(bodyBytes);
  } catch (error) {
    if (error instanceof HttpProblem && error.status === 413) throw tooLarge(maxBytes);
    throw error;
  }
}

async function parsed({ headers }: HubRequest, body: Buffer): Promise<MultipartForm> {
  const type = headers['content-type'] ?? '';
  const data = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData().catch(() => {
    throw damaged();
  });
  const fields = new URLSearchParams();
  const files = new Map<string, NewFile>();
  for (const [name, value] of data) {
    if (typeof value === 'string') fields.append(name, value);
    else if (value.size > 0) files.set(name, { name: value.name, content: Buffer.from(await value.arrayBuffer()) });
  }
  return { fields, files };
}

function tooLarge(maxBytes: number): HttpProblem {
  const kilobytes = Math.floor(maxBytes / 1024);
  return new HttpProblem(413, 'BODY_TOO_LARGE', `The files have more than ${kilobytes} kB.`, 'Send a smaller file.', {
    polish: `Pliki mają ponad ${kilobytes} kB. Wyślij mniejszy plik.`,
  });
}

function damaged(): HttpProblem {
  return new HttpProblem(400, 'BODY_UNREADABLE', 'The form cannot be read.', 'Send the form of the page.', {
    polish: 'Nie można odczytać formularza. Wyślij formularz ze strony.',
  });
}

function busy(): HttpProblem {
  return new HttpProblem(503, 'TOO_MANY_UPLOADS', 'Other files are being sent.', 'Send it again in a few seconds.', {
    headers: { 'retry-after': '5' },
    polish: 'Trwa przesyłanie innych plików. Wyślij formularz ponownie za kilka sekund.',
  });
}
