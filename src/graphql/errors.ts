/** The one place where errors become GraphQL errors: the hub's own are told, everything else is masked and logged. */
import { randomUUID } from 'node:crypto';
import { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import { HubError } from '#platform/errors.ts';

export function errorMasker(log: Logger): (error: unknown) => Error {
  return (error) => {
    const cause = error instanceof GraphQLError ? (error.originalError ?? error) : error;
    if (cause instanceof HubError) return tell(cause, error);
    // Syntax and validation errors speak of the caller's document only.
    if (error instanceof GraphQLError && (cause instanceof GraphQLError || cause === error)) return error;
    const requestId = randomUUID();
    log.error({ err: cause, requestId }, 'a request failed');
    return at(error, `Something went wrong inside the hub. Tell its operator this number: ${requestId}.`, {
      code: 'INTERNAL_ERROR',
      requestId,
      http: { status: 500 },
    });
  };
}

function tell(cause: HubError, error: unknown): GraphQLError {
  return at(error, cause.line, { code: cause.code });
}

function at(error: unknown, message: string, extensions: Record<string, unknown>): GraphQLError {
  const { nodes, path } = error instanceof GraphQLError ? error : {};
  return new GraphQLError(message, { nodes: nodes ?? null, path: path ?? null, extensions });
}
