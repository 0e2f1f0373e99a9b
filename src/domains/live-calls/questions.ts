/** The form of a call: questions in their order, and the JSON Schema of the answers that is kept with the call. */
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { type Choice, choicesText, parseChoices, problemOfChoices, schemaOfChoices } from './choices.ts';

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
  readonly choices?: readonly Choice[];
  /** Of a form with steps, from 0, which is left out. */
  readonly step?: number;
}

export type Answers = Readonly<Record<string, string | number>>;

export type FormProblem =
  | 'TYPE'
  | 'KEY'
  | 'LABEL'
  | 'CHOICES'
  | 'CHOICE_LABEL'
  | 'TEXT_LENGTH'
  | 'NO_QUESTION'
  | 'TOO_MANY'
  | 'REPEATED_KEY'
  | 'STEP_NAME'
  | 'NO_STEP'
  | 'EMPTY_STEP';

export class FormError extends Error {
  readonly problem: FormProblem;
  /** The number of the line or the key of the question; null: of the whole. */
  readonly place: string | null;

  constructor(problem: FormProblem, place: string | null = null) {
    super(problem);
    this.problem = problem;
    this.place = place;
  }
}

const defaultTextLength = 2_000;
/** What a draft stores of one answer. */
export const maxAnswerLength = 10_000;
const maxQuestions = 50;
const maxLabelLength = 500;

export interface CallForm {
  /** In their order; empty: one step without a name. */
  readonly steps: readonly LocalLabel[];
  readonly questions: readonly Question[];
}

export interface LocalLabel {
  readonly pl: string;
  readonly en: string;
}

/**
 * As an editor types them, a line for each: `key | type | required | Polish label | English label | max or choices`. A line
 * `# Polish name | English name` begins a step.
 */
export function parseForm(text: string): CallForm {
  const steps: LocalLabel[] = [];
  const questions: Question[] = [];
  for (const [index, line] of text
    .split('\n')
    .map((one) => one.trim())
    .entries()) {
    if (line === '') continue;
    if (line.startsWith('#')) {
      const [pl = '', en = ''] = partsOf(line.slice(1));
      if (steps.length === 0 && questions.length > 0) {
        throw new FormError('NO_STEP', String(index + 1));
      }
      steps.push({ pl, en });
    } else questions.push(parseLine(line, index + 1, Math.max(0, steps.length - 1)));
  }
  return orderedForm({ steps, questions });
}

function parseLine(line: string, number: number, step: number): Question {
  const [key = '', typeName = '', required = '', labelPl = '', labelEn = '', extra = ''] = partsOf(line);
  const type = questionTypes.find((known) => known === typeName);
  if (type === undefined) throw new FormError('TYPE', String(number));
  const choices = type === 'choice' ? parseChoices(extra) : [];
  if (choices === null) throw new FormError('CHOICE_LABEL', String(number));
  const question: Question = {
    key,
    type,
    isRequired: type === 'declaration' || /^(yes|tak|required)$/i.test(required),
    labelPl,
    labelEn,
    ...(step === 0 ? {} : { step }),
    ...(type === 'choice' ? { choices } : {}),
    ...(type !== 'choice' && /^\d{1,9}$/.test(extra) ? { max: Number(extra) } : {}),
  };
  const problem = problemOf(question);
  if (problem !== null) throw new FormError(problem, String(number));
  return question;
}

const partsOf = (line: string): string[] => line.split('|').map((part) => part.trim());

function problemOf({ key, type, labelPl, labelEn, max, choices }: Question): FormProblem | null {
  if (!/^[a-z][a-z0-9_]{0,39}$/.test(key)) return 'KEY';
  if (![labelPl, labelEn].every(isLabel)) return 'LABEL';
  if (type === 'text' && (max ?? 1) > maxAnswerLength) return 'TEXT_LENGTH';
  return type === 'choice' ? problemOfChoices(choices ?? []) : null;
}

const isLabel = (text: string): boolean => text !== '' && text.length <= maxLabelLength && !/[|\n]/.test(text);

/**
 * The form with its declarations before the other questions of their step: nobody fills in a form to which they may not
 * apply. Throws what is wrong with it.
 */
export function orderedForm({ steps, questions }: CallForm): CallForm {
  if (questions.length === 0) throw new FormError('NO_QUESTION');
  if (questions.length > maxQuestions) throw new FormError('TOO_MANY');
  for (const [index, question] of questions.entries()) {
    const problem = problemOf(question);
    const { key, step = 0 } = question;
    if (problem !== null) throw new FormError(problem, key);
    if (questions.findIndex((one) => one.key === key) < index) throw new FormError('REPEATED_KEY', key);
    if (step > 0 && step >= steps.length) throw new FormError('NO_STEP', key);
  }
  for (const [index, { pl, en }] of steps.entries()) {
    if (![pl, en].every(isLabel)) throw new FormError('STEP_NAME', String(index + 1));
    if (questions.every(({ step = 0 }) => step !== index)) throw new FormError('EMPTY_STEP', String(index + 1));
  }
  const rank = ({ step = 0, type }: Question): number => step * 2 + (type === 'declaration' ? 0 : 1);
  return { steps, questions: questions.toSorted((a, b) => rank(a) - rank(b)) };
}

/** As an editor typed them, to begin another call with. */
export function formText({ steps, questions }: CallForm): string {
  const lineOf = ({ key, type, isRequired, labelPl, labelEn, max, choices }: Question): string =>
    [key, type, isRequired ? 'yes' : 'no', labelPl, labelEn, choices === undefined ? (max ?? '') : choicesText(choices)]
      .join(' | ')
      .trim();
  if (steps.length === 0) return questions.map(lineOf).join('\n');
  return steps
    .flatMap(({ pl, en }, index) => [
      `# ${pl} | ${en}`,
      ...questions.filter(({ step = 0 }) => step === index).map(lineOf),
    ])
    .join('\n');
}

/** How many steps are shown: the next one follows once all before it are filled in. */
export function shownSteps({ steps, questions }: CallForm, wrong: ReadonlySet<string>): number {
  const first = questions.find(({ key }) => wrong.has(key));
  return first === undefined ? Math.max(1, steps.length) : (first.step ?? 0) + 1;
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
      return { title, ...schemaOfChoices(choices ?? []) };
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
