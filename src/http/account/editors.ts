/** Pages for editors: claims of offices, and the audit log. */
import { Readable } from 'node:stream';
import { type AuditRecord, confirmByEditor, declineClaim, openClaims, readAudit } from '#accounts';
import type { Database } from '#platform/database/index.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { formats } from '#platform/locale.ts';
import type { Block, Cell, Field } from '#portal/private/page.ts';
import type { HubResponse } from '../message.ts';
import { claimingOf, formOf, pageResponse, redirect, type SignedInExchange, typed } from './exchange.ts';

export async function claimsPage(exchange: SignedInExchange): Promise<HubResponse> {
  const { parts, texts, now, language } = exchange;
  const claims = await openClaims(parts.database.pool, now);
  const rows = claims.map(({ accountId, officeId, officeName, claimedAt }): Cell[] => [
    { href: `/offices/${encodeURIComponent(officeId)}`, text: officeName },
    accountId,
    formats[language].moment(claimedAt.toISOString()),
    formOf(exchange, '/account/claims', texts.confirm, claimFields(accountId, officeId)),
    formOf(exchange, '/account/claims/decline', texts.decline, claimFields(accountId, officeId)),
  ]);
  const columns = [texts.office, texts.person, texts.since, texts.confirm, texts.decline];
  const block: Block =
    rows.length === 0
      ? { kind: 'text', text: texts.nothingWaits }
      : { kind: 'table', caption: texts.claims, columns, rows };
  return pageResponse(exchange, { title: texts.claims, blocks: [block] });
}

function claimFields(accountId: string, officeId: string): Field[] {
  return [
    { name: 'account', type: 'hidden', value: accountId },
    { name: 'office', type: 'hidden', value: officeId },
  ];
}

function claimIn(exchange: SignedInExchange) {
  return { accountId: typed(exchange, 'account', 100), officeId: typed(exchange, 'office', 100) };
}

export async function declineClaims(exchange: SignedInExchange): Promise<HubResponse> {
  await declineClaim(claimingOf(exchange), claimIn(exchange));
  return redirect(exchange, '/account/claims');
}

export async function confirmClaims(exchange: SignedInExchange): Promise<HubResponse> {
  const { parts, signedIn, now } = exchange;
  const claim = claimIn(exchange);
  const editor = signedIn.viewer.accountId;
  await inTransaction(parts.database.pool, (client) => confirmByEditor(client, claim, { editor, now }));
  return redirect(exchange, '/account/claims');
}

const auditPage = 100;
const auditChunk = 5_000;

export async function auditLog(exchange: SignedInExchange): Promise<HubResponse> {
  const { parts, texts, query, language } = exchange;
  const cursor = query.get('before') ?? '';
  const before = /^\d{1,18}$/.test(cursor) ? cursor : undefined;
  const acts = await readAudit(parts.database.pool, { limit: auditPage, before });
  const rows = acts.map(({ at, action, subject, actor, before: former, after }): Cell[] => [
    formats[language].moment(at.toISOString()),
    action,
    subject,
    actor ?? '–',
    JSON.stringify({ before: former, after }),
  ]);
  const columns = [texts.moment, texts.action, texts.subject, texts.person, texts.change];
  const last = acts.length === auditPage ? acts.at(-1) : undefined;
  const links: Cell[] = [
    { href: '/account/audit.ndjson', text: texts.auditExport },
    ...(last === undefined ? [] : [{ href: `/account/audit?before=${last.id}`, text: texts.older }]),
  ];
  return pageResponse(exchange, {
    title: texts.audit,
    blocks: [
      { kind: 'text', text: texts.auditNote },
      { kind: 'table', caption: texts.audit, columns, rows },
      { kind: 'list', items: links },
    ],
  });
}

/** All of it, the newest first. */
export function auditFile({ parts }: SignedInExchange): HubResponse {
  return {
    status: 200,
    headers: {
      'content-type': 'application/x-ndjson; charset=utf-8',
      'content-disposition': 'attachment; filename="audit.ndjson"',
      'cache-control': 'private, no-store',
      vary: 'Cookie',
    },
    body: { bytes: null, open: () => Readable.from(auditLines(parts.database)) },
  };
}

async function* auditLines({ pool }: Database): AsyncGenerator<Buffer> {
  let before: string | undefined;
  for (;;) {
    const acts: AuditRecord[] = await readAudit(pool, { limit: auditChunk, before });
    if (acts.length > 0) yield Buffer.from(acts.map((act) => `${JSON.stringify(act)}\n`).join(''));
    before = acts.at(-1)?.id;
    if (acts.length < auditChunk) return;
  }
}
