/** `/living-labs` and `/living-labs/{slug}`. */

import type {
  LivingLabPageQuery,
  LivingLabPageQueryVariables,
  LivingLabsPageQuery,
  LivingLabsPageQueryVariables,
} from '#graphql/generated/operations.ts';
import { paths } from '../addresses.ts';
import { given } from '../choices.ts';
import {
  Actor,
  Citations,
  Facts,
  Inferences,
  joined,
  Local,
  Paragraphs,
  Section,
  Source,
} from '../components/content.tsx';
import { Items } from '../components/lists.tsx';
import { listPage } from '../list-page.tsx';
import { missing, type PageRequest, page } from '../page.ts';

type LivingLab = NonNullable<LivingLabPageQuery['livingLab']>;

export const livingLabsPage = listPage<LivingLabsPageQuery, LivingLabsPageQueryVariables, 'livingLabs'>({
  pattern: '/living-labs',
  operation: 'LivingLabsPage',
  list: 'livingLabs',
  variables: ({ search }) => ({
    filter: { text: search.get('text') || null, withinAny: given(search.get('within')) },
    after: search.get('after'),
  }),
  title: ({ livingLab }) => livingLab.list,
  fields: ({ texts }) => [
    { type: 'text', name: 'text', label: texts.list.words },
    { type: 'text', name: 'within', label: texts.list.within },
  ],
  main: (labs, request) => (
    <Items
      request={request}
      items={labs.map(({ slug, title, summary, hostUnit }) => ({
        href: paths.livingLab(slug),
        title,
        note: hostUnit?.name ?? null,
        text: summary,
      }))}
    />
  ),
  table: {
    name: 'living-labs',
    header: ['slug', 'title', 'host_terc'],
    rows: (labs) => labs.map(({ slug, title, hostUnit }) => [slug, title, hostUnit?.terc ?? null]),
  },
});

export const livingLabPage = page<LivingLabPageQuery, LivingLabPageQueryVariables>({
  pattern: '/living-labs/:slug',
  operation: 'LivingLabPage',
  variables: ({ params }) => ({ slug: params['slug'] ?? '' }),
  view({ livingLab: lab }, request) {
    if (lab == null) return missing;
    return {
      title: lab.title,
      description: lab.summary ?? lab.title,
      breadcrumb: [{ href: '/living-labs', text: request.texts.livingLab.list }],
      main: <LivingLabView request={request} lab={lab} />,
    };
  },
});

function LivingLabView({ request, lab }: { request: PageRequest; lab: LivingLab }) {
  const { livingLab: words, call, practice } = request.texts;
  const calls = (lab.calls?.edges ?? []).map(({ node }) => ({ href: paths.call(node.slug), title: node.title }));
  const practices = (lab.practices?.edges ?? []).map(({ node }) => ({
    href: paths.practice(node.slug),
    title: node.title,
  }));
  return (
    <>
      <Paragraphs text={lab.summary} />
      <Facts
        facts={[
          [
            words.host,
            lab.hostUnit === null ? null : (
              <Local request={request} to={paths.unit(lab.hostUnit.terc)}>
                {lab.hostUnit.name}
              </Local>
            ),
          ],
          [call.organisers, joined(lab.organisers.map((organiser) => <Actor request={request} actor={organiser} />))],
          [
            practice.project,
            lab.project === null ? null : (
              <Local request={request} to={paths.project(String(lab.project.id))}>
                {lab.project.title}
              </Local>
            ),
          ],
        ]}
      />
      {lab.stages.length === 0 ? null : (
        <Section title={words.stages}>
          <ol>
            {lab.stages.map(({ title, description, from, to }) => (
              <li key={title}>
                <strong>{title}</strong> {[from?.text, to?.text].filter(Boolean).join(' – ')}
                <Paragraphs text={description} />
              </li>
            ))}
          </ol>
        </Section>
      )}
      {calls.length === 0 ? null : (
        <Section title={call.list}>
          <Items request={request} items={calls} />
        </Section>
      )}
      {practices.length === 0 ? null : (
        <Section title={practice.list}>
          <Items request={request} items={practices} />
        </Section>
      )}
      <Citations request={request} citations={lab.citations} />
      <Inferences request={request} inferences={lab.inferences} />
      <Source request={request} source={lab.source} />
    </>
  );
}
