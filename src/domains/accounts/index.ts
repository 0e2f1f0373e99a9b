export {
  type Acting,
  changeRole,
  createAccount,
  disableAccount,
  eraseAccount,
  findAccount,
  findAccountById,
  listAccounts,
} from './accounts.ts';
export { type AuditRecord, readAudit, recordAct } from './audit.ts';
export { type Account, type AccountRole, accountRoles, hasRole, normalEmail, type Viewer } from './model.ts';
export { type Claim, claimOffice, claimsOf, confirmByEditor, confirmByMail, openClaims } from './offices.ts';
export { endSession, findViewer, sessionSeconds } from './sessions.ts';
export { linkMinutes, requestLink, useLink } from './sign-in.ts';
