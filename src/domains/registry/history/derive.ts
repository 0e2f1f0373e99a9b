/**
 * The history of all units as a pure function of all registers, so that it does not depend on the order in which
 * they were loaded. A register shows a state on one day; what lies between two registers is not invented: a change
 * carries the window in which it must have happened, and the earlier state stands until the day that shows the later.
 */
import { levelOf } from '../levels.ts';
import type { TerritorialLevel } from '../model.ts';
import { foldName } from '../text.ts';
import { type Candidate, mayBeOne, mayBeRowOf, type Origin } from './candidates.ts';
import { Day, type RegisterState } from './day.ts';
import { matchByNameAndPlace } from './match.ts';
import { idBesides, type ObservedUnit, observeUnits } from './observe.ts';
import { changesBetween, type DerivedUnit, isPart, last, type Track, type UnitState, versionOf } from './track.ts';
import { type Stray, strayKey } from './unread.ts';

export type { RegisterState } from './day.ts';
export type { DerivedUnit, DerivedVersion } from './track.ts';

/** A unit that a register shows, and the track that it continues, if any. */
interface Sighting {
  readonly unit: ObservedUnit;
  readonly track: Track | undefined;
  readonly matched: boolean;
}

const topDown: readonly TerritorialLevel[] = ['VOIVODESHIP', 'POWIAT', 'GMINA', 'AUXILIARY', 'PART'];

export function deriveHistory(states: readonly RegisterState[]): DerivedUnit[] {
  const history = new History();
  for (const state of states.toSorted((a, b) => (a.asOf < b.asOf ? -1 : 1))) history.read(state);
  return history.units();
}

class History {
  readonly #tracks = new Map<string, Track>();
  /** Open tracks by the key they have now. */
  #open = new Map<string, Track>();
  /** Ended tracks by the key they had last. */
  readonly #ended = new Map<string, Track[]>();
  /** The days on which a voivodeship was shown completely, ascending. */
  readonly #completeDays = new Map<string, Day[]>();

  read(state: RegisterState): void {
    const day = new Day(state);
    const observed = observeUnits(state.rows);
    const strays = this.#strays(day, observed);
    day.strays = strays;
    const byLevel = Map.groupBy(observed, levelOf);
    // Each unit is known by what it belongs to, which must have found its own track first.
    for (const level of topDown) this.#readLevel(day, level, byLevel.get(level) ?? [], strays);
    for (const voivodeship of day.completeVoivodeships) {
      this.#completeDays.set(voivodeship, [...(this.#completeDays.get(voivodeship) ?? []), day]);
    }
  }

