/** Lists of observations. */
import { builder } from '#graphql/builder.ts';
import type { Context } from '#graphql/context.ts';
import { keysetPage } from '#graphql/keyset.ts';
import { listArgs, orderInput } from '#graphql/ordering.ts';
import { pageComplexity } from '#graphql/pages.ts';
import { DecimalRange } from '#graphql/ranges.ts';
import { selectionOfEntries } from '#graphql/rows.ts';
import { BadInputError } from '#platform/errors.ts';
import { jsonStat } from '../answer/json-stat.ts';
import { type Flag, flagOf } from '../flags.ts';
import { type Level, levelOfNumber } from '../levels.ts';
import { formatPeriod, lastDayOf } from '../period.ts';
import type { ObservationFilter } from '../read/filter.ts';
import { ObservationList } from '../read/list.ts';
import { metricContextOf } from '../read/metric-context.ts';
import type { ObservationRow } from '../read/observation-rows.ts';
import { byPlace, type ObservationOrder } from '../read/order.ts';
import { periodHints } from '../read/periods.ts';
import { metricReference } from '../reference-cache.ts';
import { canonicalKey, type MetricReferenceData } from '../reference-data.ts';
import { ObservationFlag, ObservationLevel } from './enums.ts';
import { metricArgument, metricId } from './ids.ts';
import {
  DimensionValueInput,
  dimensionsOf,
  type Maybe,
  ObservationSubjectInput,
  PeriodRange,
  type PeriodRangeInput,
  spanOf,
  subjectArgument,
} from './inputs.ts';
import { Observation } from './observation.ts';
import { labelOf, type SubjectLabel } from './subject.ts';

/** Written out because it holds itself. */
interface Filter {
  readonly metrics?: Maybe<string[]>;
  readonly subjects?: Maybe<(typeof ObservationSubjectInput.$inferInput)[]>;
  readonly levels?: Maybe<Level[]>;
  readonly facets?: Maybe<string[]>;
  readonly dimensions?: Maybe<(typeof DimensionValueInput.$inferInput)[]>;
  readonly period?: Maybe<PeriodRangeInput>;
  readonly flags?: Maybe<Flag[]>;
  readonly hasValue?: Maybe<boolean>;
  readonly value?: Maybe<{ readonly from?: Maybe<string>; readonly to?: Maybe<string> }>;
  readonly not?: Maybe<Filter>;
}

const ObservationFilterInput = builder.inputRef<Filter>('ObservationFilter');
ObservationFilterInput.implement({
  description: 'Filters observations; all conditions must hold.',
  fields: (t) => ({
    metrics: t.idList({ description: metricId.description('Filters observations by metric') }),
    subjects: t.field({
      type: [ObservationSubjectInput],
      description: 'Filters observations by unit, office, project or practice; at most 100.',
    }),
    levels: t.field({ type: [ObservationLevel], description: 'Filters observations by level.' }),
    facets: t.stringList({
      description:
        'Filters observations by the codes of publications; without it the default one of each metric and period.',
    }),
    dimensions: t.field({
      type: [DimensionValueInput],
      description: 'Filters observations by values of dimensions; an empty list is the total.',
    }),
    period: t.field({ type: PeriodRange, description: 'Filters observations by period.' }),
    flags: t.field({
      type: [ObservationFlag],
      description: 'Filters observations by flag; needs metrics or subjects.',
    }),
    hasValue: t.boolean({ description: 'Filters observations by whether they have a value.' }),
    value: t.field({ type: DecimalRange, description: 'Filters observations by value; needs metrics or subjects.' }),
    not: t.field({ type: ObservationFilterInput, description: 'Leaves out observations that match this filter.' }),
  }),
});

const ObservationOrderInput = orderInput({
  typename: 'Observation',
  things: 'observations',
  ties: 'by KEY',
  fields: {
    KEY: 'Metric, facet, level, dimensions, period and subject.',
    PERIOD: 'The period.',
    VALUE: 'The value; observations without one come last. For filters that leave at most 100,000 observations.',
  },
});

builder.queryField('observations', (t) =>
  t.connection(
    {
      type: Observation,
      description:
        'Observations, each number once: from the default publication of the period unless the filter names another. Derived metrics have none; see indicators. A period without observations is an error that names the periods there are.',
      args: listArgs('observations', ObservationFilterInput, ObservationOrderInput, 'KEY ascending'),
      complexity: pageComplexity,
      resolve: async (_root, { filter, orderBy, ...page }, context, info) => {
        const order = orderBy ?? byPlace;
        const wanted = await readFilter(filter, context);
        const { select } = selectionOfEntries('Observation', context, info);
        const list = new ObservationList(context.db, metricContextOf(context.release), wanted, order, select);
        refuseWideQuery(wanted, order, list);
        refuseWithoutObservations(list, wanted, order, context);
        return keysetPage<ObservationRow>(list, page);
      },
    },
    {
      name: 'ObservationConnection',
      fields: (tc) => ({
        asJsonStat: tc.field({
          type: 'JsonStat',
          description: 'This page as a JSON-stat 2.0 dataset.',
          resolve: async ({ edges }, _args, context) => {
            const rows = ((await edges) ?? []) as Iterable<{ node: ObservationRow }>;
            return rowsAsJsonStat(
              [...rows].map(({ node }) => node),
              context,
            );
          },
        }),
      }),
    },
    { name: 'ObservationEdge' },
  ),
);

