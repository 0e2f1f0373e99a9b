/** What offices are written about the end of calls. */
import { formats } from '#platform/locale.ts';
import type { Mail } from '#platform/mail/mailer.ts';
import { bilingualMail } from '#reviews';
import type { LiveCall } from './model.ts';

interface Facts {
  readonly to: string;
  readonly call: LiveCall;
  readonly publicUrl: string;
}

export function extendedMail({ to, call, publicUrl }: Facts): Mail {
  const moment = call.closesAt.toISOString();
  return bilingualMail(to, {
    subject: `nabór przedłużony (${call.titlePl})`,
    polish: `Nabór „${call.titlePl}” potrwa do ${formats.pl.moment(moment)}.`,
    english: `The call "${call.titleEn}" stays open until ${formats.en.moment(moment)}.`,
    url: `${publicUrl}/account/calls/${call.slug}`,
  });
}

export function reminderMail({ to, call, publicUrl }: Facts, officeId: string): Mail {
  const moment = call.closesAt.toISOString();
  return bilingualMail(to, {
    subject: `nabór się kończy (${call.titlePl})`,
    polish: `Nabór „${call.titlePl}” kończy się ${formats.pl.moment(moment)}, a zgłoszenie nie jest złożone.`,
    english: `The call "${call.titleEn}" closes on ${formats.en.moment(moment)}, and the application is not submitted.`,
    url: `${publicUrl}/account/calls/${call.slug}/${encodeURIComponent(officeId)}`,
  });
}
