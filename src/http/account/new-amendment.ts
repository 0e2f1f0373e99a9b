/** The form of an amendment: the fields of the entry as they are, of which an office edits some. */
import { type AmendedEntry, amendableFields, isAmendableBy, proposeAmendment, targetOfPage } from '#corrections';
import { splitLanguage } from '#portal/language.ts';
import type { Block, Field } from '#portal/private/page.ts';
import type { HubResponse } from '../message.ts';
import { amendmentTexts } from './amendments-texts.ts';
import { formOf, message, pageResponse, redirect, type SignedInExchange, typed } from './exchange.ts';
import { editingOf } from './submissions.ts';

const wordsOf = ({ language }: SignedInExchange) => amendmentTexts[language];
const maxNote = 4_000;

interface Amending {
  readonly target: AmendedEntry;
  readonly officeId: string;
  readonly fields: ReadonlyMap<string, string>;
}

/** Null for whoever acts for no office that may amend it. */
async function amending(
  { parts, signedIn }: SignedInExchange,
  page: string,
  adoption: string,
): Promise<Amending | null> {
  const found = adoption === '' ? targetOfPage(splitLanguage(page).path) : null;
  const target: AmendedEntry | null =
    adoption !== ''
      ? { type: 'ADOPTION', key: adoption }
      : found?.type === 'PRACTICE' || found?.type === 'OFFICE'
        ? { type: found.type, key: found.key }
        : null;
  if (target === null) return null;
  for (const officeId of signedIn.viewer.officeIds) {
    if (!(await isAmendableBy(parts.database.pool, target, officeId))) continue;
    const fields = await parts.publishers.fieldsOfEntry(target);
    return fields === null ? null : { target, officeId, fields };
  }
  return null;
}

export async function newAmendmentPage(exchange: SignedInExchange): Promise<HubResponse> {
  const { query } = exchange;
  const found = await amending(exchange, query.get('page') ?? '', query.get('adoption')?.slice(0, 200) ?? '');
  return found === null ? notYours(exchange) : formPage(exchange, found);
}

function notYours(exchange: SignedInExchange): HubResponse {
  const words = wordsOf(exchange);
  const page = { title: words.propose, blocks: [message('alert', words.notYours)] };
  return pageResponse(exchange, page, { status: 404 });
}

function formPage(
  exchange: SignedInExchange,
  { target, fields }: Amending,
  { alert, wrong = [] }: { readonly alert?: string; readonly wrong?: readonly string[] } = {},
): HubResponse {
  const words = wordsOf(exchange);
  const isSent = exchange.request.method === 'POST';
  const given = amendableFields[target.type].map(
    (field): Field => ({
      name: `field_${field}`,
      type: target.type === 'OFFICE' ? 'text' : 'textarea',
      label: field,
      value: isSent ? typed(exchange, `field_${field}`, 10_000) : (fields.get(field) ?? ''),
      ...(wrong.includes(field) ? { error: words.wrong } : {}),
    }),
  );
  const note: Field = {
    name: 'note',
    type: 'textarea',
    label: words.note,
    isRequired: true,
    maxLength: maxNote,
    value: typed(exchange, 'note', maxNote),
  };
  const hidden: Field[] = [
    {
      name: 'page',
      type: 'hidden',
      value: target.type === 'OFFICE' ? `/offices/${target.key}` : `/practices/${target.key}`,
    },
    { name: 'adoption', type: 'hidden', value: target.type === 'ADOPTION' ? target.key : '' },
  ];
  const blocks: Block[] = [
    ...(alert === undefined ? [] : [message('alert', alert)]),
    { kind: 'text', text: words.proposeLead },
    formOf(exchange, '/account/amendments/new', words.send, [...hidden, ...given, note]),
  ];
  const status = alert === undefined && wrong.length === 0 ? 200 : 400;
  return pageResponse(exchange, { title: words.proposeFor(target.key), blocks }, { status });
}

export async function sendAmendment(exchange: SignedInExchange): Promise<HubResponse> {
  const words = wordsOf(exchange);
  const found = await amending(exchange, typed(exchange, 'page', 300), typed(exchange, 'adoption', 200));
  if (found === null) return notYours(exchange);
  const { target, officeId, fields } = found;
  // A field that was left empty stays as it is: nothing is taken away so.
  const changes = amendableFields[target.type]
    .map((field) => ({ field, value: typed(exchange, `field_${field}`, 10_001) }))
    .filter(({ field, value }) => value !== '' && value !== (fields.get(field) ?? ''));
  const note = typed(exchange, 'note', maxNote);
  if (note === '') return formPage(exchange, found, { alert: words.note });
  const outcome = await proposeAmendment(editingOf(exchange), { target, officeId, changes, note });
  switch (outcome.status) {
    case 'PROPOSED':
      return redirect(exchange, `/account/amendments/${outcome.number}`);
    case 'WRONG':
      return formPage(exchange, found, { wrong: outcome.fields });
    case 'NOT_POSSIBLE':
      return formPage(exchange, found, { alert: words.notPossible });
    case 'NOT_FOUND':
      return notYours(exchange);
  }
}
