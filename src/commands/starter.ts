/** Loads what the starter set has beyond the first documents, and reports how far it is. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Config } from '#config';
import { dayInPoland } from '#platform/clock.ts';
import type { Database } from '#platform/database/index.ts';
import type { StarterStatus, StarterStepName } from '#sources/starter/status.ts';

const stepNames: Readonly<Record<StarterStepName, string>> = {
  units: 'the 66 cities with powiat rights',
  outlines: 'outlines of the voivodeships',
  population: 'population of the voivodeships and cities',
};

export async function loadStarterCountry(
  database: Database,
  { starter }: Pick<Config, 'starter'>,
  log: Logger,
  watch: { readonly signal?: AbortSignal; readonly onStep?: (status: StarterStatus) => void } = {},
): Promise<void> {
  if (starter !== 'country') return;
  const { loadCountry } = await import('#sources/starter/country.ts');
  const begun = performance.now();
  let shown: StarterStepName | undefined;
  const hasLoaded = await loadCountry(database, {
    today: dayInPoland(new Date()),
    signal: watch.signal,
    onStep(status) {
      if (status.step !== shown) log.info(`starter set: ${stepNames[status.step]} (${status.number} of ${status.all})`);
      shown = status.step;
      watch.onStep?.(status);
    },
  });
  if (hasLoaded) log.info(`starter set: loaded in ${((performance.now() - begun) / 1_000).toFixed(1)} s`);
}

export interface BackgroundLoading {
  /** Null when all is there. */
  status(): StarterStatus | null;
  /** Fulfilled after `begin`, when all is there or nothing more will come. */
  readonly loaded: Promise<void>;
  /** Once the server answers. */
  begin(): void;
  stop(): Promise<void>;
}

/** While the primary is away, as a replica has it. */
async function leftOf(database: Database): Promise<StarterStatus | null> {
  const { left } = await import('#sources/starter/country.ts');
  try {
    return await left(database);
  } catch (error) {
    for (const reader of database.readers) {
      const found = await left(reader).catch(() => undefined);
      if (found !== undefined) return found;
    }
    throw error;
  }
}

const tryAgainMs = { first: 2_000, max: 60_000 };

/** Behind the answers of a server, which a failure does not end: it is tried again. */
export async function loadStarterBehind(database: Database, config: Config, log: Logger): Promise<BackgroundLoading> {
  const stopping = new AbortController();
  const { signal } = stopping;
  let status = config.starter === 'country' ? await leftOf(database) : null;
  let running: Promise<void> | undefined;
  const onStep = (step: StarterStatus): void => {
    status = step;
  };
  const load = async (): Promise<void> => {
    for (let pauseMs = tryAgainMs.first; !signal.aborted; pauseMs = Math.min(2 * pauseMs, tryAgainMs.max)) {
      try {
        await loadStarterCountry(database, config, log, { signal, onStep });
        status = null;
        return;
      } catch (error) {
        if (signal.aborted) return;
        log.error({ err: error }, 'the starter set could not be loaded whole; trying again');
        await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
      }
    }
  };
  const ended = Promise.withResolvers<void>();
  return {
    status: () => status,
    loaded: ended.promise,
    begin() {
      running = (status === null ? Promise.resolve() : load()).finally(ended.resolve);
    },
    async stop() {
      stopping.abort();
      await running;
      ended.resolve();
    },
  };
}
