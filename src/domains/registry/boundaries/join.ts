/** Finds the unit that a boundary is of: by its code on the file's day, by a code it has at another time, by its name. */
import { isAtLevel, levelOf } from '../levels.ts';
import type { IsoDate, TerritorialKind, TerritorialLevel, UnitVersion } from '../model.ts';
import type { RegistryReferenceData } from '../reference-data.ts';
import { type CodeReading, readCode } from '../resolve/code-reading.ts';
import { type ResolutionCandidate, resolveReference } from '../resolve/index.ts';
import { foldName } from '../text.ts';
import { agrees } from './agreement.ts';
import { areCodes, isStatedCode, readingOfSixDigits } from './file-codes.ts';
import type { Joined } from './joined.ts';
import type { BoundaryReference } from './model.ts';
import { contradicted, type Unjoined, unjoined } from './unjoined.ts';

export type { Joined } from './joined.ts';

export interface JoinOptions {
  /** The day that the file shows, then others on which a code may be known; the first that knows it decides. */
  readonly days: readonly [IsoDate, ...IsoDate[]];
  /** Of features that say none. */
  readonly level: TerritorialLevel | null;
}

export class UnitJoiner {
  readonly #registry: RegistryReferenceData;
  readonly #days: readonly [IsoDate, ...IsoDate[]];
  readonly #level: TerritorialLevel | null;
  readonly #ofSixDigits: CodeReading['method'];
  /** Whether what stands in the place of running numbers are codes throughout. */
  readonly #numbersAreCodes: boolean;

  constructor(registry: RegistryReferenceData, references: readonly BoundaryReference[], { days, level }: JoinOptions) {
    this.#registry = registry;
    this.#days = days;
    const view = registry.viewAt(days[0]);
    this.#ofSixDigits = readingOfSixDigits(view, references);
    this.#numbersAreCodes = areCodes(view, references);
    this.#level = level ?? this.#commonestLevel(references);
  }

  /** A city with powiat rights is both a gmina and a powiat: the level that the feature states comes before that of its code. */
  join(reference: BoundaryReference): Joined | Unjoined {
    const found = this.#find(reference);
    const { level } = reference;
    return level === null || 'reason' in found || !isAtLevel(found.version, level) ? found : { ...found, level };
  }

  #find(reference: BoundaryReference): Joined | Unjoined {
    if (!this.#hasCode(reference)) return this.#decide(reference, this.#withoutCode(reference));
    const byCode = this.#byCode(reference.code);
    const [coded] = byCode;
    if (coded === undefined || byCode.length > 1)
      return this.#decide(reference, this.#byName(reference, byCode), byCode);
    const named = this.#contradicting(reference, coded);
    if (named.length === 0) return coded;
    // A code that no unit ever had with this kind is only a guess, and the name is none.
    if (coded.method === 'TERC_CODE_OTHER_KIND') return this.#decide(reference, this.#byName(reference, []), byCode);
    return contradicted(reference, coded, named);
  }

