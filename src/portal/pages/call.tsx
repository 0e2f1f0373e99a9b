/** `/calls/{slug}`: what a call asks for, who may apply, when, how, and what came of it. */

import type { CallPageQuery, CallPageQueryVariables } from '#graphql/generated/operations.ts';
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
  Paragraphs,
  Section,
  Source,
} from '../components/content.tsx';
import { Items } from '../components/lists.tsx';
import { label } from '../labels.ts';
import { addressIn } from '../language.ts';
import { missing, type PageRequest, page } from '../page.ts';
import { ListSection } from './practice.tsx';

type Call = NonNullable<CallPageQuery['call']>;

export const callPage = page<CallPageQuery, CallPageQueryVariables>({
  pattern: '/calls/:slug',
  operation: 'CallPage',
  variables: ({ params }) => ({ slug: params['slug'] ?? '' }),
  view({ call }, request) {
    if (call == null) return missing;
    return {
      title: call.title,
      description: call.summary ?? call.title,
      breadcrumb: [{ href: '/calls', text: request.texts.call.list }],
      main: <CallView request={request} call={call} />,
      deadlines:
        call.closesOn === null
          ? []
          : [
              {
                name: call.slug,
                title: call.title,
                day: call.closesOn,
                url: `${request.origin}${addressIn(request.language, paths.call(call.slug))}`,
              },
            ],
    };
  },
});

interface Parts {
  readonly request: PageRequest;
  readonly call: Call;
}

function CallView({ request, call }: Parts) {
  const { call: words } = request.texts;
  return (
    <>
      <Paragraphs text={call.motto === null ? null : request.texts.event.motto(call.motto)} />
      <Paragraphs text={call.summary} />
      <Dates request={request} call={call} />
      <ListSection title={words.themes} items={call.themes.map(({ title }) => title)} />
      <ListSection title={words.eligibility} items={call.eligibility} />
      <Preferences request={request} call={call} />
      <ListSection title={words.steps} items={call.steps} />
      <ListSection title={words.benefits} items={call.benefits} />
      <Channels request={request} call={call} />
      <Capacity request={request} call={call} />
      <ListSection title={words.results} items={call.results} />
      <Participants request={request} call={call} />
      <Documents request={request} call={call} />
      <Citations request={request} citations={call.citations} />
      <Inferences request={request} inferences={call.inferences} />
      <Source request={request} source={call.source} />
    </>
  );
}

function Dates({ request, call }: Parts) {
  const { call: words, unit, livingLab, practice } = request.texts;
  const format = formats[request.language];
  return (
    <Section title={words.dates}>
      <Facts
        facts={[
          [unit.kind, label(request, 'CallKind', call.kind)],
          [words.announced, format.day(call.announcedOn)],
          [words.opens, format.day(call.opensOn) ?? call.openingDate?.text],
          [words.closes, format.day(call.closesOn) ?? call.closingDate?.text],
          [words.resultsOn, format.day(call.resultsOn) ?? call.resultsDate?.text],
          [words.admission, label(request, 'AdmissionOrder', call.admission)],
          [words.organisers, joined(call.organisers.map((organiser) => <Actor request={request} actor={organiser} />))],
          [
            words.event,
            call.event === null ? null : (
              <Local request={request} to={paths.event(call.event.slug)}>
                {call.event.title}
              </Local>
            ),
          ],
          [
            livingLab.list,
            call.livingLab === null ? null : (
              <Local request={request} to={paths.livingLab(call.livingLab.slug)}>
                {call.livingLab.title}
              </Local>
            ),
          ],
          [
            practice.project,
            call.project === null ? null : (
              <Local request={request} to={paths.project(String(call.project.id))}>
                {call.project.title}
              </Local>
            ),
          ],
        ]}
      />
      {call.closesOn === null ? null : (
        <p>
          <a href={addressIn(request.language, `${paths.call(call.slug)}.ics`)}>{words.calendar}</a>
        </p>
      )}
    </Section>
  );
}

function Preferences({ request, call }: Parts) {
  const { call: words } = request.texts;
  const format = formats[request.language];
  if (call.preferences.length === 0) return null;
  return (
    <Section title={words.preferences}>
      <Bullets
        items={call.preferences.map(({ text, populationFrom, populationTo }) =>
          populationFrom === null || populationTo === null
            ? text
            : `${text} (${words.population(format.number(populationFrom), format.number(populationTo))})`,
        )}
      />
    </Section>
  );
}

function Channels({ request, call }: Parts) {
  if (call.channels.length === 0) return null;
  return (
    <Section title={request.texts.call.channels}>
      <ul>
        {call.channels.map(({ tier, purpose, email, url }) => (
          <li key={`${tier}${email}${url}`}>
            {[label(request, 'OfficeTier', tier), purpose].filter(Boolean).join(', ')}{' '}
            {email === null ? null : <a href={`mailto:${email}`}>{email}</a>}{' '}
            {url === null ? null : <a href={url}>{url}</a>}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Capacity({ request, call }: Parts) {
  const { call: words, event } = request.texts;
  return (
    <DataTable
      caption={words.capacity}
      columns={[
        { title: event.what },
        { title: words.planned, isNumber: true },
        { title: words.actual, isNumber: true },
      ]}
      rows={call.capacity.map(({ counted, planned, actual }) => [
        label(request, 'CountedThing', counted),
        planned ?? '',
        actual ?? '',
      ])}
    />
  );
}

function Participants({ request, call }: Parts) {
  const { call: words } = request.texts;
  const submissions = call.submissions?.edges ?? [];
  return (
    <>
      {call.admitted.length === 0 ? null : (
        <Section title={words.admitted}>
          <Bullets items={call.admitted.map((actor) => <Actor request={request} actor={actor} />)} />
        </Section>
      )}
      {submissions.length === 0 ? null : (
        <Section title={words.submissions}>
          <Items
            request={request}
            items={submissions.map(({ node }) => ({
              href: paths.practice(node.practice.slug),
              title: node.practice.title,
              note: label(request, 'SubmissionOutcome', node.outcome),
            }))}
          />
        </Section>
      )}
    </>
  );
}

function Documents({ request, call }: Parts) {
  const items = call.documents.map(({ title, url }) => (url === null ? title : <a href={url}>{title}</a>));
  if (items.length === 0) return null;
  return (
    <Section title={request.texts.call.documents}>
      <Bullets items={items} />
    </Section>
  );
}
