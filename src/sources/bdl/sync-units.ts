/** `npm run sync -- bdl-units`: the registry's units of one year, as the Local Data Bank's API lists them. */

import { BadArgumentError } from '#platform/errors.ts';
import { inputFileOf } from '../import.ts';
import type { SyncedPart, Synchroniser, SyncJob } from '../sync.ts';
import { publishRegister, type RegisterSource } from '../teryt/import.ts';
import type { BdlClient } from './api/client.ts';
import { withBdlClient } from './api/connect.ts';
import { readPages } from './api/pages.ts';
import { bdlFacet } from './known-metrics.ts';
import { readYears } from './sync-options.ts';

export const bdlUnitsSync: Synchroniser = {
  name: 'bdl-units',
  summary: 'the registry of units of one year, from the Local Data Bank (--years 2024; else last year)',
  async *run(job) {
    const year = yearOfUnits(job);
    yield* withBdlClient(job, (client) => syncUnits(job, client, year));
  },
};

/** Last year, unless the operator names another. */
export function yearOfUnits({ options, today }: Pick<SyncJob, 'options' | 'today'>): number {
  const thisYear = Number(today.slice(0, 4));
  const [year = thisYear - 1, ...more] = options.years === undefined ? [] : readYears(options.years);
  if (more.length === 0 && year <= thisYear) return year;
  throw new BadArgumentError(`--years is "${options.years}".`, `Give one year up to ${thisYear}.`);
}

/** Voivodeships, powiats, gminas with their parts; the statistical units between them are no part of the register. */
const levels = [2, 5, 6] as const;

async function* syncUnits(job: SyncJob, client: BdlClient, year: number): AsyncGenerator<SyncedPart> {
  const { progress, database, today, signal } = job;
  const requests: string[] = [];
  const rows = new Map<string, string>();
  for (const level of levels) {
    let shownOf = 0;
    const list = await readPages(client, `/units?level=${level}&year=${year}&lang=pl`, (done, all) => {
      if (all !== shownOf) progress.stage(`fetching the units of level ${level}`, all);
      shownOf = all;
      progress.done(done, Math.ceil(client.timeFor(all - done) / 1_000));
    });
    requests.push(...list.requests);
    for (const page of list.pages) for (const unit of page['results'] as unknown[]) addRow(rows, unit, year);
  }
  const day = `${year}-12-31`;
  const asOf = day < today ? day : today;
  const lines = [...rows].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, line]) => `${line};${asOf}`);
  const text = ['WOJ;POW;GMI;RODZ;NAZWA;NAZWA_DOD;STAN_NA', ...lines, ''].join('\n');
  const file = inputFileOf(`bdl-api-units-${year}.csv`, new TextEncoder().encode(text));
  const report = await publishRegister({ database, file, dryRun: false, today, progress, signal }, source);
  client.drop(requests);
  yield { name: `units of ${year}`, report };
}

const source: RegisterSource = {
  kind: 'bdl-units',
  name: 'Bank Danych Lokalnych, API v1: jednostki terytorialne',
  publisher: bdlFacet.publisher,
  url: bdlFacet.url,
  licence: bdlFacet.licence,
};

/** As a row of TERC. A unit that began after the year, or ended before it, may be listed, too: its name says so. */
function addRow(rows: Map<string, string>, unit: unknown, year: number): void {
  const { id, name } = unit as { id?: unknown; name?: unknown };
  const terc = typeof id === 'string' ? tercOf(id) : null;
  if (terc === null || typeof name !== 'string' || !existedIn(name, year)) return;
  const [woj, pow, gmi, rodz] = [terc.slice(0, 2), terc.slice(2, 4), terc.slice(4, 6), terc.slice(6)];
  const label = gmi === '' ? (pow === '' ? 'województwo' : 'powiat') : (labels[rodz] ?? '');
  rows.set(terc, [woj, pow, gmi, rodz, plainName(name), label].join(';'));
}

/** By the places of the digits alone: a subregion that the hub does not know yet must not hide a unit. */
function tercOf(id: string): string | null {
  const [, woj, pow, gmi = ''] = /^\d\d(\d\d)\d{3}(\d\d)(\d{3})$/.exec(id) ?? [];
  if (woj === undefined) return null;
  return woj + (pow === '00' ? '' : pow) + (gmi === '000' ? '' : gmi);
}

const span = /\s*\(?\b(od|do) (\d{4})( ?r\.)?\)?(?=$| \()/gi;

function existedIn(name: string, year: number): boolean {
  return [...name.matchAll(span)].every(([, which, limit]) =>
    which?.toLowerCase() === 'od' ? year >= Number(limit) : year <= Number(limit),
  );
}

const labels: Readonly<Record<string, string>> = {
  1: 'gmina miejska',
  2: 'gmina wiejska',
  3: 'gmina miejsko-wiejska',
  4: 'miasto',
  5: 'obszar wiejski',
  8: 'dzielnica',
  9: 'delegatura',
};

/** "Powiat m. Wałbrzych od 2013", "Nowogrodziec - miasto (4)": the register has "Wałbrzych" and "Nowogrodziec". */
function plainName(name: string): string {
  return name
    .replace(/[;"\r\n]/g, ' ')
    .replace(/\s*\(\d\)\s*$/, '')
    .replace(span, '')
    .replace(/\s+-\s+(miasto|obszar wiejski|dzielnica|delegatura)$/i, '')
    .replace(/^(województwo|woj\.)\s+/i, '')
    .replace(/^powiat\s+(m\.\s*(st\.\s*)?)?/i, '')
    .replace(/^m\.\s*st\.\s*/i, '')
    .trim();
}
