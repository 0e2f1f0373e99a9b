/** What a territorial unit has to do with practices, events and living labs. */
import { builder } from '#graphql/builder.ts';
import type { Context } from '#graphql/context.ts';
import { pageComplexity } from '#graphql/pages.ts';
import { BadInputError } from '#platform/errors.ts';
import { asItIs, heldRegistry, TerritorialUnit, viewOf } from '#registry';
import type { Entry } from '../model.ts';
import { Event, entriesField, LivingLab, Practice, pageOfEntries } from './entries.ts';
import { entriesOfUnits } from './unit-joins.ts';

/** Practices of offices at or below the unit that has a TERC today. */
export function practicesWithin(terc: string, context: Context): readonly Entry<'PRACTICE'>[] {
  if (!/^\d{2}(\d{2}(\d{2}\d?)?)?$/.test(terc)) {
    throw new BadInputError(`"${terc.slice(0, 40)}" in "within" is not a TERC.`, 'A TERC has 2, 4, 6 or 7 digits.', {
      polish: `"${terc.slice(0, 40)}" w "within" nie jest kodem TERC. TERC ma 2, 4, 6 albo 7 cyfr.`,
    });
  }
  const view = viewOf(context.today, context);
  const state = view.byTerc(terc);
  return state === undefined ? [] : entriesOfUnits(view, context).practicesBelow.of(state.unit.id);
}

builder.objectFields(TerritorialUnit, (t) => ({
  practices: t.connection({
    type: Practice,
    description:
      'Practices of offices that sit in the unit or serve it, whatever their role, and practices carried out in it, in Polish order of their titles.',
    args: {
      includeDescendants: t.arg.boolean({
        required: true,
        defaultValue: false,
        description: 'Also those of the units below it.',
      }),
    },
    complexity: pageComplexity,
    resolve: ({ unit, day }, { includeDescendants, ...page }, context) => {
      const { practices, practicesBelow } = entriesOfUnits(viewOf(day, context), context);
      const found = (includeDescendants ? practicesBelow : practices).of(unit.id);
      return pageOfEntries('PRACTICE', found, page);
    },
  }),
  eventsHeld: entriesField(
    t,
    Event,
    'EVENT',
    'Conferences and the like held in it, the latest first.',
    ({ unit, day }, _all, context) => entriesOfUnits(viewOf(day, context), context).events.of(unit.id),
  ),
  livingLabs: entriesField(
    t,
    LivingLab,
    'LIVING_LAB',
    'Living labs that it hosts, by title.',
    ({ unit, day }, _all, context) => entriesOfUnits(viewOf(day, context), context).livingLabs.of(unit.id),
  ),
}));

builder.objectField(Practice, 'places', (t) =>
  t.field({
    type: [TerritorialUnit],
    description: 'The units in which it is carried out, as they are now, where its offices do not tell them.',
    resolve: ({ outline }, _args, context) => (outline.places ?? []).flatMap(({ unit }) => unitOf(unit, context) ?? []),
  }),
);

builder.objectField(Event, 'unit', (t) =>
  t.field({
    type: TerritorialUnit,
    nullable: true,
    description: 'The unit in which it is held, as it is now.',
    resolve: ({ outline }, _args, context) => unitOf(outline.place?.unit, context),
  }),
);

builder.objectField(LivingLab, 'hostUnit', (t) =>
  t.field({
    type: TerritorialUnit,
    nullable: true,
    description: 'The unit that hosts it, as it is now; null when no source names one.',
    resolve: ({ outline }, _args, context) => unitOf(outline.hostUnit?.unit, context),
  }),
);

function unitOf(id: string | undefined, { release, today }: Context) {
  const unit = id === undefined ? undefined : release.get(heldRegistry).unit(id);
  return unit && asItIs(unit, today);
}
