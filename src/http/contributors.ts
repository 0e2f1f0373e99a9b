/** Who sends an operation that only they may send, or that writes something. */
import { doOnce, type KeepResult } from '#accounts';
import type { Contributor, Publishers } from '#graphql/contributor.ts';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/database/index.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { EnqueueMail, Mail, Mailer } from '#platform/mail/mailer.ts';
import { derivedFrom } from '#platform/secrets.ts';
import type { Callers } from './callers.ts';
import type { HubRequest } from './message.ts';
import type { Sessions, SignedIn } from './session.ts';
import type { Uploads } from './uploads/index.ts';

export interface ContributorParts {
  readonly database: Database;
  readonly sessions: Sessions;
  readonly callers: Callers;
  readonly publishers: Publishers;
  readonly clock: Clock;
  /** Null: nobody can add files. */
  readonly uploads: Pick<Uploads, 'maxBytes'> | null;
  send(mail: Mail): void;
  deliver(mail: Mail): void;
  enqueuing(): Promise<EnqueueMail>;
  /** Null: there are no accounts. */
  readonly mailer: Mailer | null;
}

/**
 * A session counts only for what is posted from the hub's own pages: another site's page can cause a request with the
 * cookie, but not with an Origin of the hub.
 */
export function contributorsOf(parts: ContributorParts): ((request: HubRequest) => Contributor) | null {
  if (parts.mailer === null) return null;
  const { database, sessions, callers, publishers, clock, uploads, send, deliver, enqueuing } = parts;
  const maxUploadBytes = uploads?.maxBytes ?? null;
  return (request) => {
    let found: Promise<SignedIn | null> | undefined;
    const find = async (): Promise<SignedIn | null> =>
      request.method === 'POST' && sessions.isOwn(request) ? sessions.find(request) : null;
    const signedIn = (): Promise<SignedIn | null> => (found ??= find());
    const viewer = async () => (await signedIn())?.viewer ?? null;
    const network = callers.anonymous(request).id;
    const now = clock();
    // The mutations of a document are done one after the other.
    let keep: KeepResult = keepNothing;
    return {
      reader: database.pool,
      publishers,
      maxUploadBytes,
      network,
      now,
      requestKey: request.headers['idempotency-key'] || null,
      send,
      deliver,
      enqueuing,
      viewer,
      forgetViewer: () => {
        found = undefined;
      },
      sessionSecret: async () => {
        const token = (await signedIn())?.token;
        return token === undefined ? null : derivedFrom(token, 'session');
      },
      transaction: (work) => inTransaction(database.pool, (client) => work(client, (payload) => keep(client, payload))),
      once: async (keyed, work) =>
        doOnce(database, { ...keyed, viewer: await viewer(), network, now }, async (keepResult) => {
          keep = keepResult;
          try {
            return await work();
          } finally {
            keep = keepNothing;
          }
        }),
    };
  };
}

/** What is sent without a key is not known under any. */
const keepNothing: KeepResult = (_client, payload) => Promise.resolve(payload);