  units(): DerivedUnit[] {
    return [...this.#tracks.values()]
      .map(({ id, versions, events }) => ({ id, versions, events }))
      .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  }

  #strays(day: Day, observed: readonly ObservedUnit[]): Stray[] {
    const listed = new Set(observed.map(({ key }) => key));
    const missing = [...this.#open.values()].filter(({ key }) => !listed.has(key)).map(last);
    return day.unread.strays((key) => listed.has(key) || this.#open.has(key), missing);
  }

  #readLevel(day: Day, level: TerritorialLevel, observed: readonly ObservedUnit[], strays: readonly Stray[]): void {
    const byCode = observed.map((unit): Sighting => ({ unit, track: this.#find(unit), matched: false }));
    const seen = new Set(byCode.map(({ track }) => track));
    const vanished = [...this.#open.values()].filter(
      (track) => levelOf(last(track)) === level && !seen.has(track) && this.#isMissing(track, day),
    );
    const sightings = this.#joinByName(vanished, byCode, strays);
    const continued = new Set(sightings.map(({ track }) => track));
    for (const track of vanished) {
      if (!continued.has(track) && !strays.some((stray) => mayBeRowOf(stray, last(track)))) this.#abolish(track, day);
    }
    const tracks = sightings.map((sighting) => sighting.track ?? this.#begin(sighting.unit));
    // All keys are known before any parent is looked up, so that a moved powiat's gminas find it under its new code.
    this.#rekey(sightings, tracks);
    sightings.forEach((sighting, index) => {
      const track = tracks[index];
      if (track !== undefined) this.#show(track, sighting, day);
    });
  }

  /** Whether a unit that a register does not list is not there, under the code that it had. */
  #isMissing(track: Track, day: Day): boolean {
    const version = last(track);
    if (!day.coversAllOf(version) || day.unread.concern(version)) return false;
    // The row of a part may stand, unread, under the code that its gmina has by now.
    const gmina = isPart(version) ? this.#tracks.get(version.parentId ?? '') : undefined;
    return gmina === undefined || !day.unread.concern({ ...version, terc: gmina.key + version.terc.slice(6) });
  }

  #joinByName(vanished: readonly Track[], sightings: readonly Sighting[], strays: readonly Stray[]): Sighting[] {
    if (vanished.length === 0) return [...sightings];
    const appeared = sightings.filter(({ track }) => track === undefined).map(({ unit }) => this.#newcomer(unit));
    const candidates = [
      ...appeared.filter(({ absentOn }) => absentOn !== undefined),
      ...strays.map((stray) => this.#rival(stray)),
      ...this.#begunSince(vanished),
    ];
    const origins = vanished.map((track): Origin => ({ ...last(track), track }));
    const pairs = matchByNameAndPlace({ vanished: origins, appeared: candidates, mayBeOne });
    const trackOf = new Map<ObservedUnit, Track>();
    for (const [{ unit, absentOn = '' }, { track }] of pairs) {
      if (unit !== undefined && absentOn >= track.lastShown) trackOf.set(unit, track);
    }
    return sightings.map((sighting) => {
      const track = trackOf.get(sighting.unit);
      return track === undefined ? sighting : { unit: sighting.unit, track, matched: true };
    });
  }

  /** A unit that is only seen first need not be new: a register must have shown that its code was not in use. */
  #newcomer(unit: ObservedUnit): Candidate {
    const parentId = this.#open.get(unit.parentKey ?? '')?.id ?? null;
    return { ...unit, parentId, unit, absentOn: this.#lastDayWithout(unit)?.asOf };
  }

  #rival({ terc, name, kind }: Stray): Candidate {
    const parentId = terc.length === 7 ? this.#open.get(terc.slice(0, 4))?.id : this.#open.get(terc.slice(0, 2))?.id;
    return { terc, name: name ?? '', kind, parentId: parentId ?? null };
  }

  /** Units that began while nobody could tell whether one of these had ended: each may be that one. */
  #begunSince(vanished: readonly Track[]): Candidate[] {
    const names = new Map(vanished.map((track) => [foldName(last(track).name), track.lastShown]));
    return [...this.#open.values()].flatMap((track) => {
      const begun = track.events.findLast(({ type }) => type === 'CREATED')?.notAfter;
      const shown = names.get(foldName(last(track).name));
      return begun === undefined || shown === undefined ? [] : [{ ...last(track), begun }];
    });
  }

  /** The last complete register of a place that shows that a unit was not there. */
  #lastDayWithout(
    unit: Pick<ObservedUnit, 'terc' | 'name' | 'powiatTerc' | 'kind'>,
    isUncertain: (day: Day) => boolean = () => false,
  ): Day | undefined {
    // A part stood under the codes that its gmina had.
    const gmina = isPart(unit) ? this.#open.get(unit.terc.slice(0, 6)) : undefined;
    const codes = new Set(gmina?.versions.map(({ terc }) => terc.slice(0, 6) + unit.terc.slice(6))).add(unit.terc);
    const isUnread = (day: Day): boolean => [...codes].some((terc) => day.unread.concern({ ...unit, terc }));
    return this.#completeDays.get(unit.terc.slice(0, 2))?.findLast((day) => !isUnread(day) && !isUncertain(day));
  }

  /** A row that no register since has shown to be another unit's. */
  #mayBeItsRow(stray: Stray, unit: UnitState): boolean {
    return !this.#open.has(strayKey(stray)) && mayBeRowOf(stray, unit);
  }

