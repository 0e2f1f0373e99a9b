/** A new call: the form that editors fill in, and what is wrong with it. */
import { labelOf } from '#graphql/labels.ts';
import { callUnitKinds, criteriaText, draftCall, findCall, templateCriteria } from '#live-calls';
import type { Field } from '#portal/private/page.ts';
import type { HubResponse } from '../message.ts';
import { callEditingTexts } from './call-editing-texts.ts';
import { callTexts } from './calls-texts.ts';
import { editingOf, formOf, message, pageResponse, redirect, type SignedInExchange, typed } from './exchange.ts';
import { maxText, readCall, typedOf } from './new-call-reading.ts';
import { reviewTexts } from './review-texts.ts';

const wordsOf = ({ language }: SignedInExchange) => callTexts[language];

/** What a call that is copied begins with: all but its name and its days. */
async function copied(exchange: SignedInExchange): Promise<Readonly<Record<string, string>>> {
  const from = exchange.query.get('from');
  const call = from === null ? null : await findCall(exchange.parts.database.pool, from.slice(0, 120));
  return call === null ? { criteria: criteriaText(templateCriteria) } : typedOf(call);
}

export async function newCallPage(exchange: SignedInExchange, alert?: string): Promise<HubResponse> {
  const from = exchange.request.method === 'POST' ? {} : await copied(exchange);
  const words = wordsOf(exchange);
  const fields = callFields(exchange).map(
    (field): Field => ({
      ...field,
      value: typed(exchange, field.name, maxText) || (from[field.name] ?? field.value ?? ''),
    }),
  );
  const alerts = alert === undefined ? [] : [message('alert', words.wrong(alert))];
  return pageResponse(
    exchange,
    { title: words.create, blocks: [...alerts, formOf(exchange, '/account/new-call', words.save, fields)] },
    { status: alert === undefined ? 200 : 400 },
  );
}

function callFields({ language }: SignedInExchange): Field[] {
  const words = callTexts[language];
  const reviews = reviewTexts[language];
  const editing = callEditingTexts[language];
  const text = (name: string, label: string, type: Field['type'] = 'text'): Field => ({
    name,
    label,
    type,
    isRequired: true,
  });
  const optional = (name: string, label: string, type: Field['type'], hint?: string): Field => ({
    name,
    label,
    type,
    ...(hint === undefined ? {} : { hint }),
  });
  const select = (name: string, label: string, labels: Readonly<Record<string, string>>): Field => ({
    ...text(name, label, 'select'),
    options: Object.entries(labels).map(([value, shown]) => ({ value, label: shown })),
  });
  return [
    text('slug', words.slug),
    text('titlePl', words.titlePl),
    text('titleEn', words.titleEn),
    select('kind', words.kind, words.kinds),
    select('admission', words.admission, words.orders),
    text('capacity', words.capacity, 'number'),
    select('tier', words.tier, words.tiers),
    ...callUnitKinds.map((kind) =>
      optional(`unitKind_${kind}`, editing.unitKind(labelOf('TerritorialKind', kind, language)), 'checkbox'),
    ),
    optional('populationFrom', words.populationFrom, 'number'),
    optional('populationTo', words.populationTo, 'number'),
    select('populationRule', words.populationRule, { PREFERENCE: words.preference, CONDITION: words.condition }),
    text('opensAt', words.opensAt, 'datetime-local'),
    text('closesAt', words.closesAt, 'datetime-local'),
    optional('resultsDueOn', editing.resultsDueOn, 'date'),
    optional('channels', editing.channels, 'textarea', editing.channelsHint),
    optional('documents', editing.documents, 'textarea', editing.documentsHint),
    optional('themes', reviews.themes, 'textarea'),
    { ...text('questions', words.questions, 'textarea'), hint: words.questionsHint },
    optional('criteria', reviews.criteria, 'textarea', reviews.criteriaHint),
    { ...text('reviewsNeeded', reviews.reviewsNeeded, 'number'), value: '2' },
    optional('reviewsDueAt', reviews.reviewsDueAt, 'datetime-local'),
  ];
}

/** As the form names it. */
function labelOfField(exchange: SignedInExchange, name: string): string {
  return callFields(exchange).find((field) => field.name === name)?.label ?? name;
}

export async function createCall(exchange: SignedInExchange): Promise<HubResponse> {
  const read = readCall(exchange);
  if (typeof read === 'string') return newCallPage(exchange, read);
  const outcome = await draftCall(editingOf(exchange), read);
  if (outcome === 'SAVED') return redirect(exchange, `/account/calls/${read.slug}`);
  return newCallPage(exchange, outcome === 'TAKEN' ? wordsOf(exchange).slugTaken : labelOfField(exchange, outcome));
}
