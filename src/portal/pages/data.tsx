/** `/data`: the releases and their sources; `/releases/{n}`: what one changed. */

import { datasets } from '#exports/datasets/index.ts';
import type {
  ReleasePageQuery,
  ReleasePageQueryVariables,
  ReleasesPageQuery,
  ReleasesPageQueryVariables,
} from '#graphql/generated/operations.ts';
import { formats } from '#platform/locale.ts';
import { paths } from '../addresses.ts';
import { DataTable, Facts, Local, Section, Source } from '../components/content.tsx';
import { Found, Pagination } from '../components/lists.tsx';
import { label } from '../labels.ts';
import { missing, type PageRequest, page } from '../page.ts';

type Release = NonNullable<ReleasePageQuery['release']>;

export const dataPage = page<ReleasesPageQuery, ReleasesPageQueryVariables>({
  pattern: '/data',
  operation: 'ReleasesPage',
  variables: ({ search }) => ({ after: search.get('after') }),
  view(data, request) {
    const { texts, language } = request;
    const format = formats[language];
    const releases = data.releases?.edges.map(({ node }) => node) ?? [];
    return {
      title: texts.data.title,
      description: texts.data.lead,
      structuredData: dataCatalog(request),
      main: (
        <>
          <p>{texts.data.lead}</p>
          <p>
            <Local request={request} to="/data/load">
              {texts.load.title}
            </Local>
          </p>
          <Found request={request} count={data.releases?.totalCount ?? 0} forms={texts.home.releases} />
          <DataTable
            caption={texts.home.latestReleases}
            columns={[
              { title: texts.data.release },
              { title: texts.data.date },
              { title: texts.data.source },
              { title: texts.data.publisher },
              { title: texts.data.licence },
              { title: texts.data.created, isNumber: true },
              { title: texts.data.changed, isNumber: true },
              { title: texts.data.rejected, isNumber: true },
            ]}
            rows={releases.map(({ number, releasedAt, source, created, changed, rejected }) => [
              <Local key="number" request={request} to={paths.release(number)}>
                {number}
              </Local>,
              format.moment(releasedAt),
              source.name,
              source.publisher,
              source.licence,
              format.number(created),
              format.number(changed),
              format.number(rejected),
            ])}
          />
          <Pagination request={request} pageInfo={data.releases?.pageInfo} />
          <Datasets request={request} />
        </>
      ),
      table: {
        name: 'releases',
        header: [
          'release',
          'released_at',
          'source',
          'publisher',
          'licence',
          'as_of',
          'created',
          'changed',
          'closed',
          'rejected',
        ],
        rows: releases.map(({ number, releasedAt, source, created, changed, closed, rejected }) => [
          number,
          releasedAt,
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
    };
  },
});

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

export const releasePage = page<ReleasePageQuery, ReleasePageQueryVariables>({
  pattern: '/releases/:number',
  operation: 'ReleasePage',
  variables({ params }) {
    const number = Number(params['number']);
    return Number.isSafeInteger(number) && number > 0 && number < 2 ** 31 ? { number } : missing;
  },
  view({ release, problems }, request) {
    if (release == null) return missing;
    const { texts } = request;
    return {
      title: `${texts.data.release} ${release.number}`,
      description: `${release.source.name}, ${release.source.publisher}`,
      breadcrumb: [{ href: '/data', text: texts.data.title }],
      main: (
        <>
          <ReleaseFacts request={request} release={release} />
          <RejectedRows request={request} release={release} />
          <Problems request={request} problems={problems} />
          <Source request={request} source={release.source} />
        </>
      ),
    };
  },
});

function ReleaseFacts({ request, release }: { request: PageRequest; release: Release }) {
  const { data: words } = request.texts;
  const format = formats[request.language];
  const date = format.moment(release.releasedAt);
  return (
    <>
      <Facts
        facts={[
          [words.date, date],
          [words.file, release.source.fileName],
          ['SHA-256', <code key="sha">{release.source.sha256}</code>],
          [words.records, format.number(release.records)],
          [words.created, format.number(release.created)],
          [words.changed, format.number(release.changed)],
          [words.closed, format.number(release.closed)],
          [words.unchanged, format.number(release.unchanged)],
          [words.duplicates, format.number(release.duplicates)],
          [words.rejected, format.number(release.rejected)],
          [words.text, release.note],
        ]}
      />
      <Section title={words.cite}>
        <p>{words.citation(release.number, date, `${request.origin}${paths.release(release.number)}`)}</p>
      </Section>
    </>
  );
}

function RejectedRows({ request, release }: { request: PageRequest; release: Release }) {
  const { data: words } = request.texts;
  return (
    <DataTable
      caption={words.rejectedRows}
      columns={[
        { title: words.row, isNumber: true },
        { title: words.column },
        { title: words.reason },
        { title: words.text },
      ]}
      rows={(release.rejectedRows?.edges ?? []).map(({ node }) => [
        node.row,
        node.column ?? '',
        node.reason,
        node.original,
      ])}
    />
  );
}

function Problems({ request, problems }: { request: PageRequest; problems: ReleasePageQuery['problems'] }) {
  const { data: words, unit } = request.texts;
  return (
    <DataTable
      caption={words.problems}
      columns={[
        { title: words.row, isNumber: true },
        { title: unit.kind },
        { title: words.column },
        { title: words.reason },
        { title: words.text },
      ]}
      rows={(problems?.edges ?? []).map(({ node }) => [
        node.row,
        label(request, 'ProblemKind', node.kind),
        node.column ?? '',
        node.reason,
        node.text,
      ])}
    />
  );
}
