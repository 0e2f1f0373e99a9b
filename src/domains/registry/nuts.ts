/**
 * The statistical levels above the powiat: NUTS 2016, in force from 2018-01-01 (Regulation (EU) 2016/2066) and
 * unchanged for Poland in NUTS 2021 (Regulation (EU) 2019/1755), beside the numbers that BDL and the older NTS use.
 */
import { subregionOfPowiat } from './subregions.ts';

export interface NutsCodes {
  readonly nuts1: string;
  readonly nuts2: string | null;
  readonly nuts3: string | null;
}

interface VoivodeshipStatistics {
  readonly nuts1: string;
  /** NUTS 2 regions; Mazowieckie is the one voivodeship with two. */
  readonly nuts2: readonly string[];
  /** BDL macroregion, the first two digits of a BDL unit id. */
  readonly macroregion: string;
  /** NTS region (until 2017), the first digit of an NTS id. */
  readonly ntsRegion: string;
}

const voivodeships: Readonly<Record<string, VoivodeshipStatistics>> = {
  '02': { nuts1: 'PL5', nuts2: ['PL51'], macroregion: '03', ntsRegion: '5' },
  '04': { nuts1: 'PL6', nuts2: ['PL61'], macroregion: '04', ntsRegion: '6' },
  '06': { nuts1: 'PL8', nuts2: ['PL81'], macroregion: '06', ntsRegion: '3' },
  '08': { nuts1: 'PL4', nuts2: ['PL43'], macroregion: '02', ntsRegion: '4' },
  '10': { nuts1: 'PL7', nuts2: ['PL71'], macroregion: '05', ntsRegion: '1' },
  '12': { nuts1: 'PL2', nuts2: ['PL21'], macroregion: '01', ntsRegion: '2' },
  '14': { nuts1: 'PL9', nuts2: ['PL91', 'PL92'], macroregion: '07', ntsRegion: '1' },
  '16': { nuts1: 'PL5', nuts2: ['PL52'], macroregion: '03', ntsRegion: '5' },
  '18': { nuts1: 'PL8', nuts2: ['PL82'], macroregion: '06', ntsRegion: '3' },
  '20': { nuts1: 'PL8', nuts2: ['PL84'], macroregion: '06', ntsRegion: '3' },
  '22': { nuts1: 'PL6', nuts2: ['PL63'], macroregion: '04', ntsRegion: '6' },
  '24': { nuts1: 'PL2', nuts2: ['PL22'], macroregion: '01', ntsRegion: '2' },
  '26': { nuts1: 'PL7', nuts2: ['PL72'], macroregion: '05', ntsRegion: '3' },
  '28': { nuts1: 'PL6', nuts2: ['PL62'], macroregion: '04', ntsRegion: '6' },
  '30': { nuts1: 'PL4', nuts2: ['PL41'], macroregion: '02', ntsRegion: '4' },
  '32': { nuts1: 'PL4', nuts2: ['PL42'], macroregion: '02', ntsRegion: '4' },
};

export function macroregionOf(woj: string): string | null {
  return voivodeships[woj]?.macroregion ?? null;
}

export function ntsRegionOf(woj: string): string | null {
  return voivodeships[woj]?.ntsRegion ?? null;
}

/** How many BDL regions a voivodeship has; their digits count from 1 in the order of the NUTS 2 codes. */
export function regionCountOf(woj: string): number {
  return voivodeships[woj]?.nuts2.length ?? 0;
}

/**
 * NUTS of a unit by its TERC (2, 4, 6 or 7 digits). A voivodeship has a NUTS 2 where it is one region (Mazowieckie is
 * NUTS 1 only); powiats and everything inside them have the NUTS 3 of the powiat. Null for an unknown powiat.
 */
export function nutsCodeOf(terc: string): NutsCodes | null {
  const voivodeship = voivodeships[terc.slice(0, 2)];
  if (!voivodeship) return null;
  const { nuts1, nuts2 } = voivodeship;
  if (terc.length === 2) return { nuts1, nuts2: (nuts2.length === 1 && nuts2[0]) || null, nuts3: null };
  const subregion = subregionOfPowiat(terc.slice(0, 4));
  return subregion && { nuts1, nuts2: subregion.nuts3.slice(0, 4), nuts3: subregion.nuts3 };
}
