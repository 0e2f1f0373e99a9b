/** Units that other things lead to: an office its seat, a project its places. */
import type { InputFieldBuilder } from '@pothos/core';
import type { SchemaTypes } from '#graphql/builder.ts';
import type { Context } from '#graphql/context.ts';
import { checkCovered } from '../coverage.ts';
import type { IsoDate } from '../model.ts';
import { cachedRegistry } from '../reference-cache.ts';
import { type UnitOnDay, unitAsOf } from '../unit-on-day.ts';

type ArgBuilder = InputFieldBuilder<SchemaTypes, 'Arg'>['field'];

/** The unit of a row, as of the day where one was requested. */
export function unitOfRow(
  id: string | null,
  { asOf }: { readonly asOf?: IsoDate | null | undefined },
  context: Context,
): UnitOnDay | undefined {
  const registry = context.release.get(cachedRegistry);
  const unit = id === null ? undefined : registry.unit(id);
  if (unit === undefined) return undefined;
  checkCovered(registry.coverage, asOf, unit.versions[0]?.terc);
  return unitAsOf(unit, asOf, context);
}

/** The argument of every field that leads to units. */
export function asOfArgument(t: ArgBuilder) {
  return { asOf: t({ type: 'Date', description: 'The day as of which the unit is shown; by default today.' }) };
}
