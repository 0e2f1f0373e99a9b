/** Kohesio tells places by NUTS codes and the labels of local units. */
import type { ListedPlace } from '#projects';

/** NUTS 2 regions and the voivodeship in which they lie; Mazowieckie has two. */
const voivodeships: Readonly<Record<string, string>> = {
  PL21: 'małopolskie',
  PL22: 'śląskie',
  PL41: 'wielkopolskie',
  PL42: 'zachodniopomorskie',
  PL43: 'lubuskie',
  PL51: 'dolnośląskie',
  PL52: 'opolskie',
  PL61: 'kujawsko-pomorskie',
  PL62: 'warmińsko-mazurskie',
  PL63: 'pomorskie',
  PL71: 'łódzkie',
  PL72: 'świętokrzyskie',
  PL81: 'lubelskie',
  PL82: 'podkarpackie',
  PL84: 'podlaskie',
  PL91: 'mazowieckie',
  PL92: 'mazowieckie',
};

export function placesOfNuts(nuts2: string | null, nuts3: string | null, localUnits: string | null): ListedPlace[] {
  const regions = [...new Set((nuts2 ?? nuts3 ?? '').split(/[|;,\s]+/).map((code) => code.slice(0, 4)))];
  const found = [...new Set(regions.flatMap((code) => voivodeships[code.toUpperCase()] ?? []))];
  const [only] = found;
  const places = (localUnits ?? '').split(/[|;]/).map((name) => name.trim());
  if (only !== undefined && found.length === 1 && places.some((name) => name !== '')) {
    return places.filter((name) => name !== '').map((name) => place(`${name}, ${only}`, only, name));
  }
  if (found.length > 0) return found.map((voivodeship) => place(voivodeship, voivodeship, null));
  const rest = [nuts2, nuts3, localUnits].filter((text) => text !== null).join(', ');
  return rest === '' ? [] : [place(rest, null, null)];
}

function place(text: string, voivodeship: string | null, gmina: string | null): ListedPlace {
  return { text, isWholeCountry: false, voivodeship, powiat: null, gmina, isCut: false };
}
