/** The one place where errors become GraphQL errors: the hub's own are told, everything else is masked and logged. */
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import { describeConnectionFailure } from '#platform/database/connection-errors.ts';
import { HubError, type MessageLanguage } from '#platform/errors.ts';
import { LimitError } from './limits.ts';

export interface Reporting {
  readonly language: MessageLanguage;
  readonly requestId: string;
  readonly log: Logger;
}

/** Errors of graphql-js itself, which speak of the caller's document only. */
export type DocumentErrorCode = 'GRAPHQL_PARSE_FAILED' | 'GRAPHQL_VALIDATION_FAILED' | 'BAD_USER_INPUT';

const documentErrors: Readonly<Record<DocumentErrorCode, string>> = {
  GRAPHQL_PARSE_FAILED: 'Dokument nie jest poprawnym GraphQL',
  GRAPHQL_VALIDATION_FAILED: 'Dokument nie zgadza się ze schematem',
  BAD_USER_INPUT: 'Nieprawidłowa wartość',
};

interface Told {
  readonly code: string;
  readonly english: string;
  readonly polish: string;
  readonly extensions?: Record<string, unknown>;
}

export function presentError(
  error: unknown,
  reporting: Reporting,
  ofDocument?: DocumentErrorCode,
): GraphQLFormattedError {
  const told = tell(error, reporting, ofDocument);
  const { locations, path } = error instanceof GraphQLError ? error.toJSON() : {};
  return {
    message: reporting.language === 'pl' ? told.polish : told.english,
    ...(locations === undefined ? {} : { locations }),
    ...(path === undefined ? {} : { path }),
    extensions: { code: told.code, requestId: reporting.requestId, ...told.extensions },
  };
}

function tell(error: unknown, reporting: Reporting, ofDocument: DocumentErrorCode = 'BAD_USER_INPUT'): Told {
  const cause = causeOf(error);
  if (cause instanceof HubError) {
    const extensions = cause instanceof LimitError ? { limit: cause.limit, most: cause.most } : {};
    return {
      code: cause.code,
      english: cause.lineIn('en'),
      polish: cause.polish ?? `Tak nie można odpowiedzieć: ${cause.line}`,
      extensions,
    };
  }
  if (cause instanceof GraphQLError) {
    return { code: ofDocument, english: cause.message, polish: `${documentErrors[ofDocument]}: ${cause.message}` };
  }
  return tellOfFailure(cause, reporting);
}

/** Of an error inside another the innermost: executors wrap what a resolver throws. */
function causeOf(error: unknown): unknown {
  let cause = error;
  while (cause instanceof GraphQLError && cause.originalError != null) cause = cause.originalError;
  return cause;
}

function tellOfFailure(cause: unknown, { log, requestId }: Reporting): Told {
  if ((cause as { code?: unknown } | undefined)?.code === statementTimeout) {
    log.warn({ err: cause, requestId }, 'a statement took too long');
    return tooSlow;
  }
  if (describeConnectionFailure(cause) !== undefined) {
    log.warn({ err: cause, requestId }, 'the database cannot be reached');
    return unavailable;
  }
  log.error({ err: cause, requestId }, 'a request failed');
  return {
    code: 'INTERNAL_ERROR',
    english: `Something went wrong inside the hub. Tell its operator this number: ${requestId}.`,
    polish: `Coś się zepsuło w węźle. Podaj jego operatorowi ten numer: ${requestId}.`,
  };
}

/** SQLSTATE query_canceled. */
const statementTimeout = '57014';

const tooSlow: Told = {
  code: 'TIMEOUT',
  english: 'The operation took too long and was stopped. Ask for fewer fields or smaller pages.',
  polish: 'Operacja trwała zbyt długo i została przerwana. Poproś o mniej pól albo mniejsze strony.',
};

const unavailable: Told = {
  code: 'SERVICE_UNAVAILABLE',
  english: 'The database of the hub cannot be reached at the moment. Ask again in a few seconds.',
  polish: 'Baza danych węzła jest chwilowo niedostępna. Zapytaj ponownie za kilka sekund.',
};

/** The operation went beyond `operationTimeoutMs`. */
export class OperationTimeoutError extends HubError {
  readonly code = tooSlow.code;

  constructor() {
    super(tooSlow.english, '', { polish: tooSlow.polish });
  }
}
