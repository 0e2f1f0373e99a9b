/** `/units/{terc}`: one territorial unit, today or on a chosen day. */
import type {
  ObservationLevel,
  UnitCandidatesQuery,
  UnitIndicatorQuery,
  UnitPageQuery,
  UnitPageQueryVariables,
  UnitProjectsQuery,
} from '#graphql/generated/operations.ts';
import { formats } from '#platform/locale.ts';
import { paths } from '../addresses.ts';
import { Facts, Section, Source } from '../components/content.tsx';
import { UnitMap } from '../components/map.tsx';
import { label } from '../labels.ts';
import { addressIn } from '../language.ts';
import { dayIn, type PageRequest, page, Redirect } from '../page.ts';
import { History } from './unit/history.tsx';
import { Indicators } from './unit/indicators.tsx';
import { Children, Offices, Practices } from './unit/parts.tsx';
import { Projects } from './unit/projects.tsx';
import { candidatesView, referenceOf } from './unit-candidates.tsx';

type Unit = NonNullable<UnitPageQuery['territorialUnit']>;
/** The projects, and each metric by its code. */
type Also = { projects: UnitProjectsQuery; candidates: UnitCandidatesQuery } & Record<
  `metric:${string}`,
  UnitIndicatorQuery
>;

/** Charts on one page; the others are at their metric. */
const maxMetrics = 6;
const firstMetric = 'population';

export const unitPage = page<UnitPageQuery, UnitPageQueryVariables, Also>({
  // A code of another length has lost a zero or its last digit: unit-candidates.tsx.
  pattern: '/units/:terc(\\d{2}|\\d{4}|\\d{7})',
  operation: 'UnitPage',
  variables({ params, search, texts }) {
    const terc = params['terc'] ?? '';
    const asOf = dayIn(search.get('asOf'), texts);
    return {
      terc,
      asOf,
      levels: [levelOf(terc)],
      childLevel: terc.length === 2 ? 'POWIAT' : 'GMINA',
    };
  },
  also({ territorialUnit: unit, metrics }, { params }) {
    if (unit == null) {
      const variables = { references: [referenceOf(params['terc'] ?? '')] };
      return { candidates: { name: 'UnitCandidates', variables } };
    }
    const { terc } = unit;
    const known = (metrics?.edges ?? []).map(({ node }) => node);
    const wanted = known.toSorted((a, b) => Number(b.code === firstMetric) - Number(a.code === firstMetric));
    return {
      projects: { name: 'UnitProjects', variables: { terc } },
      ...Object.fromEntries(
        wanted.slice(0, maxMetrics).map(({ code, periods }) => {
          const variables = { terc, metric: code, since: periods.at(-2) ?? null };
          return [`metric:${code}`, { name: 'UnitIndicator', variables }];
        }),
      ),
    };
  },
  view({ territorialUnit: unit, voivodeships }, request, { release }, also) {
    if (unit == null) return candidatesView(also.candidates, request, request.params['terc'] ?? '');
    const { texts, params, search } = request;
    const asOf = search.get('asOf');
    // A code of former days: the page of the unit as it is known now.
    if (unit.terc !== params['terc'] && !asOf) return new Redirect(paths.unit(unit.terc));
    const kind = label(request, 'TerritorialKind', unit.kind);
    return {
      title: unit.name,
      description: [kind, ...unit.ancestors.map(({ name }) => name)].join(', '),
      breadcrumb: [
        { href: '/units', text: texts.unit.list },
        // The API lists the nearest first.
        ...unit.ancestors.map(({ terc, name }) => ({ href: paths.unit(terc), text: name })).reverse(),
      ],
      main: <UnitView request={request} unit={unit} voivodeships={voivodeships} also={also} release={release} />,
      table: {
        name: `unit-${unit.terc}`,
        header: ['terc', 'name', 'kind'],
        rows: (unit.children?.edges ?? []).map(({ node }) => [node.terc, node.name, node.kind]),
      },
    };
  },
});

/** TERC codes have two digits for a voivodeship, four for a powiat, seven for a gmina. */
function levelOf(terc: string): ObservationLevel {
  if (terc.length === 2) return 'VOIVODESHIP';
  return terc.length === 4 ? 'POWIAT' : 'GMINA';
}

interface UnitViewProps {
  readonly request: PageRequest;
  readonly unit: Unit;
  readonly voivodeships: UnitPageQuery['voivodeships'];
  readonly also: Partial<Also>;
  readonly release: number;
}

function UnitView({ request, unit, voivodeships, also, release }: UnitViewProps) {
  const { texts, search } = request;
  const format = formats[request.language];
  const asOf = search.get('asOf');
  const indicators = Object.entries(also).flatMap(([name, data]) =>
    name.startsWith('metric:') ? [data as UnitIndicatorQuery] : [],
  );
  return (
    <>
      <p>{label(request, 'TerritorialKind', unit.kind)}</p>
      {asOf ? <p class="problem">{texts.unit.asOfNote(format.day(asOf) ?? asOf)}</p> : null}
      <AsOf request={request} />
      <div class="columns">
        <Section title={texts.unit.codes}>
          <Facts
            facts={[
              [texts.unit.terc, unit.terc],
              [texts.unit.bdl, unit.bdlId],
              [texts.unit.nuts, unit.nutsCode],
              [texts.unit.iso, unit.isoCode],
              [texts.unit.validity, format.days(unit.validFrom, unit.validTo)],
              [texts.unit.area, unit.boundary === null ? null : `${format.number(unit.boundary.areaKm2, 2)} km²`],
            ]}
          />
        </Section>
        <Location request={request} unit={unit} voivodeships={voivodeships} />
      </div>
      <Indicators request={request} unit={unit} indicators={indicators} release={release} />
      <Children request={request} unit={unit} />
      <Offices request={request} unit={unit} />
      <Projects request={request} terc={unit.terc} found={also.projects} />
      <Practices request={request} unit={unit} />
      <History request={request} unit={unit} />
      <Source request={request} source={unit.source} />
    </>
  );
}

/** The unit in the country: a point, too, where it would be too small to be seen. */
function Location({ request, unit, voivodeships }: Omit<UnitViewProps, 'also' | 'release'>) {
  const country = voivodeships?.edges.map(({ node }) => node) ?? [];
  // Every hub has the outlines of voivodeships; those of smaller units come with the register of boundaries.
  const voivodeship = country.find(({ terc }) => unit.terc.startsWith(terc));
  const own = unit.outline ?? voivodeship?.outline ?? null;
  if (own === null) return null;
  const words = request.texts.unit;
  return (
    <Section title={words.location}>
      <UnitMap
        request={request}
        label={words.locationOf(unit.name)}
        units={country}
        className={() => 'back'}
        own={own}
      />
      {unit.outline === null ? <p class="note">{words.onlyVoivodeship(voivodeship?.name ?? '')}</p> : null}
    </Section>
  );
}

function AsOf({ request }: { request: PageRequest }) {
  const { texts, language, path, search } = request;
  return (
    <form class="filter" method="get" action={addressIn(language, path)}>
      <div>
        <label for="as-of">{texts.unit.asOf}</label>
        <input id="as-of" name="asOf" type="date" value={search.get('asOf') ?? ''} />
      </div>
      <button type="submit">{texts.list.show}</button>
      {search.has('asOf') ? <a href={addressIn(language, path)}>{texts.unit.today}</a> : null}
    </form>
  );
}
