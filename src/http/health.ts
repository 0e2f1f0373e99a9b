/** `/health/live`: the process answers. `/health/ready`: it can answer queries, with the release it serves. */
import type { Database } from '#platform/database/index.ts';
import { endsInTime } from '#platform/in-time.ts';
import type { CurrentRelease } from '#platform/releases/current.ts';
import { latestRelease } from '#platform/releases/latest.ts';
import { type HubResponse, jsonResponse } from './message.ts';
import type { RateLimit } from './rate-limit.ts';
import type { Route } from './router.ts';

const databaseTimeoutMs = 2_000;

export interface HealthParts {
  readonly database: Database;
  readonly current: CurrentRelease;
  readonly rateLimit: RateLimit | null;
  /** Whether the process is about to stop, and wants no further requests. */
  isDraining(): boolean;
}

export function healthRoutes(parts: HealthParts): Route[] {
  return [
    { path: '/health/live', methods: ['GET'], answer: () => health(200, { status: 'live' }) },
    { path: '/health/ready', methods: ['GET'], answer: () => readiness(parts) },
  ];
}

/**
 * Lag: how many releases the database has that this process does not serve yet. A database that is only busy with
 * queries is no reason to send nobody here any more.
 */
async function readiness(parts: HealthParts): Promise<HubResponse> {
  const { current, rateLimit } = parts;
  const { server } = current;
  const [latest, release] = await Promise.all([answeredRelease(server), current.get().catch(() => undefined)]);
  const known = Math.max(latest ?? 0, current.lag.latest);
  const reason = reasonOf(parts, latest !== undefined, release !== undefined);
  return health(reason === null ? 200 : 503, {
    status: reason === null ? 'ready' : 'not ready',
    ...(reason === null ? {} : { reason }),
    database: latest !== undefined ? 'ok' : current.isConnected ? 'busy' : 'unreachable',
    release: release?.number ?? null,
    releasedAt: release?.releasedAt?.toISOString() ?? null,
    lag: release === undefined || known === 0 ? null : Math.max(0, known - release.number),
    ...serversOf(parts),
    ...(rateLimit?.sharing === undefined ? {} : { redis: rateLimit.sharing }),
  });
}

function reasonOf(parts: HealthParts, hasAnswered: boolean, hasRelease: boolean): string | null {
  const { database, current, isDraining } = parts;
  if (isDraining()) return 'This process is about to stop.';
  if (!hasAnswered && !current.isConnected) return 'The database cannot be reached.';
  if (!hasRelease) return 'No release could be read.';
  if (current.lag.seconds <= database.maxLagSeconds) return null;
  const lacked = Math.round(current.lag.seconds);
  return `The replica has lacked a release for ${lacked} s; MAX_LAG is ${database.maxLagSeconds} s.`;
}

/** Of a node that reads from replicas, or hears of releases only by looking. */
function serversOf({ database, current }: HealthParts): object {
  const { readers, maxLagSeconds } = database;
  const announced = current.isListening || !current.hasPrimary ? {} : { announcements: 'polled' };
  if (readers.length === 0) return announced;
  const from = current.server === readers.at(-1) ? 'primary' : 'replica';
  return {
    reads: { from, server: current.server.name, lagSeconds: rounded(current.lag.seconds), maxLagSeconds },
    primary: current.hasPrimary ? 'ok' : 'unreachable',
    ...announced,
  };
}

const rounded = (seconds: number): number => Math.round(seconds * 10) / 10;

async function answeredRelease({ pool }: Database): Promise<number | undefined> {
  const answer = latestRelease(pool).then(
    (number) => number,
    () => undefined,
  );
  return (await endsInTime(answer, databaseTimeoutMs)) ? answer : undefined;
}

function health(status: number, body: object): HubResponse {
  return jsonResponse(status, body, { 'cache-control': 'no-store' });
}
