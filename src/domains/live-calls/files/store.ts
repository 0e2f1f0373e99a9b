/** Files of applications in the database; their contents are in the store of uploads. */
import type { ClientBase } from 'pg';
import { recordAct } from '#accounts';
import { lockInTransaction } from '#platform/database/advisory-lock.ts';
import { execute, query, type SqlReader } from '#platform/database/index.ts';
import { hashOf } from '#platform/secrets.ts';

/** One that may be an applicant, too. */
export interface FileOwner {
  readonly slug: string;
  readonly officeId: string;
}

export interface ApplicationFile {
  readonly sha256: string;
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
}

/** Of one application, whether in its draft or not. */
export const maxFiles = 30;

const files = query.selectFrom('application_file').select(['sha256', 'name', 'media_type as mediaType', 'bytes']);

export function filesOf(client: SqlReader, { slug, officeId }: FileOwner): Promise<ApplicationFile[]> {
  return execute(client, files.where('call_slug', '=', slug).where('office_id', '=', officeId).orderBy('added_at'));
}

export async function findFile(client: SqlReader, owner: FileOwner, sha256: string): Promise<ApplicationFile | null> {
  return (await filesOf(client, owner)).find((file) => file.sha256 === sha256) ?? null;
}

/** The name of the content in the store. No other application's file has it, whatever the content. */
export function contentName({ slug, officeId }: FileOwner, sha256: string): string {
  return hashOf([slug, officeId, sha256].join('\0'));
}

/** Needs a transaction, and the content in the store. False when the application has too many files. */
export async function addFile(
  client: Pick<ClientBase, 'query'>,
  { slug, officeId }: FileOwner,
  file: ApplicationFile,
  { accountId, now }: { readonly accountId: string; readonly now: Date },
): Promise<boolean> {
  // Whoever adds another one to the same application waits.
  await lockInTransaction(client, `files ${slug} ${officeId}`);
  const present = await filesOf(client, { slug, officeId });
  if (present.some(({ sha256 }) => sha256 === file.sha256)) {
    // It is wanted again: whoever removes unused files waits anew.
    const again = query.updateTable('application_file').set({ added_at: now }).where('call_slug', '=', slug);
    await execute(client, again.where('office_id', '=', officeId).where('sha256', '=', file.sha256));
    return true;
  }
  if (present.length >= maxFiles) return false;
  const { sha256, name, mediaType, bytes } = file;
  const row = { call_slug: slug, office_id: officeId, sha256, name, media_type: mediaType, bytes };
  await execute(client, query.insertInto('application_file').values({ ...row, added_at: now, added_by: accountId }));
  const act = { actor: accountId, action: 'file.added', subject: `call:${slug}/${officeId}`, at: now };
  await recordAct(client, { ...act, after: { sha256, bytes } });
  return true;
}
