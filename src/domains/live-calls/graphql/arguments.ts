/** What mutations of calls are given, and who gives it. */
import type { Context } from '#graphql/context.ts';
import type { Contributor } from '#graphql/contributor.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { Viewer } from '#platform/viewer.ts';
import type { SubmissionKey } from '../review/store.ts';

export const callArgument = { required: true, description: 'The slug of the call.' } as const;
export const officeArgument = { required: true, description: 'The code of the office, such as `jst-246601`.' } as const;
export const submissionArgument = {
  required: true,
  description: 'The number of the submission within its call.',
} as const;

export interface SignedIn {
  readonly contributor: Contributor;
  readonly viewer: Viewer;
}

/** Of a field whose scopes let nobody else in; null where there are no accounts. */
export async function signedInOf({ contributor }: Context): Promise<SignedIn | null> {
  const viewer = (await contributor?.viewer()) ?? null;
  return contributor === null || viewer === null ? null : { contributor, viewer };
}

export function keyOf({ call, submission }: { readonly call: string; readonly submission: number }): SubmissionKey {
  return { slug: call, sequence: submission };
}

export function transaction<T>({ contributor }: SignedIn, work: Parameters<typeof inTransaction<T>>[1]): Promise<T> {
  return inTransaction(contributor.database.pool, work);
}

/** A text as it is stored; undefined where it is empty or too long. */
export function storedText(text: string, max: number): string | undefined {
  const trimmed = text.replaceAll('\0', '').trim();
  return trimmed === '' || trimmed.length > max ? undefined : trimmed;
}
