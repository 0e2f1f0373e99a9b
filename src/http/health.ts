/** `/health/live`: the process answers. `/health/ready`: it can answer queries, with the release it serves. */
import type { Database } from '#platform/database/index.ts';
import type { CurrentRelease } from '#platform/releases/current.ts';
import { latestRelease } from '#platform/releases/latest.ts';
import { type HubResponse, jsonResponse } from './message.ts';
import type { Route } from './router.ts';

const databaseTimeoutMs = 2_000;

export function healthRoutes(database: Database, current: CurrentRelease): Route[] {
  return [
    { path: '/health/live', methods: ['GET'], answer: () => health(200, { status: 'live' }) },
    { path: '/health/ready', methods: ['GET'], answer: () => readiness(database, current) },
  ];
}

/**
 * Behind by: how many releases the database has that this process does not serve yet. A database that is only busy with
 * queries is no reason to send nobody here any more.
 */
async function readiness(database: Database, current: CurrentRelease): Promise<HubResponse> {
  const [latest, release] = await Promise.all([answeredRelease(database), current.get().catch(() => undefined)]);
  const isReady = (latest !== undefined || current.isConnected) && release !== undefined;
  return health(isReady ? 200 : 503, {
    status: isReady ? 'ready' : 'not ready',
    database: latest !== undefined ? 'ok' : current.isConnected ? 'busy' : 'unreachable',
    release: release?.number ?? null,
    releasedAt: release?.releasedAt?.toISOString() ?? null,
    lag: release === undefined || latest === undefined ? null : Math.max(0, latest - release.number),
  });
}

async function answeredRelease({ pool }: Database): Promise<number | undefined> {
  const timeout = new Promise<undefined>((resolve) => setTimeout(resolve, databaseTimeoutMs, undefined).unref());
  const answer = latestRelease(pool).then(
    (number) => number,
    () => undefined,
  );
  return Promise.race([answer, timeout]);
}

function health(status: number, body: object): HubResponse {
  return jsonResponse(status, body, { 'cache-control': 'no-store' });
}
