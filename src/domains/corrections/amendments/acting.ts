/** What offices and editors do with amendments: for pages and mutations alike. */
import type { AccountRole } from '#platform/viewer.ts';
import {
  type AssignOutcome,
  assignTo,
  carryReviews,
  completeReturn,
  type Editing,
  isOpenReturn,
  mailDecision,
  returnOf,
  type Undecidable,
  whyUndecidable,
} from '#reviews';
import {
  type AmendedEntry,
  type Amendment,
  amendmentReviewsNeeded,
  type FieldChange,
  type RecordedChange,
} from './model.ts';
import { reviewableAmendments } from './reviewable.ts';
import { closeAmendment, findAmendment, insertAmendment, isAmendableBy } from './store.ts';

export interface AmendmentApproval {
  readonly editor: string;
  readonly role: AccountRole;
  readonly reasons: string;
  readonly now: Date;
}

declare module '#graphql/contributor.ts' {
  interface Publishers {
    /** The fields of an entry as texts; null where there is no such entry. */
    fieldsOfEntry(target: AmendedEntry): Promise<ReadonlyMap<string, string> | null>;
    /** Fields that the entry does not have, or whose values do not fit. */
    wrongFields(target: AmendedEntry, changes: readonly FieldChange[]): Promise<readonly string[]>;
    approveAmendment(amendment: Amendment, approval: AmendmentApproval): Promise<boolean>;
  }
}

export interface ProposedAmendment {
  readonly target: AmendedEntry;
  readonly officeId: string;
  readonly changes: readonly FieldChange[];
  readonly note: string;
}

export type ProposeAmendmentOutcome =
  | { readonly status: 'PROPOSED'; readonly number: number }
  /** It is not the office's, or there is no such entry. */
  | { readonly status: 'NOT_FOUND' }
  /** Nothing of it is different, or another amendment of it is open. */
  | { readonly status: 'NOT_POSSIBLE' }
  | { readonly status: 'WRONG'; readonly fields: readonly string[] };

const maxValue = 10_000;
/** Addresses of people and phones have no place in a text; an office's own contact has. */
const personal = /[\w.+-]+@[\w-]+\.[\w.]+|(?:\+?\d[ -]?){9,}/;

export async function proposeAmendment(
  editing: Editing,
  proposed: ProposedAmendment,
): Promise<ProposeAmendmentOutcome> {
  const { transaction, viewer, now } = editing;
  const changes = await recordedChanges(editing, proposed);
  if ('status' in changes) return changes;
  const number = await transaction(async (client, keep) => {
    const inserted = await insertAmendment(client, { ...proposed, changes }, { accountId: viewer.accountId, now });
    if (inserted !== null) await keep(proposedAs(inserted));
    return inserted;
  });
  return number === null ? { status: 'NOT_POSSIBLE' } : { status: 'PROPOSED', number };
}

/** What the mutation returns. */
const proposedAs = (number: number) => ({ number, userErrors: [] });

/** What of it is different, with what is there now. */
async function recordedChanges(
  { reader, viewer, publishers }: Editing,
  { target, officeId, changes }: ProposedAmendment,
): Promise<readonly RecordedChange[] | Exclude<ProposeAmendmentOutcome, { status: 'PROPOSED' }>> {
  const isOwn = viewer.officeIds.includes(officeId) && (await isAmendableBy(reader, target, officeId));
  const present = isOwn ? await publishers.fieldsOfEntry(target) : null;
  if (present === null) return { status: 'NOT_FOUND' };
  const different = changes.filter(({ field, value }) => value !== (present.get(field) ?? ''));
  if (different.length === 0) return { status: 'NOT_POSSIBLE' };
  const unfit = different.filter(
    ({ value }) => value === '' || value.length > maxValue || (target.type !== 'OFFICE' && personal.test(value)),
  );
  const wrong = [...unfit.map(({ field }) => field), ...(await publishers.wrongFields(target, different))];
  if (wrong.length > 0) return { status: 'WRONG', fields: [...new Set(wrong)] };
  return different.map((change) => ({ ...change, before: present.get(change.field) ?? null }));
}

