/** Every text of the pages, in both languages: what one language lacks fails to compile. */
import type { Language } from '../language.ts';
import { english } from './english.ts';
import { polish } from './polish.ts';

export type Texts = typeof polish;

export const texts: Readonly<Record<Language, Texts>> = { pl: polish, en: english };
