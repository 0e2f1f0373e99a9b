/** Calls for those who apply: the list, the form of an office, its receipt. */
import { hasRole } from '#accounts';
import { labelOf } from '#graphql/labels.ts';
import {
  type Answers,
  decisionsOf,
  type EligibilityRule,
  eligibilityOf,
  filesOf,
  findApplication,
  findCall,
  type LiveCall,
  listCalls,
  mayChange,
  openReturn,
  phaseOf,
  placed,
  receiptNumber,
  type Submission,
  shownSteps,
  submissionsOf,
  wrongIn,
} from '#live-calls';
import { formats } from '#platform/locale.ts';
import type { Block, Cell, Field } from '#portal/private/page.ts';
import type { HubResponse } from '../message.ts';
import { fileCell, questionFields, theirsBlocks } from './application-form.ts';
import { callTexts } from './calls-texts.ts';
import { officeLinks } from './entry-names.ts';
import { formOf, message, pageResponse, type SignedInExchange } from './exchange.ts';
import { reviewTexts } from './review-texts.ts';

type Params = Readonly<Record<string, string>>;

const wordsOf = ({ language }: SignedInExchange) => callTexts[language];
const pathOf = (slug: string): string => `/account/calls/${slug}`;

export function titleOf({ language }: SignedInExchange, { titlePl, titleEn }: LiveCall): string {
  return language === 'pl' ? titlePl : titleEn;
}

export async function callsPage(exchange: SignedInExchange): Promise<HubResponse> {
  const words = wordsOf(exchange);
  const isEditor = hasRole(exchange.signedIn.viewer, 'EDITOR');
  const calls = (await listCalls(exchange.parts.database.pool)).filter(
    ({ publishedAt }) => isEditor || publishedAt !== null,
  );
  const rows = calls.map((call): Cell[] => [
    { href: pathOf(call.slug), text: titleOf(exchange, call) },
    words.phases[phaseOf(call, exchange.now)],
    momentIn(exchange, call.closesAt),
  ]);
  const table: Block =
    rows.length === 0
      ? { kind: 'text', text: words.none }
      : { kind: 'table', caption: words.calls, columns: [words.call, words.state, words.closes], rows };
  const links: Block[] = isEditor ? [{ kind: 'list', items: [{ href: '/account/new-call', text: words.create }] }] : [];
  return pageResponse(exchange, { title: words.calls, blocks: [...links, table] });
}

function momentIn({ language }: SignedInExchange, moment: Date): string {
  return formats[language].moment(moment.toISOString());
}

export function callFacts(exchange: SignedInExchange, call: LiveCall): Block[] {
  const words = wordsOf(exchange);
  const { language } = exchange;
  const channels = call.channels.map(({ tier, email, url }) => [words.tiers[tier ?? 'ANY'], email ?? url].join(': '));
  const documents = call.documents.map((document): Cell => ({ href: document.url, text: document[language] }));
  return [
    {
      kind: 'facts',
      facts: [
        [words.state, words.phases[phaseOf(call, exchange.now)]],
        [words.opens, momentIn(exchange, call.opensAt)],
        [words.closes, momentIn(exchange, call.closesAt)],
        [words.resultsDueOn, formats[language].day(call.resultsDueOn)],
        [words.capacity, String(call.capacity)],
        [words.order, words.orders[call.admission]],
        [words.channels, channels.length === 0 ? null : channels.join('; ')],
      ],
    },
    ...(documents.length === 0
      ? []
      : ([
          { kind: 'heading', text: words.documents },
          { kind: 'list', items: documents },
        ] as const)),
  ];
}

/** Null for a call that is none, or a draft that the viewer may not see. */
export async function visibleCall(exchange: SignedInExchange, { slug = '' }: Params): Promise<LiveCall | null> {
  const call = await findCall(exchange.parts.database.pool, slug);
  return call === null || (call.publishedAt === null && !hasRole(exchange.signedIn.viewer, 'EDITOR')) ? null : call;
}

export interface Applying {
  readonly call: LiveCall;
  readonly officeId: string;
}

/** Null unless the account acts for the office. */
export async function applying(exchange: SignedInExchange, params: Params): Promise<Applying | null> {
  const call = await visibleCall(exchange, params);
  const officeId = params['office'] ?? '';
  return call === null || !exchange.signedIn.viewer.officeIds.includes(officeId) ? null : { call, officeId };
}

interface FormState {
  readonly notice?: Block;
  readonly answers?: Answers;
  readonly version?: number;
  readonly theirs?: Answers;
  /** By the keys of questions. */
  readonly errors?: ReadonlyMap<string, string>;
  readonly status?: number;
}