/**
 * While it is returned for completion: what completes it is an amendment of its own, which takes its place and its reviewers,
 * so that what was proposed first stays as it was.
 */
export async function completeAmendment(
  editing: Editing,
  number: number,
  { changes: given, note }: Pick<ProposedAmendment, 'changes' | 'note'>,
): Promise<ProposeAmendmentOutcome> {
  const { reader, transaction, viewer, now } = editing;
  const found = await findAmendment(reader, number);
  if (found === null || !viewer.officeIds.includes(found.officeId)) return { status: 'NOT_FOUND' };
  const { target, officeId } = found;
  const changes = await recordedChanges(editing, { target, officeId, changes: given, note });
  if ('status' in changes) return changes;
  const acting = { accountId: viewer.accountId, now };
  const completedAs = await transaction(async (client, keep) => {
    await reviewableAmendments.lock(client, number);
    if (!isOpenReturn(await returnOf(client, reviewableAmendments, number), now)) return null;
    const withdrawn = { state: 'WITHDRAWN', reasons: null, role: null } as const;
    if (!(await closeAmendment(client, number, withdrawn, acting))) return null;
    const next = await insertAmendment(client, { target, officeId, changes, note }, acting);
    if (next === null) throw new Error(`Amendment ${number} was closed, and yet another one of its entry is open`);
    await completeReturn(client, reviewableAmendments, number, next);
    await carryReviews(client, reviewableAmendments, number, next);
    await keep(proposedAs(next));
    return next;
  });
  return completedAs === null ? { status: 'NOT_POSSIBLE' } : { status: 'PROPOSED', number: completedAs };
}

/** By those who act for the office, while it is open. */
export async function withdrawAmendment(
  { reader, transaction, viewer, now }: Editing,
  number: number,
): Promise<boolean> {
  const found = await findAmendment(reader, number);
  if (found === null || !viewer.officeIds.includes(found.officeId)) return false;
  const acting = { accountId: viewer.accountId, now };
  return transaction(async (client, keep) => {
    const closing = { state: 'WITHDRAWN', reasons: null, role: null } as const;
    const isDone = await closeAmendment(client, number, closing, acting);
    if (isDone) await keep({ userErrors: [] });
    return isDone;
  });
}

/** `dueAt`: until when the review is to be completed; null: no moment is set. */
export function assignAmendment(
  editing: Editing,
  number: number,
  { email, dueAt }: { readonly email: string; readonly dueAt: Date | null },
): Promise<AssignOutcome> {
  if (dueAt !== null && dueAt <= editing.now) return Promise.resolve('NOT_POSSIBLE');
  return assignTo(editing, reviewableAmendments, number, { email, dueAt, more: { due_at: dueAt } });
}

export type DecideAmendmentOutcome = 'DECIDED' | Undecidable;

export async function decideAmendment(
  editing: Editing,
  number: number,
  { isApproved, reasons }: { readonly isApproved: boolean; readonly reasons: string },
): Promise<DecideAmendmentOutcome> {
  const { reader, transaction, viewer, now, publishers } = editing;
  const amendment = await findAmendment(reader, number);
  if (amendment === null) return 'NOT_FOUND';
  if (reasons === '') return 'NOT_POSSIBLE';
  const acting = { accountId: viewer.accountId, now };
  const why = await transaction((client) =>
    whyUndecidable(client, reviewableAmendments, number, amendmentReviewsNeeded, acting),
  );
  if (why !== null) return why;
  const declined = { state: 'DECLINED', reasons, role: viewer.role } as const;
  const isDone = isApproved
    ? await publishers.approveAmendment(amendment, { editor: viewer.accountId, role: viewer.role, reasons, now })
    : await transaction((client) => closeAmendment(client, number, declined, acting));
  if (!isDone) return 'NOT_POSSIBLE';
  await mailDecision(editing, reviewableAmendments, number, { isAccepted: isApproved, reasons });
  return 'DECIDED';
}
