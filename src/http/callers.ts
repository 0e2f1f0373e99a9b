/** Who asks: an API key, or else an address. */
import { BlockList, isIPv4, isIPv6 } from 'node:net';
import { OperatorError } from '#platform/errors.ts';
import type { ApiKeys } from '#platform/keys.ts';
import type { HubRequest } from './message.ts';
import { HttpProblem } from './problem.ts';

export interface Caller {
  readonly policy: 'anonymous' | 'key';
  /** What is counted under; never shown. */
  readonly id: string;
  /** Of its key, where that says it. */
  readonly points: number | null;
}

export class Callers {
  readonly #proxies: BlockList;
  readonly #keys: ApiKeys | null;

  constructor(trustedProxies: readonly string[], keys: ApiKeys | null) {
    this.#proxies = blockListOf(trustedProxies);
    this.#keys = keys;
  }

  identify(request: HubRequest): Caller | Promise<Caller> {
    const authorization = request.headers['authorization'];
    if (authorization !== undefined && this.#keys !== null) return this.#byKey(authorization, this.#keys);
    return this.anonymous(request);
  }

  /** By its address, whatever key it names. */
  anonymous(request: HubRequest): Caller {
    return { policy: 'anonymous', id: `a:${networkOf(this.addressOf(request))}`, points: null };
  }

  async #byKey(authorization: string, keys: ApiKeys): Promise<Caller> {
    const [scheme, token = ''] = authorization.split(' ');
    const key = scheme?.toLowerCase() === 'bearer' ? await keys.find(token) : undefined;
    if (key === undefined) throw unknownKey();
    return { policy: 'key', id: `k:${key.id}`, points: key.points };
  }

  /**
   * The last address that no trusted proxy has added: what stands before it in X-Forwarded-For is the caller's own
   * invention.
   */
  addressOf({ peerAddress, headers }: HubRequest): string {
    let address = plainAddress(peerAddress);
    const forwarded = headers['x-forwarded-for']?.split(',') ?? [];
    while (forwarded.length > 0 && this.#isTrusted(address)) {
      const before = plainAddress((forwarded.pop() ?? '').trim());
      if (!isIPv4(before) && !isIPv6(before)) break;
      address = before;
    }
    return address;
  }

  #isTrusted(address: string): boolean {
    if (isIPv4(address)) return this.#proxies.check(address, 'ipv4');
    return isIPv6(address) && this.#proxies.check(address, 'ipv6');
  }
}

/** IPv4 as IPv6 writes it (`::ffff:1.2.3.4`) is IPv4. */
function plainAddress(address: string): string {
  return address.toLowerCase().startsWith('::ffff:') && isIPv4(address.slice(7)) ? address.slice(7) : address;
}

/** One household or server gets a whole /64 of IPv6, so that is what counts as one caller. */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [plain = ''] = address.split('%');
  const [head = '', tail] = plain.split('::');
  const start = head === '' ? [] : head.split(':');
  const end = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - start.length - end.length);
  const groups = [...start, ...Array.from({ length: zeros }, () => '0'), ...end];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}

function blockListOf(networks: readonly string[]): BlockList {
  const proxies = new BlockList();
  for (const network of networks) {
    const [address = '', prefix] = network.split('/');
    const family = isIPv4(address) ? 'ipv4' : 'ipv6';
    const most = family === 'ipv4' ? 32 : 128;
    const bits = prefix === undefined ? most : Number(prefix);
    if (!(isIPv4(address) || isIPv6(address)) || !Number.isInteger(bits) || bits < 0 || bits > most) {
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

function unknownKey(): HttpProblem {
  return new HttpProblem(
    401,
    'UNKNOWN_API_KEY',
    'This API key is not known, or was revoked.',
    'Send "Authorization: Bearer <key>" with a valid key, or no such header at all.',
    {
      headers: { 'www-authenticate': 'Bearer error="invalid_token"' },
      polish: 'Ten klucz API nie jest znany albo został unieważniony. Wyślij ważny klucz albo żadnego.',
    },
  );
}
