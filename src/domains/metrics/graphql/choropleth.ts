/** A metric on a map: every unit with its value, in classes. */
import { builder } from '#graphql/builder.ts';
import { weighed } from '#graphql/complexity.ts';
import type { Context } from '#graphql/context.ts';
import { BadInputError } from '#platform/errors.ts';
import { TerritorialUnit, unitId } from '#registry';
import type { Group, Member } from '../answer/standing.ts';
import { lastDayOf } from '../period.ts';
import { type Bin, classesOf } from '../statistics.ts';
import { ObservationFlag } from './enums.ts';
import { groupArguments, groupCost, groupFields, groupFor, unitOf } from './group.ts';

interface Map {
  readonly group: Group;
  readonly classes: readonly Bin[];
}

interface Region {
  readonly map: Map;
  readonly member: Member;
}

const ChoroplethClass = builder.objectRef<Bin>('ChoroplethClass').implement({
  description: 'Units whose values are alike.',
  fields: (t) => ({
    from: t.exposeFloat('from', { description: 'Its lower limit, included.' }),
    to: t.exposeFloat('to', { description: 'Its upper limit; only the last class includes it.' }),
    count: t.exposeInt('count', { description: 'How many units are in it.' }),
  }),
});

const ChoroplethRegion = builder.objectRef<Region>('ChoroplethRegion').implement({
  description: 'A unit on the map of a metric.',
  fields: (t) => ({
    unit: t.field({
      type: TerritorialUnit,
      description: 'The unit, as it was at the end of the period.',
      resolve: ({ map, member }) => unitOf(member, map.group),
    }),
    value: t.float({
      nullable: true,
      description: 'In the unit of measure of the metric; null where there is none.',
      resolve: ({ member }) => member.value,
    }),
    flag: t.field({
      type: ObservationFlag,
      description: 'The status of the observation.',
      resolve: ({ member }) => member.flag,
    }),
    classIndex: t.int({
      nullable: true,
      description: 'Its class, counted from 0 in the order of `classes`; null without a value.',
      resolve: ({ map, member }) => classIndexOf(map.classes, member.value),
    }),
  }),
});

function classIndexOf(classes: readonly Bin[], value: number | null): number | null {
  return value === null ? null : classes.findLastIndex(({ from }) => value >= from);
}

/** Some more than Poland has gminas. */
const allRegions = 2_600;
const maxClasses = 9;

const Choropleth = builder.objectRef<Map>('Choropleth').implement({
  description: 'A metric in one period on a map.',
  fields: (t) => ({
    ...groupFields(t),
    classes: t.field({
      type: [ChoroplethClass],
      description:
        'The classes from the lowest to the highest values, with about the same number of units each; none without values.',
      resolve: ({ classes }) => [...classes],
    }),
    regions: t.field({
      type: [ChoroplethRegion],
      complexity: weighed(
        { weight: 1, multipliedBy: ['first'], assumedSize: allRegions },
        ({ first }: { first?: number | null | undefined }) => ({
          multiplier: Math.max(first ?? allRegions, 0),
        }),
      ),
      description: 'Every unit of the group by its code, those without a value too.',
      args: {
        first: t.arg.int({
          description: 'Returns the first n units, by default all. The cost is counted by it.',
        }),
        after: t.arg.id({ description: unitId.description('Returns units whose code comes after that of this one') }),
      },
      resolve: (map, { first, after: named }, context) => {
        const { members } = map.group;
        const after =
          named == null ? null : codeOf(named, members, { context, day: lastDayOf(map.group.slice.period) });
        const found = after === null ? 0 : members.findIndex(({ state }) => state.version.terc > after);
        const start = found < 0 ? members.length : found;
        const end = first == null ? members.length : start + Math.max(first, 0);
        return members.slice(start, end).map((member) => ({ map, member }));
      },
    }),
  }),
});

/** The code among these units of one that an argument names. */
function codeOf(
  named: string,
  members: readonly Member[],
  { context, day }: { context: Context; day: string },
): string {
  if (members.some(({ state }) => state.version.terc === named)) return named;
  const unit = unitId.find(named, 'after', { context, day });
  return (
    members.find(({ state }) => state.unit.id === unit?.id)?.state.version.terc ?? unit?.versions.at(-1)?.terc ?? named
  );
}

builder.queryField('choropleth', (t) =>
  t.field({
    type: Choropleth,
    nullable: true,
    complexity: groupCost,
    description:
      'A metric in one period as a map of units, in classes. A period without values is an error that names the periods there are.',
    args: {
      ...groupArguments(t.arg),
      classes: t.arg.int({ defaultValue: 5, description: `Into how many classes, 1 to ${maxClasses}.` }),
    },
    resolve: async (_root, { classes, ...requested }, context) => {
      const wanted = classes ?? 5;
      if (wanted < 1 || wanted > maxClasses) {
        throw new BadInputError(`"classes" is ${wanted}.`, `Use 1 to ${maxClasses}.`, {
          polish: `"classes" wynosi ${wanted}. Podaj liczbę od 1 do ${maxClasses}.`,
        });
      }
      const group = await groupFor(requested, requested.level ?? 'GMINA', null, context);
      return { group, classes: classesOf(group.ascending, wanted) };
    },
  }),
);
