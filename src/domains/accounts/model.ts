/** Accounts of those who contribute. Nothing of them is public. */

export const accountRoles = ['CONTRIBUTOR', 'REVIEWER', 'EDITOR', 'ADMIN'] as const;
export type AccountRole = (typeof accountRoles)[number];

export interface Account {
  readonly id: string;
  readonly email: string;
  readonly name: string | null;
  readonly role: AccountRole;
  readonly createdAt: Date;
  readonly disabledAt: Date | null;
  readonly erasedAt: Date | null;
}

/** Who makes a request, with what they may do. */
export interface Viewer {
  readonly accountId: string;
  readonly email: string;
  readonly role: AccountRole;
  /** Offices for which the account's claim is confirmed. */
  readonly officeIds: readonly string[];
}

/** Each role may do what those before it may. */
export function hasRole(viewer: Viewer | null, role: AccountRole): boolean {
  return viewer !== null && accountRoles.indexOf(viewer.role) >= accountRoles.indexOf(role);
}

/** Null for a text that is no address. Case is folded: no mailbox provider distinguishes addresses by it. */
export function normalEmail(text: string): string | null {
  const email = text.trim().toLowerCase();
  if (email.length > 254) return null;
  return /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z]{2,63}$/.test(email)
    ? email
    : null;
}
