/** The one place where errors become GraphQL errors: the hub's own are stated, everything else is masked and logged. */
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import { describeConnectionFailure, diskFull } from '#platform/database/connection-errors.ts';
import { type MessageLanguage, RefusalError } from '#platform/errors.ts';
import { StoreError } from '#platform/store-errors.ts';
import { inPolish } from './document-messages.ts';
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

interface Presented {
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
  if (error instanceof PresentedError) return error.formatted;
  const presented = present(error, reporting, ofDocument);
  const { locations, path } = error instanceof GraphQLError ? error.toJSON() : {};
  return {
    message: reporting.language === 'pl' ? presented.polish : presented.english,
    ...(locations === undefined ? {} : { locations }),
    ...(path === undefined ? {} : { path }),
    extensions: {
      code: presented.code,
      requestId: reporting.requestId,
      messages: { pl: presented.polish, en: presented.english },
      ...presented.extensions,
    },
  };
}

function present(error: unknown, reporting: Reporting, ofDocument: DocumentErrorCode = 'BAD_USER_INPUT'): Presented {
  const cause = causeOf(error);
  if (cause instanceof RefusalError) {
    const extensions = cause instanceof LimitError ? { limit: cause.limit, max: cause.max } : {};
    return {
      code: cause.code,
      english: cause.lineIn('en'),
      polish: cause.lineIn('pl'),
      extensions,
    };
  }
  if (cause instanceof GraphQLError) {
    const english = shortened(cause.message);
    return { code: ofDocument, english, polish: inPolish(english) ?? `${documentErrors[ofDocument]}: ${english}` };
  }
  return presentFailure(cause, reporting);
}

/** graphql-js repeats names and values of the caller's, so that a hundred errors could be a hundred times the document. */
function shortened(message: string): string {
  return message.replaceAll(/"([^"]{100})[^"]*"/g, '"$1…"').slice(0, 1_000);
}

/** Of an error inside another the innermost: executors wrap what a resolver throws. */
function causeOf(error: unknown): unknown {
  let cause = error;
  while (cause instanceof GraphQLError && cause.originalError != null) cause = cause.originalError;
  return cause;
}

function presentFailure(cause: unknown, { log, requestId }: Reporting): Presented {
  if ((cause as { code?: unknown } | undefined)?.code === statementTimeout) {
    log.warn({ err: cause, requestId }, 'a statement took too long');
    return tooSlow;
  }
  if (cause instanceof StoreError) {
    log.error({ err: cause, requestId }, 'files cannot be used');
    return noFiles;
  }
  const failure = describeConnectionFailure(cause);
  if (failure?.code === diskFull) {
    log.error({ err: cause, requestId }, 'the database has no disk space left');
    return noSpace;
  }
  if (failure !== undefined) {
    log.warn({ err: cause, requestId }, 'the database cannot be reached');
    return unavailable;
  }
  // Nobody reads what is answered.
  if (cause instanceof DOMException && cause.name === 'AbortError') log.debug({ requestId }, 'the caller is gone');
  else log.error({ err: cause, requestId }, 'a request failed');
  return {
    code: 'INTERNAL_ERROR',
    english: `Something went wrong inside the hub. Give its operator this number: ${requestId}.`,
    polish: `Coś się zepsuło w węźle. Podaj jego operatorowi ten numer: ${requestId}.`,
  };
}

/** SQLSTATE query_canceled. */
const statementTimeout = '57014';

const tooSlow: Presented = {
  code: 'TIMEOUT',
  english: 'The operation took too long and was stopped. Ask for fewer fields or smaller pages.',
  polish: 'Operacja trwała zbyt długo i została przerwana. Poproś o mniej pól albo mniejsze strony.',
};

const unavailable: Presented = {
  code: 'SERVICE_UNAVAILABLE',
  english: 'The database of the hub cannot be reached at the moment. Ask again in a few seconds.',
  polish: 'Baza danych węzła jest chwilowo niedostępna. Zapytaj ponownie za kilka sekund.',
};

const noFiles: Presented = {
  code: unavailable.code,
  english: 'The files of the hub cannot be read or written at the moment. Ask again in a few seconds.',
  polish: 'Pliki węzła są chwilowo niedostępne. Zapytaj ponownie za kilka sekund.',
};

/** Reading mostly goes on without space; writing and sorting do not. */
const noSpace: Presented = {
  code: unavailable.code,
  english: 'The database of the hub has no disk space left. Its operator can see this in the log; ask again later.',
  polish: 'Baza danych węzła nie ma już miejsca na dysku. Operator widzi to w dzienniku; zapytaj ponownie później.',
};

/** An error that another thread has presented already. */
export class PresentedError extends Error {
  readonly formatted: GraphQLFormattedError;

  constructor(formatted: GraphQLFormattedError) {
    super(formatted.message);
    this.formatted = formatted;
  }
}

/** The operation went beyond `operationTimeoutMs`. */
export class OperationTimeoutError extends RefusalError {
  readonly code = tooSlow.code;

  constructor() {
    super(tooSlow.english, '', { polish: tooSlow.polish });
  }
}
