/** Accounts of those who contribute. Nothing of them is public. */
import type { AccountRole } from '#platform/viewer.ts';

export interface Account {
  readonly id: string;
  readonly email: string;
  readonly name: string | null;
  readonly role: AccountRole;
  readonly createdAt: Date;
  readonly disabledAt: Date | null;
  readonly erasedAt: Date | null;
}

/** Null for a text that is no address. Case is folded: no mailbox provider distinguishes addresses by it. */
export function normalEmail(text: string): string | null {
  const email = text.trim().toLowerCase();
  if (email.length > 254) return null;
  return /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z]{2,63}$/.test(email)
    ? email
    : null;
}
