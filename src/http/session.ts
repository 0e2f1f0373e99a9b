/** Who is signed in: sessions in cookies, and which requests may use them. */
import { findViewer, sessionSeconds, type Viewer } from '#accounts';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/database/index.ts';
import { derivedFrom } from '#platform/secrets.ts';
import type { HubRequest } from './message.ts';

export interface SignedIn {
  readonly viewer: Viewer;
  readonly token: string;
  /** What forms send back, so that no other site can have one sent. */
  readonly csrf: string;
}

export interface SessionParts {
  readonly database: Database;
  readonly publicUrl: string;
  readonly clock: Clock;
}

const tokenPattern = /^[\w-]{43}$/;

export class Sessions {
  readonly #parts: SessionParts;
  readonly #isSecure: boolean;

  constructor(parts: SessionParts) {
    this.#parts = parts;
    this.#isSecure = parts.publicUrl.startsWith('https:');
  }

  /** Null without a cookie, which costs nothing. */
  async find(request: HubRequest): Promise<SignedIn | null> {
    const token = this.cookie(request, 'session');
    if (token === null) return null;
    const { database, clock } = this.#parts;
    const viewer = await findViewer(database.pool, token, clock());
    return viewer === null ? null : { viewer, token, csrf: derivedFrom(token, 'csrf') };
  }

  /** A request that another site can cause carries that site as its Origin (Fetch standard, "append a request Origin"). */
  isOwn({ headers }: HubRequest): boolean {
    const { origin, host } = headers;
    if (origin === undefined) return false;
    const sender = URL.parse(origin);
    // Whoever stands between can answer for the host without encryption, and is another site.
    if (this.#isSecure && sender?.protocol !== 'https:') return false;
    return origin === new URL(this.#parts.publicUrl).origin || (host !== undefined && sender?.host === host);
  }

  cookie({ headers }: HubRequest, name: CookieName): string | null {
    const wanted = `${this.#nameOf(name)}=`;
    const found = headers['cookie']?.split(/; */).find((part) => part.startsWith(wanted));
    const value = found?.slice(wanted.length) ?? '';
    return tokenPattern.test(value) ? value : null;
  }

  setCookie(name: CookieName, value: string): string {
    return this.#written(name, value, name === 'session' ? sessionSeconds : 15 * 60);
  }

  clearCookie(name: CookieName): string {
    return this.#written(name, '', 0);
  }

  #written(name: CookieName, value: string, seconds: number): string {
    const secure = this.#isSecure ? '; Secure' : '';
    return `${this.#nameOf(name)}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`;
  }

  /** "__Host-": no other host of the domain can set it (RFC 6265bis, 4.1.3.2). */
  #nameOf(name: CookieName): string {
    return `${this.#isSecure ? '__Host-' : ''}wezel-${name}`;
  }
}

/** `browser`: where a sign-in link was requested; `challenge`: for which a passkey signs; `provider`: who was sent there. */
export type CookieName = 'session' | 'browser' | 'challenge' | 'provider';
