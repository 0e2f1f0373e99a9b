/** A text that may name several units of one path: which part is meant, and whether the others contain it. */
import { isCityWithPowiatRights } from '../levels.ts';
import type { Unit, UnitVersion } from '../model.ts';
import { factors, strengthOf } from './confidence.ts';
import type { Hint } from './markers.ts';
import { matchName, type NameMatch } from './match-name.ts';
import type { Match, Scope } from './model.ts';
import { shareAmongEquals } from './sharing.ts';
import { joinWords, type Part } from './text-reading.ts';
import { fitsLevel, type ResolutionIndex } from './unit-index.ts';

/**
 * Matches of a path. Those that contradict it stay only while none fulfils it; the gmina around a town always stays,
 * since "m. Morawica" is written for both.
 */
export function matchPath(index: ResolutionIndex, parts: readonly Part[], scope: Scope): Match[] {
  const found = targetsOf(parts).flatMap((target) => {
    const others = parts.filter((part) => part !== target);
    return matchName(index, target, scope).map((match) => judge(index, match, others));
  });
  const holding = found.filter(({ isContradicted }) => !isContradicted);
  const kept = holding.length > 0 ? holding : found;
  return shareAmongEquals(kept.map((match) => ({ ...match, strength: match.strength * match.fit })));
}

/** Labels say which part is the deepest; parts without one may each be the unit that is meant. */
function targetsOf(parts: readonly Part[]): Part[] {
  const deepest = Math.max(...parts.map(({ hint }) => depthOf(hint)));
  return parts.filter(({ hint }) => depthOf(hint) === 0 || depthOf(hint) === deepest);
}

function depthOf({ level, kinds }: Hint): number {
  if (kinds !== undefined || level === 'GMINA') return 3;
  return level === undefined ? 0 : level === 'POWIAT' ? 2 : 1;
}

function judge(index: ResolutionIndex, match: NameMatch, others: readonly Part[]): NameMatch {
  const containment = others.map((part) => containmentOf(index, match, part));
  const fit = containment.reduce((product, factor) => product * factor, match.fit);
  const isContained = containment.every((factor) => factor === 1);
  const judged = { ...match, fit, isContradicted: match.isContradicted || !isContained };
  const confirmed = others.length > 0 && fit === 1 ? confirmedStrength(match) : null;
  return confirmed === null ? judged : { ...judged, method: 'PATH', strength: confirmed };
}

/** What the strength of a name becomes when everything around it holds; null for names that are left as they are. */
function confirmedStrength({ method }: NameMatch): number | null {
  if (method === 'NAME' || method === 'NAME_FOLDED') return strengthOf.PATH;
  return method === 'NAME_INFLECTED' || method === 'NAME_ABBREVIATED' ? strengthOf.PATH * factors.confirmedForm : null;
}

function containmentOf(index: ResolutionIndex, match: NameMatch, part: Part): number {
  const names = namesMeant(index, part);
  const level = part.hint.level ?? null;
  const above = index.above(match).filter((entry) => fitsLevel(entry, level));
  if (above.some(({ unit }) => isNamed(index, unit, names))) return 1;
  // A city with powiat rights is its own powiat: "POW.: Słupsk, GM.: Słupsk".
  const isOwnPowiat = level === 'POWIAT' && fitsLevel(match, level);
  if (isOwnPowiat && isNamed(index, match.unit, names)) return 1;
  if (names.length === 0) return factors.unknownPart;
  if (names.every((name) => namesOnlySmaller(index, match, name))) return factors.smallerPart;
  const isNamesake = names.some((name) => isNamesakeCity(index, match, name));
  return isNamesake ? factors.namesakeCity : factors.otherContainer;
}

/** The folded names of units that a part means, in any case and with any shortened word. */
function namesMeant(index: ResolutionIndex, { words, cut }: Part): string[] {
  const name = joinWords(words);
  const names = [...index.namesMeant(name)];
  if (names.length > 0 || !cut.includes(true)) return names;
  return [...index.abbreviatedNames(words.map((folded, at) => ({ folded, isCut: cut[at] === true })))];
}

function isNamed(index: ResolutionIndex, unit: Unit, names: readonly string[]): boolean {
  const known = index.namesOf(unit);
  return names.some((name) => known.has(name));
}

/** "Jelenia Góra, pow. karkonoski": the city lies outside the powiat, but hardly is the powiat what is meant. */
function namesOnlySmaller(index: ResolutionIndex, match: NameMatch, name: string): boolean {
  return index.withName(name).every(({ version }) => rankOf(version) > rankOf(match.version));
}

function rankOf({ kind }: UnitVersion): number {
  return kind === 'VOIVODESHIP' ? 1 : kind === 'POWIAT' ? 2 : 3;
}

/** Lists put the rural gmina Biała Podlaska under "POW.: Biała Podlaska", the city, not under bialski. */
function isNamesakeCity(index: ResolutionIndex, match: NameMatch, name: string): boolean {
  const woj = match.version.terc.slice(0, 2);
  return (
    index.namesOf(match.unit).has(name) &&
    index.withName(name).some(({ version }) => isCityWithPowiatRights(version) && version.terc.startsWith(woj))
  );
}
