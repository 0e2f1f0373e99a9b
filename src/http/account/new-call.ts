/** A new call: the form that editors fill in, and what is wrong with it. */
import {
  criteriaText,
  findCall,
  type LiveCall,
  parseCriteria,
  parseQuestions,
  QuestionSyntaxError,
  questionsText,
  writeDraftCall,
} from '#live-calls';
import { momentInPoland } from '#platform/clock.ts';
import { execute, query } from '#platform/database/index.ts';
import type { Field } from '#portal/private/page.ts';
import type { HubResponse } from '../message.ts';
import { callTexts } from './calls-texts.ts';
import { formOf, message, pageResponse, redirect, type SignedInExchange, typed } from './exchange.ts';
import { reviewTexts } from './review-texts.ts';

const wordsOf = ({ language }: SignedInExchange) => callTexts[language];

const kinds = ['PRACTICES', 'LIVING_LAB_PARTICIPANTS'] as const;
const orders = ['FIRST_COME', 'REVIEW'] as const;
const tierChoices = ['ANY', 'GOVERNMENT', 'SELF_GOVERNMENT'] as const;
const populationRules = ['PREFERENCE', 'CONDITION'] as const;

/** What a call that is copied begins with: all but its name and its days. */
async function copied(exchange: SignedInExchange): Promise<Readonly<Record<string, string>>> {
  const from = exchange.query.get('from');
  const call = from === null ? null : await findCall(exchange.parts.database.pool, from.slice(0, 120));
  if (call === null) return {};
  const { titlePl, titleEn, kind, admission, capacity, tiers, populationFrom, populationTo, populationRule } = call;
  return {
    titlePl,
    titleEn,
    kind,
    admission,
    capacity: String(capacity),
    tier: tiers[0] ?? 'ANY',
    populationFrom: String(populationFrom ?? ''),
    populationTo: String(populationTo ?? ''),
    populationRule: populationRule ?? 'PREFERENCE',
    themes: call.themes.map(({ pl, en }) => `${pl} | ${en}`).join('\n'),
    questions: questionsText(call.questions),
    criteria: criteriaText(call.criteria),
    reviewsNeeded: String(call.reviewsNeeded),
  };
}

export async function newCallPage(exchange: SignedInExchange, alert?: string): Promise<HubResponse> {
  const from = await copied(exchange);
  const given = (name: string): string => typed(exchange, name, 20_000) || (from[name] ?? '');
  const words = wordsOf(exchange);
  const reviews = reviewTexts[exchange.language];
  const text = (name: string, label: string, type: Field['type'] = 'text', isRequired = true): Field => ({
    name,
    label,
    type,
    isRequired,
    value: given(name),
  });
  const select = (name: string, label: string, options: Field['options']): Field => ({
    ...text(name, label, 'select'),
    ...(options === undefined ? {} : { options }),
  });
  const criteria = text('criteria', reviews.criteria, 'textarea', false);
  const fields: Field[] = [
    text('slug', words.slug),
    text('titlePl', words.titlePl),
    text('titleEn', words.titleEn),
    select(
      'kind',
      words.kind,
      kinds.map((value) => ({ value, label: words.kinds[value] })),
    ),
    select(
      'admission',
      words.admission,
      orders.map((value) => ({ value, label: words.orders[value] })),
    ),
    text('capacity', words.capacity, 'number'),
    select(
      'tier',
      words.tier,
      tierChoices.map((value) => ({ value, label: words.tiers[value] })),
    ),
    text('populationFrom', words.populationFrom, 'number', false),
    text('populationTo', words.populationTo, 'number', false),
    select('populationRule', words.populationRule, [
      { value: 'PREFERENCE', label: words.preference },
      { value: 'CONDITION', label: words.condition },
    ]),
    text('opensAt', words.opensAt, 'datetime-local'),
    text('closesAt', words.closesAt, 'datetime-local'),
    text('themes', reviews.themes, 'textarea', false),
    { ...text('questions', words.questions, 'textarea'), hint: words.questionsHint },
    { ...criteria, hint: reviews.criteriaHint },
    { ...text('reviewsNeeded', reviews.reviewsNeeded, 'number'), value: given('reviewsNeeded') || '2' },
    text('reviewsDueAt', reviews.reviewsDueAt, 'datetime-local', false),
  ];
  const alerts = alert === undefined ? [] : [message('alert', words.wrong(alert))];
  return pageResponse(
    exchange,
    { title: words.create, blocks: [...alerts, formOf(exchange, '/account/new-call', words.save, fields)] },
    { status: alert === undefined ? 200 : 400 },
  );
}

