/** The form of a call: its questions as fields, what was filled in, and what those who read it see of the answers. */
import {
  type Answers,
  type ApplicationFile,
  acceptedExtensions,
  answersOf,
  type CallForm,
  findApplication,
  type LiveCall,
  labelledChoice,
  maxAnswerLength,
  type Question,
} from '#live-calls';
import type { Block, Cell, Field } from '#portal/private/page.ts';
import type { UploadProblem } from '../uploads/index.ts';
import { callTexts } from './calls-texts.ts';
import { type NameOf, namesOf } from './entry-names.ts';
import { type SignedInExchange, typed } from './exchange.ts';

const wordsOf = ({ language }: Pick<SignedInExchange, 'language'>) => callTexts[language];
const megabyte = 1024 * 1024;

export interface FilledIn {
  readonly answers: Answers;
  readonly files: readonly ApplicationFile[];
  /** By the keys of questions. */
  readonly errors?: ReadonlyMap<string, string>;
}

/** Of a question or a criterion. */
export function labelOf(
  { language }: Pick<SignedInExchange, 'language'>,
  { labelPl, labelEn }: Pick<Question, 'labelPl' | 'labelEn'>,
): string {
  return language === 'pl' ? labelPl : labelEn;
}

/** Nothing is "required" for the browser: a draft may be saved as it stands. The first steps alone, where so many are shown. */
export function questionFields(
  exchange: SignedInExchange,
  { steps, questions }: CallForm,
  filled: FilledIn,
  shown = Number.POSITIVE_INFINITY,
): Field[] {
  if (steps.length === 0) return questions.flatMap((question) => fieldsOf(exchange, question, filled));
  const words = wordsOf(exchange);
  return steps
    .slice(0, shown)
    .flatMap((step, index) => [
      { name: `step_${index}`, type: 'heading', label: words.step(index + 1, steps.length, step[exchange.language]) },
      ...questions
        .filter((question) => (question.step ?? 0) === index)
        .flatMap((question) => fieldsOf(exchange, question, filled)),
    ]);
}

function fieldsOf(exchange: SignedInExchange, question: Question, { answers, files, errors }: FilledIn): Field[] {
  const words = wordsOf(exchange);
  const { key, type, choices, max, isRequired } = question;
  const label = labelOf(exchange, question);
  const error = errors?.get(key);
  const value = String(answers[key] ?? '');
  const common = {
    name: `answer_${key}`,
    label: isRequired ? `${label} *` : label,
    value,
    ...(error === undefined ? {} : { error }),
  };
  switch (type) {
    case 'declaration':
      return [{ ...common, type: 'checkbox', hint: words.agree }];
    case 'choice': {
      const offered = (choices ?? []).map(labelledChoice);
      const options = offered.map((choice) => ({ value: choice.value, label: choice[exchange.language] }));
      return [{ ...common, type: 'select', options: [{ value: '', label: '' }, ...options] }];
    }
    case 'text':
      return [{ ...common, type: 'textarea', maxLength: max ?? 2_000 }];
    case 'number':
      return [{ ...common, type: 'text' }];
    case 'office':
    case 'unit':
    case 'metric':
      return [{ ...common, type: 'text', hint: words.codeHints[type], maxLength: 100 }];
    case 'url':
      return [{ ...common, type: 'url' }];
    case 'file': {
      const file = files.find(({ sha256 }) => sha256 === value);
      const hint = words.fileHint(acceptedExtensions.join(', '), megabytesOf(exchange, question));
      const chosen: Field = { ...common, name: `file_${key}`, type: 'file', value: '', hint };
      if (file === undefined) return [chosen];
      return [
        { name: `answer_${key}`, type: 'hidden', value },
        chosen,
        { name: `remove_${key}`, type: 'checkbox', label: words.removeFile(file.name) },
      ];
    }
  }
}

function megabytesOf({ parts }: SignedInExchange, { max }: Question): number {
  const allowed = Math.floor((parts.uploads?.maxBytes ?? 0) / megabyte);
  return Math.min(max ?? allowed, allowed);
}

const referenceTypes = { office: 'OFFICE', unit: 'TERRITORIAL_UNIT', metric: 'METRIC' } as const;
const referencePages = { office: 'offices', unit: 'units', metric: 'metrics' } as const;

type ReferenceType = keyof typeof referenceTypes;

