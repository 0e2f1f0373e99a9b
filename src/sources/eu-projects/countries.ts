/** The country of a row of Kohesio, which covers all members of the Union. */
import { foldName } from '#registry';

/** English names in Kohesio, with the ISO 3166-1 codes; neighbours of Poland that take part in Interreg among them. */
const codes: Readonly<Record<string, string>> = {
  austria: 'AT',
  belarus: 'BY',
  belgium: 'BE',
  bulgaria: 'BG',
  croatia: 'HR',
  cyprus: 'CY',
  czechia: 'CZ',
  'czech republic': 'CZ',
  denmark: 'DK',
  estonia: 'EE',
  finland: 'FI',
  france: 'FR',
  germany: 'DE',
  greece: 'GR',
  hungary: 'HU',
  ireland: 'IE',
  italy: 'IT',
  latvia: 'LV',
  lithuania: 'LT',
  luxembourg: 'LU',
  malta: 'MT',
  netherlands: 'NL',
  norway: 'NO',
  pol: 'PL',
  poland: 'PL',
  polska: 'PL',
  portugal: 'PT',
  romania: 'RO',
  slovakia: 'SK',
  slovenia: 'SI',
  spain: 'ES',
  sweden: 'SE',
  ukraine: 'UA',
  'united kingdom': 'GB',
};

/** Eurostat's own codes of two countries. */
const eurostat: Readonly<Record<string, string>> = { EL: 'GR', UK: 'GB' };
const unknown = 'ZZ';

/** What the row states, or else the country of its regions; Poland where it states neither. */
export function countryOf(stated: string | null, nutsCodes: readonly string[]): string {
  if (stated !== null) return codes[foldName(stated)] ?? isoCode(stated) ?? countryOfRegions(nutsCodes) ?? unknown;
  return countryOfRegions(nutsCodes) ?? 'PL';
}

/** A project that is in Poland, too, is Polish. */
function countryOfRegions(nutsCodes: readonly string[]): string | null {
  const countries = nutsCodes.flatMap((code) => isoCode(code.slice(0, 2)) ?? []);
  return countries.includes('PL') ? 'PL' : (countries[0] ?? null);
}

function isoCode(text: string): string | null {
  const code = text.toUpperCase();
  return /^[A-Z]{2}$/.test(code) ? (eurostat[code] ?? code) : null;
}

export function isForeignRegion(nutsCode: string): boolean {
  return /^[A-Z]{2}/i.test(nutsCode) && !/^PL/i.test(nutsCode);
}
