/** A call as an editor sends it: its inputs, and what the domain makes of them. */
import { builder } from '#graphql/builder.ts';
import { labelEnums } from '#graphql/labels.ts';
import { OfficeTier } from '#offices';
import { AdmissionOrder, CallKind } from '#practices';
import { TerritorialKindEnum } from '#registry';
import { FormError, type Question, type QuestionType } from '../questions.ts';
import type { NewCall } from '../store.ts';

const QuestionTypeEnum = builder.enumType('CallQuestionType', {
  description: 'What a question of a call takes as its answer.',
  values: {
    DECLARATION: { description: 'That the office declares it.' },
    TEXT: { description: 'A text.' },
    CHOICE: { description: 'One of several values.' },
    NUMBER: { description: 'A number from 0.' },
    URL: { description: 'A web address.' },
    OFFICE: { description: 'The code of an office.' },
    UNIT: { description: 'The TERC code of a unit.' },
    METRIC: { description: 'The code of a metric.' },
    FILE: { description: 'A file.' },
  } as const,
});
const PopulationRuleEnum = builder.enumType('PopulationRule', {
  description: 'What a range of population means for those who apply.',
  values: {
    CONDITION: { description: 'Who is outside of it cannot apply.' },
    PREFERENCE: { description: 'Who is inside of it is preferred.' },
  },
});
labelEnums({
  CallQuestionType: {
    DECLARATION: ['oświadczenie', 'Declaration'],
    TEXT: ['tekst', 'Text'],
    CHOICE: ['wybór', 'Choice'],
    NUMBER: ['liczba', 'Number'],
    URL: ['adres strony', 'Web address'],
    OFFICE: ['urząd', 'Office'],
    UNIT: ['jednostka', 'Unit'],
    METRIC: ['wskaźnik', 'Metric'],
    FILE: ['plik', 'File'],
  },
  PopulationRule: { CONDITION: ['warunek', 'Condition'], PREFERENCE: ['preferencja', 'Preference'] },
});

const LabelInput = builder.inputType('CallLabelInput', {
  description: 'A name in both languages.',
  fields: (t) => ({
    pl: t.string({ required: true, description: 'In Polish.' }),
    en: t.string({ required: true, description: 'In English.' }),
  }),
});

const ChoiceInput = builder.inputType('CallChoiceInput', {
  description: 'A value among which a question lets choose.',
  fields: (t) => ({
    value: t.string({ required: true, description: 'What is stored as the answer.' }),
    label: t.field({ type: LabelInput, required: true, description: 'Its name.' }),
  }),
});

const QuestionInput = builder.inputType('CallQuestionInput', {
  description: 'A question of the form of a call.',
  fields: (t) => ({
    key: t.string({ required: true, description: 'Its key: small letters, digits and `_`.' }),
    type: t.field({ type: QuestionTypeEnum, required: true, description: 'What it takes.' }),
    isRequired: t.boolean({ defaultValue: false, required: true, description: 'Whether it has to be answered.' }),
    label: t.field({ type: LabelInput, required: true, description: 'The question.' }),
    max: t.int({ description: 'Of a text, characters; of a number, its maximum; of a file, megabytes.' }),
    choices: t.stringList({ description: 'The values of a choice, which are shown as they are in both languages.' }),
    labelledChoices: t.field({
      type: [ChoiceInput],
      description: 'Instead of `choices`: the values of a choice with their names.',
    }),
    step: t.int({ defaultValue: 0, required: true, description: 'The step it belongs to, from 0.' }),
  }),
});

const CriterionInput = builder.inputType('CallCriterionInput', {
  description: 'What reviewers score.',
  fields: (t) => ({
    key: t.string({ required: true, description: 'Its key: small letters, digits and `_`.' }),
    label: t.field({ type: LabelInput, required: true, description: 'Its name.' }),
    weight: t.int({ required: true, description: 'Its weight, from 1 to 99.' }),
  }),
});

const ChannelInput = builder.inputType('CallChannelInput', {
  description: 'Where offices turn beside the form of the hub.',
  fields: (t) => ({
    tier: t.field({ type: OfficeTier, description: 'For whom; null: for all.' }),
    email: t.string({ description: 'A functional mailbox, never that of a person.' }),
    address: t.string({ description: 'A web address.' }),
  }),
});

const DocumentInput = builder.inputType('CallDocumentInput', {
  description: 'Rules, a form or guidelines.',
  fields: (t) => ({
    title: t.field({ type: LabelInput, required: true, description: 'What it is.' }),
    address: t.string({ required: true, description: 'Its web address.' }),
  }),
});

