/** `corrections` on everything that can be corrected: its open tickets. */
import type { GraphQLResolveInfo } from 'graphql';
import { builder } from '#graphql/builder.ts';
import type { Context } from '#graphql/context.ts';
import { Metric, metricReference, Observation, observationKey } from '#metrics';
import { Office } from '#offices';
import { Call, Event, LivingLab, Practice } from '#practices';
import { Project } from '#projects';
import { TerritorialUnit } from '#registry';
import { keyOfEntry } from '../loaders.ts';
import type { CorrectionTarget } from '../model.ts';
import { Correction } from './correction.ts';

const corrections: [typeof Correction] = [Correction];
const open = {
  type: corrections,
  description: 'Corrections of it that are open: reported, and not decided yet.',
  complexity: { field: 2, multiplier: 2 },
};
const openOf = ({ loaders }: Context, type: CorrectionTarget, key: string, info: GraphQLResolveInfo) =>
  loaders.corrections.open.load(keyOfEntry({ type, key }), info);

builder.objectField(TerritorialUnit, 'corrections', (t) =>
  t.field({
    ...open,
    resolve: ({ version }, _args, context, info) => openOf(context, 'TERRITORIAL_UNIT', version.terc, info),
  }),
);
builder.prismaObjectField(Office, 'corrections', (t) =>
  t.field({
    ...open,
    select: { id: true },
    resolve: ({ id }, _args, context, info) => openOf(context, 'OFFICE', id, info),
  }),
);
builder.prismaObjectField(Project, 'corrections', (t) =>
  t.field({
    ...open,
    select: { id: true },
    resolve: ({ id }, _args, context, info) => openOf(context, 'PROJECT', id, info),
  }),
);
builder.prismaObjectField(Practice, 'corrections', (t) =>
  t.field({
    ...open,
    select: { slug: true },
    resolve: ({ slug }, _args, context, info) => openOf(context, 'PRACTICE', slug, info),
  }),
);
builder.prismaObjectField(Call, 'corrections', (t) =>
  t.field({
    ...open,
    select: { slug: true },
    resolve: ({ slug }, _args, context, info) => openOf(context, 'CALL', slug, info),
  }),
);
builder.prismaObjectField(Event, 'corrections', (t) =>
  t.field({
    ...open,
    select: { slug: true },
    resolve: ({ slug }, _args, context, info) => openOf(context, 'EVENT', slug, info),
  }),
);
builder.prismaObjectField(LivingLab, 'corrections', (t) =>
  t.field({
    ...open,
    select: { slug: true },
    resolve: ({ slug }, _args, context, info) => openOf(context, 'LIVING_LAB', slug, info),
  }),
);
builder.prismaObjectField(Metric, 'corrections', (t) =>
  t.field({
    ...open,
    select: { code: true },
    resolve: ({ code }, _args, context, info) => openOf(context, 'METRIC', code, info),
  }),
);
builder.prismaObjectField(Observation, 'corrections', (t) =>
  t.field({
    ...open,
    select: { metricId: true, facetId: true, level: true, dimensionId: true, period: true, subjectId: true },
    resolve: (place, _args, context, info) =>
      openOf(context, 'OBSERVATION', observationKey(context.release.get(metricReference), place), info),
  }),
);
