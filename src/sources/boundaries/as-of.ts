/** The day whose boundaries a file shows: said by the operator, the file or its name, or else derived from its codes. */
import { connectTo } from '#platform/database/connect.ts';
import { type Database, execute, query } from '#platform/database/index.ts';
import { RefusedFileError } from '#platform/errors.ts';
import { fittingRegisterDay } from '#registry';
import { noDay } from '../day.ts';
import type { ImportJob } from '../import.ts';
import type { BoundaryFile } from './read.ts';

/** The division into 16 voivodeships, powiats and gminas (ustawa z 24 lipca 1998, Dz.U. 1998 nr 96 poz. 603). */
const firstDay = '1999-01-01';

export interface AsOf {
  readonly day: string;
  readonly isSaid: boolean;
}

export async function determineAsOf(job: ImportJob, file: BoundaryFile): Promise<AsOf> {
  const said = saidDay(job, file);
  if (said !== null) return { day: said, isSaid: true };
  return { day: (await formerDay(job)) ?? (await dayByCodes(job, file)) ?? noDay(), isSaid: false };
}

function saidDay({ asOf, today }: ImportJob, { statedDays, dayInName }: BoundaryFile): string | null {
  const [stated] = statedDays;
  if (asOf === undefined && statedDays.length > 1) {
    const days = statedDays.slice(0, 5).join(', ');
    throw wrong(
      `The features are of several days: ${days}.`,
      'Load the boundaries of one day, or say it with --as-of.',
    );
  }
  if (asOf !== undefined && statedDays.length === 1 && stated?.slice(0, 4) !== asOf.slice(0, 4)) {
    throw wrong(
      `The file says that it shows ${stated}, not ${asOf}.`,
      'Leave --as-of out, or load the file of that day.',
    );
  }
  const day = asOf ?? stated ?? (dayInName !== null && dayInName <= today ? dayInName : null);
  if (day === null) return null;
  if (day < firstDay) throw wrong(`${day} is before ${firstDay}, when today's units began.`, 'Correct the day.');
  if (day > today) throw wrong(`${day} has not come yet.`, 'Correct the day.');
  return day;
}

/** A file whose day is not said keeps the day it was first loaded for, so that loading it again changes nothing. */
async function formerDay({ database, file }: ImportJob): Promise<string | null> {
  const [source] = await execute(
    database.pool,
    query
      .selectFrom('source')
      .leftJoin('release', 'release.source_id', 'source.id')
      .select(({ cast }) => cast<string>('source.as_of', 'text').as('day'))
      .where('source.kind', '=', 'boundaries')
      .where('source.sha256', '=', file.sha256)
      .orderBy('release.number', (order) => order.desc().nullsLast())
      .orderBy('source.as_of', 'desc')
      .limit(1),
  );
  return source?.day ?? null;
}

async function dayByCodes({ database, today }: ImportJob, { features }: BoundaryFile): Promise<string | null> {
  const references = features.flatMap(({ boundary }) => (boundary === null ? [] : [boundary.named]));
  const day = await withClient(database, (client) => fittingRegisterDay(client, references));
  return day === null || day > today ? null : day;
}

async function withClient<T>(
  { pool }: Database,
  work: (client: Parameters<typeof fittingRegisterDay>[0]) => Promise<T>,
): Promise<T> {
  const client = await connectTo(pool);
  try {
    return await work(client);
  } finally {
    client.release();
  }
}

const wrong = (message: string, hint: string): RefusedFileError =>
  new RefusedFileError('WRONG_AS_OF_DATE', message, hint);
