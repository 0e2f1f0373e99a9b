/** The form of a call: questions in their order, and the JSON Schema of the answers that is kept with the call. */
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

export const questionTypes = [
  'declaration',
  'text',
  'choice',
  'number',
  'url',
  'office',
  'unit',
  'metric',
  'file',
] as const;
export type QuestionType = (typeof questionTypes)[number];

export interface Question {
  readonly key: string;
  readonly type: QuestionType;
  readonly isRequired: boolean;
  readonly labelPl: string;
  readonly labelEn: string;
  /** Of a text, characters; of a number, its maximum; of a file, megabytes. */
  readonly max?: number;
  readonly choices?: readonly string[];
}

export type Answers = Readonly<Record<string, string | number>>;

export class QuestionSyntaxError extends Error {
  readonly line: number;

  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

const defaultTextLength = 2_000;
const maxQuestions = 50;

/**
 * As an editor types them, a line for each: `key | type | required | Polish label | English label | max or choices`.
 * Declarations come first, whatever their lines: nobody fills in a form to which they may not apply.
 */
export function parseQuestions(text: string): Question[] {
  const lines = text.split('\n').map((line, index) => ({ line: line.trim(), number: index + 1 }));
  const questions = lines.filter(({ line }) => line !== '').map(({ line, number }) => parseLine(line, number));
  if (questions.length === 0) throw new QuestionSyntaxError(1, 'There is no question.');
  if (questions.length > maxQuestions) throw new QuestionSyntaxError(maxQuestions + 1, 'There are too many questions.');
  const keys = questions.map(({ key }) => key);
  const repeated = keys.findIndex((key, index) => keys.indexOf(key) !== index);
  if (repeated >= 0) throw new QuestionSyntaxError(repeated + 1, `The key ${keys[repeated]} is there twice.`);
  const isDeclaration = ({ type }: Question): boolean => type === 'declaration';
  return [...questions.filter(isDeclaration), ...questions.filter((question) => !isDeclaration(question))];
}

function parseLine(line: string, number: number): Question {
  const [key = '', typeName = '', required = '', labelPl = '', labelEn = '', extra = ''] = line
    .split('|')
    .map((part) => part.trim());
  const type = questionTypes.find((known) => known === typeName);
  if (!/^[a-z][a-z0-9_]{0,39}$/.test(key)) throw new QuestionSyntaxError(number, 'The key is not in small letters.');
  if (type === undefined) throw new QuestionSyntaxError(number, `The type is none of ${questionTypes.join(', ')}.`);
  if (labelPl === '' || labelEn === '') throw new QuestionSyntaxError(number, 'A label is missing.');
  const choices = extra
    .split(';')
    .map((choice) => choice.trim())
    .filter((choice) => choice !== '');
  if (type === 'choice' && choices.length < 2)
    throw new QuestionSyntaxError(number, 'A choice needs two values at least.');
  const max = /^\d{1,9}$/.test(extra) ? Number(extra) : undefined;
  return {
    key,
    type,
    isRequired: type === 'declaration' || /^(yes|tak|required)$/i.test(required),
    labelPl,
    labelEn,
    ...(type === 'choice' ? { choices } : {}),
    ...(max === undefined || type === 'choice' ? {} : { max }),
  };
}

/** As an editor typed them, to begin another call with. */
export function questionsText(questions: readonly Question[]): string {
  const lineOf = ({ key, type, isRequired, labelPl, labelEn, max, choices }: Question): string =>
    [key, type, isRequired ? 'yes' : 'no', labelPl, labelEn, choices?.join('; ') ?? max ?? ''].join(' | ').trim();
  return questions.map(lineOf).join('\n');
}

export function schemaOf(questions: readonly Question[]): object {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    additionalProperties: false,
    required: questions.filter(({ isRequired }) => isRequired).map(({ key }) => key),
    properties: Object.fromEntries(questions.map((question) => [question.key, propertyOf(question)])),
  };
}

function propertyOf({ type, max, choices, labelEn: title }: Question): object {
  switch (type) {
    case 'declaration':
      return { title, const: 'yes' };
    case 'choice':
      return { title, enum: choices };
    case 'number':
      return { title, type: 'number', minimum: 0, ...(max === undefined ? {} : { maximum: max }) };
    case 'url':
      return { title, type: 'string', format: 'uri', pattern: '^https?://', maxLength: 500 };
    case 'office':
    case 'unit':
    case 'metric':
      // Whether there is one is looked up when it is submitted.
      return { title, type: 'string', pattern: '^[\\w.-]{1,100}$' };
    case 'file':
      // SHA-256 of a file of the application; whether there is one is looked up when it is submitted.
      return { title, type: 'string', pattern: '^[0-9a-f]{64}$' };
    case 'text':
      return { title, type: 'string', minLength: 1, maxLength: max ?? defaultTextLength };
  }
}

/** What was typed in, as answers: what is empty is left out, a number is one where it can be. */
export function answersOf(questions: readonly Question[], typed: (key: string) => string): Answers {
  const entries = questions.flatMap(({ key, type }): [string, string | number][] => {
    const text = typed(key);
    if (text === '') return [];
    return [[key, type === 'number' && /^\d{1,12}([.,]\d{1,4})?$/.test(text) ? Number(text.replace(',', '.')) : text]];
  });
  return Object.fromEntries(entries);
}

/** Keys of questions whose answers are missing or do not fit. */
export function wrongAnswers(schema: object, answers: Answers): Set<string> {
  const ajv = new Ajv2020({ allErrors: true, strict: false });
  addFormats.default(ajv);
  const validate = ajv.compile(schema);
  if (validate(answers)) return new Set();
  return new Set((validate.errors ?? []).map(keyOfError));
}

function keyOfError({ instancePath, params }: ErrorObject): string {
  const [, key = ''] = instancePath.split('/');
  return key === '' ? String(params['missingProperty'] ?? params['additionalProperty'] ?? '') : key;
}
