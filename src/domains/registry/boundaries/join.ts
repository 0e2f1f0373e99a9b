/** Finds the unit that a boundary is of: by its code on the file's day, by a code it has at another time, by its name. */
import type { MatchCandidate, ProblemKind } from '#platform/problems/model.ts';
import { levelOf } from '../levels.ts';
import type { IsoDate, TerritorialLevel, Unit, UnitVersion } from '../model.ts';
import { type CodeReading, readCode } from '../resolve/code-reading.ts';
import { type ResolutionCandidate, type ResolutionMethod, resolveReference } from '../resolve/index.ts';
import type { RegistrySnapshot } from '../snapshot.ts';
import { foldName } from '../text.ts';
import type { BoundaryReference } from './model.ts';

export interface Joined {
  readonly unit: Unit;
  /** The state that bears the code or the name. */
  readonly version: UnitVersion;
  readonly level: TerritorialLevel;
  readonly method: ResolutionMethod;
  readonly confidence: number;
}

export interface Unjoined {
  readonly kind: ProblemKind;
  readonly column: string | null;
  readonly reason: string;
  readonly candidates: readonly MatchCandidate[];
}

export interface JoinOptions {
  /** The day that the file shows, then others on which a code may be known; the first that knows it decides. */
  readonly days: readonly [IsoDate, ...IsoDate[]];
  /** Of features that say none. */
  readonly level: TerritorialLevel | null;
}

export class UnitJoiner {
  readonly #registry: RegistrySnapshot;
  readonly #days: readonly [IsoDate, ...IsoDate[]];
  readonly #level: TerritorialLevel | null;
  readonly #ofSixDigits: CodeReading['method'];

  constructor(registry: RegistrySnapshot, references: readonly BoundaryReference[], { days, level }: JoinOptions) {
    this.#registry = registry;
    this.#days = days;
    this.#ofSixDigits = this.#readingOfSixDigits(references);
    this.#level = level ?? this.#commonestLevel(references);
  }

  join(reference: BoundaryReference): Joined | Unjoined {
    const byCode = reference.code === null ? [] : this.#byCode(reference.code);
    const [only] = byCode;
    if (only !== undefined && byCode.length === 1) return only;
    const byName = this.#byName(reference, byCode);
    const [named] = byName;
    if (named !== undefined && byName.length === 1) return named;
    return unjoined(reference, byName.length > 0 ? byName : byCode);
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
    // An unknown code still tells the voivodeship, so that a namesake elsewhere is not taken for the unit.
    const [reading] = code === null ? [] : this.#readingsOf(code);
    if (code !== null && reading === undefined) return [];
    const wanted = level ?? this.#level;
    const within = reading?.terc.slice(0, 2);
    const named = (text: string): Joined[] =>
      this.#resolve({ text, level: wanted, within })
        .filter(({ method }) => method !== 'NAME_FUZZY')
        .map((found) => ({ ...found, level: wanted ?? levelOf(found.version) }));
    const namesakes = named(name);
    if (namesakes.length < 2 || path === null) return namesakes;
    const told = named(path);
    return told.length === 1 ? told : namesakes;
  }

  #resolve(reference: Parameters<typeof resolveReference>[1]): readonly ResolutionCandidate[] {
    return resolveReference(this.#registry.resolutionIndex, reference, this.#days[0]).candidates;
  }

  /** Of the two readings of 6 digits the one that the file means is tried. */
  #readingsOf(code: string): readonly CodeReading[] {
    const readings = readCode(code);
    return readings.length < 2 ? readings : readings.filter(({ method }) => method === this.#ofSixDigits);
  }

  /**
   * Six digits are a gmina without its kind (20 10 11) or 7 digits that lost their zero (0 201 011). A file writes all
   * its codes in one way, so the way in which more of them are known is the one.
   */
  #readingOfSixDigits(references: readonly BoundaryReference[]): CodeReading['method'] {
    const view = this.#registry.viewAt(this.#days[0]);
    const known = { TERC_CODE_WITHOUT_KIND: 0, TERC_CODE_LEADING_ZERO: 0 };
    for (const { code } of references) {
      const readings = code?.length === 6 ? readCode(code) : [];
      for (const { method, terc } of readings) {
        if (method in known && view.byTerc(terc) !== undefined) known[method as keyof typeof known] += 1;
      }
    }
    return known.TERC_CODE_LEADING_ZERO > known.TERC_CODE_WITHOUT_KIND
      ? 'TERC_CODE_LEADING_ZERO'
      : 'TERC_CODE_WITHOUT_KIND';
  }

  /** The level of most features that a code tells. */
  #commonestLevel(references: readonly BoundaryReference[]): TerritorialLevel | null {
    const counts = new Map<TerritorialLevel, number>();
    for (const { code } of references) {
      const [first] = code === null ? [] : this.#byCode(code);
      if (first !== undefined) counts.set(first.level, (counts.get(first.level) ?? 0) + 1);
    }
    return [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? null;
  }
}

/** A city with powiat rights is meant as a powiat by its code of 4 digits, as a gmina by that of 7. */
function levelOfCode(terc: string, version: UnitVersion): TerritorialLevel {
  return terc.length === 4 ? 'POWIAT' : levelOf(version);
}

const keptCandidates = 10;

function unjoined(reference: BoundaryReference, candidates: readonly Joined[]): Unjoined {
  return {
    kind: candidates.length > 0 ? 'UNIT_AMBIGUOUS' : 'UNIT_NOT_FOUND',
    column: reference.codeColumn ?? reference.nameColumn,
    reason: reasonOf(reference, candidates),
    candidates: candidates.slice(0, keptCandidates).map(({ unit, version, confidence, method }) => {
      return { type: 'TerritorialUnit', id: unit.id, label: labelOf(version), confidence, method };
    }),
  };
}

function labelOf({ terc, name }: UnitVersion): string {
  return `${terc} ${name}`;
}

const listedCandidates = 5;

function reasonOf({ code, name }: BoundaryReference, candidates: readonly Joined[]): string {
  const said = [code, name === null ? null : `"${name}"`].filter((part) => part !== null).join(' ');
  if (said === '') return 'It names no unit. Give its TERC in a property "terc", or its name in "name".';
  if (/^0+$/.test(code ?? '') || (code === null && /^(polska|poland)$/.test(foldName(name ?? '')))) {
    return `${said} is the whole country, which is no unit of TERC. Leave it out.`;
  }
  if (candidates.length === 0) {
    return `${said} is no unit that the hub knows at any time. Correct it, or load the TERC register of its year first.`;
  }
  const listed = candidates.slice(0, listedCandidates).map(({ version }) => labelOf(version));
  const more = candidates.length > listedCandidates ? ` and ${candidates.length - listedCandidates} more` : '';
  return `${said} may be ${listed.join(', ')}${more}. Give the TERC of the one that is meant.`;
}

/** Of these days, the newest first, the one on which most of the codes are in force. */
export function fittingDay(
  registry: RegistrySnapshot,
  references: readonly BoundaryReference[],
  days: readonly IsoDate[],
): IsoDate | null {
  let best: { day: IsoDate; known: number } | null = null;
  for (const day of days) {
    const view = registry.viewAt(day);
    const isKnown = ({ code }: BoundaryReference): boolean =>
      code !== null && readCode(code).some(({ terc }) => view.byTerc(terc) !== undefined);
    const known = references.filter(isKnown).length;
    if (best === null || known > best.known) best = { day, known };
  }
  return best?.day ?? null;
}