  #find(unit: ObservedUnit): Track | undefined {
    if (!isPart(unit)) return this.#open.get(unit.key);
    const gmina = unit.parentKey === null ? undefined : this.#open.get(unit.parentKey);
    if (gmina === undefined) return this.#open.get(unit.key);
    // A gmina has at most one town and one rural area, which keep their gmina when its code changes.
    for (const key of new Set([unit.key, ...gmina.versions.map(({ terc }) => terc.slice(0, 6) + unit.terc.slice(6))])) {
      const part = this.#open.get(key);
      if (part !== undefined && part.versions.at(-1)?.parentId === gmina.id) return part;
    }
    return undefined;
  }

  /** A new track, or an ended one that comes back under the same code and name. */
  #begin(unit: ObservedUnit): Track {
    const former = this.#ended.get(unit.key) ?? [];
    const returning = former.find((track) => foldName(last(track).name) === foldName(unit.name));
    if (returning !== undefined) {
      this.#ended.set(
        unit.key,
        former.filter((track) => track !== returning),
      );
      return returning;
    }
    const track: Track = {
      id: this.#newId(unit),
      key: unit.key,
      isOpen: false,
      lastShown: '',
      versions: [],
      events: [],
    };
    this.#tracks.set(track.id, track);
    return track;
  }

  /** The first code a unit was seen under; a code that another unit had before is distinguished by the name. */
  #newId(unit: ObservedUnit): string {
    let id = unit.key;
    for (let attempt = 1; this.#tracks.has(id); attempt += 1) {
      id = idBesides(unit.key, unit.name) + (attempt > 1 ? `~${attempt}` : '');
    }
    return id;
  }

  #rekey(sightings: readonly Sighting[], tracks: readonly Track[]): void {
    for (const track of tracks) if (this.#open.get(track.key) === track) this.#open.delete(track.key);
    sightings.forEach(({ unit }, index) => {
      const track = tracks[index];
      if (track === undefined) return;
      track.key = unit.key;
      this.#open.set(unit.key, track);
    });
  }

  #abolish(track: Track, day: Day): void {
    const version = last(track);
    version.validTo = day.asOf;
    version.certainUntil = track.lastShown;
    track.events.push({
      type: 'ABOLISHED',
      notBefore: track.lastShown,
      notAfter: day.asOf,
      matched: false,
      beforeFrom: version.validFrom,
      afterFrom: null,
    });
    track.isOpen = false;
    this.#open.delete(track.key);
    this.#ended.set(track.key, [...(this.#ended.get(track.key) ?? []), track]);
  }

  #show(track: Track, { unit, matched }: Sighting, day: Day): void {
    const state = this.#stateOf(unit);
    if (track.isOpen) this.#continue(track, state, matched, day);
    else this.#create(track, state, day);
    track.isOpen = true;
    track.lastShown = day.asOf;
  }

  #stateOf({ terc, powiatTerc, name, kind, parentKey }: ObservedUnit): UnitState {
    const parent = parentKey === null ? undefined : this.#open.get(parentKey);
    return { terc, powiatTerc, name, kind, parentId: parent?.id ?? null };
  }

  #create(track: Track, state: UnitState, day: Day): void {
    track.versions.push(versionOf(state, day));
    // Without an earlier register that lists the place, and could be read there, nobody knows whether the unit is new.
    const before = this.#lastDayWithout(state, (earlier) =>
      earlier.strays.some((stray) => this.#mayBeItsRow(stray, state)),
    );
    if (before === undefined) return;
    track.events.push({
      type: 'CREATED',
      notBefore: before.asOf,
      notAfter: day.asOf,
      matched: false,
      beforeFrom: null,
      afterFrom: day.asOf,
    });
  }

  #continue(track: Track, shown: UnitState, matched: boolean, day: Day): void {
    const before = last(track);
    // A selection of units may leave the parent out; that is no news about the parent.
    const after = { ...shown, parentId: shown.parentId ?? before.parentId };
    before.parentId ??= after.parentId;
    const types = changesBetween(before, after);
    if (types.length === 0) return;
    before.validTo = day.asOf;
    before.certainUntil = track.lastShown;
    track.versions.push(versionOf(after, day));
    for (const type of types) {
      track.events.push({
        type,
        notBefore: track.lastShown,
        notAfter: day.asOf,
        matched,
        beforeFrom: before.validFrom,
        afterFrom: day.asOf,
      });
    }
  }
}
