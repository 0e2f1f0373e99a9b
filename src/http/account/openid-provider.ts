/** An office's own provider of OpenID Connect, as it describes itself (Discovery 1.0). */
import type { Configuration } from 'openid-client';

export interface ProviderSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** On the button, such as the name of the office. */
  readonly name: string;
  /** Of the addresses that the provider vouches for. */
  readonly domains: readonly string[];
}

const timeoutSeconds = 10;

export class Provider {
  readonly settings: ProviderSettings;
  #found: Promise<Configuration> | undefined;

  static of(settings: ProviderSettings | null | undefined): Provider | null {
    return settings == null ? null : new Provider(settings);
  }

  constructor(settings: ProviderSettings) {
    this.settings = settings;
  }

  /** What it states of itself; read with the first sign-in, and again after a failure. */
  configuration(): Promise<Configuration> {
    this.#found ??= this.#discover().catch((error: unknown) => {
      this.#found = undefined;
      throw error;
    });
    return this.#found;
  }

  async #discover(): Promise<Configuration> {
    const { allowInsecureRequests, discovery } = await import('openid-client');
    const { issuer, clientId, clientSecret } = this.settings;
    const url = new URL(issuer);
    // Only on the machine itself, where it cannot be overheard.
    const execute = url.protocol === 'http:' && isLocal(url) ? [allowInsecureRequests] : [];
    return discovery(url, clientId, clientSecret, undefined, { execute, timeout: timeoutSeconds });
  }
}

const isLocal = ({ hostname }: URL): boolean => ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
