/** The taxonomy of topics. */
import { builder } from '#graphql/builder.ts';
import { shownAtField } from '#graphql/page-url.ts';
import { nodesByIds } from '#graphql/rows.ts';
import { FieldsOf } from './fields.ts';

const topic = new FieldsOf<'Topic'>();
/** As many as the taxonomy has. */
const size = 19;

export const Topic = builder.prismaNode('Topic', {
  description: "A topic of practices, themes and sessions, from the hub's own small taxonomy.",
  select: { slug: true },
  nullable: true,
  extensions: { nodesByIds: nodesByIds(({ loaders }) => loaders.practices.topic) },
  id: { field: 'slug', description: 'Global id.' },
  fields: (t) => ({
    slug: t.exposeString('slug', { description: 'Its lasting name, such as `citizen-service`.' }),
    url: t.string({
      select: { slug: true },
      ...shownAtField<{ slug: string }>(({ slug }) => `/practices?topic=${encodeURIComponent(slug)}`),
    }),
    name: topic.title(t, 'namePl', 'nameEn', 'Its name.'),
  }),
});

builder.queryField('topics', (t) =>
  t.field({
    type: [Topic],
    description: 'All topics, in the order of the taxonomy.',
    complexity: { field: 1, multiplier: size },
    resolve: (_root, _args, context, info) => context.loaders.practices.topics(info),
  }),
);
