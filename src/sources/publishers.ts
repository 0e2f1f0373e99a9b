/** What makes releases of contributions, for the mutations and pages that need one. */
import type { ClientBase } from 'pg';
import type { Publishers } from '#graphql/contributor.ts';
import { submissionsOf } from '#live-calls';
import type { Database } from '#platform/database/index.ts';
import { latestRelease } from '#platform/releases/latest.ts';
import { acceptCorrection } from './corrections/accept.ts';
import { approveAmendment, fieldsOfEntry, wrongFields } from './corrections/amend.ts';
import { resolveConflict } from './corrections/resolve.ts';
import { presentPractice } from './live-calls/present.ts';
import { publishCall, publishResults, publishReviewed } from './live-calls/publish.ts';
import { shapeProblemsOf } from './practices/format.ts';

export interface PublisherParts {
  readonly database: Database;
  /** Of the hub. */
  readonly publicUrl: string;
  /** Shows a release without waiting to hear of it. */
  refresh(): Promise<void>;
}

export function createPublishers({ database, publicUrl, refresh }: PublisherParts): Publishers {
  return {
    async acceptCorrection(correction, acceptance) {
      const isAccepted = await acceptCorrection(database, correction, { ...acceptance, publicUrl });
      if (isAccepted) await refresh();
      return isAccepted;
    },
    async resolveConflict(key, decision) {
      const isResolved = await resolveConflict(database, key, { ...decision, publicUrl });
      if (isResolved) await refresh();
      return isResolved;
    },
    async announceCall(call, now) {
      const release = await publishCall(database, call, { now, publicUrl });
      await refresh();
      return release !== null;
    },
    async publishReviewed(call, decided, now) {
      const release = await publishReviewed(database, call, decided, { now, publicUrl });
      await refresh();
      return release ?? latestRelease(database.pool);
    },
    async publishPlaced(call, now) {
      const submissions = await submissionsOf(database.pool, call.slug);
      const release = await publishResults(database, call, submissions, { now, publicUrl });
      await refresh();
      return release ?? latestRelease(database.pool);
    },
    async presentPractice(presentation, now) {
      const isPresented = await presentPractice(database, presentation, { now, publicUrl });
      if (isPresented) await refresh();
      return isPresented;
    },
    fieldsOfEntry: (target) => withClient(database, (client) => fieldsOfEntry(client, target)),
    wrongFields: (target, changes) => withClient(database, (client) => wrongFields(client, target, changes)),
    async approveAmendment(amendment, approval) {
      const isApproved = await approveAmendment(database, amendment, { ...approval, publicUrl });
      if (isApproved) await refresh();
      return isApproved;
    },
    problemsOfPractice: (practice) => shapeProblemsOf({ practices: [practice] }).map(({ reason }) => reason),
  };
}

async function withClient<T>({ pool }: Database, work: (client: ClientBase) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    return await work(client);
  } finally {
    client.release();
  }
}
