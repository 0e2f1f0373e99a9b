/** What stands in `t` elements, whole and in formatted runs, but not the phonetic hints in `rPh`. */
export class TextCollector {
  #text = '';
  #isInText = false;
  #isInHint = false;

  start(): void {
    this.#text = '';
  }

  open(name: string): void {
    if (name === 't') this.#isInText = !this.#isInHint;
    else if (name === 'rPh') this.#isInHint = true;
  }

  add(value: string): void {
    if (this.#isInText) this.#text += value;
  }

  close(name: string): void {
    if (name === 't') this.#isInText = false;
    else if (name === 'rPh') this.#isInHint = false;
  }

  end(): string {
    return unescapeControls(this.#text);
  }
}

/** `_x000D_` stands for a character that XML or the writer could not hold (ECMA-376 part 1, 22.9.2.19). */
export function unescapeControls(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
