/** What accounts are written about amendments, in both languages. */
import type { Mail } from '#platform/mail/mailer.ts';

function bilingual(to: string, subject: string, [polish, english]: readonly [string, string], url: string): Mail {
  return { to, subject, text: `${polish}\n\n${url}\n\n---\n\n${english}\n\n${url}\n` };
}

export function amendmentAssignedMail(to: string, number: number, publicUrl: string): Mail {
  return bilingual(
    to,
    `Węzeł: zmiana ${number} do oceny`,
    [
      `Zmiana ${number} czeka na Twoją ocenę. Najpierw oświadcz, czy nie zachodzi konflikt interesów.`,
      `Amendment ${number} waits for your review. First declare whether there is a conflict of interest.`,
    ],
    `${publicUrl}/account/amendments/${number}`,
  );
}

export function amendmentDecidedMail(
  to: string,
  number: number,
  {
    isApproved,
    reasons,
    publicUrl,
  }: { readonly isApproved: boolean; readonly reasons: string; readonly publicUrl: string },
): Mail {
  return bilingual(
    to,
    `Węzeł: zmiana ${number} ${isApproved ? 'zatwierdzona' : 'niezatwierdzona'}`,
    [
      `Zmiana ${number} ${isApproved ? 'została zatwierdzona i opublikowana' : 'nie została zatwierdzona'}. Uzasadnienie:\n\n${reasons}`,
      `Amendment ${number} ${isApproved ? 'was approved and published' : 'was not approved'}. Reasons:\n\n${reasons}`,
    ],
    `${publicUrl}/account/amendments/${number}`,
  );
}
