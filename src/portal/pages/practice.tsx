/** `/practices/{slug}`: what it answers and how, who adopted it from whom, and what proves it. */

import type { PracticePageQuery, PracticePageQueryVariables } from '#graphql/generated/operations.ts';
import { formats } from '#platform/locale.ts';
import { paths } from '../addresses.ts';
import { AdoptionGraph } from '../components/adoptions.tsx';
import { Amendments } from '../components/amendments.tsx';
import {
  Actor,
  Bullets,
  Citations,
  Facts,
  Inferences,
  joined,
  Local,
  Materials,
  Paragraphs,
  Section,
  Source,
} from '../components/content.tsx';
import { SortedTable } from '../components/sorted-table.tsx';
import { label } from '../labels.ts';
import { missing, type PageRequest, page } from '../page.ts';

type Practice = NonNullable<PracticePageQuery['practice']>;

export const practicePage = page<PracticePageQuery, PracticePageQueryVariables>({
  pattern: '/practices/:slug',
  operation: 'PracticePage',
  variables: ({ params }) => ({ slug: params['slug'] ?? '' }),
  view({ practice }, request) {
    if (practice == null) return missing;
    return {
      title: practice.title,
      description: practice.summary ?? practice.title,
      breadcrumb: [{ href: '/practices', text: request.texts.practice.list }],
      main: <PracticeView request={request} practice={practice} />,
    };
  },
});

interface Parts {
  readonly request: PageRequest;
  readonly practice: Practice;
}

function PracticeView({ request, practice }: Parts) {
  const { practice: words } = request.texts;
  return (
    <>
      <Paragraphs text={practice.summary} />
      <About request={request} practice={practice} />
      <TextSection title={words.problem} text={practice.problem} />
      <ListSection title={words.weaknesses} items={practice.weaknesses} />
      <TextSection title={words.solution} text={practice.solution} />
      <ListSection title={words.methods} items={practice.methods} />
      <ListSection title={words.results} items={practice.results} />
      <Outcomes request={request} practice={practice} />
      <ListSection title={words.resources} items={practice.resources} />
      <ListSection title={words.obstacles} items={practice.obstacles} />
      <ListSection title={words.lessons} items={practice.lessons} />
      <ListSection title={words.transfer} items={practice.transferConditions} />
      <TextSection title={words.participation} text={practice.participation} />
      <Adoptions request={request} practice={practice} />
      <Shown request={request} practice={practice} />
      <Evidence request={request} practice={practice} />
      <Citations request={request} citations={practice.citations} />
      <Inferences request={request} inferences={practice.inferences} />
      <Amendments request={request} amendments={practice.amendments} />
      <Source request={request} source={practice.source} />
    </>
  );
}

function TextSection({ title, text }: { title: string; text: string | null }) {
  if (!text) return null;
  return (
    <Section title={title}>
      <Paragraphs text={text} />
    </Section>
  );
}

export function ListSection({ title, items }: { title: string; items: readonly string[] }) {
  if (items.length === 0) return null;
  return (
    <Section title={title}>
      <Bullets items={items} />
    </Section>
  );
}

function About({ request, practice }: Parts) {
  const { practice: words } = request.texts;
  const format = formats[request.language];
  const offices = practice.offices.map((office) => (
    <>
      <Actor request={request} actor={office} /> ({label(request, 'PracticeRole', office.role)})
    </>
  ));
  const places = (practice.places ?? []).map(({ terc, name }) => (
    <Local key={terc} request={request} to={paths.unit(terc)}>
      {name}
    </Local>
  ));
  return (
    <Facts
      facts={[
        [words.offices, joined(offices)],
        [words.places, joined(places)],
        [words.topics, practice.topics.map(({ name }) => name).join(', ')],
        [words.stage, label(request, 'PracticeStage', practice.stage)],
        [words.innovation, label(request, 'InnovationType', practice.innovation)],
        [words.started, practice.startedOn?.text],
        [words.implemented, practice.implementedOn?.text],
        [words.ended, practice.endedOn?.text],
        [words.beneficiaries, practice.beneficiaries.join(', ')],
        [words.cost, format.money(practice.cost) ?? practice.costNote],
        [
          words.project,
          practice.project === null ? null : (
            <Local request={request} to={paths.project(String(practice.project.id))}>
              {practice.project.title}
            </Local>
          ),
        ],
        [
          words.livingLab,
          practice.livingLab === null ? null : (
            <Local request={request} to={paths.livingLab(practice.livingLab.slug)}>
              {practice.livingLab.title}
            </Local>
          ),
        ],
      ]}
    />
  );
}

