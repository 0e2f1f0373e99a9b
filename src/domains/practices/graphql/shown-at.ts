/** The field `url` of what has no page of its own: that of the entry that shows it. */
import type { Context } from '#graphql/context.ts';
import { pagePath, shownAtField } from '#graphql/page-url.ts';

/** Of what belongs to a practice. */
export const shownOnPractice = {
  select: { practiceSlug: true },
  ...shownAtField<{ practiceSlug: string }>(({ practiceSlug }) => pagePath('practices', practiceSlug)),
} as const;

/** Of what belongs to a call. */
export const shownOnCall = {
  select: { callSlug: true },
  ...shownAtField<{ callSlug: string }>(({ callSlug }) => pagePath('calls', callSlug)),
} as const;

/** Of what belongs to an event. */
export const shownOnEvent = {
  select: { eventSlug: true },
  ...shownAtField<{ eventSlug: string }>(({ eventSlug }) => pagePath('events', eventSlug)),
} as const;

type Keys<Name extends string> = { readonly [Key in Name]: string | null };

/** Of what belongs to a call, an event or a living lab. */
export const shownWithOwner = {
  select: { callSlug: true, eventSlug: true, livingLabSlug: true },
  ...shownAtField<Keys<'callSlug' | 'eventSlug' | 'livingLabSlug'>>(({ callSlug, eventSlug, livingLabSlug }) => {
    if (callSlug !== null) return pagePath('calls', callSlug);
    return eventSlug === null ? pagePath('living-labs', livingLabSlug ?? '') : pagePath('events', eventSlug);
  }),
} as const;

/** Of what belongs to a call or an event. */
export const shownOnCallOrEvent = {
  select: { callSlug: true, eventSlug: true },
  ...shownAtField<Keys<'callSlug' | 'eventSlug'>>(({ callSlug, eventSlug }) =>
    callSlug === null ? pagePath('events', eventSlug ?? '') : pagePath('calls', callSlug),
  ),
} as const;

/** Evidence of a practice, or of a project as documents state it. */
export const shownWithEvidence = {
  select: { practiceSlug: true, documentedProjectSlug: true },
  ...shownAtField<Keys<'practiceSlug' | 'documentedProjectSlug'>>((row, { loaders }) =>
    row.practiceSlug === null
      ? loaders.practices.projectOfDocument.load(row.documentedProjectSlug ?? '')
      : pagePath('practices', row.practiceSlug),
  ),
} as const;

/** Slides and documents of a practice, an event or a presentation at one. */
export const shownWithMaterial = {
  select: { practiceSlug: true, eventSlug: true, presentationId: true },
  ...shownAtField<Keys<'practiceSlug' | 'eventSlug' | 'presentationId'>>((row, { loaders }) => {
    if (row.practiceSlug !== null) return pagePath('practices', row.practiceSlug);
    if (row.eventSlug !== null) return pagePath('events', row.eventSlug);
    return loaders.practices.eventOfPresentation.load(row.presentationId ?? '');
  }),
} as const;

/** A document: the first entry that cites it. What none cites any more is shown by the release that last changed it. */
export const shownWhereCited = {
  select: { slug: true, changedIn: true },
  ...shownAtField<{ slug: string; changedIn: number }>(
    async ({ slug, changedIn }, { loaders }: Context) =>
      (await loaders.practices.entryThatCites.load(slug)) ?? pagePath('releases', changedIn),
  ),
} as const;
