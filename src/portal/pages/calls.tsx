/** `/calls`: calls for practices and participants, those that are open first; their deadlines as a calendar. */
import type { CallKind, CallsPageQuery, CallsPageQueryVariables } from '#graphql/generated/operations.ts';
import { formats } from '#platform/locale.ts';
import { dataAddress, paths } from '../addresses.ts';
import { choices, chosen } from '../choices.ts';
import { Items } from '../components/lists.tsx';
import { label } from '../labels.ts';
import { addressIn } from '../language.ts';
import { listPage } from '../list-page.tsx';
import type { PageRequest } from '../page.ts';

const kinds: readonly CallKind[] = ['PRACTICES', 'LIVING_LAB_PARTICIPANTS'];
const states = ['open', 'closed'] as const;

type Call = NonNullable<CallsPageQuery['calls']>['edges'][number]['node'];

export const callsPage = listPage<CallsPageQuery, CallsPageQueryVariables, 'calls'>({
  pattern: '/calls',
  operation: 'CallsPage',
  list: 'calls',
  variables: ({ search, today }) => ({
    filter: {
      text: search.get('text') || null,
      kinds: chosen(search.get('kind'), kinds),
      openOn: search.get('state') === 'open' ? today : null,
      not: search.get('state') === 'closed' ? { openOn: today } : null,
    },
    after: search.get('after'),
  }),
  title: ({ call }) => call.list,
  fields: (request) => [
    { type: 'text', name: 'text', label: request.texts.list.words },
    { type: 'choice', name: 'kind', label: request.texts.unit.kind, choices: choices(request, 'CallKind', kinds) },
    {
      type: 'choice',
      name: 'state',
      label: request.texts.call.state,
      choices: states.map((value) => ({ value, label: request.texts.call[value] })),
    },
  ],
  main: (calls, request) => (
    <>
      <Items
        request={request}
        items={openFirst(calls, request).map((call) => ({
          href: paths.call(call.slug),
          title: call.title,
          note: noteOf(call, request),
        }))}
      />
      {calls.every(({ closesOn }) => closesOn === null) ? null : (
        <p>
          <a href={dataAddress(request, 'ics')}>{request.texts.call.calendarOfAll}</a>
        </p>
      )}
    </>
  ),
  view: () => ({ dependsOnToday: true }),
  table: {
    name: 'calls',
    header: ['slug', 'title', 'kind', 'opens_on', 'closes_on'],
    rows: (calls) => calls.map(({ slug, title, kind, opensOn, closesOn }) => [slug, title, kind, opensOn, closesOn]),
  },
  deadlines: (calls, request) =>
    calls.flatMap(({ slug, title, closesOn }) =>
      closesOn === null
        ? []
        : [
            {
              name: slug,
              title,
              day: closesOn,
              url: `${request.origin}${addressIn(request.language, paths.call(slug))}`,
            },
          ],
    ),
});

function isOpen({ opensOn, closesOn }: Call, { today }: PageRequest): boolean {
  return closesOn !== null && closesOn >= today && (opensOn === null || opensOn <= today);
}

/** Within what the API lists by the day on which they close, the last one first. */
function openFirst(calls: readonly Call[], request: PageRequest): readonly Call[] {
  return calls.toSorted((a, b) => Number(isOpen(b, request)) - Number(isOpen(a, request)));
}

function noteOf(call: Call, request: PageRequest): string {
  const { kind, opensOn, closesOn, organisers } = call;
  return [
    isOpen(call, request) ? request.texts.call.open : null,
    label(request, 'CallKind', kind),
    formats[request.language].days(opensOn, closesOn),
    ...organisers.map(({ name }) => name),
  ]
    .filter(Boolean)
    .join(', ');
}
