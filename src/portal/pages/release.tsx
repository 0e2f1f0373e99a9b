/** `/releases/{n}`: what a release changed, its rejected rows and problems, and how to cite it. */
import type { ReleasePageQuery, ReleasePageQueryVariables } from '#graphql/generated/operations.ts';
import { formats } from '#platform/locale.ts';
import { paths } from '../addresses.ts';
import { Facts, Section, Source } from '../components/content.tsx';
import { SortedTable } from '../components/sorted-table.tsx';
import { label } from '../labels.ts';
import { missing, type PageRequest, page } from '../page.ts';

type Release = NonNullable<ReleasePageQuery['release']>;

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
    <SortedTable
      request={request}
      caption={words.rejectedRows}
      columns={[
        { key: 'row', title: words.row, isNumber: true },
        { key: 'column', title: words.column },
        { key: 'reason', title: words.reason },
        { key: 'text', title: words.text },
      ]}
      rows={(release.rejectedRows?.edges ?? []).map(({ node }) => ({
        cells: [node.row, node.column ?? '', node.reason, node.original],
      }))}
    />
  );
}

function Problems({ request, problems }: { request: PageRequest; problems: ReleasePageQuery['problems'] }) {
  const { data: words, unit } = request.texts;
  return (
    <SortedTable
      request={request}
      caption={words.problems}
      columns={[
        { key: 'problem.row', title: words.row, isNumber: true },
        { key: 'problem.kind', title: unit.kind },
        { key: 'problem.column', title: words.column },
        { key: 'problem.reason', title: words.reason },
        { key: 'problem.text', title: words.text },
      ]}
      rows={(problems?.edges ?? []).map(({ node }) => ({
        cells: [node.row, label(request, 'ProblemKind', node.kind), node.column ?? '', node.reason, node.text],
      }))}
    />
  );
}
