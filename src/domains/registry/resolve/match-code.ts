/** The units that a code names, on the requested day or on another. */
import { tercToBdlId } from '../codes.ts';
import type { CodeReading } from './code-reading.ts';
import { factors, strengthOf } from './confidence.ts';
import type { ResolutionMethod, Scope } from './model.ts';
import type { WeightedMatch } from './sharing.ts';
import { byUnit, type Entry, fitsLevel, isInScope, type ResolutionIndex, type Standing } from './unit-index.ts';

/** Units that have or had the code that any of the readings gives; failing that, those that differ only in RODZ. */
export function matchCode(index: ResolutionIndex, readings: readonly CodeReading[], scope: Scope): WeightedMatch[] {
  const exact = readings.flatMap((reading) => matchEach(index, entriesWith(index, reading, scope), reading, scope));
  if (exact.length > 0) return exact;
  return readings.flatMap((reading) => (reading.terc.length === 7 ? matchOtherKind(index, reading, scope) : []));
}

function entriesWith(index: ResolutionIndex, { terc }: CodeReading, scope: Scope): readonly Entry[] {
  return terc.length === 6 ? gminasFirst(index.withGminaNumber(terc), scope) : index.withCode(terc);
}

/** Six digits name a gmina; its town and rural area share them and stay out, unless parts are what is requested. */
function gminasFirst(entries: readonly Entry[], { level }: Scope): readonly Entry[] {
  if (level !== null) return entries;
  const gminas = entries.filter((entry) => fitsLevel(entry, 'GMINA'));
  return gminas.length > 0 ? gminas : entries.filter((entry) => fitsLevel(entry, 'AUXILIARY'));
}

function matchOtherKind(index: ResolutionIndex, reading: CodeReading, scope: Scope): WeightedMatch[] {
  const entries = gminasFirst(index.withGminaNumber(reading.terc.slice(0, 6)), scope);
  return matchEach(index, entries, reading, scope).map((match) => ({
    ...match,
    strength: match.strength * factors.otherKind,
    method: reading.method === 'TERC_CODE' ? 'TERC_CODE_OTHER_KIND' : match.method,
  }));
}

function matchEach(
  index: ResolutionIndex,
  entries: readonly Entry[],
  reading: CodeReading,
  scope: Scope,
): WeightedMatch[] {
  const standing = ({ version }: Entry): Standing => index.standing(version, scope.asOf);
  const nearest = byUnit(entries.filter((entry) => isInScope(index, entry, scope))).map(
    (states) => index.nearest(states, scope.asOf) as Entry,
  );
  const hasBearer = nearest.some((entry) => standing(entry) === 'CURRENT');
  return nearest.map((entry) => ({
    ...entry,
    strength:
      strengthOf[reading.method] *
      timeFactor(standing(entry), hasBearer) *
      bdlFactor(reading, entry) *
      partFactor(reading),
    method: methodOf(reading.method, standing(entry)),
    matchedCode: matchedCodeOf(reading, entry),
    matchedName: null,
    weight: 1,
  }));
}

/** A NUTS code is no TERC, even where a voivodeship is the same as the region. */
function matchedCodeOf({ method, terc }: CodeReading, { version }: Entry): string | null {
  if (method === 'NUTS_CODE') return null;
  return version.powiatTerc === terc ? terc : version.terc;
}

function partFactor({ isPart }: CodeReading): number {
  return isPart ? factors.partOfUnit : 1;
}

function methodOf(method: CodeReading['method'], standing: Standing): ResolutionMethod {
  return method === 'TERC_CODE' && standing !== 'CURRENT' ? `TERC_CODE_${standing}` : method;
}

function timeFactor(standing: Standing, hasBearer: boolean): number {
  if (standing === 'CURRENT') return 1;
  return (standing === 'FORMER' ? factors.former : factors.later) * (hasBearer ? factors.formerBearer : 1);
}

/** The digits before POW say the subregion, which changed for some powiats in 2018. */
function bdlFactor({ bdlId, terc }: CodeReading, { version }: Entry): number {
  if (bdlId === null) return 1;
  const expected = tercToBdlId(terc.length === 7 ? version.terc : terc);
  return expected === null || expected.slice(0, 7) === bdlId.slice(0, 7) ? 1 : factors.otherSubregion;
}
