/** Words by which entries are found: without letter case and Polish letters. */
import { foldName } from '#registry';

export function wordsOf(text: string): string[] {
  return [...new Set(foldName(text).match(/[\p{L}\p{N}]+/gu) ?? [])];
}

/** All words of some texts, each once: a word of the filter `text` is looked for inside them. */
export function foldedWords(texts: readonly string[]): string {
  return wordsOf(texts.join('\n')).join(' ');
}
