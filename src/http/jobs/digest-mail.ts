/** The mail with what is new, with both ways to end it. */
import type { Mail } from '#platform/mail/mailer.ts';
import { bounceAddress, type Digest } from '#subscriptions';

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

interface DigestParts {
  readonly publicUrl: string;
  readonly messageId: string;
  /** The mailbox of mails that come back. */
  readonly bounces: string | null | undefined;
}

export function digestMail({ subscriber, news }: Digest, { publicUrl, messageId, bounces }: DigestParts): Mail {
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
    ...(bounces == null ? {} : { bounceTo: bounceAddress(bounces, subscriber) }),
    // RFC 8058: the mail program posts to it, without cookies and without asking.
    headers: { 'List-Unsubscribe': `<${oneClick}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' },
  };
}
