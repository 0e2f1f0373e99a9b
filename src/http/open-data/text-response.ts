/** A text that is the same until the next release, conditional and compressed. */
import { createHash } from 'node:crypto';
import { isUnchanged } from '../conditional.ts';
import { EncodedBody } from '../encoding.ts';
import type { HubRequest, HubResponse } from '../message.ts';

export async function textResponse(
  request: HubRequest,
  body: string,
  given: Readonly<Record<string, string>> & { readonly 'content-type': string },
): Promise<HubResponse> {
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  const headers = { 'cache-control': 'public, max-age=300', vary: 'Accept-Encoding', etag, ...given };
  if (isUnchanged(request, { etag, lastModified: null })) return { status: 304, headers, body: null };
  return new EncodedBody(body).response(200, headers, request.headers['accept-encoding']);
}
