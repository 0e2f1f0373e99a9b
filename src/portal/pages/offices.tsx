/** `/offices`: offices by words, kind, tier, place and status. */
import type { OfficeStatus, OfficesPageQuery, OfficesPageQueryVariables } from '#graphql/generated/operations.ts';
import { officeKinds, officeTiers } from '#offices';
import { paths } from '../addresses.ts';
import { choices, chosen, given } from '../choices.ts';
import { Items } from '../components/lists.tsx';
import { label } from '../labels.ts';
import { listPage } from '../list-page.tsx';

const statuses: readonly OfficeStatus[] = ['ACTIVE', 'WITHDRAWN'];

export const officesPage = listPage<OfficesPageQuery, OfficesPageQueryVariables, 'offices'>({
  pattern: '/offices',
  operation: 'OfficesPage',
  list: 'offices',
  variables: ({ search }) => ({
    filter: {
      text: search.get('text') || null,
      withinAny: given(search.get('within')),
      kinds: chosen(search.get('kind'), officeKinds),
      tiers: chosen(search.get('tier'), officeTiers),
      statuses: chosen(search.get('status'), statuses),
    },
    after: search.get('after'),
  }),
  title: ({ office }) => office.list,
  found: ({ home }) => home.offices,
  fields: (request) => {
    const { list, unit, office } = request.texts;
    return [
      { type: 'text', name: 'text', label: list.words },
      { type: 'text', name: 'within', label: list.within },
      { type: 'choice', name: 'kind', label: unit.kind, choices: choices(request, 'OfficeKind', officeKinds) },
      { type: 'choice', name: 'tier', label: office.tier, choices: choices(request, 'OfficeTier', officeTiers) },
      { type: 'choice', name: 'status', label: office.status, choices: choices(request, 'OfficeStatus', statuses) },
    ];
  },
  main: (offices, request) => (
    <Items
      request={request}
      items={offices.map(({ code, name, kind, servesUnit, seat }) => ({
        href: paths.office(code),
        title: name,
        note: [label(request, 'OfficeKind', kind), servesUnit?.name ?? seat?.name].filter(Boolean).join(', '),
      }))}
    />
  ),
  table: {
    name: 'offices',
    header: ['code', 'name', 'kind', 'tier', 'status', 'seat_terc', 'serves_terc'],
    rows: (offices) =>
      offices.map(({ code, name, kind, tier, status, seat, servesUnit }) => [
        code,
        name,
        kind,
        tier,
        status,
        seat?.terc ?? null,
        servesUnit?.terc ?? null,
      ]),
  },
});
