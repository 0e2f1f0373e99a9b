/** Passkeys (Web Authentication Level 3): how an account gets one, and signs in with one. */
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import type { ClientBase } from 'pg';
import { lockInTransaction } from '#platform/database/advisory-lock.ts';
import { findAccountById } from '../accounts.ts';
import { recordAct } from '../audit.ts';
import { startSession } from '../sessions.ts';
import {
  addPasskey,
  type Ceremony,
  keepChallenge,
  lockPasskey,
  maxPasskeyName,
  maxPasskeys,
  noteUse,
  passkeysOf,
  useChallenge,
} from './store.ts';

type Queryable = Pick<ClientBase, 'query'>;

/** Read with the first passkey: most processes see none. */
const webauthn = (): Promise<typeof import('@simplewebauthn/server')> => import('@simplewebauthn/server');

/** Of the hub: a passkey is for its host, and signs for its pages only. */
export interface RelyingParty {
  readonly origin: string;
}

const hostOf = ({ origin }: RelyingParty): string => new URL(origin).hostname;

interface Requesting extends Ceremony {
  readonly party: RelyingParty;
  readonly network: string;
}

/** As the browser takes it; null when too many are requested. It names no account, whoever asks. */
export async function signInOptions(
  client: Queryable,
  { party, network, ...ceremony }: Requesting,
): Promise<object | null> {
  const { generateAuthenticationOptions } = await webauthn();
  const options = await generateAuthenticationOptions({ rpID: hostOf(party), userVerification: 'required' });
  return (await keepChallenge(client, options.challenge, ceremony, network)) ? options : null;
}

export async function registrationOptions(
  client: Queryable,
  { party, network, ...ceremony }: Requesting & { readonly accountId: string },
  email: string,
): Promise<object | null> {
  const known = await passkeysOf(client, ceremony.accountId);
  if (known.length >= maxPasskeys) return null;
  const { generateRegistrationOptions } = await webauthn();
  const options = await generateRegistrationOptions({
    rpName: 'Węzeł',
    rpID: hostOf(party),
    userName: email,
    userID: new TextEncoder().encode(ceremony.accountId),
    attestationType: 'none',
    excludeCredentials: known.map(({ id }) => ({ id })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  return (await keepChallenge(client, options.challenge, ceremony, network)) ? options : null;
}

interface Finishing extends Ceremony {
  readonly party: RelyingParty;
  /** What the browser returned, as JSON. */
  readonly response: string;
}

/** Needs a transaction that is committed whatever it returns: a challenge is used up by a wrong response, too. */
export async function finishRegistration(
  client: Queryable,
  { party, response, ...ceremony }: Finishing & { readonly accountId: string },
  name: string,
): Promise<boolean> {
  const parsed = parse<RegistrationResponseJSON>(response);
  if (parsed === null || !(await useChallenge(client, parsed.challenge, ceremony))) return false;
  const { verifyRegistrationResponse } = await webauthn();
  const verified = await verifyRegistrationResponse({
    response: parsed.content,
    expectedChallenge: parsed.challenge,
    expectedOrigin: party.origin,
    expectedRPID: hostOf(party),
    requireUserVerification: true,
  }).catch(() => null);
  if (verified === null || !verified.verified) return false;
  await lockInTransaction(client, `passkeys of ${ceremony.accountId}`);
  if ((await passkeysOf(client, ceremony.accountId)).length >= maxPasskeys) return false;
  const { credential } = verified.registrationInfo;
  const passkey = {
    id: credential.id,
    accountId: ceremony.accountId,
    publicKey: Buffer.from(credential.publicKey).toString('base64url'),
    counter: credential.counter,
    transports: credential.transports ?? [],
    name: name.slice(0, maxPasskeyName) || 'passkey',
  };
  return addPasskey(client, passkey, ceremony.now);
}

/** The token of a new session; null for whatever is wrong. As `finishRegistration`, it needs its transaction committed. */
export async function finishSignIn(
  client: Queryable,
  { party, response, ...ceremony }: Finishing & { readonly accountId: null },
): Promise<string | null> {
  const parsed = parse<AuthenticationResponseJSON>(response);
  if (parsed === null || !(await useChallenge(client, parsed.challenge, ceremony))) return null;
  const passkey = await lockPasskey(client, parsed.content.id);
  if (passkey === null) return null;
  const { verifyAuthenticationResponse } = await webauthn();
  const verified = await verifyAuthenticationResponse({
    response: parsed.content,
    expectedChallenge: parsed.challenge,
    expectedOrigin: party.origin,
    expectedRPID: hostOf(party),
    requireUserVerification: true,
    credential: {
      id: passkey.id,
      publicKey: new Uint8Array(Buffer.from(passkey.publicKey, 'base64url')),
      counter: passkey.counter,
    },
  }).catch(() => null);
  if (verified === null || !verified.verified) return null;
  const account = await findAccountById(client, passkey.accountId);
  if (account === null || account.disabledAt !== null) return null;
  await noteUse(client, passkey.id, verified.authenticationInfo.newCounter, ceremony.now);
  const act = { actor: account.id, action: 'account.signed_in', subject: `account:${account.id}`, at: ceremony.now };
  await recordAct(client, { ...act, after: { by: 'passkey' } });
  return startSession(client, account.id, ceremony.now);
}

interface Parsed<T> {
  readonly content: T;
  /** Which of the challenges it claims to have signed. */
  readonly challenge: string;
}

/** Null for what is no response of a browser. */
function parse<T extends { readonly id: string; readonly response: { readonly clientDataJSON: string } }>(
  text: string,
): Parsed<T> | null {
  try {
    const content = JSON.parse(text) as T;
    const client = JSON.parse(Buffer.from(content.response.clientDataJSON, 'base64url').toString()) as {
      challenge: unknown;
    };
    if (!/^[\w-]{1,1400}$/.test(content.id) || typeof client.challenge !== 'string') return null;
    return { content, challenge: client.challenge };
  } catch {
    return null;
  }
}