  #decide(
    reference: BoundaryReference,
    found: readonly Joined[],
    otherwise: readonly Joined[] = [],
  ): Joined | Unjoined {
    const [only] = found;
    if (only !== undefined && found.length === 1) return only;
    return unjoined(reference, found.length > 0 ? found : otherwise);
  }

  #hasCode(reference: BoundaryReference): reference is BoundaryReference & { code: string } {
    return isStatedCode(reference) || (reference.name === null && reference.code !== null && this.#numbersAreCodes);
  }

  /** By the name; what stands in the place of a running number only distinguishes namesakes. */
  #withoutCode(reference: BoundaryReference): Joined[] {
    const named = this.#byName({ ...reference, code: null }, []);
    if (named.length < 2 || reference.code === null) return named;
    const coded = new Set(this.#byCode(reference.code).map(({ unit }) => unit.id));
    const agreeing = named.filter(({ unit }) => coded.has(unit.id));
    return agreeing.length === 1 ? agreeing : named;
  }

  /** Units that the name says in place of the one with the code; none where it says that one, or nothing that is known. */
  #contradicting({ name, level }: BoundaryReference, coded: Joined): Joined[] {
    if (name === null) return [];
    const named = this.#named(name, null);
    const view = { registry: this.#registry, day: this.#days[0], level };
    return named.some((other) => agrees(coded, other, view)) ? [] : named;
  }

  /** One unit; several where the code says no more; none for an unknown code. */
  #byCode(code: string): Joined[] {
    const readings = this.#readingsOf(code);
    for (const day of this.#days) {
      const view = this.#registry.viewAt(day);
      for (const { terc } of readings) {
        const state = view.byTerc(terc);
        if (state !== undefined) {
          return [{ ...state, level: levelOfCode(terc, state.version), method: 'TERC_CODE', confidence: 1 }];
        }
      }
    }
    return readings.flatMap(({ terc }) =>
      this.#resolve({ code: terc }).map((found) => ({ ...found, level: levelOfCode(terc, found.version) })),
    );
  }

  /**
   * Of units that share the code the one with the name; without a code, the one unit of the level with that name, or of
   * several the one of the kind and in the place that the file says.
   */
  #byName({ name, path, code, level }: BoundaryReference, sharing: readonly Joined[]): Joined[] {
    if (name === null) return [];
    if (sharing.length > 1) {
      const folded = foldName(name);
      return sharing.filter(({ unit }) => unit.versions.some((version) => foldName(version.name) === folded));
    }
    // An unknown code still states the voivodeship, so that a namesake elsewhere is not taken for the unit, and the kind.
    const [reading] = code === null ? [] : this.#readingsOf(code);
    if (code !== null && reading === undefined) return [];
    const wanted = level ?? this.#level;
    const within = reading?.terc.slice(0, 2) ?? null;
    const byPath = path === null ? [] : this.#named(path, wanted, within);
    if (byPath.length === 1) return byPath;
    const namesakes = this.#named(name, wanted, within);
    return ofKind(namesakes, kindOfRodz[reading?.terc[6] ?? '']);
  }

  #named(text: string, level: TerritorialLevel | null, within: string | null = null): Joined[] {
    return this.#resolve({ text, level, within })
      .filter(({ method }) => method !== 'NAME_FUZZY')
      .map((found) => ({ ...found, level: level ?? levelOf(found.version) }));
  }

  #resolve(reference: Parameters<typeof resolveReference>[1]): readonly ResolutionCandidate[] {
    return resolveReference(this.#registry.resolutionIndex, reference, this.#days[0]).candidates;
  }

  /** Of the two readings of 6 digits the one that the file means is tried. */
  #readingsOf(code: string): readonly CodeReading[] {
    const readings = readCode(code);
    return readings.length < 2 ? readings : readings.filter(({ method }) => method === this.#ofSixDigits);
  }

  /** The level of most features that a code states. */
  #commonestLevel(references: readonly BoundaryReference[]): TerritorialLevel | null {
    const counts = new Map<TerritorialLevel, number>();
    for (const reference of references) {
      const [first] = this.#hasCode(reference) ? this.#byCode(reference.code) : [];
      if (first !== undefined) counts.set(first.level, (counts.get(first.level) ?? 0) + 1);
    }
    return [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? null;
  }
}

/** A city with powiat rights is meant as a powiat by its code of 4 digits, as a gmina by that of 7. */
function levelOfCode(terc: string, version: UnitVersion): TerritorialLevel {
  return terc.length === 4 ? 'POWIAT' : levelOf(version);
}

const kindOfRodz: Readonly<Record<string, TerritorialKind>> = {
  '1': 'URBAN_GMINA',
  '2': 'RURAL_GMINA',
  '3': 'URBAN_RURAL_GMINA',
};

function ofKind(namesakes: readonly Joined[], kind: TerritorialKind | undefined): Joined[] {
  const fitting = namesakes.filter(({ version }) => version.kind === kind);
  return fitting.length === 1 ? fitting : [...namesakes];
}
