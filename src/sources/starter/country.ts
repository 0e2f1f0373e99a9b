/**
 * The starter set beyond the first documents, in steps that are a release each. What a killed process left undone, the
 * next one does; a hub with a release of any other source is left as it is.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { ProcessLock } from '#platform/database/advisory-lock.ts';
import { type Database, execute, query } from '#platform/database/index.ts';
import { countryUnitsKind, loadCountryUnits } from './country-units.ts';
import { loadOutlines, outlinesKind } from './outlines.ts';
import { loadPopulation, populationKind } from './population.ts';
import type { StarterStatus, StarterStepName } from './status.ts';
import { starterSource } from './units.ts';

interface Step {
  readonly name: StarterStepName;
  /** Of the source that it publishes. */
  readonly kind: string;
  run(database: Database, options: LoadOptions): Promise<void>;
}

export interface LoadOptions {
  readonly today: string;
  readonly signal?: AbortSignal | undefined;
  /** Called when a step begins. */
  readonly onStep?: ((status: StarterStatus) => void) | undefined;
}

/** As long as one of them is missing. */
const steps: readonly Step[] = [
  { name: 'units', kind: countryUnitsKind, run: (database, { signal }) => loadCountryUnits(database, signal) },
  {
    name: 'outlines',
    kind: outlinesKind,
    run: (database, { today, signal }) => loadOutlines(database, today, signal),
  },
  {
    name: 'population',
    kind: populationKind,
    run: (database, { today, signal }) => loadPopulation(database, today, signal),
  },
];

const kinds: ReadonlySet<string> = new Set([starterSource.kind, ...steps.map(({ kind }) => kind)]);

/** Any constant will do, as long as no other lock of the hub uses it. */
const starterLock = 7_236_003;
const tryAgainMs = 250;

/** True when it loaded something. */
export async function loadCountry(database: Database, options: LoadOptions): Promise<boolean> {
  if ((await nextStep(database)) === undefined) return false;
  const lock = await ProcessLock.open(database, starterLock);
  try {
    for (;;) {
      options.signal?.throwIfAborted();
      if (await lock.tryTake()) break;
      // Another process loads it.
      report(await nextStep(database), options);
      await sleep(tryAgainMs, undefined, { signal: options.signal });
    }
    return await loadSteps(database, options);
  } finally {
    await lock.close();
  }
}

async function loadSteps(database: Database, options: LoadOptions): Promise<boolean> {
  let hasLoaded = false;
  for (;;) {
    const step = await nextStep(database);
    if (step === undefined) return hasLoaded;
    report(step, options);
    await step.run(database, options);
    hasLoaded = true;
  }
}

function report(step: Step | undefined, { onStep }: LoadOptions): void {
  if (step !== undefined) onStep?.(statusOf(step));
}

/** With the documents, which are there already. */
function statusOf(step: Step): StarterStatus {
  return { step: step.name, number: steps.indexOf(step) + 2, all: steps.length + 1 };
}

/** What is to be loaded next; null when nothing is. */
export async function left(database: Database): Promise<StarterStatus | null> {
  const step = await nextStep(database);
  return step === undefined ? null : statusOf(step);
}

/** Undefined when nothing is left to do. */
async function nextStep(database: Database): Promise<Step | undefined> {
  const sources = query
    .selectFrom('release')
    .innerJoin('source', 'source.id', 'release.source_id')
    .select('source.kind')
    .distinct();
  const done = new Set((await execute(database.pool, sources)).map(({ kind }) => kind));
  if (!done.has(starterSource.kind) || [...done].some((kind) => !kinds.has(kind))) return undefined;
  return steps.find(({ kind }) => !done.has(kind));
}
