/** What an editor may write of a call, whether through a page or a mutation. */

import { officeTiers } from '#offices';
import { dayInPoland } from '#platform/clock.ts';
import { isDay } from '#platform/days.ts';
import { territorialKinds } from '#registry';
import type { CallChannel, CallDocument } from './model.ts';
import { orderedForm } from './questions.ts';
import type { Criterion } from './review/model.ts';
import type { NewCall } from './store.ts';

export const callKinds = ['PRACTICES', 'LIVING_LAB_PARTICIPANTS'] as const;
export const admissionOrders = ['FIRST_COME', 'REVIEW'] as const;
export const populationRules = ['PREFERENCE', 'CONDITION'] as const;
/** Kinds of units that have an office of their own. */
export const callUnitKinds = territorialKinds.slice(0, territorialKinds.indexOf('TOWN'));

const maxListed = 20;
const maxTitle = 500;
const maxPlaces = 100_000;

/** One line: it stands in the subjects of mails, too. */
const isTitle = (text: string): boolean => text.trim() !== '' && text.length <= maxTitle && !/[\p{Cc}]/u.test(text);
const isWeb = (text: string): boolean => text.length <= 500 && /^https?:$/.test(URL.parse(text)?.protocol ?? '');
const isMailbox = (text: string): boolean => text.length <= 254 && /^[^\s@<>"]+@[^\s@<>"]+\.[a-z]{2,}$/i.test(text);

/** By the property at fault, in the order of the form. */
const checks: readonly (readonly [keyof NewCall, (call: NewCall) => boolean])[] = [
  ['slug', ({ slug }) => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug) && slug.length <= 120],
  ['titlePl', ({ titlePl }) => isTitle(titlePl)],
  ['titleEn', ({ titleEn }) => isTitle(titleEn)],
  ['capacity', ({ capacity }) => Number.isInteger(capacity) && capacity >= 1 && capacity <= maxPlaces],
  ['populationFrom', ({ populationFrom, populationTo }) => (populationFrom === null) === (populationTo === null)],
  ['populationFrom', ({ populationFrom }) => populationFrom === null || populationFrom >= 0],
  ['populationTo', ({ populationFrom, populationTo }) => (populationTo ?? 0) >= (populationFrom ?? 0)],
  ['closesAt', ({ opensAt, closesAt }) => opensAt < closesAt],
  ['resultsDueOn', ({ resultsDueOn }) => resultsDueOn === null || isDay(resultsDueOn)],
  ['resultsDueOn', ({ resultsDueOn, closesAt }) => resultsDueOn === null || resultsDueOn >= dayInPoland(closesAt)],
  ['channels', ({ channels }) => channels.length <= maxListed && channels.every(isChannel)],
  ['documents', ({ documents }) => documents.length <= maxListed && documents.every(isDocument)],
  ['themes', ({ themes }) => themes.length <= maxListed && themes.every(({ pl, en }) => isTitle(pl) && isTitle(en))],
  ['criteria', ({ admission, criteria }) => admission !== 'REVIEW' || criteria.length > 0],
  ['criteria', ({ criteria }) => criteria.length <= maxListed && criteria.every(isCriterion)],
  [
    'reviewsNeeded',
    ({ reviewsNeeded }) => Number.isInteger(reviewsNeeded) && reviewsNeeded >= 1 && reviewsNeeded < 100,
  ],
  ['reviewsDueAt', ({ reviewsDueAt, closesAt }) => reviewsDueAt === null || reviewsDueAt > closesAt],
];

/** Either a mailbox or a page, or both. */
function isChannel({ tier, email, url }: CallChannel): boolean {
  if (tier !== null && !officeTiers.includes(tier)) return false;
  return (email !== null || url !== null) && (email === null || isMailbox(email)) && (url === null || isWeb(url));
}

const isDocument = ({ pl, en, url }: CallDocument): boolean => isTitle(pl) && isTitle(en) && isWeb(url);

function isCriterion({ key, labelPl, labelEn, weight }: Criterion, index: number, all: readonly Criterion[]): boolean {
  if (all.findIndex((other) => other.key === key) < index || !/^[a-z][a-z0-9_]{0,39}$/.test(key)) return false;
  return Number.isInteger(weight) && weight >= 1 && weight <= 99 && isTitle(labelPl) && isTitle(labelEn);
}

/** Null where it can be stored. Throws a FormError for a form that cannot. */
export function problemOfCall(call: NewCall): keyof NewCall | null {
  orderedForm(call);
  return checks.find(([, fits]) => !fits(call))?.[0] ?? null;
}
