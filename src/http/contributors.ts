/** Who sends an operation that only they may send, or that writes something. */
import type { Contributor, Publishers } from '#graphql/contributor.ts';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/database/index.ts';
import type { Mail, Mailer } from '#platform/mail/mailer.ts';
import type { Viewer } from '#platform/viewer.ts';
import type { Callers } from './callers.ts';
import type { HubRequest } from './message.ts';
import type { Sessions } from './session.ts';
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
  /** Null: there are no accounts. */
  readonly mailer: Mailer | null;
}

/**
 * A session counts only for what is posted from the hub's own pages: another site's page can cause a request with the
 * cookie, but not with an Origin of the hub.
 */
export function contributorsOf(parts: ContributorParts): ((request: HubRequest) => Contributor) | null {
  if (parts.mailer === null) return null;
  const { database, sessions, callers, publishers, clock, uploads, send, deliver } = parts;
  const maxUploadBytes = uploads?.maxBytes ?? null;
  return (request) => {
    let viewer: Promise<Viewer | null> | undefined;
    const find = async (): Promise<Viewer | null> => {
      if (request.method !== 'POST' || !sessions.isOwn(request)) return null;
      return (await sessions.find(request))?.viewer ?? null;
    };
    return {
      database,
      publishers,
      maxUploadBytes,
      network: callers.anonymous(request).id,
      now: clock(),
      send,
      deliver,
      viewer: () => (viewer ??= find()),
    };
  };
}
