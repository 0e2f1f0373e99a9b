/** The units that bear a name, judged by spelling, by day and by what the text says of their kind. */
import { isCityWithPowiatRights } from '../levels.ts';
import type { TerritorialKind } from '../model.ts';
import { factors, nameWeights, strengthOf } from './confidence.ts';
import { type Hint, trailingMarker } from './markers.ts';
import type { ResolutionMethod, Scope } from './model.ts';
import type { WeightedMatch } from './sharing.ts';
import { joinWords, type Part } from './text-reading.ts';
import { byUnit, type Entry, fitsLevel, isInScope, type ResolutionIndex, type Standing } from './unit-index.ts';

export interface NameMatch extends WeightedMatch {
  /** 1 where everything else in the text holds for the unit; less the more of it fails. */
  readonly fit: number;
}

/** What the text calls the unit: the words themselves, or, where no unit is called so, without a marker at their end. */
export function matchName(index: ResolutionIndex, part: Part, scope: Scope): NameMatch[] {
  const exact = matchWords(index, part, scope);
  if (exact.length > 0) return exact;
  const marker = trailingMarker(part.words);
  if (marker === null) return matchSimilar(index, part, scope);
  const shorter = {
    words: part.words.slice(0, -marker.length),
    spelled: part.spelled.slice(0, -marker.length),
    hint: { ...part.hint, ...marker.hint },
  };
  return matchName(index, shorter, scope);
}

function matchWords(index: ResolutionIndex, part: Part, scope: Scope): NameMatch[] {
  const spelled = joinWords(part.spelled);
  return candidates(index, joinWords(part.words), part.hint, scope).map((entry) => {
    const asWritten = entry.version.name.normalize('NFC').toLowerCase() === spelled;
    return judge(index, entry, part.hint, scope, asWritten ? 'NAME' : 'NAME_FOLDED', 1);
  });
}

function matchSimilar(index: ResolutionIndex, part: Part, scope: Scope): NameMatch[] {
  return [...index.similarNames(joinWords(part.words))].flatMap(([name, typos]) =>
    candidates(index, name, part.hint, scope).map((entry) =>
      judge(index, entry, part.hint, scope, 'NAME_FUZZY', typos > 1 ? factors.secondTypo : 1),
    ),
  );
}

/** One state for each unit: the one in which it bore the name nearest to the asked day. */
function candidates(index: ResolutionIndex, name: string, hint: Hint, scope: Scope): Entry[] {
  return byUnit(index.withName(name))
    .map((states) => index.nearest(states, scope.asOf) as Entry)
    .filter((entry) => isInScope(index, entry, scope) && mayBeMeant(index, entry, hint, scope));
}

/** A town and a rural area bear the name of their gmina and are meant only when the reference says so. */
function mayBeMeant(index: ResolutionIndex, entry: Entry, { kinds }: Hint, { level }: Scope): boolean {
  const { kind, name } = entry.version;
  if (kind !== 'TOWN' && kind !== 'RURAL_AREA') return true;
  if (level === 'PART' || kinds?.includes(kind)) return true;
  return index.above(entry)[0]?.version.name !== name;
}

function judge(
  index: ResolutionIndex,
  entry: Entry,
  hint: Hint,
  scope: Scope,
  spelling: 'NAME' | 'NAME_FOLDED' | 'NAME_FUZZY',
  factor: number,
): NameMatch {
  const standing = index.standing(entry.version, scope.asOf);
  return {
    ...entry,
    strength: strengthOf[spelling] * factor * timeFactors[standing],
    method: methodOf(spelling, standing),
    matchedCode: null,
    matchedName: entry.version.name,
    fit: fitOf(entry, hint),
    weight: hint.kinds === undefined ? weightOf(entry) : nameWeights.usual,
  };
}

const timeFactors: Readonly<Record<Standing, number>> = { CURRENT: 1, FORMER: factors.former, LATER: factors.later };

function methodOf(spelling: 'NAME' | 'NAME_FOLDED' | 'NAME_FUZZY', standing: Standing): ResolutionMethod {
  return standing === 'CURRENT' || spelling === 'NAME_FUZZY' ? spelling : `NAME_${standing}`;
}

function fitOf(entry: Entry, { level, kinds }: Hint): number {
  const levelFit = fitsLevel(entry, level ?? null) ? 1 : factors.otherLevel;
  return levelFit * (kinds === undefined ? 1 : kindFit(entry.version.kind, kinds));
}

function kindFit(kind: TerritorialKind, kinds: readonly TerritorialKind[]): number {
  if (kinds.includes(kind)) return 1;
  // "m. X" says town of any sort; "X (4)" says the town inside the gmina and nothing else.
  const anyTown = kinds.includes('TOWN') && kinds.includes('URBAN_GMINA');
  return kind === 'URBAN_RURAL_GMINA' && anyTown ? factors.aroundTown : factors.otherLevel;
}

function weightOf({ version }: Entry): number {
  if (isCityWithPowiatRights(version)) return nameWeights.usual;
  if (version.kind === 'RURAL_GMINA') return nameWeights.rural;
  const isAuxiliary = version.kind === 'WARSAW_DISTRICT' || version.kind === 'DELEGATURA';
  return isAuxiliary ? nameWeights.auxiliary : nameWeights.usual;
}
