/** `/data`: the releases and their sources, and the datasets. */
import { datasets } from '#exports/datasets/index.ts';
import type { ReleaseStatus, ReleasesPageQuery, ReleasesPageQueryVariables } from '#graphql/generated/operations.ts';
import { formats } from '#platform/locale.ts';
import { paths } from '../addresses.ts';
import { choiceOf, choices, chosen } from '../choices.ts';
import { Local, Section } from '../components/content.tsx';
import { dayNumber, SortedTable } from '../components/sorted-table.tsx';
import { listPage } from '../list-page.tsx';
import { inOwnLanguage } from '../own-names.ts';
import { dayIn, type PageRequest } from '../page.ts';
import { registers } from './registers.ts';

const statuses: readonly ReleaseStatus[] = ['PUBLISHED', 'WITHDRAWN'];
/** The sources of a new hub. */
const starter = 'starter';
const starterKinds = ['starter', 'starter-offices', 'starter-units', 'starter-outlines', 'starter-population'];

export const dataPage = listPage<ReleasesPageQuery, ReleasesPageQueryVariables, 'releases'>({
  pattern: '/data',
  operation: 'ReleasesPage',
  list: 'releases',
  hasLanguage: false,
  variables: (request) => ({ filter: filterOf(request), after: request.search.get('after') }),
  title: ({ data }) => data.title,
  found: ({ home }) => home.releases,
  fields(request) {
    const { data, load } = request.texts;
    return [
      {
        type: 'choice',
        name: 'register',
        label: load.register,
        choices: [
          { value: starter, label: load.starter },
          ...registers.map(({ name }) => ({ value: name, label: load.registers[name] })),
        ],
      },
      { type: 'choice', name: 'status', label: data.status, choices: choices(request, 'ReleaseStatus', statuses) },
      { type: 'date', name: 'from', label: data.from },
      { type: 'date', name: 'to', label: data.to },
    ];
  },
  view: (request) => ({ description: request.texts.data.lead, structuredData: dataCatalog(request) }),
  lead: (request) => (
    <>
      <p>{request.texts.data.lead}</p>
      <p>
        <Local request={request} to="/data/load">
          {request.texts.load.title}
        </Local>
      </p>
      <Datasets request={request} />
    </>
  ),
  main: (releases, request) => {
    const { texts, language } = request;
    const format = formats[language];
    return (
      <SortedTable
        request={request}
        caption={texts.home.latestReleases}
        columns={[
          { key: 'release', title: texts.data.release },
          { key: 'date', title: texts.data.date },
          { key: 'source', title: texts.data.source },
          { key: 'publisher', title: texts.data.publisher },
          { key: 'licence', title: texts.data.licence },
          { key: 'created', title: texts.data.created, isNumber: true },
          { key: 'changed', title: texts.data.changed, isNumber: true },
          { key: 'rejected', title: texts.data.rejected, isNumber: true },
        ]}
        rows={releases.map(({ number, releasedAt, source, created, changed, rejected }) => ({
          cells: [
            <Local key="number" request={request} to={paths.release(number)}>
              {number}
            </Local>,
            format.moment(releasedAt),
            inOwnLanguage(request, source.name),
            inOwnLanguage(request, source.publisher),
            inOwnLanguage(request, source.licence),
            format.number(created),
            format.number(changed),
            format.number(rejected),
          ],
          values: { release: number, date: dayNumber(releasedAt), created, changed, rejected },
        }))}
      />
    );
  },
  table: {
    name: 'releases',
    header: [
      'release',
      'released_at',
      'status',
      'source',
      'publisher',
      'licence',
      'as_of',
      'created',
      'changed',
      'closed',
      'rejected',
    ],
    rows: (releases) =>
      releases.map(({ number, releasedAt, status, source, created, changed, closed, rejected }) => [
        number,
        releasedAt,
        status,
        source.name,
        source.publisher,
        source.licence,
        source.asOf,
        created,
        changed,
        closed,
        rejected,
      ]),
  },
});

function filterOf({ search, texts }: PageRequest) {
  const [from, to] = [dayIn(search.get('from'), texts), dayIn(search.get('to'), texts)];
  return {
    sourceKinds: kindsOf(search.get('register')),
    statuses: chosen(search.get('status'), statuses),
    releasedOn: from == null && to == null ? null : { from, to },
  };
}

function kindsOf(given: string | null): readonly string[] | null {
  const register = choiceOf(given, [starter, ...registers.map(({ name }) => name)]);
  if (register === starter) return starterKinds;
  return registers.find(({ name }) => name === register)?.kinds ?? null;
}

function dataCatalog({ origin, texts }: PageRequest): object {
  return {
    '@context': 'https://schema.org/',
    '@type': 'DataCatalog',
    '@id': `${origin}/data`,
    url: `${origin}/data`,
    name: texts.data.title,
    description: texts.data.lead,
    dataset: datasets.map(({ name, title, description }) => ({
      '@type': 'Dataset',
      '@id': `${origin}/datasets/${name}`,
      url: `${origin}/datasets/${name}`,
      name: title,
      description,
    })),
  };
}

function Datasets({ request }: { request: PageRequest }) {
  return (
    <Section title={request.texts.dataset.list} id="datasets">
      <ul>
        {datasets.map(({ name, title, titlePl }) => (
          <li key={name}>
            <Local request={request} to={`/datasets/${name}`}>
              {request.language === 'pl' ? titlePl : title}
            </Local>
          </li>
        ))}
      </ul>
      <p class="links">
        <a href="/catalog.ttl">DCAT-AP (Turtle)</a> <a href="/catalog.jsonld">DCAT-AP (JSON-LD)</a>{' '}
        <a href="/catalog.rdf">DCAT-AP (RDF/XML)</a>
      </p>
    </Section>
  );
}
