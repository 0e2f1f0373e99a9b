/** With whom a unit is compared. The group holds the unit itself, too. */
import { BadInputError } from '#platform/errors.ts';
import { resolveReference, type TerritorialKind, type TerritorialLevel, type UnitState } from '#registry';
import { lastDayOf } from '../period.ts';
import type { ObservationLoader } from '../read/load.ts';
import { byCode, type MetricContext, type SliceValues } from '../read/metric-context.ts';
import { sliceOf } from '../read/slice.ts';
import { byDistance, byPopulation, nearest } from './nearest.ts';

export interface PeerChoice {
  readonly kinds?: readonly TerritorialKind[] | null | undefined;
  readonly sameKind?: boolean | null | undefined;
  readonly sameVoivodeship?: boolean | null | undefined;
  /** Ids of units. */
  readonly withinAny?: readonly string[] | null | undefined;
  readonly population?:
    | { readonly from?: number | null | undefined; readonly to?: number | null | undefined }
    | null
    | undefined;
  readonly nearestByPopulation?: number | null | undefined;
  readonly nearestByDistance?: number | null | undefined;
  /** Ids of units. */
  readonly units?: readonly string[] | null | undefined;
  /** Leaves out units for which all of it holds. */
  readonly not?: PeerChoice | null | undefined;
}

export interface PeerQuery {
  readonly choice: PeerChoice;
  readonly level: TerritorialLevel;
  readonly period: number;
  /** The unit that is compared; null where there is none, as in a ranking. */
  readonly subject: string | null;
}

const maxNearest = 500;

export async function peerGroup(
  metricContext: MetricContext,
  loader: ObservationLoader,
  { choice, level, period, subject }: PeerQuery,
): Promise<readonly UnitState[]> {
  checkChoice(choice, subject);
  const day = lastDayOf(period);
  const self = subject === null ? undefined : metricContext.statesOn(day).get(subject);
  const rules = await rulesOf(metricContext, loader, { choice, level, period, subject });
  const all = metricContext.unitsAt(level, day);
  const fitting = rules.length === 0 ? all : all.filter((state) => rules.every((rule) => rule(state)));
  const group = await nearestOf(metricContext, loader, fitting, { choice, level, period, subject });
  if (self === undefined || group.some(({ unit }) => unit.id === subject)) return group.toSorted(byCode);
  return [...group, self].sort(byCode);
}

/** All but how near units are, which depends on the others. */
async function rulesOf(metricContext: MetricContext, loader: ObservationLoader, query: PeerQuery): Promise<Rule[]> {
  const { choice, level, period, subject } = query;
  const day = lastDayOf(period);
  const self = subject === null ? undefined : metricContext.statesOn(day).get(subject);
  const { population, nearestByPopulation, not } = choice;
  const listed = choice.units == null ? null : new Set(choice.units);
  const sizes =
    population == null && nearestByPopulation == null ? null : await populationAt(metricContext, loader, level, period);
  const excluded = not == null ? [] : await rulesOf(metricContext, loader, { ...query, choice: not });
  if (not != null && excluded.length === 0) {
    throw new BadInputError(
      '`not` has no condition, and would leave out every unit.',
      'Give it one, or leave it out.',
      {
        polish: '`not` nie ma żadnego warunku, więc pominąłby wszystkie jednostki. Podaj warunek albo go pomiń.',
      },
    );
  }
  return [
    ...(listed === null ? [] : [({ unit }: UnitState) => listed.has(unit.id)]),
    ...kindRules(choice, self),
    ...placeRules(metricContext, choice, self, day),
    ...(sizes === null
      ? []
      : [({ unit }: UnitState) => isInBracket(sizes.get(unit.id)?.value ?? null, population ?? {})]),
    ...(not == null ? [] : [(state: UnitState) => !excluded.every((rule) => rule(state))]),
  ];
}

async function nearestOf(
  metricContext: MetricContext,
  loader: ObservationLoader,
  group: readonly UnitState[],
  { choice, level, period, subject }: PeerQuery,
): Promise<readonly UnitState[]> {
  const { nearestByPopulation, nearestByDistance } = choice;
  let narrow = group;
  if (nearestByPopulation != null && subject !== null) {
    const sizes = await populationAt(metricContext, loader, level, period);
    narrow = nearest(narrow, subject, nearestByPopulation, byPopulation(sizes, subject));
  }
  if (nearestByDistance == null || subject === null) return narrow;
  const day = lastDayOf(period);
  return nearest(
    narrow,
    subject,
    nearestByDistance,
    byDistance(metricContext, metricContext.statesOn(day).get(subject), day),
  );
}

