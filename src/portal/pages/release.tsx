/** `/releases/{n}`: what a release changed, its rejected rows and problems, and how to cite it. */

import { formatsOf } from '#exports/datasets/find.ts';
import { datasets } from '#exports/datasets/index.ts';
import type { ReleasePageQuery, ReleasePageQueryVariables } from '#graphql/generated/operations.ts';
import { formats } from '#platform/locale.ts';
import { paths } from '../addresses.ts';
import { Facts, joined, Local, Section, Source } from '../components/content.tsx';
import { SortedTable } from '../components/sorted-table.tsx';
import { label } from '../labels.ts';
import { inOwnLanguage } from '../own-names.ts';
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
      description: [release.source.name, release.source.publisher]
        .map((name) => inOwnLanguage(request, name))
        .join(', '),
      breadcrumb: [{ href: '/data', text: texts.data.title }],
      main: (
        <>
          <ReleaseFacts request={request} release={release} />
          <Downloads request={request} release={release} />
          <Changes request={request} release={release} />
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
          [words.status, label(request, 'ReleaseStatus', release.status)],
          [words.retractedIn, linkTo(request, release.retractedIn)],
          [words.retracts, linkTo(request, release.retracts)],
          [words.file, release.source.fileName],
          ['SHA-256', <code key="sha">{release.source.sha256}</code>],
          [words.records, format.number(release.records)],
          [words.created, format.number(release.created)],
          [words.changed, format.number(release.changed)],
          [words.closed, format.number(release.closed)],
          [words.unchanged, format.number(release.unchanged)],
          [words.duplicates, format.number(release.duplicates)],
          [words.rejected, format.number(release.rejected)],
          [words.note, release.note === null ? null : inOwnLanguage(request, release.note)],
        ]}
      />
      <Section title={words.cite}>
        <p>{words.citation(release.number, date, `${request.origin}${paths.release(release.number)}`)}</p>
      </Section>
    </>
  );
}

function linkTo(request: PageRequest, release: { readonly number: number } | null) {
  if (release === null) return null;
  return (
    <Local request={request} to={paths.release(release.number)}>
      {release.number}
    </Local>
  );
}

interface Parts {
  readonly request: PageRequest;
  readonly release: Release;
}

/** The datasets as they are in this release, whatever came later. */
function Downloads({ request, release: { number } }: Parts) {
  const { data: words } = request.texts;
  return (
    <Section title={words.downloads} id="downloads">
      <details>
        <summary>{request.texts.dataset.list}</summary>
        <ul>
          {datasets.map((dataset) => (
            <li key={dataset.name}>
              {request.language === 'pl' ? dataset.titlePl : dataset.title}:{' '}
              {joined(
                formatsOf(dataset).map((format) => (
                  <a href={`${paths.release(number)}/${dataset.name}.${format}`}>{`${dataset.name}.${format}`}</a>
                )),
              )}
            </li>
          ))}
        </ul>
      </details>
      <p class="links">
        <a href={`${paths.release(number)}/manifest.json`}>{words.manifest}</a>
      </p>
    </Section>
  );
}

function Changes({ request, release: { number, changes } }: Parts) {
  const { data: words } = request.texts;
  const format = formats[request.language];
  if (changes.length === 0) return null;
  return (
    <>
      <SortedTable
        request={request}
        caption={words.changes}
        columns={[
          { key: 'change.table', title: words.table },
          { key: 'change.kind', title: words.kind },
          { key: 'change.rows', title: words.rows, isNumber: true },
        ]}
        rows={changes.map(({ type, kind, rows }) => ({
          cells: [<code key={type}>{type}</code>, label(request, 'ChangeKind', kind), format.number(rows)],
          values: { 'change.table': type, 'change.rows': rows },
        }))}
      />
      <p class="links">
        <a href={`/changes?from=${number - 1}&to=${number}`}>{words.changeFeed}</a>
      </p>
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
        cells: [node.row, node.column ?? '', node.reason, node.text],
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
