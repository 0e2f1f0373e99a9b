/** `npm run import -- metrics <file> --mapping <yaml>`: any csv or workbook, as a mapping describes it. */
import { readFile } from 'node:fs/promises';
import { decodeText } from '#formats/decode.ts';
import { readTextTables, sheetOf, type TextTable } from '#formats/text-table.ts';
import { BadArgumentError } from '#platform/errors.ts';
import type { SourceDescription } from '#platform/releases/model.ts';
import { describeFile } from '../describe.ts';
import type { Importer, ImportJob, ImportReport } from '../import.ts';
import { dayOf } from './as-of.ts';
import { type Mapping, readMapping } from './mapping.ts';
import { publishBatch } from './publish-batch.ts';
import { MappedTable } from './statements.ts';

export const metricsImporter: Importer = {
  name: 'metrics',
  summary: 'any file of rows with values of metrics, as --mapping describes it',
  run: importMapped,
};

async function importMapped(job: ImportJob): Promise<ImportReport> {
  const mapping = await mappingOf(job);
  job.progress.stage('opening');
  const table = openTable(job, mapping);
  const mapped = new MappedTable(table, mapping, job.file.name);
  const asOf = job.asOf ?? mapping.asOf ?? dayOf(mapped.latestPeriod, job.today);
  const batch = {
    metrics: mapping.metrics,
    facet: mapping.facet,
    keepKnown: false,
    levels: new Set(mapping.level?.levels.values()),
    statements: () => mapped.statements(),
  };
  return publishBatch(job, describeSource(job, mapping, asOf), batch, table.format);
}

async function mappingOf({ mapping }: ImportJob): Promise<Mapping> {
  if (mapping === undefined) {
    throw new BadArgumentError(
      'The source "metrics" needs a mapping.',
      `Give one with --mapping: a YAML file, or the name of one that comes with the hub (${shippedMappings}).`,
    );
  }
  const { text, isLossy, encoding } = decodeText(mapping.bytes);
  if (isLossy) {
    throw new BadArgumentError(
      `The mapping ${mapping.name} has bytes that stand for no character of ${encoding}.`,
      'Save it as UTF-8.',
    );
  }
  return readMapping(text, mapping.name);
}

function openTable({ file }: ImportJob, { layout }: Mapping): TextTable {
  const options = {
    what: 'a table of values',
    hint: 'Load a csv, a workbook, JSON or XML of rows.',
    delimiter: layout.delimiter,
  };
  return readTextTables(file, options, (tables) => sheetOf(tables, layout.sheet));
}

function describeSource(job: ImportJob, { facet }: Mapping, asOf: string): SourceDescription {
  const { name, publisher, url, licence } = facet;
  return describeFile(job, { kind: 'metrics', name, publisher, url, asOf, licence });
}

/** The names of the files in `mappings/`. */
export const shippedMappings = 'population-weights, pit-shares';

/** Mappings that come with the hub are named without a path. */
export async function readShippedMapping(name: string): Promise<Uint8Array | null> {
  if (!/^[a-z0-9-]+$/.test(name)) return null;
  return readFile(new URL(`mappings/${name}.yaml`, import.meta.url)).catch(() => null);
}
