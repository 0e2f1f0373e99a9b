/** Mails about accounts: to the mailbox of an office that is claimed, and to whom an account is. */
import type { Mail } from '#platform/mail/mailer.ts';

export type MailLanguage = 'pl' | 'en';

export interface Written {
  readonly language: MailLanguage;
  /** Of the hub. */
  readonly publicUrl: string;
}

interface Words {
  readonly claimSubject: (office: string) => string;
  readonly claim: (office: string, account: string, link: string) => string;
  readonly declinedSubject: (office: string) => string;
  readonly declined: (office: string, link: string) => string;
  readonly passkeySubject: string;
  readonly passkey: (name: string, link: string) => string;
}

const words: Readonly<Record<MailLanguage, Words>> = {
  pl: {
    claimSubject: (office) => `Węzeł: kto działa w imieniu urzędu (${office})`,
    claim: (office, account, link) =>
      `Osoba o adresie ${account} chce zgłaszać praktyki i poprawki w imieniu urzędu: ${office}.\n\nJeśli urząd się na to zgadza, potwierdź to:\n\n${link}\n\nJeśli nie, nie trzeba nic robić. Odnośnik działa przez 14 dni.\n`,
    declinedSubject: (office) => `Węzeł: nie potwierdzono urzędu (${office})`,
    declined: (office, link) =>
      `Redakcja nie potwierdziła, że działasz w imieniu urzędu: ${office}. Urząd może to potwierdzić, gdy zgłosisz go jeszcze raz:\n\n${link}\n`,
    passkeySubject: 'Węzeł: nowy klucz dostępu do konta',
    passkey: (name, link) =>
      `Do konta dodano klucz dostępu „${name}”. Jeśli to nie Ty, usuń go i wyloguj się:\n\n${link}\n`,
  },
  en: {
    claimSubject: (office) => `Węzeł: who acts for the office (${office})`,
    claim: (office, account, link) =>
      `A person with the address ${account} wants to submit practices and corrections for the office: ${office}.\n\nIf the office agrees, confirm it:\n\n${link}\n\nIf not, nothing needs to be done. The link works for 14 days.\n`,
    declinedSubject: (office) => `Węzeł: an office was not confirmed (${office})`,
    declined: (office, link) =>
      `An editor has not confirmed that you act for the office: ${office}. The office can confirm it when you claim it again:\n\n${link}\n`,
    passkeySubject: 'Węzeł: a new passkey of your account',
    passkey: (name, link) =>
      `The passkey "${name}" was added to your account. If this was not you, remove it and sign out:\n\n${link}\n`,
  },
};

const addressOf = ({ language, publicUrl }: Written, path: string): string =>
  `${publicUrl}${language === 'en' ? '/en' : ''}${path}`;

export interface ClaimMail {
  readonly to: string;
  readonly office: string;
  /** The address of who claims it. */
  readonly account: string;
  readonly token: string;
}

export function claimMail({ to, office, account, token }: ClaimMail, written: Written): Mail {
  const { claimSubject, claim } = words[written.language];
  const link = addressOf(written, `/account/office-claim?token=${token}`);
  return { to, subject: claimSubject(office), text: claim(office, account, link) };
}

export function declinedMail({ to, office }: Pick<ClaimMail, 'to' | 'office'>, written: Written): Mail {
  const { declinedSubject, declined } = words[written.language];
  return { to, subject: declinedSubject(office), text: declined(office, addressOf(written, '/account')) };
}

/** In case it was somebody else at an open session. */
export function passkeyMail({ to, name }: { readonly to: string; readonly name: string }, written: Written): Mail {
  const { passkeySubject, passkey } = words[written.language];
  return { to, subject: passkeySubject, text: passkey(name, addressOf(written, '/account')) };
}
