/** Files that clients of the API send: first an address for one file is made, then the file is sent there, then it is attached. */
import { randomUUID } from 'node:crypto';
import type { ClientBase } from 'pg';
import { lockInTransaction } from '#platform/database/advisory-lock.ts';
import { execute, query, type SqlReader } from '#platform/database/index.ts';
import { hashOf, newToken } from '#platform/secrets.ts';
import { type Applicant, findApplication, mayChange, type SaveOutcome, saveDraft } from '../apply.ts';
import { findCall } from '../store.ts';
import { acceptedExtensions } from './content.ts';
import { filesOf, findFile, maxFiles } from './store.ts';

type Queryable = Pick<ClientBase, 'query'>;

const minute = 60 * 1_000;
const lifetimeMs = 15 * minute;
/** That an account may have waiting at once. */
const maxWaiting = 10;

/** What is to be sent. */
export interface AnnouncedFile {
  /** The key of the question. */
  readonly question: string;
  readonly name: string;
  readonly bytes: number;
}

export type StagingProblem =
  | 'NOT_OPEN'
  | 'UNKNOWN_FIELD'
  | 'FILE_TYPE'
  | 'FILE_TOO_LARGE'
  | 'TOO_MANY_FILES'
  | 'RATE_LIMITED';

export interface StagedTarget {
  readonly id: string;
  readonly token: string;
  readonly maxBytes: number;
  readonly expiresAt: Date;
}

/** Needs a transaction. */
export async function stageUpload(
  client: Queryable,
  { slug, officeId, accountId, now }: Applicant,
  { question: key, name, bytes }: AnnouncedFile,
  hubMaxBytes: number,
): Promise<StagedTarget | StagingProblem> {
  const call = await findCall(client, slug);
  const question = call?.questions.find((one) => one.key === key && one.type === 'file');
  if (call === null || !(await mayChange(client, call, { officeId, now }))) return 'NOT_OPEN';
  if (question === undefined) return 'UNKNOWN_FIELD';
  const maxBytes = Math.min((question.max ?? Number.POSITIVE_INFINITY) * 1024 * 1024, hubMaxBytes);
  const extension = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  if (!acceptedExtensions.includes(extension) || name.length > 255) return 'FILE_TYPE';
  if (bytes < 1 || bytes > maxBytes) return 'FILE_TOO_LARGE';
  if ((await filesOf(client, { slug, officeId })).length >= maxFiles) return 'TOO_MANY_FILES';
  const waiting = query.selectFrom('staged_upload').select('id').where('account_id', '=', accountId);
  await lockInTransaction(client, `uploads of ${accountId}`);
  const open = await execute(client, waiting.where('sha256', 'is', null).where('expires_at', '>', now));
  if (open.length >= maxWaiting) return 'RATE_LIMITED';
  const target = { id: randomUUID(), token: newToken(), maxBytes, expiresAt: new Date(now.getTime() + lifetimeMs) };
  const row = { call_slug: slug, office_id: officeId, question: key, name, account_id: accountId, created_at: now };
  const secret = { id: target.id, token_hash: hashOf(target.token), max_bytes: maxBytes, expires_at: target.expiresAt };
  await execute(client, query.insertInto('staged_upload').values({ ...row, ...secret }));
  return target;
}

export interface StagedUpload {
  readonly id: string;
  readonly slug: string;
  readonly officeId: string;
  readonly question: string;
  readonly name: string;
  readonly maxBytes: number;
  readonly accountId: string;
}

const stagedUploads = query
  .selectFrom('staged_upload as u')
  .innerJoin('account as a', 'a.id', 'u.account_id')
  .innerJoin('account_office as o', (join) =>
    join.onRef('o.account_id', '=', 'u.account_id').onRef('o.office_id', '=', 'u.office_id'),
  )
  .select([
    'u.id',
    'u.call_slug as slug',
    'u.office_id as officeId',
    'u.question',
    'u.name',
    'u.max_bytes as maxBytes',
    'u.account_id as accountId',
  ])
  // Whoever has been disabled meanwhile, or does not act for the office any longer, sends nothing.
  .where('a.disabled_at', 'is', null)
  .where('o.confirmed_at', 'is not', null);

/** Null for an address that is none, was used, or is too old. */
export async function findStaged(client: SqlReader, token: string, now: Date): Promise<StagedUpload | null> {
  const found = stagedUploads.where('u.token_hash', '=', hashOf(token)).where('u.sha256', 'is', null);
  return (await execute(client, found.where('u.expires_at', '>', now)))[0] ?? null;
}

/** False when another file came to the same address before. */
export async function markSent(client: Queryable, id: string, sha256: string): Promise<boolean> {
  const statement = query.updateTable('staged_upload').set({ sha256 }).where('id', '=', id).where('sha256', 'is', null);
  return (await execute(client, statement.returning('id'))).length > 0;
}

/** Needs a transaction. Null where the account has sent no such file for the application. */
export async function attachSent(
  client: Queryable,
  applicant: Applicant,
  { id, version }: { readonly id: string; readonly version: number },
): Promise<SaveOutcome | null> {
  const own = query.selectFrom('staged_upload').select(['question', 'sha256']).where('id', '=', id);
  const [sent] = await execute(
    client,
    own
      .where('account_id', '=', applicant.accountId)
      .where('call_slug', '=', applicant.slug)
      .where('office_id', '=', applicant.officeId),
  );
  if (sent?.sha256 == null || (await findFile(client, applicant, sent.sha256)) === null) return null;
  const { answers } = await findApplication(client, applicant);
  return saveDraft(client, applicant, { answers: { ...answers, [sent.question]: sent.sha256 }, version });
}
