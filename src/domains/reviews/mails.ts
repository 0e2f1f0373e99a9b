/** What accounts are written about reviews: in both languages, since a mail knows no other than its reader's. */
import { formats } from '#platform/locale.ts';
import type { Mail } from '#platform/mail/mailer.ts';
import type { Described } from './reviewable.ts';

export interface Recipient {
  readonly to: string;
  readonly described: Described;
  readonly publicUrl: string;
}

export interface Bilingual {
  readonly subject: string;
  readonly polish: string;
  readonly english: string;
  readonly url: string;
}

export function bilingualMail(to: string, { subject, polish, english, url }: Bilingual): Mail {
  return { to, subject: `Węzeł: ${subject}`, text: `${polish}\n\n${url}\n\n---\n\n${english}\n\n${url}\n` };
}

function momentsOf(moment: Date): readonly [polish: string, english: string] {
  const text = moment.toISOString();
  return [formats.pl.moment(text), formats.en.moment(text)];
}

export function assignedMail({ to, described, publicUrl }: Recipient, dueAt: Date | null): Mail {
  const { subject, polish, english, reviewPage } = described;
  const [until, untilEnglish] = dueAt === null ? [] : momentsOf(dueAt);
  return bilingualMail(to, {
    subject: `do oceny: ${subject}`,
    polish: `${polish} czeka na Twoją ocenę${until === undefined ? '' : ` do ${until}`}. Najpierw oświadcz, czy nie zachodzi konflikt interesów.`,
    english: `${english} waits for your review${untilEnglish === undefined ? '' : ` until ${untilEnglish}`}. First declare whether there is a conflict of interest.`,
    url: publicUrl + reviewPage,
  });
}

export function reviewReminderMail({ to, described, publicUrl }: Recipient, dueAt: Date): Mail {
  const { subject, polish, english, reviewPage } = described;
  const [until, untilEnglish] = momentsOf(dueAt);
  return bilingualMail(to, {
    subject: `ocena czeka: ${subject}`,
    polish: `${polish} czeka na Twoją ocenę do ${until}.`,
    english: `${english} waits for your review until ${untilEnglish}.`,
    url: publicUrl + reviewPage,
  });
}

export function returnedMail(
  { to, described, publicUrl }: Recipient,
  { note, dueAt }: { readonly note: string; readonly dueAt: Date },
): Mail {
  const { subject, polish, english, officePage } = described;
  const [until, untilEnglish] = momentsOf(dueAt);
  return bilingualMail(to, {
    subject: `do uzupełnienia: ${subject}`,
    polish: `${polish} czeka na uzupełnienie do ${until}:\n\n${note}`,
    english: `${english} was returned for completion until ${untilEnglish}:\n\n${note}`,
    url: publicUrl + officePage,
  });
}

export function returnReminderMail({ to, described, publicUrl }: Recipient, dueAt: Date): Mail {
  const { subject, polish, english, officePage } = described;
  const [until, untilEnglish] = momentsOf(dueAt);
  return bilingualMail(to, {
    subject: `czeka na uzupełnienie: ${subject}`,
    polish: `${polish} czeka na uzupełnienie do ${until}.`,
    english: `${english} can be completed until ${untilEnglish}.`,
    url: publicUrl + officePage,
  });
}

export function decidedMail(
  { to, described, publicUrl }: Recipient,
  { isAccepted, reasons }: { readonly isAccepted: boolean; readonly reasons: string },
): Mail {
  const { subject, polish, english, officePage } = described;
  return bilingualMail(to, {
    subject: `${subject}: ${isAccepted ? 'przyjęto' : 'nie przyjęto'}`,
    polish: `${polish}: ${isAccepted ? 'przyjęto' : 'nie przyjęto'}. Uzasadnienie:\n\n${reasons}`,
    english: `${english} ${isAccepted ? 'was accepted' : 'was not accepted'}. Reasons:\n\n${reasons}`,
    url: publicUrl + officePage,
  });
}
