/** `npm run import -- teryt <file>`: the TERC register of Statistics Poland, of any year and in any of its forms. */

import type { SourceDescription } from '#platform/releases/model.ts';
import { publishChange } from '#platform/releases/publish.ts';
import { type Difference, mergeRegister, type NewRegister, type UnitChange } from '#registry';
import { describeFile } from '../describe.ts';
import type { DifferenceGroup, Importer, ImportJob, ImportReport } from '../import.ts';
import { readTercRegister, type TercRegister } from './read.ts';
import { tercOf } from './unit-row.ts';

export const terytImporter: Importer = {
  name: 'teryt',
  summary: 'the TERC register of territorial units, of any year',
  run: importRegister,
};

function importRegister(job: ImportJob): Promise<ImportReport> {
  return publishRegister(job, officialSource);
}

/** Where a register comes from; the file and the day come with the job. */
export type RegisterSource = Omit<SourceDescription, 'fileName' | 'sha256' | 'asOf'>;

export async function publishRegister(job: ImportJob, source: RegisterSource): Promise<ImportReport> {
  const { database, file, progress, note, dryRun } = job;
  progress.stage('reading', 3);
  progress.done(1);
  const register = readTercRegister(file.bytes, {
    fileName: file.name,
    today: job.today,
    ...(job.asOf === undefined ? {} : { asOf: job.asOf }),
  });
  progress.stage('comparing with what is known', 3);
  progress.done(2);
  const published = await publishChange(
    database,
    describeFile(job, { ...source, asOf: register.asOf }),
    async ({ client, release, source: kept }) => {
      const outcome = await mergeRegister(client, newRegister(register), kept.id, release);
      return {
        changed: outcome.changed,
        stored: outcome.stored,
        rejectedRows: register.rejected,
        result: outcome.difference,
        counts: {
          records: register.records,
          created: outcome.created,
          changed: outcome.changedRows,
          unchanged: outcome.unchanged,
          closed: outcome.difference.closed.length,
          duplicates: register.duplicates,
          rejected: register.rejected.length,
        },
      };
    },
    { note, dryRun, signal: job.signal, onWait: () => progress.stage('waiting for another import to end') },
  );
  return {
    ...published.counts,
    release: published.release,
    asOf: register.asOf,
    format: register.format,
    rejectedRows: register.rejected,
    differences: describe(published.result),
  };
}

const officialSource: RegisterSource = {
  kind: 'teryt',
  name: 'Krajowy rejestr urzędowy podziału terytorialnego kraju TERYT, system TERC',
  publisher: 'Główny Urząd Statystyczny (GUS)',
  url: 'https://eteryt.stat.gov.pl/',
  licence:
    'Public sector information, free to use again with its source named (Act of 11 August 2021, Dz.U. 2021 poz. 1641)',
};

function newRegister({ asOf, format, voivodeships, wholeCountry, rows, rejected }: TercRegister): NewRegister {
  return {
    asOf,
    completeVoivodeships: voivodeships,
    wholeCountry,
    rank: rankOf(format, voivodeships.length),
    rows: rows.map((row) => ({ terc: tercOf(row), name: row.name })),
    unread: rejected.map(({ about }) => about),
  };
}

/** A part comes after the whole, and what others made of a register after the forms in which e-TERYT offers it. */
function rankOf(format: string, voivodeships: number): number {
  const official = ['csv ; utf-8', 'xml utf-8'].indexOf(format.replace('zip/', ''));
  return (16 - voivodeships) * 3 + (official < 0 ? 2 : official);
}

function describe(difference: Difference): DifferenceGroup[] {
  const group = (name: string, changes: readonly UnitChange[]): DifferenceGroup => ({
    name,
    lines: changes.map(({ terc, name: now, before }) => {
      const was = before === null ? '' : `${before.terc} ${before.name} → `;
      return `${was}${terc} ${now}`;
    }),
  });
  return [
    group('created', difference.created),
    group('closed', difference.closed),
    group('renamed', difference.renamed),
    group('kind changed', difference.kindChanged),
    group('moved', difference.moved),
  ];
}
