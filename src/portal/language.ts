/** The languages of the pages: Polish at `/…`, English at `/en/…`. */
import type { MessageLanguage } from '#platform/errors.ts';

export const languages = ['pl', 'en'] as const satisfies readonly MessageLanguage[];
export type Language = MessageLanguage;

export function addressIn(language: Language, path: string): string {
  if (language === 'pl') return path;
  return path === '/' ? '/en' : `/en${path}`;
}

export function splitLanguage(path: string): { readonly language: Language; readonly path: string } {
  if (path === '/en' || path === '/en/') return { language: 'en', path: '/' };
  if (path.startsWith('/en/')) return { language: 'en', path: path.slice(3) };
  return { language: 'pl', path };
}

/** Of an address that names Polish, or a language in capital letters; null for any other. */
export function canonicalPath(path: string): string | null {
  const [, language = '', rest = ''] = /^\/(pl|en)(\/.*)?$/i.exec(path) ?? [];
  if (language === '' || language === 'en') return null;
  return addressIn(language.toLowerCase() === 'en' ? 'en' : 'pl', rest === '' ? '/' : rest);
}

/** Of a chart, whose address may have any text there. */
export function languageOfChart(query: string): Language {
  return new URLSearchParams(query).get('lang')?.toLowerCase() === 'en' ? 'en' : 'pl';
}
