/** "Report an error": the form, public tickets, and where editors decide. */
import {
  type Correction,
  type CorrectionTarget,
  conflictsOf,
  correctableFields,
  findCorrection,
  latestCorrections,
  maxLengths,
  openCorrection,
  openCorrections,
  type ProposalError,
  pageOfTarget,
  targetExists,
  targetOfPage,
  writeDecision,
} from '#corrections';
import { inTransaction } from '#platform/database/transaction.ts';
import { formats } from '#platform/locale.ts';
import { splitLanguage } from '#portal/language.ts';
import type { Block, Cell, Field } from '#portal/private/page.ts';
import { isStatedByEditors } from '#sources/corrections/accept.ts';
import type { HubResponse } from '../message.ts';
import { correctionTexts } from './corrections-texts.ts';
import { type NameOf, namesOf } from './entry-names.ts';
import {
  type Exchange,
  formOf,
  message,
  notFoundPage,
  pageResponse,
  redirect,
  type SignedInExchange,
  typed,
} from './exchange.ts';
import { fieldName } from './field-texts.ts';

const wordsOf = ({ language }: Exchange) => correctionTexts[language];

export function reportPage(exchange: Exchange): Promise<HubResponse> {
  return reportForm(exchange, exchange.query.get('page') ?? '', []);
}

async function reportForm(
  exchange: Exchange,
  page: string,
  errors: readonly ProposalError[],
  alert?: string,
): Promise<HubResponse> {
  const words = wordsOf(exchange);
  const { path } = splitLanguage(page);
  const target = targetOfPage(path);
  // What is sent about an entry that is not there says so at the form.
  const isThere = target !== null && (errors.length > 0 || (await targetExists(exchange.parts.database.pool, target)));
  if (target === null || !isThere) {
    return pageResponse(exchange, { title: words.report, blocks: [message('alert', words.notAPage)] }, { status: 404 });
  }
  const alerts = alert === undefined ? [] : [message('alert', alert)];
  const nameOf = await namesOf(exchange, [target]);
  const blocks: Block[] = [
    ...alerts,
    ...errors
      .filter(({ argument }) => argument === 'target')
      .map(({ problem }) => message('alert', words.problems[problem])),
    { kind: 'text', text: words.reportLead },
    { kind: 'facts', facts: [[words.about, { href: path, text: `${words.targets[target.type]}: ${nameOf(target)}` }]] },
    formOf(exchange, '/corrections/new', words.send, [
      { name: 'page', type: 'hidden', value: path },
      ...reportFields(exchange, target.type, errors),
    ]),
  ];
  return pageResponse(
    exchange,
    { title: words.report, blocks },
    { status: blocks.length > 3 ? 400 : errors.length > 0 ? 400 : 200 },
  );
}

function reportFields(exchange: Exchange, type: CorrectionTarget, errors: readonly ProposalError[]): Field[] {
  const words = wordsOf(exchange);
  const given = (
    name: 'field' | 'value' | 'reason' | 'evidence',
  ): Pick<Field, 'name' | 'value' | 'error' | 'maxLength'> => {
    const problem = errors.find(({ argument }) => argument === name)?.problem;
    return {
      name,
      value: typed(exchange, name, maxLengths[name] + 1),
      maxLength: maxLengths[name],
      ...(problem === undefined ? {} : { error: words.problems[problem] }),
    };
  };
  const field: Field = {
    ...given('field'),
    type: 'select',
    label: words.field,
    hint: words.fieldHint,
    options: correctableFields(type).map((value) => ({ value, label: fieldName(value, exchange.language) })),
  };
  return [
    field,
    { ...given('value'), type: 'textarea', label: words.value, isRequired: true },
    { ...given('reason'), type: 'textarea', label: words.reason, isRequired: true },
    { ...given('evidence'), type: 'url', label: words.evidence },
  ];
}

export async function report(exchange: Exchange): Promise<HubResponse> {
  const { parts, request, now } = exchange;
  const words = wordsOf(exchange);
  const page = typed(exchange, 'page', 300);
  const target = targetOfPage(page);
  if (target === null) return reportForm(exchange, page, []);
  const proposal = {
    target,
    field: typed(exchange, 'field', maxLengths.field + 1),
    value: typed(exchange, 'value', maxLengths.value + 1),
    reason: typed(exchange, 'reason', maxLengths.reason + 1),
    evidence: typed(exchange, 'evidence', maxLengths.evidence + 1) || null,
  };
  const network = parts.callers.anonymous(request).id;
  const outcome = await inTransaction(parts.database.pool, (client) =>
    openCorrection(client, proposal, { network, now }),
  );
  if (outcome.status === 'REFUSED') return reportForm(exchange, page, outcome.errors);
  if (outcome.status === 'TOO_MANY') {
    return pageResponse(exchange, { title: words.report, blocks: [message('alert', words.tooMany)] }, { status: 429 });
  }
  const ticket = { href: `/corrections/${outcome.number}`, text: words.see };
  const blocks: Block[] = [message('status', words.sent(outcome.number)), { kind: 'list', items: [ticket] }];
  return pageResponse(exchange, { title: words.report, blocks });
}

function stateOf(exchange: Exchange, { state, release }: Correction): string {
  const words = wordsOf(exchange);
  return state === 'ACCEPTED' && release !== null ? words.acceptedIn(release) : words.states[state];
}

