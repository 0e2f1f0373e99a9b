/** Which units a list has, and how they are ordered: the same for every list of units. */
import { builder, decodedId } from '#graphql/builder.ts';
import type { Context } from '#graphql/context.ts';
import { noWords } from '#graphql/filter-words.ts';
import { DateRange, DecimalRange } from '#graphql/ranges.ts';
import { isAtLevel, isCityWithPowiatRights, isSelfGovernment } from '../levels.ts';
import type { IsoDate, TerritorialKind as Kind, TerritorialLevel as Level } from '../model.ts';
import { cachedRegistry } from '../reference-cache.ts';
import { foldName } from '../text.ts';
import { unitWithTerc } from '../unit-on-day.ts';
import { unitValues } from '../unit-values.ts';
import { isCertainOn, type UnitState } from '../view.ts';
import { TerritorialKind, TerritorialLevel } from './enums.ts';
import { unitId } from './ids.ts';
import { checkedTerc } from './lookup.ts';
import { viewOf } from './unit.ts';

interface Range {
  readonly from?: string | null | undefined;
  readonly to?: string | null | undefined;
}

interface MetricCondition extends Range {
  readonly code: string;
  readonly period?: string | null | undefined;
}

type Maybe<T> = T | null | undefined;

export interface UnitFilter {
  readonly levels?: Maybe<readonly Level[]>;
  readonly kinds?: Maybe<readonly Kind[]>;
  readonly withinAny?: Maybe<readonly string[]>;
  readonly name?: Maybe<string>;
  readonly isSelfGovernment?: Maybe<boolean>;
  readonly isCityWithPowiatRights?: Maybe<boolean>;
  readonly isCertain?: Maybe<boolean>;
  readonly validFrom?: Maybe<Range>;
  readonly population?: Maybe<Range>;
  readonly metric?: Maybe<MetricCondition>;
  readonly not?: Maybe<UnitFilter>;
}

/** As arguments of metrics are described, which this domain does not know. */
export const metricDescription = 'The metric. Takes the global id or the code, such as `population`.';

const UnitMetricFilter = builder.inputType('TerritorialUnitMetricFilter', {
  description: 'Filters units by a value of a metric, bounds included. Units without a value do not match.',
  fields: (t) => ({
    code: t.id({ required: true, description: metricDescription }),
    period: t.string({ description: 'The period of the value; without it the latest with values, of each level.' }),
    from: t.field({ type: 'Decimal', description: 'The lower bound; none without it.' }),
    to: t.field({ type: 'Decimal', description: 'The upper bound; none without it.' }),
  }),
});

const filterRef = builder.inputRef<UnitFilter>('TerritorialUnitFilter');

export const TerritorialUnitFilter = filterRef.implement({
  description: 'Filters territorial units. All conditions must hold.',
  fields: (t) => ({
    levels: t.field({
      type: [TerritorialLevel],
      description: 'Matches units at any of these levels. Cities with powiat rights are at POWIAT and at GMINA.',
    }),
    kinds: t.field({ type: [TerritorialKind], description: 'Matches units of any of these kinds.' }),
    withinAny: t.idList({
      description: `${unitId.description('Matches any of these units and the units below them')} A former code means the unit that had it.`,
    }),
    name: t.string({
      description: 'Matches units whose name contains this text, without regard to case and to Polish letters.',
    }),
    isSelfGovernment: t.boolean({ description: 'Filters units by whether they govern themselves.' }),
    isCityWithPowiatRights: t.boolean({ description: 'Filters units by whether they are cities with powiat rights.' }),
    isCertain: t.boolean({ description: 'Filters units by whether their state on the day is certain.' }),
    validFrom: t.field({ type: DateRange, description: 'Filters units by the first day of their state.' }),
    population: t.field({ type: DecimalRange, description: 'Filters units by the latest value of `population`.' }),
    metric: t.field({ type: UnitMetricFilter, description: 'Filters units by a value of a metric.' }),
    not: t.field({ type: filterRef, description: 'Matches units that do not match this filter.' }),
  }),
});

