/** The mail that asks whether somebody wants to be written to at all. */
import type { Mail } from '#platform/mail/mailer.ts';

const words = {
  pl: {
    subject: 'Węzeł: potwierdź, o czym mamy pisać',
    text: (link: string) =>
      `Ktoś poprosił, by na ten adres przychodziły wiadomości o nowościach w Węźle, najwyżej jedna dziennie. Jeśli to Ty, potwierdź:\n\n${link}\n\nJeśli nie, nie trzeba nic robić: nic więcej nie przyjdzie.\n`,
  },
  en: {
    subject: 'Węzeł: confirm what we write about',
    text: (link: string) =>
      `Somebody asked that news from Węzeł be sent to this address, at most one message a day. If it was you, confirm it:\n\n${link}\n\nIf not, nothing needs to be done: nothing more will come.\n`,
  },
} as const;

export function confirmMail(
  to: string,
  {
    token,
    language,
    publicUrl,
  }: { readonly token: string; readonly language: 'pl' | 'en'; readonly publicUrl: string },
): Mail {
  const prefix = language === 'en' ? '/en' : '';
  const { subject, text } = words[language];
  return { to, subject, text: text(`${publicUrl}${prefix}/subscriptions/confirm?token=${token}`) };
}
