/** `/offices`: offices by words, kind, tier and place. */

import type {
  OfficeKind,
  OfficesPageQuery,
  OfficesPageQueryVariables,
  OfficeTier,
} from '#graphql/generated/operations.ts';
import { paths } from '../addresses.ts';
import { choices, chosen } from '../choices.ts';
import { FilterForm, Found, Items, Pagination } from '../components/lists.tsx';
import { label } from '../labels.ts';
import { page } from '../page.ts';

const kinds: readonly OfficeKind[] = [
  'MINISTRY',
  'CENTRAL_OFFICE',
  'VOIVODESHIP_OFFICE',
  'MARSHALS_OFFICE',
  'POWIAT_OFFICE',
  'CITY_OR_GMINA_OFFICE',
  'POLICE_COMMAND',
  'INSPECTORATE',
  'INSTITUTE',
  'OTHER',
];
const tiers: readonly OfficeTier[] = ['GOVERNMENT', 'SELF_GOVERNMENT'];

export const officesPage = page<OfficesPageQuery, OfficesPageQueryVariables>({
  pattern: '/offices',
  operation: 'OfficesPage',
  variables({ search }) {
    return {
      filter: {
        text: search.get('text') || null,
        within: search.get('within') || null,
        kinds: chosen(search.get('kind'), kinds),
        tiers: chosen(search.get('tier'), tiers),
      },
      after: search.get('after'),
    };
  },
  view(data, request) {
    const { texts } = request;
    const offices = data.offices?.edges.map(({ node }) => node) ?? [];
    return {
      title: texts.office.list,
      description: texts.site.description,
      main: (
        <>
          <FilterForm
            request={request}
            fields={[
              { type: 'text', name: 'text', label: texts.list.words },
              { type: 'text', name: 'within', label: texts.list.within },
              { type: 'choice', name: 'kind', label: texts.unit.kind, choices: choices(request, 'OfficeKind', kinds) },
              {
                type: 'choice',
                name: 'tier',
                label: texts.office.tier,
                choices: choices(request, 'OfficeTier', tiers),
              },
            ]}
          />
          <Found request={request} count={data.offices?.totalCount ?? 0} forms={texts.home.offices} />
          <Items
            request={request}
            items={offices.map(({ code, name, kind, servesUnit, seat }) => ({
              href: paths.office(code),
              title: name,
              note: [label(request, 'OfficeKind', kind), servesUnit?.name ?? seat?.name].filter(Boolean).join(', '),
            }))}
          />
          <Pagination request={request} pageInfo={data.offices?.pageInfo} />
        </>
      ),
      table: {
        name: 'offices',
        header: ['code', 'name', 'kind', 'tier', 'status', 'seat_terc', 'serves_terc'],
        rows: offices.map(({ code, name, kind, tier, status, seat, servesUnit }) => [
          code,
          name,
          kind,
          tier,
          status,
          seat?.terc ?? null,
          servesUnit?.terc ?? null,
        ]),
      },
    };
  },
});
