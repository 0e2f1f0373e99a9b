/** A text that may name several units of one path: which part is meant, and whether the others contain it. */
import { isCityWithPowiatRights } from '../levels.ts';
import type { UnitVersion } from '../model.ts';
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
  const fulfilled = found.some(({ fit }) => fit === 1);
  const kept = fulfilled ? found.filter(({ fit }) => fit === 1 || fit === factors.aroundTown) : found;
  return shareAmongEquals(kept.map((match) => ({ ...match, strength: match.strength * match.fit })));
}

/** Labels tell which part is the deepest; parts without one may each be the unit that is meant. */
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
  const confirmed = others.length > 0 && fit === 1 && (match.method === 'NAME' || match.method === 'NAME_FOLDED');
  return confirmed ? { ...match, fit, method: 'PATH', strength: strengthOf.PATH } : { ...match, fit };
}

function containmentOf(index: ResolutionIndex, match: NameMatch, part: Part): number {
  const name = joinWords(part.words);
  const level = part.hint.level ?? null;
  const above = index.above(match).filter((entry) => fitsLevel(entry, level));
  if (above.some(({ unit }) => index.namesOf(unit).has(name))) return 1;
  // A city with powiat rights is its own powiat: "POW.: Słupsk, GM.: Słupsk".
  const isOwnPowiat = level === 'POWIAT' && fitsLevel(match, level);
  if (isOwnPowiat && index.namesOf(match.unit).has(name)) return 1;
  if (!index.knowsName(name)) return factors.unknownPart;
  if (namesOnlySmaller(index, match, name)) return factors.smallerPart;
  return isNamesakeCity(index, match, name) ? factors.namesakeCity : factors.otherContainer;
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