type Condition = (state: UnitState) => boolean;

export async function unitCondition(filter: UnitFilter, day: IsoDate, context: Context): Promise<Condition> {
  const conditions = [
    ...stateConditions(filter, day),
    ...placeConditions(filter, day, context),
    ...(await nameConditions(filter, context)),
    ...(await metricConditions(filter, context)),
  ];
  if (filter.not != null) {
    const excluded = await unitCondition(filter.not, day, context);
    conditions.push((state) => !excluded(state));
  }
  return (state) => conditions.every((holds) => holds(state));
}

function stateConditions(filter: UnitFilter, day: IsoDate): Condition[] {
  const { levels, kinds, validFrom } = filter;
  const conditions: Condition[] = [];
  if (levels != null) conditions.push(({ version }) => levels.some((one) => isAtLevel(version, one)));
  if (kinds != null) conditions.push(({ version }) => kinds.includes(version.kind));
  if (validFrom != null) conditions.push(({ version }) => isBetween(version.validFrom, validFrom));
  const { isSelfGovernment: governs, isCityWithPowiatRights: isCity, isCertain } = filter;
  if (governs != null) conditions.push(({ version }) => isSelfGovernment(version) === governs);
  if (isCity != null) conditions.push(({ version }) => isCityWithPowiatRights(version) === isCity);
  if (isCertain != null) conditions.push(({ version }) => isCertainOn(version, day) === isCertain);
  return conditions;
}

function isBetween(day: IsoDate, { from, to }: Range): boolean {
  return (from == null || from <= day) && (to == null || day <= to);
}

function placeConditions({ withinAny }: UnitFilter, day: IsoDate, context: Context): Condition[] {
  if (withinAny == null) return [];
  const view = viewOf(day, context);
  const sets = withinAny.map((place) => view.idsWithin(placeId(place, 'withinAny', day, context)));
  return [({ unit }) => sets.some((ids) => ids.has(unit.id))];
}

/** The id of the unit that a filter names; null for a code that no unit has or had. */
function placeId(place: string, argument: string, day: IsoDate, context: Context): string | null {
  const registry = context.release.get(cachedRegistry);
  if (decodedId(place)?.typename === 'TerritorialUnit') {
    return unitId.find(place, argument, { context, day })?.id ?? null;
  }
  return unitWithTerc(registry, checkedTerc(place, argument), day, context)?.unit.id ?? null;
}

/** The shortest text that trigrams lead to; for a shorter one the names of the day, which are cached, are looked through. */
const indexedLength = 3;

async function nameConditions({ name }: UnitFilter, context: Context): Promise<Condition[]> {
  if (name == null) return [];
  const text = foldName(name);
  if (text === '') throw noWords('name');
  const isNamed = ({ version }: UnitState): boolean => foldName(version.name).includes(text);
  if (text.length < indexedLength) return [isNamed];
  // The index knows the names of all days.
  const ids = await context.loaders.registry.named.load(text);
  return [(state) => ids.has(state.unit.id) && isNamed(state)];
}

async function metricConditions(filter: UnitFilter, context: Context): Promise<Condition[]> {
  const { metric, population, levels } = filter;
  const wanted = [metric, population && { code: 'population', ...population }].filter((one) => one != null);
  return Promise.all(
    wanted.map(async ({ code, period, from, to }: MetricCondition): Promise<Condition> => {
      const request = { code, period: period ?? null, levels: levels ?? null };
      const values = await unitValues(request, context);
      return ({ unit }) => isInRange(values.get(unit.id), from, to);
    }),
  );
}

function isInRange(value: number | undefined, from: Maybe<string>, to: Maybe<string>): boolean {
  return value !== undefined && (from == null || value >= Number(from)) && (to == null || value <= Number(to));
}
