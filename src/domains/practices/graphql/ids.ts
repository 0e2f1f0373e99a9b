/** Which entry an argument names. */
import { decodedId } from '#graphql/builder.ts';
import { type IdRule, slugRule } from '#graphql/ids.ts';

export const practiceId = slugRule('Practice', 'mobilny-urzad');
export const callId = slugRule('Call', 'nabor-praktyk-2013');
export const eventId = slugRule('Event', 'konferencja-dobrych-praktyk-2013');
export const livingLabId = slugRule('LivingLab', 'zywe-laboratorium');
export const topicId = slugRule('Topic', 'citizen-service');

/** The slug within its event of a session, by that or by its global id. */
export function sessionWithin(event: string, id: string): string {
  const decoded = decodedId(id.trim());
  if (decoded?.typename !== 'Session') return id.trim();
  return decoded.id.startsWith(`${event}/`) ? decoded.id.slice(event.length + 1) : '';
}

/** The slugs of several. */
export function slugsOf(rule: IdRule<unknown, string>, ids: readonly string[], argument: string): string[] {
  return ids.map((id) => rule.find(id, argument, null));
}
