/** What a client takes (RFC 9110, section 12.5). */
import { LRUCache } from 'lru-cache';
import Negotiator from 'negotiator';

const maxHeader = 1_000;
const maxKnown = 500;

/** Browsers and programs send a few headers again and again: what was found for one is kept. */
class Choices<T extends object> {
  readonly #known = new LRUCache<string, T>({ max: maxKnown });
  readonly #choose: (header: string) => T;

  constructor(choose: (header: string) => T) {
    this.#choose = choose;
  }

  of(header: string): T {
    const known = this.#known.get(header);
    if (known !== undefined) return known;
    const found = this.#choose(header.slice(0, maxHeader));
    if (header.length <= maxHeader) this.#known.set(header, found);
    return found;
  }
}

/** By the list of what is offered, which callers keep: what the header takes of it, the preferred first. */
function choicesOf(choose: (header: string, offered: readonly string[]) => readonly string[]) {
  const known = new WeakMap<readonly string[], Choices<readonly string[]>>();
  return <T extends string>(header: string, offered: readonly T[]): T | undefined => {
    const choices = known.get(offered) ?? new Choices((given: string) => choose(given, offered));
    known.set(offered, choices);
    return choices.of(header)[0] as T | undefined;
  };
}

/** What an offered type has beside its name no client has to state: `application/json; charset=utf-8` takes JSON. */
const withoutParameters = (header: string): string => header.replaceAll(/;(?!\s*q\s*=)[^;,]*/gi, '');

const bestType = choicesOf((header, offered) => {
  const negotiator = new Negotiator({ headers: { accept: withoutParameters(header) } });
  return negotiator.mediaTypes([...offered]);
});

const bestLanguage = choicesOf((header, offered) => {
  const negotiator = new Negotiator({ headers: { 'accept-language': header } });
  return negotiator.languages([...offered]);
});

const isStated = (header: string | undefined): header is string => header !== undefined && header.trim() !== '';

/** Of the offered media types the one that is preferred; undefined when none is taken. */
export function acceptedType<const T extends string>(header: string | undefined, offered: readonly T[]): T | undefined {
  if (!isStated(header)) return offered[0];
  return bestType(header, offered);
}

const pageOrData = ['text/html', 'application/json'] as const;

/** A browser that opens the address: programs take anything, and name HTML only where they want a page. */
export function takesPage(header: string | undefined): boolean {
  return header?.includes('text/html') === true && acceptedType(header, pageOrData) === 'text/html';
}

/** Of the offered languages the one that is preferred; the first where none is, or any. */
export function acceptedLanguage<const T extends string>(header: string | undefined, offered: readonly [T, ...T[]]): T {
  if (!isStated(header)) return offered[0];
  return bestLanguage(header, offered) ?? offered[0];
}

export type Encoding = 'br' | 'gzip' | 'identity';
const encodings = ['br', 'gzip', 'identity'] as const satisfies readonly Encoding[];

/** Its published types leave the preference of the server out. */
interface EncodingNegotiator {
  encodings(available: readonly string[], options: { readonly preferred: readonly string[] }): string[];
}

const acceptedEncodings = new Choices((header): { readonly best: Encoding; readonly takesPlain: boolean } => {
  const negotiator: EncodingNegotiator = new Negotiator({ headers: { 'accept-encoding': header } });
  const taken = negotiator.encodings(encodings, { preferred: encodings });
  return {
    best: encodings.find((encoding) => encoding === taken[0]) ?? 'identity',
    takesPlain: taken.includes('identity'),
  };
});

/** Whether the bytes may be sent as they are; only who says so refuses them. */
export function takesPlain(header = ''): boolean {
  return acceptedEncodings.of(header).takesPlain;
}

/** Brotli where it is taken, for it is the smallest. */
export function acceptedEncoding(header = ''): Encoding {
  return acceptedEncodings.of(header).best;
}
