/** Who makes a request, and what writes and publishes what they send. Threads for large operations have none. */
import type { PoolClient } from 'pg';
import type { SqlReader } from '#platform/database/index.ts';
import type { EnqueueMail, Mail } from '#platform/mail/mailer.ts';
import type { Viewer } from '#platform/viewer.ts';

/** What makes releases of contributions, by domain: each adds the type, and src/sources/publishers.ts what does it. */
// biome-ignore lint/suspicious/noEmptyInterface: domains add to it.
export interface Publishers {}

/** Of a mutation what it returns, once it has done something. */
export type Keep = <Payload extends { readonly userErrors: readonly unknown[] }>(payload: Payload) => Promise<Payload>;

/** The one way into the database for what contributors write, and out of it for what is done to its end. */
export interface Writing {
  /**
   * All of the work, or nothing of it. What goes through `keep` is known under the idempotency key of the mutation with what was
   * written, or neither is, even if the process is killed at that moment: for mutations that create something.
   */
  transaction<T>(work: (client: PoolClient, keep: Keep) => Promise<T>): Promise<T>;
  /**
   * Reads what follows from what was written, mails included, even if the operation is stopped meanwhile. Resolvers read
   * through `context.db`.
   */
  readonly reader: SqlReader;
}

export interface Contributor extends Writing {
  readonly publishers: Publishers;
  /** Of one file; null where nobody can send any. */
  readonly maxUploadBytes: number | null;
  /** The network of the caller, which rate limits count under. */
  readonly network: string;
  readonly now: Date;
  /** The header `Idempotency-Key`: a key for mutations that are sent without one of their own. */
  readonly requestKey: string | null;
  /** Sends a message later; whether it arrives changes nothing of the response. */
  send(mail: Mail): void;
  /** As `send`, by the queue: a mail server that is away, or a process that is killed, loses none. */
  deliver(mail: Mail): void;
  /** Before a transaction that must not be done without its mail: what enqueues it there. */
  enqueuing(): Promise<EnqueueMail>;
  /** Null for whoever is not signed in, and for a request that another site sent. */
  viewer(): Promise<Viewer | null>;
  /** Once sessions have ended: what follows in the same request is not done for an account that is gone. */
  forgetViewer(): void;
  /** A secret of the session, to which what one request begins is bound and another ends; null for whoever is not signed in. */
  sessionSecret(): Promise<string | null>;
  /** Does a mutation once, however often and at once it is sent with the same key. */
  once<T extends { readonly userErrors: readonly unknown[] }>(
    request: { readonly key: string; readonly mutation: string; readonly input: unknown },
    work: () => Promise<T>,
  ): Promise<T | 'KEY_REUSED' | 'IN_PROGRESS'>;
}
