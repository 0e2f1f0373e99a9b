/** The words beside a name that say what kind of unit it names: `gm.`, `powiat`, `(w)`, `- obszar wiejski`. */
import type { TerritorialKind, TerritorialLevel } from '../model.ts';

export interface Hint {
  readonly level?: TerritorialLevel;
  readonly kinds?: readonly TerritorialKind[];
}

/** A town is an urban gmina or the town inside an urban-rural one. */
const town: Hint = { kinds: ['URBAN_GMINA', 'TOWN'] };
const rural: Hint = { kinds: ['RURAL_GMINA'] };
const urbanRural: Hint = { kinds: ['URBAN_RURAL_GMINA'] };
const voivodeship: Hint = { level: 'VOIVODESHIP' };
const powiat: Hint = { level: 'POWIAT' };
const gmina: Hint = { level: 'GMINA' };

/** Folded words, as the text is cut into words: dots and colons gone, a dash as a word of its own. */
const markers: ReadonlyMap<string, Hint> = new Map([
  ['woj', voivodeship],
  ['wojewodztwo', voivodeship],
  ['wojewodztwa', voivodeship],
  ['pow', powiat],
  ['powiat', powiat],
  ['powiatu', powiat],
  ['gm', gmina],
  ['gmina', gmina],
  ['gminy', gmina],
  ['gmina miejska', { kinds: ['URBAN_GMINA'] }],
  ['gm miejska', { kinds: ['URBAN_GMINA'] }],
  ['gm m', { kinds: ['URBAN_GMINA'] }],
  ['gmina wiejska', rural],
  ['gm wiejska', rural],
  ['gm w', rural],
  ['gmina miejsko - wiejska', urbanRural],
  ['gm miejsko - wiejska', urbanRural],
  ['gm m - w', urbanRural],
  ['gm mw', urbanRural],
  ['miasto i gmina', urbanRural],
  ['gmina i miasto', urbanRural],
  ['urzad gminy', gmina],
  ['urzad miasta', town],
  ['urzad miasta i gminy', urbanRural],
  ['urzad gminy i miasta', urbanRural],
  ['m', town],
  ['miasto', town],
  ['miasta', town],
  ['m st', town],
  ['miasto stoleczne', town],
  ['miasto na prawach powiatu', { level: 'POWIAT', kinds: ['URBAN_GMINA'] }],
  ['obszar wiejski', { kinds: ['RURAL_AREA'] }],
  ['dzielnica', { kinds: ['WARSAW_DISTRICT'] }],
  ['delegatura', { kinds: ['DELEGATURA'] }],
]);

/** Only in brackets or after a dash: statistical tables add the kind or its RODZ to the name. */
const shortMarkers: ReadonlyMap<string, Hint> = new Map([
  ['w', rural],
  ['mw', urbanRural],
  ['m - w', urbanRural],
  ['1', { kinds: ['URBAN_GMINA'] }],
  ['2', rural],
  ['3', urbanRural],
  ['4', { kinds: ['TOWN'] }],
  ['5', { kinds: ['RURAL_AREA'] }],
  ['8', { kinds: ['WARSAW_DISTRICT'] }],
  ['9', { kinds: ['DELEGATURA'] }],
]);

const longestMarker = 5;

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

/**
 * The longest marker at the front, as long as something follows it; repeated by the caller: `powiat m. st. X`. A
 * shorter one where only that leaves a name: in `gmina Miejska Górka` the marker is `gmina`, and in `Miejska Górka` none.
 */
export function leadingMarker(
  words: readonly string[],
  isName: (words: readonly string[]) => boolean,
): { hint: Hint; length: number } | null {
  if (isName(words)) return null;
  const found = [];
  for (let length = Math.min(longestMarker, words.length - 1); length > 0; length--) {
    const hint = markerOf(words.slice(0, length));
    if (hint) found.push({ hint, length });
  }
  return found.find(({ length }) => isName(words.slice(length))) ?? found[0] ?? null;
}

export function trailingMarker(words: readonly string[]): { hint: Hint; length: number } | null {
  for (let length = Math.min(longestMarker, words.length - 1); length > 0; length--) {
    const hint = markerOf(words.slice(-length));
    if (hint) return { hint, length };
  }
  return null;
}
