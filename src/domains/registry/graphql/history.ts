/** How a unit came to be what it is: its states and the events between them. */
import { builder } from '#graphql/builder.ts';
import { rowSource } from '#graphql/releases.ts';
import { Language } from '#graphql/scalars.ts';
import { dayOf } from '#platform/days.ts';
import { versionKey } from '../loaders.ts';
import { englishNameOf } from '../names.ts';
import { onDay } from '../unit-on-day.ts';
import { TerritorialKind, TerritorialUnitEventType } from './enums.ts';
import { TerritorialUnit, viewOf } from './unit.ts';

const TerritorialUnitVersion = builder.prismaObject('TerritorialUnitVersion', {
  description: 'One state of a territorial unit: everything about it that can change, from one day to another.',
  select: { validFrom: true },
  fields: (t) => ({
    terc: t.exposeString('terc', { description: 'TERC code in this state.' }),
    powiatTerc: t.exposeString('powiatTerc', {
      nullable: true,
      description: 'The 4-digit TERC under which it was a powiat, if it was one.',
    }),
    name: t.string({
      description: 'The name in this state.',
      args: { lang: t.arg({ type: Language, defaultValue: 'PL', required: true, description: 'The language.' }) },
      select: { name: true, terc: true },
      resolve: (version, { lang }) => (lang === 'EN' ? englishNameOf(version) : version.name),
    }),
    kind: t.expose('kind', { type: TerritorialKind, description: 'The kind in this state.' }),
    parent: t.field({
      type: TerritorialUnit,
      nullable: true,
      description: 'The unit directly above, as it was on validFrom.',
      select: { parentId: true, validFrom: true },
      resolve: ({ parentId, validFrom }, _args, context) => {
        const day = dayOf(validFrom);
        return parentId === null ? null : onDay(viewOf(day, context).unit(parentId), day);
      },
    }),
    validFrom: t.expose('validFrom', {
      type: 'Date',
      description: 'The first day on which a register shows this state.',
    }),
    validTo: t.expose('validTo', {
      type: 'Date',
      nullable: true,
      description: 'The first day on which a register no longer shows this state; null while it stands.',
    }),
    certainUntil: t.expose('certainUntil', {
      type: 'Date',
      nullable: true,
      description: 'The last day on which a register shows this state; null while it stands.',
    }),
    source: t.field({ ...rowSource, description: 'The register that first shows this state.' }),
  }),
});

const TerritorialUnitEvent = builder.prismaObject('TerritorialUnitEvent', {
  description:
    'A change of a territorial unit, derived from comparing registers: it happened after the day notBefore and not later than the day notAfter.',
  select: { unitId: true },
  fields: (t) => ({
    type: t.expose('type', { type: TerritorialUnitEventType, description: 'What happened.' }),
    notBefore: t.expose('notBefore', {
      type: 'Date',
      description: 'The day of the last register that shows the state before; the change came later.',
    }),
    notAfter: t.expose('notAfter', {
      type: 'Date',
      description: 'The day of the first register that shows the state after; the change came by then.',
    }),
    inferred: t.exposeBoolean('matched', {
      description:
        'Whether the code changed and the identity was derived from name and place, for which there was one candidate. False when the registers show the change under the same code.',
    }),
    before: t.field({
      type: TerritorialUnitVersion,
      nullable: true,
      description: 'The state before; null when the unit was created.',
      select: { unitId: true, beforeFrom: true },
      resolve: ({ unitId, beforeFrom }, _args, { loaders }, info) =>
        beforeFrom === null ? null : loaders.registry.version.load(versionKey({ unitId, validFrom: beforeFrom }), info),
    }),
    after: t.field({
      type: TerritorialUnitVersion,
      nullable: true,
      description: 'The state after; null when the unit was abolished.',
      select: { unitId: true, afterFrom: true },
      resolve: ({ unitId, afterFrom }, _args, { loaders }, info) =>
        afterFrom === null ? null : loaders.registry.version.load(versionKey({ unitId, validFrom: afterFrom }), info),
    }),
  }),
});

/** Hardly any unit has changed more than once in twenty years. */
const typicalHistory = { field: 1, multiplier: 2 };

builder.objectFields(TerritorialUnit, (t) => ({
  versions: t.field({
    type: [TerritorialUnitVersion],
    complexity: typicalHistory,
    description: 'All states that are known, the oldest first, whatever the day.',
    resolve: ({ unit }, _args, { loaders }, info) => loaders.registry.versions.load(unit.id, info),
  }),
  events: t.field({
    type: [TerritorialUnitEvent],
    complexity: typicalHistory,
    description: 'All changes that are known, the oldest first, whatever the day.',
    resolve: ({ unit }, _args, { loaders }, info) => loaders.registry.events.load(unit.id, info),
  }),
}));
