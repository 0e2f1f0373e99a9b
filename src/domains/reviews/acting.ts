/** What editors do with what was submitted, with the mails that follow from it: for pages and mutations alike. */
import { findAccount } from '#accounts';
import type { Contributor } from '#graphql/contributor.ts';
import type { Viewer } from '#platform/viewer.ts';
import { type AssignOutcome, assignReview } from './assign.ts';
import { assignedMail, decidedMail, returnedMail } from './mails.ts';
import { emailOf } from './recipients.ts';
import { type Returned, returnForCompletion } from './returns.ts';
import type { Reviewable } from './reviewable.ts';

export type Editing = Pick<Contributor, 'reader' | 'transaction' | 'now' | 'send' | 'publishers'> & {
  readonly viewer: Viewer;
  readonly publicUrl: string;
};

export interface Assigning {
  readonly email: string;
  /** Until when the review is to be completed. */
  readonly dueAt: Date | null;
  /** Columns that only reviews of this kind have. */
  readonly more?: Readonly<Record<string, unknown>>;
}

export async function assignTo<Key>(
  { reader, transaction, viewer, now, publicUrl, send }: Editing,
  reviewable: Reviewable<Key>,
  key: Key,
  { email, dueAt, more }: Assigning,
): Promise<AssignOutcome> {
  const account = await findAccount(reader, email.trim().toLowerCase());
  if (account === null) return 'NOT_FOUND';
  const reviewer = { id: account.id, role: account.role, isDisabled: account.disabledAt !== null };
  const acting = { accountId: viewer.accountId, now };
  const outcome = await transaction((client) => assignReview(client, { reviewable, key }, reviewer, acting, more));
  const described = outcome === 'ASSIGNED' ? await reviewable.describe(reader, key) : null;
  if (described !== null) send(assignedMail({ to: account.email, described, publicUrl }, dueAt));
  return outcome;
}

export async function returnToOffice<Key>(
  { reader, transaction, viewer, now, publicUrl, send }: Editing,
  reviewable: Reviewable<Key>,
  key: Key,
  given: Pick<Returned, 'note' | 'dueAt'>,
): Promise<boolean> {
  const acting = { accountId: viewer.accountId, now };
  const returned = await transaction((client) => returnForCompletion(client, reviewable, key, given, acting));
  if (returned === null) return false;
  const described = await reviewable.describe(reader, key);
  const to = await emailOf(reader, returned.submittedBy);
  if (described !== null && to !== null) send(returnedMail({ to, described, publicUrl }, given));
  return true;
}

/** The reasons go to whoever submitted it. */
export async function mailDecision<Key>(
  { reader, publicUrl, send, now }: Pick<Editing, 'reader' | 'publicUrl' | 'send' | 'now'>,
  reviewable: Reviewable<Key>,
  key: Key,
  decision: { readonly isAccepted: boolean; readonly reasons: string },
): Promise<void> {
  const found = await reviewable.find(reader, key, now);
  const described = await reviewable.describe(reader, key);
  const to = found === null ? null : await emailOf(reader, found.submittedBy);
  if (described !== null && to !== null) send(decidedMail({ to, described, publicUrl }, decision));
}
