/** The Local Data Bank's API for one command: one command at a time, or their requests would add up. */
import { createHash } from 'node:crypto';
import path from 'node:path';
import { ProcessLock } from '#platform/database/advisory-lock.ts';
import { OperatorError } from '#platform/errors.ts';
import type { SyncJob } from '../../sync.ts';
import { anonymousWindows, RequestBudget, registeredWindows } from './budget.ts';
import { BdlClient } from './client.ts';
import { RequestLog } from './request-log.ts';
import { ResponseCache } from './response-cache.ts';

/** Any constant will do, as long as no other lock of the hub uses it. */
const syncLock = 7_236_002;

export async function* withBdlClient<T>(
  job: SyncJob,
  work: (client: BdlClient) => AsyncGenerator<T>,
): AsyncGenerator<T> {
  // A lock that is lost with its connection costs at most a few requests too many.
  const lock = await ProcessLock.open(job.database, syncLock);
  try {
    if (!(await lock.tryTake())) {
      throw new OperatorError('SYNC_RUNNING', 'Another sync with the Local Data Bank is running.', 'Wait for its end.');
    }
    yield* work(openClient(job));
  } finally {
    await lock.close();
  }
}

function openClient({ folder, api, now, sleep, signal, progress }: SyncJob): BdlClient {
  const home = path.join(folder, 'bdl');
  const log = new RequestLog(path.join(home, `requests-${callerName(api.clientId)}.log`), now());
  const budget = new RequestBudget(api.clientId === null ? anonymousWindows : registeredWindows, log, now);
  const kept = new ResponseCache(path.join(home, 'answers'), now());
  const onWait = (why: string, ms: number): void => progress.wait(why, Math.ceil(ms / 1_000));
  return new BdlClient({ ...api, budget, kept, now, sleep, signal, onWait });
}

/** Each client id has limits of its own; it is a secret, so its name is a digest. */
function callerName(clientId: string | null): string {
  return clientId === null ? 'anonymous' : createHash('sha256').update(clientId).digest('hex').slice(0, 12);
}