export async function createCall(exchange: SignedInExchange): Promise<HubResponse> {
  const { parts, now, signedIn } = exchange;
  const words = wordsOf(exchange);
  let call: ReturnType<typeof readCall>;
  try {
    call = readCall(exchange);
  } catch (error) {
    if (error instanceof QuestionSyntaxError)
      return newCallPage(exchange, `${words.questions} ${error.line}: ${error.message}`);
    throw error;
  }
  if (typeof call === 'string') return newCallPage(exchange, call);
  const taken =
    (await execute(parts.database.pool, query.selectFrom('call').select('slug').where('slug', '=', call.slug))).length >
    0;
  const editor = { accountId: signedIn.viewer.accountId, now };
  if (taken || !(await writeDraftCall(parts.database.pool, call, editor))) return newCallPage(exchange, words.slug);
  return redirect(exchange, `/account/calls/${call.slug}`);
}

/** The label of the first field that cannot be used, or the call. */
function readCall(exchange: SignedInExchange) {
  const words = wordsOf(exchange);
  const number = (name: string) => numberIn(exchange, name);
  const slug = typed(exchange, 'slug', 120);
  const capacity = number('capacity');
  const [opensAt, closesAt] = ['opensAt', 'closesAt'].map((name) => momentInPoland(typed(exchange, name, 30)));
  const kind = kinds.find((known) => known === typed(exchange, 'kind'));
  const admission = orders.find((known) => known === typed(exchange, 'admission'));
  const tier = tierChoices.find((known) => known === typed(exchange, 'tier'));
  const [titlePl, titleEn] = [typed(exchange, 'titlePl', 500), typed(exchange, 'titleEn', 500)];
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug)) return words.slug;
  if (titlePl === '' || titleEn === '') return words.titlePl;
  if (capacity === null || capacity < 1) return words.capacity;
  if (kind === undefined || admission === undefined || tier === undefined) return words.kind;
  if (opensAt == null || closesAt == null || closesAt <= opensAt) return words.closesAt;
  const population = readPopulation(exchange);
  if (typeof population === 'string') return population;
  const review = readReview(exchange, { admission, closesAt });
  if (typeof review === 'string') return review;
  return {
    slug,
    titlePl,
    titleEn,
    kind,
    admission,
    capacity,
    tiers: tier === 'ANY' ? [] : [tier],
    ...population,
    opensAt,
    closesAt,
    ...review,
    questions: parseQuestions(typed(exchange, 'questions', 20_000)),
  } as const;
}

function readPopulation(exchange: SignedInExchange) {
  const words = wordsOf(exchange);
  const [populationFrom, populationTo] = ['populationFrom', 'populationTo'].map((name) => numberIn(exchange, name));
  if (populationFrom == null && populationTo == null) {
    return { populationFrom: null, populationTo: null, populationRule: null };
  }
  if (populationFrom == null || populationTo == null) return words.populationFrom;
  if (populationTo < populationFrom) return words.populationTo;
  const populationRule = populationRules.find((known) => known === typed(exchange, 'populationRule')) ?? 'PREFERENCE';
  return { populationFrom, populationTo, populationRule };
}

function numberIn(exchange: SignedInExchange, name: string): number | null {
  const text = typed(exchange, name, 10);
  return /^\d{1,8}$/.test(text) ? Number(text) : null;
}

/** The label of what cannot be used, or what reviewers need. */
function readReview(exchange: SignedInExchange, { admission, closesAt }: Pick<LiveCall, 'admission' | 'closesAt'>) {
  const reviews = reviewTexts[exchange.language];
  const criteria = parseCriteria(typed(exchange, 'criteria', 10_000));
  const themes = parseThemes(typed(exchange, 'themes', 10_000));
  const reviewsNeeded = numberIn(exchange, 'reviewsNeeded') ?? 2;
  if (typeof criteria === 'number') return `${reviews.criteria}: ${criteria}`;
  if (admission === 'REVIEW' && criteria.length === 0) return reviews.criteria;
  if (themes === null) return reviews.themes;
  if (reviewsNeeded < 1) return reviews.reviewsNeeded;
  const due = typed(exchange, 'reviewsDueAt', 30);
  const reviewsDueAt = due === '' ? null : momentInPoland(due);
  if (due !== '' && (reviewsDueAt === null || reviewsDueAt <= closesAt)) return reviews.reviewsDueAt;
  return { criteria, themes, reviewsNeeded, reviewsDueAt };
}

/** `Po polsku | in English`, a line for each; null where a line has not both. */
function parseThemes(text: string): { readonly pl: string; readonly en: string }[] | null {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const themes = lines.map((line) => {
    const [pl = '', en = ''] = line.split('|').map((part) => part.trim());
    return { pl, en };
  });
  return themes.length > 20 || themes.some(({ pl, en }) => pl === '' || en === '' || pl.length + en.length > 500)
    ? null
    : themes;
}
