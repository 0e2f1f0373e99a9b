/** What accounts are written about calls: in both languages, since a mail knows no other than its reader's. */

import { formats } from '#platform/locale.ts';
import type { Mail } from '#platform/mail/mailer.ts';
import type { LiveCall } from './model.ts';

interface Facts {
  readonly to: string;
  readonly call: LiveCall;
  readonly publicUrl: string;
}

function bilingual(to: string, subject: string, polish: string, english: string, url: string): Mail {
  return { to, subject, text: `${polish}\n\n${url}\n\n---\n\n${english}\n\n${url}\n` };
}

export function assignedMail({ to, call, publicUrl }: Facts): Mail {
  return bilingual(
    to,
    `Węzeł: zgłoszenie do oceny (${call.titlePl})`,
    `W naborze „${call.titlePl}” czeka na Ciebie zgłoszenie do oceny. Najpierw oświadcz, czy nie zachodzi konflikt interesów.`,
    `A submission to the call "${call.titleEn}" waits for your review. First declare whether there is a conflict of interest.`,
    `${publicUrl}/review`,
  );
}

export function returnedMail(
  { to, call, publicUrl }: Facts,
  { officeId, note, dueAt }: { readonly officeId: string; readonly note: string; readonly dueAt: Date },
): Mail {
  const moment = dueAt.toISOString();
  return bilingual(
    to,
    `Węzeł: zgłoszenie do uzupełnienia (${call.titlePl})`,
    `Zgłoszenie w naborze „${call.titlePl}” wróciło do uzupełnienia do ${formats.pl.moment(moment)}:\n\n${note}`,
    `The submission to the call "${call.titleEn}" was returned for completion until ${formats.en.moment(moment)}:\n\n${note}`,
    `${publicUrl}/account/calls/${call.slug}/${encodeURIComponent(officeId)}`,
  );
}

export function decidedMail(
  { to, call, publicUrl }: Facts,
  { outcome, reasons }: { readonly outcome: 'ACCEPTED' | 'DECLINED'; readonly reasons: string },
): Mail {
  const isAccepted = outcome === 'ACCEPTED';
  return bilingual(
    to,
    `Węzeł: wynik naboru (${call.titlePl})`,
    `Zgłoszenie w naborze „${call.titlePl}” ${isAccepted ? 'zostało przyjęte' : 'nie zostało przyjęte'}. Uzasadnienie:\n\n${reasons}`,
    `The submission to the call "${call.titleEn}" ${isAccepted ? 'was accepted' : 'was not accepted'}. Reasons:\n\n${reasons}`,
    `${publicUrl}/calls/${call.slug}`,
  );
}

export function extendedMail({ to, call, publicUrl }: Facts): Mail {
  const moment = call.closesAt.toISOString();
  return bilingual(
    to,
    `Węzeł: nabór przedłużony (${call.titlePl})`,
    `Nabór „${call.titlePl}” potrwa do ${formats.pl.moment(moment)}.`,
    `The call "${call.titleEn}" stays open until ${formats.en.moment(moment)}.`,
    `${publicUrl}/account/calls/${call.slug}`,
  );
}

export function reminderMail({ to, call, publicUrl }: Facts, officeId: string): Mail {
  const moment = call.closesAt.toISOString();
  return bilingual(
    to,
    `Węzeł: nabór się kończy (${call.titlePl})`,
    `Nabór „${call.titlePl}” kończy się ${formats.pl.moment(moment)}, a zgłoszenie nie jest złożone.`,
    `The call "${call.titleEn}" closes on ${formats.en.moment(moment)}, and the application is not submitted.`,
    `${publicUrl}/account/calls/${call.slug}/${encodeURIComponent(officeId)}`,
  );
}

export function reviewReminderMail(
  { to, call, publicUrl }: Facts,
  { sequence, dueAt }: { readonly sequence: number; readonly dueAt: Date },
): Mail {
  const moment = dueAt.toISOString();
  return bilingual(
    to,
    `Węzeł: ocena czeka (${call.titlePl})`,
    `Zgłoszenie ${sequence} w naborze „${call.titlePl}” czeka na Twoją ocenę do ${formats.pl.moment(moment)}.`,
    `Submission ${sequence} to the call "${call.titleEn}" waits for your review until ${formats.en.moment(moment)}.`,
    `${publicUrl}/review/${call.slug}/${sequence}`,
  );
}

export function returnReminderMail(
  { to, call, publicUrl }: Facts,
  { officeId, dueAt }: { readonly officeId: string; readonly dueAt: Date },
): Mail {
  const moment = dueAt.toISOString();
  return bilingual(
    to,
    `Węzeł: zgłoszenie czeka na uzupełnienie (${call.titlePl})`,
    `Zgłoszenie w naborze „${call.titlePl}” można uzupełnić do ${formats.pl.moment(moment)}.`,
    `The submission to the call "${call.titleEn}" can be completed until ${formats.en.moment(moment)}.`,
    `${publicUrl}/account/calls/${call.slug}/${encodeURIComponent(officeId)}`,
  );
}
