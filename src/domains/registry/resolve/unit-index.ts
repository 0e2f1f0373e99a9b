/** Every code and name that a unit has or had, ready for look-ups. Built once for a release. */

import { SimilarNames } from '#platform/similar-names.ts';
import { isAtLevel } from '../levels.ts';
import type { IsoDate, TerritorialLevel, Unit, UnitVersion } from '../model.ts';
import { foldName } from '../text.ts';
import type { Scope } from './model.ts';
import { type AbbreviatedWord, bareNameOf, blanksForDashes, NameForms, withoutBrackets } from './name-forms.ts';

/** One state of one unit. */
export interface Entry {
  readonly unit: Unit;
  readonly version: UnitVersion;
}

/** A state that is known by its name without a qualifier. */
export interface BareEntry extends Entry {
  /** Whether some register has the qualifier in brackets. */
  readonly isBracketed: boolean;
}

export type Standing = 'CURRENT' | 'FORMER' | 'LATER';

export class ResolutionIndex {
  readonly #units = new Map<string, Unit>();
  readonly #byCode = new Map<string, Entry[]>();
  readonly #byGminaNumber = new Map<string, Entry[]>();
  readonly #byName = new Map<string, Entry[]>();
  readonly #byBareName = new Map<string, BareEntry[]>();
  /** Folded names of more words than one by what they are with blanks for dashes. */
  readonly #byWords = new Map<string, Set<string>>();
  readonly #foldedNames = new Map<string, ReadonlySet<string>>();
  #similar: SimilarNames | undefined;
  #forms: NameForms | undefined;
  #powiats: ReadonlyMap<string, readonly Entry[]> | undefined;
  #knownFrom: IsoDate = '9999-12-31';

