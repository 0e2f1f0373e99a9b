/** Contacts as lists write them, in one form each; null for what is none. */
import { isMobilePhone } from './personal-data.ts';

/** One line without blanks at its ends; null when nothing is left. */
export function plainText(text: string | null | undefined): string | null {
  const plain = (text ?? '').replaceAll(/[\s\u00a0]+/g, ' ').trim();
  return plain === '' || /^[-–.]$/.test(plain) ? null : plain;
}

/** `+48 32 239 11 65`, with `wew. 12` for an extension; null unless it has the 9 digits of a landline. */
export function phoneOf(area: string | null, number: string | null, extension: string | null = null): string | null {
  const digits = `${area ?? ''}${number ?? ''}`
    .replace(/\D/g, '')
    .replace(/^(00)?48(?=\d{9}$)/, '')
    .replace(/^0(?=\d{9}$)/, '');
  if (digits.length !== 9 || isMobilePhone(digits)) return null;
  const grouped = `+48 ${digits.slice(0, 2)} ${digits.slice(2, 5)} ${digits.slice(5, 7)} ${digits.slice(7)}`;
  const inner = plainText(extension);
  return inner === null ? grouped : `${grouped} wew. ${inner}`;
}

/** The first address in a cell, in lower case. */
export function emailOf(text: string | null): string | null {
  const found = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/.exec(text ?? '')?.[0];
  return found === undefined ? null : found.toLowerCase();
}

/** All web addresses in a cell, with a scheme; mends `hhtps://` and `http:/`. */
export function urlsOf(text: string | null): string[] {
  const parts = (text ?? '')
    .split(/\s+|[,;](?=\s|www\.|https?:|$)|(?<=\w)(?=https?:)/i)
    .filter((part) => part.includes('.'));
  return parts.flatMap((part) => {
    const rest = part.replace(/^h+t+p?s?:?\/{1,2}/i, '').replace(/^h+t+ps:?\/{1,2}/i, '');
    const scheme = /^h+t+p*s/i.test(part) ? 'https' : 'http';
    const url = URL.canParse(`${scheme}://${rest}`) ? new URL(`${scheme}://${rest}`) : null;
    const isHost = url !== null && /^([\w-]+\.)+[a-z]{2,}$/i.test(url.hostname);
    return isHost && url !== null ? [url.pathname === '/' && url.search === '' ? url.origin : url.href] : [];
  });
}

/** Whether it is a page of the public information bulletin (BIP). */
export function isBip(url: string): boolean {
  return /(^|[.-])e?-?bip[.-]|\bbip[a-z-]*\.|\.bip\w*\./i.test(new URL(url).hostname);
}

/** `/urzad/skrytka` */
export function epuapOf(text: string | null): string | null {
  const found = /(?:^|[\s:])(\/?[\w.-]+\/[\w.-]+)/.exec(text ?? '')?.[1];
  return found === undefined ? null : found.startsWith('/') ? found : `/${found}`;
}

/** `AE:PL-12345-67890-ABCDE-12` */
export function eDeliveryOf(text: string | null): string | null {
  return /AE:PL-\d{5}-\d{5}-[A-Z]{5}-\d{2}/.exec((text ?? '').toUpperCase())?.[0] ?? null;
}

/** `44-100` */
export function postalCodeOf(text: string | null): string | null {
  const digits = (text ?? '').replace(/\D/g, '');
  return digits.length === 5 ? `${digits.slice(0, 2)}-${digits.slice(2)}` : null;
}
