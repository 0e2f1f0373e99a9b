/** The words by which texts name the organ or the office of a unit and mean the unit: `Urząd Miejski w …`, `Wójt Gminy …`. */
import type { Hint } from './hint.ts';

export const prepositions: ReadonlySet<string> = new Set(['w', 'we', 'z', 'ze']);

const voivodeship: Hint = { level: 'VOIVODESHIP' };
const powiat: Hint = { level: 'POWIAT' };
/** Each of these is said of a gmina with a town in it. */
const withTown: Hint = { kinds: ['URBAN_GMINA', 'URBAN_RURAL_GMINA'] };
const rather: Hint = { level: 'GMINA', seldom: ['URBAN_GMINA'] };

export const officeMarkers: readonly (readonly [hint: Hint, words: readonly string[]])[] = [
  [
    rather,
    ['urzad gminy', 'urzedu gminy', 'rada gminy', 'rady gminy', 'wojt gminy', 'wojta gminy', 'wojt', 'ug', 'u g'],
  ],
  [withTown, ['urzad miejski', 'urzedu miejskiego', 'rada miejska', 'rady miejskiej', 'burmistrz', 'burmistrza']],
  [
    withTown,
    [
      'urzad miasta',
      'urzedu miasta',
      'urzad m',
      'urzad m st',
      'urzad miasta stolecznego',
      'rada miasta',
      'rady miasta',
      'um',
      'u m',
      'burmistrz miasta',
    ],
  ],
  [
    { kinds: ['URBAN_GMINA'] },
    ['prezydent', 'prezydenta', 'prezydent miasta', 'prezydenta miasta', 'prezydent m', 'prezydenta m'],
  ],
  [
    { kinds: ['URBAN_RURAL_GMINA'] },
    [
      'urzad miasta i gminy',
      'urzad gminy i miasta',
      'urzad gminy i miasto',
      'urzad miasto i gmina',
      'umig',
      'u m i g',
      'urzedu miasta i gminy',
    ],
  ],
  [{ kinds: ['URBAN_RURAL_GMINA'] }, ['burmistrz miasta i gminy', 'rada miasta i gminy', 'urzad miejsko - gminny']],
  [{ level: 'POWIAT', isSeat: true }, ['starostwo powiatowe', 'starostwa powiatowego']],
  [powiat, ['zarzad powiatu', 'rada powiatu', 'starosta', 'starosty', 'starosta powiatu']],
  [voivodeship, ['urzad marszalkowski', 'urzedu marszalkowskiego', 'urzad marszalkowski wojewodztwa']],
  [voivodeship, ['samorzad wojewodztwa', 'samorzadu wojewodztwa', 'marszalek wojewodztwa', 'zarzad wojewodztwa']],
  [voivodeship, ['sejmik wojewodztwa', 'sejmiku wojewodztwa']],
  [{ kinds: ['WARSAW_DISTRICT'] }, ['urzad dzielnicy', 'rada dzielnicy']],
];
