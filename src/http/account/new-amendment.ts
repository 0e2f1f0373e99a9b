/** The form of an amendment: the fields of the entry as they are, of which an office edits some. */
import {
  type AmendedEntry,
  type Amendment,
  amendableFields,
  completeAmendment,
  isAmendableBy,
  proposeAmendment,
  targetOfPage,
} from '#corrections';
import { splitLanguage } from '#portal/language.ts';
import type { Block, Field } from '#portal/private/page.ts';
import { isOpenReturn } from '#reviews';
import type { HubResponse } from '../message.ts';
import { type AmendmentSeen, pathOf } from './amendments.ts';
import { amendmentTexts } from './amendments-texts.ts';
import { namesOf } from './entry-names.ts';
import { editingOf, formOf, message, pageResponse, redirect, type SignedInExchange, typed } from './exchange.ts';
import { fieldName } from './field-texts.ts';

const wordsOf = ({ language }: SignedInExchange) => amendmentTexts[language];
const maxNote = 4_000;

interface Amending {
  readonly target: AmendedEntry;
  readonly officeId: string;
  readonly fields: ReadonlyMap<string, string>;
  /** The one that was returned for completion; null: it is a new one. */
  readonly completes: Amendment | null;
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
    return fields === null ? null : { target, officeId, fields, completes: null };
  }
  return null;
}

/** Null unless it was returned to an office that the viewer acts for, and may still be completed. */
async function completing(
  { parts, now }: SignedInExchange,
  { amendment, isOffice, returned }: AmendmentSeen,
): Promise<Amending | null> {
  if (!isOffice || amendment.state !== 'OPEN' || !isOpenReturn(returned, now)) return null;
  const { target, officeId } = amendment;
  const fields = await parts.publishers.fieldsOfEntry(target);
  return fields === null ? null : { target, officeId, fields, completes: amendment };
}

export async function completionPage(exchange: SignedInExchange, seen: AmendmentSeen): Promise<HubResponse> {
  const found = await completing(exchange, seen);
  return found === null ? redirect(exchange, pathOf(seen.amendment)) : formPage(exchange, found);
}

export async function sendCompletion(exchange: SignedInExchange, seen: AmendmentSeen): Promise<HubResponse> {
  const found = await completing(exchange, seen);
  return found === null ? redirect(exchange, pathOf(seen.amendment)) : send(exchange, found);
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

async function formPage(
  exchange: SignedInExchange,
  { target, fields, completes }: Amending,
  { alert, wrong = [] }: { readonly alert?: string; readonly wrong?: readonly string[] } = {},
): Promise<HubResponse> {
  const words = wordsOf(exchange);
  const isSent = exchange.request.method === 'POST';
  const proposed = new Map(completes?.changes.map(({ field, value }) => [field, value]));
  const given = amendableFields[target.type].map(
    (field): Field => ({
      name: `field_${field}`,
      type: target.type === 'OFFICE' ? 'text' : 'textarea',
      label: fieldName(field, exchange.language),
      value: isSent ? typed(exchange, `field_${field}`, 10_000) : (proposed.get(field) ?? fields.get(field) ?? ''),
      ...(wrong.includes(field) ? { error: words.wrong } : {}),
    }),
  );
  const note: Field = {
    name: 'note',
    type: 'textarea',
    label: words.note,
    isRequired: true,
    maxLength: maxNote,
    value: isSent ? typed(exchange, 'note', maxNote) : (completes?.note ?? ''),
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
    formOf(exchange, completes === null ? '/account/amendments/new' : `${pathOf(completes)}/complete`, words.send, [
      ...(completes === null ? hidden : []),
      ...given,
      note,
    ]),
  ];
  const status = alert === undefined && wrong.length === 0 ? 200 : 400;
  const name = (await namesOf(exchange, [target]))(target);
  return pageResponse(exchange, { title: words.proposeFor(name), blocks }, { status });
}

export async function sendAmendment(exchange: SignedInExchange): Promise<HubResponse> {
  const found = await amending(exchange, typed(exchange, 'page', 300), typed(exchange, 'adoption', 200));
  return found === null ? notYours(exchange) : send(exchange, found);
}

async function send(exchange: SignedInExchange, found: Amending): Promise<HubResponse> {
  const words = wordsOf(exchange);
  const { target, officeId, fields, completes } = found;
  // A field that was left empty stays as it is: nothing is taken away so.
  const changes = amendableFields[target.type]
    .map((field) => ({ field, value: typed(exchange, `field_${field}`, 10_001) }))
    .filter(({ field, value }) => value !== '' && value !== (fields.get(field) ?? ''));
  const note = typed(exchange, 'note', maxNote);
  if (note === '') return formPage(exchange, found, { alert: words.note });
  const editing = editingOf(exchange);
  const outcome =
    completes === null
      ? await proposeAmendment(editing, { target, officeId, changes, note })
      : await completeAmendment(editing, completes.number, { changes, note });
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
