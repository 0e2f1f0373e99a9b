/**
 * Statements are planned once per connection and not with each request: of the small ones planning is half the work.
 * A text gets its name when it comes a second time, and only so many do, for each is kept by every connection.
 */
import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';

/** Every connection keeps the plan of each name until it ends. */
const maxNames = 300;
/** Texts that came once are many, where callers choose the conditions: the oldest are forgotten. */
const maxSeenOnce = 1_000;

export class PreparedStatements {
  readonly #once = new LRUCache<string, true>({ max: maxSeenOnce });
  readonly #names = new Map<string, string>();

  #isOff = false;

  get isOff(): boolean {
    return this.#isOff;
  }

  /** The connections are a pooler's, which gives each transaction another one. */
  turnOff(): void {
    this.#isOff = true;
  }

  /** Null for a text that is not prepared. */
  nameOf(text: string): string | null {
    if (this.#isOff) return null;
    const known = this.#names.get(text);
    if (known !== undefined) return known;
    if (!this.#once.delete(text)) {
      this.#once.set(text, true);
      return null;
    }
    if (this.#names.size >= maxNames) return null;
    const name = `wezel_${createHash('sha256').update(text).digest('base64url').slice(0, 22)}`;
    this.#names.set(text, name);
    return name;
  }
}
