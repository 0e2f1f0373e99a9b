/** Claims of offices with the mails that follow from them: for pages and mutations alike. */
import type { Contributor } from '#graphql/contributor.ts';
import type { Viewer } from '#platform/viewer.ts';
import { findAccountById } from './accounts.ts';
import { claimMail, declinedMail, type Written } from './mails.ts';
import { type Claim, type ClaimOutcome, claimOffice, declineByEditor, openClaims } from './offices.ts';

export type Claiming = Pick<Contributor, 'reader' | 'transaction' | 'now' | 'send'> & {
  readonly viewer: Viewer;
  readonly written: Written;
};

/** The office hears of it at its published address. */
export async function claim(
  { transaction, now, send, viewer, written }: Claiming,
  officeId: string,
): Promise<ClaimOutcome['status']> {
  const { accountId, email: account } = viewer;
  const outcome = await transaction((client) => claimOffice(client, { accountId, officeId, now }));
  if (outcome.status === 'CLAIMED' && outcome.email !== null) {
    const { email: to, officeName: office, token } = outcome;
    send(claimMail({ to, office, account, token }, written));
  }
  return outcome.status;
}

/** Whoever claimed it hears of it. */
export async function declineClaim(
  { reader, transaction, now, send, viewer, written }: Claiming,
  { accountId, officeId }: Pick<Claim, 'accountId' | 'officeId'>,
): Promise<boolean> {
  const claims = await openClaims(reader, now);
  const found = claims.find((one) => one.accountId === accountId && one.officeId === officeId);
  const deciding = { editor: viewer.accountId, now };
  const isDone = found !== undefined && (await transaction((client) => declineByEditor(client, found, deciding)));
  const account = isDone ? await findAccountById(reader, accountId) : null;
  if (isDone && account !== null && account.disabledAt === null) {
    send(declinedMail({ to: account.email, office: found.officeName }, written));
  }
  return isDone;
}
