/** The units that bear a name, judged by spelling, by day and by what the text says of their kind. */
import { isCityWithPowiatRights } from '../levels.ts';
import { factors, nameWeights, strengthOf } from './confidence.ts';
import { fitOf } from './kind-fit.ts';
import { type Hint, trailingMarker } from './markers.ts';
import { matchSeat } from './match-seat.ts';
import type { ResolutionMethod, Scope } from './model.ts';
import { splitQualifier } from './name-forms.ts';
import type { WeightedMatch } from './sharing.ts';
import { joinWords, type Part } from './text-reading.ts';
import { type BareEntry, byUnit, type Entry, isInScope, type ResolutionIndex, type Standing } from './unit-index.ts';

export interface NameMatch extends WeightedMatch {
  /** 1 where everything else in the text holds for the unit; less the more of it fails. */
  readonly fit: number;
  /** Whether something in the text cannot hold for the unit. */
  readonly isContradicted: boolean;
}

type Spelling = 'NAME' | 'NAME_FOLDED' | 'NAME_SHORT' | 'NAME_INFLECTED' | 'NAME_ABBREVIATED' | 'NAME_FUZZY';
type Reading = (index: ResolutionIndex, part: Part, scope: Scope) => NameMatch[];

/** The first that finds any: names come before forms of names, and those before errors. */
const readings: readonly Reading[] = [
  matchWords,
  matchJoinedOtherwise,
  matchInflected,
  matchWithoutMarker,
  matchAbbreviated,
  matchWithoutQualifier,
  matchBehindCity,
  matchSimilar,
];

/** What the text calls the unit: the words themselves, or, where no unit is called so, what they may be a form of. */
export function matchName(index: ResolutionIndex, part: Part, scope: Scope): NameMatch[] {
  if (part.hint.isSeat) return matchOffice(index, part, scope);
  for (const reading of readings) {
    const found = reading(index, part, scope);
    if (found.length > 0) return found;
  }
  return [];
}

/** The name as it stands, and units that bear it with a qualifier, which people leave out. */
function matchWords(index: ResolutionIndex, part: Part, scope: Scope): NameMatch[] {
  const name = joinWords(part.words);
  const entries = exactFirst(index.withName(name), joinWords(part.spelled));
  const named = meant(index, entries, part.hint, scope).map((entry) => {
    const isExact = spellingOf(entry) === joinWords(part.spelled);
    return judge(index, entry, part.hint, scope, isExact ? 'NAME' : 'NAME_FOLDED');
  });
  const known = new Set(named.map(({ unit }) => unit.id));
  const bare = meant(index, index.withBareName(name), part.hint, scope).filter(({ unit }) => !known.has(unit.id));
  return [...named, ...bare.map((entry) => judgeBare(index, entry, part.hint, scope))];
}

/** Who writes the Polish letters means them: `Rogóźno` is not `Rogoźno`. Without any, both may be meant. */
function exactFirst(entries: readonly Entry[], spelled: string): readonly Entry[] {
  if (/^[ -~]*$/.test(spelled)) return entries;
  const exact = entries.filter((entry) => spellingOf(entry) === spelled);
  return exact.length > 0 ? exact : entries;
}

function spellingOf({ version }: Entry): string {
  return version.name.normalize('NFC').toLowerCase();
}

function judgeBare(index: ResolutionIndex, entry: BareEntry, hint: Hint, scope: Scope): NameMatch {
  const match = judge(index, entry, hint, scope, 'NAME_SHORT');
  const weight = entry.isBracketed ? nameWeights.bareOfBracketed : nameWeights.bare;
  return { ...match, weight: match.weight * weight };
}

/** `Bielsko Biała`, `Nowy-Targ`. */
function matchJoinedOtherwise(index: ResolutionIndex, part: Part, scope: Scope): NameMatch[] {
  return ofNames(index, index.namesOfWords(joinWords(part.words)), part, scope, 'NAME_FOLDED');
}

function matchInflected(index: ResolutionIndex, part: Part, scope: Scope): NameMatch[] {
  return ofNames(index, index.inflectedNames(joinWords(part.words)), part, scope, 'NAME_INFLECTED');
}

/** `kielecki powiat`, `Brzeg miasto` */
function matchWithoutMarker(index: ResolutionIndex, part: Part, scope: Scope): NameMatch[] {
  const marker = trailingMarker(part.words);
  if (marker === null) return [];
  const { words, spelled, cut, hint } = part;
  return matchName(
    index,
    {
      words: words.slice(0, -marker.length),
      spelled: spelled.slice(0, -marker.length),
      cut: cut.slice(0, -marker.length),
      hint: { ...hint, ...marker.hint },
    },
    scope,
  );
}

/** Shortened so often that the dot is left out, too. */
const commonAbbreviations: ReadonlySet<string> = new Set(['wlkp', 'maz', 'sl', 'sw', 'k', 'n']);

