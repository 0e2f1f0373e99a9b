/** Whom an observation is about. */

import { builder } from '#graphql/builder.ts';
import type { Context } from '#graphql/context.ts';
import { Office } from '#offices';
import { Practice } from '#practices';
import { Project } from '#projects';
import { asItIs, onDay, TerritorialUnit, type UnitOnDay } from '#registry';
import { type MetricContext, metricContextOf } from '../read/metric-context.ts';

/** The key that observations are kept by, and the day on which a unit is shown; null for today. */
export interface SubjectOnDay {
  readonly key: string;
  readonly day: string | null;
}

const practicePrefix = 'PRACTICE ';

function slugOf(key: string): string {
  return key.slice(practicePrefix.length);
}

export const ObservationSubject = builder.objectRef<SubjectOnDay>('ObservationSubject').implement({
  description:
    'Whom an observation is about: a territorial unit, a statistical unit, an office, a project or a practice. Exactly one of the fields unit, bdlId, office, project and practice is not null.',
  fields: (t) => ({
    name: t.string({
      description: 'Its name; the code where no name is known.',
      resolve: ({ key, day }, _args, context) => nameOf(key, day, context),
    }),
    unit: t.field({
      type: TerritorialUnit,
      nullable: true,
      description: 'The territorial unit, as it was at the end of the period; null for other subjects.',
      resolve: ({ key, day }, _args, context) => unitOn(key, day, context),
    }),
    bdlId: t.string({
      nullable: true,
      description:
        'The id of a statistical unit (country, macroregion, region, subregion) in the Local Data Bank; null for other subjects.',
      resolve: ({ key }) => (key.startsWith('STATISTICAL_UNIT ') ? key.slice(17) : null),
    }),
    office: t.field({
      type: Office,
      nullable: true,
      description: 'The office; null for other subjects.',
      resolve: ({ key }, _args, { loaders }, info) =>
        key.startsWith('OFFICE ') ? loaders.offices.office.load(key.slice(7), info) : null,
    }),
    project: t.field({
      type: Project,
      nullable: true,
      description: 'The project; null for other subjects.',
      resolve: ({ key }, _args, { loaders }, info) =>
        key.startsWith('PROJECT ') ? loaders.projects.byId.load(key.slice(8), info) : null,
    }),
    practice: t.field({
      type: Practice,
      nullable: true,
      description: 'The practice; null for other subjects.',
      resolve: ({ key }, _args, { loaders }, info) =>
        key.startsWith(practicePrefix) ? loaders.practices.practice.load(slugOf(key), info) : null,
    }),
  }),
});

function unitOn(key: string, day: string | null, { release, today }: Context): UnitOnDay | undefined {
  const metricContext = metricContextOf(release);
  const state = day === null ? undefined : metricContext.statesOn(day).get(key);
  const unit = metricContext.unitOf(key);
  if (state !== undefined && day !== null) return onDay(state, day);
  return unit === undefined ? undefined : asItIs(unit, today);
}

async function nameOf(key: string, day: string | null, context: Context): Promise<string> {
  const { release, loaders } = context;
  const unit = unitOn(key, day, context);
  if (unit !== undefined) return unit.version.name;
  if (key.startsWith('OFFICE ')) return (await loaders.offices.names.load(key.slice(7))) ?? key;
  if (key.startsWith(practicePrefix)) return (await loaders.practices.titles.load(slugOf(key))) ?? key;
  return statisticalName(metricContextOf(release), key) ?? key;
}

function statisticalName(metricContext: MetricContext, key: string): string | null {
  const [id] = metricContext.idsOf(key);
  return id === undefined ? null : (metricContext.referenceData.subject(id)?.name ?? null);
}

export interface SubjectLabel {
  readonly code: string;
  readonly label: string;
}

/** The code and name by which datasets name a subject: of a unit its TERC. */
export async function labelOf(key: string, day: string | null, context: Context): Promise<SubjectLabel> {
  const unit = unitOn(key, day, context);
  return { code: unit?.version.terc ?? key.split(' ').at(-1) ?? key, label: await nameOf(key, day, context) };
}
