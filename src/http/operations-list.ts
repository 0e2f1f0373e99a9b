/** `GET /operations`: the published operations, each with an address that answers its example. */
import { isUnchanged } from './conditional.ts';
import { EncodedBody } from './encoding.ts';
import type { HubRequest, HubResponse } from './message.ts';
import { hashOf, type PublishedOperation } from './operations.ts';
import type { Route } from './router.ts';

export function operationsRoute(operations: readonly PublishedOperation[]): Route {
  return documentRoute('/operations', { operations: operations.map(describe) });
}

/** A document that stays the same as long as the process runs. */
export function documentRoute(path: string, document: unknown): Route {
  const text = JSON.stringify(document, null, 1);
  const body = new EncodedBody(text);
  const etag = `W/"${hashOf(text).slice(0, 22)}"`;
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'public, max-age=300',
    vary: 'Accept-Encoding',
    etag,
  };
  return {
    path,
    methods: ['GET'],
    async answer(request: HubRequest): Promise<HubResponse> {
      if (isUnchanged(request, { etag, lastModified: null })) return { status: 304, headers, body: null };
      return body.response(200, headers, request.headers['accept-encoding']);
    },
  };
}

function describe({ name, documentId, description, variables, example, document }: PublishedOperation): object {
  const search = new URLSearchParams({ documentId, variables: JSON.stringify(example) });
  return {
    name,
    documentId: `sha256:${documentId}`,
    description,
    variables,
    example: { variables: example, url: `/graphql?${search}` },
    document,
  };
}
