/** What a territorial unit has to do with practices, events and living labs. */
import { builder } from '#graphql/builder.ts';
import type { Context } from '#graphql/context.ts';
import { pageComplexity } from '#graphql/pages.ts';
import { heldOffices, type OfficeDirectory } from '#offices';
import { BadInputError } from '#platform/errors.ts';
import { asItIs, heldRegistry, type RegistryView, TerritorialUnit, viewOf } from '#registry';
import type { Entry } from '../model.ts';
import { Event, entriesField, entriesOf, LivingLab, Practice, pageOfEntries } from './entries.ts';

type Practices = Entry<'PRACTICE'>[];

interface PracticesOfUnits {
  /** By the unit in which an office of the practice sits or which it serves, or in which the practice is carried out. */
  readonly own: ReadonlyMap<string, Practices>;
  /** The same, and by every unit above. */
  readonly withDescendants: ReadonlyMap<string, Practices>;
}

/** A view belongs to one release, as do the offices and practices that are joined to its units. */
const joined = new WeakMap<RegistryView, PracticesOfUnits>();

function practicesOfUnits(view: RegistryView, context: Context): PracticesOfUnits {
  const known = joined.get(view);
  if (known !== undefined) return known;
  const offices = context.release.get(heldOffices);
  const own = new Map<string, Practices>();
  const withDescendants = new Map<string, Practices>();
  for (const practice of entriesOf(context).list('PRACTICE')) {
    const units = unitsOf(practice, offices);
    const above = units.flatMap((id) => {
      const state = view.unit(id);
      return state === undefined ? [] : view.ancestors(state).map(({ unit }) => unit.id);
    });
    for (const id of new Set(units)) append(own, id, practice);
    for (const id of new Set([...units, ...above])) append(withDescendants, id, practice);
  }
  const found = { own, withDescendants };
  joined.set(view, found);
  return found;
}

function unitsOf({ outline }: Entry<'PRACTICE'>, offices: OfficeDirectory): string[] {
  const ofOffices = (outline.offices ?? []).flatMap(({ office }) => {
    const { seatUnitId = null, servedUnitId = null } = (office && offices.office(office)) || {};
    return [seatUnitId, servedUnitId].filter((id) => id !== null);
  });
  return [...ofOffices, ...(outline.places ?? []).map(({ unit }) => unit)];
}

function append(lists: Map<string, Practices>, id: string, practice: Entry<'PRACTICE'>): void {
  const list = lists.get(id);
  if (list === undefined) lists.set(id, [practice]);
  else list.push(practice);
}

/** Practices of offices at or below the unit that has a TERC today. */
export function practicesWithin(terc: string, context: Context): readonly Entry<'PRACTICE'>[] {
  if (!/^\d{2}(\d{2}(\d{2}\d?)?)?$/.test(terc)) {
    throw new BadInputError(`"${terc.slice(0, 40)}" in "within" is not a TERC.`, 'A TERC has 2, 4, 6 or 7 digits.');
  }
  const view = viewOf(context.today, context);
  const state = view.byTerc(terc);
  return (state && practicesOfUnits(view, context).withDescendants.get(state.unit.id)) ?? [];
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
      const { own, withDescendants } = practicesOfUnits(viewOf(day, context), context);
      const found = (includeDescendants ? withDescendants : own).get(unit.id) ?? [];
      return pageOfEntries('PRACTICE', found, page);
    },
  }),
  eventsHeld: entriesField(
    t,
    Event,
    'EVENT',
    'Conferences and the like held in it, the latest first.',
    ({ unit }, all) => all.leadingTo('EVENT', 'UNIT', unit.id),
  ),
  livingLabs: entriesField(t, LivingLab, 'LIVING_LAB', 'Living labs that it hosts, by title.', ({ unit }, all) =>
    all.leadingTo('LIVING_LAB', 'UNIT', unit.id),
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
