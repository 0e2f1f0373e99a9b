/** `/`: search, the voivodeships, what there is, and what is new. */

import type { HomePageQuery, HomePageQueryVariables } from '#graphql/generated/operations.ts';
import { formats, type PluralForms } from '#platform/locale.ts';
import { paths } from '../addresses.ts';
import { Local, Section } from '../components/content.tsx';
import { Items } from '../components/lists.tsx';
import { UnitMap } from '../components/map.tsx';
import { StarterProgress } from '../components/starter.tsx';
import { SearchForm } from '../layout.tsx';
import { type PageRequest, page } from '../page.ts';

export const homePage = page<HomePageQuery, HomePageQueryVariables>({
  pattern: '/',
  operation: 'HomePage',
  variables: () => ({}),
  view(data, request) {
    const { texts } = request;
    return {
      title: texts.site.name,
      description: texts.site.description,
      isPassing: request.starter !== null,
      main: (
        <>
          <StarterProgress request={request} />
          <p>{texts.site.description}</p>
          <SearchForm request={request} id="home-search" />
          <Holdings request={request} data={data} />
          <Section title={texts.home.voivodeships} id="voivodeships">
            <UnitMap
              request={request}
              label={texts.home.voivodeships}
              units={data.voivodeships?.edges.map(({ node }) => node) ?? []}
            />
            <ul class="links">
              {data.voivodeships?.edges.map(({ node }) => (
                <li key={node.terc}>
                  <Local request={request} to={paths.unit(node.terc)}>
                    {node.name}
                  </Local>
                </li>
              ))}
            </ul>
          </Section>
          <div class="columns">
            <Latest request={request} data={data} />
          </div>
        </>
      ),
    };
  },
});

function Holdings({ request, data }: { request: PageRequest; data: HomePageQuery }) {
  const { home } = request.texts;
  const figures: readonly (readonly [string, number | undefined, PluralForms])[] = [
    ['/units', data.gminas?.totalCount, home.gminas],
    ['/offices', data.offices?.totalCount, home.offices],
    ['/projects', data.projects?.totalCount, home.projects],
    ['/practices', data.practices?.totalCount, home.practicesCount],
    ['/metrics', data.metrics?.totalCount, home.metrics],
    ['/data', data.releases?.totalCount, home.releases],
  ];
  return (
    <Section title={home.holdings}>
      <ul class="figures">
        {figures.map(([to, count = 0, forms]) => (
          <li key={to}>
            <Local request={request} to={to}>
              {formats[request.language].plural(count, forms)}
            </Local>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Latest({ request, data }: { request: PageRequest; data: HomePageQuery }) {
  const { home, data: words } = request.texts;
  const format = formats[request.language];
  const practices = data.practices?.edges.map(({ node }) => ({ href: paths.practice(node.slug), title: node.title }));
  const calls = data.calls?.edges.map(({ node }) => ({
    href: paths.call(node.slug),
    title: node.title,
    note: format.days(node.opensOn, node.closesOn),
  }));
  const events = data.events?.edges.map(({ node }) => ({
    href: paths.event(node.slug),
    title: node.title,
    note: format.day(node.startsOn),
  }));
  const releases = data.releases?.edges.map(({ node }) => ({
    href: paths.release(node.number),
    title: `${words.release} ${node.number}: ${node.source.name}`,
    note: format.moment(node.releasedAt),
  }));
  return (
    <>
      <Section title={home.practices}>
        <Items request={request} items={practices ?? []} />
        <Local request={request} to="/practices">
          {home.all}
        </Local>
      </Section>
      <Section title={home.calls}>
        <Items request={request} items={calls ?? []} />
      </Section>
      <Section title={home.events}>
        <Items request={request} items={events ?? []} />
      </Section>
      <Section title={home.latestReleases}>
        <Items request={request} items={releases ?? []} />
      </Section>
    </>
  );
}
