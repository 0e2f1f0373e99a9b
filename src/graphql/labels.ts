/** What the values of enums are called: for people, in both languages. Every enum has labels for all of its values. */
import { isEnumType } from 'graphql';
import { BadInputError, type MessageLanguage } from '#platform/errors.ts';
import { builder } from './builder.ts';
import { inLanguage, languageArgument } from './language.ts';

type Label = readonly [polish: string, english: string];

const labels = new Map<string, Readonly<Record<string, Label>>>();

/** By the names of enums and of their values. */
export function labelEnums(all: Readonly<Record<string, Readonly<Record<string, Label>>>>): void {
  for (const [name, ofEnum] of Object.entries(all)) labels.set(name, ofEnum);
}

/** The value itself where there is no such enum. */
export function labelOf(enumName: string, value: string, language: MessageLanguage): string {
  const [polish, english] = labels.get(enumName)?.[value] ?? [value, value];
  return language === 'pl' ? polish : english;
}

interface LabelledValue {
  readonly value: string;
  readonly label: Label;
  readonly description: string;
}

const EnumValueLabel = builder.objectRef<LabelledValue>('EnumValueLabel').implement({
  description: 'A value of an enum and its label.',
  fields: (t) => ({
    value: t.exposeString('value', { description: 'The value, as in responses and arguments.' }),
    label: t.string({
      description: 'The label.',
      args: { lang: t.arg(languageArgument) },
      resolve: ({ label: [polish, english] }, { lang }) => inLanguage(lang, polish, english),
    }),
    description: t.exposeString('description', { description: 'The description in the schema, in English.' }),
  }),
});

builder.queryField('labels', (t) =>
  t.field({
    type: [EnumValueLabel],
    description: 'The labels of the values of an enum, in the order of the schema.',
    complexity: { field: 1, multiplier: 10 },
    args: {
      enum: t.arg.string({ required: true, description: 'The name of the enum, such as `OfficeKind`.' }),
    },
    resolve: (_root, { enum: name }, _context, { schema }) => {
      const type = schema.getType(name);
      const known = labels.get(name);
      if (!isEnumType(type) || known === undefined) throw unknownEnum(name);
      return type.getValues().map(({ name: value, description }) => ({
        value,
        label: known[value] ?? [value, value],
        description: description ?? '',
      }));
    },
  }),
);

function unknownEnum(name: string): BadInputError {
  return new BadInputError(`There is no enum "${name.slice(0, 80)}".`, 'Take its name from the schema.', {
    polish: `Nie ma wyliczenia "${name.slice(0, 80)}". Weź jego nazwę ze schematu.`,
  });
}