const maxSubjects = 100;

async function readFilter(input: Maybe<Filter>, context: Context): Promise<ObservationFilter> {
  const { metrics, subjects, levels, facets, dimensions, period, flags, hasValue, value, not } = input ?? {};
  const { from, to } = spanOf(period?.from, period?.to);
  return {
    metricIds: metrics == null ? undefined : new Set(metrics.map((id) => metricArgument(id, context, 'metrics').id)),
    subjects: subjects == null ? undefined : await subjectKeys(subjects, context),
    levels: levels ?? undefined,
    facets: facets ?? undefined,
    dimensions: dimensions == null ? undefined : canonicalKey(dimensionsOf(dimensions) ?? {}),
    from: from ?? undefined,
    to: to ?? undefined,
    flags: flags ?? undefined,
    hasValue: hasValue ?? undefined,
    value: value == null ? undefined : { from: numberOf(value.from), to: numberOf(value.to) },
    not: not == null ? undefined : await readFilter(not, context),
  };
}

async function subjectKeys(
  subjects: readonly (typeof ObservationSubjectInput.$inferInput)[],
  context: Context,
): Promise<string[]> {
  if (subjects.length > maxSubjects) {
    throw new BadInputError(`${subjects.length} subjects were named.`, `Name at most ${maxSubjects}.`, {
      polish: `Liczba wskazanych podmiotów to ${subjects.length}. Wskaż najwyżej ${maxSubjects}.`,
    });
  }
  const found = await Promise.all(subjects.map((subject) => subjectArgument(subject, context, null)));
  return found.flatMap((subject) => subject?.key ?? []);
}

function numberOf(decimal: Maybe<string>): number | null {
  return decimal == null ? null : Number(decimal);
}

/** What an index does not lead to is only looked for among the observations of some metrics or subjects. */
const maxSorted = 100_000;

function refuseWideQuery(filter: ObservationFilter, { field }: ObservationOrder, list: ObservationList): void {
  const { metricIds, subjects, flags, value } = filter;
  if (subjects !== undefined) return;
  if ((flags !== undefined || value !== undefined) && metricIds === undefined) {
    throw new BadInputError(
      '"flags" and "value" filter among all observations.',
      'Name "metrics" or "subjects", too.',
      {
        polish: '"flags" i "value" filtrują wśród wszystkich obserwacji. Podaj też "metrics" albo "subjects".',
      },
    );
  }
  if (field === 'VALUE' && list.size > maxSorted) {
    throw new BadInputError(
      `${list.size} observations are too many to be ordered by VALUE.`,
      `Narrow the filter to at most ${maxSorted}, for instance by "period" and "levels".`,
      {
        polish: `Obserwacji (${list.size}) jest zbyt wiele, aby je uporządkować według VALUE. Zawęź filtr do najwyżej ${maxSorted}, na przykład przez "period" i "levels".`,
      },
    );
  }
}

function refuseWithoutObservations(
  list: ObservationList,
  filter: ObservationFilter,
  order: ObservationOrder,
  { db, release }: Context,
): void {
  const { from, to, ...anyPeriod } = filter;
  if (list.size > 0 || (from === undefined && to === undefined)) return;
  const { periods } = new ObservationList(db, metricContextOf(release), anyPeriod, order, {});
  if (periods.length === 0) return;
  const [hint, rada] = periodHints(periods);
  const span = [from, to].map((period) => (period === undefined ? '' : formatPeriod(period))).join('–');
  throw new BadInputError(`There are no such observations for ${span}.`, hint, {
    polish: `Nie ma takich obserwacji za ${span}. ${rada}`,
  });
}

async function rowsAsJsonStat(rows: readonly ObservationRow[], context: Context): Promise<Record<string, unknown>> {
  const referenceData = context.release.get(metricReference);
  const places = await Promise.all(
    rows.map(({ subjectId, period }) =>
      labelOf(metricContextOf(context.release).keyOf(subjectId), lastDayOf(period), context),
    ),
  );
  const cells = rows.flatMap((row, index) => {
    const metric = referenceData.metricById(row.metricId);
    if (metric === undefined) return [];
    const place = places[index] as SubjectLabel;
    const more = whatElse(row, rows, referenceData);
    const label = more === '' ? place : { code: `${place.code};${more}`, label: `${place.label} (${more})` };
    const facet = referenceData.facet(row.facetId);
    const { value, flag } = row;
    return [{ metric, place: label, period: formatPeriod(row.period), value, flag: flagOf(flag), facet }];
  });
  return jsonStat(
    'Observations',
    [...new Set(rows.flatMap(({ facetId }) => referenceData.facet(facetId) ?? []))],
    cells,
  );
}

/** A city may have two values: each is a place of its own in the dataset. */
function whatElse(row: ObservationRow, rows: readonly ObservationRow[], referenceData: MetricReferenceData): string {
  const differs = rows.some(({ level }) => level !== row.level);
  return [referenceData.key(row.dimensionId)?.key ?? '', differs ? `level=${levelOfNumber(row.level)}` : '']
    .filter((part) => part !== '')
    .join(';');
}
