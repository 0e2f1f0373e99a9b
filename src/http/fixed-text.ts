/** A text that stays the same for a while: conditional, and compressed once. */
import { createHash } from 'node:crypto';
import { isUnchanged } from './conditional.ts';
import { EncodedBody } from './encoding.ts';
import type { HubRequest, HubResponse } from './message.ts';

/** Weak: the compressed forms differ in their bytes. */
export function etagOf(text: string | Buffer): string {
  return `W/"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
}

export class FixedText {
  readonly #body: EncodedBody;
  readonly #etag: string;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(text: string | Buffer, headers: Readonly<Record<string, string>> & { readonly 'content-type': string }) {
    this.#body = new EncodedBody(text);
    this.#etag = etagOf(text);
    this.#headers = {
      'cache-control': 'public, max-age=300',
      vary: 'Accept-Encoding',
      ...headers,
      etag: this.#etag,
    };
  }

  async respond(request: HubRequest): Promise<HubResponse> {
    const headers = this.#headers;
    if (isUnchanged(request, { etag: this.#etag, lastModified: null })) return { status: 304, headers, body: null };
    return this.#body.response(200, headers, request.headers['accept-encoding']);
  }
}
