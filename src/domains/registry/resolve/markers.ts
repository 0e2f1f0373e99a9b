import type { Hint } from './hint.ts';
import { officeMarkers, prepositions } from './office-markers.ts';

export type { Hint } from './hint.ts';

/** A word as markers see it: folded, and whether a dot followed it. */
export interface MarkerWord {
  readonly folded: string;
  readonly isCut: boolean;
}

/** A town is an urban gmina or the town inside an urban-rural one. */
const town: Hint = { kinds: ['URBAN_GMINA', 'TOWN'] };
const urban: Hint = { kinds: ['URBAN_GMINA'] };
const rural: Hint = { kinds: ['RURAL_GMINA'] };
const urbanRural: Hint = { kinds: ['URBAN_RURAL_GMINA'] };
const voivodeship: Hint = { level: 'VOIVODESHIP' };
const powiat: Hint = { level: 'POWIAT' };
const gmina: Hint = { level: 'GMINA' };
const district: Hint = { kinds: ['WARSAW_DISTRICT'] };

/** Folded words, as the text is cut into words: dots and colons gone, a dash as a word of its own. */
const groups: readonly (readonly [hint: Hint, words: readonly string[]])[] = [
  [voivodeship, ['woj', 'wojewodztwo', 'wojewodztwa', 'wojewodztwie', 'wojewodztwu', 'wojewodztwem']],
  [powiat, ['pow', 'powiat', 'powiatu', 'powiecie', 'powiatowi', 'powiatem', 'starostwo powiatu', 'starostwa powiatu']],
  [gmina, ['gm', 'gmina', 'gminy', 'gminie']],
  [urban, ['gmina miejska', 'gminy miejskiej', 'gminie miejskiej', 'gm miejska', 'gm miej', 'gm m']],
  [rural, ['gmina wiejska', 'gminy wiejskiej', 'gminie wiejskiej', 'gm wiejska', 'gm wiej', 'gm w', 'gw', 'g w']],
  [urbanRural, ['gmina miejsko - wiejska', 'gminy miejsko - wiejskiej', 'gminie miejsko - wiejskiej']],
  [
    urbanRural,
    ['gm miejsko - wiejska', 'gm miej - wiej', 'gm m - w', 'gm mw', 'gmw', 'mig', 'm i g', 'm i gm', 'm - w', 'mw'],
  ],
  [urbanRural, ['miasto i gmina', 'gmina i miasto', 'miasta i gminy', 'gminy i miasta', 'miescie i gminie']],
  [urbanRural, ['miastu i gminie', 'gminie i miastu', 'miastem i gmina', 'gmina i miastem', 'gminie i miescie']],
  [town, ['miastu', 'miastem', 'miastu stolecznemu', 'miastem stolecznym']],
  [town, ['m', 'miasto', 'miasta', 'miescie', 'm st', 'miasto stoleczne', 'miasta stolecznego']],
  [
    { level: 'POWIAT', kinds: ['URBAN_GMINA'] },
    ['miasto na prawach powiatu', 'miasta na prawach powiatu', 'mnp', 'mnpp'],
  ],
  [{ level: 'POWIAT', kinds: ['URBAN_GMINA'] }, ['miastu na prawach powiatu', 'miastem na prawach powiatu']],
  [{ level: 'POWIAT', kinds: ['URBAN_GMINA'] }, ['powiat grodzki', 'powiatu grodzkiego', 'pow grodzki', 'm n p p']],
  [powiat, ['powiat ziemski', 'powiatu ziemskiego', 'pow ziemski']],
  [{ kinds: ['RURAL_AREA'] }, ['obszar wiejski', 'obszaru wiejskiego', 'obszarowi wiejskiemu', 'obszarem wiejskim']],
  [district, ['dzielnica', 'dzielnicy', 'dz']],
  [{ kinds: ['DELEGATURA'] }, ['delegatura', 'delegatury', 'delegaturze']],
  ...officeMarkers,
];
const markers: ReadonlyMap<string, Hint> = new Map(
  groups.flatMap(([hint, words]) => words.map((word): [string, Hint] => [word, hint])),
);

