/** The sessions of an event, and what was shown in them. */
import { builder } from '#graphql/builder.ts';
import { nodesByIds } from '#graphql/rows.ts';
import { presentationsOf } from '../lists/links.ts';
import { Actor } from './actors.ts';
import { Event } from './event.ts';
import { FieldsOf } from './fields.ts';
import { Practice } from './practice.ts';
import { Material } from './rows.ts';
import { shownOnEvent } from './shown-at.ts';
import { Topic } from './topic.ts';

const event = new FieldsOf<'Event'>();
const practice = new FieldsOf<'Practice'>();
const session = new FieldsOf<'EventSession'>();
const presentation = new FieldsOf<'Presentation'>();

const Session = builder.prismaNode('EventSession', {
  variant: 'Session',
  description: 'A session of an event, with one theme.',
  select: { id: true },
  nullable: true,
  extensions: { nodesByIds: nodesByIds(({ loaders }) => loaders.practices.session) },
  id: { field: 'id', description: 'Global id; made from the slugs of the event and the session.' },
  fields: (t) => ({
    slug: t.exposeString('slug', { description: 'Its lasting name within the event.' }),
    url: t.string(shownOnEvent),
    order: t.exposeInt('ordinal', { description: 'Its number in the event, from 1.' }),
    theme: session.title(t, 'themePl', 'themeEn', 'Its theme.'),
    topic: session.one(
      t,
      'topicSlug',
      Topic,
      ({ loaders }, slug, info) => loaders.practices.topic.load(slug, info),
      'The topic of the taxonomy that its theme comes nearest to.',
      true,
    ),
    event: session.one(
      t,
      'eventSlug',
      Event,
      ({ loaders }, slug, info) => loaders.practices.event.load(slug, info),
      'The event that it is a session of.',
    ),
  }),
});

const Presentation = builder.prismaNode('Presentation', {
  description: 'The presentation of a practice in a session.',
  select: { id: true },
  nullable: true,
  id: { field: 'id', description: 'Global id.' },
  fields: (t) => ({
    order: t.exposeInt('ordinal', { description: 'Its place in the session, from 1.' }),
    url: t.string(shownOnEvent),
    practice: presentation.one(
      t,
      'practiceSlug',
      Practice,
      ({ loaders }, slug, info) => loaders.practices.practice.load(slug, info),
      'The practice that is presented.',
    ),
    shownBy: t.field({
      type: [Actor],
      description: 'The presenters: where no source names others, the owners of the practice.',
      select: { id: true, practiceSlug: true, statesPresenters: true },
      resolve: ({ id, practiceSlug, statesPresenters }, _args, { loaders }) =>
        statesPresenters
          ? loaders.practices.presenters.load(id)
          : loaders.practices.ownersOfPractice.load(practiceSlug),
    }),
    materials: presentation.many(
      t,
      'id',
      Material,
      ({ loaders }, id, info) => loaders.practices.materialsOfPresentation.load(id, info),
      'Slides and recordings of the presentation.',
    ),
    session: presentation.one(
      t,
      'sessionId',
      Session,
      ({ loaders }, id, info) => loaders.practices.session.load(id, info),
      'The session.',
    ),
    event: presentation.one(
      t,
      'eventSlug',
      Event,
      ({ loaders }, slug, info) => loaders.practices.event.load(slug, info),
      'The event.',
    ),
  }),
});

builder.prismaObjectField(Session, 'presentations', (t) =>
  session.filtered(
    t,
    'id',
    Presentation,
    ({ loaders }, id, info, list) => loaders.practices.presentationsOfSession.load(id, info, list),
    'Its presentations, by default in their order.',
  ),
);

builder.prismaObjectField(Event, 'sessions', (t) =>
  event.filtered(
    t,
    'slug',
    Session,
    ({ loaders }, slug, info, list) => loaders.practices.sessionsOfEvent.load(slug, info, list),
    'Its sessions, by default in their order.',
  ),
);

builder.prismaObjectField(Practice, 'presentations', (t) =>
  practice.linked(
    t,
    'slug',
    Presentation,
    presentationsOf,
    'Its presentations at events, by default the latest event first.',
  ),
);