export async function applicationPage(
  exchange: SignedInExchange,
  { call, officeId }: Applying,
  state: FormState = {},
): Promise<HubResponse> {
  const words = wordsOf(exchange);
  const { pool } = exchange.parts.database;
  const saved = await findApplication(pool, { slug: call.slug, officeId });
  const rules = await eligibilityOf(pool, call, officeId);
  const submissions = await submissionsOf(pool, call.slug);
  const action = `${pathOf(call.slug)}/${encodeURIComponent(officeId)}`;
  const answers = state.answers ?? saved.answers;
  const version: Field = { name: 'version', type: 'hidden', value: String(state.version ?? saved.version) };
  const files = await filesOf(pool, { slug: call.slug, officeId });
  const { errors = new Map<string, string>() } = state;
  const shown = shownSteps(call, await wrongIn(pool, call, { slug: call.slug, officeId }, answers));
  const fields = questionFields(exchange, call, { answers, files, errors }, shown);
  const folder = `${action}/files`;
  const theirs =
    state.theirs === undefined ? [] : await theirsBlocks(exchange, call, { answers: state.theirs, files }, folder);
  const attached = files.filter(({ sha256 }) => Object.values(answers).includes(sha256));
  const isOpen = await mayChange(pool, call, { officeId, now: exchange.now });
  const returned = await openReturn(pool, call.slug, officeId, exchange.now);
  const blocks: Block[] = [
    ...(state.notice === undefined ? [] : [state.notice]),
    ...(returned === null
      ? []
      : [
          message(
            'alert',
            reviewTexts[exchange.language].returnedUntil(momentIn(exchange, returned.dueAt), returned.note),
          ),
        ]),
    ...callFacts(exchange, call),
    ...(await decisionBlocks(exchange, { call, officeId }, submissions)),
    eligibilityTable(exchange, rules),
    ...receiptBlocks(exchange, { call, officeId }, submissions),
    ...theirs,
  ];
  if (attached.length > 0) {
    const items = attached.map((file) => fileCell(exchange, file, `${folder}/${file.sha256}`));
    blocks.push({ kind: 'heading', text: words.files }, { kind: 'list', items });
  }
  if (isOpen) {
    const isMultipart = call.questions.some(({ type }) => type === 'file');
    const steps: Field[] = call.steps.length === 0 ? [] : [{ name: 'shown', type: 'hidden', value: String(shown) }];
    const form = formOf(exchange, `${action}/draft`, words.saveDraft, [version, ...steps, ...fields]);
    const next = call.steps[shown]?.[exchange.language];
    blocks.push({ ...form, isMultipart, autosave: words.autosave });
    blocks.push(
      ...(next === undefined
        ? [{ kind: 'text', text: words.submitLead } as const, formOf(exchange, `${action}/submit`, words.submit)]
        : [{ kind: 'text', text: words.nextStep(next) } as const]),
    );
  }
  const office = (await officeLinks(exchange, [officeId]))(officeId).text;
  const page = { title: `${titleOf(exchange, call)}: ${words.apply(office)}`, blocks };
  return pageResponse(exchange, page, { status: state.status ?? 200 });
}

/** The reasons are the applicant's once the results are public. */
async function decisionBlocks(
  exchange: SignedInExchange,
  { call, officeId }: Applying,
  submissions: readonly Submission[],
): Promise<Block[]> {
  if (call.resultsRelease === null) return [];
  const words = reviewTexts[exchange.language];
  const own = submissions.find((one) => one.officeId === officeId && one.withdrawnAt === null);
  const decisions = await decisionsOf(exchange.parts.database.pool, call.slug);
  const decision = decisions.find(({ sequence }) => sequence === own?.sequence);
  if (decision === undefined) return [];
  const facts = [
    [words.decision, words.decisions[decision.outcome]],
    [words.reasons, decision.reasons],
  ] as const;
  return [{ kind: 'facts', facts }];
}

function eligibilityTable(exchange: SignedInExchange, rules: readonly EligibilityRule[]): Block {
  const words = wordsOf(exchange);
  const rows = rules.map(({ rule, isCondition, isMet, wanted, known }): Cell[] => {
    const shown = (value: string) => ruleValue(exchange, rule, value);
    return [
      `${words.rules[rule]} (${isCondition ? words.condition : words.preference})`,
      isMet === null ? words.unknown : isMet ? words.met : words.notMet,
      wanted.map(shown).join(rule === 'POPULATION' ? '–' : ', '),
      known === null || known === '' ? '–' : shown(known),
    ];
  });
  const columns = [words.rule, words.state, words.wanted, words.known];
  return { kind: 'table', caption: words.eligibility, columns, rows };
}

const enumOfRule = { ACTIVE: 'OfficeStatus', TIER: 'OfficeTier', UNIT_KIND: 'TerritorialKind' } as const;

function ruleValue({ language }: SignedInExchange, rule: EligibilityRule['rule'], value: string): string {
  return rule === 'POPULATION' ? formats[language].number(Number(value)) : labelOf(enumOfRule[rule], value, language);
}

function receiptBlocks(
  exchange: SignedInExchange,
  { call, officeId }: Applying,
  submissions: readonly Submission[],
): Block[] {
  const words = wordsOf(exchange);
  const mine = placed(call, submissions).find((one) => one.officeId === officeId);
  if (mine === undefined) return [];
  const place = `${mine.place} (${mine.isAdmitted ? words.admitted : words.waiting})`;
  const action = `${pathOf(call.slug)}/${encodeURIComponent(officeId)}/withdraw`;
  return [
    { kind: 'heading', text: words.receipt },
    {
      kind: 'facts',
      facts: [
        [words.receiptNumber, receiptNumber(call.slug, mine)],
        [words.receiptTime, momentIn(exchange, mine.submittedAt)],
        [words.digest, mine.digest],
        [words.place, call.admission === 'FIRST_COME' ? place : null],
      ],
    },
    ...(phaseOf(call, exchange.now) === 'OPEN' ? [formOf(exchange, action, words.withdraw)] : []),
  ];
}
