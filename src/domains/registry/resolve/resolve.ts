/** From a reference as people write it to the units it may mean, ranked. Nothing is decided here for the caller. */

import { compareCodeUnits } from '#platform/text.ts';
import type { IsoDate } from '../model.ts';
import { foldName } from '../text.ts';
import { isLetteredCode, readCode } from './code-reading.ts';
import { combine } from './combine.ts';
import { round } from './confidence.ts';
import { matchCode } from './match-code.ts';
import { matchPath } from './match-path.ts';
import type { Match, Resolution, ResolutionCandidate, Scope, UnitReference } from './model.ts';
import { shareAmongEquals } from './sharing.ts';
import { joinWords, maxTextLength, type Part, readText } from './text-reading.ts';
import type { ResolutionIndex } from './unit-index.ts';

const maxCandidates = 50;

export function resolveReference(index: ResolutionIndex, reference: UnitReference, asOf: IsoDate): Resolution {
  const text = reference.text ?? null;
  const code = reference.code == null ? null : String(reference.code);
  const halves = splitHalves(text ?? '', code ?? '');
  const scope = { asOf, level: reference.level ?? null, containers: containersOf(index, reference.within) };
  const matches = combine(index, {
    byCode: shareAmongEquals(matchCode(index, readCode(halves.code), scope)),
    byText: matchText(index, halves.text, scope),
    hasCode: halves.code.trim() !== '',
    hasText: /\p{L}/u.test(halves.text),
  });
  return { text, code, candidates: rank(matches) };
}

/** Units that have or had the code; an unknown one contains nothing, so that a wrong limit is not silently dropped. */
function containersOf(index: ResolutionIndex, within: string | null | undefined): ReadonlySet<string> | null {
  const terc = within?.trim() ?? '';
  if (terc === '') return null;
  const entries = terc.length === 6 ? index.withGminaNumber(terc) : index.withCode(terc);
  return new Set(entries.map(({ unit }) => unit.id));
}

/** A text that is a code, or that holds one of 7 digits beside the name ("1261011 Kraków"), is read as both. */
function splitHalves(text: string, code: string): { text: string; code: string } {
  if (code.trim() !== '' || text.length > maxTextLength) return { text, code };
  if (isLetteredCode(text) || !/\p{L}/u.test(text)) return { text: '', code: text };
  const codes = text.match(/(?<!\d)\d{7}(?!\d)/g) ?? [];
  const [only] = codes;
  return codes.length === 1 && only ? { text: text.replace(only, ' '), code: only } : { text, code };
}

/** Cells join several locations with "|"; each is read alone and all of them are candidates. */
function matchText(index: ResolutionIndex, text: string, scope: Scope): Match[] {
  if (text.length > maxTextLength) return [];
  const locations = text
    .split('|')
    .map((location) => readLocation(index, location))
    .filter((parts) => parts.length > 0);
  const matches = locations.flatMap((parts) => matchPath(index, parts, scope));
  return locations.length > 1 ? shareAmongEquals(matches.map((match) => ({ ...match, weight: 1 }))) : matches;
}

function readLocation(index: ResolutionIndex, location: string): Part[] {
  const parts = readText(location, {
    isName: (words) => index.knowsName(joinWords(words)),
    isInflected: (words) => index.inflectedNames(joinWords(words)).size > 0,
  });
  return parts.filter(({ words }) => !wholeCountry.has(words.join(' ')));
}

const wholeCountry: ReadonlySet<string> = new Set(['Polska', 'cały kraj', 'Rzeczpospolita Polska'].map(foldName));

function rank(matches: readonly Match[]): ResolutionCandidate[] {
  return matches.map(toCandidate).toSorted(inOrder).slice(0, maxCandidates);
}

function toCandidate({ unit, version, strength, method, matchedCode, matchedName }: Match): ResolutionCandidate {
  return { unit, version, confidence: round(strength), method, matchedCode, matchedName };
}

function inOrder(a: ResolutionCandidate, b: ResolutionCandidate): number {
  return (
    b.confidence - a.confidence ||
    compareCodeUnits(a.version.terc, b.version.terc) ||
    compareCodeUnits(a.unit.id, b.unit.id)
  );
}
