/** Who asks: an API key, or else an address. */
import { BlockList, isIPv4, isIPv6 } from 'node:net';
import { LRUCache } from 'lru-cache';
import type { ProxyHeader } from '#config';
import { OperatorError } from '#platform/errors.ts';
import type { ApiKeys } from '#platform/keys.ts';
import { hopsOfForwarded, networkOf, plainAddress } from './addresses.ts';
import type { HubRequest } from './message.ts';
import { HttpProblem } from './problem.ts';

export interface Caller {
  readonly policy: 'anonymous' | 'key';
  /** What is counted under; never shown. */
  readonly id: string;
  /** Of its key, where that says it. */
  readonly points: number | null;
}

const maxDirect = 1_000;

export class Callers {
  readonly #proxies: BlockList;
  readonly #header: ProxyHeader;
  readonly #keys: ApiKeys | null;
  /** Those who sent requests lately with no proxy between. */
  readonly #direct = new LRUCache<string, Caller>({ max: maxDirect });

  constructor(trustedProxies: readonly string[], header: ProxyHeader, keys: ApiKeys | null) {
    this.#proxies = blockListOf(trustedProxies);
    this.#header = header;
    this.#keys = keys;
  }

  identify(request: HubRequest): Caller | Promise<Caller> {
    const authorization = request.headers['authorization'];
    if (authorization !== undefined && this.#keys !== null) return this.#byKey(authorization, this.#keys);
    return this.anonymous(request);
  }

  /** By its address, whatever key it names. */
  anonymous(request: HubRequest): Caller {
    const known = this.#direct.get(request.peerAddress);
    if (known !== undefined) return known;
    const address = this.addressOf(request);
    const caller: Caller = { policy: 'anonymous', id: `a:${networkOf(address)}`, points: null };
    if (!this.isProxy(request.peerAddress)) {
      this.#direct.set(request.peerAddress, caller);
    }
    return caller;
  }

  async #byKey(authorization: string, keys: ApiKeys): Promise<Caller> {
    const [scheme, token = ''] = authorization.split(/ +/);
    const key = scheme?.toLowerCase() === 'bearer' ? await keys.find(token) : undefined;
    if (key === undefined) throw new UnknownKeyError();
    return { policy: 'key', id: `k:${key.id}`, points: key.points };
  }

  /**
   * The last address that no trusted proxy has added: what stands before it is the caller's own invention. Only one
   * header is read, since a proxy that writes the one passes on whatever a caller puts in the other.
   */
  addressOf({ peerAddress, headers }: HubRequest): string {
    let address = plainAddress(peerAddress) ?? peerAddress;
    const header = headers[this.#header] ?? '';
    const hops = this.#header === 'forwarded' ? hopsOfForwarded(header) : header.split(',');
    while (hops.length > 0 && this.#isTrusted(address)) {
      const before = plainAddress(hops.pop() ?? '');
      if (before === null) break;
      address = before;
    }
    return address;
  }

  /** Whether a peer is a trusted proxy. */
  isProxy(peerAddress: string): boolean {
    return this.#isTrusted(plainAddress(peerAddress) ?? '');
  }

  #isTrusted(address: string): boolean {
    if (isIPv4(address)) return this.#proxies.check(address, 'ipv4');
    return isIPv6(address) && this.#proxies.check(address, 'ipv6');
  }
}

function blockListOf(networks: readonly string[]): BlockList {
  const proxies = new BlockList();
  for (const network of networks) {
    const [address = '', prefix] = network.split('/');
    const family = isIPv4(address) ? 'ipv4' : 'ipv6';
    const max = family === 'ipv4' ? 32 : 128;
    const bits = prefix === undefined ? max : Number(prefix);
    if (!(isIPv4(address) || isIPv6(address)) || !Number.isInteger(bits) || bits < 0 || bits > max) {
      throw new OperatorError(
        'BAD_CONFIGURATION',
        `TRUSTED_PROXIES names "${network}", which is no address or network.`,
        'Write addresses and networks with commas between them, such as 10.0.0.7,192.168.0.0/16,fd00::/8.',
      );
    }
    proxies.addSubnet(address, bits, family);
  }
  return proxies;
}

export class UnknownKeyError extends HttpProblem {
  constructor() {
    super(
      401,
      'UNKNOWN_API_KEY',
      'This API key is not known, or was revoked.',
      'Send "Authorization: Bearer <key>" with a valid key, or no such header at all.',
      {
        headers: { 'www-authenticate': 'Bearer error="invalid_token"' },
        polish:
          'Ten klucz API nie jest znany albo został unieważniony. Wyślij "Authorization: Bearer <klucz>" z ważnym kluczem albo pomiń ten nagłówek.',
      },
    );
  }
}
