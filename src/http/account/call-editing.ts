/** Calls for editors: preparing, publishing, extending, deciding; and the page of a call, which everyone starts from. */
import { hasRole } from '#accounts';
import {
  extendCall,
  findCall,
  type LiveCall,
  markDecided,
  markPublished,
  parseQuestions,
  phaseOf,
  placed,
  QuestionSyntaxError,
  receiptNumber,
  submissionsOf,
  writeDraftCall,
} from '#live-calls';
import { clockInPoland, momentInPoland } from '#platform/clock.ts';
import { execute, query } from '#platform/database/index.ts';
import { latestRelease } from '#platform/releases/latest.ts';
import type { Block, Cell, Field } from '#portal/private/page.ts';
import { publishCall, publishResults } from '#sources/live-calls/publish.ts';
import type { HubResponse } from '../message.ts';
import { callFacts, titleOf } from './applications.ts';
import { callTexts } from './calls-texts.ts';
import { formOf, message, pageResponse, redirect, type SignedInExchange, typed } from './exchange.ts';

const wordsOf = ({ language }: SignedInExchange) => callTexts[language];

const kinds = ['PRACTICES', 'LIVING_LAB_PARTICIPANTS'] as const;
const orders = ['FIRST_COME', 'REVIEW'] as const;
const tierChoices = ['ANY', 'GOVERNMENT', 'SELF_GOVERNMENT'] as const;
const populationRules = ['PREFERENCE', 'CONDITION'] as const;

export function newCallPage(exchange: SignedInExchange, alert?: string): HubResponse {
  const words = wordsOf(exchange);
  const text = (name: string, label: string, type: Field['type'] = 'text', isRequired = true): Field => ({
    name,
    label,
    type,
    isRequired,
    value: typed(exchange, name, 20_000),
  });
  const select = (name: string, label: string, options: Field['options']): Field => ({
    ...text(name, label, 'select'),
    ...(options === undefined ? {} : { options }),
  });
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
    { ...text('questions', words.questions, 'textarea'), hint: words.questionsHint },
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
  const number = (name: string): number | null => {
    const text = typed(exchange, name, 10);
    return /^\d{1,8}$/.test(text) ? Number(text) : null;
  };
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
  const [populationFrom, populationTo] = [number('populationFrom'), number('populationTo')];
  if ((populationFrom === null) !== (populationTo === null)) return words.populationFrom;
  if (populationFrom !== null && populationTo !== null && populationTo < populationFrom) return words.populationTo;
  const rule = populationRules.find((known) => known === typed(exchange, 'populationRule')) ?? 'PREFERENCE';
  return {
    slug,
    titlePl,
    titleEn,
    kind,
    admission,
    capacity,
    tiers: tier === 'ANY' ? [] : [tier],
    populationFrom,
    populationTo,
    populationRule: populationFrom === null ? null : rule,
    opensAt,
    closesAt,
    questions: parseQuestions(typed(exchange, 'questions', 20_000)),
  } as const;
}

export async function callPage(exchange: SignedInExchange, call: LiveCall, alert?: string): Promise<HubResponse> {
  const words = wordsOf(exchange);
  const { viewer } = exchange.signedIn;
  const links = viewer.officeIds.map(
    (officeId): Cell => ({
      href: `/account/calls/${call.slug}/${encodeURIComponent(officeId)}`,
      text: words.applyLink(officeId),
    }),
  );
  const blocks: Block[] = [
    ...(alert === undefined ? [] : [message('alert', alert)]),
    callFacts(exchange, call),
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
  const questions = call.questions.map(({ key, type, labelPl }) => `${key} (${type}): ${labelPl}`);
  const preview: Block = { kind: 'list', items: questions };
  if (phase === 'DRAFT') return [preview, formOf(exchange, `${action}/publish`, words.publish)];
  const inOrder = placed(call, await submissionsOf(exchange.parts.database.pool, call.slug));
  const rows = inOrder.map((one): Cell[] => [
    String(one.place),
    { href: `/offices/${encodeURIComponent(one.officeId)}`, text: one.officeId },
    receiptNumber(call.slug, one),
    one.isAdmitted ? words.admitted : words.waiting,
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
    ...(phase === 'OPEN' || phase === 'ANNOUNCED'
      ? [formOf(exchange, `${action}/extend`, words.extend, [extend])]
      : []),
    { kind: 'table', caption: words.submissions, columns, rows },
    ...(phase === 'CLOSED' ? [formOf(exchange, `${action}/results`, words.results)] : []),
  ];
}

/** First the release, then the mark: a call that is marked is in public. To publish it again changes nothing there. */
export async function publish(exchange: SignedInExchange, call: LiveCall): Promise<HubResponse> {
  const { parts, now, signedIn } = exchange;
  if (call.publishedAt !== null) return callPage(exchange, call, wordsOf(exchange).published);
  await publishCall(parts.database, call, { now, publicUrl: parts.publicUrl });
  await markPublished(parts.database.pool, call.slug, { accountId: signedIn.viewer.accountId, now });
  await parts.refresh();
  return redirect(exchange, `/account/calls/${call.slug}`);
}

export async function extend(exchange: SignedInExchange, call: LiveCall): Promise<HubResponse> {
  const { parts, now, signedIn } = exchange;
  const words = wordsOf(exchange);
  const closesAt = momentInPoland(typed(exchange, 'closesAt', 30));
  const editor = { accountId: signedIn.viewer.accountId, now };
  if (closesAt === null || !(await extendCall(parts.database.pool, call.slug, closesAt, editor))) {
    return callPage(exchange, call, words.closesAt);
  }
  const extended = await findCall(parts.database.pool, call.slug);
  if (extended !== null) await publishCall(parts.database, extended, { now, publicUrl: parts.publicUrl });
  await parts.refresh();
  return redirect(exchange, `/account/calls/${call.slug}`);
}

export async function decide(exchange: SignedInExchange, call: LiveCall): Promise<HubResponse> {
  const { parts, now, signedIn } = exchange;
  if (phaseOf(call, now) !== 'CLOSED') return callPage(exchange, call, wordsOf(exchange).phases[phaseOf(call, now)]);
  const submissions = await submissionsOf(parts.database.pool, call.slug);
  const release = await publishResults(parts.database, call, submissions, { now, publicUrl: parts.publicUrl });
  const latest = await latestRelease(parts.database.pool);
  const editor = { accountId: signedIn.viewer.accountId, now };
  await markDecided(parts.database.pool, call.slug, release ?? latest, editor);
  await parts.refresh();
  return redirect(exchange, `/account/calls/${call.slug}`);
}