function matchAbbreviated(index: ResolutionIndex, part: Part, scope: Scope): NameMatch[] {
  const words = part.words.map((folded, at) => ({
    folded,
    isCut: part.cut[at] === true || commonAbbreviations.has(folded),
  }));
  if (!words.some(({ isCut }) => isCut)) return [];
  return ofNames(index, index.abbreviatedNames(words), part, scope, 'NAME_ABBREVIATED');
}

/** `Słupia Jędrzejowska`, where the register has only `Słupia` in the powiat jędrzejowski. */
function matchWithoutQualifier(index: ResolutionIndex, part: Part, scope: Scope): NameMatch[] {
  const split = splitQualifier(part.words);
  if (split === null) return [];
  const places = index.namesMeant(split.qualifier);
  const lies = (entry: Entry): boolean =>
    index.above(entry).some(({ unit }) => [...index.namesOf(unit)].some((name) => places.has(name)));
  return ofNames(index, [split.name], part, scope, 'NAME_SHORT').filter(lies);
}

/** `Warszawa-Bielany`, where the register has only `Bielany` in Warszawa. */
function matchBehindCity(index: ResolutionIndex, part: Part, scope: Scope): NameMatch[] {
  const [city = '', dash, ...rest] = part.words;
  if (dash !== '-' || rest.length === 0) return [];
  const lies = (entry: Entry): boolean => index.above(entry).some(({ unit }) => index.namesOf(unit).has(city));
  return ofNames(index, [joinWords(rest)], part, scope, 'NAME_FOLDED').filter(lies);
}

function matchSimilar(index: ResolutionIndex, part: Part, scope: Scope): NameMatch[] {
  return [...index.similarNames(joinWords(part.words))].flatMap(([name, typos]) =>
    ofNames(index, [name], part, scope, 'NAME_FUZZY').map((match) =>
      typos > 1 ? { ...match, strength: match.strength * factors.secondTypo } : match,
    ),
  );
}

function matchOffice(index: ResolutionIndex, part: Part, scope: Scope): NameMatch[] {
  return matchSeat(index, joinWords(part.words))
    .filter((entry) => isInScope(index, entry, scope))
    .map((entry) => judge(index, entry, part.hint, scope, 'NAME_INFLECTED'));
}

function ofNames(
  index: ResolutionIndex,
  names: Iterable<string>,
  { hint }: Part,
  scope: Scope,
  spelling: Spelling,
): NameMatch[] {
  const entries = [...names].flatMap((name) => meant(index, index.withName(name), hint, scope));
  return entries.map((entry) => judge(index, entry, hint, scope, spelling));
}

/** One state for each unit: the one in which it bore the name nearest to the requested day. */
function meant<T extends Entry>(index: ResolutionIndex, entries: readonly T[], hint: Hint, scope: Scope): T[] {
  return byUnit(entries)
    .map((states) => index.nearest(states, scope.asOf) as T)
    .filter((entry) => isInScope(index, entry, scope) && mayBeMeant(index, entry, hint, scope));
}

/** A town and a rural area bear the name of their gmina and are meant only when the reference says so. */
function mayBeMeant(index: ResolutionIndex, entry: Entry, { kinds }: Hint, { level }: Scope): boolean {
  const { kind, name } = entry.version;
  if (kind !== 'TOWN' && kind !== 'RURAL_AREA') return true;
  if (level === 'PART' || kinds?.includes(kind)) return true;
  return index.above(entry)[0]?.version.name !== name;
}

function judge(index: ResolutionIndex, entry: Entry, hint: Hint, scope: Scope, spelling: Spelling): NameMatch {
  const standing = index.standing(entry.version, scope.asOf);
  const { unit, version } = entry;
  return {
    unit,
    version,
    strength: strengthOf[spelling] * timeFactors[standing],
    method: methodOf(spelling, standing),
    matchedCode: null,
    matchedName: version.name,
    ...fitOf(entry, hint),
    weight: hint.kinds === undefined ? weightOf(entry, hint) : nameWeights.common,
  };
}

const timeFactors: Readonly<Record<Standing, number>> = { CURRENT: 1, FORMER: factors.former, LATER: factors.later };

function methodOf(spelling: Spelling, standing: Standing): ResolutionMethod {
  const isName = spelling === 'NAME' || spelling === 'NAME_FOLDED';
  return standing === 'CURRENT' || !isName ? spelling : `NAME_${standing}`;
}

function weightOf({ version }: Entry, { seldom }: Hint): number {
  if (seldom !== undefined) return seldom.includes(version.kind) ? nameWeights.seldom : nameWeights.common;
  if (isCityWithPowiatRights(version)) return nameWeights.common;
  if (version.kind === 'RURAL_GMINA') return nameWeights.rural;
  const isAuxiliary = version.kind === 'WARSAW_DISTRICT' || version.kind === 'DELEGATURA';
  return isAuxiliary ? nameWeights.auxiliary : nameWeights.common;
}
