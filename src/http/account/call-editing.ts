/** Calls for editors: publishing, extending, deciding; and the page of a call, which everyone starts from. */
import { hasRole } from '#accounts';
import {
  decisionsOf,
  extend,
  type LiveCall,
  phaseOf,
  placed,
  publishDraft,
  publishResultsOf,
  receiptNumber,
  submissionsOf,
} from '#live-calls';
import { clockInPoland, momentInPoland } from '#platform/clock.ts';
import type { Block, Cell, Field } from '#portal/private/page.ts';
import type { HubResponse } from '../message.ts';
import { labelOf, questionFields } from './application-form.ts';
import { callFacts, titleOf } from './applications.ts';
import { callTexts } from './calls-texts.ts';
import { officeLinks } from './entry-names.ts';
import { editingOf, formOf, message, pageResponse, redirect, type SignedInExchange, typed } from './exchange.ts';
import { reviewTexts } from './review-texts.ts';

const wordsOf = ({ language }: SignedInExchange) => callTexts[language];

export async function callPage(exchange: SignedInExchange, call: LiveCall, alert?: string): Promise<HubResponse> {
  const words = wordsOf(exchange);
  const { viewer } = exchange.signedIn;
  const linkOf = await officeLinks(exchange, viewer.officeIds);
  const links = viewer.officeIds.map(
    (officeId): Cell => ({
      href: `/account/calls/${call.slug}/${encodeURIComponent(officeId)}`,
      text: words.applyLink(linkOf(officeId).text),
    }),
  );
  const blocks: Block[] = [
    ...(alert === undefined ? [] : [message('alert', alert)]),
    ...callFacts(exchange, call),
    links.length === 0 ? { kind: 'text', text: words.noOffice } : { kind: 'list', items: links },
    ...(hasRole(viewer, 'EDITOR') ? await editorBlocks(exchange, call) : []),
  ];
  return pageResponse(
    exchange,
    { title: titleOf(exchange, call), blocks },
    { status: alert === undefined ? 200 : 409 },
  );
}

async function editorBlocks(exchange: SignedInExchange, call: LiveCall): Promise<Block[]> {
  const words = wordsOf(exchange);
  const phase = phaseOf(call, exchange.now);
  const action = `/account/calls/${call.slug}`;
  const questions = call.questions.map(
    (question) => `${question.key} (${question.type}): ${labelOf(exchange, question)}`,
  );
  const preview: Block = {
    kind: 'list',
    items: [...questions, { href: `${action}/preview`, text: words.preview }],
  };
  const copy: Block = {
    kind: 'list',
    items: [{ href: `/account/new-call?from=${call.slug}`, text: reviewTexts[exchange.language].copy }],
  };
  if (phase === 'DRAFT') return [preview, copy, formOf(exchange, `${action}/publish`, words.publish)];
  const reviews = reviewTexts[exchange.language];
  const decisions = await decisionsOf(exchange.parts.database.pool, call.slug);
  const decided = new Map(decisions.map(({ sequence, outcome }) => [sequence, reviews.decisions[outcome]]));
  const inOrder = placed(call, await submissionsOf(exchange.parts.database.pool, call.slug));
  const linkOf = await officeLinks(
    exchange,
    inOrder.map(({ officeId }) => officeId),
  );
  const rows = inOrder.map((one): Cell[] => [
    String(one.place),
    linkOf(one.officeId),
    { href: `${action}/submissions/${one.sequence}`, text: receiptNumber(call.slug, one) },
    call.admission === 'REVIEW' ? (decided.get(one.sequence) ?? '–') : one.isAdmitted ? words.admitted : words.waiting,
  ]);
  const columns = [words.place, words.office, words.receiptNumber, words.state];
  const extend: Field = {
    name: 'closesAt',
    type: 'datetime-local',
    label: words.closesAt,
    value: clockInPoland(call.closesAt),
    isRequired: true,
  };
  return [
    { kind: 'text', text: words.published },
    preview,
    copy,
    ...(phase === 'OPEN' || phase === 'ANNOUNCED'
      ? [formOf(exchange, `${action}/extend`, words.extend, [extend])]
      : []),
    { kind: 'table', caption: words.submissions, columns, rows },
    ...(phase === 'CLOSED' ? [formOf(exchange, `${action}/results`, words.results)] : []),
    ...(phase === 'DECIDED' ? [presentForm(exchange, call)] : []),
  ];
}

/** The form of a call as offices will see it. */
export async function previewPage(exchange: SignedInExchange, call: LiveCall): Promise<HubResponse> {
  const words = wordsOf(exchange);
  const fields = questionFields(exchange, call, { answers: {}, files: [] });
  const form = { ...formOf(exchange, `/account/calls/${call.slug}`, words.saveDraft, fields), isPreview: true };
  const blocks: Block[] = [message('status', words.previewLead), ...callFacts(exchange, call), form];
  return pageResponse(exchange, { title: `${words.preview}: ${titleOf(exchange, call)}`, blocks });
}

export async function publish(exchange: SignedInExchange, call: LiveCall): Promise<HubResponse> {
  const words = wordsOf(exchange);
  if (call.publishedAt !== null) return callPage(exchange, call, words.published);
  if (!(await publishDraft(editingOf(exchange), call.slug))) return callPage(exchange, call, words.closesAt);
  return redirect(exchange, `/account/calls/${call.slug}`);
}

export async function extendIt(exchange: SignedInExchange, call: LiveCall): Promise<HubResponse> {
  const closesAt = momentInPoland(typed(exchange, 'closesAt', 30));
  const isDone = closesAt !== null && (await extend(editingOf(exchange), call.slug, closesAt));
  if (!isDone) return callPage(exchange, call, wordsOf(exchange).closesAt);
  return redirect(exchange, `/account/calls/${call.slug}`);
}

export async function publishCallResults(exchange: SignedInExchange, call: LiveCall): Promise<HubResponse> {
  const outcome = await publishResultsOf(editingOf(exchange), call.slug);
  if (outcome !== 'PUBLISHED') return callPage(exchange, call, reviewTexts[exchange.language].outcomes[outcome]);
  return redirect(exchange, `/account/calls/${call.slug}`);
}

function presentForm(exchange: SignedInExchange, { slug }: LiveCall): Block {
  const words = reviewTexts[exchange.language];
  const field = (name: string, label: string): Field => ({ name, label, type: 'text', isRequired: true });
  return formOf(exchange, `/account/calls/${slug}/present`, words.present, [
    field('practice', words.practiceSlug),
    field('event', words.event),
    field('session', words.session),
  ]);
}

export async function present(exchange: SignedInExchange, call: LiveCall): Promise<HubResponse> {
  const [event, session, practice] = ['event', 'session', 'practice'].map((name) => typed(exchange, name, 200));
  const presentation = { event: event ?? '', session: session ?? '', practice: practice ?? '' };
  const isDone = await exchange.parts.publishers.presentPractice(presentation, exchange.now);
  if (!isDone) return callPage(exchange, call, reviewTexts[exchange.language].outcomes.NOT_FOUND);
  return redirect(exchange, `/account/calls/${call.slug}`);
}
