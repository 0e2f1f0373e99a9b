/** Files in a bucket of S3, or of what speaks as it does. */
import { openAsBlob } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { S3Address } from '#platform/s3-address.ts';
import { StoreError } from '#platform/store-errors.ts';
import { attempts, pause, S3Client, UnreachableStore } from './s3-client.ts';
import { defaultPartBytes, sendInParts } from './s3-parts.ts';
import type { ByteRange, FileFacts, FileStore, KeptFile, ListedFile } from './store.ts';
import { xmlElement } from './xml-element.ts';

export class S3Store implements FileStore {
  readonly #address: S3Address;
  readonly #folder: string;
  readonly #client: S3Client;
  readonly #partBytes: number;

  /** `folder` is one inside that of the address; files of more than `partBytes` are sent in parts. */
  constructor(address: S3Address, folder: string, partBytes = defaultPartBytes) {
    this.#address = address;
    this.#folder = folder;
    this.#partBytes = partBytes;
    this.#client = new S3Client(address);
  }

  async find(name: string, signal?: AbortSignal): Promise<KeptFile | null> {
    const response = await this.#client.request('HEAD', this.#urlOf(name), [404], { signal });
    if (response.status === 404) return null;
    const { headers } = response;
    const rows = headers.get('x-amz-meta-rows') ?? '';
    return this.#kept(name, {
      bytes: Number(headers.get('content-length')),
      sha256: headers.get('x-amz-meta-sha256') ?? '',
      rows: rows === '' ? null : Number(rows),
    });
  }

  /** An object is there whole or not at all; the store checks the bytes by their checksum. */
  async put(name: string, part: string, facts: FileFacts, signal?: AbortSignal): Promise<KeptFile> {
    const meta = {
      'x-amz-meta-sha256': facts.sha256,
      'x-amz-meta-rows': facts.rows === null ? '' : String(facts.rows),
    };
    if (facts.bytes > this.#partBytes) {
      const file = { path: part, bytes: facts.bytes, partBytes: this.#partBytes, headers: meta, signal };
      await sendInParts(
        (method, query, parts) =>
          this.#client.send(method, `${this.#urlOf(name)}?${new URLSearchParams(query)}`, [], parts),
        file,
      );
    } else {
      const headers = { ...meta, 'x-amz-content-sha256': facts.sha256 };
      const body = await openAsBlob(part);
      await this.#client.request('PUT', this.#urlOf(name), [], { headers, body, isLong: true, signal });
    }
    await rm(part, { force: true });
    return this.#kept(name, facts);
  }

  async list(signal?: AbortSignal): Promise<ListedFile[]> {
    const prefix = [decodeURIComponent(this.#address.folder), this.#folder, '']
      .filter((part, at) => part !== '' || at === 2)
      .join('/');
    const listed: ListedFile[] = [];
    for (let token: string | null = ''; token !== null; ) {
      const query = new URLSearchParams({ 'list-type': '2', 'encoding-type': 'url', prefix });
      if (token !== '') query.set('continuation-token', token);
      const text = await this.#client.text('GET', `${this.#address.bucketUrl}?${query}`, { signal });
      // Not every store encodes names because it was asked to.
      const isEncoded = xmlElement(text, 'EncodingType') === 'url';
      for (const [, entry = ''] of text.matchAll(/<Contents>(.*?)<\/Contents>/gs)) {
        const key = xmlElement(entry, 'Key');
        const name = (isEncoded ? decodeURIComponent(key.replaceAll('+', ' ')) : key).slice(prefix.length);
        const usedAt = Date.parse(xmlElement(entry, 'LastModified'));
        listed.push({ name, bytes: Number(xmlElement(entry, 'Size')), usedAt });
      }
      token = xmlElement(text, 'NextContinuationToken') || null;
    }
    return listed;
  }

  /** Objects know only when they were written. */
  touch(): Promise<void> {
    return Promise.resolve();
  }

  async remove(name: string, signal?: AbortSignal): Promise<void> {
    await this.#client.request('DELETE', this.#urlOf(name), [404], { signal });
  }

  #kept(name: string, facts: FileFacts): KeptFile {
    return {
      ...facts,
      open: (range, signal) => Readable.from(this.#bytesOf(name, range, signal), { objectMode: false }),
    };
  }

  /** Where the connection breaks, the rest of the same version of the object is requested. */
  async *#bytesOf(name: string, range?: ByteRange, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
    const whole: Record<string, string> = range === undefined ? {} : { range: `bytes=${range.start}-${range.end}` };
    const response = await this.#open(name, whole, signal);
    const [etag, length] = ['etag', 'content-length'].map((header) => response.headers.get(header));
    let position = range?.start ?? 0;
    const end = position + Number(length ?? Number.NaN) - 1;
    let chunks = chunksOf(response);
    let failures = 0;
    try {
      while (!(position > end)) {
        // Not around what is yielded: a failure of the reader is none of the store's.
        const next = await chunks.next().catch((error: unknown) => new UnreachableStore(this.#address, error));
        if (next instanceof UnreachableStore) {
          signal?.throwIfAborted();
          failures += 1;
          if (etag == null || length == null || failures === attempts) throw next;
          await pause(failures, signal);
          const headers = { range: `bytes=${position}-${end}`, 'if-match': etag };
          chunks = chunksOf(restOf(await this.#open(name, headers, signal)));
          continue;
        }
        if (next.done === true) return;
        position += next.value.length;
        failures = 0;
        yield next.value;
      }
    } finally {
      await chunks.return?.().catch(() => undefined);
    }
  }

  #open(name: string, headers: Record<string, string>, signal: AbortSignal | undefined): Promise<Response> {
    return this.#client.request('GET', this.#urlOf(name), [], { headers, isLong: true, signal });
  }

  #urlOf(name: string): string {
    return `${this.#address.url}/${[this.#folder, ...name.split('/')].map(encodeURIComponent).join('/')}`;
  }
}

function chunksOf({ body }: Response): AsyncIterator<Uint8Array> {
  return (body ?? new ReadableStream<Uint8Array>({ start: (controller) => controller.close() }))[
    Symbol.asyncIterator
  ]();
}

function restOf(response: Response): Response {
  if (response.status === 206) return response;
  throw new StoreError('STORE_REFUSED', 'The store of files does not send the rest of a file.', 'Try again later.');
}
