/** `/units`: the voivodeships, or what a name or code finds. */

import type { TerritorialLevel, UnitsPageQuery, UnitsPageQueryVariables } from '#graphql/generated/operations.ts';
import { paths } from '../addresses.ts';
import { given } from '../choices.ts';
import { FilterForm, Found, Items, Pagination } from '../components/lists.tsx';
import { label } from '../labels.ts';
import { page } from '../page.ts';

const levels: readonly TerritorialLevel[] = ['VOIVODESHIP', 'POWIAT', 'GMINA'];

export const unitsPage = page<UnitsPageQuery, UnitsPageQueryVariables>({
  pattern: '/units',
  operation: 'UnitsPage',
  variables({ search }) {
    const [name, within] = [search.get('name'), search.get('within')];
    const requested = levels.find((level) => level === search.get('level'));
    const level = requested ?? (name || within ? null : 'VOIVODESHIP');
    return {
      filter: { name: name || null, withinAny: given(within), levels: level === null ? null : [level] },
      after: search.get('after'),
      first: 50,
    };
  },
  view(data, request) {
    const { texts } = request;
    const units = data.territorialUnits?.edges.map(({ node }) => node) ?? [];
    return {
      title: texts.unit.list,
      description: texts.site.description,
      main: (
        <>
          <FilterForm
            request={request}
            fields={[
              { type: 'text', name: 'name', label: texts.list.name },
              { type: 'text', name: 'within', label: texts.list.within },
              {
                type: 'choice',
                name: 'level',
                label: texts.metric.level,
                choices: levels.map((level) => ({ value: level, label: label(request, 'TerritorialLevel', level) })),
              },
            ]}
          />
          <Found request={request} count={data.territorialUnits?.totalCount ?? 0} forms={texts.metric.units} />
          <Items
            request={request}
            items={units.map((unit) => ({
              href: paths.unit(unit.terc),
              title: unit.name,
              note: [label(request, 'TerritorialKind', unit.kind), unit.powiat?.name, unit.voivodeship?.name]
                .filter(Boolean)
                .join(', '),
            }))}
          />
          <Pagination request={request} pageInfo={data.territorialUnits?.pageInfo} />
        </>
      ),
      table: {
        name: 'units',
        header: ['terc', 'name', 'kind', 'powiat', 'voivodeship'],
        rows: units.map(({ terc, name, kind, powiat, voivodeship }) => [
          terc,
          name,
          kind,
          powiat?.name ?? null,
          voivodeship?.name ?? null,
        ]),
      },
    };
  },
});