type Bracket = NonNullable<PeerChoice['population']>;

function isInBracket(size: number | null, { from, to }: Bracket): boolean {
  return size !== null && (from == null || size >= from) && (to == null || size <= to);
}

function checkChoice(choice: PeerChoice, subject: string | null, isNegated = false): void {
  if (choice.not != null) checkChoice(choice.not, subject, true);
  const { sameKind, sameVoivodeship, nearestByPopulation, nearestByDistance } = choice;
  const isNear = nearestByPopulation != null || nearestByDistance != null;
  if (subject === null && (sameKind === true || sameVoivodeship === true || isNear)) {
    throw new BadInputError(
      '"sameKind", "sameVoivodeship" and "nearestBy…" compare with a unit, and none is named.',
      'Use "kinds", "withinAny" and "population", or ask for a benchmark.',
      {
        polish:
          '"sameKind", "sameVoivodeship" i "nearestBy…" porównują z jednostką, a o żadną tu nie zapytano. Użyj "kinds", "withinAny" i "population" albo zapytaj o benchmark.',
      },
    );
  }
  if (isNear && isNegated) {
    throw new BadInputError('"nearestBy…" stands in "not".', 'Use it outside of "not", or a range of "population".', {
      polish: '"nearestBy…" stoi w "not". Użyj go poza "not" albo podaj zakres "population".',
    });
  }
  for (const [name, count] of Object.entries({ nearestByPopulation, nearestByDistance })) {
    if (count == null || (count >= 1 && count <= maxNearest)) continue;
    throw new BadInputError(`"${name}" is ${count}.`, `Ask for 1 to ${maxNearest}.`, {
      polish: `"${name}" wynosi ${count}. Podaj liczbę od 1 do ${maxNearest}.`,
    });
  }
}

type Rule = (state: UnitState) => boolean;

function kindRules({ kinds, sameKind }: PeerChoice, self: UnitState | undefined): Rule[] {
  const wanted = kinds ?? (sameKind === true && self !== undefined ? [self.version.kind] : undefined);
  return wanted === undefined ? [] : [({ version }) => wanted.includes(version.kind)];
}

function placeRules(
  metricContext: MetricContext,
  choice: PeerChoice,
  self: UnitState | undefined,
  day: string,
): Rule[] {
  const rules: Rule[] = [];
  if (choice.sameVoivodeship === true && self !== undefined) {
    const voivodeship = self.version.terc.slice(0, 2);
    rules.push(({ version }) => version.terc.startsWith(voivodeship));
  }
  const { withinAny } = choice;
  if (withinAny != null) {
    const within = withinAny.map((id) => withinRule(metricContext, id, day));
    rules.push((state) => within.some((rule) => rule(state)));
  }
  return rules;
}

/** Units that lie in the unit with the id, and it itself. */
export function withinRule(metricContext: MetricContext, top: string, day: string): Rule {
  const states = metricContext.statesOn(day);
  return ({ unit, version }) => {
    let id: string | null = unit.id;
    let parent: string | null = version.parentId;
    for (let steps = 0; id !== null && steps < 6; steps += 1) {
      if (id === top) return true;
      id = parent;
      parent = id === null ? null : (states.get(id)?.version.parentId ?? null);
    }
    return false;
  };
}

export function findUnit(metricContext: MetricContext, code: string, day: string): string | null {
  const { candidates } = resolveReference(metricContext.registry.resolutionIndex, { code }, day);
  const [best, next] = candidates.filter(({ method }) => method !== 'NUTS_CODE');
  return best === undefined || next?.confidence === best.confidence ? null : best.unit.id;
}

async function populationAt(
  metricContext: MetricContext,
  loader: ObservationLoader,
  level: TerritorialLevel,
  period: number,
): Promise<SliceValues> {
  const metric = metricContext.referenceData.metric('population');
  if (metric !== undefined) {
    const year = Math.floor(period / 100) * 100;
    const slice = await sliceOf(metricContext, loader, { metric, level, period: year, dimensions: null, facet: null });
    if (slice.values.size > 0) return slice.values;
  }
  throw new BadInputError(
    'The population of these units in that year is not known.',
    'Choose peers without "population" and "nearestByPopulation", or load it.',
    {
      polish:
        'Liczba ludności tych jednostek w tym roku nie jest znana. Wybierz grupę bez "population" i "nearestByPopulation" albo wczytaj te dane.',
    },
  );
}
