/** Signing in with an office's own provider of OpenID Connect (Core 1.0): the code flow with PKCE, state and nonce. */
import { endSession, keepIdentityRequest, signInByIdentity, useIdentityRequest } from '#accounts';
import { inTransaction } from '#platform/database/transaction.ts';
import { newToken } from '#platform/secrets.ts';
import type { HubResponse } from '../message.ts';
import { type Exchange, redirect } from './exchange.ts';
import type { Provider } from './openid-provider.ts';
import { signInPage } from './sign-in.ts';

/** Where the provider sends browsers back to; it has to know it. */
const callbackPath = '/account/provider/callback';

export async function startAtProvider(exchange: Exchange): Promise<HubResponse> {
  const { parts, texts, now } = exchange;
  if (parts.provider === null) return signInPage(exchange, { alert: texts.providerFailed }, 404);
  try {
    const configuration = await parts.provider.configuration();
    const { buildAuthorizationUrl, calculatePKCECodeChallenge, randomPKCECodeVerifier } = await import('openid-client');
    const [state, nonce, browser] = [newToken(), newToken(), newToken()];
    const verifier = randomPKCECodeVerifier();
    const url = buildAuthorizationUrl(configuration, {
      redirect_uri: `${parts.publicUrl}${callbackPath}`,
      scope: 'openid email',
      state,
      nonce,
      code_challenge: await calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    });
    await keepIdentityRequest(parts.database.pool, { state, nonce, verifier }, { browser, now });
    const response = redirect(exchange, '/account', parts.sessions.setCookie('provider', browser));
    return { ...response, headers: { ...response.headers, location: url.href } };
  } catch (error) {
    return failed(exchange, error);
  }
}

/** A GET that signs in, since providers send browsers back so: the state in it is this browser's, and used once. */
export async function returnFromProvider(exchange: Exchange): Promise<HubResponse> {
  const { parts, request, query, signedIn, texts, now } = exchange;
  const browser = parts.sessions.cookie(request, 'provider');
  const state = query.get('state') ?? '';
  if (parts.provider === null || browser === null) return signInPage(exchange, { alert: texts.providerFailed }, 403);
  const attempt = await useIdentityRequest(parts.database.pool, state, { browser, now });
  if (attempt === null) return signInPage(exchange, { alert: texts.providerFailed }, 403);
  try {
    const { domains } = parts.provider.settings;
    const identity = await identityOf(parts.provider, new URL(`${parts.publicUrl}${callbackPath}?${query}`), attempt);
    const session = await inTransaction(parts.database.pool, async (client) => {
      const started = await signInByIdentity(client, identity, { domains, now });
      if (started !== null && signedIn !== null) await endSession(client, signedIn.token);
      return started;
    });
    if (session === null) return signInPage(exchange, { alert: texts.providerRefused }, 403);
    return redirect(exchange, '/account', parts.sessions.setCookie('session', session));
  } catch (error) {
    return failed(exchange, error);
  }
}

async function identityOf(
  provider: Provider,
  returned: URL,
  { state, nonce, verifier }: { readonly state: string; readonly nonce: string; readonly verifier: string },
) {
  const { authorizationCodeGrant } = await import('openid-client');
  const tokens = await authorizationCodeGrant(await provider.configuration(), returned, {
    pkceCodeVerifier: verifier,
    expectedState: state,
    expectedNonce: nonce,
    idTokenExpected: true,
  });
  const claims = tokens.claims();
  if (claims === undefined) throw new Error('The provider sent no ID token');
  const { iss: issuer, sub: subject, email, email_verified: isVerified } = claims;
  return { issuer, subject, email: typeof email === 'string' ? email : null, isVerified: isVerified === true };
}

function failed(exchange: Exchange, error: unknown): HubResponse {
  const reason = error instanceof Error ? error.message.slice(0, 200) : 'unknown';
  exchange.parts.log.warn({ reason }, 'the OpenID Connect provider did not sign anybody in');
  return signInPage(exchange, { alert: exchange.texts.providerFailed }, 502);
}
