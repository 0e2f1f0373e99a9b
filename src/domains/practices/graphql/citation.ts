/** Documents that entries cite, and what cites them. */
import { builder } from '#graphql/builder.ts';
import { Release, Source } from '#graphql/releases.ts';
import {
  Adoption,
  Call,
  Citation,
  CostBenefit,
  Event,
  entriesField,
  entriesOf,
  LivingLab,
  nodeOf,
  Practice,
} from './entries.ts';
import { PartialDate, PlannedAndActual } from './parts.ts';
import { text, title } from './texts.ts';

builder.node(Citation, {
  description: 'A document that entries cite as what they are told by.',
  ...nodeOf('CITATION'),
  fields: (t) => ({
    slug: t.exposeString('slug', { description: 'Its lasting name.' }),
    title: title(t, 'Its title.', ({ outline }) => outline.title),
    publisher: text(t, 'Who published it.', ({ outline }) => outline.publisher),
    publishedOn: t.field({
      type: PartialDate,
      nullable: true,
      description: 'When it was published.',
      resolve: ({ outline }) => outline.publishedOn,
    }),
    url: t.string({
      nullable: true,
      description: 'Where it can be read; null when that is not known.',
      resolve: ({ outline }) => outline.url,
    }),
    note: text(t, 'What is to be known of it.', ({ outline }) => outline.note),
    source: t.field({
      type: Source,
      description: 'The file that told of it last.',
      resolve: ({ sourceId }, _args, { loaders }, info) => loaders.releases.sources.get(sourceId, info),
    }),
    release: t.field({
      type: Release,
      description: 'The release that last changed it.',
      resolve: ({ changedIn }, _args, { loaders }, info) => loaders.releases.releases.get(changedIn, info),
    }),
    practices: entriesField(t, Practice, 'PRACTICE', 'Practices that cite it, by title.', ({ slug }, all) =>
      all.leadingTo('PRACTICE', 'CITATION', slug),
    ),
    adoptions: entriesField(t, Adoption, 'ADOPTION', 'Adoptions that cite it, the latest first.', ({ slug }, all) =>
      all.leadingTo('ADOPTION', 'CITATION', slug),
    ),
    costBenefits: entriesField(
      t,
      CostBenefit,
      'COST_BENEFIT',
      'Assessments of costs and benefits that cite it, the latest first.',
      ({ slug }, all) => all.leadingTo('COST_BENEFIT', 'CITATION', slug),
    ),
    calls: entriesField(t, Call, 'CALL', 'Calls that cite it, the latest first.', ({ slug }, all) =>
      all.leadingTo('CALL', 'CITATION', slug),
    ),
    events: entriesField(t, Event, 'EVENT', 'Events that cite it, the latest first.', ({ slug }, all) =>
      all.leadingTo('EVENT', 'CITATION', slug),
    ),
    livingLabs: entriesField(t, LivingLab, 'LIVING_LAB', 'Living labs that cite it, by title.', ({ slug }, all) =>
      all.leadingTo('LIVING_LAB', 'CITATION', slug),
    ),
  }),
});

builder.objectFields(PlannedAndActual, (t) => ({
  plannedCitation: t.field({
    type: Citation,
    nullable: true,
    description: 'The document that tells what was planned.',
    resolve: ({ plannedCitation: slug }, _args, context) =>
      slug === undefined ? null : entriesOf(context).target('CITATION', slug),
  }),
  actualCitation: t.field({
    type: Citation,
    nullable: true,
    description: 'The document that tells how many there were.',
    resolve: ({ actualCitation: slug }, _args, context) =>
      slug === undefined ? null : entriesOf(context).target('CITATION', slug),
  }),
}));
