/**
 * The history of all units as a pure function of all registers, so that it does not depend on the order in which
 * they were loaded. A register shows a state on one day; what lies between two registers is not invented: a change
 * carries the window in which it must have happened, and the earlier state stands until the day that shows the later.
 */
import type { IsoDate, UnitEvent, UnitEventType, UnitVersion } from '../model.ts';
import { foldName } from '../text.ts';
import { matchByNameAndPlace } from './match.ts';
import { idBesides, type ObservedUnit, observeUnits, type RegisterRow } from './observe.ts';

/** What all registers of one day say. */
export interface RegisterState {
  readonly asOf: IsoDate;
  readonly slices: readonly RegisterSlice[];
  readonly rows: readonly RegisterRow[];
}

export interface RegisterSlice {
  readonly voivodeship: string;
  /** Whether a unit that is not listed did not exist. */
  readonly complete: boolean;
  readonly sourceId: string;
  /** Rows that could not be taken, by their code or else their text. */
  readonly unread: readonly string[];
}

type UnitState = Omit<UnitVersion, 'validFrom' | 'validTo' | 'certainUntil'>;

export interface DerivedVersion extends UnitVersion {
  readonly sourceId: string;
}

export interface DerivedUnit {
  readonly id: string;
  readonly versions: readonly DerivedVersion[];
  readonly events: readonly UnitEvent[];
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

interface Track {
  readonly id: string;
  key: string;
  isOpen: boolean;
  lastShown: IsoDate;
  readonly versions: Mutable<DerivedVersion>[];
  readonly events: UnitEvent[];
}

/** A unit that a register shows, and the track that it continues, if any. */
interface Sighting {
  readonly unit: ObservedUnit;
  readonly track: Track | undefined;
  readonly matched: boolean;
}

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
    const kinds = Map.groupBy(observed, ({ kind }) => (kind === 'TOWN' || kind === 'RURAL_AREA' ? 'part' : 'unit'));
    // Parts come last: a part is known by its gmina, which must have found its own track first.
    this.#readGroup(day, kinds.get('unit') ?? [], (track) => !isPart(track));
    this.#readGroup(day, kinds.get('part') ?? [], isPart);
    for (const voivodeship of day.completeVoivodeships) {
      this.#completeDays.set(voivodeship, [...(this.#completeDays.get(voivodeship) ?? []), day]);
    }
  }

  units(): DerivedUnit[] {
    return [...this.#tracks.values()]
      .map(({ id, versions, events }) => ({ id, versions, events }))
      .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  }

  #readGroup(day: Day, observed: readonly ObservedUnit[], belongs: (track: Track) => boolean): void {
    const byCode = observed.map((unit): Sighting => ({ unit, track: this.#find(unit), matched: false }));
    const seen = new Set(byCode.map(({ track }) => track));
    const vanished = [...this.#open.values()].filter(
      (track) => belongs(track) && !seen.has(track) && day.isMissing(track),
    );
    const sightings = joinByName(vanished, byCode, (unit) => this.#isNew(unit));
    const continued = new Set(sightings.map(({ track }) => track));
    for (const track of vanished) if (!continued.has(track)) this.#abolish(track, day);
    const tracks = sightings.map((sighting) => sighting.track ?? this.#begin(sighting.unit));
    // All keys are known before any parent is looked up, so that a moved powiat's gminas find it under its new code.
    this.#rekey(sightings, tracks);
    sightings.forEach((sighting, index) => {
      const track = tracks[index];
      if (track !== undefined) this.#show(track, sighting, day);
    });
  }

  #find(unit: ObservedUnit): Track | undefined {
    if (unit.kind !== 'TOWN' && unit.kind !== 'RURAL_AREA') return this.#open.get(unit.key);
    const gmina = unit.parentKey === null ? undefined : this.#open.get(unit.parentKey);
    if (gmina === undefined) return this.#open.get(unit.key);
    // A gmina has at most one town and one rural area, which keep their gmina when its code changes.
    for (const key of new Set([unit.key, ...gmina.versions.map(({ terc }) => terc.slice(0, 6) + unit.terc.slice(6))])) {
      const part = this.#open.get(key);
      if (part !== undefined && part.versions.at(-1)?.parentId === gmina.id) return part;
    }
    return undefined;
  }

  /** Whether the register before shows that the code was not in use; a unit that is only seen first need not be new. */
  #isNew(unit: ObservedUnit): boolean {
    const before = this.#completeDays.get(unit.terc.slice(0, 2))?.at(-1);
    return before !== undefined && !before.isUnread(unit);
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

  /** The first code a unit was seen under; a code that another unit had before is told apart by the name. */
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
    track.versions.push(day.versionOf(state));
    // Without an earlier register that lists the place, and could be read there, nobody knows whether the unit is new.
    const before = this.#completeDays.get(state.terc.slice(0, 2))?.findLast((earlier) => !earlier.isUnread(state));
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
    track.versions.push(day.versionOf(after));
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

/** One day's registers, asked about. */
class Day {
  readonly asOf: IsoDate;
  readonly completeVoivodeships: ReadonlySet<string>;
  readonly #sources: ReadonlyMap<string, string>;
  readonly #unread: readonly UnreadRow[];

  constructor({ asOf, slices }: RegisterState) {
    this.asOf = asOf;
    this.completeVoivodeships = new Set(slices.filter(({ complete }) => complete).map((slice) => slice.voivodeship));
    this.#sources = new Map(slices.map(({ voivodeship, sourceId }) => [voivodeship, sourceId]));
    this.#unread = [...new Set(slices.flatMap(({ unread }) => unread))].map(unreadRow);
  }

  /** Whether a unit that these registers do not show has ended. A voivodeship's own row may be left out of its part. */
  isMissing(track: Track): boolean {
    const { terc, kind } = last(track);
    return kind !== 'VOIVODESHIP' && this.completeVoivodeships.has(terc.slice(0, 2)) && !this.isUnread(last(track));
  }

  /** A row that could not be taken is no sign that its unit has ended, or begins with the next register. */
  isUnread({ terc, powiatTerc, name }: Pick<UnitVersion, 'terc' | 'powiatTerc' | 'name'>): boolean {
    if (this.#unread.length === 0) return false;
    const words = wordsOf(name);
    return this.#unread.some((row) => isAboutCode(row.code, terc, powiatTerc) || row.words.includes(words));
  }

  versionOf(state: UnitState): Mutable<DerivedVersion> {
    const sourceId = this.#sources.get(state.terc.slice(0, 2));
    if (sourceId === undefined) throw new Error(`The register of ${this.asOf} has ${state.terc} outside its slices`);
    return { ...state, validFrom: this.asOf, validTo: null, certainUntil: null, sourceId };
  }
}

function joinByName(
  vanished: readonly Track[],
  sightings: readonly Sighting[],
  isNew: (unit: ObservedUnit) => boolean,
): Sighting[] {
  const origins = new Map(vanished.map((track) => [last(track) as DerivedVersion, track]));
  const appeared = sightings.filter(({ track, unit }) => track === undefined && isNew(unit)).map(({ unit }) => unit);
  const pairs = matchByNameAndPlace([...origins.keys()], appeared);
  return sightings.map((sighting) => {
    const origin = pairs.get(sighting.unit);
    return origin === undefined ? sighting : { unit: sighting.unit, track: origins.get(origin), matched: true };
  });
}

function changesBetween(before: UnitState, after: UnitState): UnitEventType[] {
  const types: UnitEventType[] = [];
  if (before.name !== after.name) types.push('RENAMED');
  if (before.kind !== after.kind) types.push('KIND_CHANGED');
  if (before.parentId !== after.parentId) types.push('MOVED');
  const sameCodes = before.terc === after.terc && before.powiatTerc === after.powiatTerc;
  return types.length === 0 && !sameCodes ? ['RECODED'] : types;
}

function isPart(track: Track): boolean {
  const { kind } = last(track);
  return kind === 'TOWN' || kind === 'RURAL_AREA';
}

function last(track: Track): Mutable<DerivedVersion> {
  const version = track.versions.at(-1);
  if (version === undefined) throw new Error(`The unit ${track.id} has no version`);
  return version;
}

/** A row that could not be taken: its code as far as it is known, and the words in which a name may stand. */
interface UnreadRow {
  readonly code: string;
  readonly words: string;
}

/** A code, or the text of a row whose code could not be read, which mostly begins with one. */
function unreadRow(text: string): UnreadRow {
  if (/^\d+$/.test(text)) return { code: text, words: '' };
  const words = wordsOf(text);
  const digits = /^[\d ]*(?= )/.exec(words)?.[0].replaceAll(' ', '') ?? '';
  return { code: digits.length < 6 ? '' : digits.slice(0, 7), words };
}

/** A text by its words alone, whatever stands between them, with a blank on either side of each. */
function wordsOf(text: string): string {
  return ` ${foldName(text)
    .replace(/[^\p{L}\p{N}-]+/gu, ' ')
    .trim()} `;
}

/** From 6 digits on a row speaks of a gmina and its parts, whatever kind it names. */
function isAboutCode(row: string, terc: string, powiatTerc: string | null): boolean {
  return row.length < 6 ? row === terc || row === powiatTerc : terc.slice(0, 6) === row.slice(0, 6);
}
