/** The small values that entries are made of, which stand in columns of their own entry. */
import { builder } from '#graphql/builder.ts';
import { Money } from '#graphql/money.ts';
import { Language } from '#graphql/scalars.ts';
import { OfficeTier } from '#offices';
import type {
  CallDocument as CallDocumentData,
  Channel as ChannelData,
  CostOrBenefit as CostOrBenefitData,
  Inference as InferenceData,
  LabStage,
  LocalText,
  PartialDate as PartialDateText,
  Preference as PreferenceData,
} from '../model.ts';
import { firstDayOf, lastDayOf } from '../partial-date.ts';
import { inLanguage } from './language.ts';

export const PartialDate = builder.objectRef<PartialDateText>('PartialDate').implement({
  description: 'A day, a month or a year, as far as it is known; no day is made up.',
  fields: (t) => ({
    text: t.string({ description: '`2017`, `2017-10` or `2017-10-25`.', resolve: (date) => date }),
    first: t.field({ type: 'Date', description: 'The first day that it may mean.', resolve: firstDayOf }),
    last: t.field({ type: 'Date', description: 'The last day that it may mean.', resolve: lastDayOf }),
  }),
});

type Fields<T> = Parameters<Parameters<ReturnType<typeof builder.objectRef<T>>['implement']>[0]['fields'] & {}>[0];

function text<T extends object>(t: Fields<T>, description: string, textOf: (value: T) => LocalText | undefined) {
  return t.string({
    nullable: true,
    description,
    args: { lang: t.arg({ type: Language, defaultValue: 'PL', required: true, description: 'The language.' }) },
    resolve: (value, { lang }) => {
      const found = textOf(value as T);
      return found === undefined ? null : inLanguage(found, lang);
    },
  });
}

function title<T extends object>(t: Fields<T>, description: string, textOf: (value: T) => LocalText) {
  return t.string({
    description,
    args: { lang: t.arg({ type: Language, defaultValue: 'PL', required: true, description: 'The language.' }) },
    resolve: (value, { lang }) => inLanguage(textOf(value as T), lang),
  });
}

export const CallDocument = builder.objectRef<CallDocumentData>('CallDocument').implement({
  description: 'A document of a call: rules, forms, guidelines.',
  fields: (t) => ({
    title: title(t, 'What it is.', ({ title }) => title),
    url: t.exposeString('url', { nullable: true, description: 'Where it is; null when the source does not say.' }),
  }),
});

export const Channel = builder.objectRef<ChannelData>('CallChannel').implement({
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

export const CostOrBenefit = builder.objectRef<CostOrBenefitData>('CostOrBenefit').implement({
  description: 'One cost or one benefit of a practice.',
  fields: (t) => ({
    what: title(t, 'What it is.', ({ what }) => what),
    money: t.expose('money', {
      type: Money,
      nullable: true,
      description: 'How much it is in money over the assessed period; null when it was not put into money.',
    }),
  }),
});

export const Inference = builder.objectRef<InferenceData>('Inference').implement({
  description: 'A fact that no source states, and how it was inferred.',
  fields: (t) => ({
    field: t.exposeString('field', { description: 'The field that was inferred, such as `closesOn`.' }),
    reason: title(t, 'How it was inferred.', ({ reason }) => reason),
  }),
});

export const Preference = builder.objectRef<PreferenceData>('CallPreference').implement({
  description: 'Whom a call prefers.',
  fields: (t) => ({
    text: title(t, 'In words.', ({ text }) => text),
    populationFrom: t.exposeInt('populationFrom', {
      nullable: true,
      description: 'The minimum number of inhabitants of a preferred unit.',
    }),
    populationTo: t.exposeInt('populationTo', {
      nullable: true,
      description: 'The maximum number of inhabitants of a preferred unit.',
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
