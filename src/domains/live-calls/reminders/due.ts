import type { Mail } from '#platform/mail/mailer.ts';

/** How long before a deadline somebody is reminded. */
export const beforeMs = 48 * 60 * 60 * 1_000;

export interface RemindedOf {
  readonly now: Date;
  readonly publicUrl: string;
}

export interface DueReminder {
  /** The same for the same deadline. */
  readonly name: string;
  /** Null where the account is there no longer. */
  readonly mail: Mail | null;
}
