/** The taxonomy of topics. */
import { builder } from '#graphql/builder.ts';
import { Language } from '#graphql/scalars.ts';
import { type Topic as TopicData, topicBySlug, topics } from '../topics.ts';

export const Topic = builder.objectRef<TopicData>('Topic');

builder.node(Topic, {
  description: "A topic of practices, themes and sessions, from the hub's own small taxonomy.",
  id: { resolve: ({ slug }) => slug, description: 'Global id.' },
  loadMany: (slugs) => slugs.map((slug) => topicBySlug.get(slug) ?? null),
  isTypeOf: (value) => typeof value === 'object' && value !== null && topics.includes(value as TopicData),
  fields: (t) => ({
    slug: t.exposeString('slug', { description: 'Its lasting name, such as `citizen-service`.' }),
    name: t.string({
      description: 'Its name.',
      args: { lang: t.arg({ type: Language, defaultValue: 'PL', required: true, description: 'The language.' }) },
      resolve: (topic, { lang }) => (lang === 'EN' ? topic.en : topic.pl),
    }),
  }),
});

builder.queryField('topics', (t) =>
  t.field({
    type: [Topic],
    description: 'All topics, in the order of the taxonomy.',
    complexity: { field: 1, multiplier: topics.length },
    resolve: () => [...topics],
  }),
);
