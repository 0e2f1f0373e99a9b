/** `/data/load`: which registers an operator loads, from where and how, and what is loaded. */

import type { LoadPageQuery, LoadPageQueryVariables } from '#graphql/generated/operations.ts';
import { formats } from '#platform/locale.ts';
import { paths } from '../addresses.ts';
import { DataTable, Facts, Local } from '../components/content.tsx';
import { StarterProgress } from '../components/starter.tsx';
import { type PageRequest, page } from '../page.ts';
import { registers } from './registers.ts';

type Release = NonNullable<LoadPageQuery['latestTeryt']>['edges'][number]['node'];

export const loadPage = page<LoadPageQuery, LoadPageQueryVariables>({
  pattern: '/data/load',
  operation: 'LoadPage',
  variables: () => ({}),
  view(data, request) {
    const { load, data: words } = request.texts;
    return {
      title: load.title,
      description: load.lead,
      breadcrumb: [{ href: '/data', text: words.title }],
      isPassing: request.starter !== null,
      main: (
        <>
          <StarterProgress request={request} />
          <p>{load.lead}</p>
          <Holdings request={request} data={data} />
          <DataTable
            caption={load.caption}
            columns={[{ title: load.register }, { title: load.where }, { title: load.command }, { title: load.loaded }]}
            rows={registers.map(({ name, url, command, latest }) => [
              load.registers[name],
              url === null ? load.template : <a href={url}>{new URL(url).hostname}</a>,
              <code key="command">{command}</code>,
              <Loaded key="loaded" request={request} release={latest(data)?.edges[0]?.node} />,
            ])}
          />
          <p>{load.note}</p>
        </>
      ),
      table: {
        name: 'load',
        header: ['register', 'url', 'command', 'release', 'as_of'],
        rows: registers.map(({ name, url, command, latest }) => {
          const release = latest(data)?.edges[0]?.node;
          return [load.registers[name], url, command, release?.number ?? null, release?.source.asOf ?? null];
        }),
      },
    };
  },
});

function Loaded({ request, release }: { request: PageRequest; release: Release | undefined }) {
  const { load, data: words } = request.texts;
  if (release === undefined) return <>{load.notYet}</>;
  return (
    <>
      {load.stateOf(formats[request.language].day(release.source.asOf) ?? '')} (
      <Local request={request} to={paths.release(release.number)}>
        {words.release} {release.number}
      </Local>
      )
    </>
  );
}

function Holdings({ request, data }: { request: PageRequest; data: LoadPageQuery }) {
  const { menu, home } = request.texts;
  const format = formats[request.language];
  const counts = [
    [menu.units, data.units?.totalCount],
    [menu.offices, data.offices?.totalCount],
    [menu.projects, data.projects?.totalCount],
    [menu.practices, data.practices?.totalCount],
    [menu.metrics, data.metrics?.totalCount],
  ] as const;
  return (
    <section>
      <h2>{home.holdings}</h2>
      <Facts facts={counts.map(([name, count]) => [name, format.number(count ?? 0)])} />
    </section>
  );
}
