/** `/health/live`: the process answers. `/health/ready`: it can answer questions, with the release it serves. */
import type { Plugin } from 'graphql-yoga';
import type { Database } from '#platform/database/index.ts';
import type { CurrentRelease } from '#platform/releases/current.ts';

const databaseTimeoutMs = 2_000;

export function useHealth(database: Database, current: CurrentRelease): Plugin {
  return {
    async onRequest({ url, endResponse }) {
      if (url.pathname === '/health/live') endResponse(json(200, { status: 'live' }));
      if (url.pathname === '/health/ready') endResponse(await readiness(database, current));
    },
  };
}

async function readiness(database: Database, current: CurrentRelease): Promise<Response> {
  const [answers, release] = await Promise.all([databaseAnswers(database), current.get().catch(() => undefined)]);
  const isReady = answers && release !== undefined;
  return json(isReady ? 200 : 503, {
    status: isReady ? 'ready' : 'not ready',
    database: answers ? 'ok' : 'unreachable',
    release: release?.number ?? null,
  });
}

async function databaseAnswers({ pool }: Database): Promise<boolean> {
  const timeout = new Promise<false>((resolve) => setTimeout(resolve, databaseTimeoutMs, false).unref());
  const answer = pool.query('SELECT 1').then(
    () => true,
    () => false,
  );
  return Promise.race([answer, timeout]);
}

function json(status: number, body: object): Response {
  return Response.json(body, { status, headers: { 'cache-control': 'no-store' } });
}
