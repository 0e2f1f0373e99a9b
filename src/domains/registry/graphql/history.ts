/** How a unit came to be what it is: its states and the events between them. */
import { builder } from '#graphql/builder.ts';
import { Source } from '#graphql/releases.ts';
import { Language } from '#graphql/scalars.ts';
import type { UnitEvent } from '../model.ts';
import { englishNameOf } from '../names.ts';
import type { RegistryUnit, RegistryVersion } from '../reference-data.ts';
import { onDay } from '../unit-on-day.ts';
import { TerritorialKind, TerritorialUnitEventType } from './enums.ts';
import { TerritorialUnit, viewOf } from './unit.ts';

const TerritorialUnitVersion = builder.objectRef<RegistryVersion>('TerritorialUnitVersion').implement({
  description: 'One state of a territorial unit: everything about it that can change, from one day to another.',
  fields: (t) => ({
    terc: t.exposeString('terc', { description: 'TERC code in this state.' }),
    powiatTerc: t.exposeString('powiatTerc', {
      nullable: true,
      description: 'The 4-digit TERC under which it was a powiat, if it was one.',
    }),
    name: t.string({
      description: 'The name in this state.',
      args: { lang: t.arg({ type: Language, defaultValue: 'PL', required: true, description: 'The language.' }) },
      resolve: (version, { lang }) => (lang === 'EN' ? englishNameOf(version) : version.name),
    }),
    kind: t.expose('kind', { type: TerritorialKind, description: 'The kind in this state.' }),
    parent: t.field({
      type: TerritorialUnit,
      nullable: true,
      description: 'The unit directly above, as it was on validFrom.',
      resolve: ({ parentId, validFrom }, _args, context) =>
        parentId === null ? null : onDay(viewOf(validFrom, context).unit(parentId), validFrom),
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
    source: t.field({
      type: Source,
      description: 'The register that first shows this state.',
      resolve: ({ sourceId }, _args, { loaders }, info) => loaders.releases.sources.get(sourceId, info),
    }),
  }),
});

interface EventOfUnit {
  readonly unit: RegistryUnit;
  readonly event: UnitEvent;
}

const TerritorialUnitEvent = builder.objectRef<EventOfUnit>('TerritorialUnitEvent').implement({
  description:
    'A change of a territorial unit, derived from comparing registers: it happened after the day notBefore and not later than the day notAfter.',
  fields: (t) => ({
    type: t.field({
      type: TerritorialUnitEventType,
      description: 'What happened.',
      resolve: ({ event }) => event.type,
    }),
    notBefore: t.field({
      type: 'Date',
      description: 'The day of the last register that shows the state before; the change came later.',
      resolve: ({ event }) => event.notBefore,
    }),
    notAfter: t.field({
      type: 'Date',
      description: 'The day of the first register that shows the state after; the change came by then.',
      resolve: ({ event }) => event.notAfter,
    }),
    inferred: t.boolean({
      description:
        'True when no code carried the identity over the change: the unit has another code since, and name and place, which left no other candidate, stated that it is the same one. False when the registers show the change under the same lasting code.',
      resolve: ({ event }) => event.matched,
    }),
    before: t.field({
      type: TerritorialUnitVersion,
      nullable: true,
      description: 'The state before; null when the unit was created.',
      resolve: ({ unit, event }) => unit.versions.find(({ validFrom }) => validFrom === event.beforeFrom),
    }),
    after: t.field({
      type: TerritorialUnitVersion,
      nullable: true,
      description: 'The state after; null when the unit was abolished.',
      resolve: ({ unit, event }) => unit.versions.find(({ validFrom }) => validFrom === event.afterFrom),
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
    resolve: ({ unit }) => [...unit.versions],
  }),
  events: t.field({
    type: [TerritorialUnitEvent],
    complexity: typicalHistory,
    description: 'All changes that are known, the oldest first, whatever the day.',
    resolve: ({ unit }) => unit.events.map((event) => ({ unit, event })),
  }),
}));
