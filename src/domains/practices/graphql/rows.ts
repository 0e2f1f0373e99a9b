/** What belongs to entries and is a row of its own. */
import { builder } from '#graphql/builder.ts';
import { Citation } from './citation.ts';
import { CountedThing, MaterialType } from './enums.ts';
import { FieldsOf } from './fields.ts';
import { ownerAndOrdinal, partKey } from './part-keys.ts';
import { shownOnCall, shownOnCallOrEvent, shownWithEvidence, shownWithMaterial } from './shown-at.ts';
import { Topic } from './topic.ts';

const material = new FieldsOf<'Material'>();
const evidence = new FieldsOf<'Evidence'>();
const theme = new FieldsOf<'CallTheme'>();
const number = new FieldsOf<'PlannedNumber'>();

export const Material = builder.prismaNode('Material', {
  description: 'Slides, a recording or a document.',
  select: { id: true },
  nullable: true,
  id: { field: 'id', description: 'Global id.' },
  fields: (t) => ({
    type: t.expose('type', { type: MaterialType, description: 'Its kind.' }),
    title: material.text(t, 'titlePl', 'titleEn', 'Its title.'),
    url: t.string(shownWithMaterial),
    contentUrl: t.exposeString('url', { description: 'Where it is.' }),
    licence: t.exposeString('licence', { nullable: true, description: 'The terms of use; null when none are known.' }),
  }),
});

export const Evidence = builder.prismaNode('Evidence', {
  description: 'What shows that a practice works.',
  select: { id: true },
  nullable: true,
  id: { field: 'id', description: 'Global id.' },
  fields: (t) => ({
    title: evidence.title(t, 'titlePl', 'titleEn', 'What it is.'),
    url: t.string(shownWithEvidence),
    documentUrl: t.exposeString('url', { nullable: true, description: 'Where it can be read.' }),
    metricCode: t.exposeString('metricCode', {
      nullable: true,
      description: 'The code of a metric of the hub that shows it.',
    }),
  }),
});

export const Theme = builder.prismaNode('CallTheme', {
  variant: 'Theme',
  description: 'A theme of a call.',
  select: { callSlug: true, ordinal: true },
  nullable: true,
  id: { resolve: ({ callSlug, ordinal }) => partKey(callSlug, ordinal), description: 'Global id.' },
  findUnique: (key) => {
    const [callSlug, ordinal] = ownerAndOrdinal(key);
    return { callSlug_ordinal: { callSlug, ordinal } };
  },
  fields: (t) => ({
    url: t.string(shownOnCall),
    title: theme.title(t, 'titlePl', 'titleEn', 'The theme, as its organisers word it.'),
    topic: theme.one(
      t,
      'topicSlug',
      Topic,
      ({ loaders }, slug, info) => loaders.practices.topic.load(slug, info),
      'The topic of the taxonomy that it comes nearest to.',
      true,
    ),
  }),
});

export const PlannedAndActual = builder.prismaNode('PlannedNumber', {
  variant: 'PlannedAndActual',
  description: 'A planned and an actual number: two facts, each with its own source.',
  select: { id: true },
  nullable: true,
  id: { field: 'id', description: 'Global id.' },
  fields: (t) => ({
    url: t.string(shownOnCallOrEvent),
    counted: t.expose('counted', { type: CountedThing, description: 'What is counted.' }),
    planned: t.exposeInt('planned', { nullable: true, description: 'The planned number; null when not known.' }),
    actual: t.exposeInt('actual', { nullable: true, description: 'The actual number; null when not known (yet).' }),
    plannedCitation: number.one(
      t,
      'plannedCitationSlug',
      Citation,
      ({ loaders }, slug, info) => loaders.practices.citation.load(slug, info),
      'The document that states what was planned.',
      true,
    ),
    actualCitation: number.one(
      t,
      'actualCitationSlug',
      Citation,
      ({ loaders }, slug, info) => loaders.practices.citation.load(slug, info),
      'The document that states how many there were.',
      true,
    ),
  }),
});
