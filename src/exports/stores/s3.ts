/** Files in a bucket of S3, or of what speaks as it does. */
import { openAsBlob } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { AwsClient } from 'aws4fetch';
import type { S3Address } from '#platform/s3-address.ts';
import { defaultPartBytes, RefusedRequest, type RequestParts, sendInParts } from './s3-parts.ts';
import type { ByteRange, FileFacts, FileStore, KeptFile, ListedFile } from './store.ts';
import { xmlElement } from './xml-element.ts';

const timeoutMs = 30_000;
const attempts = 3;

export class S3Store implements FileStore {
  readonly #address: S3Address;
  readonly #folder: string;
  readonly #client: AwsClient;
  readonly #partBytes: number;

  /** `folder` is one inside that of the address; files of more than `partBytes` are sent in parts. */
  constructor(address: S3Address, folder: string, partBytes = defaultPartBytes) {
    this.#address = address;
    this.#folder = folder;
    this.#partBytes = partBytes;
    const { accessKeyId, secretAccessKey, region } = address;
    this.#client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries: attempts });
  }

  async find(name: string): Promise<KeptFile | null> {
    const response = await this.#request('HEAD', this.#urlOf(name), [404]);
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
          this.#request(method, `${this.#urlOf(name)}?${new URLSearchParams(query)}`, [], parts),
        file,
      );
    } else {
      const headers = { ...meta, 'x-amz-content-sha256': facts.sha256 };
      const body = await openAsBlob(part);
      await this.#request('PUT', this.#urlOf(name), [], { headers, body, isLong: true, signal });
    }
    await rm(part, { force: true });
    return this.#kept(name, facts);
  }

  async list(): Promise<ListedFile[]> {
    const prefix = [decodeURIComponent(this.#address.folder), this.#folder, '']
      .filter((part, at) => part !== '' || at === 2)
      .join('/');
    const listed: ListedFile[] = [];
    for (let token: string | null = ''; token !== null; ) {
      const query = new URLSearchParams({ 'list-type': '2', 'encoding-type': 'url', prefix });
      if (token !== '') query.set('continuation-token', token);
      const text = await (await this.#request('GET', `${this.#address.bucketUrl}?${query}`, [])).text();
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

  async remove(name: string): Promise<void> {
    await this.#request('DELETE', this.#urlOf(name), [404]);
  }

  #kept(name: string, facts: FileFacts): KeptFile {
    return {
      ...facts,
      open: (range, signal) => Readable.from(this.#bytesOf(name, range, signal), { objectMode: false }),
    };
  }

  async *#bytesOf(name: string, range?: ByteRange, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
    const headers: Record<string, string> = range === undefined ? {} : { range: `bytes=${range.start}-${range.end}` };
    const { body } = await this.#request('GET', this.#urlOf(name), [], { headers, isLong: true, signal });
    if (body !== null) yield* body;
  }

  #urlOf(name: string): string {
    return `${this.#address.url}/${[this.#folder, ...name.split('/')].map(encodeURIComponent).join('/')}`;
  }

  /** What the store answers may hold names of keys, but no secret; the address has one and stands in no error. */
  async #request(
    method: string,
    url: string,
    allowed: readonly number[],
    { headers = {}, body, isLong = false, signal }: RequestParts = {},
  ): Promise<Response> {
    const request = await this.#client.sign(url, { method, headers, ...(body === undefined ? {} : { body: '' }) });
    const signed = new Request(url, {
      method,
      headers: request.headers,
      ...(body === undefined ? {} : { body }),
      signal: AbortSignal.any([
        ...(isLong ? [] : [AbortSignal.timeout(timeoutMs)]),
        ...(signal === undefined ? [] : [signal]),
      ]),
    });
    const response = await fetch(signed);
    if (response.ok || allowed.includes(response.status)) return response;
    const text = method === 'HEAD' ? '' : (await response.text()).slice(0, 500);
    throw new RefusedRequest(response.status, method, xmlElement(text, 'Code'));
  }
}
