/** The metrics that practices and projects meant to move, before and after. */
import { builder } from '#graphql/builder.ts';
import type { Context } from '#graphql/context.ts';
import { Language } from '#graphql/scalars.ts';
import { Evidence, type EvidenceRow, Practice } from '#practices';
import { Project } from '#projects';
import {
  afterOf,
  beforeOf,
  changeOf,
  type Goal,
  goalOf,
  isTargetReached,
  type Outcome,
  progressOf,
} from '../answer/outcome.ts';
import { formatPeriod } from '../period.ts';
import { metricContextOf } from '../read/metric-context.ts';
import { seriesOf } from '../read/series.ts';
import { otherSubject, type RequestedSubject, unitSubject } from './inputs.ts';
import { Metric } from './metric.ts';
import { MetricSeries } from './series.ts';
import { ObservationSubject } from './subject.ts';
import { DirectionOfTravel } from './travel.ts';
import { MetricSeriesPoint } from './values.ts';

const MetricGoal = builder.objectRef<Goal>('MetricGoal').implement({
  description: 'A baseline or target of a metric, as a practice or project states it.',
  fields: (t) => ({
    period: t.string({
      description: 'The period: `2019`, `2019-Q1`, `2019-H1`, `2019-03` or `2019/2020`.',
      resolve: ({ period }) => formatPeriod(period),
    }),
    value: t.exposeFloat('value', {
      nullable: true,
      description: 'In the unit of measure of the metric; null where only the period is stated.',
    }),
  }),
});

const MetricOutcome = builder.objectRef<Outcome>('MetricOutcome').implement({
  description:
    'A metric that a practice or project was to improve: the stated baseline and target, and the observations before and after.',
  fields: (t) => ({
    title: t.string({
      description: 'What it was to show, in the words of the practice or project.',
      args: { lang: t.arg({ type: Language, defaultValue: 'PL', required: true, description: 'The language.' }) },
      resolve: ({ titlePl, titleEn }, { lang }) => (lang === 'EN' ? (titleEn ?? titlePl) : titlePl),
    }),
    metric: t.expose('metric', { type: Metric, description: 'The metric.' }),
    subject: t.field({
      type: ObservationSubject,
      description: 'Whose metric it is: a unit, an office, or the practice or project itself.',
      resolve: ({ subject }) => ({ key: subject, day: null }),
    }),
    baseline: t.expose('baseline', {
      type: MetricGoal,
      nullable: true,
      description: 'The baseline, as stated; null when none is stated.',
    }),
    target: t.expose('target', {
      type: MetricGoal,
      nullable: true,
      description: 'The target, as stated; null when none is stated.',
    }),
    before: t.field({
      type: MetricSeriesPoint,
      nullable: true,
      description: 'What was observed at the period of the baseline; null without a baseline or an observation.',
      resolve: beforeOf,
    }),
    after: t.field({
      type: MetricSeriesPoint,
      nullable: true,
      description:
        'What was observed at the period of the target or, where nothing was, the newest value after the baseline.',
      resolve: afterOf,
    }),
    change: t.field({
      type: DirectionOfTravel,
      nullable: true,
      description: 'From before to after; where nothing was observed before, from the stated baseline.',
      resolve: changeOf,
    }),
    progressPercent: t.float({
      nullable: true,
      description:
        'How far the value went on the way from the baseline to the target, in per cent: 100 when it was reached, negative when it went the other way. Null when one of the three is not known.',
      resolve: progressOf,
    }),
    isTargetReached: t.boolean({
      nullable: true,
      description: 'Whether the value after is the target or beyond; null when that is not known.',
      resolve: isTargetReached,
    }),
    series: t.expose('series', {
      type: MetricSeries,
      nullable: true,
      description: 'All observations of the metric and subject; null when there is none.',
    }),
  }),
});

async function outcomesOf(
  evidence: readonly EvidenceRow[],
  itself: RequestedSubject,
  context: Context,
): Promise<Outcome[]> {
  const found = await Promise.all(evidence.map((one) => outcomeOf(one, itself, context)));
  return found.filter((outcome) => outcome !== null);
}

async function outcomeOf(evidence: EvidenceRow, itself: RequestedSubject, context: Context): Promise<Outcome | null> {
  const metricContext = metricContextOf(context.release);
  const metric = metricContext.referenceData.metric(evidence.metricCode ?? '');
  const subject = subjectOf(evidence, itself, context);
  if (metric === undefined || subject === null) return null;
  const { key, levels } = subject;
  const requested = { metric, subject: key, levels, dimensions: evidence.dimensions, from: null, to: null };
  const [series = null] = await seriesOf(metricContext, context.loaders.metrics.observations, {
    ...requested,
    facet: null,
  });
  const { titlePl, titleEn } = evidence;
  const baseline = goalOf(evidence.baselinePeriod, evidence.baselineValue);
  const target = goalOf(evidence.targetPeriod, evidence.targetValue);
  return { titlePl, titleEn, metric, subject: key, baseline, target, series };
}

function subjectOf(
  { unitId, officeId }: EvidenceRow,
  itself: RequestedSubject,
  context: Context,
): RequestedSubject | null {
  if (unitId !== null) return unitSubject(metricContextOf(context.release), unitId, context.today);
  return officeId === null ? itself : otherSubject('OFFICE', officeId);
}

const description =
  'The metrics that it was to improve, before and after; none for evidence that names no metric of the hub.';

builder.prismaObjectField(Evidence, 'metric', (t) =>
  t.field({
    type: Metric,
    nullable: true,
    description: 'The metric of the hub that shows it; null where none does.',
    select: { metricCode: true },
    resolve: ({ metricCode }, _args, { release }) =>
      metricContextOf(release).referenceData.metric(metricCode ?? '') ?? null,
  }),
);

builder.prismaObjectField(Practice, 'outcomes', (t) =>
  t.field({
    type: [MetricOutcome],
    description,
    select: { slug: true },
    resolve: async ({ slug }, _args, context) => {
      const evidence = await context.loaders.practices.outcomesOfPractice.load(slug);
      return outcomesOf(evidence, otherSubject('PRACTICE', slug), context);
    },
  }),
);

builder.prismaObjectField(Project, 'outcomes', (t) =>
  t.field({
    type: [MetricOutcome],
    description,
    resolve: async ({ id }, _args, context) => {
      const evidence = await context.loaders.practices.outcomesOfProject.load(id);
      return outcomesOf(evidence, otherSubject('PROJECT', id), context);
    },
  }),
);
