/** A call (nabór) for practices or for participants of a living lab. */
import { builder } from '#graphql/builder.ts';
import { pageUrlField } from '#graphql/page-url.ts';
import { nodesByIds } from '#graphql/rows.ts';
import { OfficeTier } from '#offices';
import { Admission, Organiser } from './actors.ts';
import { commonFields } from './common.ts';
import { AdmissionOrder, CallKind } from './enums.ts';
import { Event } from './event.ts';
import { FieldsOf } from './fields.ts';
import { LivingLab } from './living-lab.ts';
import { CallDocument, Channel, Preference } from './parts.ts';
import { PlannedAndActual, Theme } from './rows.ts';

const call = new FieldsOf<'Call'>();
const exact = 'null where only a month or a year is known.';

export const Call = builder.prismaNode('Call', {
  description: 'A call (nabór): offices or units are invited to submit practices or to take part in a living lab.',
  select: { slug: true },
  nullable: true,
  extensions: { nodesByIds: nodesByIds(({ loaders }) => loaders.practices.call) },
  id: { field: 'slug', description: 'Global id; made from the slug.' },
  fields: (t) => ({
    ...commonFields(t, ({ loaders }, slug, info) => loaders.practices.citationsOfCall.load(slug, info)),
    url: t.string({ select: { slug: true }, ...pageUrlField('calls', ({ slug }: { slug: string }) => slug) }),
    title: call.title(t, 'titlePl', 'titleEn', 'Its title.'),
    kind: t.expose('kind', { type: CallKind, description: 'What it asks for.' }),
    summary: call.text(t, 'summaryPl', 'summaryEn', 'What it is about.'),
    motto: call.text(t, 'mottoPl', 'mottoEn', 'Its motto.'),
    organisers: call.many(
      t,
      'slug',
      Organiser,
      ({ loaders }, slug, info) => loaders.practices.organisersOfCall.load(slug, info),
      'Who organises it.',
    ),
    themes: call.many(
      t,
      'slug',
      Theme,
      ({ loaders }, slug, info) => loaders.practices.themesOfCall.load(slug, info),
      'Its themes, in their order.',
    ),
    announcedOn: call.day(t, 'announcedOn', `The day it was announced; ${exact}`),
    announcementDate: call.partialDate(t, 'announcedOn', 'When it was announced, as far as it is known.'),
    opensOn: call.day(t, 'opensOn', `The first day of applications; ${exact}`),
    openingDate: call.partialDate(t, 'opensOn', 'When applications open, as far as it is known.'),
    closesOn: call.day(t, 'closesOn', `The last day of applications; ${exact}`),
    closingDate: call.partialDate(t, 'closesOn', 'When applications close, as far as it is known.'),
    resultsOn: call.day(t, 'resultsOn', `The day on which the results are published; ${exact}`),
    resultsDate: call.partialDate(t, 'resultsOn', 'When the results are published, as far as it is known.'),
    tiers: t.expose('tiers', {
      type: [OfficeTier],
      description: 'The tiers of administration that may apply.',
    } as never),
    eligibility: call.texts(t, 'eligibility', 'Who may apply.'),
    channels: call.values(t, 'channels', Channel, 'Where to apply, by tier.'),
    steps: call.texts(t, 'steps', 'The steps of an application, in their order.'),
    capacity: call.many(
      t,
      'slug',
      PlannedAndActual,
      ({ loaders }, slug, info) => loaders.practices.numbersOfCall.load(slug, info),
      'How many can be accepted, and how many were.',
    ),
    admission: t.expose('admission', {
      type: AdmissionOrder,
      nullable: true,
      description: 'How applications are selected; null when not known.',
    }),
    preferences: call.values(t, 'preferences', Preference, 'Whom it prefers.'),
    benefits: call.texts(t, 'benefits', 'What accepted applicants get.'),
    documents: call.values(t, 'documents', CallDocument, 'Its rules, forms and guidelines.'),
    results: call.texts(t, 'results', 'What came of it.'),
    resultsUrl: t.exposeString('resultsUrl', { nullable: true, description: 'Where its results are published.' }),
    admitted: call.many(
      t,
      'slug',
      Admission,
      ({ loaders }, slug, info) => loaders.practices.admissionsOfCall.load(slug, info),
      'Who was accepted or is on the reserve list.',
      { field: 1, multiplier: 20 },
    ),
    event: call.one(
      t,
      'eventSlug',
      Event,
      ({ loaders }, slug, info) => loaders.practices.event.load(slug, info),
      'The event at which the selected practices are shown.',
      true,
    ),
    livingLab: call.one(
      t,
      'livingLabSlug',
      LivingLab,
      ({ loaders }, slug, info) => loaders.practices.livingLab.load(slug, info),
      'The living lab for which it seeks participants.',
      true,
    ),
  }),
});
