/**
 * How many units each voivodeship has had at least, to distinguish a whole voivodeship from a cut one.
 * Source: TERC register, GUS, states of 2017-01-01, 2020-01-01 and 2022-01-01; changes since 1999 from the regulations of
 * the Council of Ministers on the creation of powiats (Dz.U. 2001 nr 62 poz. 631: seven new powiats from 2002-01-01) and on
 * Wałbrzych (no powiat rights from 2003-01-01, again from 2013-01-01, Dz.U. 2012 poz. 853).
 */
export interface KnownCounts {
  /** Powiats with cities with powiat rights, 2020. */
  readonly powiats: number;
  /** The fewest gminas (RODZ 1, 2, 3) on any day from 1999 to 2025. */
  readonly gminas: number;
  /** Districts of Warsaw and delegatury (RODZ 8, 9). */
  readonly auxiliary: number;
  /** POW of the city with powiat rights that closes the voivodeship where rows are ordered by code. */
  readonly lastCity: string;
}

const row = (powiats: number, gminas: number, lastCity: string, auxiliary = 0): KnownCounts => ({
  powiats,
  gminas,
  lastCity,
  auxiliary,
});

const counts2020: Readonly<Record<string, KnownCounts>> = {
  '02': row(30, 169, '65', 5),
  '04': row(23, 144, '64'),
  '06': row(24, 213, '64'),
  '08': row(14, 82, '62'),
  '10': row(24, 177, '63', 5),
  '12': row(22, 182, '63', 4),
  '14': row(42, 314, '65', 18),
  '16': row(12, 71, '61'),
  '18': row(25, 159, '64'),
  '20': row(17, 118, '63'),
  '22': row(20, 123, '64'),
  '24': row(36, 166, '79'),
  '26': row(14, 102, '61'),
  '28': row(21, 116, '62'),
  '30': row(35, 226, '64', 5),
  '32': row(21, 113, '63'),
};

export const voivodeshipCodes: readonly string[] = Object.keys(counts2020).sort();

/** Powiats created on 2002-01-01: brzeziński, gołdapski, leski, łobeski, sztumski, węgorzewski, wschowski. */
const created2002: Readonly<Record<string, number>> = { '08': 1, '10': 1, '18': 1, '22': 1, '28': 2, '32': 1 };

export function knownCounts(woj: string, day: string): KnownCounts {
  const counts = counts2020[woj] as KnownCounts;
  let { powiats, auxiliary, lastCity } = counts;
  if (day < '2002-01-01') powiats -= created2002[woj] ?? 0;
  if (woj === '02' && day < '2013-01-01') {
    if (day >= '2003-01-01') powiats -= 1;
    lastCity = '64';
  }
  // Warsaw became one gmina with powiat rights on 2002-10-27 (Dz.U. 2002 nr 41 poz. 361).
  if (woj === '14' && day < '2002-10-27') lastCity = '64';
  // No register before 2010 was seen; whether it lists these is unknown.
  if (day < '2010-01-01') auxiliary = 0;
  return { powiats, auxiliary, lastCity, gminas: counts.gminas };
}
