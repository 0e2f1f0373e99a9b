/** What a territorial unit has to do with practices, events and living labs. */
import { builder } from '#graphql/builder.ts';
import { idsBelow, idsOf } from '#offices';
import { asOfArgument, TerritorialUnit, type UnitOnDay, unitOfRow, viewOf } from '#registry';
import { eventsOf, livingLabsOf, practicesOf } from '../lists/links.ts';
import { Event } from './event.ts';
import { linkedField } from './fields.ts';
import { LivingLab } from './living-lab.ts';
import { Practice } from './practice.ts';

builder.objectFields(TerritorialUnit, (t) => ({
  practices: linkedField(
    t,
    Practice,
    practicesOf.units,
    'Practices of offices that sit in the unit or serve it, whatever their role, and practices carried out in it, in Polish order of their titles.',
    (on: UnitOnDay, context, { includeDescendants }: { includeDescendants: boolean }) => {
      const view = viewOf(on.day, context);
      return includeDescendants ? idsBelow(view, on, context) : idsOf(on, context);
    },
    undefined,
    {
      includeDescendants: t.arg.boolean({
        required: true,
        defaultValue: false,
        description: 'Also those of the units below it.',
      }),
    },
  ),
  eventsHeld: linkedField(
    t,
    Event,
    eventsOf.units,
    'Conferences and the like held in it, the latest first.',
    (on: UnitOnDay, context) => idsOf(on, context),
  ),
  livingLabs: linkedField(
    t,
    LivingLab,
    livingLabsOf.units,
    'Living labs that it hosts, by title.',
    (on: UnitOnDay, context) => idsOf(on, context),
  ),
}));

builder.prismaObjectField(Practice, 'places', (t) =>
  t.field({
    type: [TerritorialUnit],
    description:
      'The units in which it is carried out, as they are today or on `asOf`, where its offices do not state them.',
    args: asOfArgument(t.arg),
    select: { slug: true },
    resolve: async ({ slug }, args, context) => {
      const places = await context.loaders.practices.placesOfPractice.load(slug);
      return places.flatMap(({ unitId }) => unitOfRow(unitId, args, context) ?? []);
    },
  }),
);

builder.prismaObjectField(Event, 'unit', (t) =>
  t.field({
    type: TerritorialUnit,
    nullable: true,
    description: 'The unit in which it is held, as it is today or on `asOf`.',
    args: asOfArgument(t.arg),
    select: { placeUnitId: true },
    resolve: ({ placeUnitId }, args, context) => unitOfRow(placeUnitId, args, context),
  }),
);

builder.prismaObjectField(LivingLab, 'hostUnit', (t) =>
  t.field({
    type: TerritorialUnit,
    nullable: true,
    description: 'The unit that hosts it, as it is today or on `asOf`; null when no source names one.',
    args: asOfArgument(t.arg),
    select: { hostUnitId: true },
    resolve: ({ hostUnitId }, args, context) => unitOfRow(hostUnitId, args, context),
  }),
);
