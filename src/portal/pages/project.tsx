/** `/projects/{id}`: amounts, places, who took part, products and ratings, and the row it comes from. */

import { encodeGlobalID } from '@pothos/plugin-relay';
import type { ProjectPageQuery, ProjectPageQueryVariables } from '#graphql/generated/operations.ts';
import { formats } from '#platform/locale.ts';
import { paths } from '../addresses.ts';
import {
  Actor,
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
import { dayNumber, SortedTable } from '../components/sorted-table.tsx';
import { label } from '../labels.ts';
import { missing, type PageRequest, page } from '../page.ts';

type Project = NonNullable<ProjectPageQuery['project']>;

export const projectPage = page<ProjectPageQuery, ProjectPageQueryVariables>({
  pattern: '/projects/:key',
  operation: 'ProjectPage',
  variables: ({ params }) => ({ id: globalId(params['key'] ?? '') }),
  view({ project }, request) {
    if (project == null) return missing;
    return {
      title: project.title,
      description: project.summary ?? project.title,
      breadcrumb: [{ href: '/projects', text: request.texts.project.list }],
      main: <ProjectView request={request} project={project} />,
    };
  },
});

/** The key in the address; a contract number or a global id is taken as it is. */
function globalId(key: string): string {
  return /^[\da-f]{24}$/.test(key) ? encodeGlobalID('Project', key) : key;
}

interface Parts {
  readonly request: PageRequest;
  readonly project: Project;
}

function ProjectView({ request, project }: Parts) {
  return (
    <>
      <Paragraphs text={project.summary} />
      <div class="columns">
        <Amounts request={request} project={project} />
        <About request={request} project={project} />
      </div>
      <Parties request={request} project={project} />
      <Modules request={request} project={project} />
      <Products request={request} project={project} />
      <Related request={request} project={project} />
      <Citations request={request} citations={(project.citations?.edges ?? []).map(({ node }) => node)} />
      <Inferences request={request} inferences={project.inferences} />
      <OriginalRow request={request} project={project} />
      <Source request={request} source={project.source} />
    </>
  );
}

function Amounts({ request, project }: Parts) {
  const { project: words } = request.texts;
  const format = formats[request.language];
  const facts = [
    [words.value, format.money(project.value)],
    [words.eligible, format.money(project.eligibleCost)],
    [words.eu, format.money(project.euContribution)],
  ] as const;
  if (facts.every(([, value]) => value === null)) return null;
  return (
    <Section title={words.amounts}>
      <Facts facts={facts} />
    </Section>
  );
}

function About({ request, project }: Parts) {
  const { texts, language } = request;
  const { project: words } = texts;
  const format = formats[language];
  const places = project.places.map(({ text, kind, unit }) =>
    kind === 'WHOLE_COUNTRY' ? (
      words.wholeCountry
    ) : unit === null ? (
      text
    ) : (
      <Local key={unit.terc} request={request} to={paths.unit(unit.terc)}>
        {unit.name}
      </Local>
    ),
  );
  const programme = project.programmePath
    .filter(({ level }) => level !== 'PERIOD')
    .map(({ code, name }) => [code, name].filter(Boolean).join(' '))
    .join(' › ');
  return (
    <Section title={texts.event.kind}>
      <Facts
        facts={[
          [words.contract, project.contractNumber],
          [words.period, label(request, 'ProgrammingPeriod', project.period)],
          [words.programme, programme],
          [words.fund, project.fund],
          [words.theme, project.theme],
          [words.dates, format.days(project.startsOn, project.endsOn)],
          [words.signed, format.day(project.signedOn)],
          [words.places, joined(places)],
        ]}
      />
    </Section>
  );
}

function Parties({ request, project }: Parts) {
  const { texts, language } = request;
  const format = formats[language];
  return (
    <SortedTable
      request={request}
      caption={texts.project.parties}
      columns={[
        { key: 'name', title: texts.list.name },
        { key: 'role', title: texts.project.role },
        { key: 'module', title: texts.project.module },
        { key: 'dates', title: texts.project.dates },
      ]}
      rows={(project.participations?.edges ?? []).map(({ node }) => {
        const name = node.office?.name ?? node.organisation?.name ?? node.statedName ?? '';
        return {
          cells: [
            <Actor key="name" request={request} actor={{ name, office: node.office }} />,
            label(request, 'ParticipationRole', node.role),
            node.module?.name ?? '',
            format.days(node.startsOn, node.endsOn) ?? '',
          ],
          values: { name, dates: dayNumber(node.startsOn) },
        };
      })}
    />
  );
}

function Modules({ request, project }: Parts) {
  const { texts, language } = request;
  const format = formats[language];
  return (
    <DataTable
      caption={texts.project.modules}
      columns={[
        { title: texts.list.name },
        { title: texts.project.dates },
        { title: texts.project.planned, isNumber: true },
        { title: texts.project.actual, isNumber: true },
      ]}
      rows={project.modules.map((module) => [
        module.name,
        format.days(module.startsOn, module.endsOn) ?? '',
        module.plannedParticipants ?? '',
        module.actualParticipants ?? '',
      ])}
    />
  );
}

function Products({ request, project }: Parts) {
  const { texts, language } = request;
  const { project: words } = texts;
  const format = formats[language];
  return (
    <SortedTable
      request={request}
      caption={words.products}
      columns={[
        { key: 'product', title: texts.list.name },
        { key: 'survey', title: words.survey },
        { key: 'respondents', title: words.respondents },
        { key: 'rank', title: words.rank, isNumber: true },
        { key: 'score', title: words.score, isNumber: true },
        { key: 'verdict', title: words.verdict },
      ]}
      rows={project.products.flatMap(({ name, ratings }) =>
        ratings.length === 0
          ? [{ cells: [name, '', '', '', '', ''] }]
          : ratings.map((rating) => ({
              cells: [
                name,
                [rating.survey, format.day(rating.askedOn)].filter(Boolean).join(', '),
                rating.respondents,
                rating.rank ?? '',
                [rating.score, rating.scoreMax].filter(Boolean).join(' / '),
                rating.verdict ?? '',
              ],
            })),
      )}
    />
  );
}

function Related({ request, project }: Parts) {
  const items = [
    ...(project.practices?.edges ?? []).map(({ node }) => ({ href: paths.practice(node.slug), title: node.title })),
    ...(project.calls?.edges ?? []).map(({ node }) => ({ href: paths.call(node.slug), title: node.title })),
    ...(project.events?.edges ?? []).map(({ node }) => ({ href: paths.event(node.slug), title: node.title })),
  ];
  if (items.length === 0) return null;
  return (
    <Section title={request.texts.project.related}>
      <Items request={request} items={items} />
    </Section>
  );
}

function OriginalRow({ request, project }: Parts) {
  const row = project.originalRow;
  if (row === null || typeof row !== 'object') return null;
  const { project: words } = request.texts;
  return (
    <details>
      <summary>{words.original}</summary>
      <p>{words.originalNote}</p>
      <Facts
        facts={Object.entries(row).map(([name, value]) => [name, value === null ? null : String(value)] as const)}
      />
    </details>
  );
}
