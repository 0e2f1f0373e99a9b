/** The languages in which the API explains itself. */
export type MessageLanguage = 'en' | 'pl';

/**
 * The errors that the hub explains to people. They know nothing of GraphQL or HTTP: each carries a stable code,
 * a message that says what is wrong and where, and how to fix it. Whatever is not a HubError is masked and logged.
 */
export abstract class HubError extends Error {
  abstract readonly code: string;
  /** What the reader can do about it, as one imperative sentence; empty when the message already says it. */
  readonly hint: string;

  constructor(message: string, hint = '', options: ErrorOptions = {}) {
    super(message, options);
    this.name = new.target.name;
    this.hint = hint;
  }

  /** One line for a terminal or a log: what is wrong and how to fix it. */
  get line(): string {
    return this.hint === '' ? this.message : `${this.message} ${this.hint}`;
  }
}

export interface RefusalOptions extends ErrorOptions {
  /** Message and fix in Polish. */
  readonly polish: string;
}

/** What callers of the API are stated. Nothing is refused in one language only: the compiler sees to that. */
export abstract class RefusalError extends HubError {
  readonly polish: string;

  constructor(message: string, hint: string, options: RefusalOptions) {
    super(message, hint, options);
    this.polish = options.polish;
  }

  lineIn(language: MessageLanguage): string {
    return language === 'pl' ? this.polish : this.line;
  }
}

/** The caller of the API requested something that cannot be answered as requested. */
export class BadInputError extends RefusalError {
  readonly code = 'BAD_USER_INPUT';
}

/** A command was given something that it cannot do. */
export class BadArgumentError extends HubError {
  readonly code = 'BAD_ARGUMENT';
}

export type RefusalReason =
  | 'UNREADABLE'
  | 'UNKNOWN_FORMAT'
  | 'OTHER_REGISTER'
  | 'ADDRESS_VARIANT'
  | 'TRUNCATED'
  | 'NO_AS_OF_DATE'
  | 'WRONG_AS_OF_DATE'
  | 'OTHER_COORDINATES'
  | 'TOO_MANY_REJECTS'
  | 'TOO_LARGE'
  | 'EMPTY';

/** A file that is refused whole; nothing of it was written. */
export class RefusedFileError extends HubError {
  readonly code = 'FILE_REFUSED';
  readonly reason: RefusalReason;

  constructor(reason: RefusalReason, message: string, hint = '', options?: ErrorOptions) {
    super(message, hint, options);
    this.reason = reason;
  }
}

/** The machine or its settings keep the hub from running: port taken, wrong DATABASE_URL, full disk … */
export class OperatorError extends HubError {
  readonly code: string;

  constructor(code: string, message: string, hint: string, options?: ErrorOptions) {
    super(message, hint, options);
    this.code = code;
  }
}
