/** The pages of an account about itself: its role, the offices it acts for, its end. */
import { type Claim, claim, claimsOf, confirmByMail, eraseOwnAccount, hasRole, passkeysOf } from '#accounts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { Block, Cell } from '#portal/private/page.ts';
import type { HubResponse } from '../message.ts';
import { amendmentTexts } from './amendments-texts.ts';
import { callTexts } from './calls-texts.ts';
import { conflictTexts } from './conflicts-texts.ts';
import { correctionTexts } from './corrections-texts.ts';
import {
  claimingOf,
  type Exchange,
  formOf,
  message,
  pageResponse,
  redirect,
  type SignedInExchange,
  typed,
} from './exchange.ts';
import { passkeyBlocks } from './passkey-forms.ts';
import { reviewTexts } from './review-texts.ts';
import { webhookTexts } from './webhooks-texts.ts';

export async function accountPage(exchange: SignedInExchange, notice?: Block, status = 200): Promise<HubResponse> {
  const { parts, texts, signedIn, now } = exchange;
  const { viewer } = signedIn;
  const claims = await claimsOf(parts.database.pool, viewer.accountId, now);
  return pageResponse(
    exchange,
    {
      title: texts.account,
      blocks: [
        ...(notice === undefined ? [] : [notice]),
        {
          kind: 'facts',
          facts: [
            [texts.email, viewer.email],
            [texts.role, texts.roles[viewer.role]],
          ],
        },
        { kind: 'list', items: linksOf(exchange) },
        formOf(exchange, '/account/sign-out', texts.signOut),
        ...officeBlocks(exchange, claims),
        ...passkeyBlocks(exchange, await passkeysOf(parts.database.pool, viewer.accountId)),
        { kind: 'heading', text: texts.erase },
        { kind: 'text', text: texts.eraseLead },
        formOf(exchange, '/account/erase', texts.erase, [
          { name: 'agree', type: 'checkbox', label: texts.eraseAgree, isRequired: true },
        ]),
      ],
    },
    { status },
  );
}

/** What else there is for the role. */
function linksOf({ signedIn, texts, language }: SignedInExchange): Cell[] {
  const calls = { href: '/account/calls', text: callTexts[language].calls };
  const reviews = { href: '/review', text: reviewTexts[language].reviews };
  const amendments = { href: '/account/amendments', text: amendmentTexts[language].title };
  const webhooks = { href: '/account/webhooks', text: webhookTexts[language].title };
  const common = [calls, amendments, webhooks];
  if (!hasRole(signedIn.viewer, 'EDITOR')) {
    return hasRole(signedIn.viewer, 'REVIEWER') ? [...common, reviews] : common;
  }
  return [
    ...common,
    reviews,
    { href: '/account/claims', text: texts.claims },
    { href: '/account/corrections', text: correctionTexts[language].open },
    { href: '/account/conflicts', text: conflictTexts[language].title },
    { href: '/account/audit', text: texts.audit },
  ];
}

function officeBlocks(exchange: SignedInExchange, claims: readonly Claim[]): Block[] {
  const { texts } = exchange;
  const rows = claims.map(({ officeId, officeName, confirmedAt }): Cell[] => [
    { href: `/offices/${encodeURIComponent(officeId)}`, text: officeName },
    confirmedAt === null ? texts.openOffice : texts.confirmedOffice,
  ]);
  return [
    { kind: 'heading', text: texts.offices },
    rows.length === 0
      ? { kind: 'text', text: texts.noOffices }
      : { kind: 'table', caption: texts.offices, columns: [texts.office, texts.role], rows },
    formOf(exchange, '/account/offices', texts.claim, [
      {
        name: 'office',
        type: 'text',
        label: texts.officeCode,
        hint: texts.officeCodeHint,
        isRequired: true,
        maxLength: 100,
      },
    ]),
  ];
}

export async function addOffice(exchange: SignedInExchange): Promise<HubResponse> {
  const { claimOutcomes } = exchange.texts;
  const status = await claim(claimingOf(exchange), typed(exchange, 'office', 100));
  if (status !== 'CLAIMED') return accountPage(exchange, message('alert', claimOutcomes[status]), 400);
  return accountPage(exchange, message('status', claimOutcomes.CLAIMED));
}

/** From the mailbox of the office, whoever reads it: no account is needed. */
export function claimPage(exchange: Exchange): HubResponse {
  const { texts, query } = exchange;
  const form = formOf(exchange, '/account/office-claim', texts.confirm, [
    { name: 'token', type: 'hidden', value: query.get('token')?.slice(0, 100) ?? '' },
  ]);
  return pageResponse(exchange, {
    title: texts.confirmClaim,
    blocks: [{ kind: 'text', text: texts.confirmClaimLead }, form],
  });
}

export async function confirmClaim(exchange: Exchange): Promise<HubResponse> {
  const { parts, texts, now } = exchange;
  const token = typed(exchange, 'token', 100);
  const confirmed = await inTransaction(parts.database.pool, (client) => confirmByMail(client, token, now));
  const block =
    confirmed === null
      ? message('alert', texts.unknownLink)
      : message('status', texts.claimConfirmed(confirmed.officeName));
  const status = confirmed === null ? 403 : 200;
  return pageResponse(exchange, { title: texts.confirmClaim, blocks: [block] }, { status });
}

export async function erase(exchange: SignedInExchange): Promise<HubResponse> {
  const { parts, signedIn, texts, now } = exchange;
  if (typed(exchange, 'agree') !== 'yes') return redirect(exchange, '/account');
  await inTransaction(parts.database.pool, (client) => eraseOwnAccount(client, signedIn.viewer.accountId, now));
  const page = { title: texts.erase, blocks: [message('status', texts.erased)] };
  return pageResponse({ ...exchange, signedIn: null }, page, { cookie: parts.sessions.clearCookie('session') });
}
