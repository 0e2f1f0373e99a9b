/** Texts that a source states in Polish and, at times, in English. */
import type { MessageLanguage } from '#platform/errors.ts';
import { Language } from './scalars.ts';

export const languageArgument = {
  type: Language,
  defaultValue: 'PL',
  required: true,
  description: 'The language.',
} as const;

/** What is not stated in English is given in Polish. */
export function inLanguage<T extends string | null>(lang: 'PL' | 'EN', pl: T, en: string | null): T | string {
  return lang === 'EN' ? (en ?? pl) : pl;
}

/** The language of a value of the enum `Language`. */
export function messageLanguage(lang: 'PL' | 'EN'): MessageLanguage {
  return lang === 'PL' ? 'pl' : 'en';
}

/** The value of the enum `Language`. */
export function graphqlLanguage(language: MessageLanguage): 'PL' | 'EN' {
  return language === 'pl' ? 'PL' : 'EN';
}
