/** The small values that entries are made of. */
import { builder } from '#graphql/builder.ts';
import type {
  Evidence as EvidenceData,
  Inference as InferenceData,
  LabStage,
  Material as MaterialData,
  PartialDate as PartialDateText,
  PlannedAndActual as PlannedAndActualData,
  Preference as PreferenceData,
  Theme as ThemeData,
} from '../model.ts';
import { firstDayOf, lastDayOf } from '../partial-date.ts';
import { topicBySlug } from '../topics.ts';
import { CountedThing, MaterialType } from './enums.ts';
import { text, title } from './texts.ts';
import { Topic } from './topic.ts';

export const PartialDate = builder.objectRef<PartialDateText>('PartialDate').implement({
  description: 'A day, a month or a year, as far as it is known; no day is made up.',
  fields: (t) => ({
    text: t.string({ description: '`2017`, `2017-10` or `2017-10-25`.', resolve: (date) => date }),
    first: t.field({ type: 'Date', description: 'The first day that it may mean.', resolve: firstDayOf }),
    last: t.field({ type: 'Date', description: 'The last day that it may mean.', resolve: lastDayOf }),
  }),
});

export const Material = builder.objectRef<MaterialData>('Material').implement({
  description: 'Slides, a recording or a document.',
  fields: (t) => ({
    type: t.expose('type', { type: MaterialType, description: 'Its kind.' }),
    title: text(t, 'Its title.', ({ title }) => title),
    url: t.exposeString('url', { description: 'Where it is.' }),
    licence: t.exposeString('licence', { nullable: true, description: 'The terms of use; null when none are known.' }),
  }),
});

export const Evidence = builder.objectRef<EvidenceData>('Evidence').implement({
  description: 'What shows that a practice works.',
  fields: (t) => ({
    title: title(t, 'What it is.', ({ title }) => title),
    url: t.exposeString('url', { nullable: true, description: 'Where it can be read.' }),
    metric: t.exposeString('metric', { nullable: true, description: 'The code of a metric of the hub that shows it.' }),
  }),
});

export const CallDocument = builder.objectRef<{ title: ThemeData['title']; url?: string }>('CallDocument').implement({
  description: 'A document of a call: rules, forms, guidelines.',
  fields: (t) => ({
    title: title(t, 'What it is.', ({ title }) => title),
    url: t.exposeString('url', { nullable: true, description: 'Where it is; null when the source does not say.' }),
  }),
});

export const Inference = builder.objectRef<InferenceData>('Inference').implement({
  description: 'Something that no source says outright, and how it was inferred.',
  fields: (t) => ({
    field: t.exposeString('field', { description: 'The field that was inferred, such as `closesOn`.' }),
    reason: title(t, 'How it was inferred.', ({ reason }) => reason),
  }),
});

export const PlannedAndActual = builder.objectRef<PlannedAndActualData>('PlannedAndActual').implement({
  description: 'How many there were to be, and how many there were: two facts, each with its own source.',
  fields: (t) => ({
    of: t.expose('of', { type: CountedThing, description: 'What is counted.' }),
    planned: t.exposeInt('planned', { nullable: true, description: 'How many were planned; null when not known.' }),
    actual: t.exposeInt('actual', { nullable: true, description: 'How many there were; null when not known (yet).' }),
  }),
});

export const Theme = builder.objectRef<ThemeData>('Theme').implement({
  description: 'A theme of a call.',
  fields: (t) => ({
    title: title(t, 'The theme, as its organisers word it.', ({ title }) => title),
    topic: t.field({
      type: Topic,
      nullable: true,
      description: 'The topic of the taxonomy that it comes nearest to.',
      resolve: ({ topic }) => (topic === undefined ? null : topicBySlug.get(topic)),
    }),
  }),
});

export const Preference = builder.objectRef<PreferenceData>('CallPreference').implement({
  description: 'Whom a call prefers.',
  fields: (t) => ({
    text: title(t, 'In words.', ({ text }) => text),
    populationFrom: t.exposeInt('populationFrom', {
      nullable: true,
      description: 'The least number of inhabitants of a preferred unit.',
    }),
    populationTo: t.exposeInt('populationTo', {
      nullable: true,
      description: 'The greatest number of inhabitants of a preferred unit.',
    }),
  }),
});

export const LivingLabStage = builder.objectRef<LabStage>('LivingLabStage').implement({
  description: 'A stage of a living lab.',
  fields: (t) => ({
    title: title(t, 'What is done in it.', ({ title }) => title),
    description: text(t, 'How.', ({ description }) => description),
    from: t.expose('from', { type: PartialDate, nullable: true, description: 'When it begins.' }),
    to: t.expose('to', { type: PartialDate, nullable: true, description: 'When it ends.' }),
  }),
});
