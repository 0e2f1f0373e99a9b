/** An event: a conference or the like. */
import { builder } from '#graphql/builder.ts';
import { pageUrlField } from '#graphql/page-url.ts';
import { nodesByIds } from '#graphql/rows.ts';
import { Organiser } from './actors.ts';
import { commonFields } from './common.ts';
import { EventKind } from './enums.ts';
import { FieldsOf } from './fields.ts';
import { Material, PlannedAndActual } from './rows.ts';

const event = new FieldsOf<'Event'>();

export const Event = builder.prismaNode('Event', {
  description: 'A conference or the like.',
  select: { slug: true },
  nullable: true,
  extensions: { nodesByIds: nodesByIds(({ loaders }) => loaders.practices.event) },
  id: { field: 'slug', description: 'Global id; made from the slug.' },
  fields: (t) => ({
    ...commonFields(t, ({ loaders }, slug, info) => loaders.practices.citationsOfEvent.load(slug, info)),
    url: t.string({ select: { slug: true }, ...pageUrlField('events', ({ slug }: { slug: string }) => slug) }),
    title: event.title(t, 'titlePl', 'titleEn', 'Its title.'),
    kind: t.expose('kind', { type: EventKind, nullable: true, description: 'Its kind.' }),
    summary: event.text(t, 'summaryPl', 'summaryEn', 'What it is about.'),
    motto: event.text(t, 'mottoPl', 'mottoEn', 'Its motto.'),
    startsOn: event.day(t, 'startsOn', 'Its first day; null where only a month or a year is known.'),
    startDate: event.partialDate(t, 'startsOn', 'When it begins, as far as it is known.'),
    endsOn: event.day(t, 'endsOn', 'Its last day; null when it lasts one day or only a month or a year is known.'),
    endDate: event.partialDate(t, 'endsOn', 'When it ends, as far as it is known; null when it lasts one day.'),
    organisers: event.many(
      t,
      'slug',
      Organiser,
      ({ loaders }, slug, info) => loaders.practices.organisersOfEvent.load(slug, info),
      'Its organisers, co-organisers and patrons.',
    ),
    place: event.text(t, 'placeNamePl', 'placeNameEn', 'Where it is held, in words; see unit.'),
    aims: event.texts(t, 'aims', 'What it is for.'),
    scheme: event.text(t, 'schemePl', 'schemeEn', 'The scheme by which it is organised.'),
    numbers: event.many(
      t,
      'slug',
      PlannedAndActual,
      ({ loaders }, slug, info) => loaders.practices.numbersOfEvent.load(slug, info),
      'The planned and actual numbers of practices, sessions and the like.',
    ),
    outcomes: event.texts(t, 'outcomes', 'What came of it.'),
    materials: event.many(
      t,
      'slug',
      Material,
      ({ loaders }, slug, info) => loaders.practices.materialsOfEvent.load(slug, info),
      'Slides, recordings and documents of the whole event.',
    ),
  }),
});
