/** `/events/{slug}`: the programme of an event, session by session. */

import type { EventPageQuery, EventPageQueryVariables } from '#graphql/generated/operations.ts';
import { formats } from '#platform/locale.ts';
import { paths } from '../addresses.ts';
import {
  Actor,
  Bullets,
  Citations,
  DataTable,
  Facts,
  Inferences,
  joined,
  Local,
  Materials,
  Paragraphs,
  Section,
  Source,
} from '../components/content.tsx';
import { label } from '../labels.ts';
import { missing, type PageRequest, page } from '../page.ts';
import { ListSection } from './practice.tsx';

type Event = NonNullable<EventPageQuery['event']>;

export const eventPage = page<EventPageQuery, EventPageQueryVariables>({
  pattern: '/events/:slug',
  operation: 'EventPage',
  variables: ({ params }) => ({ slug: params['slug'] ?? '' }),
  view({ event }, request) {
    if (event == null) return missing;
    return {
      title: event.title,
      description: event.summary ?? event.title,
      breadcrumb: [{ href: '/events', text: request.texts.event.list }],
      main: <EventView request={request} event={event} />,
      table: {
        name: event.slug,
        header: ['session', 'theme', 'order', 'practice', 'title', 'presented_by'],
        rows: (event.sessions ?? []).flatMap((session) =>
          (session.presentations ?? []).map(({ order, practice, shownBy }) => [
            session.order,
            session.theme,
            order,
            practice.slug,
            practice.title,
            shownBy.map(({ name }) => name).join('; '),
          ]),
        ),
      },
    };
  },
});

interface Parts {
  readonly request: PageRequest;
  readonly event: Event;
}

function EventView({ request, event }: Parts) {
  const { event: words, call, practice } = request.texts;
  const format = formats[request.language];
  return (
    <>
      <Paragraphs text={event.motto === null ? null : words.motto(event.motto)} />
      <Paragraphs text={event.summary} />
      <About request={request} event={event} />
      <Programme request={request} event={event} />
      <ListSection title={words.aims} items={event.aims} />
      <ListSection title={words.outcomes} items={event.outcomes} />
      <DataTable
        caption={words.numbers}
        columns={[
          { title: words.what },
          { title: call.planned, isNumber: true },
          { title: call.actual, isNumber: true },
        ]}
        rows={event.numbers.map(({ counted, planned, actual }) => [
          label(request, 'CountedThing', counted),
          planned === null ? '' : format.number(planned),
          actual === null ? '' : format.number(actual),
        ])}
      />
      {event.materials.length === 0 ? null : (
        <Section title={practice.materials}>
          <Materials materials={event.materials} />
        </Section>
      )}
      <Citations request={request} citations={event.citations} />
      <Inferences request={request} inferences={event.inferences} />
      <Source request={request} source={event.source} />
    </>
  );
}

function About({ request, event }: Parts) {
  const { event: words, call, practice } = request.texts;
  const format = formats[request.language];
  const calls = (event.calls?.edges ?? []).map(({ node }) => (
    <Local key={node.slug} request={request} to={paths.call(node.slug)}>
      {node.title}
    </Local>
  ));
  return (
    <Facts
      facts={[
        [words.kind, label(request, 'EventKind', event.kind)],
        [words.date, format.days(event.startsOn, event.endsOn ?? event.startsOn) ?? event.startDate?.text],
        [
          words.place,
          event.unit === null ? (
            event.place
          ) : (
            <Local request={request} to={paths.unit(event.unit.terc)}>
              {event.place ?? event.unit.name}
            </Local>
          ),
        ],
        [call.organisers, joined(event.organisers.map((organiser) => <Actor request={request} actor={organiser} />))],
        [call.list, joined(calls)],
        [
          practice.project,
          event.project === null ? null : (
            <Local request={request} to={paths.project(String(event.project.id))}>
              {event.project.title}
            </Local>
          ),
        ],
      ]}
    />
  );
}

function Programme({ request, event }: Parts) {
  const sessions = event.sessions ?? [];
  if (sessions.length === 0) return null;
  return (
    <Section title={request.texts.event.programme}>
      {sessions.map(({ order, theme, presentations }) => (
        <div key={order}>
          <h3>{theme}</h3>
          <Bullets
            items={(presentations ?? []).map(({ practice, shownBy, materials }) => (
              <>
                <Local request={request} to={paths.practice(practice.slug)}>
                  {practice.title}
                </Local>{' '}
                ({joined(shownBy.map((actor) => <Actor request={request} actor={actor} />))})
                <Materials materials={materials} />
              </>
            ))}
          />
        </div>
      ))}
    </Section>
  );
}