/** Answers as they are read, with links to files and to what they name. */
export async function answerFacts(
  exchange: SignedInExchange,
  { questions }: LiveCall,
  { answers, files }: FilledIn,
  pathOfFile: (question: Question, file: ApplicationFile) => string,
): Promise<(readonly [string, Cell | null])[]> {
  const named = questions.flatMap(({ key, type }) =>
    isReference(type) && answers[key] !== undefined ? [{ type: referenceTypes[type], key: String(answers[key]) }] : [],
  );
  const nameOf = await namesOf(exchange, named);
  return questions.map((question): readonly [string, Cell | null] => {
    const answer = answers[question.key];
    if (isReference(question.type) && answer !== undefined) {
      return [labelOf(exchange, question), referenceCell(question.type, String(answer), nameOf)];
    }
    if (question.type !== 'file' || answer === undefined) {
      return [labelOf(exchange, question), answer === undefined ? null : answerText(exchange, question, answer)];
    }
    const file = files.find(({ sha256 }) => sha256 === answer);
    return [
      labelOf(exchange, question),
      file === undefined ? null : fileCell(exchange, file, pathOfFile(question, file)),
    ];
  });
}

function isReference(type: Question['type']): type is ReferenceType {
  return Object.hasOwn(referenceTypes, type);
}

/** What has no name is not there, and is shown as it was typed in. */
function referenceCell(type: ReferenceType, key: string, nameOf: NameOf): Cell {
  const name = nameOf({ type: referenceTypes[type], key });
  return name === key ? key : { href: `/${referencePages[type]}/${encodeURIComponent(key)}`, text: `${name} (${key})` };
}

/** A choice is read by its name in the language of the page. */
function answerText({ language }: SignedInExchange, { choices = [] }: Question, answer: string | number): string {
  const chosen = choices.map(labelledChoice).find(({ value }) => value === answer);
  return chosen?.[language] ?? String(answer);
}

export function fileCell(exchange: SignedInExchange, { name, bytes }: ApplicationFile, href: string): Cell {
  return { href, text: wordsOf(exchange).file(name, Math.ceil(bytes / 1024)) };
}

export interface Received {
  readonly answers: Answers;
  /** Of files that were not taken; everything else is kept. */
  readonly errors: ReadonlyMap<string, string>;
}

/** What was filled in, after its files have been added to the application. */
export async function receivedAnswers(
  exchange: SignedInExchange,
  { call, officeId }: { readonly call: LiveCall; readonly officeId: string },
): Promise<Received> {
  const { parts, signedIn, now, files } = exchange;
  const { accountId } = signedIn.viewer;
  const added = new Map<string, string>();
  const errors = new Map<string, string>();
  for (const question of call.questions.filter(({ type }) => type === 'file')) {
    const { key } = question;
    const file = files.get(`file_${key}`);
    if (typed(exchange, `remove_${key}`) === 'yes') added.set(key, '');
    if (file === undefined || parts.uploads === null) continue;
    const owner = { slug: call.slug, officeId };
    const maxBytes = megabytesOf(exchange, question) * megabyte || parts.uploads.maxBytes;
    const outcome = await parts.uploads.add(file, { owner, accountId, now, maxBytes });
    if (typeof outcome === 'string') errors.set(key, problemText(exchange, outcome, question));
    else added.set(key, outcome.sha256);
  }
  const filledIn = answersOf(
    call.questions,
    (key) => added.get(key) ?? typed(exchange, `answer_${key}`, maxAnswerLength),
  );
  return { answers: { ...(await answersNotShown(exchange, { call, officeId })), ...filledIn }, errors };
}

/** Of steps that the form did not show: they stay as they are. */
async function answersNotShown(
  exchange: SignedInExchange,
  { call, officeId }: { readonly call: LiveCall; readonly officeId: string },
): Promise<Answers> {
  const shown = /^\d{1,2}$/.exec(typed(exchange, 'shown', 3))?.[0];
  if (shown === undefined) return {};
  const { answers } = await findApplication(exchange.parts.database.pool, { slug: call.slug, officeId });
  const hidden = call.questions.filter(({ step = 0 }) => step >= Number(shown)).map(({ key }) => key);
  return Object.fromEntries(Object.entries(answers).filter(([key]) => hidden.includes(key)));
}

function problemText(exchange: SignedInExchange, problem: UploadProblem, question: Question): string {
  const words = wordsOf(exchange).uploadProblems[problem];
  return typeof words === 'string' ? words : words(acceptedExtensions.join(', '), megabytesOf(exchange, question));
}

/** What somebody else saved meanwhile. */
export async function theirsBlocks(
  exchange: SignedInExchange,
  call: LiveCall,
  theirs: FilledIn,
  folder: string,
): Promise<Block[]> {
  return [
    { kind: 'heading', text: wordsOf(exchange).theirs },
    {
      kind: 'facts',
      facts: await answerFacts(exchange, call, theirs, (_question, { sha256 }) => `${folder}/${sha256}`),
    },
  ];
}
