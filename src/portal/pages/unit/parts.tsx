/** What lies in a unit: smaller units, offices, practices and events. */
import type { UnitPageQuery } from '#graphql/generated/operations.ts';
import { formats } from '#platform/locale.ts';
import { paths, withQuery } from '../../addresses.ts';
import { Local, Section } from '../../components/content.tsx';
import { Items } from '../../components/lists.tsx';
import { UnitMap } from '../../components/map.tsx';
import { label } from '../../labels.ts';
import type { PageRequest } from '../../page.ts';

type Unit = NonNullable<UnitPageQuery['territorialUnit']>;

export function Children({ request, unit }: { request: PageRequest; unit: Unit }) {
  const { children } = unit;
  if (children == null || children.edges.length === 0) return null;
  const { texts } = request;
  return (
    <Section
      title={`${texts.unit.contains}: ${formats[request.language].plural(children.totalCount, texts.metric.units)}`}
    >
      <UnitMap
        request={request}
        label={texts.unit.contains}
        units={children.edges.map(({ node }) => node)}
        frame={children.edges.flatMap(({ node }) => (node.outline === null ? [] : [node.outline]))}
      />
      <ul class="links">
        {children.edges.map(({ node }) => (
          <li key={node.terc}>
            <Local request={request} to={paths.unit(node.terc)}>
              {node.name}
            </Local>
          </li>
        ))}
      </ul>
    </Section>
  );
}

export function Offices({ request, unit }: { request: PageRequest; unit: Unit }) {
  const { offices } = unit;
  if (offices == null || offices.edges.length === 0) return null;
  const { texts } = request;
  return (
    <Section title={texts.unit.offices}>
      <Items
        request={request}
        items={offices.edges.map(({ node }) => ({
          href: paths.office(node.code),
          title: node.name,
          note: label(request, 'OfficeKind', node.kind),
        }))}
      />
      <Local request={request} to={withQuery('/offices', { within: unit.terc })}>
        {texts.home.all}: {offices.totalCount}
      </Local>
    </Section>
  );
}

/** Practices that were developed here, events and living labs that were held here, and their calls. */
export function Practices({ request, unit }: { request: PageRequest; unit: Unit }) {
  const { texts, language } = request;
  const { unit: words, call: callWords } = texts;
  const format = formats[language];
  const [events, labs] = [unit.eventsHeld?.edges ?? [], unit.livingLabs?.edges ?? []];
  const calls = [...events, ...labs].flatMap(({ node }) => node.calls?.edges.map((edge) => edge.node) ?? []);
  const lists = [
    [
      words.practices,
      (unit.practices?.edges ?? []).map(({ node }) => ({ href: paths.practice(node.slug), title: node.title })),
    ],
    [
      words.eventsHeld,
      events.map(({ node }) => ({
        href: paths.event(node.slug),
        title: node.title,
        note: format.day(node.startsOn),
      })),
    ],
    [words.livingLabs, labs.map(({ node }) => ({ href: paths.livingLab(node.slug), title: node.title }))],
    [
      callWords.list,
      [...new Map(calls.map((call) => [call.slug, call])).values()].map(({ slug, title, opensOn, closesOn }) => ({
        href: paths.call(slug),
        title,
        note: format.days(opensOn, closesOn),
      })),
    ],
  ] as const;
  return (
    <>
      {lists.map(([title, items]) =>
        items.length === 0 ? null : (
          <Section key={title} title={title}>
            <Items request={request} items={items} />
          </Section>
        ),
      )}
      {(unit.practices?.totalCount ?? 0) <= (unit.practices?.edges.length ?? 0) ? null : (
        <Local request={request} to={withQuery('/practices', { within: unit.terc })}>
          {texts.home.all}: {format.plural(unit.practices?.totalCount ?? 0, texts.home.practicesCount)}
        </Local>
      )}
    </>
  );
}
