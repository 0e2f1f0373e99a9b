/** The values among which a question of a call lets choose, with their names in both languages where they have some. */

export interface LabelledChoice {
  /** What is stored as the answer. */
  readonly value: string;
  readonly pl: string;
  readonly en: string;
}

/** A text alone is shown as it is in both languages. */
export type Choice = string | LabelledChoice;

export function labelledChoice(choice: Choice): LabelledChoice {
  return typeof choice === 'string' ? { value: choice, pl: choice, en: choice } : choice;
}

const maxValueLength = 100;
const maxLabelLength = 200;
/** What separates the parts of a choice, and one from the next, where an editor types them. */
const separators = /[|;\n]|\s[=/]\s/;

/** Null: they can be offered. */
export function problemOfChoices(choices: readonly Choice[]): 'CHOICES' | 'CHOICE_LABEL' | null {
  const values = new Set(choices.map((choice) => labelledChoice(choice).value));
  if (values.size < 2 || values.size < choices.length) return 'CHOICES';
  const isWrong = choices.some(
    (choice) =>
      typeof choice !== 'string' &&
      !(isPart(choice.value, maxValueLength) && isPart(choice.pl, maxLabelLength) && isPart(choice.en, maxLabelLength)),
  );
  return isWrong ? 'CHOICE_LABEL' : null;
}

function isPart(text: string, maxLength: number): boolean {
  return text.trim() !== '' && text.length <= maxLength && !separators.test(text);
}

/** As an editor types them: `value = in Polish / in English; …`, or the values alone. Null: one has half of its names. */
export function parseChoices(text: string): Choice[] | null {
  const typed = text
    .split(';')
    .map((choice) => choice.trim())
    .filter((choice) => choice !== '');
  const choices = typed.map(parseChoice);
  return choices.includes(null) ? null : (choices as Choice[]);
}

function parseChoice(text: string): Choice | null {
  const [value = '', labels, ...more] = text.split(/\s+=\s+/);
  if (labels === undefined) return text;
  const [pl = '', en = '', ...others] = labels.split(/\s+\/\s+/);
  return pl === '' || en === '' || more.length + others.length > 0 ? null : { value, pl, en };
}

export function choicesText(choices: readonly Choice[]): string {
  return choices
    .map((choice) => (typeof choice === 'string' ? choice : `${choice.value} = ${choice.pl} / ${choice.en}`))
    .join('; ');
}

/** The part of a JSON Schema. */
export function schemaOfChoices(choices: readonly Choice[]): object {
  if (choices.every((choice) => typeof choice === 'string')) return { enum: choices };
  return {
    oneOf: choices.map(labelledChoice).map(({ value, pl, en }) => ({ const: value, title: en, labels: { pl, en } })),
  };
}
