/** `GET /operations`: the published operations, each with an address that answers its example. */
import { FixedText } from './fixed-text.ts';
import type { PublishedOperation } from './operations.ts';
import type { Route } from './router.ts';

export function operationsRoute(operations: readonly PublishedOperation[]): Route {
  return documentRoute('/operations', { operations: operations.map(describe) });
}

/** A document that stays the same as long as the process runs. */
export function documentRoute(path: string, document: unknown): Route {
  const headers = { 'content-type': 'application/json; charset=utf-8' };
  const text = new FixedText(JSON.stringify(document, null, 1), headers);
  return { path, methods: ['GET'], answer: (request) => text.respond(request) };
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
