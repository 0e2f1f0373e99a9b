/** Who makes a request, with what they may do. */

export const accountRoles = ['CONTRIBUTOR', 'REVIEWER', 'EDITOR', 'ADMIN'] as const;
export type AccountRole = (typeof accountRoles)[number];

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
