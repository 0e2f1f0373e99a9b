/** The units that lists of offices, practices and events are filtered by. */
import type { Context } from '#graphql/context.ts';
import { cachedRegistry, type RegistryView, type UnitState, unitId, viewOf } from '#registry';

/** The ids of units as rows may name them: that of each unit, those that it had before, and those of all units below it. */
export function unitIdsWithin(units: readonly string[], argument: string, day: string, context: Context): string[] {
  const view = viewOf(day, context);
  return units.flatMap((id) => {
    const unit = unitId.find(id, argument, { context, day });
    if (unit === null) return [];
    const state = view.unit(unit.id);
    return state === undefined ? idsOf({ unit }, context) : idsBelow(view, state, context);
  });
}

/** The same without the units below. */
export function unitIdsOf(units: readonly string[], argument: string, day: string, context: Context): string[] {
  return units.flatMap((id) => {
    const unit = unitId.find(id, argument, { context, day });
    return unit === null ? [] : idsOf({ unit }, context);
  });
}

/** Rows may name a unit by an id that it had before. */
export function idsOf({ unit }: Pick<UnitState, 'unit'>, { release }: Context): readonly string[] {
  return release.get(cachedRegistry).idsOf(unit);
}

export function idsBelow(view: RegistryView, state: UnitState, context: Context): string[] {
  return [state, ...view.below(state)].flatMap((one) => idsOf(one, context));
}
