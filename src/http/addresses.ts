/** Addresses of callers, as connections and proxies tell them. */
import { isIPv4, isIPv6 } from 'node:net';

/** An address alone: without a port, the brackets of IPv6 or a zone; IPv4 that IPv6 carries is IPv4. Null: it is none. */
export function plainAddress(text: string): string | null {
  const trimmed = text.trim();
  const bracketed = /^\[([^\]]+)\](?::\d{1,5})?$/.exec(trimmed)?.[1];
  const bare = bracketed ?? trimmed.replace(/^([^:]+):\d{1,5}$/, '$1');
  if (isIPv4(bare)) return bare;
  const [address = ''] = bare.split('%');
  if (!isIPv6(address)) return null;
  return carriedIPv4(groupsOf(address)) ?? address.toLowerCase();
}

/** One household or server gets a whole /64 of IPv6, so that is what counts as one caller. */
export function networkOf(address: string): string {
  const plain = plainAddress(address);
  if (plain === null || isIPv4(plain)) return plain ?? address;
  const network = groupsOf(plain).slice(0, 4);
  return `${network.map((group) => group.toString(16)).join(':')}::/64`;
}

/** The eight numbers of an IPv6 address. */
function groupsOf(address: string): number[] {
  const [head = '', tail] = address.split('::');
  const start = numbersOf(head);
  if (tail === undefined) return start;
  const end = numbersOf(tail);
  return [...start, ...Array<number>(8 - start.length - end.length).fill(0), ...end];
}

function numbersOf(part: string): number[] {
  if (part === '') return [];
  return part.split(':').flatMap((group) => {
    if (!group.includes('.')) return Number.parseInt(group, 16);
    const [a = 0, b = 0, c = 0, d = 0] = group.split('.').map(Number);
    return [a * 256 + b, c * 256 + d];
  });
}

/** `::ffff:0:0/96`, in whichever of its spellings. */
function carriedIPv4(groups: readonly number[]): string | null {
  const [high = 0, low = 0] = groups.slice(6);
  const isCarried = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  return isCarried ? [high >> 8, high & 255, low >> 8, low & 255].join('.') : null;
}

/** The `for` of each hop in a Forwarded header (RFC 7239), the last hop last. */
export function hopsOfForwarded(header: string): string[] {
  return header
    .split(',')
    .map((hop) => /(?:^|;)\s*for\s*=\s*(?:"([^"]*)"|([^;\s]*))/i.exec(hop))
    .map((found) => found?.[1] ?? found?.[2] ?? '');
}