  constructor(units: Iterable<Unit>) {
    for (const unit of units) {
      this.#units.set(unit.id, unit);
      const names = new Set<string>();
      for (const version of unit.versions) for (const name of this.#add({ unit, version })) names.add(name);
      this.#foldedNames.set(unit.id, names);
    }
  }

  /** The folded names under which the state can be found. */
  #add(entry: Entry): string[] {
    const { terc, powiatTerc, name, validFrom } = entry.version;
    const folded = [foldName(name), withoutBrackets(name)].filter((form) => form !== null);
    for (const form of folded) {
      append(this.#byName, form, entry);
      if (/[ -]/.test(form)) this.#addWords(form);
    }
    const bare = terc.length > 4 ? bareNameOf(name) : null;
    // `Słupia Konecka` was `Słupia (Konecka)` in older registers.
    const isBracketed = entry.unit.versions.some((version) => version.name.includes('('));
    if (bare !== null) append(this.#byBareName, bare, { ...entry, isBracketed });
    append(this.#byCode, terc, entry);
    if (powiatTerc !== null && powiatTerc !== terc) append(this.#byCode, powiatTerc, entry);
    if (terc.length === 7) append(this.#byGminaNumber, terc.slice(0, 6), entry);
    if (validFrom < this.#knownFrom) this.#knownFrom = validFrom;
    return folded;
  }

  #addWords(folded: string): void {
    const words = blanksForDashes(folded);
    const alike = this.#byWords.get(words);
    if (alike === undefined) this.#byWords.set(words, new Set([folded]));
    else alike.add(folded);
  }

  /** States with exactly this TERC of 2, 4 or 7 digits. */
  withCode(terc: string): readonly Entry[] {
    return this.#byCode.get(terc) ?? [];
  }

  /** States whose TERC begins with these 6 digits, whatever their RODZ. */
  withGminaNumber(digits: string): readonly Entry[] {
    return this.#byGminaNumber.get(digits) ?? [];
  }

  withName(folded: string): readonly Entry[] {
    return this.#byName.get(folded) ?? [];
  }

  knowsName(folded: string): boolean {
    return this.#byName.has(folded);
  }

  /** Folded names of the same words with dashes where this has blanks, or the reverse: `bielsko biala`. */
  namesOfWords(folded: string): ReadonlySet<string> {
    return this.#byWords.get(blanksForDashes(folded)) ?? new Set();
  }

  /** States whose name is this one with a qualifier behind it. */
  withBareName(folded: string): readonly BareEntry[] {
    return this.#byBareName.get(folded) ?? [];
  }

  /** Folded names of which this may be another case. */
  inflectedNames(folded: string): ReadonlySet<string> {
    return this.#nameForms.inflected(folded);
  }

  abbreviatedNames(words: readonly AbbreviatedWord[]): readonly string[] {
    return this.#nameForms.abbreviated(words);
  }

  /** The folded names that the words mean, in whatever case: the register's own before any other. */
  namesMeant(folded: string): ReadonlySet<string> {
    if (this.knowsName(folded)) return new Set([folded]);
    const names = this.namesOfWords(folded);
    return names.size > 0 ? names : this.inflectedNames(folded);
  }

  get #nameForms(): NameForms {
    this.#forms ??= new NameForms(this.#byName.keys());
    return this.#forms;
  }

  /** Folded names of the unit, former ones included. */
  namesOf(unit: Unit): ReadonlySet<string> {
    return this.#foldedNames.get(unit.id) ?? new Set();
  }

  /** Powiats of a voivodeship, in all their states; cities with powiat rights are none of them. */
  powiatsIn({ id }: Unit): readonly Entry[] {
    this.#powiats ??= Map.groupBy(powiatStates(this.#units.values()), ({ version }) => version.parentId ?? '');
    return this.#powiats.get(id) ?? [];
  }

  similarNames(folded: string): ReadonlyMap<string, number> {
    this.#similar ??= new SimilarNames(this.#byName.keys());
    return this.#similar.near(folded);
  }

  /**
   * Whether a state holds on a day. Days before the first register say nothing of their own, so there the first known
   * states stand for them.
   */
  standing({ validFrom, validTo }: UnitVersion, day: IsoDate): Standing {
    const requested = day < this.#knownFrom ? this.#knownFrom : day;
    if (validFrom > requested) return 'LATER';
    return validTo !== null && validTo <= requested ? 'FORMER' : 'CURRENT';
  }

  /** Of several states of one unit the one nearest to the day: in force, else the last before, else the first after. */
  nearest<T extends Entry>(entries: readonly T[], day: IsoDate): T | undefined {
    const standing = (entry: T): Standing => this.standing(entry.version, day);
    return (
      entries.find((entry) => standing(entry) === 'CURRENT') ??
      entries.findLast((entry) => standing(entry) === 'FORMER') ??
      entries[0]
    );
  }

  /** From the unit that contains this state up to the voivodeship. */
  above({ version }: Entry): Entry[] {
    const above: Entry[] = [];
    let parent = this.#parent(version);
    while (parent !== undefined && above.length < 5) {
      above.push(parent);
      parent = this.#parent(parent.version);
    }
    return above;
  }

  #parent({ parentId, validFrom }: UnitVersion): Entry | undefined {
    const unit = parentId === null ? undefined : this.#units.get(parentId);
    const version = unit?.versions.findLast((state) => state.validFrom <= validFrom) ?? unit?.versions[0];
    return unit && version && { unit, version };
  }
}

function powiatStates(units: Iterable<Unit>): Entry[] {
  const states = [...units].flatMap((unit) => unit.versions.map((version) => ({ unit, version })));
  return states.filter(({ version }) => version.kind === 'POWIAT');
}

/** Whether the reference allows a unit at all: its level, and the place it must lie in. */
export function isInScope(index: ResolutionIndex, entry: Entry, { level, containers }: Scope): boolean {
  if (!fitsLevel(entry, level)) return false;
  return containers === null || [entry, ...index.above(entry)].some(({ unit }) => containers.has(unit.id));
}

export function buildResolutionIndex(units: Iterable<Unit>): ResolutionIndex {
  return new ResolutionIndex(units);
}

export function fitsLevel({ version }: Entry, level: TerritorialLevel | null): boolean {
  return level === null || isAtLevel(version, level);
}

/** The entries of each unit, in the order in which the units first appear. */
export function byUnit<T extends Entry>(entries: readonly T[]): T[][] {
  const groups = new Map<string, T[]>();
  for (const entry of entries) append(groups, entry.unit.id, entry);
  return [...groups.values()];
}

function append<T>(map: Map<string, T[]>, key: string, entry: T): void {
  const entries = map.get(key);
  if (entries === undefined) map.set(key, [entry]);
  else entries.push(entry);
}
