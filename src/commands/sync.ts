/** `npm run sync -- <source>`: fetches from a source's API and publishes releases. */
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Config } from '#config';
import { openHub } from '#hub';
import { dayInPoland } from '#platform/clock.ts';
import { describeConnectionFailure } from '#platform/database/connection-errors.ts';
import { BadArgumentError } from '#platform/errors.ts';
import type { Synchroniser, SyncOptions } from '#sources/sync.ts';
import { synchronisers } from '#sources/synchronisers.ts';
import { createProgress } from './progress.ts';
import { reportForPeople, reportForPrograms } from './report.ts';
import { stopSignal } from './signals.ts';

export interface SyncCommandOptions extends SyncOptions {
  readonly json?: boolean | undefined;
}

export async function syncSource(
  source: string,
  options: SyncCommandOptions,
  config: Config,
  log: Logger,
): Promise<void> {
  const synchroniser = find(source);
  const signal = stopSignal();
  const progress = createProgress(source);
  progress.stage('opening the database');
  const hub = await openHub(config, log);
  try {
    const parts = synchroniser.run({
      database: hub.database,
      folder: path.join(config.dataDir, 'sync'),
      api: { url: config.bdl.apiUrl, clientId: config.bdl.clientId },
      options,
      today: dayInPoland(new Date()),
      now: Date.now,
      sleep: (ms) => sleep(ms, undefined, { signal }).catch(() => signal.throwIfAborted()),
      progress,
      signal,
    });
    for await (const { name, report } of parts) {
      progress.end();
      const people = `${name}: ${reportForPeople(report, false)}\n`;
      (options.json === true ? process.stderr : process.stdout).write(people);
      if (options.json === true) process.stdout.write(`${reportForPrograms(report)}\n`);
    }
  } catch (error) {
    throw describeConnectionFailure(error, hub.database.url) ?? error;
  } finally {
    progress.end();
    await hub.close();
  }
}

function find(source: string): Synchroniser {
  const found = synchronisers.find(({ name }) => name === source);
  if (found !== undefined) return found;
  const known = synchronisers.map(({ name }) => name).join(', ');
  throw new BadArgumentError(`There is no source "${source}" to fetch from.`, `Name one of: ${known}.`);
}
