/** Documents that entries cite. */
import { builder } from '#graphql/builder.ts';
import { rowRelease, rowSource } from '#graphql/releases.ts';
import { nodesByIds } from '#graphql/rows.ts';
import { FieldsOf } from './fields.ts';
import { shownWhereCited } from './shown-at.ts';

const citation = new FieldsOf<'Citation'>();

export const Citation = builder.prismaNode('Citation', {
  description: 'A document that entries cite as their source.',
  select: { slug: true },
  nullable: true,
  extensions: { nodesByIds: nodesByIds(({ loaders }) => loaders.practices.citation) },
  id: { field: 'slug', description: 'Global id; made from the slug.' },
  fields: (t) => ({
    slug: t.exposeString('slug', { description: 'Its lasting name.' }),
    title: citation.title(t, 'titlePl', 'titleEn', 'Its title.'),
    publisher: citation.text(t, 'publisherPl', 'publisherEn', 'Who published it.'),
    publishedOn: citation.partialDate(t, 'publishedOn', 'When it was published.'),
    url: t.string({
      ...shownWhereCited,
      description: 'The address of the page of the first entry that cites it.',
    }),
    documentUrl: t.exposeString('url', {
      nullable: true,
      description: 'Where it can be read; null when that is not known.',
    }),
    note: citation.text(t, 'notePl', 'noteEn', 'A note on it.'),
    source: t.field({ ...rowSource, description: 'The last source.' }),
    release: t.field({ ...rowRelease, description: 'The release that last changed it.' }),
  }),
});
