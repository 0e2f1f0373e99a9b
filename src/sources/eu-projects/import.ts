/** `npm run import -- eu-projects <file>`: the lists of EU-funded projects of all periods, as they are published. */
import { readTable, type TableOptions } from '#formats/open.ts';
import type { TableFile } from '#formats/table.ts';
import { TableBatches } from '#formats/table-batches.ts';
import type { RejectedRow, SourceDescription } from '#platform/releases/model.ts';
import { type ChangeContext, type ChangeOutcome, publishChange } from '#platform/releases/publish.ts';
import { mergeList, type ProjectList } from '#projects';
import { dayOfList } from '../day.ts';
import { describeFile } from '../describe.ts';
import type { Importer, ImportJob, ImportReport } from '../import.ts';
import { layoutOf } from './layouts.ts';
import { personalColumns } from './personal-columns.ts';
import { type ListOverview, ListReader, recogniseList } from './read.ts';

export const euProjectsImporter: Importer = {
  name: 'eu-projects',
  summary: 'a list of EU-funded projects: 2007-13, 2014-20, 2021-27, the map of grants, Kohesio',
  run: importProjects,
};

async function importProjects(job: ImportJob): Promise<ImportReport> {
  const { database, file, progress, note, dryRun, signal } = job;
  const { table, overview } = readTable(file, form, recognise);
  const { list } = overview.layout;
  const asOf = dayOfList(job, { preamble: overview.preamble, properties: table.properties });
  const published = await publishChange(
    database,
    describeSource(job, list, asOf),
    async (context) => {
      progress.stage('reading', table.size);
      const batches = new TableBatches(table);
      try {
        return await mergeBatches(job, context, { table, batches, list, asOf });
      } finally {
        await batches.close();
      }
    },
    { note, dryRun, signal, movesDay: true, onWait: () => progress.stage('waiting for another import to end') },
  );
  return {
    ...published.counts,
    release: published.release,
    asOf,
    format: `${table.format}, ${list}`,
    rejectedRows: published.result,
    differences: [],
  };
}

interface OpenList {
  readonly table: TableFile;
  readonly batches: TableBatches;
  readonly list: ProjectList;
  readonly asOf: string;
}

async function mergeBatches(
  { progress, today }: ImportJob,
  { client, release, source, movedFrom }: ChangeContext,
  { table, batches, list, asOf }: OpenList,
): Promise<ChangeOutcome<readonly RejectedRow[]>> {
  const startedAt = batches.position;
  const onProgress = (bytes: number): void => progress.done(Math.max(0, Math.min(bytes - startedAt, table.size)));
  const reader = new ListReader(table, batches, onProgress);
  const { sheets, rejected } = reader;
  const onRead = (): void => {
    void batches.close();
    progress.stage('comparing with what is known');
  };
  const { problems, rejectedRows, confirmed, ...counts } = await mergeList(
    client,
    { list, asOf, today, projects: reader.projects(), sheets, rejected, personalColumns, onRead },
    { sourceId: source.id, release, movedFrom },
  );
  return {
    changed: counts.created + counts.changed > 0,
    stored: counts.created + counts.changed + confirmed > 0,
    rejectedRows,
    problems,
    result: rejectedRows,
    counts: { records: reader.records, ...counts, closed: 0, rejected: rejectedRows.length },
  };
}

interface Recognised {
  readonly table: TableFile;
  readonly overview: ListOverview;
}

function recognise(table: TableFile): Recognised {
  return { table, overview: recogniseList(table) };
}

const form: TableOptions = {
  what: 'a list of EU-funded projects',
  hint: 'Load the list as xlsx, xls or csv; docs/projects.md names the layouts that are read.',
  recognise: [(cells) => layoutOf(cells) !== null],
};

const publisher = 'Ministerstwo Funduszy i Polityki Regionalnej';
const page = 'https://www.funduszeeuropejskie.gov.pl/';
const descriptions: Readonly<Record<ProjectList, Pick<SourceDescription, 'name' | 'publisher' | 'url'>>> = {
  KSI_SIMIK: { name: 'Lista projektów 2007-2013 (KSI SIMIK 07-13)', publisher, url: page },
  SL2014: { name: 'Lista projektów 2014-2020 (SL2014)', publisher, url: page },
  CST2021: { name: 'Lista projektów 2021-2027 (CST2021)', publisher, url: page },
  GRANTS_MAP: { name: 'Mapa dotacji UE', publisher, url: 'https://mapadotacji.gov.pl/' },
  KOHESIO: { name: 'Kohesio', publisher: 'European Commission', url: 'https://kohesio.ec.europa.eu/' },
  DOCUMENT: { name: 'Document', publisher, url: page },
};

function describeSource(job: ImportJob, list: ProjectList, asOf: string): SourceDescription {
  return describeFile(job, {
    kind: 'eu-projects',
    ...descriptions[list],
    asOf,
    licence:
      list === 'KOHESIO'
        ? 'CC BY 4.0 (reuse policy of the European Commission, Decision 2011/833/EU)'
        : 'Public sector information, free to use again with its source named (Act of 11 August 2021, Dz.U. 2021 poz. 1641)',
  });
}
