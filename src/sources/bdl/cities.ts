/** Finds out whether a file states one value for a city with powiat rights, or two that differ. */

/** The first 4 digits where a 7-digit code is a city's, as a powiat (2661000) or as its gmina (2661011). */
function cityOf(code: string): string | null {
  return /^\d\d[6-9]\d0[01][01]$/.test(code) ? code.slice(0, 4) : null;
}

export class CityValues {
  readonly #seen = new Map<string, string>();
  #differ = false;
  #repeat = false;

  /** Only numbers are compared: a dash at one level says that the value stands at the other. */
  see(code: string, what: string, text: string): void {
    const city = cityOf(code);
    if (city === null || !/\d/.test(text)) return;
    const lookup = `${city} ${what}`;
    const other = this.#seen.get(lookup);
    if (other === undefined) this.#seen.set(lookup, text);
    else if (other !== text) this.#differ = true;
    else this.#repeat = true;
  }

  /** Whether some city has the same number at both levels, and none has two. */
  get agree(): boolean {
    return this.#repeat && !this.#differ;
  }

  get levels(): 'ONE' | 'TWO' {
    return this.#differ ? 'TWO' : 'ONE';
  }
}
