/** The columns of the template for offices (docs/offices-template.md), with their Polish headings. */
import { foldName } from '#registry';

const headings = {
  key: ['key', 'klucz', 'id'],
  name: ['name', 'nazwa'],
  shortName: ['short name', 'skrot', 'nazwa skrocona'],
  formerNames: ['former names', 'dawne nazwy'],
  kind: ['kind', 'rodzaj'],
  tier: ['tier', 'administracja'],
  nip: ['nip'],
  regon: ['regon'],
  street: ['street', 'ulica'],
  building: ['building', 'nr domu', 'numer domu'],
  postalCode: ['postal code', 'kod pocztowy'],
  post: ['post', 'poczta'],
  locality: ['locality', 'miejscowosc'],
  seat: ['seat', 'siedziba', 'terc siedziby'],
  serves: ['serves', 'obsluguje', 'terc obslugiwany'],
  phone: ['phone', 'telefon'],
  email: ['email', 'e mail'],
  website: ['website', 'www', 'strona www'],
  bip: ['bip'],
  eDelivery: ['e delivery', 'e doreczenia', 'ade'],
  epuap: ['epuap', 'esp'],
  parent: ['parent', 'jednostka nadrzedna'],
  predecessors: ['predecessors', 'poprzednicy'],
  withdrawnOn: ['withdrawn on', 'zniesiony dnia'],
} as const;

export type OfficeColumn = keyof typeof headings;

export function columnOf(heading: string): OfficeColumn | null {
  const plain = foldName(heading)
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim();
  const found = Object.entries(headings).find(([, known]) => (known as readonly string[]).includes(plain));
  return found === undefined ? null : (found[0] as OfficeColumn);
}

export const required: readonly OfficeColumn[] = ['key', 'name', 'kind', 'tier'];

export function isOfficesHeader(cells: readonly string[]): boolean {
  const columns = new Set(cells.map(columnOf));
  return required.every((column) => columns.has(column));
}
