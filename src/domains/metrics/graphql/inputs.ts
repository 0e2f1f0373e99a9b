/** What queries about observations are requested with. */
import { builder } from '#graphql/builder.ts';
import type { Context } from '#graphql/context.ts';
import { DecimalRange } from '#graphql/ranges.ts';
import { officeId as officeRule } from '#offices';
import { BadInputError } from '#platform/errors.ts';
import { practiceId as practiceRule } from '#practices';
import { projectId as projectRule } from '#projects';
import { isAtLevel, levelOf, TerritorialKindEnum, type TerritorialLevel, unitId as unitRule } from '#registry';
import { findUnit, type PeerChoice } from '../answer/peers.ts';
import type { Level } from '../levels.ts';
import { isPartOfYear, lastDayOf, type PeriodSpan, parsePeriod } from '../period.ts';
import type { Dimensions } from '../read/choose.ts';
import { type MetricContext, metricContextOf } from '../read/metric-context.ts';

export const DimensionValueInput = builder.inputType('DimensionValueInput', {
  description: 'A value of a dimension; a dimension that is not named is at its total.',
  fields: (t) => ({
    dimension: t.string({ required: true, description: 'The code of the dimension.' }),
    value: t.string({ required: true, description: 'The code of the value.' }),
  }),
});

interface PeerInput extends Omit<PeerChoice, 'population' | 'not'> {
  readonly population?:
    | { readonly from?: string | null | undefined; readonly to?: string | null | undefined }
    | null
    | undefined;
  readonly not?: PeerInput | null | undefined;
}

const peerFilter = builder.inputRef<PeerInput>('PeerFilter');

export const PeerFilter = peerFilter.implement({
  description: 'With whom to compare, as units were at the end of the period; all conditions must hold.',
  fields: (t) => ({
    kinds: t.field({ type: [TerritorialKindEnum], description: 'Only units of these kinds.' }),
    sameKind: t.boolean({ description: 'Only units of the kind of the compared unit.' }),
    sameVoivodeship: t.boolean({ description: 'Only units in the voivodeship of the compared unit.' }),
    withinAny: t.idList({ description: unitRule.description('Only any of these units and the units below them') }),
    population: t.field({
      type: DecimalRange,
      description: 'Filters units by inhabitants: the metric `population` in the year of the period.',
    }),
    nearestByPopulation: t.int({
      description:
        'Of those that fulfil the other conditions the so many (1–500) whose population is nearest to that of the compared unit.',
    }),
    nearestByDistance: t.int({
      description:
        'Of those that fulfil the other conditions the so many (1–500) that lie nearest to the compared unit, between the middles of their boundaries; needs boundaries.',
    }),
    units: t.idList({ description: unitRule.description('Only these units, at most 1,000') }),
    not: t.field({
      type: peerFilter,
      description: 'Leaves out units that match this filter, which has no `nearestBy…`.',
    }),
  }),
});

export const ObservationSubjectInput = builder.inputType('ObservationSubjectInput', {
  description: 'A subject of observations. Give exactly one field.',
  fields: (t) => ({
    terc: t.string({
      description:
        'A code of a territorial unit: TERC or BDL id, in force or former; a RODZ that the gmina never had is passed over.',
    }),
    unitId: t.id({ description: unitRule.description('A territorial unit') }),
    officeId: t.id({ description: officeRule.description('An office') }),
    projectId: t.id({ description: projectRule.description('A project') }),
    practiceId: t.id({ description: practiceRule.description('A practice') }),
  }),
});

/** The id of the unit that an argument names. */
export function unitArgument(id: string, argument: string, day: string, context: Context): string {
  const unit = unitRule.find(id, argument, { context, day });
  if (unit !== null) return unit.id;
  const shown = `"${id.slice(0, 80)}"`;
  throw new BadInputError(`No unit has or had the id or code ${shown}.`, 'Give its TERC.', {
    polish: `Nie ma i nie było jednostki o identyfikatorze lub kodzie ${shown}. Podaj jej TERC.`,
  });
}

/** The peers with the ids of units, whose codes are those of a day. */
export function peerChoice(filter: PeerInput | null | undefined, day: string, context: Context): PeerChoice {
  const { withinAny, units, population, not, ...rest } = filter ?? {};
  refuseManyUnits(units);
  const bound = (text: string | null | undefined): number | null => (text == null ? null : Number(text));
  return {
    ...rest,
    population: population == null ? null : { from: bound(population.from), to: bound(population.to) },
    not: not == null ? null : peerChoice(not, day, context),
    withinAny: withinAny?.map((id) => unitArgument(id, 'withinAny', day, context)),
    units: units?.map((id) => unitArgument(id, 'units', day, context)),
  };
}

const maxUnits = 1_000;

function refuseManyUnits(units: readonly string[] | null | undefined): void {
  if ((units?.length ?? 0) <= maxUnits) return;
  throw new BadInputError('"units" has too many codes.', `Give at most ${maxUnits}.`, {
    polish: `"units" ma zbyt wiele kodów. Podaj najwyżej ${maxUnits}.`,
  });
}

