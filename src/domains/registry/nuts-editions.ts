/**
 * What NUTS codes of Poland mean, in the editions of 2010 (Regulation (EU) 31/2011), 2013 (Regulation (EU) 1319/2013),
 * 2016 (Regulation (EU) 2016/2066) and 2021 (Regulation (EU) 2019/1755, which left Poland as it was). No edition gives a
 * code of another one a new meaning, so that a code needs no year. Data of the periods 2007–2020 bear the older ones.
 */
import { subregions, voivodeshipOfSubregion } from './subregions.ts';

export interface NutsRegion {
  readonly code: string;
  readonly name: string;
  /** The two digits of the voivodeships that the region is, contains, or lies in. */
  readonly voivodeships: readonly string[];
  /** Whether the region is no smaller than those voivodeships together. */
  readonly isWhole: boolean;
}

/** NUTS 1 and NUTS 2 of all four editions; Mazowieckie was one NUTS 2 region until 2017. */
const regions: readonly (readonly [code: string, name: string, voivodeships: string])[] = [
  ['PL1', 'Region centralny', '10 14'],
  ['PL2', 'Makroregion południowy', '12 24'],
  ['PL3', 'Region wschodni', '06 18 20 26'],
  ['PL4', 'Makroregion północno-zachodni', '08 30 32'],
  ['PL5', 'Makroregion południowo-zachodni', '02 16'],
  ['PL6', 'Makroregion północny', '04 22 28'],
  ['PL7', 'Makroregion centralny', '10 26'],
  ['PL8', 'Makroregion wschodni', '06 18 20'],
  ['PL9', 'Makroregion województwo mazowieckie', '14'],
  ['PL11', 'Łódzkie', '10'],
  ['PL12', 'Mazowieckie', '14'],
  ['PL21', 'Małopolskie', '12'],
  ['PL22', 'Śląskie', '24'],
  ['PL31', 'Lubelskie', '06'],
  ['PL32', 'Podkarpackie', '18'],
  ['PL33', 'Świętokrzyskie', '26'],
  ['PL34', 'Podlaskie', '20'],
  ['PL41', 'Wielkopolskie', '30'],
  ['PL42', 'Zachodniopomorskie', '32'],
  ['PL43', 'Lubuskie', '08'],
  ['PL51', 'Dolnośląskie', '02'],
  ['PL52', 'Opolskie', '16'],
  ['PL61', 'Kujawsko-pomorskie', '04'],
  ['PL62', 'Warmińsko-mazurskie', '28'],
  ['PL63', 'Pomorskie', '22'],
  ['PL71', 'Łódzkie', '10'],
  ['PL72', 'Świętokrzyskie', '26'],
  ['PL81', 'Lubelskie', '06'],
  ['PL82', 'Podkarpackie', '18'],
  ['PL84', 'Podlaskie', '20'],
];

/** Parts of a voivodeship that are no NUTS 3 of today: both NUTS 2 of Mazowieckie, and NUTS 3 of 2010 and 2013. */
const parts: readonly (readonly [voivodeship: string, codes: Readonly<Record<string, string>>])[] = [
  ['14', { PL91: 'Warszawski stołeczny', PL92: 'Mazowiecki regionalny' }],
  ['10', { PL113: 'Miasto Łódź', PL114: 'Łódzki', PL115: 'Piotrkowski', PL116: 'Sieradzki', PL117: 'Skierniewicki' }],
  [
    '14',
    {
      PL121: 'Ciechanowsko-płocki',
      PL122: 'Ostrołęcko-siedlecki',
      PL127: 'Miasto Warszawa',
      PL128: 'Radomski',
      PL129: 'Warszawski wschodni',
      PL12A: 'Warszawski zachodni',
      PL12B: 'Ciechanowski',
      PL12C: 'Płocki',
      PL12D: 'Ostrołęcki',
      PL12E: 'Siedlecki',
    },
  ],
  ['12', { PL215: 'Nowosądecki', PL216: 'Oświęcimski' }],
  ['06', { PL311: 'Bialski', PL312: 'Chełmsko-zamojski', PL314: 'Lubelski', PL315: 'Puławski' }],
  ['18', { PL323: 'Krośnieński', PL324: 'Przemyski', PL325: 'Rzeszowski', PL326: 'Tarnobrzeski' }],
  ['26', { PL331: 'Kielecki', PL332: 'Sandomiersko-jędrzejowski' }],
  ['20', { PL343: 'Białostocki', PL344: 'Łomżyński', PL345: 'Suwalski' }],
  ['32', { PL422: 'Koszaliński', PL423: 'Stargardzki', PL425: 'Szczeciński' }],
  ['16', { PL521: 'Nyski', PL522: 'Opolski' }],
  ['04', { PL614: 'Grudziądzki', PL615: 'Włocławski' }],
  ['22', { PL631: 'Słupski', PL635: 'Starogardzki' }],
];

const known: ReadonlyMap<string, NutsRegion> = new Map(
  [
    ...regions.map(([code, name, voivodeships]) => ({
      code,
      name,
      voivodeships: voivodeships.split(' '),
      isWhole: true,
    })),
    ...parts.flatMap(([woj, codes]) => Object.entries(codes).map(([code, name]) => partOf(woj, code, name))),
    ...subregions.map(({ nuts3, name }) => partOf(voivodeshipOfSubregion(nuts3), nuts3, name)),
  ].map((region) => [region.code, region]),
);

function partOf(voivodeship: string, code: string, name: string): NutsRegion {
  return { code, name, voivodeships: [voivodeship], isWhole: false };
}

/** Null for a code that is of no edition, of the country itself (`PL`), or of what lies outside all regions (`PLZZZ`). */
export function nutsRegionOf(code: string): NutsRegion | null {
  return known.get(code.trim().toUpperCase()) ?? null;
}

/** What a code is that stands in place of a TERC, for refusals; null for what is no NUTS code. */
export function describeNutsCode(code: string): { english: string; polish: string } | null {
  if (!isNutsShaped(code)) return null;
  const region = nutsRegionOf(code);
  const name = region === null ? '' : ` (${region.name})`;
  return {
    english: `"${code.trim()}" is a NUTS code${name}, not a TERC.`,
    polish: `"${code.trim()}" to kod NUTS${name}, nie TERC.`,
  };
}

/** Whether a text has the shape of a NUTS code: a country and up to three characters (Regulation (EC) 1059/2003). */
export function isNutsShaped(text: string): boolean {
  return /^[A-Z]{2}[0-9A-Z]{1,3}$/i.test(text.trim()) && /\d|^[A-Z]{2}Z/i.test(text.trim());
}
