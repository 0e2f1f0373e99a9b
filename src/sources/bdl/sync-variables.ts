/**
 * `npm run sync -- bdl --variables <ids>`: fetches variables of the Local Data Bank. Each is published as soon as it is
 * whole, in one release; what was fetched of the next one is kept until then.
 */
import { inputFileOf } from '../import.ts';
import type { SyncedPart, Synchroniser, SyncJob } from '../sync.ts';
import type { Answer, BdlClient } from './api/client.ts';
import { withBdlClient } from './api/connect.ts';
import { type Finished, finishedParts } from './api/finished.ts';
import { readPages } from './api/pages.ts';
import { bdlImporter } from './import.ts';
import { readOptions, type WantedData } from './sync-options.ts';

export const bdlSync: Synchroniser = {
  name: 'bdl',
  summary: 'variables of the Local Data Bank (--variables, --years, --level)',
  async *run(job) {
    const wanted = readOptions(job.options);
    yield* withBdlClient(job, (client) => syncVariables(job, client, wanted));
  },
};

async function* syncVariables(job: SyncJob, client: BdlClient, wanted: WantedData): AsyncGenerator<SyncedPart> {
  const finished = finishedParts(job, JSON.stringify([job.api.url, wanted]));
  const left = wanted.variables.filter((variable) => !finished.has(variable));
  for (const [index, variable] of left.entries()) {
    yield await syncVariable(job, client, wanted, variable, left.length - index - 1, finished);
  }
  finished.forget();
}

async function syncVariable(
  job: SyncJob,
  client: BdlClient,
  wanted: WantedData,
  variable: string,
  after: number,
  finished: Finished,
): Promise<SyncedPart> {
  const { progress } = job;
  progress.stage(`asking what the variable ${variable} is`);
  const about = await describe(client, variable);
  let shownOf = 0;
  const list = await readPages(client, dataPath(variable, wanted), (done, all) => {
    if (all !== shownOf) progress.stage(`fetching the variable ${variable}`, all);
    shownOf = all;
    // Of the variables after it, none is known to be shorter; each has two further requests.
    progress.done(done, Math.ceil(client.timeFor(all - done + after * (all + 2)) / 1_000));
  });
  const file = inputFileOf(
    `bdl-api-${variable}${wanted.level === null ? '' : `-level-${wanted.level}`}.json`,
    new TextEncoder().encode(JSON.stringify([...about.answers, ...list.pages])),
  );
  const { database, today, signal } = job;
  const report = await bdlImporter.run({ database, file, dryRun: false, isSelected: true, today, progress, signal });
  finished.add(variable);
  client.drop([...list.requests, ...about.requests]);
  return { name: `variable ${variable}`, report };
}

/** The API's responses hold numbers alone: names and units stand with the variable, what it is about with its subject. */
async function describe(client: BdlClient, variable: string): Promise<{ answers: Answer[]; requests: string[] }> {
  const first = `/variables/${variable}?format=json`;
  const about = await client.ask(first, 'id');
  const subject = about['subjectId'];
  if (typeof subject !== 'string' || !/^\w{1,20}$/.test(subject)) return { answers: [about], requests: [first] };
  const second = `/subjects/${subject}?format=json`;
  // Many variables have one subject, so its answer is kept for them.
  return { answers: [about, await client.ask(second, 'id')], requests: [first] };
}

function dataPath(variable: string, { years, level }: WantedData): string {
  const query = new URLSearchParams();
  if (level !== null) query.set('unit-level', String(level));
  for (const year of years ?? []) query.append('year', String(year));
  const text = query.toString();
  return `/data/by-variable/${variable}?${text === '' ? 'lang=pl' : `${text}&lang=pl`}`;
}
