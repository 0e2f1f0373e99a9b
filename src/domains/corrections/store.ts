/** Tickets in the database. */
import type { Compilable, InferResult } from 'kysely';
import type { ClientBase } from 'pg';
import { recordAct } from '#accounts';
import type { NumberRange } from '#graphql/numbered-lists.ts';
import { findObservation } from '#metrics';
import { lockInTransaction } from '#platform/database/advisory-lock.ts';
import { execute, query, type SqlReader } from '#platform/database/index.ts';
import { hashOf } from '#platform/secrets.ts';
import type { Correction, CorrectionState, CorrectionTarget, Proposal, ProposalError, Target } from './model.ts';
import { problemsOf } from './rules.ts';

type Queryable = Pick<ClientBase, 'query'>;

const hourMs = 60 * 60 * 1_000;
const maxPerHour = 10;

export type ProposalOutcome =
  | { readonly status: 'OPENED'; readonly number: number }
  | { readonly status: 'REFUSED'; readonly errors: readonly ProposalError[] }
  | { readonly status: 'TOO_MANY' };

/** Needs a transaction. */
export async function openCorrection(
  client: Queryable,
  proposal: Proposal,
  { network, now }: { readonly network: string; readonly now: Date },
): Promise<ProposalOutcome> {
  const errors = problemsOf(proposal);
  if (!(await targetExists(client, proposal.target))) errors.unshift({ argument: 'target', problem: 'UNKNOWN_TARGET' });
  if (errors.length > 0) return { status: 'REFUSED', errors };
  const networkHash = hashOf(network);
  // Those that are sent at once are counted one after the other.
  await lockInTransaction(client, `corrections of ${networkHash}`);
  if ((await countSince(client, networkHash, new Date(now.getTime() - hourMs))) >= maxPerHour) {
    return { status: 'TOO_MANY' };
  }
  const { target, field, value, reason, evidence } = proposal;
  const row = {
    target_type: target.type,
    target_key: target.key,
    field,
    value,
    reason,
    evidence,
    proposed_at: now,
    network_hash: networkHash,
  };
  const [opened] = await execute(client, query.insertInto('correction').values(row).returning('number'));
  await announce(client);
  return { status: 'OPENED', number: opened?.number ?? 0 };
}

/** On which every process hears that other tickets are open. */
export const correctionsChannel = 'wezel_corrections';

/** With COMMIT. */
async function announce(client: Queryable): Promise<void> {
  await client.query(`NOTIFY ${correctionsChannel}`);
}

async function countSince(client: SqlReader, networkHash: string, since: Date): Promise<number> {
  const [found] = await execute(
    client,
    query
      .selectFrom('correction')
      .select(({ fn }) => fn.countAll<string>().as('count'))
      .where('network_hash', '=', networkHash)
      .where('proposed_at', '>', since),
  );
  return Number(found?.count ?? 0);
}

const withId = (table: 'office' | 'project') => (key: string) =>
  query.selectFrom(table).select('id as key').where('id', '=', key);
const withSlug = (table: 'practice' | 'call' | 'event' | 'living_lab') => (key: string) =>
  query.selectFrom(table).select('slug as key').where('slug', '=', key);

/** By the columns by which the addresses of pages name entries; of units any code they ever had. */
const targets: Readonly<
  Record<Exclude<CorrectionTarget, 'OBSERVATION'>, (key: string) => Compilable<{ key: string }>>
> = {
  TERRITORIAL_UNIT: (key) =>
    query.selectFrom('territorial_unit_version').select('terc as key').where('terc', '=', key).limit(1),
  OFFICE: withId('office'),
  PROJECT: withId('project'),
  PRACTICE: withSlug('practice'),
  CALL: withSlug('call'),
  EVENT: withSlug('event'),
  LIVING_LAB: withSlug('living_lab'),
  METRIC: (key) => query.selectFrom('metric').select('code as key').where('code', '=', key),
};

export async function targetExists(client: SqlReader, { type, key }: Target): Promise<boolean> {
  if (type === 'OBSERVATION') return (await findObservation(client, key)) !== undefined;
  return (await execute(client, targets[type](key))).length > 0;
}

const corrections = query
  .selectFrom('correction')
  .select([
    'number',
    'target_type as targetType',
    'target_key as targetKey',
    'field',
    'value',
    'reason',
    'evidence',
    'state',
    'proposed_at as proposedAt',
    'decided_at as decidedAt',
    'answer',
    'release',
  ]);

function correctionOf({
  targetType: type,
  targetKey: key,
  ...row
}: InferResult<typeof corrections>[number]): Correction {
  return { ...row, target: { type, key } };
}

export async function findCorrection(client: SqlReader, number: number): Promise<Correction | null> {
  const [row] = await execute(client, corrections.where('number', '=', number));
  return row === undefined ? null : correctionOf(row);
}

/** The newest first. */
export function latestCorrections(client: SqlReader, limit: number): Promise<Correction[]> {
  return correctionsBetween(client, { limit, above: null, below: null, isAscending: false });
}

export interface CorrectionRange extends NumberRange {
  readonly states?: readonly CorrectionState[];
}

export async function correctionsBetween(
  client: SqlReader,
  { states, above, below, isAscending, limit }: CorrectionRange,
): Promise<Correction[]> {
  let statement = corrections.orderBy('number', isAscending ? 'asc' : 'desc').limit(limit);
  if (states !== undefined) statement = statement.where('state', 'in', [...states]);
  if (above !== null) statement = statement.where('number', '>', above);
  if (below !== null) statement = statement.where('number', '<', below);
  return (await execute(client, statement)).map(correctionOf);
}

export interface OpenTicket {
  readonly number: number;
  readonly target: Target;
  readonly field: string;
}

const maxOpenShown = 10_000;

/** What pages mark; the oldest first. */
export async function openTickets(client: SqlReader): Promise<OpenTicket[]> {
  const rows = await execute(
    client,
    query
      .selectFrom('correction')
      .select(['number', 'target_type as type', 'target_key as key', 'field'])
      .where('state', '=', 'OPEN')
      .orderBy('number')
      .limit(maxOpenShown),
  );
  return rows.map(({ number, type, key, field }) => ({ number, field, target: { type, key } }));
}

/** The oldest first, as they wait for an editor. */
export function openCorrections(client: SqlReader): Promise<Correction[]> {
  return correctionsBetween(client, { states: ['OPEN'], above: null, below: null, isAscending: true, limit: 200 });
}

export interface Decision {
  readonly number: number;
  readonly editor: string;
  readonly now: Date;
}

/** False when somebody else has decided it meanwhile. */
export async function writeDecision(
  client: Queryable,
  { number, editor, now }: Decision,
  outcome:
    | { readonly state: 'DECLINED'; readonly answer: string }
    | { readonly state: 'ACCEPTED'; readonly release: number },
): Promise<boolean> {
  const { state, ...rest } = outcome;
  const columns = 'answer' in rest ? { answer: rest.answer } : { release: rest.release };
  const decided = await execute(
    client,
    query
      .updateTable('correction')
      .set({ state, decided_at: now, decided_by: editor, network_hash: null, ...columns })
      .where('number', '=', number)
      .where('state', '=', 'OPEN')
      .returning('number'),
  );
  if (decided.length === 0) return false;
  await announce(client);
  const action = `correction.${state.toLowerCase()}`;
  await recordAct(client, { actor: editor, action, subject: `correction:${number}`, after: rest, at: now });
  return true;
}
