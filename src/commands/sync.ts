/** `npm run sync -- <source>`: fetches from a source's API and publishes releases. */
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Config } from '#config';
import { dayInPoland } from '#platform/clock.ts';
import { BadArgumentError } from '#platform/errors.ts';
import type { ImportReport } from '#sources/import.ts';
import type { Synchroniser, SyncOptions } from '#sources/sync.ts';
import { synchronisers } from '#sources/synchronisers.ts';
import { createProgress } from './progress.ts';
import { reportForPeople, reportForPrograms } from './report.ts';
import { stopSignal } from './signals.ts';
import { withWholeHub } from './with-hub.ts';

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
  try {
    await withWholeHub(
      config,
      log,
      async ({ database }) => {
        const parts = synchroniser.run({
          database,
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
          print(name, report, options);
        }
      },
      `sync ${source}`,
    );
  } finally {
    progress.end();
  }
}

function print(name: string, report: ImportReport, { json = false }: SyncCommandOptions): void {
  const people = `${name}: ${reportForPeople(report, false)}\n`;
  (json ? process.stderr : process.stdout).write(people);
  if (json) process.stdout.write(`${reportForPrograms(report)}\n`);
}

function find(source: string): Synchroniser {
  const found = synchronisers.find(({ name }) => name === source);
  if (found !== undefined) return found;
  const known = synchronisers.map(({ name }) => name).join(', ');
  throw new BadArgumentError(`There is no source "${source}" to fetch from.`, `Name one of: ${known}.`);
}
