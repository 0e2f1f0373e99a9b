/** The columns of the contact base by the meaning of their headings, which its editions spell and order differently. */
import { foldName } from '#registry';

const meanings = {
  areaCode: /^(telefon |nr |numer )?kierunkowy( telefon\w*)?$/,
  phone: /^(nr |numer )?tel(efon\w*)?( 1)?$/,
  otherPhone: /^(nr |numer )?tel(efon\w*)? 2$/,
  extension: /^(telefon |nr )?wewnetrzny$/,
  fax: /^fa(x|ks)/,
  code: /^(kod|id|numer)? ?(teryt|terc|gus)( jst)?$|^kod jst$/,
  officeName: /^nazwa (urzedu|jednostki organizacyjnej)( jst)?$|^urzad$/,
  unitName: /^nazwa (samorzadu|jst|jednostki( samorzadu terytorialnego)?|gminy)$|^samorzad$|^jst$/,
  voivodeship: /^wojewodztwo$/,
  powiat: /^powiat$/,
  type: /^(typ|rodzaj)( jst| gminy| jednostki| samorzadu)?$/,
  locality: /^miejscowosc( urzedu)?$|^miasto$/,
  postalCode: /^kod (pocztowy|poczt)$/,
  post: /^poczta$/,
  street: /^ulica( urzedu)?$|^adres$/,
  building: /^(nr|numer) (domu|budynku|lokalu)$|^nr$/,
  email: /^e ?mail|poczty? elektroniczn|^adres email/,
  bip: /\bbip\b|biuletyn/,
  website: /\bwww\b|strona|internetow/,
  eDelivery: /doreczen|^ade$|^ae pl$/,
  epuap: /^esp$|epuap|skrytk|skrzynk/,
  nip: /^nip( urzedu| jst)?$/,
  regon: /^regon( urzedu| jst)?$/,
} as const;

export type JstColumn = keyof typeof meanings;

export function columnOf(heading: string): JstColumn | null {
  const plain = foldName(heading)
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim();
  const found = Object.entries(meanings).find(([, pattern]) => pattern.test(plain));
  return found === undefined ? null : (found[0] as JstColumn);
}

/** Headings of columns that describe persons: the holders of offices. They are not taken, not even as the original row. */
export function isPersonColumn(heading: string): boolean {
  return (
    /imie|nazwisk|wojta?\b|burmistrz|prezydent|starost[ay]\b|marszal(ek|ka)\b|osoba|osoby|kierownik|komork/.test(
      foldName(heading).replaceAll('_', ' '),
    ) && columnOf(heading) === null
  );
}

export function isJstHeader(headings: readonly string[]): boolean {
  const columns = new Set(headings.map(columnOf));
  return columns.has('code') && (columns.has('officeName') || columns.has('unitName')) && columns.size > 5;
}
