/** Licences that sources name in their own words, by SPDX (https://spdx.org/licenses/) and by where their text stands. */

interface Licence {
  /** Null for terms that SPDX has no id for. */
  readonly spdxId: string | null;
  readonly url: string;
}

const creativeCommons = 'https://creativecommons.org';

export function licenceOf(text: string): Licence | null {
  const attribution = /\bCC[ -](BY(?:-(?:SA|NC|ND|NC-SA|NC-ND))?)[ -](\d\.\d)\b/i.exec(text);
  if (attribution !== null) {
    const [, terms = '', version = ''] = attribution;
    const url = `${creativeCommons}/licenses/${terms.toLowerCase()}/${version}/`;
    return { spdxId: `CC-${terms.toUpperCase()}-${version}`, url };
  }
  return known.find(({ pattern }) => pattern.test(text))?.licence ?? null;
}

const known: readonly { readonly pattern: RegExp; readonly licence: Licence }[] = [
  { pattern: /\bCC0\b/i, licence: { spdxId: 'CC0-1.0', url: `${creativeCommons}/publicdomain/zero/1.0/` } },
  {
    pattern: /\bODbL\b/i,
    licence: { spdxId: 'ODbL-1.0', url: 'https://opendatacommons.org/licenses/odbl/1-0/' },
  },
  {
    // The act on open data and the re-use of public sector information.
    pattern: /Dz\. ?U\. 2021 poz\. 1641/,
    licence: { spdxId: null, url: 'https://isap.sejm.gov.pl/isap.nsf/DocDetails.xsp?id=WDU20210001641' },
  },
];
