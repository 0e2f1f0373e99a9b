/** A call (nabór) for practices or for participants of a living lab. */
import { builder } from '#graphql/builder.ts';
import { OfficeTier } from '#offices';
import type { Channel as ChannelData } from '../model.ts';
import { Admission, Organiser } from './actors.ts';
import { Call, commonFields, Event, entriesOf, LivingLab, nodeOf } from './entries.ts';
import { AdmissionOrder, CallKind } from './enums.ts';
import { CallDocument, PlannedAndActual, Preference, Theme } from './parts.ts';
import { detailOf, text, texts, title } from './texts.ts';

const Channel = builder.objectRef<ChannelData>('CallChannel').implement({
  description: "A way to apply: an office's functional mailbox or a page.",
  fields: (t) => ({
    tier: t.expose('tier', {
      type: OfficeTier,
      nullable: true,
      description: 'The tier of administration that it is for; null when it is for all.',
    }),
    email: t.exposeString('email', { nullable: true, description: "An office's functional mailbox, as it was then." }),
    url: t.exposeString('url', { nullable: true, description: 'A page.' }),
    purpose: text(t, 'What it is for.', ({ purpose }) => purpose),
  }),
});

builder.node(Call, {
  description: 'A call (nabór): offices or units are asked to submit practices or to take part in a living lab.',
  ...nodeOf('CALL'),
  fields: (t) => ({
    ...commonFields<'CALL'>(t),
    title: title(t, 'Its title.', ({ outline }) => outline.title),
    kind: t.field({ type: CallKind, description: 'What it asks for.', resolve: ({ outline }) => outline.kind }),
    summary: text(t, 'What it is about.', async (entry, context) => (await detailOf(entry, context)).summary),
    motto: text(t, 'Its motto.', async (entry, context) => (await detailOf(entry, context)).motto),
    organisers: t.field({
      type: [Organiser],
      description: 'Who holds it.',
      resolve: ({ outline }) => [...(outline.organisers ?? [])],
    }),
    themes: t.field({
      type: [Theme],
      description: 'Its themes, in their order.',
      resolve: ({ outline }) => [...(outline.themes ?? [])],
    }),
    announcedOn: t.field({
      type: 'Date',
      nullable: true,
      description: 'The day it was announced.',
      resolve: ({ outline }) => outline.announcedOn,
    }),
    opensOn: t.field({
      type: 'Date',
      nullable: true,
      description: 'The first day of applications.',
      resolve: ({ outline }) => outline.opensOn,
    }),
    closesOn: t.field({
      type: 'Date',
      nullable: true,
      description: 'The last day of applications.',
      resolve: ({ outline }) => outline.closesOn,
    }),
    resultsOn: t.field({
      type: 'Date',
      nullable: true,
      description: 'The day on which the results are to be told.',
      resolve: ({ outline }) => outline.resultsOn,
    }),
    tiers: t.field({
      type: [OfficeTier],
      description: 'The tiers of administration that may apply.',
      resolve: ({ outline }) => [...(outline.tiers ?? [])],
    }),
    eligibility: texts(t, 'Who may apply.', async (entry, context) => (await detailOf(entry, context)).eligibility),
    channels: t.field({
      type: [Channel],
      description: 'Where to apply, by tier.',
      resolve: async (entry, _args, context) => [...((await detailOf(entry, context)).channels ?? [])],
    }),
    steps: texts(t, 'The steps of an application, in their order.', async (entry, context) => {
      return (await detailOf(entry, context)).steps;
    }),
    capacity: t.field({
      type: [PlannedAndActual],
      description: 'How many can be taken, and how many were.',
      resolve: ({ outline }) => [...(outline.capacity ?? [])],
    }),
    admission: t.field({
      type: AdmissionOrder,
      nullable: true,
      description: 'How it is decided who is taken; null when not known.',
      resolve: ({ outline }) => outline.admission,
    }),
    preferences: t.field({
      type: [Preference],
      description: 'Whom it prefers.',
      resolve: async (entry, _args, context) => [...((await detailOf(entry, context)).preferences ?? [])],
    }),
    benefits: texts(t, 'What those who are taken are promised.', async (entry, context) => {
      return (await detailOf(entry, context)).benefits;
    }),
    documents: t.field({
      type: [CallDocument],
      description: 'Its rules, forms and guidelines.',
      resolve: async (entry, _args, context) => [...((await detailOf(entry, context)).documents ?? [])],
    }),
    results: texts(t, 'What came of it.', async (entry, context) => (await detailOf(entry, context)).results),
    resultsUrl: t.string({
      nullable: true,
      description: 'Where its results are published.',
      resolve: async (entry, _args, context) => (await detailOf(entry, context)).resultsUrl,
    }),
    admitted: t.field({
      type: [Admission],
      description: 'Who was taken or is in reserve.',
      complexity: { field: 1, multiplier: 20 },
      resolve: ({ outline }) => [...(outline.admitted ?? [])],
    }),
    event: t.field({
      type: Event,
      nullable: true,
      description: 'The event at which the selected practices are shown.',
      resolve: ({ outline: { event } }, _args, context) =>
        event === undefined ? null : entriesOf(context).target('EVENT', event),
    }),
    livingLab: t.field({
      type: LivingLab,
      nullable: true,
      description: 'The living lab for which it seeks participants.',
      resolve: ({ outline: { livingLab } }, _args, context) =>
        livingLab === undefined ? null : entriesOf(context).target('LIVING_LAB', livingLab),
    }),
  }),
});