const PopulationInput = builder.inputType('CallPopulationInput', {
  description: 'A range of population.',
  fields: (t) => ({
    from: t.int({ required: true, description: 'The lower bound, included.' }),
    to: t.int({ required: true, description: 'The upper bound, included.' }),
    rule: t.field({ type: PopulationRuleEnum, required: true, description: 'What it means.' }),
  }),
});

export const CallInput = builder.inputType('CallInput', {
  description: 'A call as an editor prepares it.',
  fields: (t) => ({
    slug: t.string({ required: true, description: 'Its lasting name.' }),
    title: t.field({ type: LabelInput, required: true, description: 'Its title.' }),
    kind: t.field({ type: CallKind, required: true, description: 'What it asks for.' }),
    admission: t.field({ type: AdmissionOrder, required: true, description: 'How applications are selected.' }),
    capacity: t.int({ required: true, description: 'How many can be accepted.' }),
    tiers: t.field({ type: [OfficeTier], description: 'The tiers that may apply; none: all.' }),
    unitKinds: t.field({
      type: [TerritorialKindEnum],
      description: 'Kinds of units whose offices may apply; none: all.',
    }),
    population: t.field({ type: PopulationInput, description: 'A range of population.' }),
    channels: t.field({ type: [ChannelInput], description: 'Where to turn, by tier.' }),
    documents: t.field({ type: [DocumentInput], description: 'Rules, forms and guidelines.' }),
    opensAt: t.field({ type: 'DateTime', required: true, description: 'When it opens.' }),
    closesAt: t.field({ type: 'DateTime', required: true, description: 'When it closes.' }),
    resultsDueOn: t.field({ type: 'Date', description: 'The day on which the results are to be published.' }),
    themes: t.field({ type: [LabelInput], description: 'Its themes, in their order.' }),
    steps: t.field({ type: [LabelInput], description: 'The steps of the form; none: one without a name.' }),
    questions: t.field({ type: [QuestionInput], required: true, description: 'Its questions, in their order.' }),
    criteria: t.field({ type: [CriterionInput], description: 'What reviewers score.' }),
    reviewsNeeded: t.int({ defaultValue: 2, required: true, description: 'Completed reviews that a decision needs.' }),
    reviewsDueAt: t.field({ type: 'DateTime', description: 'Until when reviewers complete their reviews.' }),
  }),
});

function questionOf({
  key,
  type: name,
  label,
  max,
  choices,
  labelledChoices,
  step,
  isRequired,
}: typeof QuestionInput.$inferInput): Question {
  const type = name.toLowerCase() as QuestionType;
  if (choices != null && labelledChoices != null) throw new FormError('CHOICES', key);
  const labelled = labelledChoices?.map(({ value, label: { pl, en } }) => ({ value, pl, en }));
  return {
    key,
    type,
    isRequired: isRequired || type === 'declaration',
    labelPl: label.pl.trim(),
    labelEn: label.en.trim(),
    ...(max == null || type === 'choice' ? {} : { max }),
    ...(type === 'choice' ? { choices: labelled ?? choices ?? [] } : {}),
    ...(step === 0 ? {} : { step }),
  };
}

export function newCallOf(input: typeof CallInput.$inferInput): NewCall {
  const { slug, title, kind, admission, capacity, population, opensAt, closesAt, reviewsNeeded } = input;
  const questions = input.questions.map(questionOf);
  const criteria = (input.criteria ?? []).map(({ key, label, weight }) => ({
    key,
    labelPl: label.pl,
    labelEn: label.en,
    weight,
  }));
  return {
    slug,
    titlePl: title.pl,
    titleEn: title.en,
    kind,
    admission,
    capacity,
    tiers: input.tiers ?? [],
    unitKinds: input.unitKinds ?? [],
    populationFrom: population?.from ?? null,
    populationTo: population?.to ?? null,
    populationRule: population?.rule ?? null,
    channels: (input.channels ?? []).map(({ tier, email, address }) => ({
      tier: tier ?? null,
      email: email ?? null,
      url: address ?? null,
    })),
    documents: (input.documents ?? []).map(({ title: { pl, en }, address }) => ({ pl, en, url: address })),
    opensAt,
    closesAt,
    resultsDueOn: input.resultsDueOn ?? null,
    themes: input.themes ?? [],
    steps: input.steps ?? [],
    questions,
    criteria: admission === 'REVIEW' ? criteria : [],
    reviewsNeeded,
    reviewsDueAt: input.reviewsDueAt ?? null,
  };
}
