/** Signed requests to a bucket. One that fails on its way, or because the store is busy, is sent again. */
import { setTimeout as wait } from 'node:timers/promises';
import { AwsClient } from 'aws4fetch';
import type { S3Address } from '#platform/s3-address.ts';
import { StoreError } from '#platform/store-errors.ts';
import { xmlElement } from './xml-element.ts';

const timeoutMs = 30_000;
export const attempts = 3;
/** S3 wants whoever is refused as too fast to wait longer each time. */
const firstWaitMs = 500;

export interface RequestParts {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Blob;
  /** Takes as long as the file needs. */
  readonly isLong?: boolean;
  readonly signal?: AbortSignal | undefined;
}

const settings = 'S3_URL or BACKUP_S3_URL';

/** The store answered, and does not do it. */
class RefusedRequest extends StoreError {
  readonly status: number;

  constructor(status: number, method: string, code: string) {
    super('STORE_REFUSED', `The store of files answered ${status} to ${method}: ${code}`.trim(), hintFor(status));
    this.status = status;
  }
}

function hintFor(status: number): string {
  if (status === 401 || status === 403) return `Check the key in ${settings}, and what it may do in the bucket.`;
  if (status === 404) return `Check the bucket in ${settings}.`;
  return status >= 500 || status === 429 ? 'Try again later.' : `Check ${settings}.`;
}

/** No answer came, or none that is whole. */
export class UnreachableStore extends StoreError {
  readonly isTimeout: boolean;

  constructor(address: S3Address, cause: unknown) {
    const { name, code, message } = innermost(cause);
    const isTimeout = name === 'TimeoutError';
    const what = isTimeout ? 'did not answer in time' : `cannot be reached (${code ?? message})`;
    const { host } = new URL(address.bucketUrl);
    super('STORE_UNREACHABLE', `The store of files at ${host} ${what}.`, `Start it, or correct ${settings}.`, {
      cause,
    });
    this.isTimeout = isTimeout;
  }
}

/** Node gathers one error per address that it tried. */
function innermost(error: unknown): NodeJS.ErrnoException {
  const { cause, errors } = error as { cause?: unknown; errors?: readonly unknown[] };
  const inner = cause ?? errors?.[0];
  return inner instanceof Error ? innermost(inner) : (error as NodeJS.ErrnoException);
}

/** Statuses that are the same however often one tries: there is no such thing, or no right to it. */
const lastingStatuses: readonly number[] = [401, 403, 404, 412, 416];

/** Whoever waited for a store that does not answer has waited long. */
function isLasting(error: unknown): boolean {
  if (error instanceof RefusedRequest) return lastingStatuses.includes(error.status);
  return error instanceof UnreachableStore && error.isTimeout;
}

/** `send` has to do the same however often it is called. */
export async function again<T>(send: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await send();
    } catch (error) {
      signal?.throwIfAborted();
      if (attempt === attempts || isLasting(error)) throw error;
      await pause(attempt, signal);
    }
  }
}

export async function pause(attempt: number, signal: AbortSignal | undefined): Promise<void> {
  await wait(firstWaitMs * attempt, undefined, signal === undefined ? {} : { signal }).catch((error: unknown) => {
    signal?.throwIfAborted();
    throw error;
  });
}

export class S3Client {
  readonly address: S3Address;
  readonly #client: AwsClient;

  constructor(address: S3Address) {
    this.address = address;
    const { accessKeyId, secretAccessKey, region } = address;
    this.#client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3' });
  }

  /** What reads, and what writes or removes a whole object, is the same twice. */
  request(method: string, url: string, allowed: readonly number[], parts: RequestParts = {}): Promise<Response> {
    return again(() => this.send(method, url, allowed, parts), parts.signal);
  }

  /** The same, with what was answered. */
  text(method: string, url: string, parts: RequestParts = {}): Promise<string> {
    const read = async (): Promise<string> => {
      const response = await this.send(method, url, [], parts);
      return this.#explained(() => response.text(), parts.signal);
    };
    return again(read, parts.signal);
  }

  /** Once. What the store answers may hold names of keys, but no secret; the address has one and stands in no error. */
  async send(
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
    return this.#explained(async () => {
      const response = await fetch(signed);
      if (response.ok || allowed.includes(response.status)) return response;
      const text = method === 'HEAD' ? '' : (await response.text()).slice(0, 500);
      throw new RefusedRequest(response.status, method, xmlElement(text, 'Code'));
    }, signal);
  }

  async #explained<T>(work: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
    try {
      return await work();
    } catch (error) {
      signal?.throwIfAborted();
      throw error instanceof StoreError ? error : new UnreachableStore(this.address, error);
    }
  }
}