/** Only with a dot behind them, as tables of GUS have them; without one they are words of the language. */
const dottedMarkers: ReadonlyMap<string, Hint> = new Map([
  ['w', rural],
  ['g', { level: 'GMINA', seldom: ['URBAN_GMINA'] }],
  ['p', powiat],
]);

/** Only in brackets or after a dash: statistical tables add the kind or its RODZ to the name. */
const shortMarkers: ReadonlyMap<string, Hint> = new Map([
  ['w', rural],
  ['mw', urbanRural],
  ['m - w', urbanRural],
  ['1', urban],
  ['2', rural],
  ['3', urbanRural],
  ['4', { kinds: ['TOWN'] }],
  ['5', { kinds: ['RURAL_AREA'] }],
  ['8', district],
  ['9', { kinds: ['DELEGATURA'] }],
]);

/** Only behind a name, without the word for a gmina: `Bolesławiec wiejska`, `Bolesławiec W`. */
const trailingKinds: ReadonlyMap<string, Hint> = new Map([
  ['w', rural],
  ['miejska', urban],
  ['wiejska', rural],
  ['miejsko - wiejska', urbanRural],
]);

const longestMarker = 6;

/** Words that begin a new part of a path even without a comma: `woj. X pow. Y gm. Z`. */
export const labels: ReadonlySet<string> = new Set(['woj', 'wojewodztwo', 'pow', 'powiat', 'gm', 'gmina']);

/** The hint that exactly these words are. */
export function markerOf(words: readonly string[]): Hint | null {
  return words.length > longestMarker ? null : (markers.get(words.join(' ')) ?? null);
}

/** The same where nothing but a marker can stand: in brackets or after a dash. */
export function appendedMarkerOf(words: readonly string[]): Hint | null {
  return markerOf(words) ?? shortMarkers.get(words.join(' ')) ?? cutMarkerOf(words.join(' '));
}

/** Official lists write " - Gmina wiejska" into cells that Excel cuts off anywhere. */
function cutMarkerOf(text: string): Hint | null {
  return text !== '' && 'gmina wiejska'.startsWith(text) ? rural : null;
}

/** Which words are names: of the register, or in another case than the register's. */
export interface NameTest {
  readonly isName: (words: readonly string[]) => boolean;
  readonly isInflected: (words: readonly string[]) => boolean;
}

/**
 * The longest marker at the front, as long as something follows it; repeated by the caller: `powiat m. st. X`. A
 * shorter one where only that leaves a name: in `gmina Miejska Górka` the marker is `gmina`, and in `Miejska Górka` none.
 */
export function leadingMarker(
  words: readonly MarkerWord[],
  { isName, isInflected }: NameTest,
): { hint: Hint; length: number } | null {
  const folded = words.map((word) => word.folded);
  if (isName(folded)) return null;
  const found = [];
  for (let length = Math.min(longestMarker, words.length - 1); length > 0; length--) {
    const hint = markerOf(folded.slice(0, length)) ?? singleMarker(words, length);
    if (hint) found.push({ hint, length });
  }
  const leavingName = found.find(({ length }) => isName(folded.slice(length)));
  return leavingName ?? found.find(({ length }) => isInflected(folded.slice(length))) ?? found[0] ?? null;
}

/** `W. Kozłów` is a rural gmina, `w Kozłowie` a place. */
function singleMarker([first]: readonly MarkerWord[], length: number): Hint | null {
  if (first === undefined || length > 1) return null;
  if (first.isCut) return dottedMarkers.get(first.folded) ?? null;
  return prepositions.has(first.folded) ? {} : null;
}

export function trailingMarker(words: readonly string[]): { hint: Hint; length: number } | null {
  for (let length = Math.min(longestMarker, words.length - 1); length > 0; length--) {
    const last = words.slice(-length);
    const hint = markerOf(last) ?? trailingKinds.get(last.join(' ')) ?? null;
    if (hint) return { hint, length };
  }
  return null;
}
