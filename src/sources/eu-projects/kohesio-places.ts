/** Kohesio states places by NUTS codes of any edition and the labels of local units. */
import type { ListedPlace } from '#projects';
import { nutsRegionOf } from '#registry';
import { isForeignRegion } from './countries.ts';

const voivodeshipNames: Readonly<Record<string, string>> = {
  '02': 'dolnośląskie',
  '04': 'kujawsko-pomorskie',
  '06': 'lubelskie',
  '08': 'lubuskie',
  '10': 'łódzkie',
  '12': 'małopolskie',
  '14': 'mazowieckie',
  '16': 'opolskie',
  '18': 'podkarpackie',
  '20': 'podlaskie',
  '22': 'pomorskie',
  '24': 'śląskie',
  '26': 'świętokrzyskie',
  '28': 'warmińsko-mazurskie',
  '30': 'wielkopolskie',
  '32': 'zachodniopomorskie',
};

export function placesOfNuts(nutsCodes: readonly string[], localUnits: string | null): ListedPlace[] {
  const voivodeships = [...new Set(nutsCodes.flatMap(voivodeshipsOf))];
  const foreign = [...new Set(nutsCodes.filter(isForeignRegion))];
  const labels = (localUnits ?? '').split(/[|;]/).map((name) => name.trim());
  const units = labels.filter((name) => name !== '');
  if (voivodeships.length === 0 && foreign.length > 0) {
    return [{ ...nowhere, text: [...foreign, ...units].join(', '), isForeign: true }];
  }
  const [only] = voivodeships;
  const abroad = foreign.map((text) => ({ ...nowhere, text, isForeign: true }));
  if (only !== undefined && voivodeships.length === 1 && units.length > 0 && abroad.length === 0) {
    return units.map((gmina) => ({ ...nowhere, text: `${gmina}, ${only}`, voivodeship: only, gmina }));
  }
  if (only !== undefined) {
    return [...voivodeships.map((voivodeship) => ({ ...nowhere, text: voivodeship, voivodeship })), ...abroad];
  }
  const rest = [...nutsCodes, ...units].join(', ');
  return rest === '' ? [] : [{ ...nowhere, text: rest }];
}

const nowhere = {
  isWholeCountry: false,
  voivodeship: null,
  powiat: null,
  gmina: null,
  isForeign: false,
  isCut: false,
} as const satisfies Omit<ListedPlace, 'text'>;

/** The region itself, or that of its first letters where no edition has it whole. */
function voivodeshipsOf(code: string): string[] {
  const region = nutsRegionOf(code) ?? nutsRegionOf(code.slice(0, 4));
  return region?.voivodeships.flatMap((woj) => voivodeshipNames[woj] ?? []) ?? [];
}