export async function ticketsPage(exchange: Exchange): Promise<HubResponse> {
  const words = wordsOf(exchange);
  const corrections = await latestCorrections(exchange.parts.database.pool, 100);
  const nameOf = await namesOf(
    exchange,
    corrections.map(({ target }) => target),
  );
  const rows = corrections.map((one): Cell[] => [
    { href: `/corrections/${one.number}`, text: words.ticket(one.number) },
    { href: pageOfTarget(one.target), text: `${words.targets[one.target.type]}: ${nameOf(one.target)}` },
    fieldName(one.field, exchange.language),
    stateOf(exchange, one),
  ]);
  const table: Block = {
    kind: 'table',
    caption: words.tickets,
    columns: [words.number, words.about, words.field, words.state],
    rows,
  };
  const files: Block = {
    kind: 'list',
    items: ['csv', 'ndjson'].map((extension) => ({ href: `/corrections.${extension}`, text: words.file(extension) })),
  };
  return pageResponse(exchange, { title: words.tickets, blocks: [files, table] });
}

/** What was proposed and why is public only once an editor has read and accepted it. */
export async function ticketPage(exchange: Exchange, params: Readonly<Record<string, string>>): Promise<HubResponse> {
  const { parts, language } = exchange;
  const words = wordsOf(exchange);
  const correction = await findCorrection(parts.database.pool, Number(params['number']));
  if (correction === null) return notFoundPage(exchange);
  const { target, field, state, value, evidence, proposedAt, decidedAt, answer } = correction;
  const nameOf = await namesOf(exchange, [target]);
  const conflict = (await conflictsOf(parts.database.pool, [correction.number])).get(correction.number) ?? null;
  const moment = (at: Date | null): string | null => (at === null ? null : formats[language].moment(at.toISOString()));
  const isPublic = state === 'ACCEPTED';
  const facts: (readonly [string, Cell | null])[] = [
    [words.about, { href: pageOfTarget(target), text: `${words.targets[target.type]}: ${nameOf(target)}` }],
    [words.field, fieldName(field, language)],
    [words.state, stateOf(exchange, correction)],
    [words.proposed, moment(proposedAt)],
    [words.decided, moment(decidedAt)],
    [words.answer, answer],
    [words.proposedValue, isPublic ? value : null],
    [words.evidence, isPublic ? evidence : null],
    [words.conflict, conflict === null ? null : words.conflictWith(conflict)],
  ];
  return pageResponse(exchange, { title: words.ticket(correction.number), blocks: [{ kind: 'facts', facts }] });
}

export async function decisionsPage(exchange: SignedInExchange, alert?: string): Promise<HubResponse> {
  const words = wordsOf(exchange);
  const corrections = await openCorrections(exchange.parts.database.pool);
  const blocks: Block[] = alert === undefined ? [] : [message('alert', alert)];
  if (corrections.length === 0) blocks.push({ kind: 'text', text: exchange.texts.nothingWaits });
  const nameOf = await namesOf(
    exchange,
    corrections.map(({ target }) => target),
  );
  for (const correction of corrections) blocks.push(...decisionBlocks(exchange, correction, nameOf));
  return pageResponse(exchange, { title: words.open, blocks }, { status: alert === undefined ? 200 : 409 });
}

function decisionBlocks(exchange: SignedInExchange, correction: Correction, nameOf: NameOf): Block[] {
  const words = wordsOf(exchange);
  const { number, target, field, value, reason, evidence } = correction;
  const hidden: Field = { name: 'number', type: 'hidden', value: String(number) };
  const isWritable = isStatedByEditors(correction);
  const release: Field = {
    name: 'release',
    type: 'number',
    label: words.acceptInRelease,
    hint: words.acceptNote,
    isRequired: !isWritable,
  };
  const answer: Field = {
    name: 'answer',
    type: 'textarea',
    label: words.declineReason,
    isRequired: true,
    maxLength: maxLengths.answer,
  };
  return [
    { kind: 'heading', text: words.ticket(number) },
    {
      kind: 'facts',
      facts: [
        [words.about, { href: pageOfTarget(target), text: `${words.targets[target.type]}: ${nameOf(target)}` }],
        [words.field, fieldName(field, exchange.language)],
        [words.value, value],
        [words.reason, reason],
        [words.evidence, evidence],
      ],
    },
    formOf(
      exchange,
      '/account/corrections/accept',
      words.accept,
      target.type === 'OFFICE' && isWritable ? [hidden] : [hidden, release],
    ),
    formOf(exchange, '/account/corrections/decline', words.decline, [hidden, answer]),
  ];
}

export async function accept(exchange: SignedInExchange): Promise<HubResponse> {
  const { parts, signedIn, now } = exchange;
  const correction = await findCorrection(parts.database.pool, Number(typed(exchange, 'number', 9)));
  if (correction === null) return decisionsPage(exchange, wordsOf(exchange).notPossible);
  const given = typed(exchange, 'release', 9);
  const release = given === '' ? null : Number(given);
  const acceptance = { editor: signedIn.viewer.accountId, now, release };
  const isDone = Number.isNaN(release) ? false : await parts.publishers.acceptCorrection(correction, acceptance);
  return isDone ? redirect(exchange, '/account/corrections') : decisionsPage(exchange, wordsOf(exchange).notPossible);
}

export async function decline(exchange: SignedInExchange): Promise<HubResponse> {
  const { parts, signedIn, now } = exchange;
  const decision = { number: Number(typed(exchange, 'number', 9)), editor: signedIn.viewer.accountId, now };
  const answer = typed(exchange, 'answer', maxLengths.answer);
  const isDone =
    answer !== '' &&
    (await inTransaction(parts.database.pool, (client) =>
      writeDecision(client, decision, { state: 'DECLINED', answer }),
    ));
  return isDone ? redirect(exchange, '/account/corrections') : decisionsPage(exchange, wordsOf(exchange).notPossible);
}