export function dimensionsOf(
  values: readonly { readonly dimension: string; readonly value: string }[] | null | undefined,
): Dimensions | null {
  return values == null ? null : Object.fromEntries(values.map(({ dimension, value }) => [dimension, value]));
}

export function periodArgument(text: string, argument: string): number {
  const period = parsePeriod(text);
  if (period !== null) return period;
  throw new BadInputError(
    `"${text.slice(0, 40)}" in "${argument}" is no period.`,
    isPartOfYear(text)
      ? 'A quarter, half-year or month needs its year: a quarter needs a year and a number from 1 to 4, such as 2019-Q1.'
      : 'Write it as 2019, 2019-Q1, 2019-H1, 2019-03 or 2019/2020.',
    {
      polish: `"${text.slice(0, 40)}" w "${argument}" nie jest okresem. Zapisz go jako 2019, 2019-Q1, 2019-H1, 2019-03 albo 2019/2020.`,
    },
  );
}

export type Maybe<T> = T | null | undefined;

export interface PeriodRangeInput {
  readonly from?: Maybe<string>;
  readonly to?: Maybe<string>;
}

export const PeriodRange = builder.inputRef<PeriodRangeInput>('PeriodRange');
PeriodRange.implement({
  description: 'A range of periods, such as `2019`, `2019-Q1`, `2019-H1`, `2019-03` or `2019/2020`, bounds included.',
  fields: (t) => ({
    from: t.string({ description: 'The earliest period; none without it.' }),
    to: t.string({ description: 'The latest period; none without it. `2019` includes the months of 2019.' }),
  }),
});

export function spanOf(from: Maybe<string>, to: Maybe<string>): PeriodSpan {
  const read = (text: Maybe<string>, name: string) => (text == null ? null : periodArgument(text, name));
  return { from: read(from, 'from'), to: read(to, 'to') };
}

export interface RequestedSubject {
  /** As observations are kept by. */
  readonly key: string;
  /** The levels at which it counts, the default one first. */
  readonly levels: readonly Level[];
}

type SubjectArgument = typeof ObservationSubjectInput.$inferInput;

/** Null when there is no such subject. */
export async function subjectArgument(
  requested: SubjectArgument,
  context: Context,
  period: number | null,
): Promise<RequestedSubject | null> {
  const given = Object.values(requested).filter((value) => value != null);
  if (given.length !== 1) {
    throw new BadInputError(
      `The subject has ${given.length} codes or ids.`,
      'Give exactly one of terc, unitId, officeId, projectId, practiceId.',
      {
        polish: `Podmiot ma kodów lub identyfikatorów: ${given.length}. Podaj dokładnie jedno z: terc, unitId, officeId, projectId, practiceId.`,
      },
    );
  }
  const { terc, unitId, officeId, projectId, practiceId } = requested;
  if (officeId != null) {
    const id = await officeRule.find(officeId, 'officeId', context);
    return id === null ? null : otherSubject('OFFICE', id);
  }
  if (projectId != null) {
    const id = await projectRule.find(projectId, 'projectId', context);
    return id === null ? null : otherSubject('PROJECT', id);
  }
  if (practiceId != null) return otherSubject('PRACTICE', practiceRule.find(practiceId, 'practiceId', context));
  const day = period === null ? context.today : lastDayOf(period);
  const metricContext = metricContextOf(context.release);
  const id =
    terc == null ? unitRule.find(unitId ?? '', 'unitId', { context, day })?.id : findUnit(metricContext, terc, day);
  return id == null ? null : unitSubject(metricContext, id, day);
}

export function unitSubject(metricContext: MetricContext, id: string, day: string): RequestedSubject | null {
  const unit = metricContext.registry.unit(id);
  const version = unit && (metricContext.statesOn(day).get(unit.id)?.version ?? unit.versions.at(-1));
  return unit === undefined || version === undefined ? null : { key: unit.id, levels: levelsOfUnit(version) };
}

/** As a subject that is no unit is kept. */
export function otherSubject(type: 'OFFICE' | 'PROJECT' | 'PRACTICE', id: string): RequestedSubject {
  return { key: `${type} ${id}`, levels: [type] };
}

export function levelsOfUnit(version: Parameters<typeof levelOf>[0]): Level[] {
  const own = levelOf(version);
  return own !== 'POWIAT' && isAtLevel(version, 'POWIAT') ? [own, 'POWIAT'] : [own];
}

export function territorialLevel(level: Level): TerritorialLevel {
  const known: readonly Level[] = ['VOIVODESHIP', 'POWIAT', 'GMINA', 'PART', 'AUXILIARY'];
  if (known.includes(level)) return level as TerritorialLevel;
  throw new BadInputError(
    `Units at the level ${level} are not compared.`,
    'Use VOIVODESHIP, POWIAT, GMINA, PART or AUXILIARY.',
    {
      polish: `Jednostek na poziomie ${level} się nie porównuje. Użyj VOIVODESHIP, POWIAT, GMINA, PART albo AUXILIARY.`,
    },
  );
}
