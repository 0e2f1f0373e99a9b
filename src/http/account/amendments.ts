/** Amendments: those of offices, those that editors decide, and approved ones as everyone sees them. */
import { hasRole } from '#accounts';
import {
  type Amendment,
  type AmendmentReview,
  findAmendment,
  latestAmendments,
  pageOfAmended,
  practiceOfAdoption,
  reviewableAmendments,
  reviewsOfAmendment,
} from '#corrections';
import { formats } from '#platform/locale.ts';
import type { Block, Cell } from '#portal/private/page.ts';
import { type Returned, returnOf } from '#reviews';
import type { HubResponse } from '../message.ts';
import { amendmentTexts } from './amendments-texts.ts';
import { namesOf, officeLinks } from './entry-names.ts';
import { type Exchange, pageResponse, type SignedInExchange } from './exchange.ts';
import { fieldName } from './field-texts.ts';
import { reviewTexts } from './review-texts.ts';

const wordsOf = ({ language }: Exchange) => amendmentTexts[language];
export const pathOf = ({ number }: Pick<Amendment, 'number'>): string => `/account/amendments/${number}`;

export interface AmendmentSeen {
  readonly amendment: Amendment;
  readonly reviews: readonly AmendmentReview[];
  readonly isOffice: boolean;
  readonly isEditor: boolean;
  /** That it was returned for completion. */
  readonly returned: Returned | null;
  /** Of the viewer. */
  readonly own: AmendmentReview | undefined;
}

/** Null unless the viewer acts for the office, is an editor, or is assigned to review it. */
export async function amendmentSeen(
  { parts, signedIn }: SignedInExchange,
  { number }: Readonly<Record<string, string>>,
): Promise<AmendmentSeen | null> {
  const { viewer } = signedIn;
  const amendment = await findAmendment(parts.database.pool, Number(number));
  if (amendment === null) return null;
  const reviews = await reviewsOfAmendment(parts.database.pool, amendment.number);
  const own = reviews.find(({ reviewerId }) => reviewerId === viewer.accountId);
  const isOffice = viewer.officeIds.includes(amendment.officeId);
  const isEditor = hasRole(viewer, 'EDITOR');
  if (!isOffice && !isEditor && own === undefined) return null;
  const returned = await returnOf(parts.database.pool, reviewableAmendments, amendment.number);
  return { amendment, reviews, isOffice, isEditor, own, returned };
}

export async function amendmentsPage(exchange: SignedInExchange): Promise<HubResponse> {
  const words = wordsOf(exchange);
  const { pool } = exchange.parts.database;
  const { viewer } = exchange.signedIn;
  const own = await latestAmendments(pool, { officeIds: viewer.officeIds }, false);
  const toDecide = hasRole(viewer, 'EDITOR') ? await latestAmendments(pool, { state: 'OPEN' }, true) : [];
  const reviews: Block = { kind: 'list', items: [{ href: '/review', text: reviewTexts[exchange.language].reviews }] };
  const blocks: Block[] = [
    ...(hasRole(viewer, 'REVIEWER') ? [reviews] : []),
    ...(await table(exchange, words.own, own)),
    ...(toDecide.length === 0 ? [] : await table(exchange, words.toDecide, toDecide)),
  ];
  return pageResponse(exchange, { title: words.title, blocks });
}

async function table(exchange: SignedInExchange, caption: string, listed: readonly Amendment[]): Promise<Block[]> {
  const words = wordsOf(exchange);
  if (listed.length === 0)
    return [
      { kind: 'heading', text: caption },
      { kind: 'text', text: words.none },
    ];
  const nameOf = await namesOf(
    exchange,
    listed.map(({ target }) => target),
  );
  const rows = listed.map((one): Cell[] => [
    { href: pathOf(one), text: words.amendment(one.number) },
    `${words.targets[one.target.type]}: ${nameOf(one.target)}`,
    words.states[one.state],
  ]);
  return [{ kind: 'table', caption, columns: [words.title, words.about, words.state], rows }];
}

export async function factsOf(exchange: Exchange, { target, officeId, state }: Amendment): Promise<Block> {
  const words = wordsOf(exchange);
  const practice =
    target.type === 'ADOPTION' ? await practiceOfAdoption(exchange.parts.database.pool, target.key) : null;
  const nameOf = await namesOf(exchange, [target]);
  const linkOf = await officeLinks(exchange, [officeId]);
  return {
    kind: 'facts',
    facts: [
      [
        words.about,
        { href: pageOfAmended(target, practice), text: `${words.targets[target.type]}: ${nameOf(target)}` },
      ],
      [words.office, linkOf(officeId)],
      [words.state, words.states[state]],
    ],
  };
}

export function changesTable(exchange: Exchange, { changes }: Amendment): Block {
  const words = wordsOf(exchange);
  const rows = changes.map(({ field, before, value }): Cell[] => [
    fieldName(field, exchange.language),
    before ?? '–',
    value,
  ]);
  return { kind: 'table', caption: words.after, columns: [words.field, words.before, words.after], rows };
}

/** For everyone: what was approved, never who wrote, reviewed or decided it. */
export async function approvedPage(exchange: Exchange): Promise<HubResponse> {
  const words = wordsOf(exchange);
  const approved = await latestAmendments(exchange.parts.database.pool, { state: 'APPROVED' }, false);
  const nameOf = await namesOf(
    exchange,
    approved.map(({ target }) => target),
  );
  const linkOf = await officeLinks(
    exchange,
    approved.map(({ officeId }) => officeId),
  );
  const rows = approved.map((one): Cell[] => [
    { href: `/amendments/${one.number}`, text: words.amendment(one.number) },
    `${words.targets[one.target.type]}: ${nameOf(one.target)}`,
    linkOf(one.officeId),
    one.release === null ? '–' : { href: `/releases/${one.release}`, text: String(one.release) },
  ]);
  const columns = [words.title, words.about, words.office, words.release];
  const listed: Block =
    rows.length === 0 ? { kind: 'text', text: words.none } : { kind: 'table', caption: words.public, columns, rows };
  return pageResponse(exchange, { title: words.public, blocks: [{ kind: 'text', text: words.publicLead }, listed] });
}

export async function approvedAmendmentPage(
  exchange: Exchange,
  { number }: Readonly<Record<string, string>>,
): Promise<HubResponse | null> {
  const words = wordsOf(exchange);
  const amendment = await findAmendment(exchange.parts.database.pool, Number(number));
  if (amendment?.state !== 'APPROVED') return null;
  const { decidedAt, decidedRole, release } = amendment;
  const approved: Block = {
    kind: 'facts',
    facts: [
      [words.approvedBy, decidedRole === null ? null : exchange.texts.roles[decidedRole]],
      [words.approvedOn, decidedAt === null ? null : formats[exchange.language].moment(decidedAt.toISOString())],
      [words.release, release === null ? null : { href: `/releases/${release}`, text: String(release) }],
    ],
  };
  const blocks = [await factsOf(exchange, amendment), approved, changesTable(exchange, amendment)];
  return pageResponse(exchange, { title: words.amendment(amendment.number), blocks });
}
