/** Every text of the pages, in both languages: what one language lacks fails to compile. */
import type { Language } from '../language.ts';
import { english } from './english/index.ts';
import { polish, type Texts } from './polish/index.ts';

export type { Texts };

export const texts: Readonly<Record<Language, Texts>> = { pl: polish, en: english };
