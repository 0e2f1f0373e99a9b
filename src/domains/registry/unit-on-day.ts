/** A unit in its state on a day, and the global id under which clients know it. */
import { isDay } from '#platform/days.ts';
import type { IsoDate } from './model.ts';
import type { RegistryReferenceData, RegistryUnit } from './reference-data.ts';
import { type UnitState, versionOn } from './view.ts';

export interface UnitOnDay extends UnitState {
  /** The day whose units it leads to. */
  readonly day: IsoDate;
  /** The day that its id carries; null: the unit as it is today or was last, whose id carries none. */
  readonly asOf: IsoDate | null;
  /** It was looked up by a code that it had before the day and has no longer. */
  readonly isFormerCode?: boolean;
}

/** Whoever reads `today` makes a response that expires at midnight: as of a requested day it is not read. */
export interface Clock {
  readonly today: IsoDate;
}

/** As of a day: its id carries the day. A state that begins later stands for the days before, and carries its first. */
export function onDay<T extends UnitState | undefined>(state: T, day: IsoDate): UnitOnDay | (T & undefined) {
  if (state === undefined) return undefined as T & undefined;
  const shown = day < state.version.validFrom ? state.version.validFrom : day;
  return { ...state, day: shown, asOf: shown };
}

/** A state of the requested day; without one a state of today. */
export function asRequested<T extends UnitState | undefined>(
  state: T,
  asOf: IsoDate | null | undefined,
  clock: Clock,
): UnitOnDay | (T & undefined) {
  if (state === undefined) return undefined as T & undefined;
  return asOf == null ? { ...state, day: clock.today, asOf: null } : onDay(state, asOf);
}

/** A unit that another one leads to: of the same day, and with the day in its id unless that is today's. */
export function alongside<T extends UnitState | undefined>(
  state: T,
  from: UnitOnDay,
  clock: Clock,
): UnitOnDay | (T & undefined) {
  return asRequested(state, from.asOf ?? (from.day === clock.today ? null : from.day), clock);
}

/**
 * As it was on the requested day, without one today; a unit that ended before as it was last, one that begins later as
 * it will be first.
 */
export function unitAsOf(unit: RegistryUnit, asOf: IsoDate | null | undefined, clock: Clock): UnitOnDay | undefined {
  const requested = asOf ?? clock.today;
  const past = unit.versions.findLast(({ validFrom }) => validFrom <= requested);
  const version = versionOn(unit, requested) ?? past ?? unit.versions[0];
  if (version === undefined) return undefined;
  const day = dayShown(version, requested);
  return { unit, version, day, asOf: asOf == null ? null : day };
}

function dayShown({ validFrom, validTo, certainUntil }: UnitState['version'], requested: IsoDate): IsoDate {
  if (requested < validFrom) return validFrom;
  return validTo === null || requested < validTo ? requested : (certainUntil ?? validFrom);
}

export function asItIs(unit: RegistryUnit, today: IsoDate): UnitOnDay | undefined {
  return unitAsOf(unit, null, { today });
}

/**
 * The unit that has a TERC of 2, 4, 6 or 7 digits on a day, or else the one that had it last before: as of a requested
 * day only if it exists then.
 */
export function unitWithTerc(
  registry: RegistryReferenceData,
  terc: string,
  asOf: IsoDate | null | undefined,
  clock: Clock,
): UnitOnDay | undefined {
  const day = asOf ?? clock.today;
  const current = registry.viewAt(day).byTerc(terc);
  if (current !== undefined) return asRequested(current, asOf, clock);
  const former = registry.formerlyWithTerc(terc, day);
  const shown = former && unitWithKey(registry, { id: former.id, asOf: asOf ?? null }, clock);
  return shown && { ...shown, isFormerCode: true };
}

/** Whether the unit had the TERC before, and has it no longer. */
export function wasCodeOf({ unit, version, day }: UnitOnDay, terc: string): boolean {
  const former = unit.versions.filter(({ validFrom }) => validFrom <= day);
  const isEnded = version.validTo !== null && version.validTo <= day;
  return former.some((state) => hasCode(state, terc)) && (isEnded || !hasCode(version, terc));
}

function hasCode({ terc, powiatTerc, kind }: UnitState['version'], code: string): boolean {
  return terc === code || powiatTerc === code || (kind.endsWith('GMINA') && terc.slice(0, 6) === code);
}

/** The local part of the global id: `0202`, and as of a day `0202@2010-01-01`. */
export function keyOfUnit({ unit, asOf }: Pick<UnitOnDay, 'unit' | 'asOf'>): string {
  return asOf === null ? unit.id : `${unit.id}@${asOf}`;
}

export interface UnitKey {
  readonly id: string;
  readonly asOf: IsoDate | null;
}

/** The reverse of `keyOfUnit`. */
export function parseUnitKey(key: string): UnitKey {
  const [id = '', asOf, ...rest] = key.split('@');
  return asOf !== undefined && isDay(asOf) && rest.length === 0 ? { id, asOf } : { id: key, asOf: null };
}

/** What the id means: as of a day nothing when the unit did not exist on it. */
export function unitWithKey(
  registry: RegistryReferenceData,
  { id, asOf }: UnitKey,
  clock: Clock,
): UnitOnDay | undefined {
  const unit = registry.unit(id);
  if (unit === undefined) return undefined;
  if (asOf === null) return unitAsOf(unit, null, clock);
  const version = versionOn(unit, asOf);
  return version && onDay({ unit, version }, asOf);
}
