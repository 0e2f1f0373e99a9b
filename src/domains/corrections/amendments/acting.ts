/** What offices, reviewers and editors do with amendments: for pages and mutations alike. */
import { findAccount } from '#accounts';
import type { Contributor } from '#graphql/contributor.ts';
import { execute, query, type SqlReader } from '#platform/database/index.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { AccountRole, Viewer } from '#platform/viewer.ts';
import { amendmentAssignedMail, amendmentDecidedMail } from './mails.ts';
import {
  type AmendedEntry,
  type Amendment,
  amendmentReviewsNeeded,
  type FieldChange,
  stateOfAmendmentReview,
} from './model.ts';
import { type AssignAmendmentOutcome, actsFor, assignAmendmentReview, reviewsOfAmendment } from './reviews.ts';
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

export type AmendingParts = Pick<Contributor, 'database' | 'now' | 'send' | 'publishers'> & {
  readonly viewer: Viewer;
  readonly publicUrl: string;
};

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
  { database, viewer, now, publishers }: AmendingParts,
  { target, officeId, changes, note }: ProposedAmendment,
): Promise<ProposeAmendmentOutcome> {
  const isOwn = viewer.officeIds.includes(officeId) && (await isAmendableBy(database.pool, target, officeId));
  const present = isOwn ? await publishers.fieldsOfEntry(target) : null;
  if (present === null) return { status: 'NOT_FOUND' };
  const different = changes.filter(({ field, value }) => value !== (present.get(field) ?? ''));
  if (different.length === 0) return { status: 'NOT_POSSIBLE' };
  const unfit = different.filter(
    ({ value }) => value === '' || value.length > maxValue || (target.type !== 'OFFICE' && personal.test(value)),
  );
  const wrong = [...unfit.map(({ field }) => field), ...(await publishers.wrongFields(target, different))];
  if (wrong.length > 0) return { status: 'WRONG', fields: [...new Set(wrong)] };
  const recorded = different.map((change) => ({ ...change, before: present.get(change.field) ?? null }));
  const number = await inTransaction(database.pool, (client) =>
    insertAmendment(client, { target, officeId, changes: recorded, note }, { accountId: viewer.accountId, now }),
  );
  return number === null ? { status: 'NOT_POSSIBLE' } : { status: 'PROPOSED', number };
}

/** By those who act for the office, while it is open. */
export async function withdrawAmendment({ database, viewer, now }: AmendingParts, number: number): Promise<boolean> {
  const found = await findAmendment(database.pool, number);
  if (found === null || !viewer.officeIds.includes(found.officeId)) return false;
  const acting = { accountId: viewer.accountId, now };
  return inTransaction(database.pool, (client) =>
    closeAmendment(client, number, { state: 'WITHDRAWN', reasons: null, role: null }, acting),
  );
}

export async function assignAmendment(
  { database, viewer, now, send, publicUrl }: AmendingParts,
  number: number,
  email: string,
): Promise<AssignAmendmentOutcome> {
  const account = await findAccount(database.pool, email.trim().toLowerCase());
  if (account === null) return 'NOT_FOUND';
  const reviewer = { id: account.id, role: account.role, isDisabled: account.disabledAt !== null };
  const acting = { accountId: viewer.accountId, now };
  const outcome = await inTransaction(database.pool, (client) =>
    assignAmendmentReview(client, number, reviewer, acting),
  );
  if (outcome === 'ASSIGNED') send(amendmentAssignedMail(account.email, number, publicUrl));
  return outcome;
}

export type DecideAmendmentOutcome =
  | 'DECIDED'
  | 'NOT_FOUND'
  | 'NOT_POSSIBLE'
  | 'REVIEWS_MISSING'
  | 'CONFLICT_OF_INTEREST';

/** An editor who acts for the office does not decide what it proposes. */
export async function decideAmendment(
  parts: AmendingParts,
  number: number,
  { isApproved, reasons }: { readonly isApproved: boolean; readonly reasons: string },
): Promise<DecideAmendmentOutcome> {
  const { database, viewer, now, publishers } = parts;
  const { pool } = database;
  const amendment = await findAmendment(pool, number);
  if (amendment === null) return 'NOT_FOUND';
  if (amendment.state !== 'OPEN' || reasons === '') return 'NOT_POSSIBLE';
  if (await actsFor(pool, viewer.accountId, amendment)) return 'CONFLICT_OF_INTEREST';
  const reviews = await reviewsOfAmendment(pool, number);
  const completed = reviews.filter((review) => stateOfAmendmentReview(review) === 'COMPLETED').length;
  if (completed < amendmentReviewsNeeded) return 'REVIEWS_MISSING';
  const approval = { editor: viewer.accountId, role: viewer.role, reasons, now };
  const isDone = isApproved
    ? await publishers.approveAmendment(amendment, approval)
    : await inTransaction(pool, (client) =>
        closeAmendment(
          client,
          number,
          { state: 'DECLINED', reasons, role: viewer.role },
          { accountId: viewer.accountId, now },
        ),
      );
  if (!isDone) return 'NOT_POSSIBLE';
  await writeToOffice(parts, amendment, { isApproved, reasons });
  return 'DECIDED';
}

async function writeToOffice(
  { database, send, publicUrl }: AmendingParts,
  { number, proposedBy }: Amendment,
  decision: { readonly isApproved: boolean; readonly reasons: string },
): Promise<void> {
  const to = await emailOf(database.pool, proposedBy);
  if (to !== null) send(amendmentDecidedMail(to, number, { ...decision, publicUrl }));
}

async function emailOf(client: SqlReader, accountId: string): Promise<string | null> {
  const statement = query.selectFrom('account').select('email').where('id', '=', accountId);
  const [found] = await execute(client, statement.where('disabled_at', 'is', null));
  return found?.email ?? null;
}
