/** What the form of a new call was filled in with; what may be stored says the domain. */
import {
  admissionOrders,
  type CallChannel,
  type CallDocument,
  callKinds,
  callUnitKinds,
  criteriaText,
  FormError,
  formText,
  type LiveCall,
  type LocalLabel,
  type NewCall,
  parseCriteria,
  parseForm,
  populationRules,
} from '#live-calls';
import { momentInPoland } from '#platform/clock.ts';
import { callEditingTexts } from './call-editing-texts.ts';
import { callTexts } from './calls-texts.ts';
import { type SignedInExchange, typed } from './exchange.ts';
import { reviewTexts } from './review-texts.ts';

export const maxText = 20_000;

/** As the form has it; its name and its days are those of another call. */
export function typedOf(call: LiveCall): Readonly<Record<string, string>> {
  const { titlePl, titleEn, kind, admission, populationFrom, populationTo, populationRule } = call;
  return {
    titlePl,
    titleEn,
    kind,
    admission,
    capacity: String(call.capacity),
    tier: call.tiers[0] ?? 'ANY',
    ...Object.fromEntries(call.unitKinds.map((unitKind) => [`unitKind_${unitKind}`, 'yes'])),
    populationFrom: String(populationFrom ?? ''),
    populationTo: String(populationTo ?? ''),
    populationRule: populationRule ?? 'PREFERENCE',
    channels: call.channels.map(({ tier, email, url }) => `${tier ?? 'ANY'} | ${email ?? url}`).join('\n'),
    documents: call.documents.map(({ pl, en, url }) => [pl, en, url].join(' | ')).join('\n'),
    themes: call.themes.map(({ pl, en }) => `${pl} | ${en}`).join('\n'),
    questions: formText(call),
    criteria: criteriaText(call.criteria),
    reviewsNeeded: String(call.reviewsNeeded),
  };
}

/** What is wrong, as people read it; otherwise the call. */
export function readCall(exchange: SignedInExchange): NewCall | string {
  const chosen = readChoices(exchange);
  const moments = readMoments(exchange);
  const form = readForm(exchange);
  const criteria = readCriteria(exchange);
  for (const read of [chosen, moments, criteria, form]) if (typeof read === 'string') return read;
  const lines = (name: string) => linesOf(typed(exchange, name, maxText));
  return {
    slug: typed(exchange, 'slug', 500),
    titlePl: typed(exchange, 'titlePl'),
    titleEn: typed(exchange, 'titleEn'),
    ...(chosen as Exclude<typeof chosen, string>),
    capacity: numberIn(exchange, 'capacity') ?? 0,
    unitKinds: callUnitKinds.filter((unitKind) => typed(exchange, `unitKind_${unitKind}`) === 'yes'),
    ...readPopulation(exchange),
    channels: lines('channels').map(channelOf),
    documents: lines('documents').map(documentOf),
    ...(moments as Exclude<typeof moments, string>),
    resultsDueOn: typed(exchange, 'resultsDueOn', 10) || null,
    themes: lines('themes').map(labelOfLine),
    criteria: criteria as Exclude<typeof criteria, string>,
    reviewsNeeded: typed(exchange, 'reviewsNeeded') === '' ? 2 : (numberIn(exchange, 'reviewsNeeded') ?? 0),
    ...(form as Exclude<typeof form, string>),
  };
}

function readChoices(exchange: SignedInExchange): Pick<NewCall, 'kind' | 'admission' | 'tiers'> | string {
  const words = callTexts[exchange.language];
  const kind = callKinds.find((known) => known === typed(exchange, 'kind'));
  const admission = admissionOrders.find((known) => known === typed(exchange, 'admission'));
  const tier = typed(exchange, 'tier');
  if (kind === undefined || admission === undefined) return words.kind;
  if (!Object.hasOwn(words.tiers, tier)) return words.tier;
  return { kind, admission, tiers: tier === 'ANY' ? [] : [tier as LiveCall['tiers'][number]] };
}

function readMoments(exchange: SignedInExchange): Pick<NewCall, 'opensAt' | 'closesAt' | 'reviewsDueAt'> | string {
  const words = callTexts[exchange.language];
  const due = typed(exchange, 'reviewsDueAt', 30);
  const [opensAt, closesAt, reviewsDueAt] = ['opensAt', 'closesAt', 'reviewsDueAt'].map((name) =>
    momentInPoland(typed(exchange, name, 30)),
  );
  if (opensAt == null) return words.opensAt;
  if (closesAt == null) return words.closesAt;
  if (due !== '' && reviewsDueAt == null) return reviewTexts[exchange.language].reviewsDueAt;
  return { opensAt, closesAt, reviewsDueAt: reviewsDueAt ?? null };
}

/** Where nobody reviews, the template of the form is not wanted. */
function readCriteria(exchange: SignedInExchange): NewCall['criteria'] | string {
  if (typed(exchange, 'admission') !== 'REVIEW') return [];
  const criteria = parseCriteria(typed(exchange, 'criteria', maxText));
  return typeof criteria === 'number' ? `${reviewTexts[exchange.language].criteria}: ${criteria}` : criteria;
}

function readForm(exchange: SignedInExchange): ReturnType<typeof parseForm> | string {
  const { problems, place } = callEditingTexts[exchange.language];
  try {
    return parseForm(typed(exchange, 'questions', maxText));
  } catch (error) {
    if (!(error instanceof FormError)) throw error;
    const where = error.place === null ? '' : ` (${place} ${error.place})`;
    return `${callTexts[exchange.language].questions}${where}: ${problems[error.problem]}`;
  }
}

function readPopulation(exchange: SignedInExchange) {
  const populationFrom = numberIn(exchange, 'populationFrom');
  const populationTo = numberIn(exchange, 'populationTo');
  const populationRule = populationRules.find((known) => known === typed(exchange, 'populationRule')) ?? 'PREFERENCE';
  const isGiven = populationFrom !== null || populationTo !== null;
  return { populationFrom, populationTo, populationRule: isGiven ? populationRule : null };
}

function numberIn(exchange: SignedInExchange, name: string): number | null {
  const text = typed(exchange, name, 10);
  return /^\d{1,8}$/.test(text) ? Number(text) : null;
}

const linesOf = (text: string): string[][] =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => line.split('|').map((part) => part.trim()));

const labelOfLine = ([pl = '', en = '']: readonly string[]): LocalLabel => ({ pl, en });

const documentOf = ([pl = '', en = '', url = '']: readonly string[]): CallDocument => ({ pl, en, url });

/** `SELF_GOVERNMENT | nabor@urzad.pl`; what is no address is neither, and refused. */
function channelOf([tier = '', address = '']: readonly string[]): CallChannel {
  const isUrl = /^https?:/i.test(address);
  return {
    tier: tier === 'ANY' ? null : (tier as CallChannel['tier']),
    email: isUrl ? null : address,
    url: isUrl ? address : null,
  };
}
