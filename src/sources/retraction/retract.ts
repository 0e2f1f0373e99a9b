/** Takes a wrongly loaded release back by a new one: rows as they were before it, and what is derived from them anew. */
import { createHash } from 'node:crypto';
import type { ClientBase } from 'pg';
import { countSlicesAgain } from '#metrics';
import { deriveOfficesAgain } from '#offices';
import type { Database } from '#platform/database/index.ts';
import { execute, query } from '#platform/database/index.ts';
import { BadArgumentError } from '#platform/errors.ts';
import { latestRelease } from '#platform/releases/latest.ts';
import type { SourceDescription } from '#platform/releases/model.ts';
import { type Published, publishChange } from '#platform/releases/publish.ts';
import { type Undone, undoRelease } from '#platform/releases/retraction/undo.ts';
import { removeTotals, removeUnnamedOrganisations, writeTotals } from '#projects';
import { deriveHistoryAgain } from '#registry';
import { editorialKinds } from '../corrections/describe.ts';
import { retractEditorial } from '../corrections/retract.ts';

export interface RetractionRun {
  readonly today: string;
  readonly note?: string | undefined;
  readonly dryRun?: boolean | undefined;
  readonly onWait?: (() => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface Retraction extends Pick<Undone, 'undone' | 'kept' | 'keptRows'> {
  /** Later releases of the same kind of file: what they only repeated is no longer known to be in them. */
  readonly laterOfKind: readonly number[];
}

export async function retractRelease(
  database: Database,
  number: number,
  { today, note, ...options }: RetractionRun,
): Promise<Published<Retraction>> {
  return publishChange(
    database,
    descriptionOf(number, today),
    async ({ client, release, source }) => {
      const { kind, sourceId } = await checkRelease(client, number);
      const place = { release, sourceId: source.id, day: today };
      const isEditorial = editorialKinds.some((editorial) => editorial === kind);
      const result =
        (isEditorial ? await retractEditorial(client, place, { release: number, sourceId }) : null) ??
        (await undo(client, number, release));
      const done = result.undone.reduce((sum, { restored, removed }) => sum + restored + removed, 0);
      if (done === 0)
        throw new BadArgumentError(`Release ${number} has nothing that can be taken back.`, whyNothing(result));
      const removed = result.undone.reduce((sum, row) => sum + row.removed, 0);
      return {
        counts: { ...noCounts, records: done + result.kept, changed: done, unchanged: result.kept, closed: removed },
        rejectedRows: [],
        changed: true,
        stored: true,
        result: { ...result, laterOfKind: await laterOfKind(client, number, kind) },
      };
    },
    { ...options, note: note ?? `Takes back release ${number}.`, retracts: number },
  );
}

const noCounts = { records: 0, created: 0, changed: 0, unchanged: 0, closed: 0, duplicates: 0, rejected: 0 };

function whyNothing({ kept }: Pick<Undone, 'kept'>): string {
  return kept === 0
    ? 'No row is there because of it.'
    : `Later releases changed all of its ${kept} rows, or refer to them.`;
}

async function undo(client: ClientBase, number: number, release: number): Promise<Undone> {
  const types = await changedTypes(client, number);
  const hasProjects = ['Project', 'Programme', 'ProgrammeTotal'].some((type) => types.has(type));
  if (hasProjects) await removeTotals(client);
  const undone = await undoRelease(client, number, release);
  if (hasProjects) {
    await removeUnnamedOrganisations(client);
    await writeTotals(client);
  }
  const observations = undone.touched('observation');
  if (observations !== null) await countSlicesAgain(client, observations, release);
  const registers = [
    undone.touched('register_slice'),
    undone.touched('register_row'),
    undone.touched('territorial_unit'),
  ];
  if (registers.some((table) => table !== null)) await deriveHistoryAgain(client, release);
  await deriveOffices(client, undone, release);
  return undone;
}

async function changedTypes(client: ClientBase, number: number): Promise<ReadonlySet<string>> {
  const found = await execute(client, query.selectFrom('release_change').select('type').where('release', '=', number));
  return new Set(found.map(({ type }) => type));
}

async function deriveOffices(client: ClientBase, undone: Undone, release: number): Promise<void> {
  const officeIds = new Set<string>();
  for (const [table, column] of [
    ['office', 'id'],
    ['office_statement', 'office_id'],
    ['office_predecessor', 'office_id'],
  ] as const) {
    for (const id of await touchedValues(client, undone.touched(table), column)) officeIds.add(id);
  }
  const lists = await touchedValues(client, undone.touched('office_edition'), 'list');
  if (officeIds.size + lists.length > 0) {
    await deriveOfficesAgain(client, { officeIds: [...officeIds], lists }, release);
  }
}

/** SQL as text: Kysely has no types of a temporary table whose name is a parameter. */
async function touchedValues(client: ClientBase, table: string | null, column: string): Promise<string[]> {
  if (table === null) return [];
  const { rows } = await client.query<{ value: string }>(`SELECT DISTINCT "${column}" AS value FROM "${table}"`);
  return rows.map(({ value }) => value);
}

/** Checked inside the transaction, so that of two retractions at once one finds the other's. */
async function checkRelease(client: ClientBase, number: number): Promise<{ kind: string; sourceId: string }> {
  const releases = query.selectFrom('release').innerJoin('source', 'source.id', 'release.source_id');
  const [found] = await execute(
    client,
    releases
      .select(['release.journaled', 'release.redacts', 'release.status', 'release.retracted_in as retractedIn'])
      .select(['source.kind', 'source.id as sourceId'])
      .where('release.number', '=', number),
  );
  const last = await latestRelease(client);
  const hint = last > 1 ? `Name one from 2 to ${last}.` : 'Nothing was loaded yet.';
  if (found === undefined) throw new BadArgumentError(`There is no release ${number}.`, hint);
  if (number === 1) throw new BadArgumentError('Release 1 has what the hub begins with.', hint);
  if (found.status === 'WITHDRAWN') {
    const undoHint = `To publish it again, take back release ${found.retractedIn}.`;
    throw new BadArgumentError(`Release ${number} was taken back by release ${found.retractedIn} already.`, undoHint);
  }
  if (!found.journaled) {
    throw new BadArgumentError(
      `Release ${number} is from before the journal of releases.`,
      'Load the right file over it.',
    );
  }
  if (found.redacts) {
    throw new BadArgumentError(
      `Release ${number} removed personal data, which is kept nowhere.`,
      'It cannot be taken back.',
    );
  }
  return found;
}

async function laterOfKind(client: ClientBase, number: number, kind: string): Promise<number[]> {
  const found = await execute(
    client,
    query
      .selectFrom('release')
      .innerJoin('source', 'source.id', 'release.source_id')
      .select('release.number')
      .where('release.number', '>', number)
      .where('release.status', '=', 'PUBLISHED')
      .where('source.kind', '=', kind)
      .orderBy('release.number'),
  );
  return found.map((row) => row.number);
}

function descriptionOf(number: number, today: string): SourceDescription {
  return {
    kind: 'retraction',
    name: `Retraction of release ${number}`,
    publisher: 'Redakcja Węzła',
    url: `urn:wezel:release:${number}`,
    fileName: `retraction-${number}`,
    sha256: createHash('sha256').update(`retraction of release ${number}`).digest('hex'),
    asOf: today,
    licence: 'CC BY 4.0',
  };
}
