/** Contacts as lists write them, in one form each; null for what is none. */

/** One line without blanks at its ends; null when nothing is left. */
export function plainText(text: string | null | undefined): string | null {
  const plain = (text ?? '').replaceAll(/[\s\u00a0]+/g, ' ').trim();
  return plain === '' || /^[-–.]$/.test(plain) ? null : plain;
}

/** The first address in a cell, in lower case. */
export function emailOf(text: string | null): string | null {
  const found = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/.exec(text ?? '')?.[0];
  return found === undefined ? null : found.toLowerCase();
}

/** All web addresses in a cell, with a scheme; corrects `hhtps://`, `http:/` and a sentence's dot at the end. */
export function urlsOf(text: string | null): string[] {
  const parts = (text ?? '')
    .split(/\s+|[,;](?=\s|www\.|https?:|$)|(?<=\w)(?=https?:)/i)
    .map((part) => part.replace(/^[(<"'„]+|[.,;:)>"'”]+$/g, ''))
    .filter((part) => part.includes('.'));
  return parts.flatMap((part) => {
    const rest = part.replace(/^h+t+p?s?:?\/{1,2}/i, '').replace(/^h+t+ps:?\/{1,2}/i, '');
    const scheme = /^h+t+p*s/i.test(part) ? 'https' : 'http';
    const url = parsedUrl(`${scheme}://${rest}`);
    const isHost = url !== null && /^([\w-]+\.)+[a-z]{2,}$/i.test(url.hostname);
    return isHost && url !== null ? [url.pathname === '/' && url.search === '' ? url.origin : url.href] : [];
  });
}

/** The root of the name system may stand at the end of a host (`www.urzad.pl./kontakt`): it is the same host. */
function parsedUrl(text: string): URL | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.hostname.endsWith('.')) url.hostname = url.hostname.replace(/\.+$/, '');
  return url;
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
