/** The filter that lists and statistics of projects share. */
import { builder } from '#graphql/builder.ts';
import type { Context } from '#graphql/context.ts';
import { BadInputError } from '#platform/errors.ts';
import { heldRegistry, parseTerc, refuseNutsCode, viewOf } from '#registry';
import { heldProjectPlaces } from '../places/held.ts';
import { heldProgrammes } from '../programmes/directory.ts';
import type { ProjectFilter } from '../query/filter.ts';
import { ParticipationRole, ProgrammingPeriod } from './enums.ts';
import { programmeId } from './ids.ts';

export const ProjectFilterInput = builder.inputType('ProjectFilter', {
  description: 'Which projects; all conditions must hold.',
  fields: (t) => ({
    period: t.field({ type: ProgrammingPeriod, description: 'Only projects of this programming period.' }),
    programme: t.id({
      description: programmeId.description('Filters projects by a node of the programme tree, at and below it'),
    }),
    country: t.string({
      description:
        'Filters projects by country, an ISO 3166-1 code such as `PL`. Only Kohesio lists projects outside Poland; statistics leave them out unless their country is given.',
    }),
    fund: t.string({ description: 'Only projects of this fund, such as `EFRR`.' }),
    within: t.string({
      description:
        'TERC (2, 4, 6 or 7 digits) of a unit of today: only projects with a place in it or in a unit below it. Projects of the whole country are not in any unit.',
    }),
    beneficiary: t.string({
      description:
        'Only projects in which someone takes part whose name has all these words, or whose NIP it is. Words of one or two letters alone match whole words.',
    }),
    role: t.field({
      type: ParticipationRole,
      description: 'Only projects in which someone takes part in this role; with `beneficiary` the same one.',
    }),
    currency: t.string({ description: 'Only projects whose amounts are in this currency: `PLN` or `EUR`.' }),
    startedFrom: t.field({ type: 'Date', description: 'Only projects that start on this day or later.' }),
    startedTo: t.field({ type: 'Date', description: 'Only projects that start on this day or before.' }),
    endedFrom: t.field({ type: 'Date', description: 'Only projects that end on this day or later.' }),
    endedTo: t.field({ type: 'Date', description: 'Only projects that end on this day or before.' }),
    valueFrom: t.string({
      description: 'Only projects with this total value or more, a decimal number, in whatever currency they have.',
    }),
    valueTo: t.string({
      description: 'Only projects with this total value or less, a decimal number, in whatever currency they have.',
    }),
    text: t.string({
      description:
        'Only projects in whose title, contract number or beneficiary each of these words stands, without regard to case and Polish letters; at most 12. Words of one or two letters alone match whole words.',
    }),
  }),
});

type Input = typeof ProjectFilterInput.$inferInput;

export function readFilter(input: Input | null | undefined, context: Context): ProjectFilter {
  const { programme, within, ...rest } = input ?? {};
  return {
    ...rest,
    ...(programme == null ? {} : { programme: programmeOf(programme, context) }),
    ...(within == null ? {} : { unitIds: unitsWithin(within, context) }),
  };
}

/** An unknown node has no projects, as a unit that does not exist has none. */
function programmeOf(id: string, { release }: Context): NonNullable<ProjectFilter['programme']> {
  const own = programmeId.find(id, 'programme', null);
  return release.get(heldProgrammes).node(own) ?? { id: own, level: 'PROGRAMME' };
}

/** Units that lay in the unit of today, or lie in it, under all ids that they were joined by. */
function unitsWithin(terc: string, context: Context): string[] {
  refuseNutsCode(terc, 'within');
  if (parseTerc(terc) === null) {
    throw new BadInputError(`"${terc.slice(0, 40)}" in "within" is not a TERC.`, 'A TERC has 2, 4, 6 or 7 digits.', {
      polish: `"${terc.slice(0, 40)}" w "within" nie jest kodem TERC. Ma on 2, 4, 6 albo 7 cyfr.`,
    });
  }
  const registry = context.release.get(heldRegistry);
  const state = viewOf(context.today, context).byTerc(terc);
  if (state === undefined) return [];
  return context.release.get(heldProjectPlaces).within(state.unit.id, registry, context.today);
}
