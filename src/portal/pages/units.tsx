/** `/units`: the voivodeships, or what a name or code finds. */
import type { TerritorialLevel, UnitsPageQuery, UnitsPageQueryVariables } from '#graphql/generated/operations.ts';
import { paths } from '../addresses.ts';
import { choiceOf, choices, given } from '../choices.ts';
import { Items } from '../components/lists.tsx';
import { label } from '../labels.ts';
import { listPage } from '../list-page.tsx';

const levels: readonly TerritorialLevel[] = ['VOIVODESHIP', 'POWIAT', 'GMINA'];

export const unitsPage = listPage<UnitsPageQuery, UnitsPageQueryVariables, 'territorialUnits'>({
  pattern: '/units',
  operation: 'UnitsPage',
  list: 'territorialUnits',
  variables({ search }) {
    const [name, within] = [search.get('name'), search.get('within')];
    const level = choiceOf(search.get('level'), levels) ?? (name || within ? null : 'VOIVODESHIP');
    return {
      filter: { name: name || null, withinAny: given(within), levels: level === null ? null : [level] },
      after: search.get('after'),
      first: 50,
    };
  },
  title: ({ unit }) => unit.list,
  found: ({ metric }) => metric.units,
  fields: (request) => [
    { type: 'text', name: 'name', label: request.texts.list.name },
    { type: 'text', name: 'within', label: request.texts.list.within },
    {
      type: 'choice',
      name: 'level',
      label: request.texts.metric.level,
      choices: choices(request, 'TerritorialLevel', levels),
    },
  ],
  main: (units, request) => (
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
  ),
  table: {
    name: 'units',
    header: ['terc', 'name', 'kind', 'powiat', 'voivodeship'],
    rows: (units) =>
      units.map(({ terc, name, kind, powiat, voivodeship }) => [
        terc,
        name,
        kind,
        powiat?.name ?? null,
        voivodeship?.name ?? null,
      ]),
  },
});
