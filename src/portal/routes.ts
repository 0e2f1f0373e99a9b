/** From an address to its page: in which language, and in which form. */
import { LRUCache } from 'lru-cache';
import { percentDecoded } from '#platform/text.ts';
import { type Language, splitLanguage } from './language.ts';
import type { Page } from './page.ts';

/** `png`: the page's social card. */
export type Form = 'html' | 'json' | 'csv' | 'ics' | 'png';

export interface FoundPage {
  readonly page: Page;
  readonly params: Readonly<Record<string, string>>;
  readonly form: Form;
  readonly language: Language;
  readonly path: string;
}

interface Route {
  readonly pattern: URLPattern;
  readonly page: Page;
}

/** Pages, and characters of an address: a longer one is hardly requested again. */
const maxKept = { pages: 5_000, length: 200 };

export class Routes {
  /** By the first part of their addresses: to try a pattern takes longer than to find a page that is cached. */
  readonly #routes: ReadonlyMap<string, readonly Route[]>;
  /** By their addresses: to try even few patterns takes as long as all else of a page that is cached. */
  readonly #found = new LRUCache<string, FoundPage>({ max: maxKept.pages });

  constructor(pages: readonly Page[]) {
    const routes = pages.map((page) => ({ pattern: new URLPattern({ pathname: page.pattern }), page }));
    this.#routes = Map.groupBy(routes, ({ page }) => firstSegment(page.pattern));
  }

  /** Undefined: the address is none of a page's. */
  find(path: string): FoundPage | undefined {
    const known = this.#found.get(path);
    if (known !== undefined) return known;
    const found = this.#read(path);
    if (found !== undefined && path.length <= maxKept.length) this.#found.set(path, found);
    return found;
  }

  #read(path: string): FoundPage | undefined {
    const { language, path: local } = splitLanguage(path);
    const [, named, extension] = /^(.*)\.(json|csv|ics|png)$/.exec(local) ?? [];
    const target = named === '/index' ? '/' : (named ?? local);
    const found = this.#match(target);
    return found === undefined ? undefined : { ...found, form: (extension ?? 'html') as Form, language, path: target };
  }

  #match(path: string): Pick<FoundPage, 'page' | 'params'> | undefined {
    const trimmed = path.length > 1 ? path.replace(/\/$/, '') : path;
    for (const { pattern, page } of this.#routes.get(firstSegment(trimmed)) ?? []) {
      const groups = pattern.exec({ pathname: trimmed })?.pathname.groups;
      if (groups === undefined) continue;
      const entries = Object.entries(groups).map(([name, value]) => [name, percentDecoded(value ?? '')] as const);
      // PostgreSQL takes NUL in no text, so nothing has such a name.
      if (entries.some(([, value]) => value.includes('\0'))) return undefined;
      return { page, params: Object.fromEntries(entries) };
    }
    return undefined;
  }
}

function firstSegment(path: string): string {
  return path.split('/', 2)[1] ?? '';
}
