/** `/`: search, the voivodeships, what there is, and what is new. */

import type { HomePageQuery, HomePageQueryVariables } from '#graphql/generated/operations.ts';
import { formats, type PluralForms } from '#platform/locale.ts';
import { paths } from '../addresses.ts';
import { Local, Section } from '../components/content.tsx';
import { Items } from '../components/lists.tsx';
import { UnitMap } from '../components/map.tsx';
import { SearchForm } from '../components/search-form.tsx';
import { StarterProgress } from '../components/starter.tsx';
import { inOwnLanguage } from '../own-names.ts';
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

interface Holding {
  readonly to: string;
  readonly count: number | undefined;
  readonly forms: PluralForms;
  /** From when on. */
  readonly since?: string | null | undefined;
}

function Holdings({ request, data }: { request: PageRequest; data: HomePageQuery }) {
  const { home } = request.texts;
  const format = formats[request.language];
  const holdings: readonly Holding[] = [
    { to: '/units', count: data.gminas?.totalCount, forms: home.gminas },
    { to: '/offices', count: data.offices?.totalCount, forms: home.offices },
    { to: '/projects', count: data.projects?.totalCount, forms: home.projects },
    { to: '/practices', count: data.practices?.totalCount, forms: home.practicesCount },
    {
      to: '/events',
      count: data.events?.totalCount,
      forms: home.eventsCount,
      since: yearOf(data.firstEvent?.edges[0]?.node.startsOn),
    },
    { to: '/metrics', count: data.metrics?.totalCount, forms: home.metrics, since: firstYear(data) },
    {
      to: '/data',
      count: data.releases?.totalCount,
      forms: home.releases,
      since: format.day(data.firstRelease?.edges[0]?.node.releasedAt.slice(0, 10)),
    },
  ];
  return (
    <Section title={home.holdings}>
      <ul class="figures">
        {holdings.map(({ to, count = 0, forms, since }) => (
          <li key={to}>
            <Local request={request} to={to}>
              {format.plural(count, forms)}
            </Local>
            {since == null ? null : <span class="note">{home.since(since)}</span>}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function yearOf(day: string | null | undefined): string | null {
  return day?.slice(0, 4) ?? null;
}

/** Of the values of all metrics. */
function firstYear({ metrics }: HomePageQuery): string | null {
  const years = (metrics?.edges ?? []).flatMap(({ node }) => node.periods.slice(0, 1)).map((period) => yearOf(period));
  return years.toSorted()[0] ?? null;
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
    title: `${words.release} ${node.number}: ${inOwnLanguage(request, node.source.name)}`,
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
