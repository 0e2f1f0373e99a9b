/** Addresses of callers, as connections and proxies state them. */
import { isIPv4, isIPv6 } from 'node:net';
import ipaddr from 'ipaddr.js';

/** An address alone: without a port, the brackets of IPv6 or a zone; IPv4 that IPv6 carries is IPv4. Null: it is none. */
export function plainAddress(text: string): string | null {
  const trimmed = text.trim();
  const bracketed = /^\[([^\]]+)\](?::\d{1,5})?$/.exec(trimmed)?.[1];
  const bare = bracketed ?? trimmed.replace(/^([^:]+):\d{1,5}$/, '$1');
  const [address = ''] = bare.split('%');
  // ipaddr.js reads forms, too, that no header may have, such as `1` and `0x7f.1`.
  return isIPv4(bare) || isIPv6(address) ? ipaddr.process(address).toString() : null;
}

/** One household or server gets a whole /64 of IPv6, so that is what counts as one caller. */
export function networkOf(address: string): string {
  const plain = plainAddress(address);
  if (plain === null || isIPv4(plain)) return plain ?? address;
  const network = ipaddr.IPv6.parse(plain).parts.slice(0, 4);
  return `${network.map((group) => group.toString(16)).join(':')}::/64`;
}

/** The `for` of each hop in a Forwarded header (RFC 7239), the last hop last. */
export function hopsOfForwarded(header: string): string[] {
  return header
    .split(',')
    .map((hop) => /(?:^|;)\s*for\s*=\s*(?:"([^"]*)"|([^;\s]*))/i.exec(hop))
    .map((found) => found?.[1] ?? found?.[2] ?? '');
}
