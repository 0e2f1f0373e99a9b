/** Amendments in the database. */
import type { InferResult } from 'kysely';
import type { ClientBase } from 'pg';
import { recordAct } from '#accounts';
import { execute, query, type SqlReader } from '#platform/database/index.ts';
import type { AccountRole } from '#platform/viewer.ts';
import type { Acting } from '#reviews';
import { type AmendedEntry, type Amendment, type AmendmentState, changesOf, type RecordedChange } from './model.ts';

type Queryable = Pick<ClientBase, 'query'>;

const amendments = query
  .selectFrom('amendment')
  .select([
    'number',
    'target_type as targetType',
    'target_key as targetKey',
    'office_id as officeId',
    'changes',
    'note',
    'state',
    'proposed_at as proposedAt',
    'proposed_by as proposedBy',
    'decided_at as decidedAt',
    'decided_role as decidedRole',
    'reasons',
    'release',
  ]);

type Row = InferResult<typeof amendments>[number];

function amendmentOf({ targetType: type, targetKey: key, changes, ...row }: Row): Amendment {
  return { ...row, target: { type, key }, changes: changesOf(changes) };
}

export async function findAmendment(client: SqlReader, number: number): Promise<Amendment | null> {
  const [row] = await execute(client, amendments.where('number', '=', number));
  return row === undefined ? null : amendmentOf(row);
}

/** Whoever comes second waits until the first is done. */
export async function lockAmendment(client: Queryable, number: number): Promise<Amendment | null> {
  const [row] = await execute(client, amendments.where('number', '=', number).forUpdate());
  return row === undefined ? null : amendmentOf(row);
}

const maxListed = 200;

export interface AmendmentWanted {
  readonly officeIds?: readonly string[];
  readonly state?: AmendmentState;
}

/** The first of a list, for a page; all conditions must hold. */
export async function latestAmendments(
  client: SqlReader,
  { officeIds, state }: AmendmentWanted,
  isAscending: boolean,
): Promise<Amendment[]> {
  let statement = amendments.orderBy('number', isAscending ? 'asc' : 'desc').limit(maxListed);
  if (officeIds !== undefined)
    statement = statement.where('office_id', 'in', officeIds.length === 0 ? [''] : [...officeIds]);
  if (state !== undefined) statement = statement.where('state', '=', state);
  return (await execute(client, statement)).map(amendmentOf);
}

/** Whether the entry is the office's to amend. */
export async function isAmendableBy(
  client: SqlReader,
  { type, key }: AmendedEntry,
  officeId: string,
): Promise<boolean> {
  if (type === 'OFFICE') {
    const own = query.selectFrom('office').select('id').where('id', '=', key);
    return key === officeId && (await execute(client, own)).length > 0;
  }
  const statement =
    type === 'PRACTICE'
      ? query.selectFrom('practice_office').select('office_id as id').where('practice_slug', '=', key)
      : query.selectFrom('adoption').select('adopter_office_id as id').where('slug', '=', key);
  return (await execute(client, statement)).some(({ id }) => id === officeId);
}

/** Null for an entry that is no adoption. */
export async function practiceOfAdoption(client: SqlReader, slug: string): Promise<string | null> {
  const statement = query.selectFrom('adoption').select('practice_slug as practice').where('slug', '=', slug);
  const [found] = await execute(client, statement);
  return found?.practice ?? null;
}

export interface NewAmendment {
  readonly target: AmendedEntry;
  readonly officeId: string;
  readonly changes: readonly RecordedChange[];
  readonly note: string;
}

/** Null when another one of the same entry is open. */
export async function insertAmendment(
  client: Queryable,
  { target, officeId, changes, note }: NewAmendment,
  { accountId, now }: Acting,
): Promise<number | null> {
  const row = { target_type: target.type, target_key: target.key, office_id: officeId, note };
  const [inserted] = await execute(
    client,
    query
      .insertInto('amendment')
      .values({ ...row, changes: JSON.stringify(changes), proposed_at: now, proposed_by: accountId })
      .onConflict((conflict) => conflict.columns(['target_type', 'target_key']).where('state', '=', 'OPEN').doNothing())
      .returning('number'),
  );
  if (inserted === undefined) return null;
  const subject = `amendment:${inserted.number}`;
  await recordAct(client, { actor: accountId, action: 'amendment.proposed', subject, after: { changes }, at: now });
  return inserted.number;
}

export interface AmendmentOutcome {
  readonly state: Exclude<AmendmentState, 'OPEN'>;
  readonly reasons: string | null;
  /** Of whoever decided it; null for the office that withdrew it. */
  readonly role: AccountRole | null;
  readonly release?: number;
  readonly changes?: readonly RecordedChange[];
}

/** Needs a transaction. False when it was decided before, or its office may still complete it. */
export async function closeAmendment(
  client: Queryable,
  number: number,
  { state, reasons, role, release, changes }: AmendmentOutcome,
  { accountId, now }: Acting,
): Promise<boolean> {
  // First the lock, so that the statement sees what was written by whoever had it.
  await lockAmendment(client, number);
  const content = {
    state,
    reasons,
    decided_at: now,
    decided_by: accountId,
    decided_role: role,
    ...(release === undefined ? {} : { release }),
    ...(changes === undefined ? {} : { changes: JSON.stringify(changes) }),
  };
  let open = query.updateTable('amendment').set(content).where('number', '=', number).where('state', '=', 'OPEN');
  if (state !== 'WITHDRAWN') open = open.where(({ exists, not }) => not(exists(openReturnOf(number, now))));
  if ((await execute(client, open.returning('number'))).length === 0) return false;
  const act = { actor: accountId, action: `amendment.${state.toLowerCase()}`, subject: `amendment:${number}`, at: now };
  await recordAct(client, { ...act, after: { reasons, release } });
  return true;
}

/** PostgreSQL refuses to decide it then, too: an earlier version of the hub knows of no returns. */
function openReturnOf(number: number, now: Date) {
  const returned = query.selectFrom('amendment_return').select('number').where('number', '=', number);
  return returned.where('completed_as', 'is', null).where('due_at', '>', now);
}
