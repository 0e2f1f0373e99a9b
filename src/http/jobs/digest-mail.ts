/** The mail with what is new, with both ways to end it. */
import type { Mail } from '#platform/mail/mailer.ts';
import type { Digest } from '#subscriptions';

const words = {
  pl: {
    subject: 'Węzeł: nowości, o które prosisz',
    lead: 'Nowe w Węźle:',
    preferences: 'Zmień, o czym piszemy:',
    end: 'Nie pisz więcej (jedno kliknięcie, bez logowania):',
  },
  en: {
    subject: 'Węzeł: news you subscribe to',
    lead: 'New in Węzeł:',
    preferences: 'Change what we write about:',
    end: 'Unsubscribe (one click, without signing in):',
  },
} as const;

export function digestMail(
  { subscriber, news }: Digest,
  { publicUrl, messageId }: { readonly publicUrl: string; readonly messageId: string },
): Mail {
  const { language, token, email } = subscriber;
  const { subject, lead, preferences, end } = words[language];
  const prefix = language === 'en' ? '/en' : '';
  const lines = news.map(
    ({ titlePl, titleEn, path }) => `${language === 'pl' ? titlePl : titleEn}\n${publicUrl}${prefix}${path}`,
  );
  const page = `${publicUrl}${prefix}/subscriptions/${token}`;
  const oneClick = `${publicUrl}/subscriptions/one-click?token=${token}`;
  const text = [lead, ...lines, `${preferences}\n${page}`, `${end}\n${oneClick}`].join('\n\n');
  return {
    to: email,
    subject,
    text: `${text}\n`,
    messageId,
    // RFC 8058: the mail program posts to it, without cookies and without asking.
    headers: { 'List-Unsubscribe': `<${oneClick}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' },
  };
}
