import type { LocalText } from '../model.ts';

/** Polish where there is no English. */
export function inLanguage(text: LocalText, lang: 'PL' | 'EN'): string {
  if (typeof text === 'string') return text;
  return lang === 'EN' ? text.en : text.pl;
}
