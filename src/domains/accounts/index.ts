import './graphql/offices.ts';
import './graphql/passkeys.ts';
import './graphql/erase.ts';
import './graphql/audit.ts';

export { type AccountRole, accountRoles, hasRole, type Viewer } from '#platform/viewer.ts';
export {
  type Acting,
  changeRole,
  createAccount,
  disableAccount,
  eraseAccount,
  eraseOwnAccount,
  findAccount,
  findAccountById,
  listAccounts,
} from './accounts.ts';
export { type AuditRecord, readAudit, recordAct } from './audit.ts';
export { type Claiming, claim, declineClaim } from './claiming.ts';
export { ViewerType } from './graphql/viewer.ts';
export { doOnce, type KeepResult } from './idempotency.ts';
export { keepIdentityRequest, signInByIdentity, useIdentityRequest } from './identities.ts';
export { passkeyMail } from './mails.ts';
export { type Account, normalEmail } from './model.ts';
export { type Claim, claimsOf, confirmByEditor, confirmByMail, openClaims } from './offices.ts';
export {
  finishRegistration,
  finishSignIn,
  type RelyingParty,
  registrationOptions,
  signInOptions,
} from './passkeys/ceremonies.ts';
export { type Passkey, passkeysOf, removePasskey } from './passkeys/store.ts';
export { forgetOldAccess, forgetOldActs } from './retention.ts';
export { endSession, findViewer, sessionSeconds } from './sessions.ts';
export { linkMinutes, requestLink, useLink } from './sign-in.ts';
