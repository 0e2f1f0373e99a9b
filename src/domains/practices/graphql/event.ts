/** An event, its sessions, and what was shown in them. */
import { builder } from '#graphql/builder.ts';
import { type Ordering, pageComplexity, pageOf } from '#graphql/pages.ts';
import { type PresentationInSession, presentationsIn, type SessionOfEvent, sessionsOf } from '../snapshot.ts';
import { topicBySlug } from '../topics.ts';
import { Actor, Organiser } from './actors.ts';
import { Call, commonFields, Event, entriesField, entriesOf, nodeOf, Practice } from './entries.ts';
import { EventKind } from './enums.ts';
import { Material, PlannedAndActual } from './parts.ts';
import { detailOf, text, texts, title } from './texts.ts';
import { Topic } from './topic.ts';

const Session = builder.objectRef<SessionOfEvent>('Session');
const Presentation = builder.objectRef<PresentationInSession>('Presentation');

builder.node(Event, {
  description: 'A conference or the like.',
  ...nodeOf('EVENT'),
  fields: (t) => ({
    ...commonFields<'EVENT'>(t),
    title: title(t, 'Its title.', ({ outline }) => outline.title),
    kind: t.field({
      type: EventKind,
      nullable: true,
      description: 'Its kind.',
      resolve: ({ outline }) => outline.kind,
    }),
    summary: text(t, 'What it is about.', async (entry, context) => (await detailOf(entry, context)).summary),
    motto: text(t, 'Its motto.', async (entry, context) => (await detailOf(entry, context)).motto),
    startsOn: t.field({
      type: 'Date',
      nullable: true,
      description: 'Its first day.',
      resolve: ({ outline }) => outline.startsOn,
    }),
    endsOn: t.field({
      type: 'Date',
      nullable: true,
      description: 'Its last day; null when it lasts one day.',
      resolve: ({ outline }) => outline.endsOn,
    }),
    organisers: t.field({
      type: [Organiser],
      description: 'Who holds it, together with whom, and under whose patronage.',
      resolve: ({ outline }) => [...(outline.organisers ?? [])],
    }),
    place: text(t, 'Where it is held, in words; see unit.', ({ outline }) => outline.place?.name),
    aims: texts(t, 'What it is for.', async (entry, context) => (await detailOf(entry, context)).aims),
    scheme: text(t, 'After what scheme it is held.', async (entry, context) => (await detailOf(entry, context)).scheme),
    numbers: t.field({
      type: [PlannedAndActual],
      description: 'How many practices, sessions … were planned, and how many there were.',
      resolve: ({ outline }) => [...(outline.numbers ?? [])],
    }),
    sessions: t.field({
      type: [Session],
      description: 'Its sessions, in their order.',
      resolve: (event) => sessionsOf(event),
    }),
    outcomes: texts(t, 'What came of it.', async (entry, context) => (await detailOf(entry, context)).outcomes),
    materials: t.field({
      type: [Material],
      description: 'Slides, recordings and documents of the whole event.',
      resolve: async (entry, _args, context) => [...((await detailOf(entry, context)).materials ?? [])],
    }),
    calls: entriesField(t, Call, 'CALL', 'The calls for practices to be shown at it, the latest first.', (event, all) =>
      all.leadingTo('CALL', 'EVENT', event.slug),
    ),
  }),
});

builder.node(Session, {
  description: 'A session of an event: what is shown there has one theme.',
  id: {
    resolve: ({ event, session }) => `${event.slug}/${session.slug}`,
    description: 'Global id; made from the slugs of the event and the session.',
  },
  loadMany: (ids, context) =>
    ids.map((id) => {
      const [event = '', session] = id.split('/');
      const found = entriesOf(context).entry('EVENT', event);
      return (found && sessionsOf(found).find((at) => at.session.slug === session)) ?? null;
    }),
  isTypeOf: (value) => typeof value === 'object' && value !== null && 'session' in value && !('presentation' in value),
  fields: (t) => ({
    slug: t.string({
      description: 'Its lasting name within the event.',
      resolve: ({ session }) => session.slug,
    }),
    order: t.exposeInt('order', { description: 'Which session of the event it is, from 1.' }),
    theme: title(t, 'Its theme.', ({ session }) => session.theme),
    topic: t.field({
      type: Topic,
      nullable: true,
      description: 'The topic of the taxonomy that its theme comes nearest to.',
      resolve: ({ session: { topic } }) => (topic === undefined ? null : topicBySlug.get(topic)),
    }),
    event: t.expose('event', { type: Event, description: 'The event that it is a session of.' }),
    presentations: t.field({
      type: [Presentation],
      description: 'What is shown in it, in its order.',
      resolve: (session) => presentationsIn(session),
    }),
  }),
});

Presentation.implement({
  description: 'That a practice is shown in a session.',
  fields: (t) => ({
    order: t.exposeInt('place', { description: 'Its place in the session, from 1.' }),
    practice: t.field({
      type: Practice,
      description: 'What is shown.',
      resolve: ({ presentation }, _args, context) => entriesOf(context).target('PRACTICE', presentation.practice),
    }),
    shownBy: t.field({
      type: [Actor],
      description: 'Who shows it: where no source names others, the owners of the practice.',
      resolve: ({ presentation }, _args, context) => {
        if (presentation.offices !== undefined) return [...presentation.offices];
        const { offices = [] } = entriesOf(context).target('PRACTICE', presentation.practice).outline;
        return offices.filter(({ role }) => role === 'OWNER');
      },
    }),
    materials: t.field({
      type: [Material],
      description: 'Slides and recordings of the presentation.',
      resolve: ({ presentation }) => [...(presentation.materials ?? [])],
    }),
    session: t.field({
      type: Session,
      description: 'The session.',
      resolve: ({ event, session, order }) => ({ event, session, order }),
    }),
    event: t.expose('event', { type: Event, description: 'The event.' }),
  }),
});

builder.objectField(Practice, 'presentations', (t) =>
  t.connection({
    type: Presentation,
    description: 'Where it was shown, the latest event first.',
    complexity: pageComplexity,
    resolve: ({ slug }, args, context) => pageOf(entriesOf(context).presentations(slug), args, presentationOrdering),
  }),
);

const presentationOrdering: Ordering<PresentationInSession> = {
  name: 'presentations',
  keyOf: ({ event, order, place }) => [event.outline.startsOn ?? '', event.slug, String(order), String(place)],
  compareKeys: ([dayA = '', eventA = '', ...a], [dayB = '', eventB = '', ...b]) =>
    compareText(dayB, dayA) ||
    compareText(eventA, eventB) ||
    Number(a[0]) - Number(b[0]) ||
    Number(a[1]) - Number(b[1]),
};

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
