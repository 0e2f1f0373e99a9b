/** `/offices`: offices by words, kind, tier and place. */

import type { OfficesPageQuery, OfficesPageQueryVariables } from '#graphql/generated/operations.ts';
import { officeKinds, officeTiers } from '#offices';
import { paths } from '../addresses.ts';
import { choices, chosen, given } from '../choices.ts';
import { FilterForm, Found, Items, Pagination } from '../components/lists.tsx';
import { label } from '../labels.ts';
import { page } from '../page.ts';

export const officesPage = page<OfficesPageQuery, OfficesPageQueryVariables>({
  pattern: '/offices',
  operation: 'OfficesPage',
  variables({ search }) {
    return {
      filter: {
        text: search.get('text') || null,
        withinAny: given(search.get('within')),
        kinds: chosen(search.get('kind'), officeKinds),
        tiers: chosen(search.get('tier'), officeTiers),
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
              {
                type: 'choice',
                name: 'kind',
                label: texts.unit.kind,
                choices: choices(request, 'OfficeKind', officeKinds),
              },
              {
                type: 'choice',
                name: 'tier',
                label: texts.office.tier,
                choices: choices(request, 'OfficeTier', officeTiers),
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
