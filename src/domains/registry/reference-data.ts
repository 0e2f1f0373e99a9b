/**
 * All units as one release knows them, cached: a few thousand rows that only a release changes, so that a
 * relation to a unit costs no query. A view is the same on one day.
 */
import type { Source } from '#platform/releases/model.ts';
import type { CoverageByVoivodeship } from './coverage.ts';
import { idBesides } from './history/observe.ts';
import type { IsoDate } from './model.ts';
import type { RegistryUnit, RegistryVersion } from './registry-unit.ts';
import { buildResolutionIndex, type ResolutionIndex } from './resolve/index.ts';
import { RegistryView } from './view.ts';

export type { RegistryUnit, RegistryVersion } from './registry-unit.ts';

export class RegistryReferenceData {
  readonly #units: ReadonlyMap<string, RegistryUnit>;
  readonly #sources: ReadonlyMap<string, Source>;
  readonly #merged: ReadonlyMap<string, string>;
  readonly coverage: CoverageByVoivodeship;
  #mergedOf: ReadonlyMap<string, readonly string[]> | undefined;
  /** Days on which some unit's state or its certainty changes, ascending: between two of them all views are alike. */
  readonly #turns: readonly IsoDate[];
  readonly #views = new Map<number, RegistryView>();
  #formerIds: ReadonlyMap<string, string> | undefined;
  #resolutionIndex: ResolutionIndex | undefined;

  /** `merged`: ids that were given once, with the units that they lead to. */
  constructor(
    units: readonly RegistryUnit[],
    sources: readonly Source[],
    merged: ReadonlyMap<string, string> = new Map(),
    coverage: CoverageByVoivodeship = new Map(),
  ) {
    this.#merged = merged;
    this.coverage = coverage;
    this.#units = new Map(units.map((unit) => [unit.id, unit]));
    this.#sources = new Map(sources.map((source) => [source.id, source]));
    this.#turns = turnsOf(units);
  }

  get units(): Iterable<RegistryUnit> {
    return this.#units.values();
  }

  /** By its id, by one that was merged into it, or by the id that it would have had under any of its later codes. */
  unit(id: string): RegistryUnit | undefined {
    const found = this.#units.get(id) ?? this.#units.get(this.#merged.get(id) ?? '');
    if (found !== undefined) return found;
    this.#formerIds ??= otherIdsOf(this.#units.values());
    const other = this.#formerIds.get(id);
    return other === undefined ? undefined : this.#units.get(other);
  }

  /** Its id and those that were merged into it: rows that name the unit may hold any of them. */
  idsOf(unit: Pick<RegistryUnit, 'id'>): readonly string[] {
    this.#mergedOf ??= Map.groupBy(this.#merged.keys(), (id) => this.#merged.get(id) ?? '');
    return [unit.id, ...(this.#mergedOf.get(unit.id) ?? [])];
  }

  source(id: string): Source | undefined {
    return this.#sources.get(id);
  }

  viewAt(day: IsoDate): RegistryView {
    const stretch = countUpTo(this.#turns, day);
    const known = this.#views.get(stretch);
    if (known !== undefined) return known;
    const view = new RegistryView(this.#units.values(), day);
    this.#views.set(stretch, view);
    return view;
  }

  /** The unit that was the last to have a TERC before a day on which none has it. */
  formerlyWithTerc(terc: string, day: IsoDate): RegistryUnit | undefined {
    const index = this.resolutionIndex;
    const bearers = terc.length === 6 ? index.withGminaNumber(terc) : index.withCode(terc);
    const ended = bearers.filter(({ version }) => version.validTo !== null && version.validTo <= day);
    const gminas = ended.filter(({ version }) => terc.length !== 6 || version.kind.endsWith('GMINA'));
    const last = gminas.toSorted((a, b) => (a.version.validFrom < b.version.validFrom ? -1 : 1)).at(-1);
    return last && this.#units.get(last.unit.id);
  }

  get resolutionIndex(): ResolutionIndex {
    this.#resolutionIndex ??= buildResolutionIndex(this.#units.values());
    return this.#resolutionIndex;
  }
}

function turnsOf(units: readonly RegistryUnit[]): IsoDate[] {
  const days = new Set<IsoDate>();
  for (const { versions } of units) {
    for (const { validFrom, validTo } of versions) {
      days.add(validFrom);
      if (validTo !== null) days.add(validTo);
    }
  }
  return [...days].toSorted();
}

/** How many of the ascending days are not after the given one. */
function countUpTo(days: readonly IsoDate[], day: IsoDate): number {
  let low = 0;
  let high = days.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((days[middle] as IsoDate) <= day) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * A unit is named by the first code it is known under, which moves back when an older register is loaded. An id given
 * out before that still leads to the unit, unless another unit has it by its own right. So does the id of a unit whose
 * code another had borne (`020102~nowa`), after a register between stated that the two are one.
 */
function otherIdsOf(units: Iterable<RegistryUnit>): Map<string, string> {
  const others = new Map<string, string>();
  const add = (id: string, unit: string): void => {
    if (!others.has(id)) others.set(id, unit);
  };
  for (const unit of units) {
    for (const version of unit.versions) {
      add(keyOf(version), unit.id);
      add(idBesides(keyOf(version), version.name), unit.id);
    }
  }
  return others;
}

function keyOf({ terc, kind }: RegistryVersion): string {
  return kind.endsWith('GMINA') ? terc.slice(0, 6) : terc;
}
