/** Values of metrics by unit, for filters and orders of units. The domain of metrics, which builds on this one, provides them. */
import type { Context } from '#graphql/context.ts';
import type { TerritorialLevel } from './model.ts';

export interface UnitValuesRequest {
  /** The code of a metric. */
  readonly code: string;
  /** Null for the latest period with values, of each level. */
  readonly period: string | null;
  /** The levels of the units; null for all. A unit that counts at several has the value of the last of them. */
  readonly levels: readonly TerritorialLevel[] | null;
}

/** By the id of the unit. */
export type UnitValues = ReadonlyMap<string, number>;

type Provider = (request: UnitValuesRequest, context: Context) => Promise<UnitValues>;

let provider: Provider | undefined;

export function provideUnitValues(provide: Provider): void {
  provider = provide;
}

export function unitValues(request: UnitValuesRequest, context: Context): Promise<UnitValues> {
  if (provider === undefined) throw new Error('No domain provides values of units');
  return provider(request, context);
}
