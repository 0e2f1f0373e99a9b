/** A stand-in for S3: keeps objects in memory and refuses requests whose signature (AWS Signature Version 4) is wrong. */
import { createHash, createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

interface Stored {
  readonly bytes: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

export interface S3Server {
  /** As S3_URL has it. */
  readonly url: string;
  readonly objects: Map<string, Stored>;
  /** Methods and paths, in their order. */
  readonly requests: string[];
  /** What it refuses from now on, by the method and path of a request, with 403 or that; null: nothing. */
  refuses: ((request: string) => boolean | Reply) | null;
  /** What it never answers, by the same. */
  hangs: ((request: string) => boolean) | null;
  /** After how many bytes of a response the connection breaks, by the same; null: it does not. */
  breaks: ((request: string) => number | null) | null;
}

const key = 'key';
const secret = 'sec/ret';
const sha256 = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex');
const hmac = (by: Buffer | string, text: string): Buffer => createHmac('sha256', by).update(text).digest();

function isSigned(request: IncomingMessage): boolean {
  const header = request.headers.authorization ?? '';
  const parts = /Credential=key\/(\d+)\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=(\w+)/.exec(
    header,
  );
  if (parts === null) return false;
  const [, day = '', region = '', signed = '', signature] = parts;
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://s3');
  const encode = (text: string): string =>
    encodeURIComponent(text).replaceAll(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  const query = [...searchParams].map(([name, value]) => `${encode(name)}=${encode(value)}`).toSorted();
  const headers = signed.split(';').map((name) => `${name}:${String(request.headers[name]).trim()}\n`);
  const content = String(request.headers['x-amz-content-sha256']);
  const canonical = [request.method, pathname, query.join('&'), headers.join(''), signed, content].join('\n');
  const scope = `${day}/${region}/s3/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', request.headers['x-amz-date'], scope, sha256(canonical)].join('\n');
  const signingKey = [region, 's3', 'aws4_request'].reduce(hmac, hmac(`AWS4${secret}`, day));
  return hmac(signingKey, text).toString('hex') === signature;
}

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly content?: Buffer | string;
}

export const refused = (status: number, code: string): Reply => ({
  status,
  content: `<Error><Code>${code}</Code></Error>`,
});

function put(objects: S3Server['objects'], name: string, { headers }: IncomingMessage, bytes: Buffer): Reply {
  if (headers['content-length'] === undefined) return refused(411, 'MissingContentLength');
  if (sha256(bytes) !== headers['x-amz-content-sha256']) return refused(400, 'XAmzContentSHA256Mismatch');
  objects.set(name, { bytes, headers: metaOf(headers) });
  return { status: 200 };
}

/** Files in parts, until they are joined. */
class Uploads {
  readonly #begun = new Map<string, { readonly headers: Stored['headers']; readonly parts: Map<number, Buffer> }>();

  get count(): number {
    return this.#begun.size;
  }

  reply(
    objects: S3Server['objects'],
    name: string,
    request: IncomingMessage,
    query: URLSearchParams,
    body: Buffer,
  ): Reply {
    const id = query.get('uploadId');
    if (id === null) return this.#begin(request);
    const upload = this.#begun.get(id);
    if (upload === undefined) return refused(404, 'NoSuchUpload');
    if (sha256(body) !== (request.headers['x-amz-content-sha256'] ?? '') && request.method !== 'DELETE') {
      return refused(400, 'XAmzContentSHA256Mismatch');
    }
    if (request.method === 'PUT') {
      upload.parts.set(Number(query.get('partNumber')), body);
      return { status: 200, headers: { etag: `"${sha256(body)}"` } };
    }
    this.#begun.delete(id);
    if (request.method === 'DELETE') return { status: 204 };
    const listed = [...body.toString().matchAll(/<PartNumber>(\d+)<\/PartNumber><ETag>"(\w+)"<\/ETag>/g)];
    const parts = listed.map(([, number]) => upload.parts.get(Number(number)) ?? Buffer.alloc(0));
    const isWhole = listed.every(([, , etag], index) => sha256(parts[index] as Buffer) === etag);
    // As S3 does: the status stands before it is known whether the parts can be joined.
    if (!isWhole || listed.length !== upload.parts.size) return { ...refused(400, 'InvalidPart'), status: 200 };
    objects.set(name, { bytes: Buffer.concat(parts), headers: upload.headers });
    return { status: 200, content: '<CompleteMultipartUploadResult/>' };
  }

  #begin({ headers }: IncomingMessage): Reply {
    const id = String(Math.random());
    this.#begun.set(id, { headers: metaOf(headers), parts: new Map() });
    return { status: 200, content: `<R><UploadId>${id}</UploadId></R>` };
  }
}

function metaOf(headers: IncomingMessage['headers']): Stored['headers'] {
  const meta = Object.entries(headers).filter(([header]) => header.startsWith('x-amz-meta-'));
  return Object.fromEntries(meta) as Record<string, string>;
}

function read(stored: Stored, { range, 'if-match': wanted }: IncomingMessage['headers']): Reply {
  const { bytes } = stored;
  const etag = `"${sha256(bytes)}"`;
  if (wanted !== undefined && wanted !== etag) return refused(412, 'PreconditionFailed');
  const headers = { ...stored.headers, etag };
  const [, start, last] = /^bytes=(\d+)-(\d+)$/.exec(range ?? '') ?? [];
  if (start === undefined) return { status: 200, headers, content: bytes };
  return { status: 206, headers, content: bytes.subarray(Number(start), Number(last) + 1) };
}

/** As the test wants it; null: the request succeeds. */
async function failureOf({ refuses, hangs }: S3Server, line: string): Promise<Reply | null> {
  if (hangs?.(line) === true) await new Promise(() => undefined);
  const refusal = refuses?.(line) ?? false;
  if (typeof refusal === 'object') return refusal;
  return refusal ? refused(403, 'AccessDenied') : null;
}

async function reply(
  server: S3Server,
  uploads: Uploads,
  request: IncomingMessage,
  listsPlainly: boolean,
): Promise<Reply> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://s3');
  const body = await buffer(request);
  if (!isSigned(request)) return refused(403, 'SignatureDoesNotMatch');
  const failure = await failureOf(server, `${request.method} ${request.url}`);
  if (failure !== null) return failure;
  const { objects } = server;
  const name = decodeURIComponent(pathname);
  if (listsPlainly) searchParams.delete('encoding-type');
  if (searchParams.get('list-type') === '2') return { status: 200, content: listOf(objects, name, searchParams) };
  if (searchParams.has('uploads') || searchParams.has('uploadId')) {
    return uploads.reply(objects, name, request, searchParams, body);
  }
  if (request.method === 'PUT') return put(objects, name, request, body);
  if (request.method === 'DELETE') return { status: objects.delete(name) ? 204 : 404 };
  const found = objects.get(name);
  return found === undefined ? refused(404, 'NoSuchKey') : read(found, request.headers);
}

/** As S3_URL has one where nothing listens. */
export async function absentS3(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return `http://${key}:${encodeURIComponent(secret)}@127.0.0.1:${port}/bucket`;
}

export interface S3Options {
  /** Inside the bucket. */
  readonly folder?: string;
  /** Lists names as they are, even where it is asked to encode them. */
  readonly listsPlainly?: boolean;
}

export async function startS3({ folder = 'hub', listsPlainly = false }: S3Options = {}): Promise<S3Server> {
  const started: S3Server = { url: '', objects: new Map(), requests: [], refuses: null, hangs: null, breaks: null };
  const uploads = new Uploads();
  const server = createServer(async (request, response) => {
    started.requests.push(`${request.method} ${decodeURIComponent(request.url ?? '')}`);
    const { status, headers = {}, content = '' } = await reply(started, uploads, request, listsPlainly);
    response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(content) });
    const broken = started.breaks?.(`${request.method} ${request.url}`) ?? null;
    if (broken !== null) {
      response.write(Buffer.from(content).subarray(0, broken), () => response.destroy());
      return;
    }
    response.end(request.method === 'HEAD' ? '' : content);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const url = `http://${key}:${encodeURIComponent(secret)}@127.0.0.1:${port}/bucket/${encodeURIComponent(folder)}?region=eu-central-1`;
  return Object.assign(started, { url });
}

const perPage = 3;

/** Pages are short, so that a test of few objects reads several. */
function listOf(objects: S3Server['objects'], bucket: string, query: URLSearchParams): string {
  const prefix = `${bucket}/${query.get('prefix') ?? ''}`;
  const names = [...objects.keys()].filter((name) => name.startsWith(prefix)).toSorted();
  const start = Number(query.get('continuation-token') ?? 0);
  const isEncoded = query.get('encoding-type') === 'url';
  const entries = names.slice(start, start + perPage).map((name) => {
    const size = objects.get(name)?.bytes.length ?? 0;
    const path = name.slice(bucket.length + 1);
    const shown = isEncoded ? encodeURIComponent(path) : path.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
    return `<Contents><Key>${shown}</Key><LastModified>${new Date().toISOString()}</LastModified><Size>${size}</Size></Contents>`;
  });
  const next =
    start + perPage < names.length ? `<NextContinuationToken>${start + perPage}</NextContinuationToken>` : '';
  const encoding = isEncoded ? '<EncodingType>url</EncodingType>' : '';
  return `<?xml version="1.0"?><ListBucketResult>${encoding}${entries.join('')}${next}</ListBucketResult>`;
}
