/** What pages have of passkeys: a form to sign in with one, those of an account, a form for another one. */
import type { Passkey } from '#accounts';
import { formats } from '#platform/locale.ts';
import type { Block, Cell, Field, FormBlock } from '#portal/private/page.ts';
import { type Exchange, formOf, type SignedInExchange } from './exchange.ts';

const response: Field = { name: 'response', type: 'hidden', value: '' };

export function passkeySignInForm(exchange: Exchange): FormBlock {
  const { texts } = exchange;
  const form = formOf(exchange, '/account/passkey/sign-in', texts.passkeySignIn, [response]);
  return { ...form, passkey: { kind: 'get', options: '/account/passkey/options', failed: texts.passkeyFailed } };
}

export function passkeyBlocks(exchange: SignedInExchange, passkeys: readonly Passkey[]): Block[] {
  const { texts, language } = exchange;
  const rows = passkeys.map(({ id, name, createdAt, lastUsedAt }): Cell[] => [
    name,
    formats[language].moment(createdAt.toISOString()),
    lastUsedAt === null ? '–' : formats[language].moment(lastUsedAt.toISOString()),
    formOf(exchange, '/account/passkeys/remove', texts.passkeyRemove, [{ name: 'id', type: 'hidden', value: id }]),
  ]);
  const columns = [texts.passkeyName, texts.since, texts.passkeyUsed, texts.action];
  const add = formOf(exchange, '/account/passkeys', texts.passkeyAdd, [
    { name: 'name', type: 'text', label: texts.passkeyName, isRequired: true, maxLength: 60 },
    response,
  ]);
  return [
    { kind: 'heading', text: texts.passkeys },
    { kind: 'text', text: texts.passkeysLead },
    ...(rows.length === 0 ? [] : [{ kind: 'table', caption: texts.passkeys, columns, rows } as const]),
    { ...add, passkey: { kind: 'create', options: '/account/passkeys/options', failed: texts.passkeyFailed } },
  ];
}
