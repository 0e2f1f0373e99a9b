/** The types that every answer about values is made of. */
import { builder } from '#graphql/builder.ts';
import { Source } from '#graphql/releases.ts';
import { flags } from '../flags.ts';
import { firstDayOf, formatPeriod, lastDayOf } from '../period.ts';
import type { AreaChange } from '../read/area-changes.ts';
import type { SeriesPoint } from '../read/series.ts';
import { metricReference } from '../reference-cache.ts';
import { ObservationFlag } from './enums.ts';
import { MetricFacet } from './facet.ts';

export const valueDescription =
  'In the unit of measure of the metric; null when it is missing, see flag. Missing is not zero.';

interface ChosenValue {
  readonly dimension: string;
  readonly value: string;
}

export const ChosenDimensionValue = builder.objectRef<ChosenValue>('ChosenDimensionValue').implement({
  description: 'The value of a dimension that numbers are of.',
  fields: (t) => ({
    dimension: t.exposeString('dimension', { description: 'The code of the dimension.' }),
    value: t.exposeString('value', { description: 'The code of the value.' }),
  }),
});

const SeriesBreak = builder.objectRef<AreaChange>('SeriesBreak').implement({
  description:
    'A change of the area of a unit, found by comparing registers, over which numbers may not be comparable.',
  fields: (t) => ({
    notBefore: t.expose('notBefore', { type: 'Date', description: 'It happened after this day,' }),
    notAfter: t.expose('notAfter', { type: 'Date', description: 'and not later than this one.' }),
    isCertain: t.boolean({
      description: 'False when the unit is only one of several neighbours whose area may have changed.',
      resolve: ({ certain }) => certain,
    }),
    reason: t.exposeString('reason', { description: 'Which unit began, ended or moved.' }),
  }),
});

export const MetricSeriesPoint = builder.objectRef<SeriesPoint>('MetricSeriesPoint').implement({
  description: 'The value of one period.',
  fields: (t) => ({
    period: t.string({
      description: 'The period: `2019`, `2019-Q1`, `2019-H1`, `2019-03` or, of a school year, `2019/2020`.',
      resolve: ({ period }) => formatPeriod(period),
    }),
    from: t.field({
      type: 'Date',
      description: 'The first day of the period.',
      resolve: ({ period }) => firstDayOf(period),
    }),
    to: t.field({
      type: 'Date',
      description: 'The last day of the period.',
      resolve: ({ period }) => lastDayOf(period),
    }),
    value: t.exposeFloat('value', { nullable: true, description: valueDescription }),
    flag: t.expose('flag', {
      type: ObservationFlag,
      description: 'The status of the observation; BREAK also where the area or the publication changed.',
    }),
    sdmxFlag: t.string({
      description: 'The flag in the SDMX code list CL_OBS_STATUS, one letter.',
      resolve: ({ flag }) => flags[flag].sdmx,
    }),
    verbatim: t.exposeString('verbatim', {
      nullable: true,
      description: 'The value as the source writes it; null for a derived value.',
    }),
    mark: t.exposeString('mark', {
      nullable: true,
      description: 'The mark that the source puts beside the value; null for none.',
    }),
    areaChange: t.field({
      type: SeriesBreak,
      nullable: true,
      description: 'A change of the area between the point before and this one, as far as known.',
      resolve: ({ areaChange }) => areaChange,
    }),
    facet: t.field({
      type: MetricFacet,
      description: 'The publication that states it; of a derived value that of its first component.',
      resolve: ({ facet }) => facet,
    }),
    isFacetChange: t.exposeBoolean('isFacetChange', {
      description: 'Whether the point before is from another publication: the series has a break here.',
    }),
    source: t.field({
      type: Source,
      description: 'The file that the value was last changed by; of a derived value the newest of its components.',
      resolve: ({ release }, _args, context, info) =>
        context.loaders.releases.sources.get(context.release.get(metricReference).sourceOf(release), info),
    }),
  }),
});
