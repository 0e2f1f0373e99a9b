/** What a client takes (RFC 9110, section 12.5). Browsers and programs send a few headers again and again: answers are kept. */
import { LRUCache } from 'lru-cache';
import Negotiator from 'negotiator';

const known = new LRUCache<string, readonly string[]>({ max: 500 });
const maxHeader = 1_000;

function chosen(key: string, choose: () => readonly string[]): readonly string[] {
  const found = known.get(key) ?? choose();
  known.set(key, found);
  return found;
}

/** What an offered type has beside its name no client has to state: `application/json; charset=utf-8` takes JSON. */
const withoutParameters = (header: string): string => header.replaceAll(/;\s*(?!q\s*=)[^;,]*/gi, '');

/** Of the offered media types the one that is preferred; undefined when none is taken. */
export function acceptedType<const T extends string>(header: string | undefined, offered: readonly T[]): T | undefined {
  if (header === undefined || header.trim() === '') return offered[0];
  const accept = header.slice(0, maxHeader);
  const [best] = chosen(`${accept}\n${offered.join()}`, () =>
    new Negotiator({ headers: { accept: withoutParameters(accept) } }).mediaTypes(offered),
  );
  return offered.find((type) => type === best);
}

/** Of the offered languages the one that is preferred; the first where none is, or any. */
export function acceptedLanguage<const T extends string>(header: string | undefined, offered: readonly [T, ...T[]]): T {
  const accept = header?.slice(0, maxHeader) ?? '';
  if (accept.trim() === '') return offered[0];
  const [best] = chosen(`language ${accept}\n${offered.join()}`, () =>
    new Negotiator({ headers: { 'accept-language': accept } }).languages(offered),
  );
  return offered.find((language) => language === best) ?? offered[0];
}

export type Encoding = 'br' | 'gzip' | 'identity';
const encodings = ['br', 'gzip', 'identity'] as const satisfies readonly Encoding[];

/** Its published types leave the preference of the server out. */
interface EncodingNegotiator {
  encodings(available: readonly string[], options: { readonly preferred: readonly string[] }): string[];
}

function acceptedEncodings(header = ''): readonly string[] {
  const accept = header.slice(0, maxHeader);
  return chosen(accept, () => {
    const negotiator: EncodingNegotiator = new Negotiator({ headers: { 'accept-encoding': accept } });
    return negotiator.encodings(encodings, { preferred: encodings });
  });
}

/** Whether the bytes may be sent as they are; only who says so refuses them. */
export function takesPlain(header: string | undefined): boolean {
  return acceptedEncodings(header).includes('identity');
}

/** Brotli where it is taken, for it is the smallest. */
export function acceptedEncoding(header: string | undefined): Encoding {
  const [best] = acceptedEncodings(header);
  return encodings.find((encoding) => encoding === best) ?? 'identity';
}
