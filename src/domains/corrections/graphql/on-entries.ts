/** `corrections` on everything that can be corrected: its open tickets. */
import { builder } from '#graphql/builder.ts';
import { Metric, metricReference, Observation, observationKey } from '#metrics';
import { Office } from '#offices';
import { Call, Event, LivingLab, Practice } from '#practices';
import { Project } from '#projects';
import { TerritorialUnit } from '#registry';
import { Correction } from './correction.ts';

const corrections: [typeof Correction] = [Correction];
const open = {
  type: corrections,
  description: 'Corrections of it that are open: reported, and not decided yet.',
  complexity: { field: 2, multiplier: 2 },
};

builder.objectField(TerritorialUnit, 'corrections', (t) =>
  t.field({
    ...open,
    resolve: ({ version }, _args, { loaders }) =>
      loaders.corrections.open.load({ type: 'TERRITORIAL_UNIT', key: version.terc }),
  }),
);
builder.prismaObjectField(Office, 'corrections', (t) =>
  t.field({
    ...open,
    select: { id: true },
    resolve: ({ id }, _args, { loaders }) => loaders.corrections.open.load({ type: 'OFFICE', key: id }),
  }),
);
builder.prismaObjectField(Project, 'corrections', (t) =>
  t.field({
    ...open,
    select: { id: true },
    resolve: ({ id }, _args, { loaders }) => loaders.corrections.open.load({ type: 'PROJECT', key: id }),
  }),
);
builder.prismaObjectField(Practice, 'corrections', (t) =>
  t.field({
    ...open,
    select: { slug: true },
    resolve: ({ slug }, _args, { loaders }) => loaders.corrections.open.load({ type: 'PRACTICE', key: slug }),
  }),
);
builder.prismaObjectField(Call, 'corrections', (t) =>
  t.field({
    ...open,
    select: { slug: true },
    resolve: ({ slug }, _args, { loaders }) => loaders.corrections.open.load({ type: 'CALL', key: slug }),
  }),
);
builder.prismaObjectField(Event, 'corrections', (t) =>
  t.field({
    ...open,
    select: { slug: true },
    resolve: ({ slug }, _args, { loaders }) => loaders.corrections.open.load({ type: 'EVENT', key: slug }),
  }),
);
builder.prismaObjectField(LivingLab, 'corrections', (t) =>
  t.field({
    ...open,
    select: { slug: true },
    resolve: ({ slug }, _args, { loaders }) => loaders.corrections.open.load({ type: 'LIVING_LAB', key: slug }),
  }),
);
builder.prismaObjectField(Metric, 'corrections', (t) =>
  t.field({
    ...open,
    select: { code: true },
    resolve: ({ code }, _args, { loaders }) => loaders.corrections.open.load({ type: 'METRIC', key: code }),
  }),
);
builder.prismaObjectField(Observation, 'corrections', (t) =>
  t.field({
    ...open,
    select: { metricId: true, facetId: true, level: true, dimensionId: true, period: true, subjectId: true },
    resolve: (place, _args, { loaders, release }) =>
      loaders.corrections.open.load({ type: 'OBSERVATION', key: observationKey(release.get(metricReference), place) }),
  }),
);