function Outcomes({ request, practice }: Parts) {
  const { practice: words, metric } = request.texts;
  const format = formats[request.language];
  const point = (value: { period: string; value: number | null } | null): string =>
    value?.value == null ? '' : `${format.number(value.value, 1)} (${value.period})`;
  return (
    <SortedTable
      request={request}
      caption={words.outcomes}
      columns={[
        { key: 'metric', title: metric.metric },
        { key: 'measure', title: metric.unitOfMeasure },
        { key: 'before', title: words.before, isNumber: true },
        { key: 'after', title: words.after, isNumber: true },
      ]}
      rows={practice.outcomes.map(({ title, metric: measured, before, after }) => ({
        cells: [
          <Local key="metric" request={request} to={paths.metric(measured.code)}>
            {title}
          </Local>,
          measured.unitOfMeasure,
          point(before),
          point(after),
        ],
        values: { metric: title, before: before?.value ?? null, after: after?.value ?? null },
      }))}
    />
  );
}

function Adoptions({ request, practice }: Parts) {
  const { practice: words } = request.texts;
  const adoptions = practice.adoptions?.edges.map(({ node }) => node) ?? [];
  if (adoptions.length === 0) return null;
  return (
    <Section title={words.adoptions} id="adoptions">
      <AdoptionGraph
        label={words.adoptionGraph}
        adoptions={adoptions.map(({ adopter, from }) => ({ adopter: adopter.name, from: from?.name ?? null }))}
      />
      <ul>
        {adoptions.map(({ adopter, from, adoptedOn, changes }) => (
          <li key={adopter.name}>
            <Actor request={request} actor={adopter} />
            {from === null ? null : ` ← ${words.adoptedFrom(from.name)}`}
            {adoptedOn === null ? null : `, ${adoptedOn.text}`}
            {changes ? `: ${changes}` : ''}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Shown({ request, practice }: Parts) {
  const { practice: words } = request.texts;
  const presentations = practice.presentations?.edges.map(({ node }) => node) ?? [];
  return (
    <>
      {presentations.length === 0 ? null : (
        <Section title={words.shown}>
          <ul>
            {presentations.map(({ event, session, materials }) => (
              <li key={event.slug}>
                <Local request={request} to={paths.event(event.slug)}>
                  {event.title}
                </Local>
                : {session.theme}
                <Materials materials={materials} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      {practice.submissions.length === 0 ? null : (
        <Section title={words.submitted}>
          <ul>
            {practice.submissions.map(({ call, outcome }) => (
              <li key={call.slug}>
                <Local request={request} to={paths.call(call.slug)}>
                  {call.title}
                </Local>
                : {label(request, 'SubmissionOutcome', outcome)}
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

function Evidence({ request, practice }: Parts) {
  const { practice: words } = request.texts;
  return (
    <>
      {practice.evidence.length === 0 ? null : (
        <Section title={words.evidence}>
          <Bullets
            items={practice.evidence.map(({ title, documentUrl }) =>
              documentUrl === null ? title : <a href={documentUrl}>{title}</a>,
            )}
          />
        </Section>
      )}
      {practice.materials.length === 0 ? null : (
        <Section title={words.materials}>
          <Materials materials={practice.materials} />
        </Section>
      )}
    </>
  );
}
